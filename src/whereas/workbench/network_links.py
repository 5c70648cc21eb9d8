"""Reads the links of a network out of what lists state and people recorded: who holds, directs, owns, shares what."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from whereas.assess.opposition import gone, settled_pairs
from whereas.core import schema as schemata
from whereas.core.canon import digest
from whereas.core.claim import Claim
from whereas.core.entity import Entity
from whereas.core.statement import Statement
from whereas.kit.names import joined
from whereas.ledger.desk import Board
from whereas.resolve.resolution import Graph
from whereas.trace.reading import share_of
from whereas.trace.share import Share, hull, read_share

# What a list says in so many words is `stated`; what a person recorded at the desk is `recorded`; `inferred` is
# what the program concludes: that two texts which fold to the same letters are one number or one address.
STATED, RECORDED, INFERRED = "stated", "recorded", "inferred"
Grounds = tuple[Statement | Claim, ...]

# The kinds of link, in the order in which they are shown.
KINDS = (
    "ownership", "control", "subsidiary", "acts-for", "director", "employment", "membership", "family", "associate",
    "linked", "owner-of-ship", "operator-of-ship", "holder-of-wallet", "named", "document", "number", "address",
    "contact", "event",
)  # fmt: skip
_EDGES = {
    "Ownership": "ownership", "Directorship": "director", "Membership": "membership", "Employment": "employment",
    "Representation": "acts-for", "UnknownLink": "linked", "Family": "family", "Associate": "associate",
}  # fmt: skip
_POINTING = {"parent": "subsidiary", "owner": "owner-of-ship", "operator": "operator-of-ship",
             "holder": "holder-of-wallet", "involved": "event", "organizer": "event"}  # fmt: skip
_CLAIMED = {"holds_stake": "ownership", "controls": "control", "acts_for": "acts-for", "owned": "ownership",
            "controlled": "control"}  # fmt: skip
_DETECTED = {"named_in_reasons": "named", "acts_for": "acts-for", "owned": "ownership", "controlled": "control"}
_SHARED = {
    "passportNumber": "document", "idNumber": "document", "number": "document", "imoNumber": "number",
    "registrationNumber": "number", "taxNumber": "number", "swiftBic": "number", "phone": "contact",
    "email": "contact", "website": "contact", "address": "address",
}  # fmt: skip
# An address of one word or two is a town; shorter numbers recur by chance; what many share is a place-holder.
_SHORTEST = {"address": 14}
_LEAST, _MOST_HOLDERS = 6, 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A link between two nodes, by canonical ids.

    `kind` is one of `KINDS`, `label` the source's own words for it; `share` is what is held, as far as it is given;
    `start` and `end` are partial dates (empty: not given); `basis` says whether it is stated, recorded or inferred;
    `rests` is what it rests on.
    """

    source: str
    target: str
    kind: str
    label: str = ""
    share: Share | None = None
    start: str = ""
    end: str = ""
    basis: str = STATED
    confidence: str = ""
    rests: Grounds = ()

    @property
    def id(self) -> str:
        """The same link has the same id in every answer: a digest of its ends, kind, words and dates."""
        return digest([self.source, self.target, self.kind, self.label, self.start, self.end, self.basis])[:20]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A number, an address or another text that several parties are said to have: a node of its own.

    Parties that share it are linked through it, so that each link is what one source says of one party.
    """

    id: str
    prop: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Links:
    """All links there are, and the marks they run through."""

    edges: tuple[Edge, ...]
    marks: Mapping[str, Mark]


def links(graph: Graph, board: Board, detected: Iterable[Claim] = ()) -> Links:
    """Every link that lists state, people recorded or detectors found, whenever it held; of one link said twice, all
    that says it."""
    found = [*_of_parts(graph), *_of_things(graph), *_of_people(graph, board), *_of_detectors(graph, detected)]
    marks: dict[str, Mark] = {}
    found += _of_marks(graph, marks)
    return Links(edges=tuple(_merged(found)), marks=marks)


def standing(board: Board) -> tuple[Claim, ...]:
    """The claims that stand and gave way to no other."""
    lost = gone(board.standing, settled_pairs(board.settlements))
    return tuple(one for one in board.standing if one.id not in lost)


def _merged(found: Iterable[Edge]) -> Iterator[Edge]:
    """One edge for links that say the same, with everything it rests on; a link of a thing to itself is none."""
    by_id: dict[str, list[Edge]] = {}
    for one in found:
        if one.source != one.target:
            by_id.setdefault(one.id, []).append(one)
    for same in by_id.values():
        first = same[0]
        if len(same) == 1:
            yield first
            continue
        shares = [one.share for one in same if one.share is not None]
        rests = tuple(dict.fromkeys(ground for one in same for ground in one.rests))
        yield Edge(
            source=first.source, target=first.target, kind=first.kind, label=first.label,
            share=hull(shares) if shares else None, start=first.start, end=first.end, basis=first.basis,
            confidence="; ".join(sorted({one.confidence for one in same} - {""})), rests=rests,
        )  # fmt: skip


def _of_parts(graph: Graph) -> Iterator[Edge]:
    seen: set[str] = set()
    for parts in graph.parts.values():
        for part in parts:
            kind = _EDGES.get(part.schema)
            if kind is not None and part.id not in seen:
                seen.add(part.id)
                yield from _of_part(graph, part, kind)


def _of_part(graph: Graph, part: Entity, kind: str) -> Iterator[Edge]:
    ends = schemata.SCHEMATA[part.schema].edge
    if ends is None:
        return
    start, end = min(part.get("startDate"), default=""), max(part.get("endDate"), default="")
    label = "; ".join(part.get("role", "relationship", "ownershipType", "status", "summary"))
    for one in part.get(ends[0]):
        for other in part.get(ends[1]):
            yield Edge(
                source=graph.canonical.get(one, one), target=graph.canonical.get(other, other), kind=kind, label=label,
                share=_share(part) if kind == "ownership" else None, start=start, end=end,
                rests=part.statements,
            )  # fmt: skip


def _share(part: Entity) -> Share | None:
    """The share a list writes; None where it writes none, or nothing that can be one."""
    shares = []
    for text in part.get("percentage"):
        try:
            share = read_share(text)
        except ValueError:
            share = None
        if share is not None:
            shares.append(share)
    return hull(shares) if shares else None


def _of_things(graph: Graph) -> Iterator[Edge]:
    for thing in graph.things.values():
        for said in thing.said(*_POINTING):
            other = graph.canonical.get(said.value, said.value)
            if other not in graph.things:
                continue
            kind = _POINTING[said.prop]
            source, target = (thing.id, other) if kind == "event" else (other, thing.id)
            yield Edge(source=source, target=target, kind=kind, start=said.valid_from, end=said.valid_to, rests=(said,))


def _of_people(graph: Graph, board: Board) -> Iterator[Edge]:
    for one in standing(board):
        kind = _CLAIMED.get(one.kind)
        if kind is None or not one.object:
            continue
        subject, other = (graph.canonical.get(key, key) for key in (one.subject, one.object))
        source, target = (subject, other) if kind == "acts-for" else (other, subject)
        share = share_of(one)[0] if one.kind == "holds_stake" and one.quantity is not None else None
        yield Edge(
            source=source, target=target, kind=kind, label=one.words, share=share, start=one.start, end=one.end,
            basis=RECORDED, confidence=one.confidence, rests=(one,),
        )  # fmt: skip


def _of_detectors(graph: Graph, detected: Iterable[Claim]) -> Iterator[Edge]:
    for one in detected:
        kind, other = _DETECTED.get(one.kind), graph.canonical.get(one.object, one.object)
        subject = graph.canonical.get(one.subject, one.subject)
        if kind is None or other not in graph.things:
            continue
        source, target = (subject, other) if kind in ("named", "acts-for") else (other, subject)
        yield Edge(
            source=source, target=target, kind=kind, label=one.words, start=one.start, end=one.end, basis=INFERRED,
            confidence=one.confidence, rests=(one,),
        )  # fmt: skip


def _of_marks(graph: Graph, marks: dict[str, Mark]) -> Iterator[Edge]:
    """Links to what two to twelve parties have in common; what more have is a place-holder or a town."""
    holders: dict[tuple[str, str], dict[str, list[Statement]]] = {}
    for key, value, said in _marked(graph):
        holders.setdefault((said.prop, value), {}).setdefault(key, []).append(said)
    for (prop, value), held in holders.items():
        if not 1 < len(held) <= _MOST_HOLDERS:
            continue
        text = next(iter(held.values()))[0].value
        mark = Mark(id=f"mark:{digest([prop, value])[:16]}", prop=prop, text=text)
        marks[mark.id] = mark
        for key, every in held.items():
            yield Edge(source=key, target=mark.id, kind=_SHARED[prop], basis=INFERRED, rests=tuple(every))


def _marked(graph: Graph) -> Iterator[tuple[str, str, Statement]]:
    for key, thing in graph.things.items():
        parts = (part for part in graph.parts.get(key, ()) if schemata.is_a(part.schema, "Identification"))
        for entity in (thing, *parts):
            for said in entity.said(*_SHARED):
                value = joined(said.value)
                if len(value) >= _SHORTEST.get(said.prop, _LEAST):
                    yield key, value, said
