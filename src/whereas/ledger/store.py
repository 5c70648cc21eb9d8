"""Tables and queries on SQLite or PostgreSQL: the only module that speaks SQL."""

import json
import sqlite3
import weakref
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from whereas.core.claim import Claim, Quantity
from whereas.core.errors import LedgerError
from whereas.core.exhibit import CustodyEvent, Exhibit
from whereas.core.issue import Issue, IssueKind
from whereas.core.judgement import Decision, Judgement, Reason
from whereas.core.span import Span
from whereas.core.statement import Statement

SCHEMA_VERSION = "1"
# The advisory lock that makes one PostgreSQL writer wait for another; any constant serves.
_WRITER_LOCK = 0x57484552
# How long a second writer waits for the first before it gives up, in seconds.
_PATIENCE = 3600
_BATCH = 10_000

# All tables of a ledger.
TABLES = sa.MetaData()

meta = sa.Table(
    "meta", TABLES, sa.Column("key", sa.Text, primary_key=True), sa.Column("value", sa.Text, nullable=False)
)
log = sa.Table(
    "log",
    TABLES,
    sa.Column("no", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("leaf", sa.LargeBinary(32), nullable=False),
)
head = sa.Table(
    "head",
    TABLES,
    sa.Column("size", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("root", sa.Text, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("frontier", sa.Text, nullable=False),
)
exhibit = sa.Table(
    "exhibit",
    TABLES,
    sa.Column("no", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("log_no", sa.Integer, nullable=False),
    *(sa.Column(name, sa.Text, nullable=False) for name in ("sha256", "sha3_512")),
    sa.Column("size", sa.BigInteger, nullable=False),
    *(
        sa.Column(name, sa.Text, nullable=False)
        for name in ("source", "feed", "name", "origin", "captured_at", "published")
    ),
    sa.UniqueConstraint("sha256", "source", "feed"),
)
custody = sa.Table(
    "custody",
    TABLES,
    sa.Column("log_no", sa.Integer, primary_key=True, autoincrement=False),
    *(sa.Column(name, sa.Text, nullable=False) for name in ("exhibit", "at", "actor", "action", "note")),
)
reading = sa.Table(
    "reading",
    TABLES,
    sa.Column("no", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("log_no", sa.Integer, nullable=False),
    sa.Column("exhibit_no", sa.Integer, nullable=False),
    sa.Column("reader", sa.Text, nullable=False),
    *(sa.Column(name, sa.Integer, nullable=False) for name in ("statements", "issues", "claims")),
)
statement = sa.Table(
    "statement",
    TABLES,
    sa.Column("no", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("id", sa.LargeBinary(32), nullable=False, unique=True),
    *(
        sa.Column(name, sa.Text, nullable=False)
        for name in ("source", "entity", "schema", "prop", "value", "original", "lang", "valid_from", "valid_to")
    ),
    sa.Index("statement_entity", "entity"),
)
sighting = sa.Table(
    "sighting",
    TABLES,
    sa.Column("reading_no", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("statement_no", sa.Integer, nullable=False),
    sa.Column("locator", sa.Text, nullable=False),
    sqlite_with_rowid=False,
)
issue = sa.Table(
    "issue",
    TABLES,
    sa.Column("reading_no", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    *(sa.Column(name, sa.Text, nullable=False) for name in ("kind", "locator", "field", "value", "message", "entity")),
    sa.Column("count", sa.Integer, nullable=False),
    sqlite_with_rowid=False,
)
claim = sa.Table(
    "claim",
    TABLES,
    sa.Column("reading_no", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("body", sa.Text, nullable=False),
    sqlite_with_rowid=False,
)
judgement = sa.Table(
    "judgement",
    TABLES,
    sa.Column("no", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("log_no", sa.Integer, nullable=False),
    *(sa.Column(name, sa.Text, nullable=False) for name in ("left", "right", "decision", "author", "at")),
    sa.Column("score", sa.Float, nullable=False),
    sa.Column("reasons", sa.Text, nullable=False),
)

_STATEMENT_COLUMNS = "source, entity, schema, prop, value, original, lang, valid_from, valid_to"


class Store:
    """One ledger's tables. Reads open a snapshot; `writing` gives the one writer its transaction."""

    def __init__(self, url: str) -> None:
        """`url` is a path to a SQLite file or `postgresql://...`. Raises `LedgerError` where it cannot be opened."""
        self.url = url
        self.postgres = is_postgres(url)
        self.engine = engine_of(url)
        weakref.finalize(self, self.engine.dispose)  # a ledger that nobody closed keeps no connection open
        try:
            self._create()
        except sa.exc.DatabaseError as error:
            raise LedgerError(
                f"the ledger cannot be opened: {_cause(error)}",
                where=shown(url),
                todo="check the path or address; if the file is damaged, restore a copy and run `whereas verify`",
            ) from error

    def _create(self) -> None:
        known = self._schema_version()
        if known is None:
            with self.writing(lambda: None) as connection:
                TABLES.create_all(connection)
                if connection.execute(sa.select(meta.c.value).where(meta.c.key == "schema")).scalar() is None:
                    connection.execute(meta.insert().values(key="schema", value=SCHEMA_VERSION))
            known = self._schema_version()
        if known != SCHEMA_VERSION:
            raise LedgerError(
                f"the ledger has schema version {known}, this program knows version {SCHEMA_VERSION}",
                where=shown(self.url),
                todo="use the program version that wrote it, or start a new ledger and pull its exhibits again",
            )

    def _schema_version(self) -> str | None:
        with self.engine.connect() as connection:
            if not sa.inspect(connection).has_table("meta"):
                return None
            version = connection.execute(sa.select(meta.c.value).where(meta.c.key == "schema")).scalar()
            return None if version is None else str(version)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A consistent snapshot: what other writers commit meanwhile is not seen."""
        with self.engine.connect() as connection, connection.begin():
            if self.postgres:
                connection.execute(sa.text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"))
            yield connection

    @contextmanager
    def writing(self, waiting: Callable[[], None]) -> Iterator[Connection]:
        """The writer's transaction, committed at the end or not at all; `waiting` is called if another writes now."""
        with self.engine.connect() as connection:
            take = self._take_postgres if self.postgres else self._take_sqlite
            take(connection, waiting)
            try:
                yield connection
                connection.commit()
            except BaseException as error:
                connection.rollback()
                if not of_database(error):
                    raise
                raise LedgerError(
                    f"the ledger cannot take what was to be written: {str(error).splitlines()[0]}",
                    where=shown(self.url),
                    todo="free disk space or mend the database; nothing of this turn was kept, all before it stands",
                ) from error

    @contextmanager
    def if_free(self) -> Iterator[Connection | None]:
        """The writer's place for as long as the block lasts, to append no row; None where another has it."""
        with self.engine.connect() as connection:
            try:
                if self.postgres:
                    connection.begin()
                    free = bool(connection.execute(sa.select(sa.func.pg_try_advisory_xact_lock(_WRITER_LOCK))).scalar())
                else:
                    _driver(connection).execute("PRAGMA busy_timeout = 0")
                    connection.execution_options(writer=True).begin()
                    free = True
            except sa.exc.OperationalError:
                free = False
            yield connection if free else None
            connection.rollback()

    def _take_sqlite(self, connection: Connection, waiting: Callable[[], None]) -> None:
        for patience in (0, _PATIENCE):
            _driver(connection).execute(f"PRAGMA busy_timeout = {patience * 1000}")
            try:
                connection.execution_options(writer=True).begin()
            except sa.exc.OperationalError as error:
                if "locked" not in str(error) or patience:
                    raise LedgerError(
                        f"cannot write to the ledger: {_cause(error)}",
                        where=shown(self.url),
                        todo="wait for the other writer to end, or free the disk or the file's permissions",
                    ) from error
                waiting()
            else:
                return

    def _take_postgres(self, connection: Connection, waiting: Callable[[], None]) -> None:
        connection.begin()
        if not connection.execute(sa.select(sa.func.pg_try_advisory_xact_lock(_WRITER_LOCK))).scalar():
            waiting()
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_WRITER_LOCK)))

    def insert(self, connection: Connection, table: sa.Table, rows: Iterable[Sequence[Any]]) -> None:
        """Append rows in the table's column order, by the driver's fastest road."""
        append(connection, table, rows)

    def next_no(self, connection: Connection, table: sa.Table) -> int:
        """The number the next row of a numbered table gets; numbers start at 0 and have no gaps."""
        last = connection.execute(sa.select(sa.func.max(table.c.no))).scalar()
        return 0 if last is None else int(last) + 1

    def statement_numbers(self, connection: Connection, source: str) -> dict[bytes, int]:
        """Every statement id of a source to its number."""
        query = sa.select(statement.c.id, statement.c.no).where(statement.c.source == source)
        return {bytes(row[0]): int(row[1]) for row in connection.execute(query)}

    def exhibits(self, connection: Connection) -> list[tuple[int, int, Exhibit]]:
        """All exhibits as (number, number in the log, exhibit), in order of capture."""
        return [
            (row.no, row.log_no, _exhibit(row)) for row in connection.execute(sa.select(exhibit).order_by(exhibit.c.no))
        ]

    def exhibits_named(
        self, connection: Connection, *, sha256: str = "", begins: str = "", name: str = ""
    ) -> list[Exhibit]:
        """The exhibits with a digest, with one that begins so, or with a name, in order of capture."""
        column = exhibit.c
        sought = column.name == name
        if sha256 or begins:
            sought = column.sha256 == sha256 if sha256 else column.sha256.startswith(begins, autoescape=True)
        return [_exhibit(row) for row in connection.execute(sa.select(exhibit).where(sought).order_by(column.no))]

    def capture_no(self, connection: Connection, known: Exhibit) -> int | None:
        """The number under which the same bytes were captured for the same feed before, if they were."""
        column = exhibit.c
        same = (column.sha256 == known.sha256, column.source == known.source, column.feed == known.feed)
        found = connection.execute(sa.select(column.no).where(*same)).scalar()
        return None if found is None else int(found)

    def heads(self, connection: Connection) -> list[tuple[int, str, str]]:
        """Every tree head as (size, root, instant), the smallest first."""
        query = sa.select(head.c.size, head.c.root, head.c.at).order_by(head.c.size)
        return [(row.size, row.root, row.at) for row in connection.execute(query)]

    def newest_head(self, connection: Connection) -> tuple[int, str, str] | None:
        """The tree head over the most entries, as (size, root, instant)."""
        query = sa.select(head.c.size, head.c.root, head.c.at).order_by(head.c.size.desc()).limit(1)
        row = connection.execute(query).first()
        return (row.size, row.root, row.at) if row else None

    def readings(self, connection: Connection) -> list[Any]:
        """All readings as rows (no, log_no, exhibit_no, reader, statements, issues, claims), in order."""
        return list(connection.execute(sa.select(reading).order_by(reading.c.no)))

    def sightings(self, connection: Connection, reading_no: int, sha256: str) -> Iterator[tuple[int, bytes, Statement]]:
        """What one reading saw, in the exhibit's order, as (position, stored id, statement)."""
        query = (
            f"SELECT s.position, t.id, {_qualified('t')}, s.locator FROM sighting s "  # noqa: S608 -- constants only
            f"LEFT JOIN statement t ON t.no = s.statement_no WHERE s.reading_no = {int(reading_no)} ORDER BY s.position"
        )
        for row in self._stream(connection, query):
            if row[1] is None:
                continue
            yield row[0], bytes(row[1]), _statement(row[2:], sha256)

    def statements(
        self, connection: Connection, readings: dict[int, str], entity: str | None = None
    ) -> Iterator[tuple[int, Statement]]:
        """What these readings (number to exhibit digest) saw, as (statement number, statement); of one entity if asked.

        A statement that several readings saw comes once per sighting, readings in rising order.
        """
        for number in sorted(readings):
            narrowed = "AND t.entity = :entity " if entity is not None else ""
            query = (
                f"SELECT s.statement_no, {_qualified('t')}, s.locator FROM sighting s "  # noqa: S608 -- constants only
                f"JOIN statement t ON t.no = s.statement_no WHERE s.reading_no = {int(number)} {narrowed}"
                "ORDER BY s.position"
            )
            for row in self._stream(connection, query, entity):
                yield row[0], _statement(row[1:], readings[number])

    def only_in(
        self, connection: Connection, reading_no: int, other_no: int
    ) -> Iterator[tuple[int, str, str, str, str]]:
        """What one reading saw and another did not, as (statement number, entity, schema, property, value)."""
        numbers = (
            f"SELECT statement_no FROM sighting WHERE reading_no = {int(reading_no)} "  # noqa: S608 -- numbers only
            f"EXCEPT SELECT statement_no FROM sighting WHERE reading_no = {int(other_no)}"
        )
        query = (
            "SELECT t.no, t.entity, t.schema, t.prop, t.value FROM statement t "  # noqa: S608 -- constants only
            f"JOIN ({numbers}) d ON d.statement_no = t.no"
        )
        for row in self._stream(connection, query):
            yield row[0], row[1], row[2], row[3], row[4]

    def pointing_at(self, connection: Connection, value: str) -> list[str]:
        """The ids of entities that name this value (another entity's id) in any property."""
        query = sa.select(statement.c.entity).where(statement.c.value == value).distinct()
        return [row[0] for row in connection.execute(query)]

    def _stream(self, connection: Connection, query: str, entity: str | None = None) -> Iterator[Any]:
        parameters = {} if entity is None else {"entity": entity}
        if self.postgres:
            streaming = {"stream_results": True, "yield_per": _BATCH}
            with connection.execute(sa.text(query), parameters, execution_options=streaming) as result:
                yield from result
            return
        yield from _driver(connection).execute(query, parameters)

    def issues(self, connection: Connection, readings: Iterable[int]) -> Iterator[tuple[int, Issue]]:
        """The issues of these readings, as (reading number, issue)."""
        query = sa.select(issue).where(issue.c.reading_no.in_(sorted(readings)))
        for row in connection.execute(query.order_by(issue.c.reading_no, issue.c.position)):
            fields = {name: getattr(row, name) for name in ("locator", "field", "value", "message", "entity")}
            yield row.reading_no, Issue(kind=IssueKind(row.kind), count=row._mapping["count"], **fields)

    def claims(self, connection: Connection, readings: dict[int, str]) -> Iterator[tuple[int, Claim]]:
        """The claims of these readings (number to exhibit digest), as (reading number, claim)."""
        query = sa.select(claim).where(claim.c.reading_no.in_(sorted(readings)))
        for row in connection.execute(query.order_by(claim.c.reading_no, claim.c.position)):
            yield row.reading_no, claim_of(row.body, readings[row.reading_no])

    def judgements(self, connection: Connection) -> list[tuple[int, Judgement]]:
        """The whole judgement log in order, as (number in the log, judgement)."""
        return [
            (row.log_no, _judgement(row)) for row in connection.execute(sa.select(judgement).order_by(judgement.c.no))
        ]

    def custody(self, connection: Connection, sha256: str = "") -> list[tuple[int, CustodyEvent]]:
        """All custody events in order, or those of one exhibit, as (number in the log, event)."""
        query = sa.select(custody).order_by(custody.c.log_no)
        if sha256:
            query = query.where(custody.c.exhibit == sha256)
        return [
            (
                row.log_no,
                CustodyEvent(exhibit=row.exhibit, at=row.at, actor=row.actor, action=row.action, note=row.note),
            )
            for row in connection.execute(query)
        ]

    def entries(self, connection: Connection, kinds: Iterable[str]) -> Iterator[tuple[int, str, dict[str, Any]]]:
        """Log entries of these kinds in order, as (number, canonical text, content)."""
        query = sa.select(log.c.no, log.c.body).where(log.c.kind.in_(sorted(kinds))).order_by(log.c.no)
        for row in connection.execute(query):
            yield row.no, row.body, json.loads(row.body)

    def refused(self, connection: Connection, sha256: str, reader: str) -> bool:
        """Whether the log already says that this reader refused this exhibit."""
        bodies = connection.execute(sa.select(log.c.body).where(log.c.kind == "refusal")).scalars()
        said = (json.loads(body)["body"] for body in bodies)
        return any(one["exhibit"] == sha256 and one["reader"] == reader for one in said)

    def counts(self, connection: Connection) -> dict[str, int]:
        """How many rows each table holds."""
        return {
            table.name: int(connection.execute(sa.select(sa.func.count()).select_from(table)).scalar() or 0)
            for table in TABLES.sorted_tables
        }

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()


def append(connection: Connection, table: sa.Table, rows: Iterable[Sequence[Any]]) -> None:
    """Append rows in the table's column order to a table of any store, by the driver's fastest road."""
    driver = _driver(connection)
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    if connection.dialect.name == "postgresql":
        with driver.cursor() as cursor, cursor.copy(f'COPY "{table.name}" ({names}) FROM STDIN') as copy:
            for row in rows:
                copy.write_row(row)
    else:
        marks = ", ".join("?" * len(table.columns))
        insertion = f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})'  # noqa: S608 -- our own names
        driver.executemany(insertion, rows)


def claim_body(said: Claim) -> str:
    """A claim as JSON text; the exhibit is not part of it, nor are quotations where it has none."""
    fields = {name: getattr(said, name) for name in Claim.__dataclass_fields__ if name not in ("quantity", "exhibit")}
    if said.quantity is not None:
        fields["quantity"] = [said.quantity.low, said.quantity.high, said.quantity.unit]
    for name in ("spans", "against", "path"):
        fields[name] = msgspec.to_builtins(fields[name])
        if not fields[name]:
            del fields[name]
    return json.dumps(fields, ensure_ascii=False, sort_keys=True)


def claim_of(body: str, sha256: str) -> Claim:
    """The claim that `claim_body` wrote."""
    fields = json.loads(body)
    if "quantity" in fields:
        low, high, unit = fields["quantity"]
        fields["quantity"] = Quantity(low=low, high=high, unit=unit)
    for name in ("supports", "undermines", "path"):
        fields[name] = tuple(fields.get(name, ()))
    for name in ("spans", "against"):
        fields[name] = msgspec.convert(fields.get(name, ()), tuple[Span, ...])
    return Claim(exhibit=sha256, **fields)


def reasons_body(reasons: Iterable[Reason]) -> str:
    """A judgement's reasons as JSON text."""
    return json.dumps([[r.feature, r.weight, r.words, r.left, r.right] for r in reasons], ensure_ascii=False)


def of_database(error: BaseException | None) -> bool:
    """Whether the database failed; PostgreSQL's driver is an extra, so its errors are known by where they come from."""
    ours = isinstance(error, (sqlite3.Error, sa.exc.DatabaseError))
    return ours or type(error).__module__.startswith("psycopg")


def _driver(connection: Connection) -> Any:
    """The driver's own connection: sqlite3's or psycopg's."""
    return connection.connection.driver_connection


def _judgement(row: Any) -> Judgement:
    reasons = tuple(
        Reason(feature=feature, weight=weight, words=words, left=left, right=right)
        for feature, weight, words, left, right in json.loads(row.reasons)
    )
    return Judgement(
        left=row.left,
        right=row.right,
        decision=Decision(row.decision),
        author=row.author,
        at=row.at,
        score=row.score,
        reasons=reasons,
    )


def _exhibit(row: Any) -> Exhibit:
    return Exhibit(**{name: getattr(row, name) for name in Exhibit.__dataclass_fields__})


def _statement(row: Sequence[Any], sha256: str) -> Statement:
    source, entity, schema, prop, value, original, lang, valid_from, valid_to, locator = row
    return Statement(
        source=source,
        entity=entity,
        schema=schema,
        prop=prop,
        value=value,
        original=original,
        lang=lang,
        valid_from=valid_from,
        valid_to=valid_to,
        locator=locator,
        exhibit=sha256,
    )


def _qualified(alias: str) -> str:
    return ", ".join(f"{alias}.{name}" for name in _STATEMENT_COLUMNS.split(", "))


def is_postgres(url: str) -> bool:
    """Whether an address names a PostgreSQL database, and no file."""
    return url.startswith(("postgresql://", "postgres://"))


def engine_of(url: str) -> Engine:
    """The engine of a store: of a PostgreSQL address, or of a path to a SQLite file."""
    return _postgres(url) if is_postgres(url) else _sqlite(Path(url))


def _sqlite(path: Path) -> Engine:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LedgerError(f"the ledger's folder cannot be made: {error.strerror}", where=str(path.parent)) from error
    engine = sa.create_engine(f"sqlite:///{path}", poolclass=sa.pool.NullPool)

    @sa.event.listens_for(engine, "connect")
    def _connected(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # transactions are begun below, not guessed by the driver
        connection.execute("PRAGMA busy_timeout = 60000")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA cache_size = -65536")
        connection.execute("PRAGMA foreign_keys = ON")

    @sa.event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        writer = connection.get_execution_options().get("writer", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writer else "BEGIN")

    return engine


def _postgres(url: str) -> Engine:
    try:
        import psycopg  # noqa: F401 -- only to say clearly what is missing
    except ImportError as error:
        raise LedgerError(
            "a PostgreSQL ledger needs the psycopg driver",
            where=shown(url),
            todo="install whereas[postgres]",
        ) from error
    # A server asks several times for each page, and to open a connection takes longer than the question.
    address = sa.make_url(url).set(drivername="postgresql+psycopg")
    return sa.create_engine(address, pool_pre_ping=True, pool_size=4, max_overflow=60)


def shown(url: str) -> str:
    """An address without its password."""
    return sa.make_url(url).render_as_string(hide_password=True) if "://" in url else url


def _cause(error: sa.exc.DBAPIError) -> str:
    return str(error.orig).strip().splitlines()[0] if error.orig else str(error)
