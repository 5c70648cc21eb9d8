"""A person whom lists give different genders."""

from collections.abc import Iterator

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


def detect(scene: Scene) -> Iterator[Contradiction]:
    """For each person, the groups of voices that name no gender in common."""
    for person in scene.things("Person"):
        for left, right in opposed(scene.by_voice(person.said("gender"))):
            yield Contradiction(
                kind=DETECTOR.key,
                severity=Severity.MEDIUM,
                entities=(person.id,),
                words=f"The gender of {person.caption} is {left[0].value} with {join_words(voices(left))} and "
                f"{right[0].value} with {join_words(voices(right))}.",
                left=left,
                right=right,
                hint=stands_alone(left, right),
            )


DETECTOR = Detector(key="gender", title="Gender", looks_for="no gender in common", detect=detect)
