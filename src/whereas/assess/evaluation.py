"""Outlet for the evaluation of a past policy: per objective and phase what happened, what was counted, who judged."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from whereas.assess.indicators import Series, poisson_bounds, wilson_bounds
from whereas.core.entity import Entity
from whereas.policy.evaluations import Evaluation, Phase, Sought


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """How an indicator stood over a phase: a year's mean with its bounds over `years` whole years with data.

    `words` says how it compares with the phase before; with no data at all nothing is compared.
    """

    title: str
    unit: str
    years: int
    mean: float = 0.0
    low: float = 0.0
    high: float = 0.0
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One objective in one phase: the events on the timeline that bear on it, and its indicators."""

    phase: Phase
    events: tuple[Entity, ...]
    levels: tuple[Level, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One objective over all phases."""

    sought: Sought
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluated:
    """A past policy over its phases: `means` are its own instruments by phase, `lines` what it sought."""

    evaluation: Evaluation
    means: tuple[tuple[Phase, tuple[Entity, ...]], ...]
    lines: tuple[Line, ...]


def evaluate(evaluation: Evaluation, events: Iterable[Entity], series: Mapping[str, Series]) -> Evaluated:
    """Sorts the timeline's events and the indicators of an evaluation by phase and objective.

    The judgement of the outcome is that of whoever is named for it; nothing here computes one.
    """
    ordered = sorted(events, key=lambda one: (one.first("date"), one.id))
    return Evaluated(
        evaluation=evaluation,
        means=tuple((phase, _within(phase, evaluation.means, ordered)) for phase in evaluation.phases),
        lines=tuple(
            Line(sought=one, cells=_cells(one, evaluation.phases, ordered, series)) for one in evaluation.sought
        ),
    )


def _cells(
    sought: Sought, phases: tuple[Phase, ...], events: list[Entity], series: Mapping[str, Series]
) -> tuple[Cell, ...]:
    chosen = [series[key] for key in sought.indicators if key in series]
    by_phase = [[_level(one, phase) for one in chosen] for phase in phases]
    cells = []
    for number, phase in enumerate(phases):
        before = by_phase[number - 1] if number else [None] * len(chosen)
        levels = tuple(_compared(level, earlier) for level, earlier in zip(by_phase[number], before, strict=True))
        cells.append(Cell(phase=phase, events=_within(phase, sought.themes, events), levels=levels))
    return tuple(cells)


def _within(phase: Phase, themes: Iterable[str], events: list[Entity]) -> tuple[Entity, ...]:
    wanted = set(themes)
    return tuple(
        one
        for one in events
        if wanted & set(one.get("keywords"))
        and (year := one.first("date")[:4]).isdigit()
        and phase.first <= int(year) <= phase.last
    )


def _level(one: Series, phase: Phase) -> Level:
    """Counts are summed and bounded as counts, shares as shares; figures are averaged between their least and most."""
    points = [point for point in one.points if point.whole and phase.first <= point.year <= phase.last]
    said = one.indicator
    if not points:
        return Level(title=said.title, unit=said.unit, years=0)
    mean = sum(point.value for point in points) / len(points)
    if said.number:
        low, high = min(point.low for point in points), max(point.high for point in points)
    elif said.of:  # a share of all that it is taken of in the phase, and no mean of years of which one may have had few
        of = sum(point.of for point in points)
        count = sum(round(point.value * point.of / 100) for point in points)
        mean = 100 * count / of
        low, high = (100 * bound for bound in wilson_bounds(count, of))
    else:
        low, high = (bound / len(points) for bound in poisson_bounds(round(mean * len(points))))
    return Level(title=said.title, unit=said.unit, years=len(points), mean=mean, low=low, high=high)


def _compared(level: Level, before: Level | None) -> Level:
    if not level.years:
        words = "no data in these years, which is not no change"
    elif before is None or not before.years:
        words = "nothing to compare with: no data in the years before"
    elif level.low <= before.mean <= level.high or before.low <= level.mean <= before.high:
        words = "not told apart from the phase before"
    else:
        words = "above the phase before" if level.mean > before.mean else "below the phase before"
    return Level(
        title=level.title, unit=level.unit, years=level.years, mean=level.mean, low=level.low, high=level.high,
        words=words,
    )  # fmt: skip
