"""The map drawn by the server, for a page without script: countries of Natural Earth and points, in Mercator."""

import json
import math
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from whereas.web.assets import STATIC

WORLD = STATIC / "countries-50m.json"
WIDTH, HEIGHT = 1000.0, 640.0
# Mercator has no poles.
_MOST_NORTH = 82.0
Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A country's name and the rings of its land, in degrees east and north."""

    name: str
    rings: tuple[Ring, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The part of the world that is drawn: its middle in degrees, and how many units a degree of longitude takes."""

    east: float
    north: float
    scale: float

    def at(self, east: float, north: float) -> tuple[float, float]:
        """Where a place lies in the drawing."""
        turned = (east - self.east + 180) % 360 - 180
        return WIDTH / 2 + turned * self.scale, HEIGHT / 2 - (_mercator(north) - _mercator(self.north)) * self.scale

    @property
    def zoom(self) -> float:
        """1 shows the whole world."""
        return self.scale * 360 / WIDTH


def frame_of(places: Sequence[tuple[float, float]], view: str = "") -> Frame:
    """The part of the world asked for (`LON,LAT,ZOOM`), else the least that holds all places (east, north)."""
    if view:
        east, north, zoom = (float(one) for one in view.split(","))
        return Frame(east=east, north=max(-80.0, min(80.0, north)), scale=max(1.0, min(zoom, 400.0)) * WIDTH / 360)
    if not places:
        return Frame(east=0.0, north=20.0, scale=WIDTH / 360)
    first = places[0][0]
    easts = sorted(first + (east - first + 180) % 360 - 180 for east, _ in places)
    norths = sorted(north for _, north in places)
    wide = max(easts[-1] - easts[0], 4.0) * 1.25
    high = max(_mercator(norths[-1]) - _mercator(norths[0]), 4.0) * 1.25
    scale = min(WIDTH / min(wide, 360.0), HEIGHT / high)
    return Frame(east=(easts[0] + easts[-1]) / 2, north=(norths[0] + norths[-1]) / 2, scale=max(scale, WIDTH / 360))


def _mercator(north: float) -> float:
    """Degrees of the equator's length from the equator."""
    within = max(-_MOST_NORTH, min(_MOST_NORTH, north))
    return math.degrees(math.log(math.tan(math.radians(45 + within / 2))))


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A country in the drawing: the path of its land, and where its name stands, if there is room for it."""

    name: str
    path: str
    label: tuple[float, float] | None


@lru_cache(maxsize=64)
def outlines(frame: Frame) -> tuple[Outline, ...]:
    """The countries that lie in the frame, cut down to the points that are told apart in it."""
    drawn = [(country.name, _inside(country, frame)) for country in world()]
    seen = [(name, rings) for name, rings in drawn if rings]
    labels = _labels(seen)
    return tuple(Outline(name=name, path="".join(map(_path, rings)), label=labels.get(name)) for name, rings in seen)


def _inside(country: Country, frame: Frame) -> list[Ring]:
    """The rings of a country that reach into the frame, as drawn."""
    found = []
    for ring in country.rings:
        drawn = tuple(_drawn(ring, frame))
        left, top, right, bottom = _box(drawn)
        if len(drawn) > 2 and right >= 0 and left <= WIDTH and bottom >= 0 and top <= HEIGHT:
            found.append(drawn)
    return found


def _path(ring: Ring) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring) + "Z"


def _labels(seen: Sequence[tuple[str, Sequence[Ring]]]) -> dict[str, tuple[float, float]]:
    """Where names stand: at the place of a grid over the drawing that lies deepest within the country's own land."""
    step, found = 20.0, {}
    columns, rows = int(WIDTH / step), int(HEIGHT / step)
    for name, rings in seen:
        land = {
            (column, row)
            for ring in rings
            for column, row in _cells(ring, step, columns, rows)
            if _holds(ring, (column + 0.5) * step, (row + 0.5) * step)
        }
        best, depth = max(
            ((cell, _depth(cell, land)) for cell in sorted(land)), key=lambda one: one[1], default=(None, 0)
        )
        if best is not None and depth * 2 * step > 4.2 * len(name):
            found[name] = (round((best[0] + 0.5) * step, 1), round((best[1] + 0.5) * step, 1))
    return found


def _cells(ring: Ring, step: float, columns: int, rows: int) -> Iterator[tuple[int, int]]:
    left, top, right, bottom = _box(ring)
    for column in range(max(0, int(left / step)), min(columns, int(right / step) + 1)):
        for row in range(max(0, int(top / step)), min(rows, int(bottom / step) + 1)):
            yield column, row


def _holds(ring: Ring, x: float, y: float) -> bool:
    """Whether a ring goes around a place: a line from it to the right crosses the ring an odd number of times."""
    inside = False
    x1, y1 = ring[-1]
    for x2, y2 in ring:
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
        x1, y1 = x2, y2
    return inside


def _depth(cell: tuple[int, int], land: Set[tuple[int, int]]) -> int:
    """How many cells of land lie around a cell on each side."""
    reach = 0
    while reach < 6 and all(
        (cell[0] + dx, cell[1] + dy) in land for dx in (-reach, 0, reach) for dy in (-min(reach, 1), 0, min(reach, 1))
    ):
        reach += 1
    return reach


def _drawn(ring: Ring, frame: Frame) -> Iterator[tuple[float, float]]:
    """A ring in the drawing, unbroken where it crosses the far side of the world."""
    last: tuple[float, float] | None = None
    shift = 0.0
    whole = 360 * frame.scale
    for east, north in ring:
        x, y = frame.at(east, north)
        if last is not None:
            if x + shift - last[0] > whole / 2:
                shift -= whole
            elif last[0] - x - shift > whole / 2:
                shift += whole
        x += shift
        if last is None or abs(x - last[0]) + abs(y - last[1]) > 0.7:
            last = (x, y)
            yield last


def _box(points: Sequence[tuple[float, float]]) -> tuple[float, float, float, float]:
    xs, ys = zip(*points, strict=True) if points else ((), ())
    return (min(xs), min(ys), max(xs), max(ys)) if xs else (math.inf, math.inf, -math.inf, -math.inf)


def world() -> tuple[Country, ...]:
    """The countries that are shipped; none where the file was not built."""
    return _world(WORLD) if WORLD.exists() else ()


@cache
def _world(path: Path) -> tuple[Country, ...]:
    """Reads TopoJSON: arcs of whole numbers, each the way from the one before, scaled and shifted to degrees."""
    topology = json.loads(path.read_bytes())
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)
    return tuple(
        Country(name=shape.get("properties", {}).get("name", ""), rings=tuple(_rings(shape, arcs)))
        for shape in topology["objects"]["countries"]["geometries"]
    )


