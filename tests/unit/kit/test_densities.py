"""Tabled densities give the quantiles that the curves have by calculus."""

from math import sqrt
from statistics import NormalDist

import numpy as np
import pytest

from whereas.kit.densities import Density, beta, normal, triangular, uniform

SHARES = np.array([0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99])


def test_uniform() -> None:
    assert uniform(2, 6).quantile(SHARES) == pytest.approx(2 + 4 * SHARES)
    assert list(uniform(3, 3).quantile(SHARES)) == [3.0] * len(SHARES)


def test_triangular() -> None:
    low, mode, high = 17.0, 21.7, 26.0
    below = (mode - low) / (high - low)
    expected = [
        low + sqrt(u * (high - low) * (mode - low))
        if u < below
        else high - sqrt((1 - u) * (high - low) * (high - mode))
        for u in SHARES
    ]
    assert triangular(low, mode, high).quantile(SHARES) == pytest.approx(expected, rel=1e-5)
    assert float(triangular(0, 0, 1).quantile(0.75)) == pytest.approx(0.5, abs=1e-3)
    assert float(triangular(0, 1, 1).quantile(0.25)) == pytest.approx(0.5, abs=1e-3)


def test_normal() -> None:
    exact = NormalDist(100, 5)
    assert normal(100, 5, 50, 150).quantile(SHARES) == pytest.approx(
        [exact.inv_cdf(float(u)) for u in SHARES], rel=1e-5
    )
    assert float(normal(0, 1, 0, 9).quantile(0.5)) == pytest.approx(NormalDist().inv_cdf(0.75), rel=1e-4)


def test_beta() -> None:
    assert beta(3, 1, 0, 1).quantile(SHARES) == pytest.approx(SHARES ** (1 / 3), abs=1e-4)
    assert beta(1, 4, 0, 1).quantile(SHARES) == pytest.approx(1 - (1 - SHARES) ** 0.25, abs=1e-4)
    assert beta(1, 1, 0, 1).quantile(SHARES) == pytest.approx(SHARES)
    assert float(beta(5, 5, 0, 1).quantile(0.5)) == pytest.approx(0.5)
    assert float(beta(1, 1, 0.5, 1).quantile(0.5)) == pytest.approx(0.75)


@pytest.mark.parametrize(("low", "high"), [(2.0, 1.0), (0.0, float("inf"))])
def test_bounds_must_be_bounds(low: float, high: float) -> None:
    with pytest.raises(ValueError, match="not in order"):
        uniform(low, high)


def test_a_curve_outside_its_bounds_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing of the curve"):
        normal(0, 0.001, 500, 600)


def test_draws_stay_within_the_bounds() -> None:
    made: Density = normal(0, 10, -1, 2)
    drawn = made.quantile(np.random.Generator(np.random.PCG64(1)).random(10_000))
    assert drawn.min() >= -1
    assert drawn.max() <= 2
