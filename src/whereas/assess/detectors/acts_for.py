"""Who acts for, or at the direction of, a listed party, as a list states it."""

import re
from collections.abc import Iterator

from whereas.assess.detectors.detector import Detector, Sight, claim
from whereas.core.claim import Claim

_ACTS = re.compile(r"acting for|on behalf|at the direction|\brepresentative\b|\bagent of\b", re.IGNORECASE)
_ENDS = {"Representation": ("agent", "client"), "UnknownLink": ("subject", "object")}


def detect(sight: Sight) -> Iterator[Claim]:
    """One claim for each stated relation of a subject to a listed party; a bare "linked to" is none."""
    wanted = set(sight.subjects)
    for thing in sight.things():
        for part in sight.graph.parts.get(thing.id, ()):
            if part.schema not in _ENDS:
                continue
            mine, theirs = _ENDS[part.schema]
            roles = part.said("role", "summary")
            if part.schema == "UnknownLink" and not any(_ACTS.search(one.original or one.value) for one in roles):
                continue
            agents = {sight.of(one) for one in part.get(mine)}
            clients = sorted({sight.of(one) for one in part.get(theirs)} - agents)
            if thing.id not in agents or thing.id not in wanted:
                continue
            for client in clients:
                if client in sight.listed:
                    name = sight.graph.things[client].caption
                    yield claim(
                        DETECTOR.key, DETECTOR.claims, thing.id,
                        f"{thing.caption} acts for {name}, as {part.statements[0].source} states.",
                        (*part.said(mine, theirs), *roles), as_of=sight.as_of, object_=client, path=(client,),
                    )  # fmt: skip


DETECTOR = Detector(
    key="acts_for",
    title="Acts for a listed party",
    claims="acts_for",
    looks_for="relations in which a list says that a party represents, or acts on behalf of, one that is listed",
    detect=detect,
    fires="""
        us-1 Person name=Han Jae-mok
        us-3 Company name=Sangnok Trading
        us-4 Sanction entity=us-3; authority=US; program=DPRK2
        us-5 UnknownLink subject=us-1; object=us-3; role=Acting for or on behalf of
    """,
    rests="""
        us-1 Person name=Han Jae-mok
        us-3 Company name=Sangnok Trading
        us-4 Sanction entity=us-3; authority=US; program=DPRK2
        us-5 UnknownLink subject=us-1; object=us-3; role=Linked To
    """,
)
