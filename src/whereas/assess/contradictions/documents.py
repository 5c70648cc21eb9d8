"""Document numbers of one entity that are one slip of a key apart between lists."""

import itertools
import re
from collections.abc import Iterator

from rapidfuzz.distance import OSA

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

_PROPS = ("passportNumber", "idNumber", "registrationNumber", "taxNumber", "imoNumber", "mmsi", "leiCode")
_SHORTEST = 6  # below this length, numbers that differ by one digit are too often different numbers


def plain(number: str) -> str:
    """A document number as it is compared: letters and digits only, capitals."""
    return re.sub(r"[\W_]+", "", number).upper()


def slip(one: str, other: str) -> str:
    """The single slip that turns one plain number into another, in words; empty where there is none."""
    if min(len(one), len(other)) < _SHORTEST or one == other or OSA.distance(one, other, score_cutoff=1) > 1:
        return ""
    if len(one) != len(other):
        return "a character is missing"
    return "two characters are exchanged" if sorted(one) == sorted(other) else "one character differs"


def detect(scene: Scene) -> Iterator[Contradiction]:
    """For each entity, each pair of numbers one slip apart that no voice gives both of."""
    for thing in scene.things("Thing"):
        yield from _of_thing(scene, thing)


def _of_thing(scene: Scene, thing: Entity) -> Iterator[Contradiction]:
    numbers: dict[str, list[Citation]] = {}
    for citation in scene.cite.all(thing.said(*_PROPS)):
        if citation not in numbers.setdefault(plain(citation.value), []):
            numbers[plain(citation.value)].append(citation)
    for one, other in itertools.combinations(sorted(numbers), 2):
        how = slip(one, other)
        if not how or set(voices(numbers[one])) & set(voices(numbers[other])):
            continue  # a list that gives both means two documents
        left, right = sides(tuple(numbers[one]), tuple(numbers[other]))
        yield Contradiction(
            kind=DETECTOR.key,
            severity=Severity.MEDIUM,
            entities=(thing.id,),
            words=f"{join_words(voices(left))} {_gives(left)} {thing.caption} the number {left[0].value}, "
            f"{join_words(voices(right))} {_gives(right)} {right[0].value}: {how}.",
            left=left,
            right=right,
            hint=stands_alone(left, right),
        )


def _gives(side: tuple[Citation, ...]) -> str:
    return "gives" if len(voices(side)) == 1 else "give"


DETECTOR = Detector(
    key="document",
    title="Document numbers",
    looks_for="numbers of one entity that differ by one character, a missing character, or two exchanged",
    detect=detect,
)
