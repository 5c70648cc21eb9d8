"""Finds the listed names that a batch of names may be: candidates from shared words and sounds, then every one scored.

Nothing that would score is left out for speed: a candidate shares a word likeness with the words that say most, or
reads as Korean at no great cost. Likeness of words and costs of syllables are remembered, for customers' names repeat.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from whereas.kit.korean import Syllable
from whereas.screen import model
from whereas.screen.likeness import Prepared, bounded, by_form, hanja_cost
from whereas.screen.pairs import Alike, align
from whereas.screen.segment import Names
from whereas.screen.sounds import SURNAME, Cents, ReadingTable, costs, make_sounds
from whereas.screen.table import BODY, PERSON, NameTable
from whereas.screen.words import INITIAL, LEAST, Bytes, Floats, Ints, Words, likeness

# A name is a candidate if words that make up this part of what either name says may agree.
_PART = 0.45
# Korean readings further apart than this (in hundredths) are other names.
_FURTHEST = 100
_SURNAME_FURTHEST = 60
_BLOCK = 64
_REMEMBERED = 30_000
# A word this long may be two words elsewhere.
_LONG = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Scored pairs: `query` the place in the batch, `text` the place of the listed name, `chance` the probability."""

    query: Ints
    text: Ints
    chance: Floats


