"""A model's answer from its priors: draws by seed, quantiles, what it depends on, and bounds at the very most."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from whereas.core.errors import WhereasError
from whereas.kit.densities import Density, Numbers, uniform
from whereas.kit.formulas import value_of
from whereas.kit.intervals import Interval, as_interval
from whereas.policy.estimates import Estimate, Part

SHARES = (0.05, 0.25, 0.5, 0.75, 0.95)
FEWEST, MOST = 1_000, 5_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantiles:
    """The values that a quantity stays under with a chance of 5, 25, 50, 75 and 95 percent.

    `rank` is Spearman's correlation with the answer.
    """

    key: str
    title: str
    unit: str
    p05: float
    p25: float
    p50: float
    p75: float
    p95: float
    rank: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Influence:
    """How much the answer hangs on one part.

    `rank` is Spearman's correlation of part and answer over all draws. `at_low` and `at_high` are the answers with this
    part alone at its 5 % and 95 % value (`low`, `high`), every other at its median. `chosen` where the user set it.
    """

    part: Part
    rank: float
    low: float
    high: float
    at_low: float
    at_high: float
    chosen: bool

    @property
    def swing(self) -> float:
        """How far the answer moves, in the unit of the answer."""
        return abs(self.at_high - self.at_low)


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulated:
    """What a model gives: its answer, its steps, its influences by size, and where the answer lies at the very most.

    `middle` is the answer with every part at its median. `bounds` follow from the hard bounds of the parts alone; a
    quantity that the formula names twice widens them.
    """

    seed: int
    draws: int
    answer: Quantiles
    steps: tuple[Quantiles, ...]
    influences: tuple[Influence, ...]
    middle: float
    bounds: Interval
    ordered: Numbers = field(repr=False, compare=False)

    def at_least(self, amount: float) -> float:
        """The share of draws at or above an amount."""
        return float(1 - np.searchsorted(self.ordered, amount, side="left") / self.draws)

    def step(self, key: str) -> Interval:
        """The 5 % to 95 % range of a step."""
        found = next(one for one in self.steps if one.key == key)
        return Interval(found.p05, found.p95)


def simulate(model: Estimate, *, seed: int, draws: int, chosen: Mapping[str, Interval] | None = None) -> Simulated:
    """Draws every part apart and works the formulas out; the same seed, draws and choices give the same result.

    `chosen` puts ranges in place of priors, every value in a range alike. Each part has a stream of its own, made from
    the seed and its key: to set one part leaves the draws of the others as they were, so that results can be compared.

    Raises `WhereasError` for a part there is none of, a range that cannot be, or a number of draws out of reach.
    """
    if not FEWEST <= draws <= MOST:
        raise WhereasError(f"{draws:,} draws are out of reach", todo=f"ask for {FEWEST:,} to {MOST:,}")
    if seed < 0:
        raise WhereasError(f"the seed {seed} is negative", todo="give a whole number from 0")
    given = dict(chosen or {})
    limits = _limits(model, given)
    priors = {
        part.key: uniform(*limits[part.key].ends) if part.key in given else part.density() for part in model.parts
    }
    drawn = {key: prior.quantile(_stream(seed, key).random(draws)) for key, prior in priors.items()}
    found = _work(model, drawn)
    answer = np.asarray(found[""], dtype=np.float64)
    if not np.isfinite(answer).all():
        raise WhereasError("some draws give no finite answer", where=model.key, todo="keep what is divided by from 0")
    ranks = _ranks(answer)
    medians = {key: float(prior.quantile(0.5)) for key, prior in priors.items()}
    steps = (
        _quantiles(one.key, one.title, one.unit, found[one.key], _correlation(_ranks(found[one.key]), ranks))
        for one in model.steps
    )
    return Simulated(
        seed=seed,
        draws=draws,
        answer=_quantiles("", "the answer", model.unit, answer, 1.0),
        steps=tuple(steps),
        influences=_influences(model, priors, medians, drawn=drawn, ranks=ranks, given=given),
        middle=float(_work(model, medians)[""]),
        bounds=_bounds(model, limits),
        ordered=np.sort(answer),
    )


def _limits(model: Estimate, given: Mapping[str, Interval]) -> dict[str, Interval]:
    parts = {part.key: part for part in model.parts}
    for key, stretch in given.items():
        if key not in parts:
            raise WhereasError(f"the question {model.key} has no prior {key!r}", todo=f"it has: {', '.join(parts)}")
        low, high = stretch.ends
        most = 1.0 if parts[key].unit == "share" else float("inf")
        if not 0 <= low <= high <= most or high == float("inf"):
            raise WhereasError(
                f"the range {low:g} to {high:g} cannot be for {key} ({parts[key].unit})",
                todo="give low:high, both finite, not below 0" + (", not above 1" if most == 1 else ""),
            )
    return {key: given.get(key, Interval(part.low, part.high)) for key, part in parts.items()}


def _stream(seed: int, key: str) -> np.random.Generator:
    own = int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big")
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, own])))


def _work(model: Estimate, values: Mapping[str, Any]) -> dict[str, Any]:
    """Every step and the answer (under the empty key), on arrays, numbers or intervals."""
    found: dict[str, Any] = dict(values)
    with np.errstate(all="ignore"):  # what is not finite is found and refused above
        for key, formula in model.formulas():
            found[key] = value_of(formula, found)
    return found


def _bounds(model: Estimate, limits: Mapping[str, Interval]) -> Interval:
    try:
        return as_interval(_work(model, limits)[""])
    except ZeroDivisionError:
        raise WhereasError("a part that is divided by is 0", where=model.key, todo="give it another range") from None


def _quantiles(key: str, title: str, unit: str, drawn: Numbers, rank: float) -> Quantiles:
    p05, p25, p50, p75, p95 = (float(one) for one in np.quantile(drawn, SHARES))
    return Quantiles(key=key, title=title, unit=unit, p05=p05, p25=p25, p50=p50, p75=p75, p95=p95, rank=rank)


def _influences(
    model: Estimate, priors: Mapping[str, Density], medians: Mapping[str, float], *, drawn: Mapping[str, Numbers],
    ranks: Numbers, given: Mapping[str, Interval],
) -> tuple[Influence, ...]:  # fmt: skip
    found = []
    for part in model.parts:
        low, high = (float(priors[part.key].quantile(share)) for share in (0.05, 0.95))
        found.append(
            Influence(
                part=part,
                rank=_correlation(_ranks(drawn[part.key]), ranks),
                low=low,
                high=high,
                at_low=float(_work(model, {**medians, part.key: low})[""]),
                at_high=float(_work(model, {**medians, part.key: high})[""]),
                chosen=part.key in given,
            )
        )
    return tuple(sorted(found, key=lambda one: (-one.swing, one.part.key)))


def _ranks(values: Numbers) -> Numbers:
    """Ranks, equal values in the order they stand: draws are equal only where a part is a single number."""
    ranks = np.empty(len(values), dtype=np.float64)
    ranks[np.argsort(values, kind="stable")] = np.arange(len(values))
    return ranks if values.min() < values.max() else np.zeros_like(ranks)


def _correlation(one: Numbers, two: Numbers) -> float:
    one, two = one - one.mean(), two - two.mean()
    spread = float(np.sqrt((one * one).sum() * (two * two).sum()))
    return float((one * two).sum() / spread) if spread else 0.0
