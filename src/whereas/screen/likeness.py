"""How likely two names are of one party, for many pairs of texts: by sound where both read as Korean, else by words."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from whereas.kit.korean import compare_readings, mandarin_readings, readings, syllables_of
from whereas.screen import model
from whereas.screen.pairs import Alignment, align
from whereas.screen.sounds import FAR, ReadingTable, make_readings, pair_costs
from whereas.screen.table import BODY, PERSON, VESSEL, NameTable, forms, make_table
from whereas.screen.words import Floats, Ints

KINDS = (PERSON, BODY, VESSEL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """T texts of one kind, ready to be compared: their forms, their Korean readings (people only).

    `korean` says which texts read as Korean other than through Mandarin, `syllabic` which are nothing but a few Korean
    syllables (a given name alone): thousands bear them.
    """

    kind: int
    texts: Sequence[str]
    names: NameTable
    sounds: ReadingTable
    korean: NDArray[np.bool_]
    syllabic: NDArray[np.bool_]


def prepare(texts: Sequence[str], kind: int) -> Prepared:
    """Prepare texts of one kind (PERSON, BODY or VESSEL)."""
    sounds = make_readings(list(enumerate(texts)) if kind == PERSON else [])
    korean = np.zeros(len(texts), np.bool_)
    korean[sounds.text[~sounds.mandarin]] = True
    return Prepared(
        kind=kind,
        texts=texts,
        names=make_table([(text, kind) for text in texts]),
        sounds=sounds,
        korean=korean,
        syllabic=np.array([kind == PERSON and _syllabic(text) for text in texts], np.bool_),
    )


_MOST_SYLLABLES = 3


@lru_cache(maxsize=20_000)
def _syllabic(text: str) -> bool:
    cuts = [syllables_of(word) for form in forms(text, PERSON)[:1] for word in form.words]
    return bool(cuts) and all(cuts) and sum(len(ways[0]) for ways in cuts) <= _MOST_SYLLABLES


def bounded(left: Prepared, one: Ints, right: Prepared, other: Ints, chance: Floats) -> Floats:
    """Probabilities from words, bounded where both names are nothing but a few Korean syllables."""
    few = left.syllabic[one] & right.syllabic[other]
    return np.where(few, np.minimum(chance, np.float32(model.SHORT_NAME_ALONE)), chance).astype(np.float32)


def probabilities(left: Prepared, right: Prepared, one: Ints, other: Ints) -> Floats:
    """The probability that each pair of texts (places on the left and on the right) names one party.

    A pair that reads as Korean on both sides is judged by sound alone, for there the order of syllables counts; one
    that does so on one side, and through Mandarin on the other, by whichever says more.
    """
    best = np.zeros(len(one), np.float32)
    pair, mine, theirs = crossed(left.names.text, one, right.names.text, other)
    chance = by_form(left.kind, align(left.names, mine, right.names, theirs))
    np.maximum.at(best, pair, bounded(left, one[pair], right, other[pair], chance))
    if left.kind == PERSON:
        best[left.korean[one] & right.korean[other]] = 0
        np.maximum.at(best, *_by_sound(left, right, one, other))
    return best


def by_form(kind: int, found: Alignment) -> Floats:
    """The probability from the words of aligned forms of this kind."""
    return model.by_hull(found) if kind == VESSEL else model.by_words(found, kind)


def _by_sound(left: Prepared, right: Prepared, one: Ints, other: Ints) -> tuple[Ints, Floats]:
    pair, mine, theirs = crossed(left.sounds.text, one, right.sounds.text, other)
    cost = pair_costs(left.sounds, mine, right.sounds, theirs)
    for at in np.flatnonzero(left.sounds.hanja[mine] & right.sounds.hanja[theirs] & (cost < FAR)):
        cost[at] = hanja_cost(left.texts[one[pair[at]]], right.texts[other[pair[at]]])
    given = left.sounds.shape[mine] % 4
    mandarin = left.sounds.mandarin[mine] | right.sounds.mandarin[theirs]
    return pair, np.where(cost < FAR, model.by_sound(cost / 100, given, mandarin), 0).astype(np.float32)


def hanja_cost(left: str, right: str) -> int:
    """In hundredths: of two names in Han characters the characters count, which the arrays do not hold."""
    score = max(compare_readings(one, other).score for one in readings(left) for other in readings(right))
    return round(-100 * float(np.log(max(score, 1e-4))))


def crossed(lefts: Ints, one: Ints, rights: Ints, other: Ints) -> tuple[Ints, Ints, Ints]:
    """Every row of the left text of a pair with every row of its right text: (pair, left row, right row).

    `lefts` and `rights` give the text of each row, in ascending order.
    """
    left_start, left_end = np.searchsorted(lefts, one, "left"), np.searchsorted(lefts, one, "right")
    right_start, right_end = np.searchsorted(rights, other, "left"), np.searchsorted(rights, other, "right")
    wide, deep = left_end - left_start, right_end - right_start
    number = wide * deep
    pair = np.repeat(np.arange(len(one)), number)
    within = np.arange(number.sum()) - np.repeat(np.cumsum(number) - number, number)
    deep = np.maximum(deep, 1)[pair]
    return pair, left_start[pair] + within // deep, right_start[pair] + within % deep


def reads_as_korean(text: str) -> bool:
    """Whether a text reads as a Korean name in any way, through Mandarin too."""
    return bool(readings(text) or mandarin_readings(text))
