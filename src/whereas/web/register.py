"""Accounts, sessions and the audit: what is not evidence, in tables beside the ledger, on SQLite or PostgreSQL."""

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from whereas.core.clearance import Clearance
from whereas.core.marking import TLP
from whereas.web.roles import GRANTS, Permission, Role

META = sa.MetaData()
account = sa.Table(
    "web_account",
    META,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("tlp", sa.Text, nullable=False),
    sa.Column("audiences", sa.Text, nullable=False, default=""),
    sa.Column("secret", sa.Text, nullable=False, default=""),
    sa.Column("disabled", sa.Boolean, nullable=False, default=False),
)
session = sa.Table(
    "web_session",
    META,
    sa.Column("token", sa.Text, primary_key=True),  # a digest: what the table holds signs nobody in
    sa.Column("account", sa.Text, nullable=False),
    sa.Column("began", sa.Text, nullable=False),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody with an account: what they may do and how far they may see."""

    name: str
    role: Role
    clearance: Clearance

    def may(self, permission: Permission) -> bool:
        """Whether their role has a permission."""
        return permission in GRANTS[self.role]


class Register:
    """The tables of accounts and sessions."""

    def __init__(self, url: str) -> None:
        self.engine: Engine = sa.create_engine(url)
        META.create_all(self.engine)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction."""
        with self.engine.begin() as connection:
            yield connection

    def enrol(self, name: str, role: Role, *, tlp: TLP = TLP.CLEAR, audiences: frozenset[str] = frozenset()) -> Person:
        """A new account."""
        with self.writing() as connection:
            connection.execute(
                account.insert().values(
                    name=name, role=role.value, tlp=tlp.name, audiences=",".join(sorted(audiences)), disabled=False
                )
            )
        return Person(name=name, role=role, clearance=Clearance(tlp=tlp, audiences=audiences))

    def open_session(self, name: str, *, now: str) -> str:
        """A session's token for somebody who has shown who they are."""
        token = secrets.token_urlsafe(32)
        with self.writing() as connection:
            connection.execute(session.insert().values(token=_digest(token), account=name, began=now))
        return token

    def person_of(self, token: str) -> Person | None:
        """Who has this session."""
        joined = sa.join(session, account, session.c.account == account.c.name)
        asked = sa.select(account).select_from(joined).where(session.c.token == _digest(token), ~account.c.disabled)
        with self.engine.connect() as connection:
            row = connection.execute(asked).first()
        if row is None:
            return None
        audiences = frozenset(filter(None, row.audiences.split(",")))
        return Person(name=row.name, role=Role(row.role), clearance=Clearance(tlp=TLP[row.tlp], audiences=audiences))

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
