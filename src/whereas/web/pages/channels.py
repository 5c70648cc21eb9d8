"""Channels: what stands in the way of aid or exchange, what answers it, the file for it, its clocks and its events."""

from typing import Any

from litestar import Response, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, URLEncodedBody
from litestar.response import Redirect, Template

from whereas.core.errors import WhereasError
from whereas.policy.channels import Channels, channels_to
from whereas.policy.programmes import load_programme
from whereas.publish.channel_template import TEMPLATE
from whereas.publish.channels import NON_CLAIMS, Made, asked_words, channel_files, outcome_words
from whereas.web.access import needs
from whereas.web.catalogue import Entry
from whereas.web.roles import Permission
from whereas.web.shown import page
from whereas.web.visit import Here, Visit
from whereas.workbench import channels as desk
from whereas.workbench.channel_page import ACTS, ITEMS, kept, made_of, record, routed, written

ENTRY = Entry(key="channels", path="/channels", order=68)
READ = needs(Permission.READ)
_KINDS = {"docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "csv": "text/csv",
          "json": "application/json"}  # fmt: skip


def _policy(visit: Visit) -> Channels:
    """The channels to the country of the programme in focus."""
    return channels_to(load_programme(visit.seen.focus).country)


@get("/channels", opt=READ, sync_to_thread=True, include_in_schema=False)
def channels_page(visit: Here) -> Template:
    """The recorded requests with their clocks and what is due."""
    return page(visit, "channels.html.j2", here="channels", every=desk.kept(visit.seen.bench))


@get("/channels/new", opt=READ, sync_to_thread=True, include_in_schema=False)
def new(visit: Here) -> Template:
    """A form for a request, and its file beside it."""
    return page(
        visit, "channel_new.html.j2", here="channels", policy=_policy(visit), items=range(1, ITEMS + 1),
        acts=range(1, ACTS + 1), empty=TEMPLATE,
    )  # fmt: skip


@post("/channels/route", opt=READ, sync_to_thread=True, include_in_schema=False, status_code=200)
def route(visit: Here, data: URLEncodedBody[dict[str, str]]) -> Template | Response[bytes] | Redirect:
    """Route what was filled in or pasted: show it, send one of its files, or keep it."""
    text = data.get("text", "").strip() or written(data, _policy(visit))
    found = routed(text)
    if data.get("do") == "record":
        if not visit.person.may(Permission.RECORD):
            raise WhereasError("your role may not record a request", todo="ask an analyst to record it")
        return Redirect(f"/channels/{record(visit.seen, text).key}", status_code=303)
    made = made_of(visit.seen, found, screen=bool(data.get("screen")))
    if data.get("file"):
        return _file(made, data["file"])
    return page(visit, "channel.html.j2", here="channels", text=text, kept=None, events=(), **_shown(made))


@get("/channels/{key:str}", opt=READ, sync_to_thread=True, include_in_schema=False)
def channel_page(visit: Here, key: FromPath[str]) -> Template:
    """A recorded request: its route, checklist, clocks and events."""
    found, events = _kept(visit, key)
    if found.route is None:
        return page(visit, "channel.html.j2", here="channels", text="", kept=found, events=events, m=None)
    made = made_of(visit.seen, found.route, screen=True)
    stages = channels_to(found.record.channels).stages
    return page(visit, "channel.html.j2", here="channels", text="", kept=found, events=events, stages=stages,
                **_shown(made))  # fmt: skip


@get("/channels/{key:str}/{name:str}", opt=READ, sync_to_thread=True, include_in_schema=False)
def file(visit: Here, key: FromPath[str], name: FromPath[str]) -> Response[bytes]:
    """One of the files a request goes out with."""
    found, _ = _kept(visit, key)
    if found.route is None:
        raise NotFoundException("there is no such file")
    return _file(made_of(visit.seen, found.route, screen=True), name)


@post("/channels/{key:str}/events", opt=needs(Permission.RECORD), sync_to_thread=True, include_in_schema=False)
def happened(visit: Here, key: FromPath[str], data: URLEncodedBody[dict[str, str]]) -> Redirect:
    """Put on record what happened to a request."""
    said = {name: data.get(name, "").strip() for name in ("kind", "on", "why", "until")}
    desk.happened(visit.seen.bench, key, said["kind"], on=said["on"], why=said["why"], until=said["until"])
    return Redirect(f"/channels/{key}#events", status_code=303)


def _kept(visit: Visit, key: str) -> Any:
    """A recorded request, or the same answer for one that is not there and one that is not to be seen."""
    if key not in visit.seen.bench.ledger.desk().requests:
        raise NotFoundException("there is no such request, or none that you may see")
    return kept(visit.seen, key)


def _shown(made: Made) -> dict[str, Any]:
    return {"m": made, "r": made.route.request, "outcome": outcome_words, "asked": asked_words,
            "non_claims": NON_CLAIMS}  # fmt: skip


def _file(made: Made, name: str) -> Response[bytes]:
    files = channel_files(made)
    if name not in files or name.endswith(".html"):
        raise NotFoundException("there is no such file")
    return Response(
        files[name], media_type=_KINDS[name.rpartition(".")[2]],
        headers={"content-disposition": f'attachment; filename="{made.route.request.key}-{name}"'},
    )  # fmt: skip


ROUTES = [channels_page, new, route, channel_page, file, happened]
