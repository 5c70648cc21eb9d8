"""The audit, for admins: who did or was refused what and when, with filters, as CSV, and whether its chain holds."""

import csv
from io import StringIO
from itertools import islice
from typing import Any

from litestar import get
from litestar.params import FromQuery
from litestar.response import Response, Template

from whereas.web.access import needs
from whereas.web.catalogue import Entry
from whereas.web.links import audit as audit_link
from whereas.web.register.audit import Asked, Noted
from whereas.web.roles import Permission
from whereas.web.shown import page
from whereas.web.visit import Here

ENTRY = Entry(key="audit", path="/audit", order=91, needs=Permission.ACCOUNTS)
PAGE = 100  # rows of a page
_MOST = 100_000  # rows of a file
_KEEPS = needs(Permission.ACCOUNTS)
COLUMNS = ("no", "at", "who", "action", "object", "route", "result", "address", "previous", "digest")


@get("/audit", opt=_KEEPS, sync_to_thread=True, include_in_schema=False)
def audit(
    *, visit: Here, who: FromQuery[str] = "", action: FromQuery[str] = "", result: FromQuery[str] = "",
    named: FromQuery[str] = "", since: FromQuery[str] = "", until: FromQuery[str] = "", before: FromQuery[int] = 0,
    head: FromQuery[str] = "", verify: FromQuery[str] = "",
) -> Template:  # fmt: skip
    """The rows that are asked for, the newest first."""
    asked = Asked(who=who, action=action, result=result, named=named, since=since, until=until)
    rows = list(islice(visit.register.audit.rows(asked, before=max(before, 0), most=PAGE + 1), PAGE + 1))
    older = audit_link(**asked.plain(), before=str(rows[PAGE - 1].no)) if len(rows) > PAGE else ""
    verified = visit.register.audit.verify(head.strip().lower()) if verify else None
    return page(
        visit, "audit.html.j2", here="audit", rows=rows[:PAGE], asked=asked, older=older, verified=verified, head=head,
        actions=visit.register.audit.actions(), file=audit_link(**asked.plain(), file="csv"),
    )  # fmt: skip


@get("/audit.csv", opt=_KEEPS, sync_to_thread=True, include_in_schema=False)
def audit_csv(
    *, visit: Here, who: FromQuery[str] = "", action: FromQuery[str] = "", result: FromQuery[str] = "",
    named: FromQuery[str] = "", since: FromQuery[str] = "", until: FromQuery[str] = "",
) -> Response[Any]:  # fmt: skip
    """The same rows as a file, the newest first."""
    asked = Asked(who=who, action=action, result=result, named=named, since=since, until=until)
    text = as_csv(list(visit.register.audit.rows(asked, most=_MOST)))
    visit.audit("export", "audit")
    headers = {"content-disposition": 'attachment; filename="audit.csv"'}
    return Response(text, media_type="text/csv; charset=utf-8", headers=headers)


def as_csv(rows: list[Noted]) -> str:
    """Rows as CSV; a cell that a spreadsheet would run as a formula is quoted."""
    out = StringIO()
    written = csv.writer(out, lineterminator="\n")
    written.writerow(COLUMNS)
    for one in rows:
        known = {"no": one.no, "previous": one.previous, "digest": one.digest}
        written.writerow([_plain(str(known.get(name, getattr(one.act, name, "")))) for name in COLUMNS])
    return out.getvalue()


def _plain(cell: str) -> str:
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") and cell != "-" else cell


ROUTES = [audit, audit_csv]
