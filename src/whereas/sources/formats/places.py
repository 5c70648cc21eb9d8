"""Coordinates as a keyword: `geo:39.57,126.06`, as in RFC 5870, since the schemata have no property for them."""

from whereas.core.issue import IssueKind
from whereas.sources.contract import Entry


def state_place(entry: Entry, latitude: str, longitude: str, *, at: str) -> None:
    """State where a thing is, WGS 84 degrees; coordinates that are none on the globe become an issue."""
    try:
        north, east = float(latitude), float(longitude)
    except ValueError:
        north = east = 999.0
    # 0, 0 is where programs put what has no place.
    if not (-90 <= north <= 90 and -180 <= east <= 180) or north == east == 0:
        entry.issue(IssueKind.ODD, "lat, lon", f"{latitude}, {longitude}", "not a place on the globe", at=at)
        return
    entry.add("keywords", f"geo:{latitude.strip()},{longitude.strip()}", original=f"{latitude}, {longitude}", at=at)
