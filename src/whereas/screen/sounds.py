"""Korean readings of many names as arrays, and what it costs to take one for another: kit.korean for whole lists.

The costs are those of `kit.korean.compare_readings`, summed over syllables; a test holds the two against each other.
Only names in Han characters on both sides need the scalar form, for there the characters count.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from whereas.kit.korean import Reading, Syllable, mandarin_readings, readings
from whereas.kit.korean.costs import DROPPED, vowel_cost
from whereas.screen.words import Ints

# Places for syllables: two for a surname, three for a given name.
SURNAME, PLACES = 2, 5
# Costs are kept in hundredths: all of them are multiples of 0.05.
MOST, FAR = 150, 900
Cents = NDArray[np.uint8]
_ONSETS = ("", "k", "t", "p", "c", "s", "h", "m", "n", "r", "ng")
_CODAS = ("", "k", "n", "t", "r", "m", "p", "ng")
_LIQUID = np.array([onset in ("", "n", "r") for onset in _ONSETS])


@dataclass(frozen=True, slots=True, kw_only=True)
class Sounds:
    """U syllables by sound, each with one or more ways to sound: `start` says where a syllable's ways begin.

    Per way: `onset` and `coda` as numbers of their class, `vowel` the place in `vowels`, `front`, `price`. A vowel is
    what its spelling means and what habit makes it mean.
    """

    vowels: tuple[tuple[frozenset[str], frozenset[str]], ...]
    start: Ints
    onset: NDArray[np.uint8]
    vowel: NDArray[np.int64]
    coda: NDArray[np.uint8]
    front: NDArray[np.bool_]
    price: Cents


def make_sounds(syllables: Sequence[Syllable]) -> Sounds:
    """The arrays of these syllables."""
    ways = [way for one in syllables for way in one.sounds]
    vowels: dict[tuple[frozenset[str], frozenset[str]], int] = {}
    places = [vowels.setdefault((way.vowels, way.loose), len(vowels)) for way in ways]
    return Sounds(
        vowels=tuple(vowels),
        start=np.cumsum([0, *(len(one.sounds) for one in syllables)])[:-1].astype(np.int64),
        onset=np.array([_ONSETS.index(way.onset) for way in ways], np.uint8),
        vowel=np.array(places, np.int64),
        coda=np.array([_CODAS.index(way.coda) for way in ways], np.uint8),
        front=np.array([way.front for way in ways], np.bool_),
        price=np.array([round(100 * way.price) for way in ways], np.uint8),
    )


@cache
def _vowel(mine: frozenset[str], my_loose: frozenset[str], theirs: frozenset[str], their_loose: frozenset[str]) -> int:
    return round(100 * vowel_cost(Syllable("", mine, "", my_loose), Syllable("", theirs, "", their_loose)))


def costs(one: Sounds, other: Sounds) -> tuple[Cents, Cents]:
    """What it costs in hundredths to take each syllable for each other (U x W), where the initial sound law applies
    and elsewhere."""
    size = (len(one.start), len(other.start))
    if not size[0] or not size[1]:
        return np.zeros(size, np.uint8), np.zeros(size, np.uint8)
    vowel = np.array([[_vowel(*mine, *theirs) for theirs in other.vowels] for mine in one.vowels], np.int16)
    base = vowel[one.vowel[:, None], other.vowel[None, :]]
    base += one.price[:, None].astype(np.int16) + other.price[None, :]
    both = (one.coda > 0)[:, None] & (other.coda > 0)[None, :]
    dropped = np.where(both, np.int16(100), np.int16(round(100 * DROPPED)))
    base += np.where(one.coda[:, None] != other.coda[None, :], dropped, np.int16(0))
    differ = one.onset[:, None] != other.onset[None, :]
    none = (one.onset == 0)[:, None] | (other.onset == 0)[None, :]
    front = one.front[:, None] | other.front[None, :]
    lawful = differ & (_LIQUID[one.onset][:, None] & _LIQUID[other.onset][None, :]) & (front | ~none)
    found = []
    for law in (15, 40):
        all_ways = base + np.where(differ, np.where(lawful, np.int16(law), np.int16(100)), np.int16(0))
        nearest = np.minimum.reduceat(np.minimum.reduceat(all_ways, one.start, axis=0), other.start, axis=1)
        found.append(np.minimum(nearest, MOST).astype(np.uint8))
    return found[0], found[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingTable:
    """R readings of names: `text` the place of the text, `syllables` R x 5 places in `sounds` or -1, `shape` 4 s + g.

    `mandarin` marks readings through Mandarin, which are held against the others only; `hanja` those in Han
    characters; `syllables_seen` are the syllables of `sounds` as objects, empty in a table read from a file.
    """

    sounds: Sounds
    text: Ints
    syllables: NDArray[np.int32]
    shape: NDArray[np.uint8]
    doubt: Cents
    price: Cents
    mandarin: NDArray[np.bool_]
    hanja: NDArray[np.bool_]
    syllables_seen: tuple[Syllable, ...] = ()


def make_readings(texts: Sequence[tuple[int, str]]) -> ReadingTable:
    """The readings of (place, text) entries, Korean ones and those through Mandarin."""
    found: list[tuple[int, Reading, bool]] = []
    for place, text in texts:
        found += [(place, one, False) for one in readings(text)]
        found += [(place, one, True) for one in mandarin_readings(text)]
    return table_of([one for one in found if len(one[1].surname) <= SURNAME and len(one[1].given) <= PLACES - SURNAME])


def table_of(found: Sequence[tuple[int, Reading, bool]]) -> ReadingTable:
    """The table of (place of the text, reading, whether through Mandarin)."""
    units: dict[Syllable, int] = {}
    rows = np.full((len(found), PLACES), -1, np.int32)
    for row, (_, reading, _) in enumerate(found):
        for column, one in enumerate(reading.surname):
            rows[row, column] = units.setdefault(one, len(units))
        for column, one in enumerate(reading.given, start=SURNAME):
            rows[row, column] = units.setdefault(one, len(units))
    return ReadingTable(
        sounds=make_sounds(list(units)),
        text=np.array([place for place, _, _ in found], np.int64),
        syllables=rows,
        shape=np.array([4 * len(one.surname) + len(one.given) for _, one, _ in found], np.uint8),
        doubt=np.array([round(100 * one.doubt) for _, one, _ in found], np.uint8),
        price=np.array([round(100 * one.price) for _, one, _ in found], np.uint8),
        mandarin=np.array([mandarin for _, _, mandarin in found], np.bool_),
        hanja=np.array([one.system == "hanja" for _, one, _ in found], np.bool_),
        syllables_seen=tuple(units),
    )


def pair_costs(one: ReadingTable, left: Ints, other: ReadingTable, right: Ints) -> NDArray[np.int32]:
    """The cost of each pair of readings in hundredths.

    `FAR` where they have another number of syllables or both go through Mandarin.
    """
    law, plain = costs(one.sounds, other.sounds)
    found: NDArray[np.int32] = np.abs(one.doubt[left].astype(np.int32) - other.doubt[right])
    found += np.maximum(one.price[left], other.price[right])
    for column in range(PLACES):
        table = law if column <= SURNAME else plain
        mine, theirs = one.syllables[left, column], other.syllables[right, column]
        found += np.where(mine >= 0, table[mine, theirs], 0) if table.size else 0
    found[(one.shape[left] != other.shape[right]) | (one.mandarin[left] & other.mandarin[right])] = FAR
    return found
