"""How likely each value of an unknown quantity is, between hard bounds: tabled once, and quantiles looked up."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
_STEPS = 4096  # finer than any of the figures that go in


@dataclass(frozen=True, slots=True, eq=False)
class Density:
    """A density on a grid: `values` rise, `below[i]` is the chance that the quantity is at most `values[i]`."""

    values: Numbers
    below: Numbers

    def quantile(self, shares: Numbers | float) -> Numbers:
        """The values that the quantity stays under with these chances (0 to 1)."""
        return np.interp(np.asarray(shares, dtype=np.float64), self.below, self.values)


def uniform(low: float, high: float) -> Density:
    """Every value between the bounds alike."""
    return _tabled(low, high, np.ones_like)


def triangular(low: float, mode: float, high: float) -> Density:
    """Most likely at the mode, falling in straight lines to nothing at the bounds."""
    return _tabled(low, high, lambda at: np.interp(at, [low, mode, high], [mode == low, 1.0, mode == high]))


def normal(mean: float, sd: float, low: float, high: float) -> Density:
    """The normal curve, cut off at the bounds."""
    return _tabled(low, high, lambda at: np.exp(-0.5 * ((at - mean) / sd) ** 2))


def beta(a: float, b: float, low: float, high: float) -> Density:
    """The beta curve of a share between 0 and 1, cut off at the bounds; `a` and `b` are 1 or more."""

    def curve(at: Numbers) -> Numbers:
        top = (a - 1) / (a + b - 2) if a + b > 2 else 0.5  # scaled by its highest point, so that nothing underflows
        with np.errstate(divide="ignore"):
            height = _powers(at, a - 1) + _powers(1 - at, b - 1)
            peak = float(_powers(np.array([top]), a - 1)[0] + _powers(np.array([1 - top]), b - 1)[0])
        return np.exp(height - peak)

    return _tabled(max(low, 0.0), min(high, 1.0), curve)


def _powers(base: Numbers, power: float) -> Numbers:
    return power * np.log(base) if power else np.zeros_like(base)


def _tabled(low: float, high: float, curve: Callable[[Numbers], Numbers]) -> Density:
    """Raises `ValueError` for bounds in the wrong order and for a curve with nothing between them."""
    if not (math.isfinite(low) and math.isfinite(high)) or low > high:
        raise ValueError(f"the bounds {low} and {high} are not in order")
    if low == high:
        return Density(values=np.array([low, low]), below=np.array([0.0, 1.0]))
    values = np.linspace(low, high, _STEPS + 1)
    heights = curve(values)
    below = np.concatenate([[0.0], np.cumsum((heights[1:] + heights[:-1]) / 2)])
    if not below[-1] > 0:
        raise ValueError(f"nothing of the curve lies between {low} and {high}")
    return Density(values=values, below=below / below[-1])
