"""A UN listing date that another list prints otherwise than the UN does."""

from collections.abc import Iterator

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


def detect(scene: Scene) -> Iterator[Contradiction]:
    """For each UN-listed entity, each list said to print the UN's dates that prints another."""
    for key in scene.entities:
        sanctions = scene.graph.sanctions(key)
        of_un = [said for one in sanctions if "UN" in one.get("authority") for said in one.said("listingDate")]
        days = {said.value for said in of_un}
        for one in sanctions:
            copied = [
                said
                for said in one.said("listingDate", "startDate")
                if len(said.value) == 10
                and said.value not in days
                and _copies(scene, one.get("authority"), one.get("description"))
            ]
            if copied and of_un:
                left, right = sides(scene.cite.all(copied), scene.cite.all(of_un))
                yield Contradiction(
                    kind=DETECTOR.key,
                    severity=Severity.LOW,
                    entities=(key,),
                    words=f"The UN's listing of {scene.graph.things[key].caption} is dated {left[0].value} by "
                    f"{join_words(voices(left))} and {right[0].value} by {join_words(voices(right))}.",
                    left=left,
                    right=right,
                    hint=stands_alone(left, right),
                )


def _copies(scene: Scene, authorities: tuple[str, ...], acts: tuple[str, ...]) -> bool:
    """Whether a designation stands in a part of a list that prints the UN's dates."""
    carried = (scene.programme.carried_over(authority, acts) for authority in authorities)
    return any(tag is not None and tag.dates_of_un for tag in carried)


DETECTOR = Detector(
    key="un_listing_date",
    title="Dates of the UN's listing",
    looks_for="a list that prints the date of the UN's designation, and another date than the UN gives",
    detect=detect,
)
