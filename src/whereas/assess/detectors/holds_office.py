"""Which office a list says that a person holds."""

from collections.abc import Iterator

from whereas.assess.detectors.detector import Detector, Sight, claim
from whereas.core.claim import Claim
from whereas.core.schema import is_a


def detect(sight: Sight) -> Iterator[Claim]:
    """One claim for each office of a person, whoever states it."""
    for thing in sight.things():
        if not is_a(thing.schema, "Person"):
            continue
        for office in thing.get("position"):
            said = [one for one in thing.said("position") if one.value == office]
            words = f"{thing.caption} holds or held the office: {office}."
            yield claim(
                DETECTOR.key, DETECTOR.claims, thing.id, words, said, as_of=sight.as_of, object_=office,
                start=min((one.valid_from for one in said if one.valid_from), default=""),
                end=max((one.valid_to for one in said if one.valid_to), default=""),
            )  # fmt: skip


DETECTOR = Detector(
    key="holds_office",
    title="Holds an office",
    claims="holds_office",
    looks_for="offices that a list gives to a person",
    detect=detect,
    fires="""
        un-1 Person name=Han Jae-mok; position=Head of the Sangnok centre
    """,
    rests="""
        un-1 Person name=Han Jae-mok
    """,
)
