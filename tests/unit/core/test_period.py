"""Partial dates and periods."""

from datetime import date

import pytest

from whereas.core.period import PartialDate, Period, is_partial_date


@pytest.mark.parametrize(
    ("text", "precision", "first", "last"),
    [
        ("1946", "year", date(1946, 1, 1), date(1946, 12, 31)),
        ("1946-05", "month", date(1946, 5, 1), date(1946, 5, 31)),
        ("2024-02", "month", date(2024, 2, 1), date(2024, 2, 29)),
        ("1946-05-02", "day", date(1946, 5, 2), date(1946, 5, 2)),
    ],
)
def test_what_a_partial_date_can_mean(text: str, precision: str, first: date, last: date) -> None:
    read = PartialDate(text)
    assert (read.precision, read.earliest, read.latest) == (precision, first, last)


@pytest.mark.parametrize("text", ["", "46", "1946-13", "1946-02-30", "1946-5", "1946-05-02T00:00", "1946\n", "0946"])
def test_other_forms_and_days_that_do_not_exist_are_refused(text: str) -> None:
    assert not is_partial_date(text)
    with pytest.raises(ValueError, match=r".+"):
        PartialDate(text)


def test_a_year_agrees_with_its_days_only() -> None:
    assert PartialDate("1946").agrees(PartialDate("1946-05-02"))
    assert not PartialDate("1946").agrees(PartialDate("1947-01-01"))


def test_both_ends_belong_to_a_period_and_open_ends_hold_everything() -> None:
    period = Period(start=PartialDate("2016-03"), end=PartialDate("2017"))
    assert period.holds(date(2016, 3, 1))
    assert period.holds(date(2017, 12, 31))
    assert not period.holds(date(2016, 2, 29))
    assert not period.holds(date(2018, 1, 1))
    assert Period().holds(date(1900, 1, 1))
