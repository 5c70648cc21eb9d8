"""Where vessels, ports, sites and events lie, as sources say; and what has no place on a map, with the reason."""

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from whereas.core.claim import Claim
from whereas.core.entity import Entity
from whereas.core.errors import WhereasError
from whereas.core.period import PartialDate, is_partial_date
from whereas.core.statement import Statement
from whereas.kit.names import fold
from whereas.ledger.desk import Board
from whereas.policy.ports import Port, PortIndex, port_indexes
from whereas.policy.programmes import Programme, load_programme
from whereas.resolve.resolution import Graph
from whereas.workbench.afoot import in_turn, within
from whereas.workbench.looking import edition_day
from whereas.workbench.network_links import standing
from whereas.workbench.room import Seen
from whereas.workbench.warm import Shelf

LAYERS = ("vessel", "event", "launch-site", "detention", "site", "port")
# How a place was come by: a source gives it; it is that of a site the source names; it is that of a port a claim names;
# a claim gives it.
STATED, BY_SITE, BY_PORT, RECORDED = "stated", "site", "port", "recorded"
NO_PLACE, NOT_LOCATED, SEVERAL = "no-place", "not-located", "several"
_DEGREES = r"(-?\d+(?:\.\d+)?)"
_GEO = re.compile(rf"geo:{_DEGREES},{_DEGREES}(?:,-?[\d.]+)?(?:;crs=wgs84)?(?:;u=(\d+(?:\.\d+)?))?", re.IGNORECASE)
_AT_SEA = frozenset({"called_at_port", "transferred_at_sea"})
# Events that are votes, ratings or recommendations happen on paper; that they state no place says nothing.
_ON_PAPER = ("ga-vote", "freedom-rating", "upr", "freedom-house")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place in WGS 84 degrees; `within_km` is how far it may be off, as far as the source says (0: it does not)."""

    north: float
    east: float
    within_km: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """That something was, or is, at a place: what, on which layer, when (partial dates), how the place was come by.

    `key` is the id of the party, the site or the event. `last` marks the latest sighting of a vessel up to the day.
    """

    id: str
    layer: str
    key: str
    caption: str
    spot: Spot
    how: str
    place: str = ""
    start: str = ""
    end: str = ""
    words: str = ""
    last: bool = False
    rests: tuple[Statement | Claim, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unplaced:
    """Something that lies nowhere on the map, and why: no place is stated, or nobody in view says where it lies."""

    key: str
    layer: str
    caption: str
    why: str
    place: str = ""
    start: str = ""


@dataclass(frozen=True, kw_only=True)
class Places:
    """Everything that can lie on a map."""

    sightings: tuple[Sighting, ...]
    unplaced: tuple[Unplaced, ...]

    def asked(self, sieve: "Period") -> "Places":
        """What a period takes; the last sighting of each vessel is marked."""
        taken = tuple(one for one in self.sightings if sieve.takes(one.start, one.end, one.layer))
        latest: dict[str, str] = {}
        for one in taken:
            if one.layer == "vessel":
                latest[one.key] = max(latest.get(one.key, ""), one.start)
        marked = tuple(
            replace(one, last=True) if one.layer == "vessel" and one.start == latest[one.key] else one for one in taken
        )
        left = tuple(one for one in self.unplaced if sieve.takes(one.start, "", one.layer))
        return Places(sightings=marked, unplaced=left)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """What is wanted: layers (none: all), and partial dates that events and sightings must be able to fall between.

    `as_of` is a day that nothing may lie after. Raises `WhereasError` for layers and dates that are none.
    """

    layers: frozenset[str] = field(default_factory=frozenset)
    first: str = ""
    last: str = ""
    as_of: str = ""

    def __post_init__(self) -> None:
        if unknown := self.layers - set(LAYERS):
            raise WhereasError(
                f"there is no layer {', '.join(sorted(unknown))}", todo=f"choose among: {', '.join(LAYERS)}"
            )
        for day in (self.first, self.last, self.as_of):
            if day and not is_partial_date(day):
                raise WhereasError(f"{day!r} is not a day", todo="write YYYY, YYYY-MM or YYYY-MM-DD")

    def takes(self, start: str, end: str, layer: str) -> bool:
        """Whether something of a layer can fall in the period; what has no date can, sites and ports among it."""
        if self.layers and layer not in self.layers:
            return False
        if not start:
            return True
        ends = [PartialDate(one).latest for one in (self.last, self.as_of) if one]
        if ends and PartialDate(start).earliest > min(ends):
            return False
        return not self.first or PartialDate(end or start).latest >= PartialDate(self.first).earliest


# What is on the map hangs on the ledger, the clearance and the editions; past states have a shelf of their own.
_TODAY, _PAST = Shelf(4), Shelf(3)


def places(seen: Seen, as_of: str = "") -> Places:
    """Everything on the map that somebody may see: in today's editions, or in those of a day.

    What people recorded is today's in both. Raises `WhereasError` for no day, `BusyError`
    where too many wait for a past state.
    """
    edition = edition_day(seen, as_of)
    if not edition:
        return _TODAY.get(_key(seen, ""), lambda: _made(seen, ""))
    return in_turn(_PAST, _key(seen, edition), lambda: _made(seen, edition))


def places_soon(seen: Seen, as_of: str, seconds: float) -> Places | None:
    """As `places`; None where the state of a past day is not there after so many seconds: it is then being made."""
    edition = edition_day(seen, as_of)
    if not edition:
        return places(seen)
    return within(_PAST, _key(seen, edition), lambda: _made(seen, edition), seconds)


def _key(seen: Seen, edition: str) -> Hashable:
    settings = seen.bench.settings
    return (str(settings.home), settings.ledger, seen.revision, seen.clearance, seen.focus, edition)


def _made(seen: Seen, edition: str) -> Places:
    graph = seen.bench.merged(edition).graph
    return of(graph, seen.bench.ledger.desk(), load_programme(seen.focus))


def of(graph: Graph, board: Board, programme: Programme) -> Places:
    """Everything on the map of a graph and a desk."""
    events = [thing for thing in graph.things.values() if thing.schema == "Event"]
    sites = {key: stated for key, thing in graph.things.items() if (stated := _stated(thing)) is not None}
    names = _Names.of(graph, sites)
    found: list[Sighting | Unplaced] = [
        *_sites(graph, sites),
        *(each for event in events for each in _event(graph, event, sites, names)),
        *_claims(graph, board, names),
        *_ports(),
    ]
    sightings = tuple(one for one in found if isinstance(one, Sighting))
    placed = {one.key for one in sightings}
    unplaced = [one for one in found if isinstance(one, Unplaced)]
    unplaced += (one for one in _vessels(graph, programme) if one.key not in placed)
    return Places(sightings=sightings, unplaced=tuple(unplaced))


def spot_of(text: str) -> Spot | None:
    """The place in a text, as a `geo:` address (RFC 5870; `u` is how far it may be off, in metres)."""
    match = _GEO.search(text)
    if match is None:
        return None
    north, east, off = float(match[1]), float(match[2]), float(match[3] or 0)
    return Spot(north=north, east=east, within_km=off / 1000) if abs(north) <= 90 and abs(east) <= 180 else None


def _stated(thing: Entity) -> tuple[Spot, Statement] | None:
    for said in thing.said("keywords"):
        spot = spot_of(said.value) if said.value.lower().startswith("geo:") else None
        if spot is not None:
            return spot, said
    return None


@dataclass(frozen=True, kw_only=True)
class _Names:
    """Places by their names: a name that two places bear places nothing."""

    spots: Mapping[str, tuple[tuple[Spot, str, Statement | None], ...]]

    @classmethod
    def of(cls, graph: Graph, sites: Mapping[str, tuple[Spot, Statement]]) -> "_Names":
        found: dict[str, list[tuple[Spot, str, Statement | None]]] = {}
        for key, (spot, said) in sites.items():
            for name in graph.things[key].get("name", "alias"):
                found.setdefault(fold(name), []).append((spot, BY_SITE, said))
        for index in port_indexes():
            for port in index.ports:
                for name in (port.name, *port.also):
                    found.setdefault(fold(name), []).append((_spot(port, index), BY_PORT, None))
        return cls(spots={name: tuple(every) for name, every in found.items() if name})

    def named(self, text: str) -> tuple[tuple[Spot, str, Statement | None], ...]:
        """The places whose whole name a text is, or begins with before a comma or bracket."""
        for part in (text, re.split(r"[,;(]| on | in ", text, maxsplit=1)[0]):
            if found := self.spots.get(fold(part)):
                return found
        return ()


def _spot(port: Port, index: PortIndex) -> Spot:
    return Spot(north=port.north, east=port.east, within_km=index.within_km)


def _sites(graph: Graph, sites: Mapping[str, tuple[Spot, Statement]]) -> Iterator[Sighting]:
    for key, (spot, said) in sites.items():
        thing = graph.things[key]
        if thing.schema == "Event":
            continue
        words = thing.get("keywords")
        layer = next((one for one in ("launch-site", "detention") if one in words), "site")
        yield Sighting(
            id=f"{layer}:{key}", layer=layer, key=key, caption=thing.caption, spot=spot, how=STATED,
            place="; ".join(thing.get("address")), words="; ".join(thing.get("notes", "description")),
            rests=(said, *thing.said("name", "notes", "description", "address")),
        )  # fmt: skip


def _event(
    graph: Graph, event: Entity, sites: Mapping[str, tuple[Spot, Statement]], names: _Names
) -> Iterator[Sighting | Unplaced]:
    """The event where it is said to be: at its own coordinates, at a site it involves, or at a place it names."""
    start, end = min(event.get("date", "startDate"), default=""), max(event.get("endDate"), default="")
    grounds = event.said("date", "location", "summary", "involved")
    place = "; ".join(event.get("location"))
    found: list[tuple[Spot, str, Statement | None]] = []
    if event.id in sites:
        found = [(sites[event.id][0], STATED, sites[event.id][1])]
    else:
        involved = (graph.canonical.get(said.value, said.value) for said in event.said("involved"))
        found = [(sites[key][0], BY_SITE, sites[key][1]) for key in involved if key in sites]
        found = found or list(names.named(place) if place else ())
    if len({(one[0].north, one[0].east) for one in found}) != 1:
        if not any(word in _ON_PAPER for word in event.get("keywords")):
            why = SEVERAL if found else NOT_LOCATED if place else NO_PLACE
            yield Unplaced(key=event.id, layer="event", caption=event.caption, why=why, place=place, start=start)
        return
    spot, how, said = found[0]
    yield Sighting(
        id=f"event:{event.id}", layer="event", key=event.id, caption=event.caption, spot=spot, how=how, place=place,
        start=start, end=end, words="; ".join(event.get("summary")), rests=(*grounds, *((said,) if said else ())),
    )  # fmt: skip


def _claims(graph: Graph, board: Board, names: _Names) -> Iterator[Sighting | Unplaced]:
    """What people recorded with a place: calls at ports, transfers at sea, and whatever gives coordinates."""
    for one in standing(board):
        text = one.place or (one.object if one.kind in _AT_SEA else "")
        spot = spot_of(one.place) or spot_of(one.object)
        if spot is None and one.kind not in _AT_SEA:
            continue
        key = graph.canonical.get(one.subject, one.subject)
        thing = graph.things.get(key)
        caption = thing.caption if thing is not None else one.subject
        found = [(spot, RECORDED)] if spot else [(place, how) for place, how, _ in names.named(text)]
        layer = "vessel" if one.kind in _AT_SEA else "event"
        if len(set(found)) != 1:
            why = SEVERAL if found else NOT_LOCATED if text else NO_PLACE
            yield Unplaced(
                key=key, layer=layer, caption=f"{caption}: {one.words}", why=why, place=text, start=one.start
            )
            continue
        yield Sighting(
            id=f"claim:{one.id}", layer=layer, key=key, caption=caption, spot=found[0][0], how=found[0][1], place=text,
            start=one.start, end=one.end, words=one.words, rests=(one,),
        )  # fmt: skip


def _ports() -> Iterator[Sighting]:
    for index in port_indexes():
        for port in index.ports:
            yield Sighting(
                id=f"port:{index.key}:{fold(port.name)}", layer="port", key="", caption=port.name,
                spot=_spot(port, index), how=STATED, words=f"{index.title}, {index.publisher}",
            )  # fmt: skip


def _vessels(graph: Graph, programme: Programme) -> Iterable[Unplaced]:
    """The programme's vessels: nobody says where most of them are, and the map says so."""
    for thing in graph.things.values():
        if thing.schema == "Vessel" and any(
            programme.standing(who, part.get("program", "programId")) == "focus"
            for part in graph.sanctions(thing.id) for who in part.get("authority")
        ):  # fmt: skip
            yield Unplaced(key=thing.id, layer="vessel", caption=thing.caption, why=NO_PLACE)
