"""Whatever lies in two intervals, the result of working with it lies in the interval worked out."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from whereas.kit.intervals import Interval, as_interval, hull

NUMBERS = st.floats(allow_nan=False, allow_infinity=False, width=32)
ENDS = st.none() | NUMBERS


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    low, high = (end if end is None else end + 0.0 for end in (draw(ENDS), draw(ENDS)))  # one zero, not two
    if low is not None and high is not None and low > high:
        low, high = high, low
    return Interval(low, high)


@st.composite
def members(draw: st.DrawFn) -> tuple[Interval, float]:
    """An interval and a number in it."""
    whole = draw(intervals())
    number = draw(st.floats(min_value=whole.low, max_value=whole.high, allow_nan=False, allow_infinity=False))
    return whole, number


@st.composite
def nested(draw: st.DrawFn) -> tuple[Interval, Interval]:
    """An interval and one around it."""
    inner = draw(intervals())
    return inner, inner.hull(draw(intervals()))


def within(inner: Interval, outer: Interval) -> bool:
    return outer.ends[0] <= inner.ends[0] and inner.ends[1] <= outer.ends[1]


@given(members(), members())
def test_results_are_contained(one: tuple[Interval, float], two: tuple[Interval, float]) -> None:
    (a, x), (b, y) = one, two
    assert x + y in a + b
    assert x - y in a - b
    assert x * y in a * b
    if y != 0 and math.isfinite(x / y):
        assert x / y in a / b
    assert x in a.hull(b)
    assert y in hull([a, b])  # type: ignore[operator]  # of two there is a hull


@given(nested(), nested())
def test_more_doubt_never_gives_less(one: tuple[Interval, Interval], two: tuple[Interval, Interval]) -> None:
    (a, wider_a), (b, wider_b) = one, two
    assert within(a + b, wider_a + wider_b)
    assert within(a - b, wider_a - wider_b)
    assert within(a * b, wider_a * wider_b)
    assume(b.ends != (0, 0) and wider_b.ends != (0, 0))
    assert within(a / b, wider_a / wider_b)


@given(intervals(), intervals(), NUMBERS)
def test_an_intersection_holds_what_both_hold(a: Interval, b: Interval, x: float) -> None:
    shared = a.intersect(b)
    assert (shared is not None and x in shared) == (x in a and x in b)
    assert a.meets(b) == b.meets(a) == (shared is not None)


@given(intervals(), intervals())
def test_order_does_not_matter_where_it_should_not(a: Interval, b: Interval) -> None:
    assert a + b == b + a
    assert a * b == b * a
    assert a.hull(b) == b.hull(a)


@given(NUMBERS, NUMBERS)
def test_points_are_numbers(x: float, y: float) -> None:
    assert (as_interval(x) + y).is_point
    assert x + as_interval(y) == as_interval(x) + as_interval(y)
    assert (x - as_interval(y)).ends == (x - y, x - y)
    if y != 0 and math.isfinite(x / y):
        assert (x / as_interval(y)).ends == (x / y, x / y)


def test_what_is_divided_by_zero_is_said() -> None:
    with pytest.raises(ZeroDivisionError):
        Interval(1, 2) / 0
    assert Interval(1, 2) / Interval(0, 4) == Interval(0.25, None)
    assert Interval(-2, -1) / Interval(0, 4) == Interval(None, -0.25)
    assert Interval(1, 2) / Interval(-4, 0) == Interval(None, -0.25)
    assert Interval(1, 2) / Interval(-1, 1) == Interval()


@pytest.mark.parametrize("ends", [(2.0, 1.0), (math.nan, 1.0), (None, math.nan)])
def test_no_interval_of_nothing(ends: tuple[float | None, float | None]) -> None:
    with pytest.raises(ValueError, match=r"interval"):
        Interval(*ends)
