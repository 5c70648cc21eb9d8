"""The comparison of lists over the API: what was compared, and rows, contradictions and lags in pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from litestar import get
from litestar.params import FromQuery, QueryParameter

from whereas.publish.align_rows import Wanted, wanted_contradictions, wanted_lags, wanted_rows
from whereas.publish.tables import plain_contradiction, plain_lag, plain_report, plain_row
from whereas.web.access import needs
from whereas.web.roles import Permission
from whereas.web.visit import Here
from whereas.workbench.looking import aligned_on

T = TypeVar("T")
Number = Annotated[int, QueryParameter(name="page", ge=1, le=1_000_000, description="Which page, from 1.")]
PerPage = Annotated[int, QueryParameter(ge=1, le=500, description="How many on a page.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What was compared: the lists with their editions, coverage by exact combination, lags in sum, and counts."""

    programme: dict[str, str]
    as_of: str
    revision: str
    version: str
    starter: bool
    lists: list[dict[str, Any]]
    silent: list[str]
    coverage: list[dict[str, Any]]
    lag_summary: dict[str, Any]
    counts: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A page of a table: `total` counts all that the filters left, `pages` the pages they fill."""

    as_of: str
    revision: str
    total: int
    page: int
    pages: int
    items: list[dict[str, Any]]


@get("/api/v1/align", opt=needs(Permission.READ), sync_to_thread=True, tags=["align"])
def compared(visit: Here, *, as_of: FromQuery[str] = "") -> Compared:
    """What was compared, as the head of `whereas align --json`."""
    plain = plain_report(aligned_on(visit.seen, as_of))
    counts = {name: len(plain[name]) for name in ("entities", "related", "lags", "contradictions")}
    return Compared(**{name: plain[name] for name in Compared.__slots__ if name != "counts"}, counts=counts)


@get("/api/v1/align/rows", opt=needs(Permission.READ), sync_to_thread=True, tags=["align"])
def rows(
    visit: Here, *, text: FromQuery[str] = "", kind: FromQuery[str] = "",
    by: FromQuery[str] = "", without: FromQuery[str] = "", exact: FromQuery[str] = "", gap: FromQuery[str] = "",
    measure: FromQuery[str] = "", since: FromQuery[str] = "", sure: FromQuery[str] = "", as_of: FromQuery[str] = "",
    number: Number = 1, per_page: PerPage = 100,
) -> Part:  # fmt: skip
    """Entities with their listings and gaps, each value with its source and place; filters as on the page.

    `gap` is un_not_eu, partner_not_eu, eu_alone or un_not_partner; `by` and `without` are authorities; `exact` a
    combination of them (`UN,EU`); `sure=1` leaves differences out that the age of a list may explain.
    """
    report = aligned_on(visit.seen, as_of)
    wanted = Wanted(text=text, kind=kind, by=by, without=without, exact=exact, gap=gap, measure=measure, since=since,
                    sure=sure == "1")  # fmt: skip
    found = wanted_rows(report, wanted)
    shown, pages = _part(found, number, per_page)
    return Part(as_of=report.as_of, revision=report.revision, total=len(found), page=number, pages=pages,
                items=[plain_row(row) for row in shown])  # fmt: skip


@get("/api/v1/align/contradictions", opt=needs(Permission.READ), sync_to_thread=True, tags=["align"])
def contradictions(
    visit: Here, *, text: FromQuery[str] = "", kind: FromQuery[str] = "", by: FromQuery[str] = "",
    severity: FromQuery[str] = "", clash: FromQuery[str] = "", as_of: FromQuery[str] = "", number: Number = 1,
    per_page: PerPage = 100,
) -> Part:  # fmt: skip
    """Statements of lists that cannot both be right, the most severe first; `severity` is the least that is given."""
    report = aligned_on(visit.seen, as_of)
    found = wanted_contradictions(report, Wanted(text=text, kind=kind, by=by, severity=severity, clash=clash))
    shown, pages = _part(found, number, per_page)
    return Part(as_of=report.as_of, revision=report.revision, total=len(found), page=number, pages=pages,
                items=[plain_contradiction(one) for one in shown])  # fmt: skip


@get("/api/v1/align/lags", opt=needs(Permission.READ), sync_to_thread=True, tags=["align"])
def lags(
    visit: Here, *, text: FromQuery[str] = "", kind: FromQuery[str] = "", since: FromQuery[str] = "",
    measured: FromQuery[str] = "", as_of: FromQuery[str] = "", number: Number = 1, per_page: PerPage = 100,
) -> Part:  # fmt: skip
    """Days from the UN's listing to the EU's, the longest first; `measured=1` leaves those out that have none."""
    report = aligned_on(visit.seen, as_of)
    found = wanted_lags(report, Wanted(text=text, kind=kind, since=since))
    found = tuple(one for one in found if one.days is not None) if measured == "1" else found
    captions = {row.entity: row.caption for row in report.rows}
    shown, pages = _part(found, number, per_page)
    return Part(as_of=report.as_of, revision=report.revision, total=len(found), page=number, pages=pages,
                items=[plain_lag(one, captions) for one in shown])  # fmt: skip


def _part(found: Sequence[T], number: int, per_page: int) -> tuple[Sequence[T], int]:
    """A page of what was found, and how many pages there are."""
    return found[(number - 1) * per_page : number * per_page], max(-(-len(found) // per_page), 1)


ROUTES = [compared, rows, contradictions, lags]
