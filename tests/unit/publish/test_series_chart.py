"""The drawing of a series: years without data are shown as such, and bars lie on their axis."""

from whereas.assess.indicators import Point, Series
from whereas.policy.indicators import Indicator
from whereas.publish.series_chart import SeriesChart, series_chart


def series(*points: Point, words: str = "5 in 2003", of: str = "") -> Series:
    one = Indicator(
        key="invented", title="Invented", objective="tension", family="events", source="inv", keyword="test", of=of,
        unit="tests a year", better="lower", caveat="invented", verified=True,
    )  # fmt: skip
    return Series(indicator=one, points=points, edition="2003-06-30", words=words)


def point(year: int, value: float, *, low: float | None = None, high: float | None = None, whole: bool = True) -> Point:
    return Point(year=year, value=value, low=value if low is None else low, high=value if high is None else high,
                 whole=whole)  # fmt: skip


def drawn(found: Series, until: int = 2003) -> SeriesChart:
    chart = series_chart(found, until=until)
    assert chart is not None
    return chart


def test_no_points_and_no_movement_are_not_drawn() -> None:
    assert series_chart(series(), until=2003) is None
    assert series_chart(series(point(2001, 3), words="saturated at 3 of 100"), until=2003) is None


def test_years_between_and_after_the_points_are_silences_up_to_the_day() -> None:
    chart = drawn(series(point(2001, 2), point(2004, 5)), until=2007)

    assert [one.words for one in chart.silences] == ["no data for 2002 to 2003", "no data for 2005 to 2007"]
    assert "grey: no data" in chart.notes


def test_a_silence_lies_between_the_bars_of_its_neighbours() -> None:
    chart = drawn(series(point(2001, 2), point(2003, 5)))
    (silence,) = chart.silences
    before, after = chart.columns

    assert before.x + before.width < silence.x < silence.x + silence.width < after.x


def test_bars_and_bounds_lie_on_the_axis() -> None:
    chart = drawn(series(point(2001, 4, low=1, high=9), point(2002, 0, low=0, high=3)))
    tick = {label: y for y, label in chart.ticks}
    first, second = chart.columns

    assert tick["0"] == chart.zero == chart.base
    assert first.y + first.height == chart.zero
    # A bar of 4 ends as far below the tick of 5 as one fifth of the way from zero.
    assert abs((chart.zero - first.y) / (chart.zero - tick["5"]) - 0.8) < 0.01
    assert second.height == 0
    assert min(y for y, _ in chart.ticks) <= first.high < first.y < first.low < chart.zero


def test_a_value_below_zero_hangs_from_the_line() -> None:
    chart = drawn(series(point(2001, -3), point(2002, 4)))

    assert chart.columns[0].y == chart.zero
    assert chart.zero < chart.base


def test_a_share_is_drawn_on_a_scale_to_a_hundred_with_its_counts() -> None:
    one = Point(year=2001, value=10.0, low=3.0, high=25.0, of=20)
    chart = drawn(series(one, of="made"))

    assert chart.ticks[-1][1] == "100"
    assert "10 % (2 of 20)" in chart.columns[0].words


def test_a_year_that_is_not_whole_says_up_to_when() -> None:
    chart = drawn(series(point(2002, 4), point(2003, 1, whole=False)))

    assert [one.whole for one in chart.columns] == [True, False]
    assert "up to 2003-06-30, not whole" in chart.columns[1].words
    assert "outlined bar" in chart.notes


def test_a_year_of_none_is_said_to_be_counted() -> None:
    assert "circle on the axis: counted, and none found" in drawn(series(point(2001, 2), point(2002, 0))).notes
    assert "circle" not in drawn(series(point(2001, 2), point(2002, 1))).notes
