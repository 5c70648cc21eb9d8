"""People of one name on different lists who were not merged, and whose birth dates are a slip apart."""

from collections.abc import Iterator

from whereas.assess.citation import Citation
from whereas.assess.contradictions.birth_dates import compatible, difference
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
from whereas.assess.namesakes import bearers
from whereas.core.entity import Entity

Dates = tuple[Citation, ...]


def detect(scene: Scene) -> Iterator[Contradiction]:
    """For each name, each pair of people on lists of different authorities with dates one slip apart, once.

    A list that holds both knows them apart, and nothing is said.
    """
    people = {person.id: person for person in scene.things("Person")}
    namesakes = bearers((key, person.get("name", "alias")) for key, person in people.items())
    for one, others in sorted(namesakes.items()):
        for other in others:
            if one < other:
                yield from _pair(scene, people[one], people[other])


def _pair(scene: Scene, one: Entity, other: Entity) -> Iterator[Contradiction]:
    both = [scene.cite.all(each.said("birthDate")) for each in (one, other)]
    lists = [set(voices(scene.cite.all(each.statements))) for each in (one, other)]
    if lists[0] & lists[1] or not all(both):
        return
    pairs = [(left, right) for left in both[0] for right in both[1]]
    if any(compatible(left, right) for left, right in pairs):
        return  # nothing contradicts: whether they are one is for the resolver and its reviewer
    near = [(left.value, right.value) for left, right in pairs if _slip(left.value, right.value)]
    if not near:
        return
    low, high = max(near, key=lambda pair: (len(pair[0]) + len(pair[1]), pair))
    left, right = sides(_with(both[0], low), _with(both[1], high))
    how, severity = difference(low, high)
    yield Contradiction(
        kind=DETECTOR.key,
        severity=severity,
        entities=(one.id, other.id),
        words=f"{one.caption} was born {left[0].value} by {join_words(voices(left))} and {right[0].value} by "
        f"{join_words(voices(right))}: {how}. One person with a wrong date, or two people; they were not merged.",
        left=left,
        right=right,
        hint=stands_alone(left, right),
    )


def _slip(left: str, right: str) -> bool:
    """Whether two dates are a slip apart: exact dates that are not wholly different, others two years at most."""
    exact = len(left) == len(right) == 10
    return difference(left, right)[1] is (Severity.MEDIUM if exact else Severity.LOW)


def _with(dates: Dates, value: str) -> Dates:
    return tuple(said for said in dates if said.value == value)


DETECTOR = Detector(
    key="namesake",
    title="One name, dates a slip apart",
    looks_for="two entries of one name on lists of different authorities that were held to be two people, though their "
    "birth dates differ only by a day, a digit, a year, or lie in one year",
    detect=detect,
)
