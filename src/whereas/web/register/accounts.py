"""Accounts: who there is, with which role and clearance, and the rules that no admin can step around."""

import re
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from whereas.core.clearance import Clearance
from whereas.core.errors import WhereasError
from whereas.core.marking import TLP, audiences_in
from whereas.web.register.people import Person
from whereas.web.register.store import Store
from whereas.web.register.tables import account, session, token
from whereas.web.roles import Role

# A name is read aloud, stands as the author of records and in addresses: no look-alike letters, nothing to escape.
_NAME = re.compile(r"[a-z0-9][a-z0-9._@-]{0,63}")
HOUSE = "whereas"  # whose the program's own jobs are


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An account as an admin sees it: `invited` while its owner has set no password."""

    name: str
    role: Role
    tlp: TLP
    audiences: frozenset[str]
    disabled: bool
    invited: bool
    elsewhere: bool  # its owner signs in with the organisation's provider
    made: str

    @property
    def person(self) -> Person:
        """Its owner."""
        return Person(name=self.name, role=self.role, clearance=Clearance(tlp=self.tlp, audiences=self.audiences))


class Accounts:
    """The table of accounts."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> list[Account]:
        """Every account, by name."""
        with self._store.reading() as connection:
            return [account_of(row) for row in connection.execute(sa.select(account).order_by(account.c.name))]

    def get(self, name: str) -> Account | None:
        """The account of a name."""
        with self._store.reading() as connection:
            row = connection.execute(sa.select(account).where(account.c.name == name)).first()
        return account_of(row) if row is not None else None

    def of_subject(self, subject: str) -> Account | None:
        """The account of somebody who signs in elsewhere; `subject` is `issuer|sub`."""
        with self._store.reading() as connection:
            row = connection.execute(sa.select(account).where(account.c.subject == subject)).first()
        return account_of(row) if row is not None else None

    def add(
        self, name: str, role: Role, *, tlp: TLP, audiences: frozenset[str], made: str, secret: str = "",
        subject: str = "",
    ) -> None:  # fmt: skip
        """A new account. Raises `WhereasError` for a name that is taken."""
        row = {"name": name, "role": role.value, "tlp": tlp.name, "audiences": ",".join(sorted(audiences)),
               "secret": secret, "subject": subject, "made": made, "disabled": False}  # fmt: skip
        try:
            with self._store.writing() as connection:
                connection.execute(account.insert().values(**row))
        except sa.exc.IntegrityError as error:
            raise WhereasError(f"there is an account {name} already", todo="choose another name") from error

    def secret(self, name: str) -> str:
        """The argon2id hash of an account that may sign in; empty for any other."""
        asked = sa.select(account.c.secret).where(account.c.name == name, ~account.c.disabled)
        with self._store.reading() as connection:
            return connection.execute(asked).scalar() or ""

    def keep_secret(self, name: str, secret: str, *, was: str | None = None) -> None:
        """A new hash of a password; where `was` is given, only in the place of that one."""
        change = account.update().where(account.c.name == name).values(secret=secret)
        with self._store.writing() as connection:
            connection.execute(change if was is None else change.where(account.c.secret == was))

    def change(self, name: str, *, by: str, role: Role, tlp: TLP, audiences: frozenset[str], disabled: bool) -> None:
        """Give an account a role, a clearance, audiences, and say whether it may be used.

        Raises `WhereasError` where somebody would change their own, or where no admin would be left.
        """
        if name == by:
            raise WhereasError("nobody may change their own role or clearance", todo="ask another admin")
        new = {"role": role.value, "tlp": tlp.name, "audiences": ",".join(sorted(audiences)), "disabled": disabled}
        with self._store.writing() as connection:
            admins = _admins(connection)
            if connection.execute(account.update().where(account.c.name == name).values(**new)).rowcount == 0:
                raise WhereasError(f"there is no account {name}", todo="choose one of the list")
            if admins and not _admins(connection):
                raise WhereasError("no admin would be left", todo="make somebody else an admin first")
            if disabled:
                for table in (session, token):
                    connection.execute(table.delete().where(table.c.account == name))

    def same_person(self, one: str, other: str) -> bool:
        """Whether two accounts are known to be one person's: one name, or one subject at the provider."""
        if one == other:
            return True
        with self._store.reading() as connection:
            asked = sa.select(account.c.subject).where(account.c.name.in_([one, other]), account.c.subject != "")
            subjects = connection.execute(asked).scalars().all()
        return len(subjects) == 2 and subjects[0] == subjects[1]


def _admins(connection: Connection) -> int:
    """How many admins can sign in: one who never set a password opens no door."""
    able = sa.or_(account.c.secret != "", account.c.subject != "")
    asked = sa.select(sa.func.count()).where(account.c.role == Role.ADMIN.value, ~account.c.disabled, able)
    return int(connection.execute(asked).scalar() or 0)


def checked_name(said: str) -> str:
    """A name for a new account. Raises `WhereasError` for one that cannot be."""
    name = said.strip().lower()
    if not _NAME.fullmatch(name):
        raise WhereasError(
            "a name has 1 to 64 of the letters a to z, digits and . _ @ -, and begins with a letter or a digit",
            todo="choose another name",
        )
    if name == HOUSE:
        raise WhereasError(f"the name {HOUSE!r} stands for the program's own acts", todo="choose another name")
    return name


def checked_audiences(said: str) -> frozenset[str]:
    """Audiences as typed, parted by commas. Raises `WhereasError` for one that cannot be."""
    return audiences_in(said)


def account_of(row: Any) -> Account:
    """An account of its row."""
    audiences = frozenset(filter(None, row.audiences.split(",")))
    return Account(
        name=row.name, role=Role(row.role), tlp=TLP[row.tlp], audiences=audiences,
        disabled=row.disabled, invited=not row.secret and not row.subject, elsewhere=bool(row.subject), made=row.made,
    )  # fmt: skip
