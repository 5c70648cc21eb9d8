"""Dates as lists write them, read into partial ISO dates."""

import re
from dataclasses import dataclass
from datetime import date

_MONTHS = {
    name: number
    for number, names in enumerate(
        "jan january|feb february|mar march|apr april|may|jun june|jul july|aug august|sep sept september|"
        "oct october|nov november|dec december".split("|"),
        start=1,
    )
    for name in names.split()
}
_ABOUT = re.compile(r"\b(circa|approximately|approx\.?|about|around|between|c\.|ca\.?)\s*", re.IGNORECASE)
_YEAR_RANGE = re.compile(r"((?:1[89]|20)\d\d)\s*(?:-|–|to|and|or|/)\s*((?:1[89]|20)\d\d)", re.IGNORECASE)
_FORMS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?:[T ]\s*\d\d:.*|[+-]\d\d:\d\d|Z)?",
        r"(?P<d>\d{1,2})[./-](?P<m>\d{1,2})[./-](?P<y>\d{4})",
        r"(?P<d>\d{1,2})(?:st|nd|rd|th)?[\s./-]*(?P<mon>[a-z]{3,9})\.?[\s,./-]*(?P<y>\d{4})",
        r"(?P<mon>[a-z]{3,9})\.?\s*(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s*(?P<y>\d{4})",
        r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})",
        r"(?P<m>\d{1,2})[./](?P<y>\d{4})",
        r"(?P<mon>[a-z]{3,9})\.?[\s,./-]*(?P<y>\d{4})",
        r"(?P<y>\d{4})",
    )
)
# A range of this many years or fewer is written out year by year; a longer one by its ends.
_SHORT_RANGE = 6


@dataclass(frozen=True, slots=True)
class DateReading:
    """One reading of a date as written: a partial ISO date, and whether the text calls it approximate."""

    iso: str
    approximate: bool = False


def read_dates(text: str) -> tuple[DateReading, ...]:
    """All dates a text gives, day before month where only digits are given; empty where none can be read.

    `13.10.1944`, `28 Jan 1966`, `circa 1946`, `1967-1969.` (each year of a short range, both ends of a long one,
    all marked approximate). Text around a date makes it unreadable: a parser cuts its cells first.
    """
    clean = text.strip().strip(".;,").strip()
    about = _ABOUT.search(clean) is not None
    bare = _ABOUT.sub("", clean).strip()
    if years := _YEAR_RANGE.fullmatch(bare):
        first, last = int(years[1]), int(years[2])
        if first > last:
            return ()
        span = range(first, last + 1) if last - first < _SHORT_RANGE else (first, last)
        return tuple(DateReading(str(year), approximate=True) for year in span)
    for form in _FORMS:
        if found := form.fullmatch(bare):
            iso = _iso(found.groupdict())
            if iso is not None:
                return (DateReading(iso, approximate=about),)
    return ()


def read_date(text: str) -> str:
    """The one date a text gives as a partial ISO date, or the empty string."""
    readings = read_dates(text)
    return readings[0].iso if len(readings) == 1 else ""


def _iso(parts: dict[str, str | None]) -> str | None:
    year = int(parts["y"] or 0)
    if not 1000 <= year < 3000:  # 0001 and 9999 stand for "not known" and "for ever", which are no dates
        return None
    month: int | None = None
    if parts.get("mon"):
        month = _MONTHS.get(str(parts["mon"]).lower())
        if month is None:
            return None
    elif parts.get("m"):
        month = int(str(parts["m"]))
    day = int(str(parts["d"])) if parts.get("d") else None
    if month == 0 or day == 0:  # 00 stands for "not known" in several lists
        day = None
        month = month or None
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return None
    if month is None:
        return f"{year:04d}"
    return f"{year:04d}-{month:02d}" + (f"-{day:02d}" if day else "")
