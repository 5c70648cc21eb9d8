"""The evaluation of a past policy: events and levels by phase, and judgements that are nobody's but their source's."""

from dataclasses import replace

import msgspec
import pytest

from whereas.assess.evaluation import Evaluated, evaluate
from whereas.assess.indicators import Point, Series
from whereas.core.entity import Entity
from whereas.core.errors import PolicyError
from whereas.core.statement import Statement
from whereas.policy.conditions import Objective
from whereas.policy.evaluations import Evaluation, evaluations
from whereas.policy.indicators import Indicator
from whereas.policy.typed import read_typed

TEXT = """
key: mars
strategy: mars
title: Mars
source: an invented commentary
means: [visit]
phases:
  - {key: one, title: One, first: 2000, last: 2004, words: First., points: [X1]}
  - {key: two, title: Two, first: 2005, last: 2006, words: Second., points: [X1]}
sought:
  - objective: tension
    title: Calm
    words: Calm.
    themes: [calm]
    indicators: [storms]
    judged: Not reached.
    judged_by: nobody
    points: [X1]
    unknown: All.
    verified: false
"""


def event(key: str, date: str, *keywords: str) -> Entity:
    said = [
        Statement(source="x", entity=key, schema="Event", prop=prop, value=value, locator="line:1", exhibit="0" * 64)
        for prop, value in (("name", key), ("date", date), *(("keywords", word) for word in keywords))
    ]
    return Entity(id=key, statements=tuple(said), members=(key,))


def storms(counts: dict[int, float], *, number: str = "", objective: Objective = "tension", part: int = 0) -> Series:
    indicator = Indicator(
        key="storms", title="Storms", objective=objective, family="events", source="x", keyword="storm", number=number,
        unit="storms a year", better="lower", caveat="", verified=True,
    )  # fmt: skip
    points = [Point(year=year, value=value, low=value - 1, high=value + 1, whole=year != part)
              for year, value in counts.items()]  # fmt: skip
    return Series(indicator=indicator, points=tuple(points), edition="2007-01-01", words="")


def evaluated(series: Series | None = None, *events: Entity) -> Evaluated:
    return evaluate(read_typed("mars.yaml", TEXT, Evaluation), events, {"storms": series} if series else {})


def test_events_stand_in_their_phase_by_theme_and_in_order() -> None:
    found = evaluated(
        None, event("later", "2005-03", "calm"), event("first", "2000", "calm"), event("visit", "2004-12-31", "visit"),
        event("before", "1999-12-31", "calm"), event("undated", "", "calm"),
    )  # fmt: skip
    assert [[one.id for one in cell.events] for cell in found.lines[0].cells] == [["first"], ["later"]]
    assert [[one.id for one in events] for _, events in found.means] == [["visit"], []]


def test_counts_are_compared_by_the_bounds_of_their_rates() -> None:
    same = evaluated(storms({2000: 3, 2001: 5, 2005: 4, 2006: 3})).lines[0].cells
    assert [cell.levels[0].years for cell in same] == [2, 2]
    assert same[1].levels[0].words == "not told apart from the phase before"
    more = evaluated(storms({2000: 3, 2001: 5, 2005: 40, 2006: 30})).lines[0].cells[1].levels[0]
    assert (more.mean, more.words) == (35, "above the phase before")
    assert more.low < 35 < more.high
    fewer = evaluated(storms({2000: 40, 2005: 3})).lines[0].cells[1].levels[0]
    assert fewer.words == "below the phase before"


def test_no_data_is_no_data_and_a_year_that_is_not_over_is_left_out() -> None:
    cells = evaluated(storms({2005: 4, 2006: 1}, part=2006)).lines[0].cells
    assert cells[0].levels[0].words == "no data in these years, which is not no change"
    assert cells[1].levels[0].words == "nothing to compare with: no data in the years before"
    assert (cells[1].levels[0].years, cells[1].levels[0].mean) == (1, 4)


def test_figures_that_are_read_span_from_their_least_to_their_most() -> None:
    level = evaluated(storms({2005: 3, 2006: 5}, number="total:")).lines[0].cells[1].levels[0]
    assert (level.mean, level.low, level.high) == (4, 2, 6)


def test_a_share_is_a_share_of_all_of_the_phase() -> None:
    plain = storms({})
    share = msgspec.structs.replace(plain.indicator, of="asked", unit="percent")
    points = (
        Point(year=2005, value=50.0, low=0, high=100, of=2), Point(year=2006, value=10.0, low=0, high=100, of=98),
    )  # fmt: skip
    level = evaluated(replace(plain, indicator=share, points=points)).lines[0].cells[1].levels[0]
    assert level.mean == 11  # 1 + 10 of 100
    assert 6 < level.low < 11 < level.high < 18
    assert level.high <= 100


def test_phases_that_overlap_and_indicators_there_are_none_of_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def holds(text: str) -> None:
        monkeypatch.setattr("whereas.policy.evaluations.policy_files", lambda _kind: [("mars.yaml", text)])
        evaluations.cache_clear()
        evaluations()

    with pytest.raises(PolicyError, match="overlap"):
        holds(TEXT.replace("first: 2005", "first: 2004"))
    with pytest.raises(PolicyError, match="storms"):
        holds(TEXT)
    monkeypatch.undo()
    evaluations.cache_clear()


def test_the_first_engagement_is_evaluated_over_its_whole_time_without_a_gap() -> None:
    found = evaluations()["first-engagement"]
    assert (found.phases[0].first, found.phases[-1].last) == (1994, 2025)
    assert all(after.first == before.last + 1 for before, after in zip(found.phases, found.phases[1:], strict=False))
    assert [one.objective for one in found.sought] == ["tension", "non-proliferation", "human-rights"]
    assert all(one.judged_by and one.unknown for one in found.sought)
