"""When a deadline falls: from the day of the act, on a day of each year, or on a day the act names."""

import calendar
from datetime import date, timedelta

from whereas.policy.standards import Clock


def due(clock: Clock, adoption: str) -> str:
    """The ISO day on which a clock next runs out after the day of the act; empty where it runs from another event."""
    start = date.fromisoformat(adoption)
    if clock.on:
        return clock.on
    if clock.each_year:
        days = [_on(year, text) for year in (start.year, start.year + 1) for text in clock.each_year]
        return min(day for day in days if day > start).isoformat()
    if clock.counts_from in ("adoption", "publication") and (clock.months or clock.days):
        return (_months_after(start, clock.months) + timedelta(days=clock.days)).isoformat()
    return ""


def _on(year: int, text: str) -> date:
    month, day = map(int, text.split("-"))
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def _months_after(start: date, months: int) -> date:
    count = start.year * 12 + start.month - 1 + months
    year, month = divmod(count, 12)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))
