"""The axis of editions: lanes in order, days to scale, labels that do not run into one another."""

from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from whereas.publish.states_chart import Came, states_chart


def came(day: str, lane: str = "UN · un", kind: str = "changed", state: int = 0) -> Came:
    return Came(lane=lane, day=day, state=state, kind=kind)


def test_marks_lie_to_scale_each_in_its_lane() -> None:
    chart = states_chart([came("2020-01-01", "UN · un", "first"), came("2021-01-01", "US · us"), came("2022-01-01")])
    assert chart is not None
    assert [lane for _, lane in chart.lanes] == ["UN · un", "US · us"]
    first, second, third = chart.marks
    assert (first.y, second.y) == (third.y, chart.lanes[1][0])
    assert abs((second.x - first.x) - (third.x - second.x)) < 2
    assert (first.kind, second.kind) == ("first", "changed")


def test_what_all_came_on_one_day_needs_no_axis() -> None:
    assert states_chart([came("2020-01-01"), came("2020-01-01", "US · us")]) is None
    assert states_chart([]) is None


@given(
    st.lists(
        st.dates(date(1950, 1, 1), date(2150, 1, 1)).map(lambda one: one.isoformat()),
        min_size=2,
        max_size=60,
        unique=True,
    )
)
def test_labels_are_in_order_apart_and_within_the_drawing(days: list[str]) -> None:
    chart = states_chart(map(came, days))
    assert chart is not None
    places = [x for x, _ in chart.ticks]
    assert places == sorted(places)
    assert all(later - earlier >= 80 for earlier, later in pairwise(places))
    assert all(0 < one.x < chart.width and 0 < one.y < chart.height for one in chart.marks)
