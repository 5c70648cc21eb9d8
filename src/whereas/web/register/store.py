"""The register's database: SQLite beside the ledger, or the ledger's PostgreSQL; several processes share it."""

import hashlib
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from whereas.web.register.tables import META

# The advisory lock that lets one writer of a PostgreSQL register wait for another; any constant serves.
_LOCK = 0x57524547


class Store:
    """Transactions over the register's tables. Writers write little, so one waits for another."""

    def __init__(self, url: str) -> None:
        """`url` is `sqlite:///PATH`, or `postgresql://...`."""
        self.postgres = url.startswith(("postgresql:", "postgres:"))
        self.engine: Engine = _postgres(url) if self.postgres else _sqlite(url)
        with self.writing() as connection:  # two processes may start at once
            META.create_all(connection)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction that writes, alone: what it reads first still holds when it writes, on either store."""
        with self.engine.connect() as plain:
            connection = plain.execution_options(writer=True)
            with connection.begin():
                if self.postgres:
                    connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
                yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One transaction that reads."""
        with self.engine.connect() as connection, connection.begin():
            yield connection


def new_token() -> str:
    """256 random bits, as they travel in a cookie, a link or a header."""
    return secrets.token_urlsafe(32)


def digest_of(token: str) -> str:
    """What is kept of a token. It is random, so that a plain digest cannot be turned back."""
    return hashlib.sha256(token.encode()).hexdigest()


def later(now: str, seconds: float) -> str:
    """An instant (ISO 8601 UTC) so many seconds after another; the two compare as text."""
    moved = datetime.fromisoformat(now).astimezone(UTC) + timedelta(seconds=seconds)
    return moved.strftime("%Y-%m-%dT%H:%M:%SZ")


def _sqlite(url: str) -> Engine:
    engine = sa.create_engine(url, poolclass=sa.pool.QueuePool, pool_size=8, max_overflow=56)

    @sa.event.listens_for(engine, "connect")
    def _connected(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # transactions are begun below, not guessed by the driver
        connection.execute("PRAGMA busy_timeout = 60000")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")

    @sa.event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        writer = connection.get_execution_options().get("writer", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writer else "BEGIN")

    return engine


def _postgres(url: str) -> Engine:
    return sa.create_engine(sa.make_url(url).set(drivername="postgresql+psycopg"), pool_pre_ping=True, pool_size=8,
                            max_overflow=24)  # fmt: skip
