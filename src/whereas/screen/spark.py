"""The same screening on Apache Spark, for tables that outgrow one machine: `mapInArrow` with the index broadcast.

Spark brings size, not speed: on one machine `whereas screen --file` is quicker. PySpark is no dependency of the
program; a cluster has its own.
"""

import atexit
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from whereas.core.errors import WhereasError
from whereas.screen import index as indexes
from whereas.screen.batch import COLUMNS, Job, query_of
from whereas.screen.rows import rows_of
from whereas.screen.screening import Screener
from whereas.screen.tabular import Columns, library

_TEXTS = ("members", "authorities", "acts", "statements")
_TYPES = {"probability": "double", "homonyms": "long", "bearers": "long"}
_KEPT = tuple(name for name in COLUMNS if name != "number")
# What Spark is told of the rows: one per match.
SCHEMA = ", ".join(f"`{name}` {'array<string>' if name in _TEXTS else _TYPES.get(name, 'string')}" for name in _KEPT)

# One screener per worker process and index, for as long as the process lives.
_SCREENERS: dict[str, Screener] = {}


def files_of(index: Path) -> dict[str, bytes]:
    """The index's file and the segments it names, by file name. Raises `WhereasError` where one is missing."""
    try:
        names = json.loads(index.read_text(encoding="utf-8"))["segments"]
        return {path.name: path.read_bytes() for path in (index, *(index.parent / name for name in names))}
    except (OSError, ValueError, KeyError) as error:
        raise WhereasError(
            f"the index cannot be read: {error}", where=str(index), todo="make one with any `whereas screen`"
        ) from error


def screen_frame(frame: Any, index: Path, columns: Columns, *, schema: str = "", threshold: float = 0.5) -> Any:
    """A Spark data frame of matches, one row each, for one of customers; columns of both as in `whereas screen`.

    `index` is a file `index-*.json` with its segments beside it; `columns` says which column holds what, and should
    name an id, for Spark has no row numbers. The result is that of one process, in any order.
    """
    session = frame.sparkSession
    shared = session.sparkContext.broadcast(files_of(index))
    job = Job(index=Path(index.name), columns=columns, schema=schema, threshold=threshold)
    return frame.mapInArrow(_mapper(shared, job), SCHEMA)


def _mapper(shared: Any, job: Job) -> Callable[[Iterator[Any]], Iterator[Any]]:
    """What runs on the workers: Arrow batches of customers to Arrow batches of matches."""

    def screened(batches: Iterator[Any]) -> Iterator[Any]:
        arrow = library("pyarrow")

        texts = arrow.list_(arrow.string())
        plain = {"double": arrow.float64(), "long": arrow.int64()}
        plain_kind = arrow.string()
        kinds = {name: texts if name in _TEXTS else plain.get(_TYPES.get(name, ""), plain_kind) for name in _KEPT}
        screener = _screener(shared.value, str(job.index))
        for batch in batches:
            rows = [
                {head: "" if cell is None else str(cell) for head, cell in row.items()} for row in batch.to_pylist()
            ]
            queries = [query_of(row, number, job) for number, row in enumerate(rows, start=1)]
            found = [row for answer in screener.screen(queries, threshold=job.threshold) for row in rows_of(answer)]
            kept = [{name: row[name] for name in _KEPT} for row in found]
            yield arrow.RecordBatch.from_pylist(kept, schema=arrow.schema(list(kinds.items())))

    return screened


def _screener(files: dict[str, bytes], name: str) -> Screener:
    """The process's screener: the broadcast files are written to its own folder once, and mapped from there."""
    if name not in _SCREENERS:
        folder = Path(tempfile.mkdtemp(prefix="whereas-index-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        for each, data in files.items():
            (folder / Path(each).name).write_bytes(data)
        _SCREENERS[name] = Screener(indexes.load(folder / name))
    return _SCREENERS[name]
