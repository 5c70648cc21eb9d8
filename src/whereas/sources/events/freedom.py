"""Freedom House's scores of North Korea, one event for each edition, with each item; and the ratings since 1972."""

import re
from collections.abc import Iterator

from whereas.core.errors import StructureError
from whereas.core.exhibit import Exhibit
from whereas.core.issue import IssueKind
from whereas.core.marking import Marking
from whereas.core.period import is_partial_date
from whereas.core.source import Bounds, Source
from whereas.kit.countries import country_code
from whereas.sources.contract import Entry, Feed, Found, Unread, tidy
from whereas.sources.formats.csv_table import table_rows

SOURCE = Source(
    key="freedom",
    title="Freedom in the World, North Korea",
    publisher="Freedom House",
    authority="-",
    homepage="https://freedomhouse.org/report/freedom-world",
    licence="with attribution to Freedom House; the tables are of a CC0 package",
    folder="rights",
    reliability="C",
    marking=Marking(terms=frozenset({"attribution"})),
    notes="Graded C: judgements of experts on a published scale, by one organisation; the figures themselves are as "
    "published. An edition rates the year before it. The scale ends at 0 of 4 for an item and 7 of 7 for a "
    "rating: what stands at its end cannot show that anything became worse. Ratings are of years under review, "
    "not of editions.",
)


def _edition(_name: str, data: bytes) -> str:
    years = re.findall(rb"(?m)^(?:[^,\n]*,[^,\n]*,[^,\n]*,)?((?:19|20)\d\d),", data)
    return max(years, default=b"").decode()


FEEDS = (
    Feed(key="scores", patterns=(r"fiw_[A-Z]{3}_\d{4}_\d{4}\.csv",), limit=2**20, published=_edition,
         bounds=Bounds(least={"Event": 5})),
    Feed(key="ratings", patterns=(r"country_rating_status_[A-Z]{3}\.csv",), limit=2**20, published=_edition,
         bounds=Bounds(least={"Event": 20})),
)  # fmt: skip

_SCORES = ("Country/Territory", "Edition", "Status", "PR rating", "CL rating", "PR", "CL", "Total")
_RATINGS = ("year", "country", "political_rights", "civil_liberties", "status")
_ITEM = re.compile(r"[A-G]\d\Z")
# An item is scored 0 to 4; the total is of 100.
_MOST_ITEM, _MOST_TOTAL = 4, 100


def parse(exhibit: Exhibit, data: bytes) -> Iterator[Found]:
    """One event for each edition or year; raises `StructureError` for a table of another shape."""
    found: list[Found] = []
    unread = Unread()
    read, needed = (_scores, _SCORES) if exhibit.feed == "scores" else (_ratings, _RATINGS)
    for line, row in table_rows(exhibit, data, needed):
        read(line, row, found, unread)
    yield from found
    yield from unread.issues()


def _event(line: int, country: str, year: str, kind: str, found: list[Found]) -> Entry:
    code, when = country_code(tidy(country)), year.strip()
    if not code or not is_partial_date(when) or len(when) != 4:
        raise StructureError(
            f"{country!r}, {year!r} is no country and year", where=f"row:{line}", todo="the earlier edition stays"
        )
    entry = Entry("freedom", f"fiw-{kind}-{code}-{when}", "Event", f"row:{line}", found)
    entry.add("name", f"Freedom in the World, {kind} {when}: {tidy(country)}", original="")
    entry.add("date", when)
    entry.add("country", country)
    return entry


def _scores(line: int, row: dict[str, str], found: list[Found], unread: Unread) -> None:
    def at(column: str) -> str:
        return f"row:{line}#{column}"

    entry = _event(line, row.pop("Country/Territory"), row.pop("Edition"), "edition", found)
    entry.add("keywords", "freedom-house", original="")
    _figure(entry, "total", row.pop("Total"), _MOST_TOTAL, at("Total"))
    for item in [name for name in row if _ITEM.match(name)]:
        score = row.pop(item).strip()
        if score.isdecimal() and int(score) <= _MOST_ITEM:
            entry.add("keywords", f"item:{item}={score}", original=score, at=at(item))
        else:
            entry.issue(IssueKind.ODD, item, score, "not a score of 0 to 4", at=at(item))
    for column, name in (("Status", "status"), ("PR rating", "political-rights"), ("CL rating", "civil-liberties")):
        entry.add("keywords", f"{name}:{tidy(row.pop(column))}", original="", at=at(column))
    # Sums of the items, the region, whether it is a country, and questions that are asked of few countries.
    for column in ("A", "B", "C", "D", "E", "F", "G", "PR", "CL", "Region", "C/T"):
        row.pop(column, None)
    unread.row({name: value for name, value in row.items() if value.strip() not in ("0", "N/A")}, at)


def _ratings(line: int, row: dict[str, str], found: list[Found], unread: Unread) -> None:
    def at(column: str) -> str:
        return f"row:{line}#{column}"

    entry = _event(line, row.pop("country"), row.pop("year"), "year", found)
    entry.add("keywords", "freedom-rating", original="")
    for column in ("political_rights", "civil_liberties"):
        _figure(entry, column.replace("_", "-"), row.pop(column), 7, at(column))
    entry.add("keywords", f"status:{tidy(row.pop('status'))}", original="", at=at("status"))
    for column in ("iso2c", "iso3c", "continent", "color"):  # the country's codes, and the colour of a map
        row.pop(column, None)
    unread.row(row, at)


def _figure(entry: Entry, name: str, written: str, most: int, at: str) -> None:
    figure = written.strip()
    if figure.isdecimal() and int(figure) <= most:
        entry.add("keywords", f"{name}:{figure}", original=figure, at=at)
    else:
        entry.issue(IssueKind.ODD, name, written, f"not a figure of 0 to {most}", at=at)
