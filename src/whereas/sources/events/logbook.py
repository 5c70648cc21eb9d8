"""Event logs that people keep by hand, in CSV: one row an event, with its source; several logs stand side by side."""

import re
from collections import Counter
from collections.abc import Iterator

from whereas.core.errors import StructureError
from whereas.core.exhibit import Exhibit
from whereas.core.issue import IssueKind
from whereas.core.period import PartialDate, is_partial_date
from whereas.core.source import Source
from whereas.kit.tables import TableError, decode, records
from whereas.sources.contract import Entry, Feed, Found, Unread, derived_id, tidy

SOURCE = Source(
    key="logbook",
    title="Logs kept by hand",
    publisher="the keepers of the log; each row names who says it",
    authority="-",
    homepage="",
    licence="as its keepers say; each row's source has its own",
    folder="logbook",
    reliability="F",
    notes="Graded F: nobody can judge a log in general, only the source that each row names. The header is "
    "`date,until,kind,name,summary,place,country,source,url,keywords`. A row without a readable date, a kind, a "
    "name or a source is an issue and counts nowhere. Countries and keywords are parted by semicolons. A file's "
    "name says which log it is, and a date in it which edition, else the day it was captured: a later edition of "
    "a log takes the place of the earlier one, and other logs stay beside it.",
)
# One feed for each log, because a feed's newest file takes the place of the one before.
LOGS = ("log", "provocations", "incidents", "border", "sea", "air", "missiles", "nuclear", "cyber", "arms", "diplomacy",
        "rights", "aid", "economy", "events", "other", *(f"log-{number}" for number in range(1, 10)))  # fmt: skip


FEEDS = tuple(Feed(key=log, patterns=(rf"{log}(?:[_-]\d{{4}}-\d\d-\d\d)?\.csv",), limit=16 * 2**20) for log in LOGS)

_COLUMNS = ("date", "until", "kind", "name", "summary", "place", "country", "source", "url", "keywords")
_KIND = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")


def parse(exhibit: Exhibit, data: bytes) -> Iterator[Found]:
    """One event for each row that can be read, an issue for each that cannot; raises `StructureError` for no log."""
    found: list[Found] = []
    unread = Unread()
    alike: Counter[tuple[str, ...]] = Counter()
    try:
        for line, row in records(decode(data, "utf-8-sig"), required=_COLUMNS):
            _row(line, {column: tidy(cell) for column, cell in row.items()}, exhibit.feed, alike, found, unread)
    except TableError as error:
        raise StructureError(
            str(error),
            where=exhibit.name,
            todo=f"save it as CSV in UTF-8 under the header {','.join(_COLUMNS)}, texts with commas in quotes",
        ) from error
    yield from found
    yield from unread.issues()


def _row(
    line: int, row: dict[str, str], log: str, alike: Counter[tuple[str, ...]], found: list[Found], unread: Unread
) -> None:
    def at(column: str) -> str:
        return f"row:{line}#{column}"

    identity = (log, row["date"], row["kind"], row["name"], row["source"])
    alike[identity] += 1
    entry = Entry(SOURCE.key, derived_id("log-event", *identity, str(alike[identity])), "Event", f"row:{line}", found)
    if problem := _problem(row):
        column, sort, words = problem
        entry.issue(sort, column, row[column], f"line {line}: {words}; the row is left out", at=at(column))
        return
    if alike[identity] > 1:
        entry.issue(IssueKind.DOUBLE, "name", row["name"], f"line {line} repeats an earlier row; both are counted",
                    at=at("name"))  # fmt: skip
    for column, prop in (("name", "name"), ("date", "date"), ("until", "endDate"), ("summary", "summary"),
                         ("place", "location"), ("source", "publisher"), ("url", "sourceUrl")):  # fmt: skip
        entry.add(prop, row.pop(column), at=at(column))
    for code in row.pop("country").split(";"):
        entry.add("country", code, at=at("country"))
    kind = row.pop("kind")
    entry.add("keywords", f"log:{kind}", original=kind, at=at("kind"))
    for keyword in row.pop("keywords").split(";"):
        entry.add("keywords", keyword, at=at("keywords"))
    unread.row(row, at)


def _problem(row: dict[str, str]) -> tuple[str, IssueKind, str] | None:
    """What keeps a row from being read: the column, the sort of problem, and the words for a person."""
    dated = "write it as 2024, 2024-05 or 2024-05-28"
    if not is_partial_date(row["date"]):
        return "date", IssueKind.DATE, f"not a date that exists; {dated}"
    if row["until"] and not is_partial_date(row["until"]):
        return "until", IssueKind.DATE, f"not a date that exists; {dated}, or leave it empty"
    if row["until"] and PartialDate(row["until"]).latest < PartialDate(row["date"]).earliest:
        return "until", IssueKind.DATE, f"the end lies before the beginning, {row['date']}"
    if not _KIND.match(row["kind"]):
        return "kind", IssueKind.ODD, "not a kind; write small letters, digits and hyphens, such as gps-jamming"
    for column, words in (("name", "no name says what happened"), ("source", "nobody is named who says so")):
        if not row[column]:
            return column, IssueKind.ODD, words
    return None
