"""Partial dates (a year, a month, a day) and the periods between them."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

_FORM = re.compile(r"([12][0-9]{3})(?:-([0-9]{2})(?:-([0-9]{2}))?)?\Z")


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date known to the year, the month or the day, in ISO 8601 reduced precision: `1946`, `1946-05`, `1946-05-02`.

    Raises `ValueError` for any other form and for days that do not exist.
    """

    text: str

    def __post_init__(self) -> None:
        found = _FORM.match(self.text)
        if found is None:
            raise ValueError(f"not a partial ISO date: {self.text!r}")
        year, month, day = found.groups()
        date(int(year), int(month or 1), int(day or 1))

    @property
    def precision(self) -> str:
        """`year`, `month` or `day`."""
        return {4: "year", 7: "month", 10: "day"}[len(self.text)]

    @property
    def earliest(self) -> date:
        """The first day this date can mean."""
        year, month, day = (*map(int, self.text.split("-")), 1, 1)[:3]
        return date(year, month, day)

    @property
    def latest(self) -> date:
        """The last day this date can mean."""
        first = self.earliest
        if len(self.text) == 10:
            return first
        month = first.month if len(self.text) == 7 else 12
        return date(first.year, month, calendar.monthrange(first.year, month)[1])

    def agrees(self, other: "PartialDate") -> bool:
        """Whether both can mean the same day: `1946` agrees with `1946-05-02`."""
        return self.earliest <= other.latest and other.earliest <= self.latest


def is_partial_date(text: str) -> bool:
    """Whether the text is a partial ISO date that exists in the calendar."""
    try:
        PartialDate(text)
    except ValueError:
        return False
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From a first to a last day, either end open (`None`); both ends belong to it."""

    start: PartialDate | None = None
    end: PartialDate | None = None

    def holds(self, day: date) -> bool:
        """Whether the day can lie in the period, reading partial ends generously."""
        after_start = self.start is None or self.start.earliest <= day
        before_end = self.end is None or day <= self.end.latest
        return after_start and before_end
