"""Series of the objectives: counts, figures, shares and items, and what is said where there is no data."""

from pathlib import Path

import pytest

from whereas.assess.happenings import happenings
from whereas.assess.indicators import Series, _change, _figure, chance, measure, poisson_bounds, wilson_bounds
from whereas.core.entity import Entity
from whereas.core.statement import Statement
from whereas.policy.indicators import Indicator, indicators
from whereas.sources.catalogue import sources

from ..sources.lists.reading import read

SOURCE = "inv"


def event(key: str, date: str, *words: str, card: str = "", source: str = SOURCE, schema: str = "Event") -> Entity:
    said = [("name", key), ("date", date), *(("keywords", word) for word in words)]
    if card:
        said.append(("involved", card))
    return Entity(
        id=key,
        statements=tuple(
            Statement(source=source, entity=key, schema=schema, prop=prop, value=value) for prop, value in said if value
        ),
    )


def card(key: str, *words: str) -> Entity:
    return event(key, "", *words, source="another", schema="Document")


def asked(keyword: str, **more: object) -> Indicator:
    plain: dict[str, object] = {
        "key": "invented", "title": "Invented", "objective": "tension", "family": "events", "source": SOURCE,
        "unit": "tests a year", "better": "lower", "caveat": "invented", "verified": True,
    }  # fmt: skip
    return Indicator(**(plain | {"keyword": keyword} | more))  # type: ignore[arg-type]  # a test's shorthand


def series(one: Indicator, *events: Entity, edition: str = "2005-06-30", as_of: str = "2005-12-31") -> Series:
    return measure(one, events, {SOURCE: edition}, as_of=as_of)


def drawn(found: Series) -> dict[int, float]:
    return {point.year: point.value for point in found.points}


TESTS = (
    event("a", "2001", "test", card="big"),
    event("b", "2002-03", "test", card="small"),
    event("c", "2002-03-04", "test", card="small"),
    event("d", "2005-01-01", "test", card="small"),
    card("big", "class:ICBM"),
    card("small", "class:SRBM"),
)


def test_no_source_in_view_is_no_data_and_not_zero() -> None:
    found = measure(asked("test"), TESTS, {}, as_of="2005-12-31")

    assert found.points == ()
    assert found.words.startswith("no data")


def test_a_source_without_such_a_record_is_no_data_and_not_no_change() -> None:
    found = series(asked("something-else"), *TESTS)

    assert found.points == ()
    assert "not no change" in found.words


def test_years_between_records_are_zero_and_the_year_of_the_edition_is_not_whole() -> None:
    found = series(asked("test"), *TESTS)

    assert drawn(found) == {2001: 1, 2002: 2, 2003: 0, 2004: 0, 2005: 1}
    assert [point.year for point in found.points if not point.whole] == [2005]
    assert "1 in 2005 up to 2005-06-30" in found.words


def test_where_silence_is_no_data_a_year_without_a_record_has_no_point() -> None:
    found = series(asked("test", silence="no data"), *TESTS)

    assert drawn(found) == {2001: 1, 2002: 2, 2005: 1}
    # What somebody chose to write down is no sample.
    assert all(point.low == point.value == point.high for point in found.points)
    assert found.words == "2 in 2002, after 1 in 2001"


def test_one_whole_year_is_compared_with_nothing() -> None:
    assert series(asked("test"), TESTS[0], edition="2002-01-31").words == (
        "1 in 2001, 0 in 2002; too few whole years to compare; the series ends with the edition of 2002-01-31"
    )


def test_the_series_ends_with_the_edition_and_says_so() -> None:
    found = series(asked("test"), *TESTS, as_of="2009-01-01")

    assert max(drawn(found)) == 2005
    assert "ends with the edition of 2005-06-30" in found.words


@pytest.mark.parametrize(("as_of", "years"), [("2002-03-03", {2001: 1, 2002: 1}), ("2001-12-31", {2001: 1})])
def test_what_happened_after_the_day_is_not_counted_and_a_partial_date_may_lie_before_it(
    as_of: str, years: dict[int, float]
) -> None:
    assert drawn(series(asked("test"), *TESTS, as_of=as_of)) == years


