"""Recommendations to North Korea in the Universal Periodic Review, with its response and whether a Member made them."""

from collections.abc import Iterator

from whereas.core.errors import StructureError
from whereas.core.exhibit import Exhibit
from whereas.core.issue import IssueKind
from whereas.core.marking import Marking
from whereas.core.source import Bounds, Source
from whereas.sources.contract import Entry, Feed, Found, Unread, derived_id, tidy
from whereas.sources.formats.csv_table import table_rows

SOURCE = Source(
    key="upr",
    title="Recommendations to North Korea in the Universal Periodic Review",
    publisher="UPR Info database, as gathered for research",
    authority="-",
    homepage="https://www.upr-info.org/",
    licence="none stated with the file: for research only",
    folder="rights",
    reliability="B",
    marking=Marking(terms=frozenset({"attribution", "evaluation-only"})),
    bounds=Bounds(least={"Event": 100}),
    notes="Graded B: an organisation's coding of the public reports of the working group. `Accepted` is the answer "
    "given at the review, and no step; everything else counts as noted. Who was a Member of the Union is the "
    "file's own column. The file gives sessions and not days: an event is dated to the year of its session. "
    "Action is the category of what is asked, 1 (least) to 5 (a specific action), in the database's own coding.",
)
FEEDS = (Feed(key="recommendations", patterns=(r"dprk_upr_recommendations.*\.csv",), limit=16 * 2**20,
              published=lambda name, _data: _newest_in(name)),)  # fmt: skip

_NEEDED = ("To", "Text", "From", "From-Org", "Response", "Action", "Issue", "Session")
# The sessions at which North Korea was reviewed and that this file holds, with their years.
_YEARS = {"6": "2009", "19": "2014"}
# How the database shortens the name of the State under review.
_SHORT = {"DPR Korea": "kp"}


def _newest_in(name: str) -> str:
    """The last year that the file's name gives: `..._2009_2014.csv`."""
    years = [piece for piece in name.removesuffix(".csv").split("_") if len(piece) == 4 and piece.isdigit()]
    return max(years, default="")


def parse(exhibit: Exhibit, data: bytes) -> Iterator[Found]:
    """One event for each recommendation; raises `StructureError` for a table of another shape."""
    found: list[Found] = []
    unread = Unread()
    seen: dict[str, int] = {}
    for line, row in table_rows(exhibit, data, _NEEDED):
        _recommendation(line, row, seen, found, unread)
    yield from found
    yield from unread.issues()


def _recommendation(line: int, row: dict[str, str], seen: dict[str, int], found: list[Found], unread: Unread) -> None:
    def at(column: str) -> str:
        return f"row:{line}#{column}"

    text, state, session = row.pop("Text"), tidy(row.pop("From")), tidy(row.pop("Session"))
    if not tidy(text) or not state or not session:
        raise StructureError(
            "a recommendation without text, State or session", where=at("Text"), todo="the earlier edition stays"
        )
    identity = derived_id("upr-rec", session, state, tidy(text))
    entry = Entry(SOURCE.key, identity, "Event", f"row:{line}", found)
    if identity in seen:
        words = f"row {seen[identity]} says the same; counted once"
        entry.issue(IssueKind.DOUBLE, "Text", text, words, at=at("Text"))
        return
    seen[identity] = line
    entry.add("name", f"Recommendation of {state}, session {session}", original=state, at=at("From"))
    if session in _YEARS:
        entry.add("date", _YEARS[session], original=session, at=at("Session"))
    else:
        entry.issue(IssueKind.DATE, "Session", session, "the year of this session is not known to this reader",
                    at=at("Session"))  # fmt: skip
    entry.add("summary", text, at=at("Text"))
    reviewed = row.pop("To")
    entry.add("country", _SHORT.get(tidy(reviewed), reviewed), original=reviewed, at=at("To"))
    entry.add("keywords", "upr", original="")
    _response(entry, row.pop("Response"), at("Response"))
    if "EU" in _pieces(row.pop("From-Org")):
        entry.add("keywords", "upr:from-eu", original="EU", at=at("From-Org"))
    entry.add("keywords", f"upr:action-{tidy(row.pop('Action'))}", original="", at=at("Action"))
    for issue in _pieces(row.pop("Issue")):
        entry.add("keywords", f"upr:issue:{issue}", original=issue, at=at("Issue"))
    for told in ("To-Org", "To-Rgrp", "From-Rgrp", "file"):  # groups of States and the file a row came from
        row.pop(told, None)
    unread.row(row, at)


def _response(entry: Entry, written: str, at: str) -> None:
    response = tidy(written).lower()
    if response in ("accepted", "noted"):
        entry.add("keywords", f"upr:{response}", original=written, at=at)
    else:
        entry.issue(IssueKind.ODD, "Response", written, "neither accepted nor noted; counted as neither", at=at)


def _pieces(cell: str) -> list[str]:
    return [piece for one in cell.split(",") if (piece := tidy(one))]
