"""The objectives as events, access and acts: series by year with their uncertainty, never one composite number."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from whereas.assess.happenings import Happening, happenings
from whereas.core.entity import Entity
from whereas.policy.indicators import Indicator, Unmeasured, indicators

# Two-sided 90 % bounds.
_Z = 1.645
_ALPHA = 0.10


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One year of a series.

    `low` and `high` are 90 % bounds of the rate behind a count or a share; of figures, the least and the most of the
    year; of what was chosen by hand, the count itself. `of` is what a share is taken of. `whole` is False for the year
    that the source's edition falls in.
    """

    year: int
    value: float
    low: float
    high: float
    whole: bool = True
    of: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item of a scale over all editions: its least and greatest score, where the scale ends, how many editions."""

    key: str
    low: float
    high: float
    most: int
    editions: int

    @property
    def words(self) -> str:
        """How it stands on its scale."""
        if self.low != self.high:
            return f"moved between {self.low:g} and {self.high:g} of {self.most}"
        end = ", the end of its scale" if self.low in (0, self.most) else ""
        return f"{self.low:g} of {self.most} in every edition{end}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """An indicator over the years; `points` is empty where no source in view gives it, which is not no change.

    A year that is not among the points is a year without data. `edition` is the date of the source's edition: the year
    it falls in is not whole. `unclear` is how many records may or may not belong to it. `words` says what can be said.
    """

    indicator: Indicator
    points: tuple[Point, ...]
    edition: str
    words: str
    items: tuple[Item, ...] = ()
    unclear: int = 0


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
    """An indicator as a series by year, from the events in view up to an ISO day."""
    if one.source not in editions:
        return Series(indicator=one, points=(), edition="", words="no data: no source in view gives it")
    edition = editions[one.source]
    every = happenings(events, one.source, as_of=as_of)
    chosen = [each for each in every if each.bears(one.keyword)]
    unclear = [each for each in every if each.unclear(one.keyword)]
    if unclear and not any(each.knows(one.keyword) for each in every):
        words = f"no data: nothing in view says which of {len(unclear):,} records belong to it"
        return Series(indicator=one, points=(), edition=edition, words=words, unclear=len(unclear))
    points = _points(one, every, chosen, edition, as_of)
    items = _items(one, chosen)
    words = _words(one, points, items, edition, as_of) + _unclear_words(unclear)
    return Series(indicator=one, points=points, edition=edition, words=words, items=items, unclear=len(unclear))


def _points(
    one: Indicator, every: Iterable[Happening], chosen: Iterable[Happening], edition: str, as_of: str
) -> tuple[Point, ...]:
    last = min(edition or as_of, as_of)
    found = _by_year(chosen)
    if one.number:
        figures = {year: _figures(one, together) for year, together in found.items()}
        return tuple(_figure(year, values) for year, values in sorted(figures.items()) if values)
    if one.of:
        whole = _by_year(each for each in every if each.bears(one.of))
        return tuple(_share(year, len(found.get(year, ())), len(among)) for year, among in sorted(whole.items()))
    if one.silence == "no data":
        years = sorted(found)
    else:  # the source's own first year, so that a class of events that came late is seen to have come late
        first = min(_by_year(every), default=0)
        years = list(range(first, max(*found, int(last[:4])) + 1)) if found else []
    counts = {year: len(found.get(year, ())) for year in years}
    if one.silence == "no data":  # what somebody chose to write down is no sample, and has no bounds
        return tuple(Point(year=year, value=count, low=count, high=count, whole=year < int(last[:4]))
                     for year, count in counts.items())  # fmt: skip
    return tuple(_count(year, count, whole=year < int(last[:4])) for year, count in counts.items())


def _by_year(chosen: Iterable[Happening]) -> dict[int, list[Happening]]:
    found: dict[int, list[Happening]] = {}
    for each in chosen:
        found.setdefault(each.date.earliest.year, []).append(each)
    return found


def _count(year: int, count: int, *, whole: bool) -> Point:
    low, high = poisson_bounds(count)
    return Point(year=year, value=count, low=low, high=high, whole=whole)


def _figures(one: Indicator, found: Iterable[Happening]) -> list[float]:
    """The figure of each record that has one; less another, where it has that too."""
    told = []
    for each in found:
        for value in each.figures(one.number):
            less = each.figures(one.minus) if one.minus else [0.0]
            told += [value - other for other in less]
    return told


def _figure(year: int, values: list[float]) -> Point:
    return Point(year=year, value=sum(values) / len(values), low=min(values), high=max(values))


def _share(year: int, count: int, of: int) -> Point:
    low, high = wilson_bounds(count, of)
    return Point(year=year, value=100 * count / of, low=100 * low, high=100 * high, of=of)


def _items(one: Indicator, chosen: Iterable[Happening]) -> tuple[Item, ...]:
    if not one.items:
        return ()
    scores: dict[str, list[float]] = {}
    for each in chosen:
        for word in each.words:
            name, equals, score = word.removeprefix(one.items).partition("=")
            if word.startswith(one.items) and equals and score.isdecimal():
                scores.setdefault(name, []).append(float(score))
    return tuple(
        Item(key=name, low=min(told), high=max(told), most=one.most, editions=len(told))
        for name, told in sorted(scores.items())
    )


def poisson_bounds(count: int) -> tuple[float, float]:
    """90 % bounds of the rate behind a count of independent events (Byar's approximation to the exact interval)."""
    high = (count + 1) * (1 - 1 / (9 * (count + 1)) + _Z / (3 * math.sqrt(count + 1))) ** 3
    if count == 0:
        return 0.0, high
    return max(0.0, count * (1 - 1 / (9 * count) - _Z / (3 * math.sqrt(count))) ** 3), high


def chance(one: int, other: int) -> float:
    """How often chance alone sets two counts of one and the same rate at least so far apart: 0 to 1.

    Exact and two-sided: given their sum, each of two such counts is binomial with one half (Przyborowski and Wilenski
    1940). It takes events as independent of one another.
    """
    total = one + other
    ways = sum(math.comb(total, number) for number in range(min(one, other) + 1))
    return min(1.0, 2 * ways / (1 << total))


def wilson_bounds(count: int, of: int) -> tuple[float, float]:
    """90 % bounds of the share behind `count` of `of`, each 0 to 1 (Wilson 1927)."""
    share, square = count / of, _Z**2
    middle = (share + square / (2 * of)) / (1 + square / of)
    reach = _Z * math.sqrt(share * (1 - share) / of + square / (4 * of**2)) / (1 + square / of)
    return max(0.0, middle - reach), min(1.0, middle + reach)


def _words(one: Indicator, points: tuple[Point, ...], items: tuple[Item, ...], edition: str, as_of: str) -> str:
    if not points:
        return "the source is there and holds no such record; that is no data, and not no change"
    values = {point.value for point in points}
    if one.saturated and len(values) == 1:
        years = f"{points[0].year} to {points[-1].year}" if len(points) > 1 else f"{points[0].year}"
        return f"saturated at {values.pop():g} {one.unit}, {years}: {one.saturated}{_items_words(items)}"
    ends = f"; the series ends with the edition of {edition}" if edition and edition[:4] < as_of[:4] else ""
    if one.of:
        told = "; ".join(
            f"{point.value:.0f} % in {point.year} ({round(point.value * point.of / 100)} of {point.of:,})"
            for point in reversed(points[-2:])
        )
        return told + ends
    whole = [point for point in points if point.whole]
    if len(whole) < 2:
        told = ", ".join(f"{point.value:g} in {point.year}" for point in points)
        return f"{told}; too few whole years to compare{ends}"
    last, before = whole[-1], whole[-2]
    if one.number or one.silence == "no data":  # no sample: figures as published, or what somebody chose to write down
        return f"{last.value:g} in {last.year}, after {before.value:g} in {before.year}{ends}"
    now = points[-1]
    so_far = "" if now.whole else f"; {now.value:g} in {now.year} up to {edition or as_of}"
    change = _change(round(before.value), round(last.value))
    return f"{last.value:g} in {last.year} after {before.value:g} in {before.year}, {change}{so_far}{ends}"


def _change(before: int, now: int) -> str:
    """Whether two counts differ by more than chance gives, in words."""
    if before == now:
        return "the same number"
    if chance(before, now) >= _ALPHA:
        return "which chance alone may give (at 90 %)"
    return f"{'more' if now > before else 'fewer'} than chance alone gives (at 90 %)"


def _items_words(items: tuple[Item, ...]) -> str:
    if not items:
        return ""
    floor = [one for one in items if one.low == one.high and one.low in (0, one.most)]
    fixed = [one for one in items if one.low == one.high and one not in floor]
    moved = [one for one in items if one.low != one.high]
    counts = f"{len(floor)} of {len(items)} items stand at the end of their scale in every edition"
    rest = f", {len(fixed)} elsewhere without moving" if fixed else ""
    return f"; {counts}{rest}, {len(moved) or 'none'} moved"


def _unclear_words(unclear: list[Happening]) -> str:
    if not unclear:
        return ""
    latest = max(unclear, key=lambda one: one.date.latest).date.text
    return f"; {len(unclear):,} further records, the latest of {latest}, are of no known class and may belong to it"
