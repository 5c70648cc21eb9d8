"""Where the marks of a drawing lie: pure geometry that the templates draw as inline SVG."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from whereas.assess.alignment import AlignmentReport
from whereas.assess.coverage import KINDS
from whereas.assess.lag import Lag, LagState
from whereas.core.claim import Claim
from whereas.publish.chart_words import ENGLISH, ChartWords

_ROW = 30  # height of a row in every drawing, px


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A stretch of a row: where it starts, how wide it is, its class, and what it counts."""

    x: float
    width: float
    kind: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageRow:
    """One combination: its dots (x and whether filled), the line that joins them, its bars, its total."""

    y: float
    key: str
    words: str
    dots: tuple[tuple[float, bool], ...]
    line: tuple[float, float]
    bars: tuple[Bar, ...]
    total: int
    end: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageChart:
    """The coverage matrix drawn: a column of dots per authority, a row of bars per combination."""

    width: int
    height: float
    heads: tuple[tuple[float, str, str, int], ...]
    rows: tuple[CoverageRow, ...]
    kinds: tuple[str, ...]
    bars_from: float


def coverage_chart(report: AlignmentReport, words: ChartWords = ENGLISH) -> CoverageChart:
    """Draws a report's coverage; authorities whose silence means nothing have no column."""
    counted = [one for one in report.authorities if one not in report.silent]
    counted = [one for one in counted if any(one in each.authorities for each in report.coverage)]
    column, left, top, width = 96, 10, 64, 1000
    bars_from = left + column * len(counted) + 16
    largest = max((each.total for each in report.coverage), default=1)
    scale = (width - bars_from - 130) / largest
    dates = {
        who: _span((one.edition for one in report.lists if one.authority == who and one.entities), words)
        for who in counted
    }
    centre = {who: left + column * (place + 0.5) for place, who in enumerate(counted)}
    rows = []
    for place, each in enumerate(report.coverage):
        here = [centre[who] for who in counted if who in each.authorities]
        bars, x = [], float(bars_from)
        for kind in KINDS:
            if count := each.counts.get(kind, 0):
                bars.append(Bar(x=x, width=max(count * scale, 2), kind=kind, count=count))
                x += bars[-1].width
        rows.append(
            CoverageRow(
                y=top + _ROW * (place + 0.5),
                key=",".join(each.authorities),
                words=_only(each.authorities, words),
                dots=tuple((centre[who], who in each.authorities) for who in counted),
                line=(min(here), max(here)),
                bars=tuple(bars),
                total=each.total,
                end=x,
            )
        )
    totals = {who: sum(each.total for each in report.coverage if who in each.authorities) for who in counted}
    return CoverageChart(
        width=width,
        height=top + _ROW * len(rows) + 10,
        heads=tuple((centre[who], who, dates[who], totals[who]) for who in counted),
        rows=tuple(rows),
        kinds=tuple(kind for kind in KINDS if any(kind in each.counts for each in report.coverage)),
        bars_from=bars_from,
    )


def _span(editions: Iterable[str], words: ChartWords) -> str:
    """The date of an authority's lists: one, or the years from the oldest to the newest."""
    known = sorted(filter(None, editions))
    if len(set(known)) < 2:
        return "".join(known[:1])
    if known[0][:4] != known[-1][:4]:
        return words.span.format(first=known[0][:4], last=known[-1][:4])
    return words.span.format(first=known[0][:7], last=known[-1][5:7])


def _only(authorities: tuple[str, ...], words: ChartWords) -> str:
    if len(authorities) == 1:
        return words.only.format(authority=authorities[0])
    return words.exactly.format(authorities=", ".join(authorities))


@dataclass(frozen=True, slots=True, kw_only=True)
class LagRow:
    """The entities whose UN date and EU date are the same: how many, how many days, under which act."""

    y: float
    un: str
    eu: str
    days: int
    count: int
    act: str
    verified: bool
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LagChart:
    """Days from UN to EU, a row per pair of dates, in the order of the UN's."""

    width: int
    height: float
    rows: tuple[LagRow, ...]
    ticks: tuple[tuple[float, str], ...]
    zero: float


