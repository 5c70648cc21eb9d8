"""When a deadline falls: from the day of the act, on a day of each year, or on a day the act names."""

import calendar
from datetime import date, timedelta

from whereas.policy.regimes import Clock

# Where an act is published, the time runs from the end of the fourteenth day after it: these days come before the
# months, and what is left of the days after them (Rules of Procedure of the General Court, Articles 59 and 60).
_BEFORE_THE_MONTHS = 14


def due(clock: Clock, adoption: str) -> str:
    """The ISO day on which a clock next runs out after the day of the act; empty where it runs from another event.

    A day that the act names is given even where it has passed: `passed` says so. Holidays are not looked at.
    """
    start = date.fromisoformat(adoption)
    if clock.on:
        return clock.on
    if clock.each_year:
        days = [_on(year, text) for year in (start.year, start.year + 1) for text in clock.each_year]
        return min(day for day in days if day > start).isoformat()
    if clock.counts_from not in ("adoption", "publication") or not (clock.months or clock.days):
        return ""
    before = min(clock.days, _BEFORE_THE_MONTHS) if clock.counts_from == "publication" and clock.months else 0
    turned = _months_after(start + timedelta(days=before), clock.months)
    return (turned + timedelta(days=clock.days - before)).isoformat()


def passed(day: str, adoption: str) -> bool:
    """Whether a day, a month or a year (partial ISO date) is over on the day of the act."""
    return bool(day) and day < adoption[: len(day)]


def _on(year: int, text: str) -> date:
    month, day = map(int, text.split("-"))
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def _months_after(start: date, months: int) -> date:
    count = start.year * 12 + start.month - 1 + months
    year, month = divmod(count, 12)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))
