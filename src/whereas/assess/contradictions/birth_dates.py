"""Birth dates of one person that cannot be the same day."""

import itertools
import re
from collections.abc import Iterator
from datetime import date, timedelta

from whereas.assess.citation import Citation
from whereas.assess.contradictions.contradiction import (
    Contradiction,
    Detector,
    Scene,
    Severity,
    sides,
    stands_alone,
    voices,
)
from whereas.assess.gaps import join_words
from whereas.core.entity import Entity
from whereas.core.period import PartialDate

_ABOUT = re.compile(r"\b(circa|approx\w*|about|around|between|ca?\.)|~", re.IGNORECASE)
_ABOUT_YEARS = 2  # how far off a date may be that its list calls approximate


def difference(left: str, right: str) -> tuple[str, Severity]:
    """How two partial dates differ, in words, and how much it matters."""
    if len(left) < 10 or len(right) < 10:
        years = abs(int(left[:4]) - int(right[:4]))
        return ("cannot mean the same day", Severity.MEDIUM if years > _ABOUT_YEARS else Severity.LOW)
    one, other = date.fromisoformat(left), date.fromisoformat(right)
    known = (
        (abs(one - other) == timedelta(days=1), "one day apart"),
        ((one.year, one.month, one.day) == (other.year, other.day, other.month), "day and month exchanged"),
        ((one.month, one.day) == (other.month, other.day), "the same day of another year"),
        (sum(a != b for a, b in zip(left, right, strict=True)) == 1, "one digit differs"),
        (one.year == other.year, "another day of the same year"),
    )
    words = next((words for holds, words in known if holds), "")
    return (words, Severity.MEDIUM) if words else ("different dates: perhaps not one person", Severity.HIGH)


def compatible(one: Citation, other: Citation) -> bool:
    """Whether two statements can mean one day, a date called approximate being taken so."""
    if PartialDate(one.value).agrees(PartialDate(other.value)):
        return True
    approximate = _ABOUT.search(one.original) or _ABOUT.search(other.original)
    return bool(approximate) and abs(int(one.value[:4]) - int(other.value[:4])) <= _ABOUT_YEARS


def detect(scene: Scene) -> Iterator[Contradiction]:
    """For each person, each pair of dates that voices hold against each other, once."""
    for person in scene.things("Person"):
        yield from _of_person(scene, person)


def _of_person(scene: Scene, person: Entity) -> Iterator[Contradiction]:
    said = scene.by_voice(person.said("birthDate"))
    pairs: dict[tuple[str, str], dict[str, list[Citation]]] = {}
    for one, other in itertools.combinations(said.values(), 2):
        if any(compatible(left, right) for left in one for right in other):
            continue
        left, right = min(itertools.product(one, other), key=_closeness)
        values = pairs.setdefault((min(left.value, right.value), max(left.value, right.value)), {})
        for citation in (left, right):
            if citation not in values.setdefault(citation.value, []):
                values[citation.value].append(citation)
    for (low, high), values in sorted(pairs.items()):
        left_side, right_side = sides(tuple(values[low]), tuple(values[high]))
        words, severity = difference(low, high)
        yield Contradiction(
            kind=DETECTOR.key,
            severity=severity,
            entities=(person.id,),
            words=f"{_says(left_side)} that {person.caption} was born {left_side[0].value}, "
            f"{_says(right_side)} {right_side[0].value}: {words}.",
            left=left_side,
            right=right_side,
            hint=stands_alone(left_side, right_side),
        )


def _says(side: tuple[Citation, ...]) -> str:
    return join_words(voices(side)) + (" says" if len(voices(side)) == 1 else " say")


def _closeness(pair: tuple[Citation, Citation]) -> tuple[int, int, str, str]:
    """Prefers exact dates, then the least severe difference: what a clerk would hold against each other."""
    left, right = pair
    return (
        -min(len(left.value), len(right.value)),
        difference(left.value, right.value)[1],
        left.value,
        right.value,
    )


DETECTOR = Detector(
    key="birth_date",
    title="Birth dates",
    looks_for="dates that differ by a day, by a digit, by year, or with day and month exchanged; partial dates that "
    "cannot agree. A date its list calls approximate may be two years off.",
    detect=detect,
)