def _rings(shape: dict[str, object], arcs: list[list[tuple[float, float]]]) -> Iterator[Ring]:
    held = shape.get("arcs", [])
    polygons = [held] if shape["type"] == "Polygon" else held
    for polygon in polygons if isinstance(polygons, list) else ():
        for ring in polygon:
            points: list[tuple[float, float]] = []
            for number in ring:
                part = arcs[number] if number >= 0 else arcs[~number][::-1]
                points += part[1:] if points else part
            yield tuple(points)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """One mark on the map: what lies at one place, or close together. `radius` draws how far it may be off."""

    x: float
    y: float
    size: float
    layer: str
    count: int
    radius: float
    numbers: tuple[int, ...]


def dots(frame: Frame, places: Sequence[tuple[float, float, float, str]]) -> list[Dot]:
    """Marks for places (east, north, km it may be off, layer): what lies closer than a mark is wide is one, counted."""
    cells: dict[tuple[int, int, str], list[int]] = {}
    spots = [frame.at(east, north) for east, north, _, _ in places]
    for number, ((x, y), (_, _, _, layer)) in enumerate(zip(spots, places, strict=True)):
        if 0 <= x <= WIDTH and 0 <= y <= HEIGHT:
            cells.setdefault((int(x // 14), int(y // 14), layer), []).append(number)
    found = []
    for (_, _, layer), numbers in cells.items():
        x = sum(spots[one][0] for one in numbers) / len(numbers)
        y = sum(spots[one][1] for one in numbers) / len(numbers)
        north, off = places[numbers[0]][1], max(places[one][2] for one in numbers)
        radius = off / 111.32 / max(math.cos(math.radians(north)), 0.05) * frame.scale
        found.append(
            Dot(
                x=round(x, 1), y=round(y, 1), size=round(5 + 2.2 * math.log2(len(numbers)), 1), layer=layer,
                count=len(numbers), radius=round(radius, 1), numbers=tuple(numbers),
            )
        )  # fmt: skip
    return sorted(found, key=lambda one: -one.size)
