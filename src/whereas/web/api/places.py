"""The map by API: what lies where, and what lies nowhere; as GeoJSON and CSV too."""

from collections import Counter
from typing import Annotated

import msgspec
from litestar import Response, get
from litestar.params import QueryParameter

from whereas.core.errors import WhereasError
from whereas.web.access import needs
from whereas.web.places import (
    WANTED,
    PointShown,
    UnplacedShown,
    WantedHere,
    csv_of,
    geojson_of,
    places_seen,
    point,
    unplaced,
)
from whereas.web.roles import Permission
from whereas.web.visit import Here

READ = needs(Permission.READ)
Limit = Annotated[int, QueryParameter(ge=1, le=5000)]
Offset = Annotated[int, QueryParameter(ge=0)]


class PointsShown(msgspec.Struct, frozen=True, kw_only=True):
    """A page of what lies on the map: `total` in all, and how many lie nowhere, by reason."""

    total: int
    points: tuple[PointShown, ...]
    unplaced: dict[str, int]
    revision: str


class UnplacedPage(msgspec.Struct, frozen=True, kw_only=True):
    """A page of what lies nowhere on the map."""

    total: int
    unplaced: tuple[UnplacedShown, ...]


@get("/api/v1/places", opt=READ, dependencies=WANTED, sync_to_thread=True)
def on_the_map(visit: Here, wanted: WantedHere, limit: Limit = 1000, offset: Offset = 0) -> PointsShown:
    """What lies where.

    Vessels as last stated, events, launch sites, places of detention and ports, with the statements and claims that
    say so. No place is guessed: what is only named is in `/api/v1/places/unplaced`.
    """
    found = places_seen(visit.seen, wanted)
    shown = found.sightings[offset : offset + limit]
    return PointsShown(
        total=len(found.sightings), points=tuple(point(one, wanted.as_of) for one in shown),
        unplaced=dict(Counter(one.why for one in found.unplaced)), revision=visit.seen.revision,
    )  # fmt: skip


@get("/api/v1/places/unplaced", opt=READ, dependencies=WANTED, sync_to_thread=True)
def off_the_map(visit: Here, wanted: WantedHere, limit: Limit = 1000, offset: Offset = 0) -> UnplacedPage:
    """What lies nowhere on the map, and why."""
    found = places_seen(visit.seen, wanted).unplaced
    return UnplacedPage(
        total=len(found), unplaced=tuple(unplaced(one, wanted.as_of) for one in found[offset : offset + limit])
    )


@get("/api/v1/places/file", opt=READ, dependencies=WANTED, sync_to_thread=True)
def file(
    visit: Here, wanted: WantedHere, form: Annotated[str, QueryParameter(name="format")] = "geojson"
) -> Response[bytes]:
    """The map's points as a file: `geojson` (RFC 7946) or `csv`."""
    if form not in ("geojson", "csv"):
        raise WhereasError(f"there is no format {form!r}", todo="choose geojson or csv")
    found = places_seen(visit.seen, wanted)
    data = csv_of(found) if form == "csv" else geojson_of(found, revision=visit.seen.revision, as_of=wanted.as_of)
    media = "text/csv; charset=utf-8" if form == "csv" else "application/geo+json"
    visit.audit("export", "map")
    return Response(data, media_type=media, headers={"content-disposition": f'attachment; filename="places.{form}"'})


ROUTES = [on_the_map, off_the_map, file]
