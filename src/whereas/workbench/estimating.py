"""Holds the ledger's rival claims against a question's model."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from whereas.assess.estimates import Implied, Placed, Whole, implied, place, wholes
from whereas.assess.rivalry import Pair, explain
from whereas.assess.simulation import Simulated, simulate
from whereas.core.claim import Claim
from whereas.core.errors import WhereasError
from whereas.kit.intervals import Interval
from whereas.policy.estimates import Estimate, estimates
from whereas.workbench.bench import Progress, Workbench, silent

SEED, DRAWS = 2025, 200_000


@dataclass(frozen=True, kw_only=True)
class Estimated:
    """One question: the claims on its scale, how they stand to each other, and what the model gives.

    `chosen` are the ranges a user put in place of priors.
    """

    model: Estimate
    placed: tuple[Placed, ...]
    pairs: tuple[Pair, ...]
    loads: tuple[Implied, ...]
    wholes: tuple[Whole, ...]
    simulated: Simulated
    chosen: Mapping[str, Interval]
    as_of: str
    revision: str
    version: str


def claims_of(bench: Workbench, as_of: str = "") -> tuple[Claim, ...]:
    """Every claim with a quantity: the sources' in view, and those that people recorded and that stand.

    Raises `WhereasError` for a ledger that holds nothing.
    """
    view = bench.view(as_of)
    board = bench.ledger.desk()
    if not view.readings and not board.standing:
        raise WhereasError(
            "there is nothing to compare: the ledger holds no claim",
            where=str(bench.settings.home),
            todo="run `whereas run` first, or name another home with --home",
        )
    every = {one.id: one for one in (*view.claims(), *board.standing) if one.quantity is not None}
    return tuple(every.values())


def estimated(
    bench: Workbench, questions: Sequence[Estimate] = (), *, seed: int = SEED, draws: int = DRAWS,
    chosen: Mapping[str, Interval] | None = None, as_of: str = "", progress: Progress = silent,
) -> tuple[Estimated, ...]:  # fmt: skip
    """The questions, or all, each with its claims and its model; `chosen` sets priors.

    Raises `WhereasError` for an empty ledger, and for a prior or a number of draws that cannot be.
    """
    progress("reading claims")
    claims = claims_of(bench, as_of)
    found = []
    for model in questions or tuple(estimates().values()):
        progress(f"drawing: {model.key}")
        simulated = simulate(model, seed=seed, draws=draws, chosen=chosen)
        factors = {step.key: simulated.step(step.key) for step in model.steps}
        placed = place(claims, model, factors)
        loads = implied(placed, model)
        progress("holding claims against each other")
        found.append(
            Estimated(
                model=model, placed=placed, pairs=explain(placed, loads), loads=loads, wholes=wholes(placed, model),
                simulated=simulated, chosen=dict(chosen or {}), as_of=as_of or bench.now[:10],
                revision=bench.view(as_of).root, version=bench.version,
            )
        )  # fmt: skip
    return tuple(found)


def read_range(text: str) -> tuple[str, Interval]:
    """A prior and its range from `munitions=0.6:0.8`; one number is a range of no width. Raises `WhereasError`."""
    key, _, ends = text.partition("=")
    low, colon, high = ends.partition(":")
    try:
        return key.strip(), Interval(float(low), float(high if colon else low))
    except ValueError:  # no number, or none after an equals sign that is not there
        raise WhereasError(f"{text!r} sets nothing", todo="write PRIOR=LOW:HIGH, low not above high") from None
