"""Where the marks of a time axis of editions lie, a lane for each source: geometry that a template draws as SVG."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from whereas.core.period import PartialDate

_WIDTH, _LEFT, _RIGHT, _TOP, _LANE = 1000, 170, 24, 28, 26
_APART, _LAST = 84, 120  # pixels that a label of the axis needs; the last ends at its mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """An edition as it is drawn: in whose lane, on which day, with which state, and what it is.

    `kind` is `first`, `changed`, `same`, or `open` where what it changed is not known yet.
    """

    lane: str
    day: str
    state: int
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A mark in a lane: its place, what is drawn, and the place of its state among all."""

    x: float
    y: float
    kind: str
    state: int
    lane: str
    day: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatesChart:
    """Lanes with their labels, marks, and the days that the axis names."""

    width: int
    height: int
    lanes: tuple[tuple[float, str], ...]
    marks: tuple[Mark, ...]
    ticks: tuple[tuple[float, str], ...]


def states_chart(editions: Iterable[Came]) -> StatesChart | None:
    """The axis from the first edition to the last; None where all came on one day: there is nothing to compare."""
    every = list(editions)
    days = sorted({PartialDate(one.day).earliest.toordinal() for one in every})
    if len(days) < 2:
        return None
    scale = (_WIDTH - _LEFT - _RIGHT) / (days[-1] - days[0])
    lanes = {lane: _TOP + _LANE * (place + 0.5) for place, lane in enumerate(dict.fromkeys(one.lane for one in every))}

    def x(day: str) -> float:
        return round(_LEFT + (PartialDate(day).earliest.toordinal() - days[0]) * scale, 1)

    marks = (
        Mark(x=x(one.day), y=lanes[one.lane], kind=one.kind, state=one.state, lane=one.lane, day=one.day)
        for one in every
    )
    return StatesChart(
        width=_WIDTH, height=_TOP + _LANE * len(lanes) + 8, lanes=tuple((y, lane) for lane, y in lanes.items()),
        marks=tuple(marks), ticks=tuple(_ticks(sorted({(x(one.day), one.day) for one in every}))),
    )  # fmt: skip


def _ticks(days: Sequence[tuple[float, str]]) -> Iterable[tuple[float, str]]:
    """The days themselves, as many as there is room for; the first and the last always."""
    first, last = days[0], days[-1]
    yield first
    written = first[0]
    for x, day in days[1:-1]:
        if x - written >= _APART and last[0] - x >= _LAST:
            yield x, day
            written = x
    yield last
