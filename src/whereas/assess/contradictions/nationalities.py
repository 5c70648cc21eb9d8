"""A person to whom lists give nationalities that have none in common."""

from collections.abc import Iterator

from whereas.assess.citation import Citation
from whereas.assess.contradictions.contradiction import (
    Contradiction,
    Detector,
    Scene,
    Severity,
    opposed,
    stands_alone,
    voices,
)
from whereas.assess.gaps import join_words
from whereas.kit.countries import country_name


def detect(scene: Scene) -> Iterator[Contradiction]:
    """For each person, the groups of voices that name no nationality in common; low, for many people have several."""
    for person in scene.things("Person"):
        for left, right in opposed(scene.by_voice(person.said("nationality", "citizenship"))):
            yield Contradiction(
                kind=DETECTOR.key,
                severity=Severity.LOW,
                entities=(person.id,),
                words=f"The nationality of {person.caption} is {_named(left)} with {join_words(voices(left))} and "
                f"{_named(right)} with {join_words(voices(right))}.",
                left=left,
                right=right,
                hint=stands_alone(left, right),
            )


def _named(side: tuple[Citation, ...]) -> str:
    return join_words(dict.fromkeys(country_name(one.value) for one in side))


DETECTOR = Detector(key="nationality", title="Nationality", looks_for="no nationality in common", detect=detect)
