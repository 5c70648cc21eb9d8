"""One part of the index: some listed parties with their names prepared and turned into postings, in one mapped file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from whereas.kit.korean import mandarin_readings, readings
from whereas.kit.names import organisation
from whereas.resolve.profile import BODY as LEGAL_BODY
from whereas.resolve.profile import ORGANISATION
from whereas.resolve.profile import PERSON as NATURAL_PERSON
from whereas.resolve.profile import VESSEL as SHIP
from whereas.screen.arrays import Array, read_arrays, write_arrays
from whereas.screen.card import Card
from whereas.screen.likeness import KINDS, Prepared, prepare
from whereas.screen.sounds import ReadingTable, Sounds
from whereas.screen.table import BODY, PERSON, VESSEL, NameTable, forms
from whereas.screen.words import Ints, Words, digest

# A body that its list does not tell a person or an organisation is sought as both.
KINDS_OF = {NATURAL_PERSON: (PERSON,), ORGANISATION: (BODY,), LEGAL_BODY: (PERSON, BODY), SHIP: (VESSEL,)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The names of one kind, those that are prepared alike as one text, and postings of words.

    The bearers of text t are `card[owner[t]:owner[t + 1]]`, each with the `place` of the name among the card's names;
    `posted[start[w]:start[w + 1]]` are the rows of `prepared.names` that word w of the vocabulary stands in.
    """

    prepared: Prepared
    owner: Ints
    card: NDArray[np.int32]
    place: NDArray[np.int32]
    start: Ints
    posted: NDArray[np.int32]


class Segment:
    """Cards and their prepared names, mapped from a file or fresh."""

    def __init__(self, arrays: dict[str, Array], notes: dict[str, Any]) -> None:
        self.arrays, self.notes = arrays, notes

    def __len__(self) -> int:
        return int(self.notes["cards"])

    def card(self, number: int) -> Card:
        """The card with this number."""
        start, end = self.arrays["card_start"][number : number + 2]
        return msgspec.json.decode(self.arrays["cards"][start:end].tobytes(), type=Card)

    @cached_property
    def ids(self) -> list[str]:
        """The ids of the cards, in their order."""
        return bytes(self.arrays["ids"]).decode().split("\n") if len(self) else []

    @cached_property
    def digests(self) -> dict[str, int]:
        """What each card says, as a digest, by its id."""
        return dict(zip(self.ids, self.arrays["card_digest"].tolist(), strict=True))

    def bearers(self, form: str) -> list[int]:
        """The numbers of the cards that bear a number, address or code, in its normal form."""
        keys = self.arrays["number_key"]
        key = np.uint64(digest(form))
        at = slice(int(np.searchsorted(keys, key, "left")), int(np.searchsorted(keys, key, "right")))
        return sorted(set(self.arrays["number_card"][at].tolist()))

    @cached_property
    def names(self) -> dict[int, Names]:
        """The names by kind."""
        return {kind: _names(self.arrays, self.notes, kind) for kind in KINDS}


def build(cards: Iterable[Card]) -> Segment:
    """A segment of these cards, sorted by id so that equal cards make equal bytes."""
    listed = sorted(cards, key=lambda card: card.id)
    encoded = [msgspec.json.encode(card) for card in listed]
    arrays: dict[str, Array] = {
        "cards": np.frombuffer(b"".join(encoded), np.uint8),
        "card_start": np.cumsum([0, *map(len, encoded)]).astype(np.int64),
        "card_digest": np.array([digest(text.decode()) for text in encoded], np.uint64),
        "ids": np.frombuffer("\n".join(card.id for card in listed).encode(), np.uint8),
    }
    notes: dict[str, Any] = {"cards": len(listed)}
    numbers = sorted(
        {(digest(form), place) for place, card in enumerate(listed) for form in (*card.numbers, *_codes(card))}
    )
    arrays["number_key"] = np.array([key for key, _ in numbers], np.uint64)
    arrays["number_card"] = np.array([place for _, place in numbers], np.int32)
    for kind in KINDS:
        _build_names(listed, kind, arrays, notes)
    return Segment(arrays, notes)


def digests_of(cards: Iterable[Card]) -> dict[str, int]:
    """What each card says, as a digest, by its id."""
    return {card.id: digest(msgspec.json.encode(card).decode()) for card in cards}


# Before an address in small letters: where a list or a customer lost its case, it is sought so, and told so.
CASE_LOST = "case lost "
_LONG_CODE = 20


def _codes(card: Card) -> list[str]:
    """The card's codes, and of long ones whose case counts what is left of them without it."""
    forms = [form for _, form in card.identifiers]
    return [*forms, *(CASE_LOST + form.lower() for form in forms if len(form) >= _LONG_CODE and form != form.lower())]


def save(segment: Segment, path: Path) -> None:
    """Write a segment to its file."""
    write_arrays(path, segment.arrays, segment.notes)


def load(path: Path) -> Segment:
    """Map a segment's file. Raises `WhereasError` for a damaged file."""
    return Segment(*read_arrays(path))


