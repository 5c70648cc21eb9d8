"""Sessions and API tokens: what stands for somebody between requests, and when it ends."""

from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from whereas.web.register.accounts import account_of
from whereas.web.register.people import Person
from whereas.web.register.store import Store, digest_of, later, new_token
from whereas.web.register.tables import account, session, token
from whereas.web.roles import Role

IDLE = 2 * 3600  # seconds without a request
WHOLE = 12 * 3600  # seconds from sign-in, whatever is done
_STEP = 60  # a use is noted no more than once in so many seconds: reading should not write


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A session as its owner sees it; `id` names it and opens nothing."""

    id: str
    began: str
    seen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """An API token as its owner sees it; what it is was shown once."""

    id: str
    label: str
    role: Role
    made: str
    until: str
    seen: str


class Sessions:
    """The table of sessions."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def begin(self, name: str, *, now: str) -> str:
        """A new session's token for somebody who has shown who they are. Old rows are swept."""
        made = new_token()
        row = {"token": digest_of(made), "id": new_token()[:12], "account": name, "began": now, "seen": now,
               "until": later(now, WHOLE)}  # fmt: skip
        with self._store.writing() as connection:
            connection.execute(session.delete().where(session.c.until < now))
            connection.execute(session.insert().values(**row))
        return made

    def person_of(self, carried: str, *, now: str) -> Person | None:
        """Who has this session; nobody where it ended, was idle too long, or its account may not be used."""
        joined = sa.join(session, account, session.c.account == account.c.name)
        asked = sa.select(account, session.c.seen).select_from(joined).where(
            session.c.token == digest_of(carried), session.c.until > now, session.c.seen > later(now, -IDLE),
            ~account.c.disabled,
        )  # fmt: skip
        row = _first(self._store, asked)
        if row is None:
            return None
        _note_use(self._store, session, carried, row.seen, now)
        return account_of(row).person

    def of(self, name: str, *, now: str) -> list[Session]:
        """The sessions of an account that still work, the one used last first."""
        asked = sa.select(session).where(
            session.c.account == name, session.c.until > now, session.c.seen > later(now, -IDLE)
        )
        with self._store.reading() as connection:
            rows = connection.execute(asked.order_by(session.c.seen.desc(), session.c.id)).all()
        return [Session(id=row.id, began=row.began, seen=row.seen) for row in rows]

    def people(self, *, now: str) -> list[Person]:
        """Whose sessions still work, once for each session."""
        asked = sa.select(account).join(session, session.c.account == account.c.name).where(
            session.c.until > now, session.c.seen > later(now, -IDLE), ~account.c.disabled
        )  # fmt: skip
        with self._store.reading() as connection:
            return [account_of(row).person for row in connection.execute(asked)]

    def id_of(self, carried: str) -> str:
        """The id of a session; empty where there is none."""
        row = _first(self._store, sa.select(session.c.id).where(session.c.token == digest_of(carried)))
        return row.id if row is not None else ""

    def end(self, carried: str) -> None:
        """End a session."""
        with self._store.writing() as connection:
            connection.execute(session.delete().where(session.c.token == digest_of(carried)))

    def end_one(self, name: str, named: str) -> bool:
        """End a session of an account by its id; says whether there was one."""
        with self._store.writing() as connection:
            gone = connection.execute(session.delete().where(session.c.account == name, session.c.id == named))
        return gone.rowcount > 0

    def end_all(self, name: str) -> None:
        """End every session of an account."""
        with self._store.writing() as connection:
            connection.execute(session.delete().where(session.c.account == name))


class Tokens:
    """The table of API tokens."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def make(self, name: str, *, label: str, role: Role, until: str, now: str) -> str:
        """A new token, which is shown to its owner once."""
        made = f"whereas_{new_token()}"
        row = {"token": digest_of(made), "id": new_token()[:12], "account": name, "label": label, "role": role.value,
               "made": now, "until": until, "seen": ""}  # fmt: skip
        with self._store.writing() as connection:
            connection.execute(token.insert().values(**row))
        return made

    def person_of(self, carried: str, *, now: str) -> Person | None:
        """Whose token this is, narrowed to its role."""
        joined = sa.join(token, account, token.c.account == account.c.name)
        asked = sa.select(account, token.c.seen, token.c.role.label("scope")).select_from(joined).where(
            token.c.token == digest_of(carried), token.c.until > now, ~account.c.disabled
        )  # fmt: skip
        row = _first(self._store, asked)
        if row is None:
            return None
        _note_use(self._store, token, carried, row.seen, now)
        return replace(account_of(row).person, scope=Role(row.scope))

    def of(self, name: str) -> list[Token]:
        """The tokens of an account, the newest first."""
        asked = sa.select(token).where(token.c.account == name).order_by(token.c.made.desc(), token.c.id)
        with self._store.reading() as connection:
            rows = connection.execute(asked).all()
        return [
            Token(id=row.id, label=row.label, role=Role(row.role), made=row.made, until=row.until, seen=row.seen)
            for row in rows
        ]

    def end_one(self, name: str, named: str) -> bool:
        """End a token of an account by its id; says whether there was one."""
        with self._store.writing() as connection:
            gone = connection.execute(token.delete().where(token.c.account == name, token.c.id == named))
        return gone.rowcount > 0

    def end_all(self, name: str) -> None:
        """End every token of an account."""
        with self._store.writing() as connection:
            connection.execute(token.delete().where(token.c.account == name))


def _first(store: Store, asked: Any) -> Any:
    with store.reading() as connection:
        return connection.execute(asked).first()


def _note_use(store: Store, table: sa.Table, carried: str, seen: str, now: str) -> None:
    if seen and seen > later(now, -_STEP):
        return
    with store.writing() as connection:
        connection.execute(table.update().where(table.c.token == digest_of(carried)).values(seen=now))
