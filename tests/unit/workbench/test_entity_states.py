"""The states of a party: one for each day on which an edition spoke of it, with what came and went, counted right."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stores import settings_of
from tests.unit.web.test_alerts import FIRST, HAN, LINE, SECOND, pull
from whereas.core.clearance import Clearance
from whereas.workbench.entity_states import States, states
from whereas.workbench.looking import exports, look
from whereas.workbench.room import Room, Seen

SECONDS = 30.0
THIRD = SECOND.replace('"2026-02-01T', '"2026-03-01T')
NEW = "un-KPe.952"


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seen]:
    """Three editions of an invented list: the second changes much, the third nothing."""
    home: Path = tmp_path_factory.mktemp("states") / "home"
    for text in (FIRST, SECOND, THIRD):
        pull(home, text)
    room = Room(settings_of(home), focus="dprk")
    yield room.seen(Clearance(), author="test", now="2026-03-05T09:00:00Z")
    room.close()


def of(seen: Seen, key: str, as_of: str = "") -> States:
    return states(seen, [key], as_of, patience=SECONDS)


def said(seen: Seen, key: str, as_of: str) -> set[tuple[str, str, str]]:
    """What the page of a day says, with listings and documents: counted apart from what is tested."""
    page = look(seen, key, as_of)
    every = exports(seen, page, as_of) if page else ()
    return {(one.entity, one.prop, one.value) for thing in every for one in thing.statements}


def test_each_edition_is_a_state_and_says_what_it_changed(seen: Seen) -> None:
    found = of(seen, HAN)
    assert [(one.day, one.as_of) for one in found.states] == [
        ("2026-01-01", "2026-01-01"), ("2026-02-01", "2026-02-01"), ("2026-03-01", ""),
    ]  # fmt: skip
    first, second, third = found.states
    assert (first.first, first.came, first.went) == (True, 0, 0)
    before, after = said(seen, HAN, "2026-01-01"), said(seen, HAN, "2026-02-01")
    assert (second.came, second.went) == (len(after - before), len(before - after))
    assert {value for _, _, value in after - before} == {"General"}
    assert (third.came, third.went, third.counted, third.first) == (0, 0, True, False)


def test_a_party_that_was_removed_keeps_its_states_and_what_went_is_counted_with_its_listing(seen: Seen) -> None:
    _, second, _ = of(seen, LINE).states
    gone = said(seen, LINE, "2026-01-01")
    assert any(prop == "authority" for _, prop, _ in gone)
    assert (second.came, second.went) == (0, len(gone))


def test_a_party_that_came_later_has_all_its_statements_come(seen: Seen) -> None:
    _, second, _ = of(seen, NEW).states
    assert (second.came, second.went) == (len(said(seen, NEW, "2026-02-01")), 0)


@pytest.mark.parametrize(
    ("day", "at"), [("", 2), ("2026-02-01", 1), ("2026-02-28", 1), ("2026-01-31", 0), ("1990", -1)]
)
def test_the_state_of_a_day_is_the_last_that_had_come_by_then(seen: Seen, day: str, at: int) -> None:
    assert of(seen, HAN, day).at == at


def test_of_many_states_those_that_changed_nothing_are_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, text in enumerate((FIRST, FIRST, FIRST, SECOND), start=1):
        pull(tmp_path / "home", re.sub('"2026-0[12]-01T', f'"2026-0{number}-01T', text))
    room = Room(settings_of(tmp_path / "home"), focus="dprk")
    seen = room.seen(Clearance(), author="test", now="2026-05-05T09:00:00Z")
    assert [one.day for one in of(seen, HAN).states] == [f"2026-0{one}-01" for one in (1, 2, 3, 4)]
    monkeypatch.setattr("whereas.workbench.entity_states.MOST_STATES", 3)
    found = of(seen, HAN, "2026-03-15")
    assert ([one.day for one in found.states], found.left_out) == (["2026-01-01", "2026-04-01"], 2)
    assert found.at == 0
    room.close()


def test_nobody_has_no_states(seen: Seen) -> None:
    assert not of(seen, "nobody-at-all")


def test_while_it_is_counted_the_states_stand_without_counts(seen: Seen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("whereas.workbench.entity_states.within", lambda *_: None)
    found = of(seen, HAN)
    assert [one.day for one in found.states] == ["2026-01-01", "2026-02-01", "2026-03-01"]
    assert [one.counted for one in found.states] == [True, False, False]
