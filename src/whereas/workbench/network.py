"""The network of parties that somebody may see: its nodes, what lies around one, and ways between two."""

import threading
from collections import deque
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from whereas.core import schema as schemata
from whereas.core.claim import Claim
from whereas.core.entity import Entity
from whereas.core.errors import WhereasError
from whereas.core.period import is_partial_date
from whereas.kit.names import fold
from whereas.ledger.desk import Board
from whereas.policy.programmes import Programme, load_programme
from whereas.resolve.resolution import Graph
from whereas.trace.stakes import Holds, holds
from whereas.workbench.afoot import in_turn, within
from whereas.workbench.assessing import whole_day
from whereas.workbench.looking import edition_day
from whereas.workbench.network_links import KINDS, Edge, Links, Mark, links, standing
from whereas.workbench.room import Seen
from whereas.workbench.warm import Shelf

# Links to events are many and say little of who is who: they are drawn where they are asked for.
USUAL = frozenset(KINDS) - {"event"}
MOST_DEPTH, MOST_WAYS, MOST_STEPS = 3, 5, 8
_SHAPES = (("Person", "person"), ("Vessel", "vessel"), ("Airplane", "aircraft"), ("CryptoWallet", "wallet"),
           ("Event", "event"), ("Organization", "organisation"), ("LegalEntity", "organisation"))  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """That an authority lists a party: under which programme, since when, until when (empty: not given)."""

    authority: str
    programme: str
    since: str
    until: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A party, or a mark that parties share. `shape` is what it is drawn as; `links` how many links it has in all."""

    id: str
    caption: str
    shape: str
    schema: str
    listed: tuple[Listed, ...]
    links: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sieve:
    """Which links and nodes are wanted: kinds of link, a day they must be able to hold on, who lists the party.

    `authority` is a key (`EU`), or `-` for parties that nobody in view lists. Raises `WhereasError` for what is none.
    """

    kinds: frozenset[str] = USUAL
    as_of: str = ""
    authority: str = ""

    def __post_init__(self) -> None:
        if unknown := self.kinds - set(KINDS):
            raise WhereasError(
                f"there is no kind of link {', '.join(sorted(unknown))}", todo=f"choose among: {', '.join(KINDS)}"
            )
        if self.as_of and not is_partial_date(self.as_of):
            raise WhereasError(f"{self.as_of!r} is not a day", todo="write YYYY, YYYY-MM or YYYY-MM-DD")

    def takes(self, edge: Edge) -> bool:
        """Whether a link is of a wanted kind and can hold on the day: what has no dates can hold on any."""
        if edge.kind not in self.kinds:
            return False
        return not self.as_of or holds(edge.start, edge.end, whole_day(self.as_of)) is not Holds.NO


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the network. `left_out` counts the nodes that were too many, `alone` the parties that no
    link leads to; `starts` are those it was drawn from."""

    nodes: tuple[str, ...]
    edges: tuple[Edge, ...]
    starts: tuple[str, ...] = ()
    left_out: int = 0
    alone: int = 0


