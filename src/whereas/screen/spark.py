"""The same screening on Apache Spark, for tables that outgrow one machine: `mapInArrow` with the index broadcast.

Spark brings size, not speed: on one machine `whereas screen --file` is quicker. PySpark is no dependency of the
program; a cluster has its own.
"""

import hashlib
import json
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from whereas.core.errors import WhereasError
from whereas.screen import index as indexes
from whereas.screen.batch import BATCH, COLUMNS, Job, query_of
from whereas.screen.model import FOR_TABLES
from whereas.screen.query import Query
from whereas.screen.rows import rows_of
from whereas.screen.screening import Screener
from whereas.screen.tabular import Columns, Table, cell, library, texts_of

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

_LISTS = ("members", "authorities", "acts", "statements")
_TYPES = {"probability": "double", "homonyms": "long", "bearers": "long"} | dict.fromkeys(_LISTS, "array<string>")
# Spark has no row numbers, so the id alone leads back to the customer.
KEPT = tuple(name for name in COLUMNS if name != "number")
# What Spark is told of the rows: one per match.
SCHEMA = ", ".join(f"`{name}` {_TYPES.get(name, 'string')}" for name in KEPT)

# The process's one screener, by the digest of its index: a worker lives on from job to job.
_SCREENERS: dict[str, Screener] = {}


class _Shared(Protocol):
    """A Spark broadcast; its value is read from disk when it is first asked for."""

    @property
    def value(self) -> dict[str, bytes]: ...


def screen_frame(
    frame: "DataFrame", index: Path, columns: Columns, *, schema: str = "", threshold: float = FOR_TABLES
) -> "DataFrame":
    """A Spark data frame of matches, one row each, for one of customers; columns of both as in `whereas screen`.

    `index` is a file `index-*.json` with its segments beside it; `columns` says which column holds what, the id among
    them; `schema` is of the rows that name none. The result is that of one process, in any order. Raises
    `WhereasError`, before Spark is asked for anything, for an index or columns that cannot be used.
    """
    heads = heads_of(columns, frame.columns)
    if not 0 < threshold <= 1:
        raise WhereasError(f"{threshold} is no threshold", todo="give a probability above 0 and at most 1")
    _ = Query(name="", schema=schema).kinds  # a schema that is never screened is refused here, not on every worker
    files = files_of(index)
    job = Job(index=Path(index.name), columns=columns, schema=schema, threshold=threshold)
    shared = frame.sparkSession.sparkContext.broadcast(files)
    digest = hashlib.sha256(files[index.name]).hexdigest()
    # Only what is read goes to the workers, and of a Parquet file nothing else is read at all.
    narrow = frame.select(*("`" + head.replace("`", "``") + "`" for head in heads))
    return narrow.mapInArrow(_mapper(shared, digest, job), SCHEMA)


def heads_of(columns: Columns, heads: Sequence[str]) -> list[str]:
    """The heads that the mapping reads. Raises `WhereasError` where one is missing or ambiguous, and without an id."""
    if not columns.id:
        raise WhereasError(
            "no column is named for the id, and Spark has no row numbers: no match could be led back to its customer",
            todo="name the column that holds it: Columns(name=HEAD, id=HEAD)",
        )
    found: dict[str, None] = {}
    for field in fields(Columns):
        wanted = getattr(columns, field.name)
        parts = [wanted] if wanted in heads or not wanted else wanted.split("+")
        for part in filter(None, parts):
            if heads.count(part) != 1:
                raise WhereasError(
                    f"the data frame has {'no' if part not in heads else 'more than one'} column {part!r}",
                    where=f"{field.name}={wanted}",
                    todo=f"name one of its columns, or rename them: {', '.join(map(repr, heads[:40]))}",
                )
            found[part] = None
    return list(found)


def files_of(index: Path) -> dict[str, bytes]:
    """The index's file and the segments it names, by file name. Raises `WhereasError` where it cannot be opened."""
    indexes.load(index)  # damage, and an index of another version, are told here rather than by a worker
    try:
        said = index.read_bytes()
        names = json.loads(said)["segments"]
        if any(Path(name).name != name for name in names):
            raise ValueError("it names a segment in another folder")  # noqa: TRY301
        return {index.name: said} | {name: (index.parent / name).read_bytes() for name in names}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise WhereasError(
            f"the index cannot be read: {error}", where=str(index), todo="make one with any `whereas screen`"
        ) from error


def _mapper(shared: _Shared, digest: str, job: Job) -> Callable[[Iterator[Any]], Iterator[Any]]:
    """What runs on the workers: Arrow batches of customers to Arrow batches of matches."""

    def screened(batches: Iterator[Any]) -> Iterator[Any]:
        arrow = library("pyarrow")
        schema = _arrow_schema(arrow)
        before = 0
        for batch in batches:
            screener = _screener(shared, digest, job.index.name)
            for start in range(0, batch.num_rows, BATCH):  # every row may have many matches: few rows at a time
                queries = _queries(batch.slice(start, BATCH), job, before + start)
                answers = screener.screen(queries, threshold=job.threshold)
                found = [{name: row[name] for name in KEPT} for answer in answers for row in rows_of(answer)]
                yield arrow.RecordBatch.from_pylist(found, schema=schema)
            before += batch.num_rows

    return screened


def _arrow_schema(arrow: Any) -> Any:
    """`SCHEMA` in the terms of Arrow."""
    kinds = {"double": arrow.float64(), "long": arrow.int64(), "array<string>": arrow.list_(arrow.string())}
    return arrow.schema([(name, kinds.get(_TYPES.get(name, ""), arrow.string())) for name in KEPT])


def _queries(batch: Any, job: Job, before: int) -> list[Query]:
    """The rows as queries, their cells read as those of a Parquet file are, whatever their types."""
    heads = tuple(batch.schema.names)
    place = Table(path=Path("a partition of the data frame"), form="arrow stream", heads=heads, batch=BATCH)
    cells = [texts_of(column, head, place, before) for head, column in zip(heads, batch, strict=True)]
    return [_query(dict(zip(heads, row, strict=True)), job) for row in zip(*cells, strict=True)]


def _query(row: Mapping[str, str], job: Job) -> Query:
    # A number within the batch would pass for the id of another customer.
    return replace(query_of(row, 0, job), id=cell(row, job.columns.id))


def _screener(shared: _Shared, digest: str, name: str) -> Screener:
    """The process's screener. The files are mapped from a folder of its own, which is gone once they are.

    Mapped files outlive their names. Nothing would remove them later: Spark ends its workers without their exit
    handlers, or kills them.
    """
    if digest not in _SCREENERS:
        _SCREENERS.clear()  # the memory of an index that an earlier job used
        try:
            with tempfile.TemporaryDirectory(prefix="whereas-index-") as folder:
                for each, data in shared.value.items():
                    Path(folder, each).write_bytes(data)
                _SCREENERS[digest] = Screener(indexes.load(Path(folder, name)))
        except OSError as error:
            raise WhereasError(
                f"the index cannot be written on a worker: {error.strerror}",
                where=tempfile.gettempdir(),
                todo="free disk space there, or name another folder with spark.executorEnv.TMPDIR",
            ) from error
        except WhereasError as error:
            raise WhereasError(
                f"a worker cannot open the index: {error.what}",
                where=name,
                todo="install the same version of this program on the driver and on every worker",
            ) from error
    return _SCREENERS[digest]
