"""Dates as lists write them."""

import pytest

from whereas.kit.dates import DateReading, read_date, read_dates


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("13.10.1944", "1944-10-13"),
        ("28 Jan 1966", "1966-01-28"),
        ("28 January 1966.", "1966-01-28"),
        ("January 28, 1966", "1966-01-28"),
        ("1966-01-28T00:00:00", "1966-01-28"),
        ("1/2/1966", "1966-02-01"),
        ("Feb 1966", "1966-02"),
        ("02/1966", "1966-02"),
        ("00/00/1966", "1966"),
        ("00/05/1966", "1966-05"),
        ("1966", "1966"),
        ("", ""),
        ("31.02.1966", ""),
        ("9999-12-31", ""),
        ("0001-01-01", ""),
        ("28 Foo 1966", ""),
        ("born 1966", ""),
    ],
)
def test_one_date(text: str, iso: str) -> None:
    assert read_date(text) == iso


def test_approximate_dates_and_ranges() -> None:
    assert read_dates("circa 1946") == (DateReading("1946", approximate=True),)
    assert [one.iso for one in read_dates("1967-1969.")] == ["1967", "1968", "1969"]
    assert [one.iso for one in read_dates("between 1950 and 1969")] == ["1950", "1969"]
    assert read_dates("1969-1967") == ()
    assert read_date("1967-1969") == ""
