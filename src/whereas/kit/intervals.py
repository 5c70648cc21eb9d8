"""Arithmetic on intervals whose ends may be open: what follows when a quantity is known only within bounds."""

import math
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers from `low` to `high`, both ends in it; an end that is None is open, which is to say unbounded.

    The four operations give the smallest interval that holds every result, with the ends rounded as floats are. A
    quantity that stands twice in an expression counts as two, so the result may be wider than the truth, and never
    narrower. Raises `ValueError` for ends in the wrong order or that are no number.
    """

    low: float | None = None
    high: float | None = None

    def __post_init__(self) -> None:
        for name in ("low", "high"):
            end = getattr(self, name)
            if end is not None and math.isnan(end):
                raise ValueError("an end of an interval is no number")
        if self.low is not None and math.isinf(self.low):  # what overflows is not known: open
            object.__setattr__(self, "low", None)
        if self.high is not None and math.isinf(self.high):
            object.__setattr__(self, "high", None)
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"an interval from {self.low} to {self.high} holds nothing")

    @property
    def ends(self) -> tuple[float, float]:
        """Both ends, the open ones as infinities."""
        return (-math.inf if self.low is None else self.low, math.inf if self.high is None else self.high)

    @property
    def is_point(self) -> bool:
        """Whether it holds one number."""
        return self.low is not None and self.low == self.high

    def __contains__(self, number: float) -> bool:
        low, high = self.ends
        return low <= number <= high

    def meets(self, other: "Interval") -> bool:
        """Whether some number lies in both."""
        return self.intersect(other) is not None

    def intersect(self, other: "Interval") -> "Interval | None":
        """The numbers in both; None where there are none."""
        low, high = max(self.ends[0], other.ends[0]), min(self.ends[1], other.ends[1])
        return Interval(low, high) if low <= high else None

    def hull(self, other: "Interval") -> "Interval":
        """The smallest interval that holds both."""
        return Interval(min(self.ends[0], other.ends[0]), max(self.ends[1], other.ends[1]))

    def __neg__(self) -> "Interval":
        return Interval(-self.ends[1], -self.ends[0])

    def __add__(self, other: "Interval | float") -> "Interval":
        (low, high), (least, most) = self.ends, as_interval(other).ends
        return Interval(low + least, high + most)

    def __radd__(self, other: float) -> "Interval":
        return as_interval(other) + self

    def __sub__(self, other: "Interval | float") -> "Interval":
        return self + -as_interval(other)

    def __rsub__(self, other: float) -> "Interval":
        return as_interval(other) - self

    def __mul__(self, other: "Interval | float") -> "Interval":
        products = [_times(one, two) for one in self.ends for two in as_interval(other).ends]
        return Interval(min(products), max(products))

    def __rmul__(self, other: float) -> "Interval":
        return as_interval(other) * self

    def __truediv__(self, other: "Interval | float") -> "Interval":
        """Raises `ZeroDivisionError` where the divisor is zero; where it only may be zero, the result is open."""
        divisor = as_interval(other)
        least, most = divisor.ends
        if least == most == 0:
            raise ZeroDivisionError("the divisor is zero")
        if least < 0 < most:
            return Interval()
        if most <= 0:  # turn both round, so that the divisor lies above zero
            return -self / -divisor
        low, high = self.ends
        floor = _over(low, most if low >= 0 else least)
        ceiling = _over(high, least if high >= 0 else most)
        return Interval(floor, ceiling)

    def __rtruediv__(self, other: float) -> "Interval":
        return as_interval(other) / self


def as_interval(value: Interval | float) -> Interval:
    """A number as the interval that holds it alone."""
    return value if isinstance(value, Interval) else Interval(value, value)


def hull(intervals: Iterable[Interval]) -> Interval | None:
    """The smallest interval that holds all; None of none."""
    found: Interval | None = None
    for one in intervals:
        found = one if found is None else found.hull(one)
    return found


def _times(one: float, two: float) -> float:
    """A product of ends: zero times what has no bound is zero, since every number in reach is finite."""
    return 0.0 if one == 0 or two == 0 else one * two


def _over(end: float, divisor: float) -> float:
    """An end divided by a divisor of zero or more, both as far as they can go."""
    if math.isinf(divisor):
        return 0.0 if math.isfinite(end) else end
    if divisor == 0:
        return math.copysign(math.inf, end) if end else 0.0
    return end / divisor
