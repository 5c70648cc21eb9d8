"""Where the marks of rival quantities lie: claims on one scale over the model's draws, and what the answer hangs on."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from whereas.assess.estimates import Placed
from whereas.assess.simulation import Simulated
from whereas.kit.intervals import Interval
from whereas.publish.chart_words import ENGLISH, ChartWords

_WIDTH, _LEFT, _RIGHT, _ROW, _TOP, _CURVE = 1000, 352, 24, 40, 34, 110
_BINS = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One claim: its stretch of the scale, which ends are open, and where its amount is written."""

    y: float
    x: float
    width: float
    point: bool
    open_low: bool
    open_high: bool
    words_x: float
    words_end: bool
    words_inside: bool
    words: str
    placed: Placed


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """The model's draws on the scale: an outline, its base line, where its quantiles lie, and these in words."""

    path: str
    base: float
    top: float
    low: float
    high: float
    ticks: tuple[float, ...]
    words: str
    words_x: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleChart:
    """Claims on one scale with the model beneath; `logarithmic` where equal steps are equal factors."""

    width: int
    height: float
    logarithmic: bool
    marks: tuple[Mark, ...]
    ticks: tuple[tuple[float, str], ...]
    curve: Curve


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One part of a tornado: from the answer at its low value to the answer at its high value."""

    y: float
    x: float
    width: float
    title: str
    prior: str
    left: str
    right: str
    rank: float
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Tornado:
    """What the answer hangs on, the widest swing first; `middle` is the answer with every part at its median."""

    width: int
    height: float
    middle: float
    middle_words: str
    bars: tuple[Bar, ...]


def scale_chart(placed: Sequence[Placed], found: Simulated, words: ChartWords = ENGLISH) -> ScaleChart:
    """Draws the claims that a conversion brings to the scale, by publication, and the model's draws beneath them."""
    shown = [one for one in placed if one.common is not None]
    ends = [end for one in shown if one.common for end in (one.common.low, one.common.high) if end is not None]
    ends += [found.answer.p05, found.answer.p95]
    least, most = min(ends), max(*ends, float(found.ordered[-1]))
    logarithmic = least > 0 and most / least > 30
    low, high = (_power_below(least), most * 1.15) if logarithmic else (0.0, most * 1.08)
    to_x = _scale(low, high, logarithmic=logarithmic)
    marks = tuple(_mark(one, one.common, place, to_x, words) for place, one in enumerate(shown) if one.common)
    base = _TOP + _ROW * len(marks) + _CURVE + 8
    return ScaleChart(
        width=_WIDTH,
        height=base + 44,
        logarithmic=logarithmic,
        marks=marks,
        ticks=tuple((to_x(at), words.figure(at)) for at in _round_values(low, high, logarithmic=logarithmic)),
        curve=_curve(found, to_x, base, words),
    )


def _scale(low: float, high: float, *, logarithmic: bool) -> Callable[[float], float]:
    """From a value to where it lies; what is off the scale lies at its margin."""
    across = _WIDTH - _LEFT - _RIGHT

    def to_x(value: float) -> float:
        kept = min(max(value, low), high)
        share = math.log(kept / low) / math.log(high / low) if logarithmic else (kept - low) / (high - low)
        return round(_LEFT + across * share, 2)

    return to_x


def _mark(one: Placed, stretch: Interval, place: int, to_x: Callable[[float], float], words: ChartWords) -> Mark:
    start, end = to_x(stretch.ends[0]), to_x(stretch.ends[1])
    said = words.amount(stretch)
    long = len(said) * 7.5
    beside = end + 12 + long <= _WIDTH - 8
    inside = not beside and start - 12 - long < _LEFT
    return Mark(
        y=_TOP + _ROW * (place + 0.5),
        x=start,
        width=max(round(end - start, 2), 3),
        point=stretch.is_point,
        open_low=stretch.low is None,
        open_high=stretch.high is None,
        words_x=end + 12 if beside else (start + 20 if inside else start - 12),
        words_end=not beside and not inside,
        words_inside=inside,
        words=said,
        placed=one,
    )


