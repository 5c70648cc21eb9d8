"""Whose identity lists contradict one another on."""

from collections.abc import Iterator

from whereas.assess.citation import Citation
from whereas.assess.contradictions.contradiction import Severity
from whereas.assess.detectors.detector import Detector, Sight, claim
from whereas.core.claim import Claim
from whereas.core.statement import Statement


def detect(sight: Sight) -> Iterator[Claim]:
    """One claim for each grave contradiction between lists on a subject; both sides stand in it."""
    for one in sight.report.contradictions:
        if one.severity < Severity.MEDIUM:
            continue
        for entity in one.entities:
            if entity in sight.graph.things:
                said = _statements(sight, one.entities)
                yield claim(
                    DETECTOR.key, DETECTOR.claims, entity, one.words, _cited(one.right, said), as_of=sight.as_of,
                    object_=one.kind, against=_cited(one.left, said),
                )  # fmt: skip


def _statements(sight: Sight, entities: tuple[str, ...]) -> dict[tuple[str, str, str], Statement]:
    things = [sight.graph.things[key] for key in entities]
    parts = [part for key in entities for part in sight.graph.parts.get(key, ())]
    return {(one.exhibit, one.locator, one.value): one for thing in (*things, *parts) for one in thing.statements}


def _cited(side: tuple[Citation, ...], said: dict[tuple[str, str, str], Statement]) -> Iterator[Statement]:
    keys = ((one.exhibit, one.locator, one.value) for one in side)
    return (said[key] for key in keys if key in said)


DETECTOR = Detector(
    key="identity_conflict",
    title="Identity in conflict",
    claims="identity_conflict",
    looks_for="birth dates, documents and other marks of identity on which lists contradict one another",
    detect=detect,
    fires="""
        un-1 Person name=Han Jae-mok; birthDate=1961-02-03
        un-2 Sanction entity=un-1; authority=UN; program=DPRK
        un-3 Person name=Kil Pyong-su; passportNumber=836410072
        un-5 Sanction entity=un-3; authority=UN; program=DPRK
        us-1 Person name=Han Jae-mok; passportNumber=836410072
        us-2 Sanction entity=us-1; authority=US; program=DPRK2
    """,
    rests="""
        un-1 Person name=Han Jae-mok; birthDate=1961-02-03
        un-2 Sanction entity=un-1; authority=UN; program=DPRK
        un-3 Person name=Kil Pyong-su; passportNumber=836410072
        un-5 Sanction entity=un-3; authority=UN; program=DPRK
        us-1 Person name=Han Jae-mok; passportNumber=836410099
        us-2 Sanction entity=us-1; authority=US; program=DPRK2
    """,
)
