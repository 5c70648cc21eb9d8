"""Where the marks of a series by year lie: bars with their 90 % bounds, the year that is not whole drawn open."""

from dataclasses import dataclass

from whereas.assess.indicators import Series

_WIDTH, _HEIGHT, _LEFT, _BOTTOM, _TOP = 720, 180, 40, 24, 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One year: its bar (x, y, width, height), its bounds (low and high on the same scale), its label and value."""

    year: int
    x: float
    y: float
    width: float
    height: float
    low: float
    high: float
    value: float
    whole: bool
    labelled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesChart:
    """A drawing of a series, with what a reader who cannot see it is told."""

    width: int
    height: int
    base: float
    columns: tuple[Column, ...]
    top_value: float
    words: str


def series_chart(series: Series) -> SeriesChart | None:
    """The drawing of a series; None where there is nothing to draw."""
    if not series.points:
        return None
    top = max(point.high for point in series.points) or 1.0
    step = (_WIDTH - _LEFT - 8) / len(series.points)
    scale = (_HEIGHT - _BOTTOM - _TOP) / top
    base = _HEIGHT - _BOTTOM
    every = max(1, round(len(series.points) / 12))
    columns = tuple(
        Column(
            year=point.year,
            x=round(_LEFT + step * place + step * 0.15, 2),
            y=round(base - point.value * scale, 2),
            width=round(step * 0.7, 2),
            height=round(point.value * scale, 2),
            low=round(base - point.low * scale, 2),
            high=round(base - point.high * scale, 2),
            value=point.value,
            whole=point.whole,
            labelled=place % every == 0,
        )
        for place, point in enumerate(series.points)
    )
    first, last = series.points[0], series.points[-1]
    words = f"{series.indicator.title}, {first.year} to {last.year}, {series.indicator.unit}: {series.words}"
    return SeriesChart(width=_WIDTH, height=_HEIGHT, base=base, columns=columns, top_value=top, words=words)