def lag_chart(lags: Iterable[Lag], words: ChartWords = ENGLISH) -> LagChart:
    """Draws the lags that could be measured."""
    groups: dict[tuple[str, str], list[Lag]] = {}
    for lag in lags:
        if lag.state is LagState.MEASURED and lag.un is not None:
            groups.setdefault((lag.un.value, lag.eu_date), []).append(lag)
    zero, width, top = 200, 1000, 34
    longest = max((each[0].days or 0 for each in groups.values()), default=1) or 1
    step = _step(longest)
    scale = (width - zero - 440) / (math.ceil(longest / step) * step)
    rows = tuple(
        LagRow(
            y=top + _ROW * (place + 0.5),
            un=un,
            eu=eu,
            days=together[0].days or 0,
            count=len(together),
            act=together[0].act.act if together[0].act else words.own_date,
            verified=together[0].act.verified if together[0].act else True,
            width=max((together[0].days or 0) * scale, 2),
        )
        for place, ((un, eu), together) in enumerate(sorted(groups.items()))
    )
    ticks = tuple((zero + day * scale, str(day)) for day in range(0, math.ceil(longest / step) * step + 1, step))
    return LagChart(width=width, height=top + _ROW * len(rows) + 8, rows=rows, ticks=ticks, zero=zero)


def _step(longest: float) -> int:
    """A round step that gives a scale about five ticks."""
    raw = max(longest / 5, 1)
    power = 10 ** math.floor(math.log10(raw))
    return int(next(factor * power for factor in (1, 2, 5, 10) if factor * power >= raw))


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A claim's quantity as a stretch of a scale; an end that is open (`None` in the claim) runs to the margin."""

    y: float
    x: float
    width: float
    open_low: bool
    open_high: bool
    point: bool
    words: str
    claim: Claim


@dataclass(frozen=True, slots=True, kw_only=True)
class IntervalChart:
    """Rival claims on one scale."""

    key: str
    title: str
    unit: str
    width: int
    height: float
    rows: tuple[Interval, ...]
    ticks: tuple[tuple[float, str], ...]


def grouped(number: float) -> str:
    """A number in full, its thousands grouped: `5,800,000`, `1.5`."""
    return f"{number:,.12g}"


def amount(low: float | None, high: float | None) -> str:
    """An interval in words, an open end said as such."""
    if low is None or high is None:
        known = low if high is None else high
        return "not stated" if known is None else ("at least " if high is None else "up to ") + grouped(known)
    return grouped(low) if low == high else f"{grouped(low)} to {grouped(high)}"


def interval_charts(claims: Iterable[Claim]) -> tuple[IntervalChart, ...]:
    """One drawing for each question that claims with quantities answer in one unit; a lone answer is drawn too."""
    groups: dict[tuple[str, str], list[Claim]] = {}
    for claim in claims:
        if claim.quantity is not None:
            groups.setdefault((claim.rivals or claim.kind, claim.quantity.unit), []).append(claim)
    return tuple(_intervals(key, unit, together) for (key, unit), together in sorted(groups.items()))


def _intervals(key: str, unit: str, claims: list[Claim]) -> IntervalChart:
    left, width, top = 370, 1000, 30
    ends = [end for one in claims if one.quantity for end in (one.quantity.low, one.quantity.high) if end is not None]
    largest = max(ends, default=1.0) or 1.0
    power = 10 ** math.floor(math.log10(largest))
    most = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= largest)
    scale = (width - left - 40) / most
    rows = []
    for place, claim in enumerate(sorted(claims, key=lambda one: (one.claimed_on, one.source, one.id))):
        low = claim.quantity.low if claim.quantity else None
        high = claim.quantity.high if claim.quantity else None
        start, end = (low or 0.0) * scale, (most if high is None else high) * scale
        rows.append(
            Interval(
                y=top + (_ROW + 12) * (place + 0.5),
                x=left + start,
                width=max(end - start, 4),
                open_low=low is None,
                open_high=high is None,
                point=low is not None and low == high,
                words=amount(low, high),
                claim=claim,
            )
        )
    ticks = tuple((left + most * part / 4 * scale, grouped(most * part / 4)) for part in range(5))
    return IntervalChart(
        key=key,
        title=key.replace("/", ": ").replace("_", " ").replace("-", " "),
        unit=unit,
        width=width,
        height=top + (_ROW + 12) * len(rows) + 10,
        rows=tuple(rows),
        ticks=ticks,
    )