class Searcher:
    """Searches the names of one kind in one segment."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self._words = _LikeWords(names.prepared.names.vocabulary)
        self._sounds = _LikeSounds(names.prepared.sounds)

    def search(self, batch: Prepared, *, floor: float) -> Found:
        """Every listed name with a probability of at least `floor` (which must be above 0) for each text of the
        batch.
        """
        listed = self.names.prepared
        rows, names, alike = self._candidates(batch)
        aligned = align(batch.names, rows, listed.names, names, alike)
        query, text = batch.names.text[rows], listed.names.text[names]
        chance = bounded(batch, query, listed, text, by_form(batch.kind, aligned))
        if batch.kind == PERSON:
            chance[batch.korean[query] & listed.korean[text]] = 0
            sounding = self._sounding(batch)
            query = np.concatenate([query, sounding.query])
            text = np.concatenate([text, sounding.text])
            chance = np.concatenate([chance, sounding.chance])
        keep = chance >= floor
        return _best(query[keep], text[keep], chance[keep], len(listed.texts))

    def _candidates(self, batch: Prepared) -> tuple[Ints, Ints, Alike]:
        table = batch.names
        found = self._words.like(table.vocabulary)
        column = min(batch.kind, BODY)
        rows, words = _telling(table.words, table.vocabulary.weight[:, column])
        # Each such word leads to the listed words like it, and these to the names they stand in.
        start, end = found.start[words], found.start[words + 1]
        each = _repeat(start, end)
        rows = np.repeat(rows, end - start)
        listed = found.listed[each]
        first, last = self.names.start[listed], self.names.start[listed + 1]
        rows = np.repeat(rows, last - first)
        names = self.names.posted[_repeat(first, last)]
        parted_rows, parted_names = self._parted(table)
        rows, names = np.concatenate([rows, parted_rows]), np.concatenate([names, parted_names])
        # Every pair once: a mark for each is quicker than sorting them.
        size = max(len(self.names.prepared.names.text), 1)
        marked = np.zeros(len(table.text) * size, np.bool_)
        marked[rows * np.int64(size) + names] = True
        rows, names = np.divmod(np.flatnonzero(marked), size)
        return rows, names, found.alike

    def _parted(self, table: NameTable) -> tuple[Ints, Ints]:
        """Names where two words of one are written as a single word in the other: Abu Bakar, Abubakar."""
        listed = self.names.prepared.names
        words, rows = self._words.meeting(table.piece_key)
        first, last = self.names.start[words], self.names.start[words + 1]
        found = [(np.repeat(table.piece_row[rows], last - first), self.names.posted[_repeat(first, last)])]
        row, column = np.nonzero(table.words >= 0)
        word = table.words[row, column]
        long = table.vocabulary.length[word] >= _LONG
        row, word = row[long], word[long]
        for keys in (table.vocabulary.key, table.vocabulary.skeleton, table.vocabulary.sound):
            mine = keys[word]
            first = np.searchsorted(listed.piece_key, mine, "left")
            last = np.where(mine == 0, first, np.searchsorted(listed.piece_key, mine, "right"))
            found.append((np.repeat(row, last - first), listed.piece_row[_repeat(first, last)]))
        return np.concatenate([one for one, _ in found]), np.concatenate([other for _, other in found])

    def _sounding(self, batch: Prepared) -> Found:
        rows, listed, cost = self._sounds.near(batch.sounds)
        theirs = self.names.prepared.sounds
        for at in np.flatnonzero(batch.sounds.hanja[rows] & theirs.hanja[listed]):
            mine = batch.texts[batch.sounds.text[rows[at]]]
            cost[at] = hanja_cost(mine, self.names.prepared.texts[theirs.text[listed[at]]])
        given = (batch.sounds.shape[rows] % 4).astype(np.float32)
        mandarin = batch.sounds.mandarin[rows] | theirs.mandarin[listed]
        chance = model.by_sound((cost / 100).astype(np.float32), given, mandarin)
        return Found(query=batch.sounds.text[rows], text=theirs.text[listed], chance=chance)


def _best(query: Ints, text: Ints, chance: Floats, texts: int) -> Found:
    """Each pair once, with its best probability."""
    key = query * np.int64(max(texts, 1)) + text
    order = np.lexsort((-chance, key))
    first = np.ones(len(order), np.bool_)
    first[1:] = key[order][1:] != key[order][:-1]
    kept = order[first]
    return Found(query=query[kept], text=text[kept], chance=chance[kept])


def _telling(words: NDArray[np.int32], weight: Floats) -> tuple[Ints, Ints]:
    """The words to seek for each name, those that say most first, until what is left cannot carry a match."""
    says = np.where(words >= 0, weight[words], np.float32(0))
    order = np.argsort(-says, axis=1, kind="stable")
    ranked = np.take_along_axis(says, order, axis=1)
    total = ranked.sum(axis=1, keepdims=True)
    rest = total - np.cumsum(ranked, axis=1) + ranked
    used = (ranked > 0) & (rest >= _PART * total)
    rows, places = np.nonzero(used)
    return rows, words[rows, order[rows, places]].astype(np.int64)


def _repeat(start: Ints, end: Ints) -> Ints:
    """The numbers from each start to its end, one after another."""
    length = end - start
    before = np.cumsum(length) - length
    found: Ints = np.arange(length.sum()) - np.repeat(before - start, length)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Like:
    """The listed words like each word of a batch (`listed[start[w]:start[w + 1]]`), and a lookup of likeness."""

    start: Ints
    listed: Ints
    alike: Alike


def _sorted(keys: NDArray[np.uint64]) -> tuple[NDArray[np.uint64], Ints]:
    order = np.argsort(keys, kind="stable")
    return keys[order], order


class _LikeWords:
    """Which listed words are like a word, remembered by the word."""

    def __init__(self, vocabulary: Words) -> None:
        self._all = vocabulary
        self._length = vocabulary.length.astype(np.int64)
        self._letters = np.ascontiguousarray(vocabulary.letters)
        self._known: dict[int, tuple[Ints, Bytes]] = {}
        self._by_itself = _sorted(vocabulary.key)
        self._by_key = [_sorted(vocabulary.skeleton), _sorted(vocabulary.sound)]
        self._initials = np.flatnonzero(self._length == 1)
        self._firsts = vocabulary.codes[:, 0].copy()

    def meeting(self, keys: NDArray[np.uint64]) -> tuple[Ints, Ints]:
        """The listed words with one of these digests, by themselves, by skeleton or by sound: (word, place of key)."""
        found = []
        for sorted_keys, order in (self._by_itself, *self._by_key):
            first = np.searchsorted(sorted_keys, keys, "left")
            last = np.searchsorted(sorted_keys, keys, "right")
            found.append((order[_repeat(first, last)], np.repeat(np.arange(len(keys)), last - first)))
        return np.concatenate([word for word, _ in found]), np.concatenate([place for _, place in found])

    def like(self, words: Words) -> _Like:
        """Look up a batch's words."""
        keys = words.key.tolist()
        new = [place for place, key in enumerate(keys) if key not in self._known]
        if new:
            if len(self._known) > _REMEMBERED:
                self._known.clear()
                new = list(range(len(keys)))
            self._learn(words, np.array(new), keys)
        found = [self._known[key] for key in keys]
        start = np.cumsum([0, *(len(listed) for listed, _ in found)]).astype(np.int64)
        listed = np.concatenate([listed for listed, _ in found]) if found else np.zeros(0, np.int64)
        # One row per word of the batch, one byte per listed word; the last column answers for words that are none.
        table = np.zeros((len(keys) + 1, len(self._length) + 1), np.uint8)
        table[np.repeat(np.arange(len(keys)), np.diff(start)), listed] = (
            np.concatenate([values for _, values in found]) if found else 0
        )
        self._mark_initials(words, table)

        def alike(mine: NDArray[np.int32], theirs: NDArray[np.int32]) -> Bytes:
            return table[mine[:, None, :], theirs[None, :, :]]

        return _Like(start=start, listed=listed, alike=alike)

    def _mark_initials(self, words: Words, table: Bytes) -> None:
        """A single letter is like every word it begins; such pairs are scored, but make no candidates."""
        value = np.uint8(round(INITIAL * 250))
        for place in range(len(words.key)):
            if words.length[place] == 1:
                row = table[place, :-1]
                row[(self._firsts == words.codes[place, 0]) & (row == 0)] = value
            elif len(self._initials):
                same = self._initials[self._firsts[self._initials] == words.codes[place, 0]]
                table[place, same] = value

    def _learn(self, words: Words, new: Ints, keys: list[int]) -> None:
        length = words.length[new].astype(np.int64)
        found: list[tuple[Ints, Ints]] = []
        for letters in np.unique(length):
            group = new[length == letters]
            # A word much longer or shorter shares too little, whatever its letters.
            low = np.searchsorted(self._length, np.ceil(letters * LEAST / (2 - LEAST)))
            high = np.searchsorted(self._length, np.floor(letters * (2 - LEAST) / LEAST), "right")
            bound = LEAST / 2 * (letters + self._length[low:high])
            for at in range(0, len(group), _BLOCK):
                some = group[at : at + _BLOCK]
                shared = np.bitwise_count(words.letters[some][:, None] & self._letters[None, low:high])
                mine, theirs = np.nonzero(shared >= bound[None, :])
                found.append((some[mine], theirs + low))
        for keys_of, (sorted_keys, order) in zip((words.skeleton[new], words.sound[new]), self._by_key, strict=True):
            first, last = np.searchsorted(sorted_keys, keys_of, "left"), np.searchsorted(sorted_keys, keys_of, "right")
            last = np.where(keys_of == 0, first, last)
            found.append((np.repeat(new, last - first), order[_repeat(first, last)]))
        one = np.concatenate([mine for mine, _ in found])
        other = np.concatenate([theirs for _, theirs in found])
        pair = np.unique(one * np.int64(len(self._length)) + other)
        one, other = np.divmod(pair, max(len(self._length), 1))
        values = likeness(words, one, self._all, other)
        keep = (values > 0) & ~((words.length[one] == 1) ^ (self._length[other] == 1))
        one, other, values = one[keep], other[keep], values[keep]
        borders = np.searchsorted(one, new)
        ends = np.searchsorted(one, new, "right")
        for place, begin, end in zip(new.tolist(), borders.tolist(), ends.tolist(), strict=True):
            self._known[keys[place]] = (other[begin:end], values[begin:end])


