"""The one door: before a byte of a request's body is read, it is known who asks, and whether they may.

Every route names the permission it needs, and a route that names none is closed.
"""

import asyncio
from typing import Any

from litestar import Request
from litestar.concurrency import sync_to_thread
from litestar.enums import ScopeType
from litestar.exceptions import (
    ClientException,
    HTTPException,
    NotAuthorizedException,
    NotFoundException,
    PermissionDeniedException,
    TooManyRequestsException,
)
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from whereas.web import forgery
from whereas.web.hosts import known_host, one_of
from whereas.web.marked import note_reading
from whereas.web.register import Person
from whereas.web.register.audit import Act
from whereas.web.roles import Permission
from whereas.web.visit import address_of, cookie_name

SMALL = 1 << 20  # bytes of a request's body, where a route does not say more
UPLOAD = 1 << 29  # for a route that takes files: `@post(..., request_max_body_size=UPLOAD)`; they are kept on disk
_STATIC = "/static/"  # what is there is the same for everybody, and asked many times for a page
_LONGEST_STATIC = 200
_PATIENCE = 60  # seconds for the next part of a request's body


def needs(permission: Permission) -> dict[str, Any]:
    """What a handler declares as its `opt`: `@get("/", opt=needs(Permission.READ))`."""
    return {"needs": permission}


def refusal(wanted: object, person: Person | None) -> HTTPException | None:
    """Why somebody (None: a stranger) may not ask a route that needs this; None where they may."""
    if wanted is Permission.PUBLIC:
        return None
    if not isinstance(wanted, Permission):
        return PermissionDeniedException("this route names no permission and is closed")
    if person is None:
        return NotAuthorizedException("sign in first", headers={"www-authenticate": "Bearer"})
    if not person.may(wanted):
        return PermissionDeniedException(f"the role {person.scope or person.role} may not {wanted}")
    return None


class Door:
    """The middleware before every route."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or raise what it is refused with."""
        if scope["type"] != ScopeType.HTTP:
            raise PermissionDeniedException("only HTTP is spoken here")
        request: Request[Any, Any, Any] = Request(scope, _patient(receive))
        try:
            issued = await _let_in(request)
        except PermissionDeniedException:
            await sync_to_thread(_note_refusal, request)
            raise
        await self.app(scope, request.receive, _telling(request, send, issued))


async def _let_in(request: Request[Any, Any, Any]) -> str:
    """Everything that is asked of a request. Gives the token against forgery that is to be set as a cookie, or ''."""
    config = request.app.state.config
    if not known_host(request.headers.get("host", ""), config):
        raise ClientException("this server does not go by that name; who keeps it says it with: whereas serve --name")
    if "\0" in request.url.path or b"%00" in request.scope["query_string"]:
        raise ClientException("an address with a NUL in it names nothing")  # PostgreSQL keeps no such text
    request.scope["user"] = None
    if request.url.path.startswith(_STATIC):
        if len(request.url.path) > _LONGEST_STATIC:
            raise NotFoundException(
                "there is no such file"
            )  # no disk has one of such a name, and it says so by a fault
        return ""
    person, bearer = await sync_to_thread(_who, request)
    request.scope["user"] = person
    request.scope.setdefault("state", {}).update(person=person.name if person else "", noted=set())
    if (refused := refusal(request.route_handler.opt.get("needs"), person)) is not None:
        raise refused
    _keep_pace(request, person)
    return "" if bearer else await forgery.checked(request)


def _who(request: Request[Any, Any, Any]) -> tuple[Person | None, bool]:
    """Who asks, and whether they came with an API token. A cookie counts for nothing beside one."""
    state = request.app.state
    now = state.config.clock()
    scheme, _, carried = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and request.url.path.startswith("/api/"):
        person = state.register.tokens.person_of(carried.strip(), now=now)
        if person is None:
            raise NotAuthorizedException(
                "this token opens nothing: it ended, or never was", headers={"www-authenticate": "Bearer"}
            )
        return person, True
    carried = request.cookies.get(cookie_name(state.config.https), "")
    return (state.register.sessions.person_of(carried, now=now) if carried else None), False


def _keep_pace(request: Request[Any, Any, Any], person: Person | None) -> None:
    """So many requests a minute of an account to the API, and of a stranger to the few pages there are for one."""
    state, path = request.app.state, request.url.path
    if person is not None and path.startswith("/api/"):
        allowed = state.pace_of_accounts.allows(person.name)
    elif person is None and path != "/health":
        allowed = state.pace_of_strangers.allows(one_of(request.client.host if request.client else ""))
    else:
        return
    if not allowed:
        raise TooManyRequestsException("too many requests: wait a minute", headers={"retry-after": "60"})


def _note_refusal(request: Request[Any, Any, Any]) -> None:
    """A refusal is noted like a grant; of a stranger there is nothing to note but the route."""
    person, state = request.scope.get("user"), request.app.state
    if person is None:
        return
    state.register.audit.note(
        Act(at=state.config.clock(), who=person.name, action=request.method.lower(), result="refused",
            route=request.scope.get("path_template", ""), address=address_of(request))
    )  # fmt: skip


def _patient(receive: Receive) -> Receive:
    """A request's body comes in time or not at all; what is waited for afterwards is the visitor's leaving."""
    whole = False

    async def received() -> Any:
        nonlocal whole
        if whole:
            return await receive()
        try:
            message = await asyncio.wait_for(receive(), _PATIENCE)
        except TimeoutError as error:
            raise ClientException("the request's body did not come", status_code=408) from error
        whole = message["type"] != "http.request" or not message.get("more_body", False)
        return message

    return received


def _telling(request: Request[Any, Any, Any], send: Send, issued: str) -> Send:
    """Sends an answer, when what it shows of marked material has been noted: no row, no answer."""

    async def told(message: Message) -> None:
        if message["type"] == "http.response.start":
            if request.scope.get("user") is not None and message["status"] < 300:
                await sync_to_thread(note_reading, request, message)
            if issued:
                forgery.set_cookie(request, message, issued)
        await send(message)

    return told
