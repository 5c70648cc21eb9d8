"""Alerts: what changed of what the visitor watches; the watches themselves; and each change in full."""

from dataclasses import dataclass

from litestar import get, post
from litestar.params import FromPath, URLEncodedBody
from litestar.response import Redirect, Template

from whereas.web import alerts
from whereas.web.access import needs
from whereas.web.catalogue import Entry
from whereas.web.roles import Permission
from whereas.web.shown import page
from whereas.web.strangers import own_path
from whereas.web.visit import Here, Visit
from whereas.web.watches import Alert, Watch

ENTRY = Entry(key="alerts", path="/alerts", order=80, shortcut="a")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An alert on the page: with what it is called, the watch it is for, and the pages before and after."""

    alert: Alert
    watch: Watch
    caption: str
    before: str
    after: str


@get("/alerts", opt=needs(Permission.READ), sync_to_thread=True, include_in_schema=False)
def alerts_page(visit: Here) -> Template:
    """All alerts that were not dismissed, and the watches."""
    watches = {one.id: one for one in alerts.watched(visit)}
    rows = [_row(visit, one, watches[one.watch]) for one in alerts.shown(visit)]
    sources = {key: module.SOURCE.title for key, module in visit.seen.bench.modules.items()}
    return page(visit, "alerts.html.j2", here="alerts", rows=rows, watches=list(watches.values()), sources=sources)


@get("/alerts/{key:str}", opt=needs(Permission.READ), sync_to_thread=True, include_in_schema=False)
def alert_page(visit: Here, key: FromPath[str]) -> Template:
    """One change: the statements that came and those that went, side by side."""
    found = alerts.one(visit, key)
    watch = next(one for one in alerts.watched(visit) if one.id == found.watch)
    alerts.put(visit, [key] if found.state == "new" else [], "read")
    difference = alerts.difference(visit, found)
    return page(visit, "alert.html.j2", here="alerts", row=_row(visit, found, watch), difference=difference)


@post("/alerts/dismiss", opt=needs(Permission.READ), sync_to_thread=True, include_in_schema=False)
def dismiss(visit: Here, data: URLEncodedBody[dict[str, str]]) -> Redirect:
    """Put an alert away, or all that are shown."""
    asked = data.get("alert", "")
    alerts.put(visit, [asked] if asked else [one.id for one in alerts.shown(visit)], "dismissed")
    return Redirect("/alerts", status_code=303)


@post("/watches", opt=needs(Permission.READ), sync_to_thread=True, include_in_schema=False)
def begin(visit: Here, data: URLEncodedBody[dict[str, str]]) -> Redirect:
    """Watch a thing, from this page or from the thing's own (`then` leads back there)."""
    alerts.begin(visit, data.get("kind", ""), data.get("key", ""))
    return Redirect(own_path(data.get("then", "/alerts")), status_code=303)


@post("/watches/{key:str}/end", opt=needs(Permission.READ), sync_to_thread=True, include_in_schema=False)
def end(visit: Here, key: FromPath[str], data: URLEncodedBody[dict[str, str]]) -> Redirect:
    """Watch it no more, from this page or from the thing's own."""
    alerts.end(visit, key)
    return Redirect(own_path(data.get("then", "/alerts")), status_code=303)


def _row(visit: Visit, found: Alert, watch: Watch) -> Row:
    caption = alerts.caption(visit, found) if found.entity else watch.words
    before, after = alerts.places(found) if found.entity else ("", "")
    return Row(alert=found, watch=watch, caption=caption, before=before, after=after)


ROUTES = [alerts_page, alert_page, dismiss, begin, end]
