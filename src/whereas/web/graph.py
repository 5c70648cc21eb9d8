"""What pages and the API say of the network: nodes with their places, links with what they rest on, ways between."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated

import msgspec
from litestar.di import NamedDependency, Provide
from litestar.params import QueryParameter

from whereas.core.claim import Claim
from whereas.core.errors import WhereasError
from whereas.core.statement import Statement
from whereas.trace.share import UNKNOWN, Share
from whereas.web import links
from whereas.workbench.network import USUAL, Network, Part, Sieve, network, walked
from whereas.workbench.network_layout import layout
from whereas.workbench.network_links import KINDS, Edge
from whereas.workbench.room import Seen

SEED = 7
# Statements travel with links up to this many links; beyond, they are asked for link by link.
_WITH_GROUNDS = 1200


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A state of the network page, which is also what the API is asked: see `asked`."""

    around: str = ""
    opened: tuple[str, ...] = ()
    depth: int = 1
    kinds: tuple[str, ...] = ()
    as_of: str = ""
    on: str = ""
    authority: str = ""
    path_to: str = ""
    scope: str = "programme"
    limit: int = 400

    @property
    def sieve(self) -> Sieve:
        """Which links and nodes it wants. Raises `WhereasError` for kinds and days that are none."""
        day = self.on or self.as_of
        return Sieve(kinds=frozenset(self.kinds) or USUAL, as_of=day, authority=self.authority)


EditionsBy = Annotated[
    str,
    QueryParameter(
        description="A day (YYYY-MM-DD, or less of it): lists are read in the editions published by then, and links "
        "that cannot hold on it are left out. What people recorded is today's."
    ),
]
HoldsOn = Annotated[
    str,
    QueryParameter(description="A day that links must be able to hold on by their own dates, in place of `as_of`."),
]


def asked(
    *,
    around: Annotated[str, QueryParameter(description="An id of a party; empty: the whole programme.")] = "",
    opened: Annotated[
        list[str] | None,
        QueryParameter(
            name="open", description="Ids that are opened too, with all their links or (`ID|KIND`) one kind."
        ),
    ] = None,
    depth: Annotated[int, QueryParameter(ge=1, le=3, description="How many links away from `around`.")] = 1,
    kinds: Annotated[
        list[str] | None, QueryParameter(description=f"Kinds of link: {', '.join(KINDS)}. Empty: all but `event`.")
    ] = None,
    as_of: EditionsBy = "",
    on: HoldsOn = "",
    authority: Annotated[str, QueryParameter(description="Who lists the parties; `-`: nobody in view.")] = "",
    path_to: Annotated[str, QueryParameter(description="An id: the shortest ways from `around` to it.")] = "",
    extent: Annotated[  # Litestar keeps the name `scope` for itself
        str,
        QueryParameter(
            name="scope", pattern="^(programme|all)$", description="Without `around`: the programme, or all links."
        ),
    ] = "programme",
    limit: Annotated[int, QueryParameter(ge=1, le=10000, description="At most so many nodes.")] = 400,
) -> Asked:
    """What is asked of the network."""
    return Asked(
        around=around, opened=tuple(opened or ()), depth=depth, kinds=tuple(kinds or ()), as_of=as_of, on=on,
        authority=authority, path_to=path_to, scope=extent, limit=limit,
    )  # fmt: skip


ASKED = {"asked": Provide(asked, sync_to_thread=False)}
AskedHere = NamedDependency[Asked]


class Voice(msgspec.Struct, frozen=True, kw_only=True):
    """What a link rests on: a statement of a source or a recorded claim, in its words, and the page that shows it."""

    id: str
    kind: str  # statement or claim
    source: str
    says: str
    href: str


class ListedBy(msgspec.Struct, frozen=True, kw_only=True):
    """That an authority lists a party: listed is not convicted."""

    authority: str
    programme: str
    since: str
    until: str


