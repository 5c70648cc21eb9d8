"""The map: vessels, sites, ports and events where sources say they lie, with what lies nowhere beside them."""

from collections import Counter
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

import msgspec
from litestar import get
from litestar.params import QueryParameter
from litestar.response import Template

from whereas.core.errors import WhereasError
from whereas.web.access import needs
from whereas.web.assets import STATIC
from whereas.web.catalogue import Entry
from whereas.web.map_drawing import HEIGHT, WIDTH, Frame, dots, frame_of, outlines
from whereas.web.places import WANTED, Wanted, WantedHere, point, unplaced
from whereas.web.roles import Permission
from whereas.web.shown import page
from whereas.web.visit import Here, Visit
from whereas.workbench.afoot import BusyError
from whereas.workbench.looking import editions
from whereas.workbench.places import LAYERS, Places, Unplaced, places, places_soon

ENTRY = Entry(key="map", path="/map", order=35, shortcut="m")
_ON_A_PAGE, _UNPLACED = 100, 100
_PATIENCE = 1.2  # seconds in which a past state must be there; else the page says that it is being made


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A step of the map for who has no script: what it is called, and the view it leads to."""

    key: str
    view: str


@get("/map", opt=needs(Permission.READ), dependencies=WANTED, sync_to_thread=True, include_in_schema=False)
def show(
    visit: Here, wanted: WantedHere, part: Annotated[int, QueryParameter(ge=1)] = 1,
    wait: Annotated[int, QueryParameter(ge=0, le=1)] = 0,
) -> Template:  # fmt: skip
    """A state of the map. `part` is the page of its table; with `wait` a past day is waited for."""
    trouble = ""
    try:
        every = _there(visit, wanted, wait=bool(wait))
        if every is None:
            return page(visit, "map_afoot.html.j2", here="map", wanted=wanted, again=address(wanted, wait=1),
                        today=address(wanted, as_of=""), query=query(wanted, view=""))  # fmt: skip
        found = every.asked(wanted.period)
    except WhereasError as error:  # a slip in the form: the page stays, and says what to do
        trouble, wanted, every = f"{error.what}; {error.todo}", Wanted(), places(visit.seen)
        found = every.asked(wanted.period)
    frame = _frame(found, wanted)
    listed = sorted(
        (one for one in found.sightings if one.layer != "port" or wanted.layers),
        key=lambda one: one.start,
        reverse=True,
    )
    last = max(1, -(-len(listed) // _ON_A_PAGE))
    part = min(part, last)
    return page(
        visit, "map.html.j2", here="map", wanted=wanted, trouble=trouble, layers=LAYERS, chosen=wanted.layers or LAYERS,
        counts=Counter(one.layer for one in found.sightings),
        why=Counter((one.layer, one.why) for one in found.unplaced),
        rows=[point(one, wanted.as_of) for one in listed[(part - 1) * _ON_A_PAGE : part * _ON_A_PAGE]],
        unplaced=[unplaced(one, wanted.as_of) for one in _nowhere(found)[:_UNPLACED]],
        all_rows=len(listed), part=part, last=last, frame=frame,
        outlines=outlines(frame), dots=dots(frame, _marks(found)), width=WIDTH, height=HEIGHT, turns=_turns(frame),
        address=address, query=query, words=_words(visit), hidden=pairs(wanted), total=len(found.sightings),
        nowhere=len(found.unplaced), span=_span(every), days=editions(visit.seen), built=(STATIC / "map.css").exists(),
    )  # fmt: skip


def _there(visit: Visit, wanted: Wanted, *, wait: bool) -> Places | None:
    """The state that is asked for; None where it is not there yet, and where too many wait for past states already."""
    try:
        return places(visit.seen, wanted.as_of) if wait else places_soon(visit.seen, wanted.as_of, _PATIENCE)
    except BusyError:
        return None


def pairs(wanted: Wanted) -> list[tuple[str, str]]:
    """A state of the map as names and values."""
    every = [*(("layers", one) for one in wanted.layers), ("from", wanted.first), ("to", wanted.last),
             ("as_of", wanted.as_of), ("view", wanted.view)]  # fmt: skip
    return [(name, value) for name, value in every if value]


def query(wanted: Wanted, **changes: object) -> str:
    """A state of the map as a query string, with changes."""
    return urlencode(pairs(msgspec.structs.replace(wanted, **changes)))


def address(wanted: Wanted, *, wait: int = 0, **changes: object) -> str:
    """The address of a state of this page; with `wait` one that answers only when the state is there."""
    said = query(wanted, **changes) + ("&wait=1" if wait else "")
    return f"{ENTRY.path}?{said}" if said else ENTRY.path


def _frame(found: Places, wanted: Wanted) -> Frame:
    """What is looked at: ports all over a region do not widen it, unless they are all there is."""
    spots = [(one.spot.east, one.spot.north) for one in found.sightings if one.layer != "port"]
    return frame_of(spots or [(one.spot.east, one.spot.north) for one in found.sightings], wanted.view)


def _marks(found: Places) -> list[tuple[float, float, float, str]]:
    order = {layer: number for number, layer in enumerate(reversed(LAYERS))}
    every = ((one.spot.east, one.spot.north, one.spot.within_km, one.layer) for one in found.sightings)
    return sorted(every, key=lambda one: order[one[3]])


def _nowhere(found: Places) -> list[Unplaced]:
    """What is named and not located first: somebody could look it up; then what states no place at all."""
    return sorted(found.unplaced, key=lambda one: (one.why == "no-place", one.layer, one.caption))


def _turns(frame: Frame) -> list[Turn]:
    wide, zoom = WIDTH / frame.scale / 4, frame.zoom
    high = HEIGHT / frame.scale / 5

    def to(key: str, east: float, north: float, by: float) -> Turn:
        kept = max(-80.0, min(80.0, north))
        return Turn(key=key, view=f"{(east + 180) % 360 - 180:.2f},{kept:.2f},{max(1.0, min(zoom * by, 400.0)):.2f}")

    return [
        to("closer", frame.east, frame.north, 2), to("further", frame.east, frame.north, 0.5),
        to("west", frame.east - wide, frame.north, 1), to("east", frame.east + wide, frame.north, 1),
        to("north", frame.east, frame.north + high, 1), to("south", frame.east, frame.north - high, 1),
    ]  # fmt: skip


def _span(every: Places) -> tuple[str, str]:
    """The first and the last month of anything that has a date."""
    dates = sorted(one.start for one in every.sightings if one.start)
    return (dates[0][:7], max(one.end or one.start for one in every.sightings if one.start)[:7]) if dates else ("", "")


def _words(visit: Visit) -> dict[str, str]:
    """The words that the script needs, by key."""
    keys = [*(f"layer.{one}" for one in LAYERS), *(f"how.{one}" for one in ("stated", "site", "port", "recorded")),
            *(f"script.{one}" for one in _SAID)]  # fmt: skip
    return {one: visit.t(f"map.{one}") for one in keys}


_SAID = ("closer", "further", "start", "choose", "here", "failed", "busy", "keys", "within", "last", "from", "to",
         "all", "more", "undated")  # fmt: skip

ROUTES = [show]
