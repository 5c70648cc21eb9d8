"""Where ledgers of tests stand: in SQLite beside their exhibits, or each in a database of a real PostgreSQL."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from whereas.settings import Settings

SQLITE, POSTGRESQL = "sqlite", "postgresql"


@dataclass
class _Stores:
    """What stands where a test does not say: `WHEREAS_TEST_STORE=postgresql` runs on that all that can be."""

    in_use: str = os.environ.get("WHEREAS_TEST_STORE", "") or SQLITE
    server: Callable[[], str] | None = None
    addresses: dict[Path, str] = field(default_factory=dict)


_STORES = _Stores()


def serve_with(server: Callable[[], str]) -> None:
    """Name the function that gives the address of a running server: the fixture `postgres_server`."""
    _STORES.server = server


@contextmanager
def standing_in(store: str) -> Iterator[str]:
    """Ledgers that are opened in here stand in this store."""
    before, _STORES.in_use = _STORES.in_use, store
    try:
        yield store
    finally:
        _STORES.in_use = before


def new_database(server: str) -> str:
    """The address of a fresh, empty database of a server."""
    import psycopg

    name = "w" + os.urandom(6).hex()
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return server.replace("/postgres?", f"/{name}?")


def address_of(home: Path) -> str:
    """The address of the ledger of a home: empty for SQLite; the same home again is the same database."""
    if _STORES.in_use == SQLITE:
        return ""
    place = home.absolute()
    if place not in _STORES.addresses:
        assert _STORES.server is not None, "the fixture `_server_of_stores` did not run"
        _STORES.addresses[place] = new_database(_STORES.server())
    return _STORES.addresses[place]


def settings_of(home: Path, **more: Any) -> Settings:
    """The settings of a ledger with this home, in the store that is in use."""
    return Settings(home=home, ledger=address_of(home), **more)


def named(home: Path) -> list[str]:
    """As arguments of the command line: the home, and the address of its ledger where that is none of its files."""
    address = address_of(home)
    return ["--home", str(home), *(["--ledger", address] if address else [])]
