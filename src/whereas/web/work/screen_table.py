"""Screen a table of customers against all that its starter may see, and leave the matches in three forms."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from whereas.core.errors import WhereasError
from whereas.web.kinds import Done, Kind, Task
from whereas.web.roles import Permission

TABLE, ASKED, ROWS = "table", "asked.json", "matches.jsonl"


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """How a table is to be screened: its file in the job's folder, which column holds what, from which probability."""

    file: str
    called: str
    columns: dict[str, str]
    schema: str = ""
    threshold: float = 0.7


@contextmanager
def named_alone(folder: Path) -> Iterator[None]:
    """An error about a file in a folder names the file, and not where on the server it stands."""
    try:
        yield
    except WhereasError as error:
        where = error.where.replace(f"{folder}/", "")
        raise WhereasError(error.what, where=where, todo=error.todo) from None


def run(task: Task) -> Done:
    """As `whereas screen --file`; a run that was cut short is taken up again."""
    from whereas.screen.batch import BATCH, Job, also_as, screen_table
    from whereas.screen.tabular import Columns, read_rows

    if not task.file(ASKED).is_file():
        raise WhereasError("nothing says how the table is screened", todo="bring the table on /batch")
    asked = msgspec.json.decode(task.file(ASKED).read_bytes(), type=Asked)
    task.progress("index")
    index = _index(task)
    with _told():
        table = read_rows(task.file(asked.file), batch=BATCH)
        total = sum(map(len, table))
    columns = Columns(**asked.columns)
    inputs = {"index": index.name, "threshold": repr(asked.threshold), "schema": asked.schema, "file": asked.file}
    found = screen_table(
        table, Job(index=index, columns=columns, schema=asked.schema, threshold=asked.threshold),
        out=task.file(ROWS), inputs=inputs, processes=1,
        progress=lambda rows: task.progress("screening", min(rows, total), total),
    )  # fmt: skip
    for name in ("matches.csv", "matches.parquet"):
        also_as(task.file(ROWS), task.file(name))
    return Done(
        words=f"{found.with_matches:,} of {found.rows:,} rows with a match, {sum(found.matches.values()):,} matches",
        link=f"/batch/results/{task.id}",
        files=("matches.csv", "matches.parquet", ROWS),
    )


@contextmanager
def _told() -> Iterator[None]:
    """What is wrong with a table is told with its line: a job shows what was found and what to do."""
    try:
        yield
    except WhereasError as error:
        where = error.where.rpartition("/")[2]
        raise WhereasError(f"{error.what} ({where})" if where else error.what, todo=error.todo) from error


def _index(task: Task) -> Path:
    """The file of an index of what the starter may see: the kept one, or one of the job's own where it is another."""
    from whereas.screen.index import save

    opened = task.seen.bench.index(progress=task.progress)
    if opened.path.is_file():
        return opened.path
    place = task.file("index.json")
    if not place.exists():
        save(opened.index, place)
    return place


KIND = Kind(key="screen-table", needs=Permission.SCREEN, run=run, resumes=True, keeps=(ASKED,))
