"""When deadlines fall after an act."""

import pytest

from whereas.policy.regimes import Clock, regimes
from whereas.publish.dossier.clocks import due, passed


def clock(**said: object) -> Clock:
    return Clock(key="c", words="something ends", verified=False, **said)  # type: ignore[arg-type]  # the test names them


@pytest.mark.parametrize(
    ("said", "adoption", "falls"),
    [
        ({"counts_from": "adoption", "months": 12}, "2024-07-22", "2025-07-22"),
        ({"counts_from": "adoption", "months": 12}, "2024-02-29", "2025-02-28"),
        ({"counts_from": "adoption", "months": 1}, "2024-01-31", "2024-02-29"),
        ({"counts_from": "adoption", "days": 10}, "2024-12-25", "2025-01-04"),
        ({"each_year": ("03-15", "09-15")}, "2024-07-22", "2024-09-15"),
        ({"each_year": ("03-15", "09-15")}, "2024-09-15", "2025-03-15"),
        ({"each_year": ("02-29",)}, "2024-12-01", "2025-02-28"),
        ({"on": "2026-12-08"}, "2024-07-22", "2026-12-08"),
        ({"counts_from": "notification", "months": 2, "days": 10}, "2024-07-22", ""),
        ({}, "2024-07-22", ""),
    ],
)
def test_a_clock_falls_due(said: dict[str, object], adoption: str, falls: str) -> None:
    assert due(clock(**said), adoption) == falls


def test_the_fourteen_days_of_publication_come_before_the_months() -> None:
    # Published on 22 July 2024: from the end of 5 August, two months, and ten days for distance.
    assert due(clock(counts_from="publication", months=2, days=24), "2024-07-22") == "2024-10-15"
    # Counted the other way round it would be a day later: the order is not idle.
    assert due(clock(counts_from="adoption", months=2, days=24), "2024-07-22") == "2024-10-16"


@pytest.mark.parametrize(
    ("day", "adoption", "over"),
    [("2024-07-21", "2024-07-22", True), ("2024-07-22", "2024-07-22", False), ("2024", "2024-07-22", False),
     ("2023", "2024-07-22", True), ("2024-06", "2024-07-22", True), ("", "2024-07-22", False)],
)  # fmt: skip
def test_a_day_that_the_act_names_may_have_passed(day: str, adoption: str, over: bool) -> None:
    assert passed(day, adoption) is over


def test_every_clock_of_every_regime_can_be_read() -> None:
    clocks = [one for regime in regimes().values() for one in regime.clocks]
    assert clocks
    for one in clocks:
        day = due(one, "2024-07-22")
        assert day == "" or day > "2024-07-22" or one.on
