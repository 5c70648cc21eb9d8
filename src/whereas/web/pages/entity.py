"""An entity: what each source says side by side, who lists it since when, what it is tied to, and who merged what."""

import re
from typing import Any
from urllib.parse import quote

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery, URLEncodedBody
from litestar.response import Redirect, Template

from whereas.core.errors import WhereasError
from whereas.publish.designation_chart import designation_chart
from whereas.publish.entity_files import ftm_bytes, statements_csv
from whereas.web import links
from whereas.web.access import needs
from whereas.web.entity_slider import slider
from whereas.web.forms import Form, one
from whereas.web.roles import Permission
from whereas.web.shown import page
from whereas.web.visit import Here, Visit
from whereas.web.words import DEFAULT, catalogue
from whereas.workbench.afoot import BusyError
from whereas.workbench.assessing import whole_day
from whereas.workbench.bench import Resolved
from whereas.workbench.entity_page import EntityPage, worth_a_look
from whereas.workbench.entity_states import states
from whereas.workbench.looking import DECISIONS, bearing, decide, editions, exports, look, merged_on

Sent = URLEncodedBody[dict[str, Any]]
MOST_VALUES = 8  # of one source on one property, before the rest is folded away
MOST_ROUTES = 5
LONG = 220
_PATIENCE = 0.4  # seconds in which what editions changed must be counted; else the page says that it is not yet


@get("/entities/{key:str}", opt=needs(Permission.READ), sync_to_thread=True, include_in_schema=False)
def entity(visit: Here, key: FromPath[str], as_of: FromQuery[str] = "") -> Template | Response[Template]:
    """One entity as of a day."""
    try:
        found, trouble = look(visit.seen, key, as_of), None
    except BusyError:  # today's state is no answer to who asked for a past one
        raise
    except WhereasError as error:
        found, trouble, as_of = look(visit.seen, key), error, ""
    return _page(visit, key, found, as_of=as_of, trouble=trouble)


@post("/entities/{key:str}/judgements", opt=needs(Permission.RECORD), sync_to_thread=True, include_in_schema=False)
def judge(visit: Here, key: FromPath[str], data: Sent) -> Template | Redirect:
    """Record whether two entries are one thing, with the reason."""
    try:
        said = decide(visit.seen, one(data, "left"), one(data, "right"), one(data, "decision"), one(data, "why"))
    except WhereasError as error:
        return _page(visit, key, look(visit.seen, key), trouble=error, form=data)
    visit.audit("judge", f"{said.left} {said.decision.value} {said.right}")
    return Redirect(links.entity(key) + "#history", status_code=303)


@get("/entities/{key:str}/statements.csv", opt=needs(Permission.READ), sync_to_thread=True, include_in_schema=False)
def statements(visit: Here, key: FromPath[str], as_of: FromQuery[str] = "") -> Response[bytes]:
    """Every statement as CSV."""
    found = _found(visit, key, as_of)
    return _file(statements_csv(exports(visit.seen, found, as_of)), key, "csv", "text/csv; charset=utf-8")


@get("/entities/{key:str}/ftm.json", opt=needs(Permission.READ), sync_to_thread=True, include_in_schema=False)
def ftm(visit: Here, key: FromPath[str], as_of: FromQuery[str] = "") -> Response[bytes]:
    """The entity and what names it as FollowTheMoney JSON lines."""
    found = _found(visit, key, as_of)
    resolved: Resolved = merged_on(visit.seen, as_of)
    lines = ftm_bytes(exports(visit.seen, found, as_of), resolved.graph.canonical, resolved.view.editions())
    return _file(lines, key, "ftm.json", "application/x-ndjson; charset=utf-8")


def _found(visit: Visit, key: str, as_of: str) -> EntityPage:
    found = look(visit.seen, key, as_of)
    if found is None:
        raise WhereasError(visit.t("entity.nothing", named=key), todo=visit.t("entity.nothing_todo"))
    return found


def _file(content: bytes, key: str, ending: str, media: str) -> Response[bytes]:
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", key)[:80]
    named = f"attachment; filename=\"{plain}.{ending}\"; filename*=UTF-8''{quote(key, safe='')}.{ending}"
    return Response(content, media_type=media, headers={"content-disposition": named})


def _page(
    visit: Visit, key: str, found: EntityPage | None, *, as_of: str = "", trouble: WhereasError | None = None,
    form: Form | None = None,
) -> Template:  # fmt: skip
    ids = (key, *found.thing.members) if found else (key,)
    shown = page(
        visit, "entity.html.j2", here="search", key=key, page=found, as_of=as_of, trouble=trouble,
        editions=editions(visit.seen),
        slider=slider(visit, key, states(visit.seen, ids, whole_day(as_of), patience=_PATIENCE)),
        chart=designation_chart(found.listings, found.as_of, visit.drawn) if found else None,
        bearing=bearing(visit.seen, found) if found and not as_of else None,
        titles={name: module.SOURCE.title for name, module in visit.seen.bench.modules.items()},
        worth_a_look=worth_a_look, most=MOST_VALUES, most_routes=MOST_ROUTES, long=LONG,
        may_judge=visit.person.may(Permission.RECORD), decisions=tuple(DECISIONS), form=form or {},
        known_words=catalogue()[DEFAULT],
    )  # fmt: skip
    shown.status_code = 200 if found else 404
    if found and trouble:
        shown.status_code = 400
    return shown


ROUTES = [entity, judge, statements, ftm]