@dataclass(frozen=True, kw_only=True)
class Network:
    """Everything that is linked, as somebody may see it: made by `network`, and kept while nothing changes."""

    graph: Graph
    found: Links
    names: Mapping[str, str]
    programme: Programme
    kept: dict[object, object] = field(default_factory=dict)

    def keep(self, key: object, made: object) -> None:
        """Keep something that is dear to make beside the network, among the last few."""
        with _turn:
            self.kept[key] = made
            while len(self.kept) > _MOST_MADE:
                self.kept.pop(next(iter(self.kept)))

    @cached_property
    def around_of(self) -> Mapping[str, tuple[Edge, ...]]:
        """The links of each node."""
        held: dict[str, list[Edge]] = {}
        for edge in self.found.edges:
            held.setdefault(edge.source, []).append(edge)
            held.setdefault(edge.target, []).append(edge)
        return {key: tuple(edges) for key, edges in held.items()}

    @cached_property
    def edges(self) -> Mapping[str, Edge]:
        """Every link by its id."""
        return {edge.id: edge for edge in self.found.edges}

    def key(self, named: str) -> str:
        """The canonical id of a party by any id of it. Raises `WhereasError` where nothing in view has it."""
        if self.has(named):
            return self.graph.canonical.get(named, named)
        raise WhereasError(f"nothing is known of {named!r}", todo="search for a name, and open the network from there")

    def has(self, named: str) -> bool:
        """Whether anything in view has this id."""
        key = self.graph.canonical.get(named, named)
        return key in self.graph.things or key in self.around_of

    def called(self, text: str, *, most: int = 20) -> list[Node]:
        """The parties that bear a name: those whose whole name it is, else those whose names have it in them."""
        wanted = fold(text)
        whole = [key for name, key in self._called if name == wanted]
        keys = dict.fromkeys(whole or (key for name, key in self._called if wanted and wanted in name))
        return sorted((self.node(key) for key in list(keys)[:most]), key=lambda one: (-one.links, one.caption))

    @cached_property
    def _called(self) -> tuple[tuple[str, str], ...]:
        listed = ((fold(name), thing.id) for thing in self.graph.things.values()
                  for name in thing.get("name", "alias", "publicKey"))  # fmt: skip
        return (*((fold(name), key) for key, name in self.names.items()), *listed)

    def node(self, key: str) -> Node:
        """One node."""
        mark: Mark | None = self.found.marks.get(key)
        thing = self.graph.things.get(key)
        count = len(self.around_of.get(key, ()))
        if mark is not None:
            return Node(id=key, caption=mark.text, shape="mark", schema=mark.prop, listed=(), links=count)
        if thing is None:
            name = self.names.get(key, key)
            return Node(id=key, caption=name, shape="recorded", schema="", listed=(), links=count)
        return Node(
            id=key, caption=thing.caption, shape=_shape(thing.schema), schema=thing.schema,
            listed=self.listed(key), links=count,
        )  # fmt: skip

    def listed(self, key: str, as_of: str = "") -> tuple[Listed, ...]:
        """Who lists a party, by authority; on a day, as far as the listings say when they run."""
        found = {
            Listed(
                authority=authority, programme=part.first("program") or part.first("programId"),
                since=min((*part.get("listingDate"), *part.get("startDate")), default=""),
                until=max(part.get("endDate"), default=""),
            )
            for part in self.graph.sanctions(key)
            for authority in part.get("authority")
        }  # fmt: skip
        day = whole_day(as_of)
        return tuple(
            sorted(
                (one for one in found if not day or holds(one.since, one.until, day) is not Holds.NO),
                key=lambda one: (one.authority, one.since, one.programme),
            )
        )

    @cached_property
    def authorities(self) -> tuple[str, ...]:
        """Every authority that lists somebody."""
        parts = (part for every in self.graph.parts.values() for part in every if part.schema == "Sanction")
        return tuple(sorted({one for part in parts for one in part.get("authority")}))

    def around(self, starts: Collection[str], sieve: Sieve, *, depth: int = 1, limit: int = 400) -> Part:
        """What lies within `depth` links of some nodes, nearest first; at most `limit` nodes."""
        reached, left_out = dict.fromkeys(starts), set[str]()
        edge_of = dict[str, Edge]()
        frontier = list(reached)
        for _ in range(max(1, min(depth, MOST_DEPTH))):
            further = []
            for key in frontier:
                for edge in self.around_of.get(key, ()):
                    other = edge.target if edge.source == key else edge.source
                    if not sieve.takes(edge) or not (other in starts or self._wanted(other, sieve)):
                        continue
                    if other not in reached and len(reached) >= limit:
                        left_out.add(other)
                        continue
                    edge_of[edge.id] = edge
                    if other not in reached:
                        reached[other] = None
                        further.append(other)
            frontier = further
        between = (edge for edge in self.between(reached, sieve) if edge.id not in edge_of)
        every = {**edge_of, **{edge.id: edge for edge in between}}
        return Part(nodes=tuple(reached), edges=tuple(every.values()), starts=tuple(starts), left_out=len(left_out))

    def programme_part(self, sieve: Sieve, *, limit: int = 6000, everything: bool = False) -> Part:
        """The parties of the programme with what they are linked to directly, or everything that is linked at all."""
        chosen = self.around_of if everything else self._of_programme
        starts = tuple(key for key in chosen if self._wanted(key, sieve))
        reached = dict.fromkeys(starts if everything else self._with_neighbours(starts, sieve))
        reached = dict.fromkeys(key for key in reached if any(map(sieve.takes, self.around_of.get(key, ()))))
        by_links = sorted(reached, key=lambda key: -len(self.around_of[key])) if len(reached) > limit else list(reached)
        kept = dict.fromkeys(by_links[:limit])
        edges = tuple(self.between(kept, sieve))
        ends = {end for edge in edges for end in (edge.source, edge.target)}
        return Part(
            nodes=tuple(key for key in kept if key in ends), edges=edges, left_out=len(reached) - len(kept),
            alone=0 if everything else sum(key not in ends for key in starts if key not in reached or key in kept),
        )  # fmt: skip

    def ways(self, start: str, goal: str, sieve: Sieve, *, most: int = MOST_WAYS) -> tuple[tuple[Edge, ...], ...]:
        """The shortest ways from one node to another, each a chain of links; none where they are further apart than
        eight links. No way passes a node twice (Yen, 1971)."""
        first = self._shortest(start, goal, sieve, frozenset(), frozenset())
        if first is None:
            return ()
        found, waiting = [first], list[tuple[Edge, ...]]()
        while len(found) < min(most, MOST_WAYS):
            waiting += (one for one in self._detours(start, goal, sieve, found) if one not in waiting)
            waiting = [one for one in waiting if one not in found]
            if not waiting:
                break
            waiting.sort(key=lambda way: (len(way), [edge.id for edge in way]))
            found.append(waiting.pop(0))
        return tuple(found)

    def _detours(
        self, start: str, goal: str, sieve: Sieve, found: list[tuple[Edge, ...]]
    ) -> Iterator[tuple[Edge, ...]]:
        last = found[-1]
        nodes = walked(start, last)
        for turn in range(len(last)):
            root = last[:turn]
            barred = frozenset(_ends(way[turn]) for way in found if way[:turn] == root and len(way) > turn)
            rest = self._shortest(nodes[turn], goal, sieve, frozenset(nodes[:turn]), barred)
            if rest is not None and len(root) + len(rest) <= MOST_STEPS:
                yield (*root, *rest)

    def _shortest(
        self, start: str, goal: str, sieve: Sieve, shut: frozenset[str], barred: frozenset[frozenset[str]]
    ) -> tuple[Edge, ...] | None:
        before: dict[str, Edge | None] = {start: None}
        waiting = deque([(start, 0)])
        while waiting:
            key, steps = waiting.popleft()
            if key == goal:
                return _back(goal, before)
            for edge in self.around_of.get(key, ()) if steps < MOST_STEPS else ():
                other = edge.target if edge.source == key else edge.source
                if other in before or other in shut or _ends(edge) in barred or not sieve.takes(edge):
                    continue
                before[other] = edge
                waiting.append((other, steps + 1))
        return None

    def between(self, nodes: Mapping[str, None], sieve: Sieve) -> Iterator[Edge]:
        """The links between some nodes."""
        for key in nodes:
            for edge in self.around_of.get(key, ()):
                if edge.source == key and edge.target in nodes and sieve.takes(edge):
                    yield edge

    def _with_neighbours(self, starts: Iterable[str], sieve: Sieve) -> Iterator[str]:
        chosen = tuple(starts)
        yield from chosen
        for key in chosen:
            for edge in self.around_of.get(key, ()):
                if sieve.takes(edge):
                    yield from (end for end in (edge.source, edge.target) if self._wanted(end, sieve))

    def _wanted(self, key: str, sieve: Sieve) -> bool:
        """Whether a node passes the sieve. Marks do: whether they lead anywhere is up to the parties beside them."""
        if not sieve.authority or key in self.found.marks:
            return True
        said = {one.authority for one in self.listed(key, sieve.as_of)}
        return not said if sieve.authority == "-" else sieve.authority in said

    @cached_property
    def _of_programme(self) -> tuple[str, ...]:
        keys = (key for key in self.graph.things if any(map(self._concerns, self.graph.sanctions(key))))
        return (*keys, *self.names)

    def _concerns(self, sanction: Entity) -> bool:
        programs = sanction.get("program", "programId")
        return any(self.programme.standing(one, programs) == "focus" for one in sanction.get("authority"))


