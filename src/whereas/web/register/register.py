"""The register: accounts, sessions, tokens, one-time links, attempts and the audit over one database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self

from sqlalchemy.engine import Connection, Engine

from whereas.core.clearance import Clearance
from whereas.core.marking import TLP
from whereas.settings import Settings
from whereas.web.register.accounts import Accounts
from whereas.web.register.attempts import Attempts
from whereas.web.register.audit import Audit
from whereas.web.register.once import Once
from whereas.web.register.people import Person
from whereas.web.register.sessions import Sessions, Tokens
from whereas.web.register.store import Store
from whereas.web.roles import Role


class Register:
    """What is known of people beside the evidence. Threads and processes may use it at once."""

    def __init__(self, url: str) -> None:
        """`url` is `sqlite:///PATH`, or `postgresql://...`."""
        self._store = Store(url)
        self.accounts, self.sessions, self.tokens = Accounts(self._store), Sessions(self._store), Tokens(self._store)
        self.once, self.attempts, self.audit = Once(self._store), Attempts(self._store), Audit(self._store)

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """The register beside a ledger: in its PostgreSQL, or in `register.sqlite` in its home."""
        if settings.ledger.startswith(("postgresql:", "postgres:")):
            return cls(settings.ledger)
        settings.home.mkdir(parents=True, exist_ok=True)
        return cls(f"sqlite:///{settings.home / 'register.sqlite'}")

    @property
    def engine(self) -> Engine:
        """For other tables that stand in the same database."""
        return self._store.engine

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction that writes, for other tables that stand in the same database."""
        with self._store.writing() as connection:
            yield connection

    def enrol(
        self, name: str, role: Role, *, tlp: TLP = TLP.CLEAR, audiences: frozenset[str] = frozenset(), made: str = ""
    ) -> Person:
        """A new account without a password: an invitation or the organisation's provider opens it."""
        self.accounts.add(name, role, tlp=tlp, audiences=audiences, made=made)
        return Person(name=name, role=role, clearance=Clearance(tlp=tlp, audiences=audiences))

    def open_session(self, name: str, *, now: str) -> str:
        """A session's token for somebody who has shown who they are."""
        return self.sessions.begin(name, now=now)

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()