class _LikeSounds:
    """Which listed readings are near a reading: by surname first, then syllable by syllable."""

    def __init__(self, listed: ReadingTable) -> None:
        self._all = listed
        self._law = np.zeros((0, len(listed.sounds.start)), np.uint8)
        self._plain = self._law
        self._rows: dict[Syllable, int] = {}
        self._shapes = {int(shape): np.flatnonzero(listed.shape == shape) for shape in np.unique(listed.shape)}
        self._near: dict[tuple[int, int, int], tuple[Ints, Cents, NDArray[np.int32]]] = {}

    def near(self, batch: ReadingTable) -> tuple[Ints, Ints, NDArray[np.int32]]:
        """(row of the batch, listed row, cost in hundredths) of every pair that may be one name."""
        if not len(batch.text) or not self._shapes:
            return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.int32)
        known = self._learn(batch)
        groups: dict[tuple[int, int, int], list[int]] = {}
        surnames = np.where(batch.syllables[:, :SURNAME] >= 0, known[batch.syllables[:, :SURNAME]], -1)
        for row, (shape, one, two) in enumerate(
            zip(batch.shape.tolist(), surnames[:, 0].tolist(), surnames[:, 1].tolist(), strict=True)
        ):
            if shape in self._shapes:
                groups.setdefault((shape, one, two), []).append(row)
        parts = [self._group(batch, known, key, np.array(rows)) for key, rows in groups.items()]
        if not parts:
            return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.int32)
        rows, listed, cost = (np.concatenate(one) for one in zip(*parts, strict=True))
        return rows, listed, cost

    def _learn(self, batch: ReadingTable) -> Ints:
        """Where each syllable of the batch has its row of costs."""
        fresh = [one for one in batch.syllables_seen if one not in self._rows]
        if fresh:
            law, plain = costs(make_sounds(fresh), self._all.sounds)
            for place, one in enumerate(fresh, start=len(self._rows)):
                self._rows[one] = place
            self._law, self._plain = np.concatenate([self._law, law]), np.concatenate([self._plain, plain])
        return np.array([self._rows[one] for one in batch.syllables_seen], np.int64)

    def _group(
        self, batch: ReadingTable, known: Ints, key: tuple[int, int, int], rows: Ints
    ) -> tuple[Ints, Ints, NDArray[np.int32]]:
        """The readings of a batch that share a surname, against the listed ones with a surname like it."""
        listed, base, syllables = self._of_surname(key)
        cost = np.broadcast_to(base.astype(np.int32)[None, :], (len(rows), len(listed))).copy()
        cost += np.abs(batch.doubt[rows, None].astype(np.int32) - self._all.doubt[None, listed])
        cost += np.maximum(batch.price[rows, None], self._all.price[None, listed])
        for column in range(SURNAME, SURNAME + key[0] % 4):
            table = self._law if column == SURNAME else self._plain
            cost += table[known[batch.syllables[rows, column]][:, None], syllables[None, :, column]]
        cost[batch.mandarin[rows, None] & self._all.mandarin[None, listed]] = _FURTHEST + 1
        at, to = np.nonzero(cost <= _FURTHEST)
        return rows[at], listed[to], cost[at, to]

    def _of_surname(self, key: tuple[int, int, int]) -> tuple[Ints, Cents, NDArray[np.int32]]:
        if key not in self._near:
            listed = self._shapes[key[0]]
            mine = [one for one in key[1:] if one >= 0]
            base = sum(
                self._law[one][self._all.syllables[listed, place]].astype(np.int32) for place, one in enumerate(mine)
            )
            near = np.flatnonzero(base <= _SURNAME_FURTHEST)
            syllables = self._all.syllables[listed[near]]
            self._near[key] = (listed[near], np.asarray(base)[near].astype(np.uint8), syllables)
        return self._near[key]
