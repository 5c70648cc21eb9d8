"""Parties to choose from for a claim: by id, by exact name, and by what the index finds near a name."""

from dataclasses import dataclass

from whereas.core.errors import WhereasError
from whereas.screen.query import Query
from whereas.web.visit import Visit

MOST = 8
_LONGEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A party: its id and what it is called; `probability` where the index met what was typed in its names."""

    key: str
    caption: str
    schema: str = ""
    probability: float | None = None


def suggested(visit: Visit, typed: str) -> tuple[Party, ...]:
    """Parties that what was typed may mean: none for an id that is known, or for nothing typed.

    Matched is not same: a person chooses.
    """
    said = typed.strip()[:_LONGEST]
    graph = visit.seen.resolved.graph
    if not said or said in graph.things:
        return ()
    if said in graph.canonical:
        key = graph.canonical[said]
        return (Party(key=key, caption=graph.things[key].caption, schema=graph.things[key].schema),)
    desk = {claim.subject for claim in visit.seen.bench.ledger.desk().standing}
    if said in desk:
        return ()
    own = tuple(Party(key=one, caption=one) for one in sorted(desk) if said.casefold() in one.casefold())[:MOST]
    return (*own, *_near(visit, said))[:MOST]


def _near(visit: Visit, said: str) -> tuple[Party, ...]:
    try:
        (answer,) = visit.seen.screener.screen([Query(name=said)])
    except WhereasError:
        return ()
    graph = visit.seen.resolved.graph
    found = []
    for hit in answer.matches[:MOST]:
        thing = graph.things.get(graph.canonical.get(hit.entity, hit.entity))
        if thing is not None:
            found.append(Party(key=thing.id, caption=thing.caption, schema=thing.schema, probability=hit.probability))
    return tuple(found)