def walked(start: str, way: Iterable[Edge]) -> tuple[str, ...]:
    """The nodes of a way, in order."""
    nodes = [start]
    for edge in way:
        nodes.append(edge.target if edge.source == nodes[-1] else edge.source)
    return tuple(nodes)


def _back(goal: str, before: Mapping[str, Edge | None]) -> tuple[Edge, ...]:
    way: list[Edge] = []
    key = goal
    while (edge := before[key]) is not None:
        way.append(edge)
        key = edge.source if edge.target == key else edge.target
    return tuple(reversed(way))


def _ends(edge: Edge) -> frozenset[str]:
    return frozenset((edge.source, edge.target))


def _shape(schema: str) -> str:
    return next((shape for kind, shape in _SHAPES if schemata.is_a(schema, kind)), "other")


def _names(board: Board, graph: Graph) -> dict[str, str]:
    """What people call the parties that stand on no list: the names they recorded, else the id."""
    claims = standing(board)
    named = {one.subject: one.object.partition(":")[2].strip() for one in claims
             if one.kind == "identity" and one.object.startswith("name:")}  # fmt: skip
    parties = (key for one in claims if one.kind in ("holds_stake", "controls", "acts_for", "owned", "controlled")
               for key in (one.subject, one.object) if key and key not in graph.canonical)  # fmt: skip
    return {key: named.get(key, key) for key in parties}


