"""Signing in and out, the first start, and an invitation: the pages there are for somebody without a session."""

from dataclasses import dataclass
from typing import Annotated, Any

from litestar import Request, get, post
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath, FromQuery
from litestar.response import Redirect, Response, Template

from whereas.core.errors import WhereasError
from whereas.web import gate, passwords
from whereas.web.access import needs
from whereas.web.register.accounts import checked_name
from whereas.web.register.once import FIRST, INVITE
from whereas.web.roles import Permission
from whereas.web.strangers import open_page, own_path
from whereas.web.visit import person_of

Asked = Request[Any, Any, Any]
_OPEN = needs(Permission.PUBLIC)


@dataclass(kw_only=True)
class Shown:
    """What somebody shows at the door."""

    name: str = ""
    password: str = ""
    then: str = "/"


@dataclass(kw_only=True)
class Chosen:
    """A name (at the first start only) and a password that somebody chooses, twice."""

    name: str = ""
    password: str = ""
    again: str = ""


ShownForm = Annotated[Shown, Body(media_type=RequestEncodingType.URL_ENCODED)]
ChosenForm = Annotated[Chosen, Body(media_type=RequestEncodingType.URL_ENCODED)]


@get("/sign-in", opt=_OPEN, sync_to_thread=True, include_in_schema=False)
def sign_in_page(request: Asked, then: FromQuery[str] = "/") -> Template | Redirect:
    """The form."""
    if person_of(request) is not None:
        return Redirect(own_path(then))
    return _sign_in_form(request, then=then)


@post("/sign-in", opt=_OPEN, sync_to_thread=True, include_in_schema=False)
def sign_in(request: Asked, data: ShownForm) -> Template | Redirect:
    """Begin a session, or show the form again with one sentence for whatever was not right."""
    token = gate.sign_in(request, data.name.strip().lower(), data.password)
    if token is None:
        page = _sign_in_form(request, then=data.then, refused=True)
        page.status_code = 401
        return page
    answer = Redirect(own_path(data.then), status_code=303)
    gate.set_session(request, answer, token)
    return answer


@post("/sign-out", opt=needs(Permission.READ), sync_to_thread=True, include_in_schema=False)
def sign_out(request: Asked) -> Redirect:
    """End the session; what the browser kept of its pages goes too."""
    if (person := person_of(request)) is not None:
        gate.note(request, person.name, "sign-out")
    answer = Redirect("/sign-in", status_code=303, headers={"clear-site-data": '"cache"'})
    gate.end(request, answer)
    return answer


@get("/first-start/{token:str}", opt=_OPEN, sync_to_thread=True, include_in_schema=False)
def first_start_page(request: Asked, token: FromPath[str]) -> Template:
    """Where the first admin is made. Looking at it does not use the link."""
    return _choose_form(request, token, FIRST)


@post("/first-start/{token:str}", opt=_OPEN, sync_to_thread=True, include_in_schema=False)
def first_start(request: Asked, token: FromPath[str], data: ChosenForm) -> Response[Any]:
    """Make the first admin, and sign them in."""
    try:
        name = checked_name(data.name)
        secret = passwords.chosen(data.password, data.again, name=name)
    except WhereasError as error:
        return _choose_form(request, token, FIRST, name=data.name, error=error)
    register = request.app.state.register
    register.once.enrol_first(token, name, secret, now=request.app.state.config.clock())
    gate.note(request, name, "first-start")
    return _signed_in(request, name)


@get("/invitation/{token:str}", opt=_OPEN, sync_to_thread=True, include_in_schema=False)
def invitation_page(request: Asked, token: FromPath[str]) -> Template:
    """Where somebody who was invited chooses a password."""
    return _choose_form(request, token, INVITE)


@post("/invitation/{token:str}", opt=_OPEN, sync_to_thread=True, include_in_schema=False)
def invitation(request: Asked, token: FromPath[str], data: ChosenForm) -> Response[Any]:
    """Keep the password that was chosen, and sign its owner in."""
    register, now = request.app.state.register, request.app.state.config.clock()
    name = register.once.account_of(token, INVITE, now=now) or ""
    try:
        secret = passwords.chosen(data.password, data.again, name=name)
    except WhereasError as error:
        return _choose_form(request, token, INVITE, error=error)
    name = register.once.set_secret(token, secret, now=now)
    gate.note(request, name, "invitation")
    return _signed_in(request, name)


def _signed_in(request: Asked, name: str) -> Redirect:
    answer = Redirect("/", status_code=303)
    gate.set_session(request, answer, gate.begin(request, name))
    return answer


def _sign_in_form(request: Asked, *, then: str, refused: bool = False) -> Template:
    provider = request.app.state.config.provider
    return open_page(request, "sign_in.html.j2", then=own_path(then), refused=refused, provider=provider)


def _choose_form(
    request: Asked, token: str, kind: str, *, name: str = "", error: WhereasError | None = None
) -> Template:
    """The form of a one-time link; one that does not work (any more) says so, and nothing about why."""
    found = request.app.state.register.once.account_of(token, kind, now=request.app.state.config.clock())
    page = open_page(
        request, "first_start.html.j2", kind=kind, works=found is not None, name=name or found or "", error=error,
        least=passwords.LEAST,
    )  # fmt: skip
    page.status_code = 200 if found is not None and error is None else 400 if found is not None else 404
    return page


ROUTES = [sign_in_page, sign_in, sign_out, first_start_page, first_start, invitation_page, invitation]