def _curve(found: Simulated, to_x: Callable[[float], float], base: float, words: ChartWords) -> Curve:
    """The draws counted in equal steps of the drawing, so that the outline is true to the scale that is seen."""
    places = np.array([to_x(float(one)) for one in np.quantile(found.ordered, np.linspace(0, 1, 20_001))])
    counts, edges = np.histogram(places, bins=_BINS, range=(_LEFT, _WIDTH - _RIGHT))
    scale = (_CURVE - 20) / counts.max()
    points = " ".join(
        f"L{edges[at]:.1f} {base - count * scale:.1f} L{edges[at + 1]:.1f} {base - count * scale:.1f}"
        for at, count in enumerate(counts)
        if count
    )
    filled = np.flatnonzero(counts)
    first, last = edges[filled[0]], edges[filled[-1] + 1]
    answer = found.answer
    return Curve(
        path=f"M{first:.1f} {base:.1f} {points} L{last:.1f} {base:.1f} Z",
        base=base,
        top=base - _CURVE,
        low=to_x(answer.p05),
        high=to_x(answer.p95),
        ticks=tuple(to_x(at) for at in (answer.p05, answer.p50, answer.p95)),
        words=words.quantiles.format(
            low=words.figure(answer.p05), median=words.figure(answer.p50), high=words.figure(answer.p95)
        ),
        words_x=min(max(to_x(answer.p50), _LEFT + 190.0), _WIDTH - 190.0),
    )


def _power_below(value: float) -> float:
    """A round number at or below a value: 1, 2 or 5 times a power of ten."""
    power = 10.0 ** math.floor(math.log10(value))
    return max(factor * power for factor in (1, 2, 5) if factor * power <= value)


def _round_values(low: float, high: float, *, logarithmic: bool) -> list[float]:
    if logarithmic:
        powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
        return [at for power in powers for factor in (1, 2, 5) if low <= (at := factor * 10.0**power) <= high]
    step = _power_below(high / 4)
    return [step * count for count in range(int(high / step) + 1)]


def tornado(found: Simulated, words: ChartWords = ENGLISH) -> Tornado:
    """Draws how far each part alone moves the answer between its 5 % and its 95 % value."""
    left, width, row, top, beside = 352, 1000, 40, 26, 158  # beside a bar there is room for its two figures
    ends = [end for one in found.influences for end in (one.at_low, one.at_high)]
    least, most = min(ends), max(ends)
    scale = (width - left - 2 * beside - 52) / ((most - least) or 1.0)
    # With every other part at its median, the answer runs through the same middle whichever part is moved.
    middle = found.middle
    bars = []
    for place, one in enumerate(found.influences):
        low_first = one.at_low <= one.at_high
        values = (one.at_low, one.at_high) if low_first else (one.at_high, one.at_low)
        inputs = (one.low, one.high) if low_first else (one.high, one.low)
        said = [
            words.swing_end.format(answer=words.figure(value), prior=words.figure(given))
            for value, given in zip(values, inputs, strict=True)
        ]
        bars.append(
            Bar(
                y=top + row * (place + 0.5),
                x=round(left + beside + (values[0] - least) * scale, 2),
                width=max(round((values[1] - values[0]) * scale, 2), 2),
                title=one.part.title,
                prior=words.span.format(first=words.figure(one.low), last=words.figure(one.high)) + " " + one.part.unit,
                left=said[0],
                right=said[1],
                rank=one.rank,
                chosen=one.chosen,
            )
        )
    return Tornado(
        width=width,
        height=top + row * len(bars) + 8,
        middle=round(left + beside + (middle - least) * scale, 2),
        middle_words=words.figure(middle),
        bars=tuple(bars),
    )