_MOST_MADE = 32
# Made again only when the ledger or the clearance is another; two people with one clearance see one network. Past
# states have their own shelf, so that looking back never costs the next person today's.
_TODAY, _PAST = Shelf(4), Shelf(3)
_turn = threading.Lock()


def network(seen: Seen, as_of: str = "") -> Network:
    """The network as somebody may see it: of today's editions, or of those of a day.

    What people recorded is today's in both; whether a link holds on the day is up to the sieve. Raises `WhereasError`
    for no day.
    """
    edition = edition_day(seen, as_of)
    if not edition:
        return _TODAY.get(_key(seen, ""), lambda: _made(seen, ""))
    return in_turn(_PAST, _key(seen, edition), lambda: _made(seen, edition))


def network_soon(seen: Seen, as_of: str, seconds: float) -> Network | None:
    """As `network`; None where the state of a past day is not there after so many seconds: it is then being made."""
    edition = edition_day(seen, as_of)
    if not edition:
        return network(seen)
    return within(_PAST, _key(seen, edition), lambda: _made(seen, edition), seconds)


def _key(seen: Seen, edition: str) -> Hashable:
    settings = seen.bench.settings
    return (str(settings.home), settings.ledger, seen.revision, seen.clearance, seen.focus, edition)


def _made(seen: Seen, edition: str) -> Network:
    known = seen.know(edition) if edition else seen.knowledge
    return of(known.resolved.graph, known.board, load_programme(seen.focus), known.detected)


def of(graph: Graph, board: Board, programme: Programme, detected: Iterable[Claim] = ()) -> Network:
    """The network of a graph, a desk and what detectors found."""
    return Network(graph=graph, found=links(graph, board, detected), names=_names(board, graph), programme=programme)
