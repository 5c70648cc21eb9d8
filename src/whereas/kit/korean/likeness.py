"""How alike two names read as Korean, syllable by syllable, and why in words."""

import math
from dataclasses import dataclass
from functools import lru_cache

from whereas.kit.han import mandarin_of
from whereas.kit.korean.costs import syllable_cost
from whereas.kit.korean.mandarin import mandarin_readings
from whereas.kit.korean.reading import HANJA, Reading, readings

# Two names in Han characters with one sound and other characters are two names, unless one list misprints.
_OTHER_CHARACTER = 0.7


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How alike two names read, from 0 to 1, and why in words."""

    score: float
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """How a syllable of one name met its counterpart: both as written, what it costs to take one for the other, why."""

    left: str
    right: str
    cost: float
    why: str
    surname: bool


def same_reading(left: str, right: str) -> Likeness:
    """How alike two names read as Korean: 1 for spellings of one name, 0 where one of them does not read so.

    About: 0.85 and more for spelling habits (chol, chul), 0.3 to 0.7 for one differing sound, 0.1 and less for
    another number of syllables or other names. Order is evidence: swapped given syllables are another name. Equal
    readings do not make one person: Korean names are shared by many.
    """
    nearest = nearest_readings(left, right)
    if nearest is None:
        return Likeness(score=0.0, words=f"“{left if not readings(left) else right}” does not read as Korean")
    return compare_readings(*nearest)


def nearest_readings(left: str, right: str) -> tuple[Reading, Reading] | None:
    """The readings of two names that are most alike; None where one of them does not read as Korean."""
    lefts, rights = readings(left), readings(right)
    pairs = [(one, other) for one in lefts for other in rights]
    pairs += [(one, other) for one in lefts for other in mandarin_readings(right)]
    pairs += [(one, other) for one in mandarin_readings(left) for other in rights]
    return max(pairs, key=lambda pair: compare_readings(*pair).score, default=None)


@lru_cache(maxsize=200_000)
def compare_readings(left: Reading, right: Reading) -> Likeness:
    """Two readings syllable by syllable: the score falls with e to the cost."""
    met = steps(left, right)
    if not met:
        return Likeness(score=0.05, words=f"{left} and {right} have another number of syllables")
    cost, notes = abs(left.doubt - right.doubt) + max(left.price, right.price), []
    if left.doubt != right.doubt:
        notes.append("if the surname stands last in one of them")
    if left.price or right.price:
        notes.append("as Mandarin reads its characters, which leaves several Korean names open")
    cost += sum(one.cost for one in met)
    notes += [f"{one.left} / {one.right}: {one.why}" for one in met if one.cost]
    if not cost:
        return Likeness(score=1.0, words=f"{left} and {right} are spellings of one reading")
    verdict = "can be one reading" if cost < 0.5 else "read differently"
    return Likeness(score=math.exp(-cost), words=f"{left} and {right} {verdict} ({'; '.join(notes)})")


def steps(left: Reading, right: Reading) -> tuple[Step, ...]:
    """Each syllable with its counterpart, the surname first; none where the names have other numbers of syllables."""
    if len(left.given) != len(right.given) or len(left.surname) != len(right.surname):
        return ()
    pairs = [(one, other, True, True) for one, other in zip(left.surname, right.surname, strict=True)]
    # South Korean usage applies the initial sound law to the given name's first syllable as well.
    pairs += [
        (one, other, place == 0, False) for place, (one, other) in enumerate(zip(left.given, right.given, strict=True))
    ]
    characters = left.system == right.system == HANJA
    found = []
    for one, other, first, surname in pairs:
        price, why = syllable_cost(one, other, first=first)
        if characters and one.text != other.text and not set(mandarin_of(one.text)) & set(mandarin_of(other.text)):
            price, why = max(price, _OTHER_CHARACTER), why or "another character of one sound"
        found.append(Step(left=one.text, right=other.text, cost=price, why=why, surname=surname))
    return tuple(found)