def test_a_class_is_that_of_the_card_an_event_points_to() -> None:
    found = series(asked("test+class:ICBM"), *TESTS)

    # The source's own first year, and zero where it knows of others.
    assert drawn(found) == {2001: 1, 2002: 0, 2003: 0, 2004: 0, 2005: 0}
    assert found.unclear == 0


def test_without_the_cards_a_class_is_no_data_and_never_zero() -> None:
    found = series(asked("test+class:ICBM"), *TESTS[:4])

    assert found.points == ()
    assert found.words.startswith("no data: nothing in view says which of 4 records")


def test_records_of_no_known_class_are_counted_apart_and_named() -> None:
    found = series(asked("test+class:ICBM"), *TESTS, event("e", "2004-04-04", "test", card="odd"),
                   card("odd", "class:Unknown"))  # fmt: skip

    assert drawn(found)[2004] == 0
    assert found.unclear == 1
    assert "1 further records, the latest of 2004-04-04" in found.words


def test_one_of_several_classes_can_be_asked_for() -> None:
    assert drawn(series(asked("test+class:ICBM|test+class:SRBM"), *TESTS)) == drawn(series(asked("test"), *TESTS))


def test_figures_are_drawn_only_where_they_are_and_one_less_another() -> None:
    votes = (event("v1", "2001-12", "vote", "yes:88", "no:21"), event("v2", "2004-12", "vote", "yes:119", "no:19"))
    one = asked("vote", number="yes:", minus="no:", unit="votes")

    found = series(one, *votes, event("v3", "2003", "vote", "yes:many"))
    assert drawn(found) == {2001: 67, 2004: 100}
    assert "100 in 2004, after 67 in 2001" in found.words


def test_a_share_has_its_bounds_and_says_of_how_many() -> None:
    made = [event(f"m{number}", "2001", "made", *(["taken"] if number < 2 else [])) for number in range(20)]
    made += [event(f"n{number}", "2004", "made") for number in range(3)]

    found = series(asked("made+taken", of="made", unit="per cent"), *made)
    assert drawn(found) == {2001: 10, 2004: 0}
    assert found.points[0].of == 20
    assert found.points[0].low < 10 < found.points[0].high
    # No record of three taken does not show that none ever would be.
    assert found.points[1].high > 40
    assert "0 % in 2004 (0 of 3); 10 % in 2001 (2 of 20)" in found.words


def test_items_that_never_moved_are_saturated_one_by_one_and_one_that_did_is_not() -> None:
    one = asked("score", number="total:", items="item:", most=4, saturated="it cannot move", unit="of 100")
    same = [event(str(year), str(year), "score", "total:3", "item:A=0", "item:B=1") for year in (2001, 2002)]

    found = series(one, *same)
    assert [item.words for item in found.items] == [
        "0 of 4 in every edition, the end of its scale", "1 of 4 in every edition",
    ]  # fmt: skip
    assert found.words.startswith("saturated at 3 of 100, 2001 to 2002: it cannot move; 1 of 2 items")
    moved = series(one, *same, event("x", "2003", "score", "total:5", "item:A=2", "item:B=1"))
    assert not moved.words.startswith("saturated")
    assert moved.items[0].words == "moved between 0 and 2 of 4"


def test_two_small_counts_are_not_called_a_change() -> None:
    assert chance(1, 0) == 1.0
    assert chance(41, 11) < 0.001
    assert chance(5, 5) == 1.0
    assert 0 < chance(3000, 3100) < 1
    once = [event("s1", "2001", "test"), event("s2", "2004", "test")]
    assert series(asked("test"), *once).words.startswith("1 in 2004 after 0 in 2003, which chance alone may give")
    many = [event(f"s{number}", "2003", "test") for number in range(30)]
    assert series(asked("test"), *many, once[1]).words.startswith("1 in 2004 after 30 in 2003, fewer than chance alone")


