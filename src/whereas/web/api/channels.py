"""The API of channels: the requests with their clocks, a request routed, recorded, and what happened to it."""

from dataclasses import dataclass
from typing import Any

from litestar import MediaType, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery, JSONBody

from whereas.publish.channel_template import TEMPLATE
from whereas.publish.channels import plain_channel
from whereas.web.access import needs
from whereas.web.roles import Permission
from whereas.web.visit import Here
from whereas.workbench import channels as desk
from whereas.workbench.channel_page import kept, made_of, record, routed


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A request as its file has it (YAML); `screen` looks its names up in the lists."""

    text: str
    screen: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """What happened to a request: its kind, the day, the words with the paper it stands on, and the letter's end."""

    kind: str
    on: str
    why: str
    until: str = ""


@get("/api/v1/channels", opt=needs(Permission.READ), sync_to_thread=True)
def every(visit: Here, as_of: FromQuery[str] = "") -> list[dict[str, Any]]:
    """List the recorded requests with their clocks. As `whereas channel --json`."""
    return desk.plain_kept(desk.kept(visit.seen.bench, as_of=as_of))


@get("/api/v1/channel-template", opt=needs(Permission.READ), media_type=MediaType.TEXT, sync_to_thread=True)
def template(visit: Here) -> str:
    """Give an empty request with comments (YAML). As `whereas channel --template`."""
    return TEMPLATE


@post("/api/v1/channel-routes", opt=needs(Permission.READ), status_code=200, sync_to_thread=True)
def route(visit: Here, data: JSONBody[Wanted]) -> dict[str, Any]:
    """Route a request: free, covered, needs an exemption, barred, or what would tell.

    Nothing is kept. As `whereas channel FILE --json`. The route is no permission: the body that is named decides.
    """
    return plain_channel(made_of(visit.seen, routed(data.text), screen=data.screen))


@post("/api/v1/channels", opt=needs(Permission.RECORD), sync_to_thread=True)
def take_up(visit: Here, data: JSONBody[Wanted]) -> dict[str, str]:
    """Keep a request, so that its events and clocks are followed. As `whereas channel FILE --record`."""
    said = record(visit.seen, data.text)
    return {"key": said.key, "exhibit": said.exhibit}


@get("/api/v1/channels/{key:str}", opt=needs(Permission.READ), sync_to_thread=True)
def one(visit: Here, key: FromPath[str]) -> dict[str, Any]:
    """Give a recorded request with its route, checklist, screening and clocks."""
    if key not in visit.seen.bench.ledger.desk().requests:
        raise NotFoundException("there is no such request, or none that you may see")
    found, _ = kept(visit.seen, key)
    if found.route is None:
        raise NotFoundException(f"the policy no longer takes it: {found.unread}")
    return plain_channel(made_of(visit.seen, found.route, screen=True))


@post("/api/v1/channels/{key:str}/happenings", opt=needs(Permission.RECORD), sync_to_thread=True)
def happened(visit: Here, key: FromPath[str], data: JSONBody[Happened]) -> dict[str, str]:
    """Put on record what happened to a request. As `whereas channel --event KEY KIND`."""
    said = desk.happened(visit.seen.bench, key, data.kind, on=data.on, why=data.why, until=data.until)
    return {"request": said.request, "kind": said.kind, "on": said.on}


ROUTES = [every, template, route, take_up, one, happened]