def _build_names(listed: Sequence[Card], kind: int, arrays: dict[str, Array], notes: dict[str, Any]) -> None:
    entries = [
        (number, place, name.text)
        for number, card in enumerate(listed)
        if kind in KINDS_OF.get(card.kind, ())
        for place, name in enumerate(card.names)
        if card.kind != LEGAL_BODY or _may_be(kind, name.text)
    ]
    alike: dict[tuple[object, ...], list[int]] = {}
    for at, (_, _, text) in enumerate(entries):
        sounds = (readings(text), mandarin_readings(text)) if kind == PERSON else ()
        alike.setdefault((forms(text, kind), sounds), []).append(at)
    owners = [entries[at] for places in alike.values() for at in places]
    prepared = prepare([entries[places[0]][2] for places in alike.values()], kind)
    names = _by_length(prepared.names)
    rows, columns = np.nonzero(names.words >= 0)
    words = names.words[rows, columns]
    order = np.argsort(words, kind="stable")
    head = f"{kind}."
    texts = [text.encode() for text in prepared.texts]
    arrays[f"{head}text"] = np.frombuffer(b"".join(texts), np.uint8)
    arrays[f"{head}text_start"] = np.cumsum([0, *map(len, texts)]).astype(np.int64)
    arrays[f"{head}owner"] = np.cumsum([0, *map(len, alike.values())]).astype(np.int64)
    arrays[f"{head}card"] = np.array([number for number, _, _ in owners], np.int32)
    arrays[f"{head}place"] = np.array([place for _, place, _ in owners], np.int32)
    arrays[f"{head}korean"] = prepared.korean
    arrays[f"{head}syllabic"] = prepared.syllabic
    arrays[f"{head}start"] = np.searchsorted(words[order], np.arange(len(names.vocabulary.key) + 1)).astype(np.int64)
    arrays[f"{head}posted"] = rows[order].astype(np.int32)
    _put(arrays, f"{head}word.", names.vocabulary)
    _put(arrays, f"{head}name.", names)
    _put(arrays, f"{head}sound.", prepared.sounds)
    _put(arrays, f"{head}way.", prepared.sounds.sounds)
    notes[f"{head}vowels"] = [[sorted(meant), sorted(loose)] for meant, loose in prepared.sounds.sounds.vowels]


def _may_be(kind: int, text: str) -> bool:
    """Whether a party that its list calls neither may be of this kind: none with a legal form is a person, and none
    that reads as a Korean name without one is a body.
    """
    legal = bool(organisation(text).forms)
    return not legal if kind == PERSON else legal or not readings(text)


def _by_length(names: NameTable) -> NameTable:
    """The table with its vocabulary in order of length, so that words of like length are found in one stretch."""
    order = np.argsort(names.vocabulary.length, kind="stable")
    place = np.empty(len(order) + 1, np.int32)
    place[order] = np.arange(len(order))
    place[-1] = -1
    vocabulary = Words(**{field.name: getattr(names.vocabulary, field.name)[order] for field in fields(Words)})
    kept = {field.name: getattr(names, field.name) for field in fields(NameTable)}
    return NameTable(**{**kept, "vocabulary": vocabulary, "words": place[names.words]})


def _put(arrays: dict[str, Array], head: str, table: Any) -> None:
    for field in fields(table):
        value = getattr(table, field.name)
        if isinstance(value, np.ndarray):
            arrays[head + field.name] = value


def _get(arrays: dict[str, Array], head: str, kind: type[Any], **others: Any) -> Any:
    return kind(
        **{field.name: arrays[head + field.name] for field in fields(kind) if field.name not in others}, **others
    )


class _Texts(Sequence[str]):
    """Texts that lie end to end in a mapped array, decoded when asked for."""

    def __init__(self, raw: Array, start: Array) -> None:
        self._raw, self._start = raw, start

    def __len__(self) -> int:
        return len(self._start) - 1

    def __getitem__(self, place: Any) -> Any:
        return bytes(self._raw[self._start[place] : self._start[place + 1]]).decode()


def _names(arrays: dict[str, Array], notes: dict[str, Any], kind: int) -> Names:
    head = f"{kind}."
    vowels = tuple((frozenset(meant), frozenset(loose)) for meant, loose in notes[f"{head}vowels"])
    sounds = _get(arrays, f"{head}way.", Sounds, vowels=vowels)
    names = _get(arrays, f"{head}name.", NameTable, vocabulary=_get(arrays, f"{head}word.", Words))
    return Names(
        prepared=Prepared(
            kind=kind,
            texts=_Texts(arrays[f"{head}text"], arrays[f"{head}text_start"]),
            names=names,
            sounds=_get(arrays, f"{head}sound.", ReadingTable, sounds=sounds, syllables_seen=()),
            korean=arrays[f"{head}korean"],
            syllabic=arrays[f"{head}syllabic"],
        ),
        owner=arrays[f"{head}owner"],
        card=arrays[f"{head}card"],
        place=arrays[f"{head}place"],
        start=arrays[f"{head}start"],
        posted=arrays[f"{head}posted"],
    )
