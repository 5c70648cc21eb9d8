"""People of one name on different lists who were not merged, and whose birth dates are a slip apart."""

import itertools
import re
import unicodedata
from collections.abc import Iterator

from whereas.assess.citation import Citation
from whereas.assess.contradictions.birth_dates import difference
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

Dates = tuple[Citation, ...]


def folded(name: str) -> str:
    """A name without case, marks, punctuation and order of its parts; empty where it has a single part only."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(char for char in plain if not unicodedata.combining(char) and char not in "'’‘`")
    parts = sorted(re.findall(r"[^\W\d_]+", letters))
    return " ".join(parts) if len(parts) > 1 else ""


def detect(scene: Scene) -> Iterator[Contradiction]:
    """For each name, each pair of people on lists of different authorities with dates one slip apart, once.

    A list that holds both knows them apart, and nothing is said.
    """
    bearers: dict[str, dict[str, Entity]] = {}
    for person in scene.things("Person"):
        for name in {folded(name) for name in person.get("name", "alias")} - {""}:
            bearers.setdefault(name, {})[person.id] = person
    pairs = {pair for found in bearers.values() if len(found) > 1 for pair in itertools.combinations(sorted(found), 2)}
    people = {person.id: person for found in bearers.values() for person in found.values()}
    for one, other in sorted(pairs):
        yield from _pair(scene, people[one], people[other])


def _pair(scene: Scene, one: Entity, other: Entity) -> Iterator[Contradiction]:
    both = [scene.cite.all(said for said in each.said("birthDate") if len(said.value) == 10) for each in (one, other)]
    lists = [set(voices(scene.cite.all(each.statements))) for each in (one, other)]
    if lists[0] & lists[1] or not all(both):
        return
    near = [(left, right) for left in both[0] for right in both[1] if _slip(left.value, right.value)]
    if not near or {said.value for said in both[0]} & {said.value for said in both[1]}:
        return
    low, high = near[0][0].value, near[0][1].value
    left, right = sides(_with(both[0], low), _with(both[1], high))
    how, _ = difference(low, high)
    yield Contradiction(
        kind=DETECTOR.key,
        severity=Severity.MEDIUM,
        entities=(one.id, other.id),
        words=f"{one.caption} was born {left[0].value} by {join_words(voices(left))} and {right[0].value} by "
        f"{join_words(voices(right))}: {how}. One person with a wrong date, or two people; they were not merged.",
        left=left,
        right=right,
        hint=stands_alone(left, right),
    )


def _slip(left: str, right: str) -> bool:
    return left != right and difference(left, right)[1] is Severity.MEDIUM


def _with(dates: Dates, value: str) -> Dates:
    return tuple(said for said in dates if said.value == value)


DETECTOR = Detector(
    key="namesake",
    title="One name, dates a slip apart",
    looks_for="two entries of one name on lists of different authorities that were held to be two people, though their "
    "birth dates differ only by a day, a digit, a year, or lie in one year",
    detect=detect,
)
