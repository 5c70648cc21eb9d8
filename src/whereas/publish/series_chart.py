"""Where the marks of a series by year lie: bars with their bounds, an axis in the series' unit, years without data."""

import math
from dataclasses import dataclass

from whereas.assess.indicators import Point, Series
from whereas.publish.chart_words import ENGLISH, ChartWords

_WIDTH, _HEIGHT, _LEFT, _BOTTOM, _TOP, _RIGHT = 760, 196, 44, 24, 30, 8
# A bar narrower than this has no room for its figure above it, nor a year below.
_FIGURE_ROOM, _YEAR_ROOM = 24.0, 40.0
# A series of two years is no wall.
_WIDEST = 36.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One year that has a value: its bar, its bounds (`low` and `high` on the same scale), and what is said of it.

    `bounded` is whether the bounds are more than the value itself; `figure` is empty where there is no room for it.
    """

    year: int
    x: float
    y: float
    width: float
    height: float
    middle: float
    low: float
    high: float
    bounded: bool
    whole: bool
    figure: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """A run of years without data: where it lies, and which years."""

    x: float
    width: float
    words: str
    roomy: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesChart:
    """A drawing of a series, with what a reader who cannot see it is told.

    `ticks` are heights with their figures, `years` places with their labels; `notes` say which marks are drawn.
    """

    width: int
    height: int
    left: int
    top: int
    right: int
    base: float
    zero: float
    unit: str
    columns: tuple[Column, ...]
    silences: tuple[Silence, ...]
    ticks: tuple[tuple[float, str], ...]
    years: tuple[tuple[float, str], ...]
    notes: str
    words: str


def series_chart(
    series: Series, *, until: int, width: int = _WIDTH, words: ChartWords = ENGLISH
) -> SeriesChart | None:  # fmt: skip
    """The drawing of a series up to a year; None where there is nothing to draw, or nothing that can move.

    `width` is in pixels; the height is the same whatever the width.
    """
    if not series.points or series.words.startswith("saturated"):
        return None
    first, last = series.points[0].year, max(series.points[-1].year, until)
    most = 100.0 if series.indicator.of else max(1.0, *(point.high for point in series.points))
    ticks = _ticks(min(0.0, *(point.low for point in series.points)), most)
    scale = (_HEIGHT - _BOTTOM - _TOP) / (ticks[-1] - ticks[0])
    zero = _HEIGHT - _BOTTOM + ticks[0] * scale
    step = (width - _LEFT - _RIGHT) / (last - first + 1)
    columns = tuple(
        _column(series, point, left=_LEFT + step * (point.year - first), step=step, zero=zero, scale=scale, words=words)
        for point in series.points
    )
    every = max(1, math.ceil(_YEAR_ROOM / step))
    silences = _silences({point.year for point in series.points}, first, last, step, words)
    return SeriesChart(
        width=width,
        height=_HEIGHT,
        left=_LEFT,
        top=_TOP,
        right=width - _RIGHT,
        base=_HEIGHT - _BOTTOM,
        zero=round(zero, 2),
        unit=series.indicator.unit,
        columns=columns,
        silences=silences,
        ticks=tuple((round(zero - tick * scale, 2), f"{tick:,g}") for tick in ticks),
        years=tuple(
            (round(_LEFT + step * (year - first + 0.5), 2), str(year)) for year in range(first, last + 1, every)
        ),
        notes=_notes(columns, silences, words),
        words=words.series.format(
            title=series.indicator.title, first=first, last=last, unit=series.indicator.unit, words=series.words
        ),
    )


def _column(
    series: Series, point: Point, *, left: float, step: float, zero: float, scale: float, words: ChartWords
) -> Column:  # fmt: skip
    top, wide = zero - max(point.value, 0.0) * scale, min(step * 0.7, _WIDEST)
    return Column(
        year=point.year,
        x=round(left + (step - wide) / 2, 2),
        y=round(top, 2),
        width=round(wide, 2),
        height=round(abs(point.value) * scale, 2),
        middle=round(left + step / 2, 2),
        low=round(zero - point.low * scale, 2),
        high=round(zero - point.high * scale, 2),
        bounded=point.low != point.high,
        whole=point.whole,
        figure=f"{point.value:.0f}{' %' if point.of else ''}" if step >= _FIGURE_ROOM else "",
        words=_told(series, point, words),
    )


def _told(series: Series, point: Point, words: ChartWords) -> str:
    """What is said of one year: its value, its bounds where they are more than it, and whether it is whole."""
    shown = f"{point.value:g}"
    if point.of:
        count = round(point.value * point.of / 100)
        shown = words.share.format(percent=f"{point.value:.0f}", count=count, of=f"{point.of:,}")
    bounds = ", " + words.bounds.format(low=f"{point.low:.1f}", high=f"{point.high:.1f}")
    part = "" if point.whole else "; " + words.not_whole.format(edition=series.edition)
    return f"{point.year}: {shown}{bounds if point.low != point.high else ''}{part}"


def _silences(
    known: set[int], first: int, last: int, step: float, words: ChartWords
) -> tuple[Silence, ...]:  # fmt: skip
    """The runs of years of the axis that have no point."""
    runs: list[list[int]] = []
    for year in (year for year in range(first, last + 1) if year not in known):
        if runs and runs[-1][-1] == year - 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return tuple(
        Silence(
            x=round(_LEFT + step * (run[0] - first), 2),
            width=round(step * len(run), 2),
            words=words.no_data_for.format(
                years=run[0] if len(run) == 1 else words.span.format(first=run[0], last=run[-1])
            ),
            roomy=step * len(run) >= 60,
        )
        for run in runs
    )


def _ticks(low: float, high: float) -> list[float]:
    """Round figures from at or below `low` to at or above `high`, three to six of them."""
    raw = max((high - low) / 4, 0.25)
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= raw)
    step = max(step, 1.0)  # nobody counts half a test
    start, end = math.floor(low / step), math.ceil(high / step)
    return [number * step for number in range(start, max(end, start + 1) + 1)]


def _notes(columns: tuple[Column, ...], silences: tuple[Silence, ...], words: ChartWords) -> str:
    """What the marks of this drawing mean."""
    parts = []
    if any(one.bounded for one in columns):
        parts.append(words.note_bounds)
    if any(not one.height for one in columns):
        parts.append(words.note_zero)
    if any(not one.whole for one in columns):
        parts.append(words.note_not_whole)
    if silences:
        parts.append(words.note_silence)
    return "; ".join(parts)
