"""Copies whole tables as they stand at one instant: of SQLite into files, of PostgreSQL into such files, and back."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from whereas.core.errors import LedgerError
from whereas.ledger.store import append, engine_of, of_database, shown

# Some tables, and the SQLite file that holds their copy.
Copy = tuple[Path, sa.MetaData]
_BATCH = 10_000


def copy_sqlite(source: Path, place: Path) -> None:
    """One consistent copy of a SQLite file into a new one, while others read and write it. Raises `LedgerError`."""
    try:
        with closing(sqlite3.connect(source, timeout=60)) as one, closing(sqlite3.connect(place)) as other:
            one.backup(other)  # in one step: in parts it would begin anew with every commit of a writer
        _as_one_file(place)
    except sqlite3.Error as error:
        raise LedgerError(
            f"the tables cannot be copied: {error}", where=str(source), todo="free disk space, or mend the file"
        ) from error


def copy_postgres(url: str, copies: Sequence[Copy]) -> None:
    """One consistent copy of tables in PostgreSQL into new SQLite files, while others read and write.

    Tables that the database does not have come out empty. Raises `LedgerError`.
    """
    with _told(url), _connected(url) as source, source.begin():
        source.execute(sa.text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"))
        there = set(sa.inspect(source).get_table_names())
        for place, tables in copies:
            with _connected(str(place)) as target, target.execution_options(writer=True).begin():
                tables.create_all(target)
                for table in tables.sorted_tables:
                    append(target, table, _rows(source, table) if table.name in there else ())
            _as_one_file(place)


def what_runs(place: Path) -> str:
    """The name of something in a SQLite file that acts or answers by itself: a trigger, a view, a table that a program
    stands behind. Empty where there are plain tables and indexes alone. Raises `LedgerError` where it is no such file.
    """
    # Asked of the file alone: nothing in it is run for that.
    query = "SELECT name FROM sqlite_master WHERE type NOT IN ('table', 'index') OR sql LIKE 'CREATE VIRTUAL%' LIMIT 1"
    try:
        with closing(sqlite3.connect(f"{place.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            found = connection.execute(query).fetchone()
    except sqlite3.Error as error:
        raise LedgerError(f"this is no file of tables: {error}", where=place.name, todo="take another copy") from error
    return str(found[0]) if found else ""


def fill_postgres(url: str, copies: Sequence[Copy]) -> None:
    """Put copies of tables into a PostgreSQL database that has none of them: all of it or nothing.

    Raises `LedgerError`, also where a table of that name is there.
    """
    with _told(url), _connected(url) as target, target.begin():
        there = set(sa.inspect(target).get_table_names())
        if known := sorted(there & {table.name for _, tables in copies for table in tables.sorted_tables}):
            raise LedgerError(
                f"the database is not empty: it has a table {known[0]}", where=shown(url),
                todo="make a new database and name it: none is overwritten",
            )  # fmt: skip
        for place, tables in copies:
            with _connected(str(place)) as source, source.begin():
                there = set(sa.inspect(source).get_table_names())
                tables.create_all(target)
                for table in tables.sorted_tables:
                    append(target, table, _rows(source, table) if table.name in there else ())
                    _go_on_counting(target, table)


def _rows(source: Connection, table: sa.Table) -> Iterator[Sequence[Any]]:
    query = sa.select(table).order_by(*table.primary_key.columns)
    with source.execute(query, execution_options={"stream_results": True, "yield_per": _BATCH}) as result:
        yield from map(tuple, result)


def _go_on_counting(target: Connection, table: sa.Table) -> None:
    """Let the numbers that PostgreSQL gives by itself go on after the last that was copied."""
    column = table.autoincrement_column
    if column is None:
        return
    last = sa.select(sa.func.max(column)).scalar_subquery()
    sequence = sa.func.pg_get_serial_sequence(f'"{table.name}"', column.name)
    target.execute(sa.select(sa.func.setval(sequence, sa.func.coalesce(last + 1, 1), sa.false())))


def _as_one_file(place: Path) -> None:
    """Let a copy stand alone, without a journal beside it."""
    with closing(sqlite3.connect(place)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")


@contextmanager
def _connected(url: str) -> Iterator[Connection]:
    engine = engine_of(url)
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


@contextmanager
def _told(url: str) -> Iterator[None]:
    """What a database says against it, as a clear error."""
    try:
        yield
    except Exception as error:
        if not of_database(error):
            raise
        raise LedgerError(
            f"the tables cannot be copied: {str(error).splitlines()[0]}", where=shown(url),
            todo="free disk space, or mend the database; nothing was overwritten",
        ) from error  # fmt: skip
