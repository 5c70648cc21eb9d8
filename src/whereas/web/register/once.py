"""Links that work once, for an hour or a few days: the first start, and an invitation to set one's own password."""

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from whereas.core.errors import WhereasError
from whereas.core.marking import TLP
from whereas.web.register.store import Store, digest_of, later, new_token
from whereas.web.register.tables import account, once, session, token
from whereas.web.roles import Role

FIRST, INVITE = "first", "invite"
_LASTS = {FIRST: 3600, INVITE: 3 * 86400}  # seconds


class Once:
    """The table of links that work once."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def make(self, kind: str, name: str, *, now: str) -> str:
        """A new link's token; an earlier one of the same kind and account works no more."""
        made = new_token()
        with self._store.writing() as connection:
            connection.execute(once.delete().where(once.c.kind == kind, once.c.account == name))
            connection.execute(
                once.insert().values(
                    token=digest_of(made), kind=kind, account=name, until=later(now, _LASTS[kind]), used=""
                )
            )
        return made

    def first_start(self, *, now: str) -> str | None:
        """A link at which the first admin is made; None where there is an account."""
        with self._store.reading() as connection:
            if _any_account(connection):
                return None
        return self.make(FIRST, "", now=now)

    def account_of(self, carried: str, kind: str, *, now: str) -> str | None:
        """For whom a link is that still works; None for any other. Looking does not use it."""
        asked = sa.select(once.c.account).where(*_works(carried, kind, now))
        with self._store.reading() as connection:
            row = connection.execute(asked).first()
        return row.account if row is not None else None

    def enrol_first(self, carried: str, name: str, secret: str, *, now: str) -> None:
        """Use the link of the first start: the first admin. Raises `WhereasError` where it does not work (any more)."""
        row = {"name": name, "role": Role.ADMIN.value, "tlp": TLP.CLEAR.name, "audiences": "", "secret": secret,
               "subject": "", "made": now, "disabled": False}  # fmt: skip
        with self._store.writing() as connection:
            _use(connection, carried, FIRST, now)
            if _any_account(connection):
                raise _worn()
            connection.execute(account.insert().values(**row))

    def set_secret(self, carried: str, secret: str, *, now: str) -> str:
        """Use an invitation: its account's password; sessions and tokens that were end. Gives the account's name."""
        with self._store.writing() as connection:
            name = _use(connection, carried, INVITE, now)
            change = account.update().where(account.c.name == name, ~account.c.disabled).values(secret=secret)
            if connection.execute(change).rowcount == 0:
                raise _worn()
            for table in (session, token):
                connection.execute(table.delete().where(table.c.account == name))
        return name


def _works(carried: str, kind: str, now: str) -> list[sa.ColumnElement[bool]]:
    return [once.c.token == digest_of(carried), once.c.kind == kind, once.c.used == "", once.c.until > now]


def _use(connection: Connection, carried: str, kind: str, now: str) -> str:
    """Of two who come at once, one finds it unused."""
    used = connection.execute(once.update().where(*_works(carried, kind, now)).values(used=now))
    if used.rowcount != 1:
        raise _worn()
    asked = sa.select(once.c.account).where(once.c.token == digest_of(carried))
    return str(connection.execute(asked).scalar())


def _any_account(connection: Connection) -> bool:
    return connection.execute(sa.select(account.c.name).limit(1)).first() is not None


def _worn() -> WhereasError:
    return WhereasError(
        "this link does not work: it was used, it is too old, or it was never made",
        todo="for the first start, start the server again, which prints one; else ask an administrator for a new one",
    )
