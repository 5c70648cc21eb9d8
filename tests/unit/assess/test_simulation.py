"""The model's draws: the same seed the same figures, bounds that hold, and the figures of the study it restates."""

import numpy as np
import pytest

from whereas.assess.simulation import simulate
from whereas.core.errors import WhereasError
from whereas.kit.intervals import Interval
from whereas.policy.estimates import Estimate, estimate

ARMS = "arms-deliveries"


@pytest.fixture(scope="module")
def arms() -> Estimate:
    return estimate(ARMS)


def test_the_figures_of_the_study_come_out(arms: Estimate) -> None:
    found = simulate(arms, seed=2025, draws=200_000)
    answer = found.answer
    got = [answer.p05, answer.p25, answer.p50, answer.p75, answer.p95]
    assert got == pytest.approx([2.89e6, 3.57e6, 4.10e6, 4.71e6, 5.74e6], rel=0.01)
    load = next(step for step in found.steps if step.key == "load")
    assert [load.p05, load.p50, load.p95] == pytest.approx([170, 239, 319], rel=0.015)
    assert found.at_least(5.8e6) == pytest.approx(0.045, abs=0.005)
    ranks = {one.part.key: one.rank for one in found.influences} | {one.key: one.rank for one in found.steps}
    study = {"shell_mass": -0.49, "munitions": 0.45, "shipped": 0.39, "rockets": -0.39, "payload": 0.35}
    assert {key: ranks[key] for key in study} == pytest.approx(study, abs=0.04)


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(arms: Estimate) -> None:
    one, two, other = (simulate(arms, seed=seed, draws=5_000) for seed in (7, 7, 8))
    assert one.ordered.tobytes() == two.ordered.tobytes()
    assert one == two
    assert one.ordered.tobytes() != other.ordered.tobytes()


def test_every_draw_lies_in_the_bounds(arms: Estimate) -> None:
    found = simulate(arms, seed=1, draws=20_000)
    assert found.ordered[0] in found.bounds
    assert found.ordered[-1] in found.bounds
    assert list(found.ordered) == sorted(found.ordered)


def test_a_part_that_is_set_leaves_the_draws_of_the_others(arms: Estimate) -> None:
    half, whole = (
        simulate(arms, seed=3, draws=5_000, chosen={"munitions": Interval(share, share)}) for share in (0.5, 1.0)
    )
    free = simulate(arms, seed=3, draws=5_000)
    assert half.step("shipped") == whole.step("shipped") == free.step("shipped")
    assert free.answer.p50 < whole.answer.p50
    chosen = next(one for one in half.influences if one.part.key == "munitions")
    assert (chosen.chosen, chosen.rank, chosen.swing) == (True, 0.0, 0.0)


def test_what_moves_the_answer_moves_it_the_right_way(arms: Estimate) -> None:
    found = {one.part.key: one for one in simulate(arms, seed=1, draws=5_000).influences}
    assert found["payload"].at_low < found["payload"].at_high
    assert found["shell_mass"].at_low > found["shell_mass"].at_high
    assert found["seen"].rank < 0 < found["counted"].rank
    swings = [one.swing for one in simulate(arms, seed=1, draws=5_000).influences]
    assert swings == sorted(swings, reverse=True)


def test_thefts_add_up_where_periods_do_not_meet() -> None:
    found = simulate(estimate("crypto-thefts"), seed=1, draws=50_000)
    assert found.bounds == Interval(2.69e9 + 2.5e9, 4.2023e9 + 3.3e9)
    assert found.answer.p50 == pytest.approx(3.446e9 + 2.87e9, rel=0.01)
    assert np.isfinite(found.ordered).all()


@pytest.mark.parametrize(
    ("asked", "what"),
    [
        ({"draws": 10}, "out of reach"),
        ({"draws": 10**9}, "out of reach"),
        ({"seed": -1}, "negative"),
        ({"chosen": {"shells": Interval(1, 2)}}, "no prior 'shells'"),
        ({"chosen": {"munitions": Interval(0.5, 1.5)}}, "cannot be for munitions"),
        ({"chosen": {"payload": Interval(-1, 2)}}, "cannot be for payload"),
        ({"chosen": {"payload": Interval(1, None)}}, "cannot be for payload"),
        ({"chosen": {"seen": Interval(0, 0)}}, "no finite answer"),
    ],
)
def test_what_cannot_be_is_refused(arms: Estimate, asked: dict[str, object], what: str) -> None:
    with pytest.raises(WhereasError, match=what):
        simulate(arms, **({"seed": 1, "draws": 1_000} | asked))  # type: ignore[arg-type]  # wrong on purpose
