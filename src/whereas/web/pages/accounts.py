"""Accounts, for admins: who there is, with which role and clearance, and invitations."""

from dataclasses import dataclass
from typing import Annotated, Any

from litestar import Request, get, post
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath
from litestar.response import Redirect, Response, Template

from whereas.core.errors import WhereasError
from whereas.core.marking import TLP
from whereas.web import people
from whereas.web.access import needs
from whereas.web.catalogue import Entry
from whereas.web.roles import GRANTS, Permission, Role
from whereas.web.shown import page
from whereas.web.visit import Here, Visit

ENTRY = Entry(key="accounts", path="/accounts", order=90, needs=Permission.ACCOUNTS)
Asked = Request[Any, Any, Any]
_KEEPS = needs(Permission.ACCOUNTS)


@dataclass(kw_only=True)
class AccountForm:
    """What an account is to have; `name` where it is new."""

    name: str = ""
    role: str = Role.READER.value
    tlp: str = TLP.CLEAR.name
    audiences: str = ""
    disabled: str = ""


Form = Annotated[AccountForm, Body(media_type=RequestEncodingType.URL_ENCODED)]


@get("/accounts", opt=_KEEPS, sync_to_thread=True, include_in_schema=False)
def accounts(visit: Here) -> Template:
    """All accounts, and the form of an invitation."""
    return _list(visit)


@post("/accounts", opt=_KEEPS, sync_to_thread=True, include_in_schema=False)
def invite(request: Asked, visit: Here, data: Form) -> Template:
    """Invite somebody; the link is shown once, to be handed over."""
    try:
        name, link = people.invite(visit, data.name, people.wanted(data.role, data.tlp, data.audiences))
    except WhereasError as error:
        return _list(visit, error=error, form=data)
    return _list(visit, link=_whole(request, link), invited=name)


@get("/accounts/{name:str}", opt=_KEEPS, sync_to_thread=True, include_in_schema=False)
def one_account(visit: Here, name: FromPath[str]) -> Template:
    """One account, and the form that changes it."""
    return _one(visit, name)


@post("/accounts/{name:str}", opt=_KEEPS, sync_to_thread=True, include_in_schema=False)
def change(visit: Here, name: FromPath[str], data: Form) -> Response[Any]:
    """Change an account."""
    try:
        want = people.wanted(data.role, data.tlp, data.audiences, disabled=bool(data.disabled))
        people.change(visit, name, want)
    except WhereasError as error:
        return _one(visit, name, error=error)
    return Redirect("/accounts", status_code=303)


@post("/accounts/{name:str}/link", opt=_KEEPS, sync_to_thread=True, include_in_schema=False)
def new_link(request: Asked, visit: Here, name: FromPath[str]) -> Template:
    """A new link for an account whose password is gone."""
    try:
        link = people.new_link(visit, name)
    except WhereasError as error:
        return _one(visit, name, error=error)
    return _one(visit, name, link=_whole(request, link))


def _list(visit: Visit, *, error: WhereasError | None = None, form: AccountForm | None = None, **more: str) -> Template:
    shown = page(
        visit, "accounts.html.j2", here="accounts", accounts=visit.register.accounts.all(), error=error,
        form=form or AccountForm(), roles=list(Role), tlps=list(TLP), grants=GRANTS, **more,
    )  # fmt: skip
    shown.status_code = 400 if error is not None else 200
    return shown


def _one(visit: Visit, name: str, *, error: WhereasError | None = None, link: str = "") -> Template:
    shown = page(
        visit, "accounts_one.html.j2", here="accounts", account=people.known(visit, name), error=error, link=link,
        roles=list(Role), tlps=list(TLP), sessions=visit.register.sessions.of(name, now=visit.now),
        tokens=visit.register.tokens.of(name),
    )  # fmt: skip
    shown.status_code = 400 if error is not None else 200
    return shown


def _whole(request: Asked, path: str) -> str:
    """The link as it is sent: by the name that the admin's browser asks, which was held against the known ones."""
    scheme = "https" if request.app.state.config.https else request.url.scheme
    return f"{scheme}://{request.headers.get('host', '')}{path}"


ROUTES = [accounts, invite, one_account, change, new_link]
