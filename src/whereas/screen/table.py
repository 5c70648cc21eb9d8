"""Names prepared for comparison, as arrays: one row per way a text names something, with its words in order."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from whereas.kit import han, names
from whereas.kit.arabic import is_arabic, joined_compounds, parted_article, voiced
from whereas.screen.words import LONGEST, Bytes, Ints, Words, digest, keys_of, letter_bits, letter_codes, make_words

# What a name is of: the two that are weighed apart, and ships, whose numbers tell sisters apart.
PERSON, BODY, VESSEL = 0, 1, 2
MOST_WORDS = 8
JOINED = 32
_SHORTEST_PIECE = 6
_LATIN_ENOUGH = re.compile(r"[a-z0-9 ]*\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One way a text names something: its words in order, and its `number`, which must agree (sister ships, plants).

    `weak` where it is no more than an acronym or a former name in brackets.
    """

    words: tuple[str, ...]
    number: str = ""
    weak: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NameTable:
    """N forms of names: `text` is the place of the text each is a form of, `words` its words' places in `vocabulary`.

    `words` is N x 8 with -1 behind the end; `number` a digest of the number in the name, 0 for none; `key` a digest
    of the words in order; `joined` (N x 32) the letters of all words in one run, `joined_letters` them as a set,
    `joined_more` how many stand a third time or more, `joined_length` how many there are; `piece_key` digests of two
    or three neighbouring words written as one, sorted, each with its row.
    """

    vocabulary: Words
    text: Ints
    kind: NDArray[np.uint8]
    words: NDArray[np.int32]
    count: NDArray[np.uint8]
    number: NDArray[np.uint64]
    key: NDArray[np.uint64]
    weak: NDArray[np.bool_]
    joined: Bytes
    joined_letters: NDArray[np.uint64]
    joined_more: Bytes
    joined_length: Bytes
    piece_key: NDArray[np.uint64]
    piece_row: NDArray[np.int32]


@lru_cache(maxsize=20_000)
def latin(text: str) -> str:
    """The text folded and in Latin letters: Han characters as pinyin, other scripts letter by letter (anyascii)."""
    folded = names.fold(text)
    if _LATIN_ENOUGH.match(folded):
        return folded
    for run in han.han_runs(folded):
        read = han.latin_of(run).split()
        folded = folded.replace(run, f" {read[0]} {''.join(read[1:])} ")
    from anyascii import anyascii  # 25 ms to import, and most names never need it

    spelled = names.fold(anyascii(parted_article(folded)).replace("`", ""))
    return " ".join(voiced(tuple(spelled.split()))) if is_arabic(folded) else spelled


_COMMA = re.compile(r"^([^,]+),([^,]+)$")


@lru_cache(maxsize=20_000)
def forms(text: str, kind: int) -> tuple[Form, ...]:
    """The ways a text names something of this kind; none for a text without a letter or digit."""
    if kind == PERSON:
        found = _person(text)
    elif kind == BODY:
        found = _body(text)
    else:
        found = _vessel(text)
    return tuple(one for one in dict.fromkeys(found) if all(one.words) and one.words)


def _person(text: str) -> list[Form]:
    # A surname before a comma goes to the end, so that joined spellings run in one order.
    turned = _COMMA.sub(r"\2 \1", text)
    words = joined_compounds(names.without_titles(tuple(latin(turned).split())))
    chinese = (Form(words=tuple(read.split())) for read in han.pinyin_of_wade_giles(text))
    return [Form(words=words[:MOST_WORDS]), *chinese]


def _body(text: str) -> list[Form]:
    """An organisation's name without its legal form; what stands in brackets as a name of its own."""
    read = names.organisation(latin(text) if _foreign(text) else text)
    number = " ".join(sorted(_digits(read.core)))
    found = [
        Form(
            words=tuple(word for word in read.core if word not in read.digits)[:MOST_WORDS] or read.core, number=number
        )
    ]
    for inner in read.brackets:
        core = names.organisation(inner).core
        found.append(Form(words=core[:MOST_WORDS], number=" ".join(sorted(_digits(core))), weak=True))
    return found


def _digits(words: tuple[str, ...]) -> set[str]:
    return {digits for word in words if (digits := "".join(filter(str.isdigit, word)).lstrip("0"))}


def _vessel(text: str) -> list[Form]:
    read = names.vessel(latin(text) if _foreign(text) else text)
    found = [Form(words=(read.name or read.number,), number=read.number)]
    for inner in read.former:
        former = names.vessel(inner)
        found.append(Form(words=(former.name or former.number,), number=former.number, weak=True))
    return found


def _foreign(text: str) -> bool:
    return not unicodedata.normalize("NFKD", text).encode("ascii", "ignore").strip() or not all(
        ord(char) < 0x250 or not char.isalpha() for char in text
    )


def _thirds(joined: Bytes) -> Bytes:
    """How many letters of each row stand there for the third time or more, which its set of letters does not show."""
    counts = np.stack([np.count_nonzero(joined == letter, axis=1) for letter in range(1, 38)], axis=1)
    single = np.arange(1, 38) > 26  # digits have one bit only
    found: Bytes = np.maximum(counts - np.where(single, 1, 2), 0).sum(axis=1).astype(np.uint8)
    return found


def _pieces(words: tuple[str, ...]) -> list[str]:
    """Neighbouring words as one word, where that is long enough to tell and no longer than a word can be."""
    found = ["".join(words[at : at + many]) for many in (2, 3) for at in range(len(words) - many + 1)]
    return [piece for piece in found if _SHORTEST_PIECE <= len(piece) <= LONGEST]


def make_table(entries: Sequence[tuple[str, int]]) -> NameTable:
    """The table of (text, kind) entries; the `text` of a row is its entry's place."""
    listed = [(place, kind, form) for place, (text, kind) in enumerate(entries) for form in forms(text, kind)]
    vocabulary: dict[str, int] = {}
    number = len(listed)
    words = np.full((number, MOST_WORDS), -1, np.int32)
    for row, (_, _, form) in enumerate(listed):
        for column, word in enumerate(form.words):
            words[row, column] = vocabulary.setdefault(word, len(vocabulary))
    pieces = sorted(
        (key, row)
        for row, (_, kind, form) in enumerate(listed)
        for piece in _pieces(form.words)
        for key in keys_of(piece, korean=kind == BODY)
    )
    joined = letter_codes(["".join(form.words) for _, _, form in listed], JOINED)
    return NameTable(
        vocabulary=make_words(list(vocabulary), korean=any(kind == BODY for _, kind in entries)),
        text=np.array([place for place, _, _ in listed], np.int64),
        kind=np.array([kind for _, kind, _ in listed], np.uint8),
        words=words,
        count=np.array([len(form.words) for _, _, form in listed], np.uint8),
        number=np.array([digest(form.number) if form.number else 0 for _, _, form in listed], np.uint64),
        key=np.array([digest(" ".join(form.words)) for _, _, form in listed], np.uint64),
        weak=np.array([form.weak for _, _, form in listed], np.bool_),
        joined=joined,
        joined_letters=letter_bits(joined),
        joined_more=_thirds(joined),
        joined_length=np.count_nonzero(joined, axis=1).astype(np.uint8),
        piece_key=np.array([key for key, _ in pieces], np.uint64),
        piece_row=np.array([row for _, row in pieces], np.int32),
    )
