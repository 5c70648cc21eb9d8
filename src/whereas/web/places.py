"""What the map and its API say: sightings with what they rest on, and what lies nowhere on the map."""

from typing import Annotated, Any

import msgspec
from litestar.di import NamedDependency, Provide
from litestar.params import QueryParameter

from whereas.kit.spreadsheets import Cell
from whereas.publish.tables import csv_bytes, json_bytes
from whereas.web import links
from whereas.web.graph import Voice, voices
from whereas.workbench.places import LAYERS, Period, Places, Sighting, Unplaced, places
from whereas.workbench.room import Seen


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """A state of the map: layers, dates, and the part of the world that is looked at (`LON,LAT,ZOOM`)."""

    layers: tuple[str, ...] = ()
    first: str = ""
    last: str = ""
    as_of: str = ""
    view: str = ""

    @property
    def period(self) -> Period:
        """What it takes. Raises `WhereasError` for layers and dates that are none."""
        return Period(layers=frozenset(self.layers), first=self.first, last=self.last, as_of=self.as_of)


def wanted(
    *,
    layers: Annotated[list[str] | None, QueryParameter(description=f"Among {', '.join(LAYERS)}; none: all.")] = None,
    first: Annotated[
        str,
        QueryParameter(name="from", description="Nothing that surely ended before this day (YYYY-MM-DD)."),
    ] = "",
    last: Annotated[str, QueryParameter(name="to", description="Nothing that surely began after this day.")] = "",
    as_of: Annotated[
        str,
        QueryParameter(
            description="A day: sources are read in the editions published by then, and nothing later is shown. What "
            "people recorded is today's."
        ),
    ] = "",
    view: Annotated[
        str,
        QueryParameter(pattern=r"^(-?\d{1,3}(\.\d+)?,-?\d{1,2}(\.\d+)?,\d{1,3}(\.\d+)?)?$", description="Where"),
    ] = "",
) -> Wanted:
    """What is asked of the map."""
    return Wanted(layers=tuple(layers or ()), first=first, last=last, as_of=as_of, view=view.strip())


WANTED = {"wanted": Provide(wanted, sync_to_thread=False)}
WantedHere = NamedDependency[Wanted]


class PointShown(msgspec.Struct, frozen=True, kw_only=True):
    """Something at a place. `within_km` is how far the place may be off, as far as its source says (0: it does not).

    `how`: `stated` by a source, that of a `site` the source names, of a `port` a claim names, or `recorded` in a claim.
    `last` marks the latest sighting of a vessel.
    """

    id: str
    layer: str
    caption: str
    href: str
    north: float
    east: float
    within_km: float
    how: str
    place: str
    start: str
    end: str
    words: str
    last: bool
    grounds: tuple[Voice, ...]


class UnplacedShown(msgspec.Struct, frozen=True, kw_only=True):
    """Something that lies nowhere on the map, and why: `no-place`, `not-located` (named only), `several`."""

    caption: str
    href: str
    layer: str
    why: str
    place: str
    start: str


def places_seen(seen: Seen, wanted: Wanted) -> Places:
    """What lies on the map, as somebody may see it, in the editions and of the time that are asked for."""
    return places(seen, wanted.as_of).asked(wanted.period)


def point(one: Sighting, as_of: str = "") -> PointShown:
    """A sighting as it is said; its page is that of the day."""
    return PointShown(
        id=one.id, layer=one.layer, caption=one.caption, href=links.entity(one.key, as_of=as_of) if one.key else "",
        north=one.spot.north, east=one.spot.east, within_km=one.spot.within_km, how=one.how, place=one.place,
        start=one.start, end=one.end, words=one.words, last=one.last, grounds=voices(one.rests),
    )  # fmt: skip


def unplaced(one: Unplaced, as_of: str = "") -> UnplacedShown:
    """What lies nowhere, as it is said; its page is that of the day."""
    return UnplacedShown(
        caption=one.caption, href=links.entity(one.key, as_of=as_of) if one.key else "", layer=one.layer, why=one.why,
        place=one.place, start=one.start,
    )  # fmt: skip


_HEAD = ("layer", "id", "caption", "from", "to", "north", "east", "may be off by km", "place comes from", "place named",
         "last sighting", "words", "ground", "source", "says")  # fmt: skip


def csv_of(found: Places) -> bytes:
    """Every sighting as CSV, one row for each statement or claim it rests on; then what lies nowhere."""
    rows: list[tuple[Cell, ...]] = []
    for one in map(point, found.sightings):
        said: tuple[Cell, ...] = (
            one.layer, one.id, one.caption, one.start, one.end, one.north, one.east, one.within_km or "", one.how,
            one.place, "yes" if one.last else "", one.words,
        )  # fmt: skip
        rows += [(*said, ground.id, ground.source, ground.says) for ground in one.grounds] or [(*said, "", "", "")]
    for left in found.unplaced:
        nowhere: tuple[Cell, ...] = (
            left.layer,
            left.key,
            left.caption,
            left.start,
            "",
            "",
            "",
            "",
            left.why,
            left.place,
        )
        rows.append((*nowhere, "", "", "", "", ""))
    return csv_bytes(_HEAD, rows)


def geojson_of(found: Places, *, revision: str, as_of: str = "") -> bytes:
    """Every sighting as GeoJSON (RFC 7946): a point each; what lies nowhere is a feature without geometry."""
    features = [_feature(point(one, as_of)) for one in found.sightings]
    features += [
        {"type": "Feature", "geometry": None, "properties": msgspec.to_builtins(unplaced(one, as_of))}
        for one in found.unplaced
    ]
    return json_bytes({"type": "FeatureCollection", "revision": revision, "as_of": as_of, "features": features})


def _feature(one: PointShown) -> dict[str, Any]:
    said = msgspec.to_builtins(one)
    north, east = said.pop("north"), said.pop("east")
    where = {"type": "Point", "coordinates": [east, north]}
    return {"type": "Feature", "id": one.id, "geometry": where, "properties": said}
