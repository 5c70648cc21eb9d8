"""One's own account: the password, the sessions that are open, and tokens for programs."""

from dataclasses import dataclass
from typing import Annotated, Any

from litestar import Request, get, post
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath
from litestar.response import Redirect, Response, Template

from whereas.core.errors import WhereasError
from whereas.web import gate, passwords
from whereas.web.access import needs
from whereas.web.register.store import later
from whereas.web.roles import Permission, Role, not_above
from whereas.web.shown import page
from whereas.web.visit import Here, Visit

Asked = Request[Any, Any, Any]
DAYS = (7, 30, 90, 365)
_MOST_TOKENS = 20
_OWN = needs(Permission.READ)


@dataclass(kw_only=True)
class NewPassword:
    """The present password, and the next one twice."""

    old: str = ""
    password: str = ""
    again: str = ""


@dataclass(kw_only=True)
class NewToken:
    """What a token is for, what it may, and for how many days."""

    label: str = ""
    role: Role = Role.READER
    days: int = 30


PasswordForm = Annotated[NewPassword, Body(media_type=RequestEncodingType.URL_ENCODED)]
TokenForm = Annotated[NewToken, Body(media_type=RequestEncodingType.URL_ENCODED)]


@get("/account", opt=_OWN, sync_to_thread=True, include_in_schema=False)
def account(request: Asked, visit: Here) -> Template:
    """The page."""
    return _page(request, visit)


@post("/account/password", opt=_OWN, sync_to_thread=True, include_in_schema=False)
def password(request: Asked, visit: Here, data: PasswordForm) -> Response[Any]:
    """Change the password; every other session and every token ends."""
    try:
        token = gate.change_password(request, visit.person.name, old=data.old, new=data.password, again=data.again)
    except WhereasError as error:
        return _page(request, visit, error=error)
    answer = Redirect("/account?changed=password", status_code=303)
    gate.set_session(request, answer, token)
    return answer


@post("/account/tokens", opt=_OWN, sync_to_thread=True, include_in_schema=False)
def make_token(request: Asked, visit: Here, data: TokenForm) -> Template:
    """Make a token; it is shown on this page and never again."""
    try:
        made = _made(visit, data)
    except WhereasError as error:
        return _page(request, visit, error=error)
    return _page(request, visit, made=made)


@post("/account/tokens/{named:str}/end", opt=_OWN, sync_to_thread=True, include_in_schema=False)
def end_token(visit: Here, named: FromPath[str]) -> Redirect:
    """End a token of one's own."""
    if visit.register.tokens.end_one(visit.person.name, named):
        visit.audit("token-end", named)
    return Redirect("/account", status_code=303)


@post("/account/sessions/{named:str}/end", opt=_OWN, sync_to_thread=True, include_in_schema=False)
def end_session(visit: Here, named: FromPath[str]) -> Redirect:
    """End a session of one's own; of this one, it is signing out."""
    if visit.register.sessions.end_one(visit.person.name, named):
        visit.audit("session-end", named)
    return Redirect("/account", status_code=303)


def _made(visit: Visit, data: NewToken) -> str:
    name, label = visit.person.name, " ".join(data.label.split())
    if not 1 <= len(label) <= 80:
        raise WhereasError("a token has a name of up to 80 characters", todo="say what it is for")
    if data.role not in not_above(visit.person.role) or data.days not in DAYS:
        raise WhereasError("this token would be above your role, or last too long", todo="choose one of the list")
    if len(visit.register.tokens.of(name)) >= _MOST_TOKENS:
        raise WhereasError(f"you have {_MOST_TOKENS} tokens", todo="end one that is not used any more")
    until = later(visit.now, data.days * 86400)
    made = visit.register.tokens.make(name, label=label, role=data.role, until=until, now=visit.now)
    visit.audit("token-make", data.role.value)
    return made


def _page(request: Asked, visit: Visit, *, error: WhereasError | None = None, made: str = "") -> Template:
    register, name = visit.register, visit.person.name
    shown = page(
        visit, "account.html.j2", here="account", error=error, made=made, account=register.accounts.get(name),
        sessions=register.sessions.of(name, now=visit.now), tokens=register.tokens.of(name), days=DAYS,
        this=register.sessions.id_of(gate.carried_session(request)), roles=not_above(visit.person.role),
        least=passwords.LEAST, changed=request.query_params.get("changed", "") == "password", today=visit.now,
    )  # fmt: skip
    shown.status_code = 400 if error is not None else 200
    return shown


ROUTES = [account, password, make_token, end_token, end_session]