@pytest.mark.parametrize(
    ("count", "low", "high"),
    # Exact (Garwood) two-sided 90 % bounds, tables of the Poisson distribution.
    [(0, 0.0, 3.00), (1, 0.05, 4.74), (5, 1.97, 10.51), (10, 5.43, 16.96), (69, 55.97, 84.27)],
)
def test_bounds_of_a_count_are_near_the_exact_ones(count: int, low: float, high: float) -> None:
    found = poisson_bounds(count)

    assert found[0] == pytest.approx(low, abs=0.08)
    assert found[1] == pytest.approx(high, abs=0.2)


def test_bounds_of_a_share_stay_between_none_and_all() -> None:
    assert wilson_bounds(0, 59)[0] == 0.0
    assert wilson_bounds(59, 59)[1] == 1.0
    low, high = wilson_bounds(8, 88)
    assert (round(low, 3), round(high, 3)) == (0.052, 0.154)  # by hand from the formula, z = 1.645


def test_every_indicator_names_a_source_of_the_catalogue() -> None:
    assert {one.source for one in indicators().indicators} <= set(sources())


FILES = {
    "cns_missiles": ("events", "test.en.json"), "cns_catalogue": ("events", "missile.en.json"),
    "ga_votes": ("rights", "dprk_hr_ga_rollcalls.csv"), "upr": ("rights", "dprk_upr_recommendations_2009_2014.csv"),
    "freedom": ("rights", "fiw_PRK_2013_2024.csv"),
}  # fmt: skip


def test_the_real_figures(real_data: Path) -> None:
    said: dict[str, list[Statement]] = {}
    for key, (folder, name) in FILES.items():
        for one in read(key, real_data / "data" / folder / name).statements:
            said.setdefault(one.entity, []).append(one)
    events = [Entity(id=key, statements=tuple(told)) for key, told in said.items()]
    editions = {"cns_missiles": "2026-04-18", "ga_votes": "2015-12-17", "upr": "2014", "freedom": "2024"}
    found = {
        one.key: measure(one, events, editions, as_of="2026-11-23")
        for one in indicators().indicators
        if one.source in editions
    }

    assert sum(drawn(found["missile-tests"]).values()) == 339
    large = drawn(found["missile-tests-large"])
    assert {year: count for year, count in large.items() if count} == {2017: 3, 2022: 3, 2023: 5, 2024: 1}
    assert found["missile-tests-large"].unclear == 66
    assert drawn(found["ga-margin"])[2005] == 67
    assert drawn(found["ga-support"]) == {
        2005: 88, 2006: 99, 2007: 102, 2008: 94, 2009: 98, 2010: 106, 2011: 123, 2014: 116, 2015: 119,
    }  # fmt: skip
    accepted = found["upr-accepted-eu"].points
    assert [(one.year, one.of, round(one.value * one.of / 100)) for one in accepted] == [(2009, 59, 0), (2014, 88, 8)]
    assert len(found["freedom-house"].items) == 25
    assert "22 of 25 items stand at the end of their scale in every edition" in found["freedom-house"].words


def test_an_event_without_a_date_is_counted_nowhere() -> None:
    assert happenings([event("x", "", "test")], SOURCE, as_of="2005-01-01") == ()


def test_equal_counts_are_the_same_and_unequal_ones_are_told_by_chance() -> None:
    assert _change(40, 40) == "the same number"
    assert _change(0, 0) == "the same number"
    assert _change(4, 5) == "which chance alone may give (at 90 %)"
    assert _change(5, 50) == "more than chance alone gives (at 90 %)"
    assert _change(50, 5) == "fewer than chance alone gives (at 90 %)"


def test_a_year_of_several_figures_is_their_mean_between_the_least_and_the_most() -> None:
    point = _figure(2030, [3.0, 9.0, 6.0])
    assert (point.year, point.value, point.low, point.high) == (2030, 6.0, 3.0, 9.0)
