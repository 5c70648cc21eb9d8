"""The objectives as events, access and acts: series by year with their uncertainty, never one composite number."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from whereas.core.entity import Entity
from whereas.policy.indicators import Indicator, Unmeasured, indicators

# Two-sided 90 % bounds.
_Z = 1.645


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One year of a series; `low` and `high` are 90 % bounds of the rate behind a count, or the value itself."""

    year: int
    value: float
    low: float
    high: float
    whole: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """An indicator over the years; `points` is empty where no source in view gives it, which is not no change.

    `edition` is the date of the source's edition: the year it falls in is not whole. `words` says what can be said.
    """

    indicator: Indicator
    points: tuple[Point, ...]
    edition: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveBoard:
    """One objective: its series, what nobody measures, and in words what follows and what does not."""

    objective: str
    series: tuple[Series, ...]
    unmeasured: tuple[Unmeasured, ...]


def boards(
    objectives: Iterable[str], events: Iterable[Entity], editions: Mapping[str, str], *, as_of: str
) -> tuple[ObjectiveBoard, ...]:
    """A board for each objective, from the events in view up to an ISO day."""
    known = tuple(events)
    every = indicators()
    return tuple(
        ObjectiveBoard(
            objective=objective,
            series=tuple(
                measure(one, known, editions, as_of=as_of) for one in every.indicators if one.objective == objective
            ),
            unmeasured=tuple(one for one in every.unmeasured if one.objective == objective),
        )
        for objective in objectives
    )


def measure(one: Indicator, events: Iterable[Entity], editions: Mapping[str, str], *, as_of: str) -> Series:
    """An indicator as a series by year."""
    edition = editions.get(one.source, "")
    if not edition and one.source not in editions:
        return Series(indicator=one, points=(), edition="", words="no data: no source in view gives it")
    wanted = set(one.keyword.split("+"))
    by_year: dict[int, list[Entity]] = {}
    for event in events:
        if any(said.source == one.source for said in event.statements) and wanted <= set(event.get("keywords")):
            day = min(event.get("date"), default="")
            if day and day[: len(as_of)] <= as_of:
                by_year.setdefault(int(day[:4]), []).append(event)
    if one.number:
        points = tuple(_figures(one, year, found) for year, found in sorted(by_year.items()) if _has(one, found))
    else:
        points = _counts(by_year, edition, as_of)
    return Series(indicator=one, points=points, edition=edition, words=_words(one, points, edition, as_of))


def _counts(by_year: Mapping[int, list[Entity]], edition: str, as_of: str) -> tuple[Point, ...]:
    if not by_year:
        return ()
    last = min(edition or as_of, as_of)
    found = []
    for year in range(min(by_year), max(*by_year, int(last[:4])) + 1):
        count = len(by_year.get(year, ()))
        low, high = poisson_bounds(count)
        found.append(Point(year=year, value=count, low=low, high=high, whole=year < int(last[:4])))
    return tuple(found)


def _has(one: Indicator, found: Iterable[Entity]) -> bool:
    return any(word.startswith(one.number) for event in found for word in event.get("keywords"))


def _figures(one: Indicator, year: int, found: list[Entity]) -> Point:
    values = [
        float(word.removeprefix(one.number))
        for event in found
        for word in event.get("keywords")
        if word.startswith(one.number)
    ]
    return Point(year=year, value=values[0], low=min(values), high=max(values))


def poisson_bounds(count: int) -> tuple[float, float]:
    """90 % bounds of the rate behind a count of independent events (Byar's approximation to the exact interval)."""
    high = (count + 1) * (1 - 1 / (9 * (count + 1)) + _Z / (3 * math.sqrt(count + 1))) ** 3
    if count == 0:
        return 0.0, high
    return count * (1 - 1 / (9 * count) - _Z / (3 * math.sqrt(count))) ** 3, high


def _words(one: Indicator, points: tuple[Point, ...], edition: str, as_of: str) -> str:
    if not points:
        return "the source is there and holds no such record; that is no data, and not no change"
    if one.saturated:
        values = sorted({point.value for point in points})
        shown = f"{values[0]:g}" if len(values) == 1 else f"{values[0]:g} to {values[-1]:g}"
        return f"saturated at {shown} {one.unit}: {one.saturated}"
    whole = [point for point in points if point.whole]
    if len(whole) < 2:
        return f"one year only; edition of {edition}"
    last, before = whole[-1], whole[-2]
    change = "within" if before.low <= last.value <= before.high else "above" if last.value > before.high else "below"
    return f"{last.value:g} in {last.year}, {change} the 90 % bounds of {before.value:g} in {before.year}" + (
        f"; the series ends with the edition of {edition}" if edition and edition[:4] < as_of[:4] else ""
    )
