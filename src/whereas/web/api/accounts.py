"""Accounts and the audit over the API: what the pages of admins do, for programs."""

from dataclasses import dataclass

from litestar import get, post, put
from litestar.params import FromPath, FromQuery, JSONBody

from whereas.web import people
from whereas.web.access import needs
from whereas.web.register.accounts import Account
from whereas.web.register.audit import Asked
from whereas.web.roles import GRANTS, Permission, Role
from whereas.web.visit import Here

_KEEPS = needs(Permission.ACCOUNTS)
_MOST = 1000


@dataclass(frozen=True, kw_only=True)
class Me:
    """Who asks: `permissions` are those of the role and, with an API token, of the token's role too."""

    name: str
    role: Role
    clearance: str
    audiences: list[str]
    permissions: list[Permission]


@dataclass(frozen=True, kw_only=True)
class Shown:
    """An account. `clearance` is CLEAR, GREEN, AMBER, AMBER_STRICT or RED."""

    name: str
    role: Role
    clearance: str
    audiences: list[str]
    disabled: bool
    invited: bool
    elsewhere: bool
    made: str


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What an account is to have; `name` is read where it is new."""

    role: Role
    clearance: str = "CLEAR"
    audiences: list[str] | None = None
    disabled: bool = False
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class Invited:
    """A new account, and the path of the link at which its owner chooses a password: shown once, works once."""

    name: str
    link: str


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row of the audit; `digest` is of the rest of the row, with the digest of the row before."""

    no: int
    at: str
    who: str
    action: str
    object: str
    route: str
    result: str
    address: str
    previous: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class Chain:
    """What a check of the audit found: how many rows hold, the digest of the last, and the row where it breaks."""

    rows: int
    head: str
    broken_at: int | None
    cut: bool


@get("/api/v1/me", opt=needs(Permission.READ), sync_to_thread=False)
def me(visit: Here) -> Me:
    """Who asks, and what they may."""
    person = visit.person
    return Me(
        name=person.name, role=person.role, clearance=person.clearance.tlp.name,
        audiences=sorted(person.clearance.audiences),
        permissions=sorted(one for one in GRANTS[person.role] if person.may(one)),
    )  # fmt: skip


@get("/api/v1/accounts", opt=_KEEPS, sync_to_thread=True)
def accounts(visit: Here) -> list[Shown]:
    """All accounts, by name."""
    return [_shown(one) for one in visit.register.accounts.all()]


@post("/api/v1/accounts", opt=_KEEPS, sync_to_thread=True)
def invite(visit: Here, data: JSONBody[Wish]) -> Invited:
    """Invite somebody: an account without a password, and the link at which its owner chooses one."""
    name, link = people.invite(visit, data.name, _wanted(data))
    return Invited(name=name, link=link)


@put("/api/v1/accounts/{name:str}", opt=_KEEPS, sync_to_thread=True)
def change(visit: Here, name: FromPath[str], data: JSONBody[Wish]) -> Shown:
    """Change an account's role, clearance and audiences, or say that it may not be used; never one's own."""
    people.change(visit, name, _wanted(data))
    return _shown(people.known(visit, name))


@post("/api/v1/accounts/{name:str}/link", opt=_KEEPS, sync_to_thread=True)
def new_link(visit: Here, name: FromPath[str]) -> Invited:
    """A new link for an account whose password is gone."""
    return Invited(name=name, link=people.new_link(visit, name))


@get("/api/v1/audit", opt=_KEEPS, sync_to_thread=True)
def audit(
    *, visit: Here, who: FromQuery[str] = "", action: FromQuery[str] = "", result: FromQuery[str] = "",
    named: FromQuery[str] = "", since: FromQuery[str] = "", until: FromQuery[str] = "", before: FromQuery[int] = 0,
) -> list[Row]:  # fmt: skip
    """Up to 1,000 rows of the audit, the newest first; `before` is the number of the last row of the page before."""
    asked = Asked(who=who, action=action, result=result, named=named, since=since, until=until)
    found = visit.register.audit.rows(asked, before=max(before, 0), most=_MOST)
    said = ("at", "who", "action", "object", "route", "result", "address")
    return [
        Row(no=one.no, previous=one.previous, digest=one.digest, **{name: getattr(one.act, name) for name in said})
        for one in found
    ]


@get("/api/v1/audit/verified", opt=_KEEPS, sync_to_thread=True)
def verified(visit: Here, head: FromQuery[str] = "") -> Chain:
    """Check the whole chain of the audit; `head`, a digest noted earlier elsewhere, must still stand in it."""
    found = visit.register.audit.verify(head)
    return Chain(rows=found.rows, head=found.head, broken_at=found.broken_at, cut=found.cut)


def _wanted(data: JSONBody[Wish]) -> people.Wanted:
    return people.wanted(data.role.value, data.clearance, ",".join(data.audiences or []), disabled=data.disabled)


def _shown(one: Account) -> Shown:
    return Shown(
        name=one.name, role=one.role, clearance=one.tlp.name, audiences=sorted(one.audiences), disabled=one.disabled,
        invited=one.invited, elsewhere=one.elsewhere, made=one.made,
    )  # fmt: skip


ROUTES = [me, accounts, invite, change, new_link, audit, verified]