class NodeShown(msgspec.Struct, frozen=True, kw_only=True):
    """A node: what it is called, what it is drawn as, who lists it, how many links it has in all, and where it lies."""

    id: str
    caption: str
    shape: str
    schema: str
    listed: tuple[ListedBy, ...]
    links: int
    by_kind: dict[str, int]
    x: float
    y: float
    start: bool
    href: str


class LinkShown(msgspec.Struct, frozen=True, kw_only=True):
    """A link. `low` and `high` are percent of ownership where a share is given; `grounds` may be asked for apart
    (`/api/v1/graph/link/ID`): `rests_on` counts them."""

    id: str
    source: str
    target: str
    kind: str
    label: str
    share: str
    low: float | None
    high: float | None
    start: str
    end: str
    basis: str  # stated, recorded, inferred
    confidence: str
    rests_on: int
    grounds: tuple[Voice, ...] = ()


class Drawn(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the network, drawn: the same revision, question and seed give the same places.

    `ways` are chains of link ids; `left_out` counts nodes beyond the limit, `alone` parties that nothing links.
    """

    nodes: tuple[NodeShown, ...]
    links: tuple[LinkShown, ...]
    starts: tuple[str, ...]
    ways: tuple[tuple[str, ...], ...]
    left_out: int
    alone: int
    seed: int
    revision: str


def on_the_day(seen: Seen, asked: Asked) -> tuple[Network, Asked]:
    """The network of the day that is asked for, and the question in ids that it knows."""
    net = network(seen, asked.as_of)
    return net, known_there(seen, net, asked)


def known_there(seen: Seen, net: Network, asked: Asked) -> Asked:
    """The question in ids that a past network knows: a party that is merged today went by one of its entries' ids."""
    if not asked.as_of:
        return asked
    things, canonical = seen.resolved.graph.things, seen.resolved.graph.canonical

    def then(key: str) -> str:
        thing = None if net.has(key) else things.get(canonical.get(key, ""))
        return next((one for one in thing.members if net.has(one)), key) if thing else key

    def opened(named: str) -> str:
        key, bar, kind = named.partition("|")
        return then(key) + bar + kind

    return msgspec.structs.replace(
        asked, around=then(asked.around), path_to=then(asked.path_to), opened=tuple(map(opened, asked.opened))
    )


def part_of(net: Network, asked: Asked) -> tuple[Part, tuple[tuple[Edge, ...], ...]]:
    """The part of the network that is asked for, and the ways where they are."""
    sieve = asked.sieve
    if not asked.around:
        if asked.path_to:
            raise WhereasError("a way needs both its ends", todo="name the party it starts from in `around`")
        return net.programme_part(sieve, limit=max(asked.limit, 6000), everything=asked.scope == "all"), ()
    start = net.key(asked.around)
    if not asked.path_to:
        return _opened(net, start, asked), ()
    goal = net.key(asked.path_to)
    ways = net.ways(start, goal, sieve)
    nodes = tuple(dict.fromkeys((start, goal, *(key for way in ways for key in walked(start, way)))))
    edges = tuple({edge.id: edge for way in ways for edge in way}.values())
    return Part(nodes=nodes, edges=edges, starts=(start, goal)), ways


def _opened(net: Network, start: str, asked: Asked) -> Part:
    """The first with its depth, the others with their own links, and whatever lies between all of them."""
    first = net.around((start,), asked.sieve, depth=asked.depth, limit=asked.limit)
    nodes, edges = dict.fromkeys(first.nodes), {edge.id: edge for edge in first.edges}
    starts, left_out = [start], first.left_out
    for named in asked.opened:
        key, _, kind = named.partition("|")
        further = msgspec.structs.replace(asked, kinds=(kind,)) if kind else asked
        part = net.around((net.key(key),), further.sieve, limit=asked.limit)
        nodes |= dict.fromkeys(part.nodes)
        edges |= {edge.id: edge for edge in part.edges}
        starts, left_out = [*starts, net.key(key)], left_out + part.left_out
    edges |= {edge.id: edge for edge in net.between(nodes, asked.sieve)}
    return Part(nodes=tuple(nodes), edges=tuple(edges.values()), starts=tuple(dict.fromkeys(starts)), left_out=left_out)


def drawn(net: Network, asked: Asked, revision: str) -> Drawn:
    """The part of the network that is asked for, with places. Kept beside the network until it changes."""
    kept = net.kept.get(asked)
    if isinstance(kept, Drawn):
        return kept
    part, ways = part_of(net, asked)
    places = places_of(part)
    grounds = len(part.edges) <= _WITH_GROUNDS
    made = Drawn(
        nodes=tuple(
            node_shown(net, key, places[key], start=key in part.starts, as_of=asked.as_of) for key in part.nodes
        ),
        links=tuple(link_shown(edge, grounds=grounds) for edge in part.edges),
        starts=part.starts, ways=tuple(tuple(edge.id for edge in way) for way in ways),
        left_out=part.left_out, alone=part.alone, seed=SEED, revision=revision,
    )  # fmt: skip
    net.keep(asked, made)
    return made


def places_of(part: Part) -> Mapping[str, tuple[float, float]]:
    """Where each node lies."""
    number = {key: place for place, key in enumerate(part.nodes)}
    pairs = [(number[edge.source], number[edge.target]) for edge in part.edges]
    points = layout(len(part.nodes), pairs, seed=SEED)
    return {key: (float(points[place, 0]), float(points[place, 1])) for key, place in number.items()}


def node_shown(net: Network, key: str, at: tuple[float, float], *, start: bool = False, as_of: str = "") -> NodeShown:
    """A node as it is said; its page is that of the day."""
    node = net.node(key)
    named = tuple(
        ListedBy(authority=one.authority, programme=one.programme, since=one.since, until=one.until)
        for one in node.listed
    )
    href = "" if node.shape == "mark" else links.entity(node.id, as_of=as_of)
    return NodeShown(
        id=node.id, caption=node.caption, shape=node.shape, schema=node.schema, listed=named, links=node.links,
        by_kind=Counter(edge.kind for edge in net.around_of.get(key, ())), x=at[0], y=at[1], start=start, href=href,
    )  # fmt: skip


def link_shown(edge: Edge, *, grounds: bool) -> LinkShown:
    """A link as it is said."""
    share = edge.share
    return LinkShown(
        id=edge.id, source=edge.source, target=edge.target, kind=edge.kind, label=edge.label,
        share=share_words(share), low=None if share is None else float(share.low),
        high=None if share is None else float(share.high), start=edge.start, end=edge.end, basis=edge.basis,
        confidence=edge.confidence, rests_on=len(edge.rests),
        grounds=voices(edge.rests) if grounds else (),
    )  # fmt: skip


def share_words(share: Share | None) -> str:
    """A share in words; empty where none is given, or where it says nothing."""
    return "" if share is None or share == UNKNOWN else str(share.rounded())


def voices(rests: Iterable[Statement | Claim]) -> tuple[Voice, ...]:
    """What a link or a place rests on, each once. A claim of a detector is no record: what it read is shown instead."""
    every = (each for one in rests for each in _voices(one))
    return tuple({one.id: one for one in every}.values())


def _voices(one: Statement | Claim) -> Iterator[Voice]:
    if isinstance(one, Statement):
        text = one.original or one.value
        href = links.exhibit(one.exhibit, at=one.locator, quote=text)
        yield Voice(id=one.id.hex(), kind="statement", source=one.source, says=f"{one.prop}: {text}", href=href)
    elif one.author.startswith("machine:"):
        for span in one.spans:
            href = links.exhibit(span.exhibit, at=span.locator, quote=span.quote)
            yield Voice(id=span.statement or span.id, kind="statement", source=one.source, says=span.quote, href=href)
    else:
        yield Voice(id=one.id, kind="claim", source=one.author, says=one.words, href=links.claim(one.id))
