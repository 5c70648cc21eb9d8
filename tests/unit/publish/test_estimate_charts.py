"""Rival quantities drawn: every mark on its scale, no word over a label, and a scale that suits the figures."""

from typing import Any

import pytest

from whereas.assess.estimates import place
from whereas.assess.simulation import Simulated, simulate
from whereas.core.claim import Claim, Quantity
from whereas.kit.intervals import Interval
from whereas.policy.estimates import Estimate, estimate
from whereas.publish.estimate_charts import ScaleChart, scale_chart, tornado

LEFT, RIGHT = 352, 976


@pytest.fixture(scope="module")
def model() -> Estimate:
    return estimate("arms-deliveries")


@pytest.fixture(scope="module")
def found(model: Estimate) -> Simulated:
    return simulate(model, seed=1, draws=5_000)


def drawn(model: Estimate, found: Simulated, *ends: tuple[float | None, float | None, str]) -> ScaleChart:
    fields: dict[str, Any] = {"kind": "k", "subject": "kp", "words": "w", "author": "a", "claimed_on": "2024-01"}
    claims = [
        Claim(**fields, source=f"Gazette {number}", rivals="arms-transfers/rounds",
              quantity=Quantity(low=low, high=high, unit=unit))
        for number, (low, high, unit) in enumerate(ends)
    ]  # fmt: skip
    return scale_chart(place(claims, model), found)


def test_marks_lie_on_the_scale_in_the_order_of_their_amounts(model: Estimate, found: Simulated) -> None:
    chart = drawn(
        model, found, (4e6, 4e6, "rounds"), (5e6, 6e6, "rounds"), (8e6, None, "rounds"), (None, 9e6, "rounds")
    )
    one, two, three, four = chart.marks
    assert not chart.logarithmic
    assert one.point
    assert one.x < two.x < two.x + two.width < three.x
    assert (three.open_low, three.open_high) == (False, True)
    assert (four.open_low, four.x) == (True, LEFT)
    for mark in chart.marks:
        assert LEFT <= mark.x <= mark.x + mark.width <= RIGHT + 0.1 or mark.point


def test_a_wide_range_is_drawn_by_factors(model: Estimate, found: Simulated) -> None:
    chart = drawn(model, found, (1e5, 1e5, "rounds"), (1e6, 1e6, "rounds"), (1e7, 1e7, "rounds"))
    one, two, three = (mark.x for mark in chart.marks)
    assert chart.logarithmic
    assert two - one == pytest.approx(three - two, abs=0.1)
    assert all(label[0] in "125" for _, label in chart.ticks)


def test_words_stand_beside_a_mark_or_in_it_and_never_over_its_label(model: Estimate, found: Simulated) -> None:
    chart = drawn(model, found, (1e5, 1e5, "rounds"), (110_000, None, "rounds"), (9e6, None, "rounds"))
    inside, beside = chart.marks[1], chart.marks[2]
    assert (inside.words_inside, inside.words_end) == (True, False)
    assert inside.words_x > LEFT
    assert beside.words_end
    assert beside.words_x < beside.x


def test_what_has_no_scale_is_not_drawn_and_the_model_is_drawn_alone(model: Estimate, found: Simulated) -> None:
    chart = drawn(model, found, (40, 40, "percent"))
    assert chart.marks == ()
    assert LEFT < chart.curve.low < chart.curve.high < RIGHT
    assert chart.curve.ticks == tuple(sorted(chart.curve.ticks))
    assert chart.curve.path.startswith("M")


def test_a_tornado_has_the_widest_bar_on_top_and_every_bar_about_the_middle(model: Estimate, found: Simulated) -> None:
    chart = tornado(found)
    widths = [bar.width for bar in chart.bars]
    assert widths == sorted(widths, reverse=True)
    assert len(widths) == len(model.parts)
    for bar in chart.bars:
        assert bar.x - 1 <= chart.middle <= bar.x + bar.width + 1


def test_a_part_that_is_set_to_one_number_has_no_swing(model: Estimate) -> None:
    chart = tornado(simulate(model, seed=1, draws=1_000, chosen={"payload": Interval(20, 20)}))
    bar = chart.bars[-1]
    assert (bar.title, bar.width, bar.chosen) == ("cargo in a container", 2, True)
