"""How far coders agree beyond chance: Krippendorff's alpha, its bootstrap interval, and whether one side codes higher.

After K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011).
"""

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

Level = Literal["nominal", "ordinal", "interval"]
Code = Hashable | None  # None is a code that is missing
_Array = Any  # of numpy, whose own types say no more here

# Every turn of signs is tried up to this many units with a difference; beyond, turns are drawn.
_ALL_TURNS = 12


class AgreementError(ValueError):
    """The codes are not a table that agreement can be computed on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Alpha and its 95 % bootstrap interval.

    `alpha` is None where it is not defined: no unit has two codes, or all codes are the same, so that nothing shows
    that the coders can tell the values apart. `units` had at least two codes; `codes` stood in them.
    """

    level: Level
    alpha: float | None
    low: float | None = None
    high: float | None = None
    coders: int
    units: int
    codes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Offset:
    """By how much the first side codes higher than the second on the units both coded, and how likely so by chance.

    `p` is two-sided, by turning the signs of the differences; `mean` and `p` are None where no unit has both.
    """

    mean: float | None
    p: float | None
    units: int


def alpha(codes: Sequence[Sequence[Code]], level: Level) -> float | None:
    """Krippendorff's alpha of a table with a row per coder and a column per unit; None where it is not defined.

    Raises `AgreementError` for rows of unequal length, and for ordinal or interval codes that are not finite numbers.
    """
    table = _Table(codes, level)
    return _alpha(_coincidences(table.counts), table.values, level)


def agreement(codes: Sequence[Sequence[Code]], level: Level, *, seed: int, draws: int = 2000) -> Agreement:
    """Alpha with an interval from `draws` samples of units, with replacement; the same seed gives the same interval.

    A sample in which only one value occurs shows no agreement beyond chance and counts as 0: leaving it out would make
    rare values look reliable. Raises `AgreementError` as `alpha` does.
    """
    table = _Table(codes, level)
    units = len(table.counts)
    found = _alpha(_coincidences(table.counts), table.values, level)
    low = high = None
    if found is not None and draws:
        generator = np.random.default_rng(seed)
        drawn = [
            _alpha(_coincidences(table.counts[generator.integers(0, units, units)]), table.values, level) or 0.0
            for _ in range(draws)
        ]
        low, high = (float(one) for one in np.quantile(drawn, (0.025, 0.975)))
    return Agreement(
        level=level, alpha=found, low=low, high=high, coders=len(codes), units=units, codes=int(table.counts.sum())
    )


def offset(
    first: Sequence[Sequence[float | None]], second: Sequence[Sequence[float | None]], *, seed: int, draws: int = 10_000
) -> Offset:
    """Whether one side of coders (a row each) codes higher than the other, which a high alpha does not rule out.

    On each unit the mean of a side is compared with the mean of the other. Raises `AgreementError` for rows of unequal
    length and codes that are not finite numbers.
    """
    rows = [_numbers(row) for row in (*first, *second)]
    if not first or not second:
        raise AgreementError("a comparison needs at least one coder on each side")
    if len({len(row) for row in rows}) > 1:
        raise AgreementError("the coders have different numbers of units")
    sides = []
    for side in (rows[: len(first)], rows[len(first) :]):
        known = np.array([[value is not None for value in row] for row in side], dtype=bool)
        values = np.array([[value or 0.0 for value in row] for row in side], dtype=float)
        count = known.sum(axis=0)
        sides.append((values.sum(axis=0) / np.maximum(count, 1), count > 0))
    both = sides[0][1] & sides[1][1]
    if not both.any():
        return Offset(mean=None, p=None, units=0)
    differences = (sides[0][0] - sides[1][0])[both]
    return Offset(mean=float(differences.mean()), p=_turned(differences, seed, draws), units=int(both.sum()))


def _turned(differences: _Array, seed: int, draws: int) -> float:
    """The share of turns of signs whose sum is at least as far from zero as the one observed."""
    moved = differences[np.abs(differences) > 1e-12]
    if not len(moved):
        return 1.0
    observed = abs(moved.sum()) - 1e-9
    if len(moved) <= _ALL_TURNS:
        turns = np.array(
            [[1 - 2 * (number >> place & 1) for place in range(len(moved))] for number in range(1 << len(moved))]
        )
        return float((np.abs(turns @ moved) >= observed).mean())
    generator = np.random.default_rng(seed)
    sums = np.array([(generator.integers(0, 2, len(moved)) * 2 - 1) @ moved for _ in range(draws)])
    return float((1 + (np.abs(sums) >= observed).sum()) / (draws + 1))  # the observed turn is one of them


class _Table:
    """How often each value was given to each unit that has at least two codes."""

    def __init__(self, codes: Sequence[Sequence[Code]], level: Level) -> None:
        if len({len(row) for row in codes}) > 1:
            raise AgreementError("the coders have different numbers of units; mark what one did not code as missing")
        rows: list[Sequence[Any]] = [row if level == "nominal" else _numbers(row) for row in codes]
        distinct = dict.fromkeys(code for row in rows for code in row if code is not None)
        # Nominal values keep any order, for none of them is nearer to another.
        self.values: list[Any] = list(distinct) if level == "nominal" else sorted(distinct)
        place = {value: number for number, value in enumerate(self.values)}
        units = len(rows[0]) if rows else 0
        counts = np.zeros((units, len(self.values)))
        for row in rows:
            for unit, code in enumerate(row):
                if code is not None:
                    counts[unit, place[code]] += 1
        self.counts: _Array = counts[counts.sum(axis=1) >= 2]


def _numbers(row: Sequence[Any]) -> list[float | None]:
    found: list[float | None] = []
    for code in row:
        if code is not None and not (isinstance(code, int | float) and math.isfinite(code)):
            raise AgreementError(f"{code!r} is no finite number, which ordinal and interval codes must be")
        found.append(None if code is None else float(code))
    return found


def _coincidences(counts: _Array) -> _Array:
    """How often two values meet within units, each unit weighing as much as it has codes."""
    weights = 1 / (counts.sum(axis=1) - 1)
    return counts.T @ (counts * weights[:, None]) - np.diag((counts * weights[:, None]).sum(axis=0))


def _alpha(met: _Array, values: list[Any], level: Level) -> float | None:
    given = met.sum(axis=0)
    distance = _distances(given, values, level)
    expected = float(given @ distance @ given)
    if expected <= 0:
        return None
    return 1 - float((given.sum() - 1) * (met * distance).sum() / expected)


def _distances(given: _Array, values: list[Any], level: Level) -> _Array:
    """The squared difference of each pair of values."""
    if level == "nominal":
        return 1 - np.eye(len(values))
    if level == "interval":
        numbers = np.array(values, dtype=float)
        return (numbers[:, None] - numbers[None, :]) ** 2
    # Ordinal: how many codes lie between the two values, those on the ends by half.
    middle = np.cumsum(given) - given / 2
    return (middle[:, None] - middle[None, :]) ** 2
