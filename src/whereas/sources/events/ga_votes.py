"""Recorded votes of the General Assembly on human rights in North Korea: tallies, and how Members of the EU voted."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from whereas.core.errors import StructureError
from whereas.core.exhibit import Exhibit
from whereas.core.issue import IssueKind
from whereas.core.marking import Marking
from whereas.core.period import is_partial_date
from whereas.core.source import Bounds, Source
from whereas.sources.contract import Entry, Feed, Found, Unread
from whereas.sources.formats.csv_table import table_rows
from whereas.sources.formats.eu_members import members_on

SOURCE = Source(
    key="ga_votes",
    title="UN General Assembly roll calls on human rights in North Korea",
    publisher="Voeten, Strezhnev and Bailey, United Nations General Assembly Voting Data, as packed in unvotes",
    authority="-",
    homepage="https://doi.org/10.7910/DVN/LEJUQZ",
    licence="MIT, with attribution",
    folder="rights",
    reliability="B",
    marking=Marking(terms=frozenset({"attribution"})),
    bounds=Bounds(least={"Event": 5}, largest_drop=0.0),
    notes="Graded B: scholars' copy of the public record of votes. A resolution that was adopted without a vote leaves "
    "no row, so that a year without a vote says nothing of support. A State that did not vote has no row: Members"
    " of the Union without one are counted as absent. Who was a Member on the day is from the dates of accession "
    "and withdrawal, which were written from memory and held against the Members that the reviews of 2009 and "
    "2014 name.",
)


def _newest(_name: str, data: bytes) -> str:
    return max(re.findall(rb",(\d{4}-\d\d-\d\d),", data), default=b"").decode()


FEEDS = (Feed(key="rollcalls", patterns=(r"dprk_hr_ga_rollcalls.*\.csv",), limit=16 * 2**20, published=_newest),)

_NEEDED = ("rcid", "country", "country_code", "vote", "date", "unres")
_VOTES = ("yes", "no", "abstain")
# A roll call with less than this share of the votes of the file's largest one was cut off.
_WHOLE = 0.75
_RESOLUTION = re.compile(r"R/(\d+)/(\d+)\Z")


@dataclass(slots=True)
class _RollCall:
    """The votes of one resolution as they are gathered."""

    line: int
    date: str
    resolution: str
    votes: dict[str, str] = field(default_factory=dict)


def parse(exhibit: Exhibit, data: bytes) -> Iterator[Found]:
    """One event for each roll call; raises `StructureError` for a table of another shape."""
    found: list[Found] = []
    unread = Unread()
    calls: dict[str, _RollCall] = {}
    for line, row in table_rows(exhibit, data, _NEEDED):
        _vote(line, row, calls, unread)
    most = max(len(call.votes) for call in calls.values())
    for key, call in calls.items():
        _event(key, call, most, found)
    yield from found
    yield from unread.issues()


def _vote(line: int, row: dict[str, str], calls: dict[str, _RollCall], unread: Unread) -> None:
    key, date, resolution = row.pop("rcid").strip(), row.pop("date").strip(), row.pop("unres").strip()
    code, vote = row.pop("country_code").strip().lower(), row.pop("vote").strip()
    call = calls.setdefault(key, _RollCall(line=line, date=date, resolution=resolution))
    odd = None
    if not key or len(code) != 2 or vote not in _VOTES or not is_partial_date(date):
        odd = "a row that is no vote"
    elif (call.date, call.resolution) != (date, resolution):
        odd = "one roll call with two dates or resolutions"
    elif code in call.votes:
        odd = "a State that votes twice"
    if odd:  # a tally that is nearly right is wrong
        raise StructureError(odd, where=f"row:{line}", todo="the earlier edition stays; fetch the file again, whole")
    call.votes[code] = vote
    del row["country"]  # the code says the same
    unread.row(row, lambda column: f"row:{line}#{column}")


def _event(key: str, call: _RollCall, most: int, found: list[Found]) -> None:
    entry = Entry(SOURCE.key, f"ga-vote-{key.removesuffix('.0')}", "Event", f"row:{call.line}", found)
    if len(call.votes) < most * _WHOLE:
        words = f"only {len(call.votes)} votes, where another roll call of the file has {most}: left out as cut off"
        entry.issue(IssueKind.ODD, "vote", call.resolution, words)
        return
    named = _RESOLUTION.match(call.resolution)
    title = f"resolution {named[1]}/{named[2]}" if named else f"resolution {call.resolution}"
    tally = Counter(call.votes.values())
    counts = "-".join(str(tally[vote]) for vote in _VOTES)
    members = members_on(call.date)
    ours = Counter(call.votes.get(code, "absent") for code in members)
    split = ", ".join(f"{ours[vote]} {vote}" for vote in (*_VOTES, "absent"))
    entry.add("name", f"General Assembly {title}: {counts}", original=call.resolution)
    entry.add("date", call.date, at=f"row:{call.line}#date")
    entry.add("summary", f"Recorded vote on human rights in North Korea: {tally['yes']} in favour, {tally['no']} "
              f"against, {tally['abstain']} abstaining. Of {len(members)} Members of the Union: {split}.", original="",
              )  # fmt: skip
    entry.add("country", "kp", original="")
    entry.add("recordId", key)
    entry.add("keywords", "ga-vote", original="")
    for vote in _VOTES:
        entry.add("keywords", f"{vote}:{tally[vote]}", original="")
    entry.add("keywords", f"eu-members:{len(members)}", original="")
    for vote in (*_VOTES, "absent"):
        entry.add("keywords", f"eu-{vote}:{ours[vote]}", original="")
