"""Screens a table of customers: in batches and processes, resumable, and again only where a change can matter."""

import json
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from whereas.core.errors import WhereasError
from whereas.kit import names
from whereas.kit.spreadsheets import csv_rows
from whereas.screen import index as indexes
from whereas.screen import segment as segments
from whereas.screen.chunks import join_parts, run_chunks
from whereas.screen.index import Index
from whereas.screen.query import Query
from whereas.screen.rows import rows_of
from whereas.screen.screening import Screener
from whereas.screen.tabular import Columns, Table, cell

# Rows of a batch: a part on disk, and what is lost if a run is cut short.
BATCH = 2_000
_LISTS = ("members", "authorities", "acts", "statements")
_NUMBERS = ("number", "probability", "homonyms", "bearers")
COLUMNS = (
    "number", "row", "asked", "entity", "caption", "schema", "probability", "band", "listed name", "why", "homonyms",
    "bearers", "authorities", "acts", "statements", "members",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What a worker needs: the index's file, the column mapping, the schema of rows without one, the threshold.

    `changed` is the file of a small index of what a change of the lists can touch; empty to screen every row.
    """

    index: Path
    columns: Columns
    schema: str
    threshold: float
    changed: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """How a table came out: rows read, rows screened (fewer with a change), rows with a match, matches by band."""

    rows: int
    screened: int
    with_matches: int
    matches: Mapping[str, int]


_HERE: dict[str, Any] = {}


def _begin(job: Job) -> None:
    """In each process: open the index once."""
    _HERE["job"] = job
    _HERE["screener"] = Screener(indexes.load(job.index))
    _HERE["changed"] = Screener(indexes.load(job.changed)) if job.changed else None


def _work(batch: list[tuple[int, dict[str, str]]]) -> bytes:
    """The rows of a batch as JSON lines: first what was counted, then each match."""
    job: Job = _HERE["job"]
    queries = [query_of(row, number, job) for number, row in batch]
    chosen = list(range(len(batch)))
    if _HERE["changed"] is not None:
        touched = _HERE["changed"].touched(queries, threshold=job.threshold)
        chosen = [place for place in chosen if touched[place]]
    answers = _HERE["screener"].screen([queries[place] for place in chosen], threshold=job.threshold)
    lines: list[Any] = [{"rows": len(batch), "screened": [batch[place][0] for place in chosen]}]
    for place, answer in zip(chosen, answers, strict=True):
        lines += [{"number": batch[place][0], **row} for row in rows_of(answer)]
    return b"".join(json.dumps(line, ensure_ascii=False).encode() + b"\n" for line in lines)


def query_of(row: Mapping[str, str], number: int, job: Job) -> Query:
    """A row as a query; its id is the customer's, or the row's number in the file.

    A row that says no kind is taken as a person where it has a birth date or a gender itself: a table of people and
    companies has such columns, and its companies leave them empty.
    """
    columns = job.columns
    name, birth, gender = cell(row, columns.name), cell(row, columns.birth_date), cell(row, columns.gender)
    natural = (birth or gender) and not names.organisation(name).forms
    return Query(
        name=name,
        id=cell(row, columns.id) or str(number),
        schema=cell(row, columns.schema) or job.schema or ("Person" if natural else ""),
        birth_date=birth,
        country=cell(row, columns.country),
        gender=gender,
        document=cell(row, columns.document),
        place=cell(row, columns.place),
        position=cell(row, columns.position),
        address=cell(row, columns.address),
    )


def screen_table(
    table: Table, job: Job, *, out: Path, inputs: Mapping[str, str], processes: int,
    progress: Callable[[int], None], previous: Path | None = None,
) -> Totals:  # fmt: skip
    """Screen every row of a table into `out` (.csv, .jsonl or .parquet); a run that was cut short is taken up again.

    With `job.changed`, only rows that a change of the lists can touch are screened, and the rows of the others are
    taken from `previous`, the output of the run before (CSV or JSON lines), so that the result is that of a full run.
    """
    form = form_of(out)
    parts = out.with_name(out.name + ".parts")
    batches = ([(number, row) for number, row, _ in batch.numbered()] for batch in table)
    made = run_chunks(
        batches, _work, folder=parts, inputs={**inputs, "batch": str(BATCH), "columns": str(job.columns)},
        processes=processes, progress=lambda done: progress(done * BATCH), initializer=_begin, initargs=(job,),
    )  # fmt: skip
    counted: dict[str, Any] = {"rows": 0, "screened": 0, "with": set(), "bands": {}}
    rows = _rows(made, counted, _earlier(previous) if previous else None)
    written = parts / "rows.joined"
    with written.open("wb") as file:
        for row in rows:
            kept = {name: row.get(name, "") for name in COLUMNS}
            file.write(csv_rows([[_cell(kept[name]) for name in COLUMNS]]) if form == "csv" else _line(kept))
    join_parts(
        [written], out, form, columns=COLUMNS if form != "jsonl" else (), numbers=_NUMBERS if form == "parquet" else (),
        lists=_LISTS if form == "parquet" else (),
    )  # fmt: skip
    for path in parts.iterdir():
        path.unlink()
    parts.rmdir()
    return Totals(
        rows=counted["rows"], screened=counted["screened"], with_matches=len(counted["with"]), matches=counted["bands"]
    )


def also_as(rows: Path, out: Path) -> None:
    """The matches that stand in a file of JSON lines in another form as well (.csv, .parquet)."""
    form = form_of(out)
    if form == "parquet":
        join_parts([rows], out, form, columns=COLUMNS, numbers=_NUMBERS, lists=_LISTS)
        return
    with tempfile.TemporaryDirectory(dir=out.parent) as folder:
        part = Path(folder) / "rows"
        with part.open("wb") as file:
            for row in matches_in(rows):
                file.write(csv_rows([[_cell(row.get(name, "")) for name in COLUMNS]]))
        join_parts([part], out, form, columns=COLUMNS)


def matches_in(rows: Path) -> Iterator[dict[str, Any]]:
    """The matches that stand in a file of JSON lines, one after another."""
    with rows.open("rb") as file:
        for line in file:
            yield json.loads(line)


def form_of(out: Path) -> Any:
    """The form an output's name asks for. Raises `WhereasError` for any other."""
    forms = {".csv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".parquet": "parquet"}
    if out.suffix.lower() not in forms:
        raise WhereasError(
            f"no form of output is called {out.suffix or 'nothing'}",
            where=str(out),
            todo="end it in .csv, .jsonl or .parquet",
        )
    return forms[out.suffix.lower()]


def _rows(parts: list[Path], counted: dict[str, Any], earlier: dict[int, list[dict[str, Any]]] | None) -> Iterator[Any]:
    """Every row in the order of the table; rows that were not screened again come from the earlier output."""
    number = 0
    for part in parts:
        lines = part.read_bytes().splitlines()
        head = json.loads(lines[0])
        fresh: dict[int, list[dict[str, Any]]] = {}
        for line in lines[1:]:
            row = json.loads(line)
            fresh.setdefault(row["number"], []).append(row)
        screened = set(head["screened"])
        numbers = sorted({*screened, *fresh}) if earlier is None else range(number + 1, number + head["rows"] + 1)
        for one in numbers:
            found = fresh.get(one, []) if one in screened or earlier is None else earlier.get(one, [])
            for row in found:
                counted["with"].add(one)
                counted["bands"][row["band"]] = counted["bands"].get(row["band"], 0) + 1
                yield row
        number += head["rows"]
        counted["rows"] += head["rows"]
        counted["screened"] += len(screened)


def _earlier(path: Path) -> dict[int, list[dict[str, Any]]]:
    """The rows of an earlier output, by the row of the table they answer. Raises `WhereasError` where it is none."""
    found: dict[int, list[dict[str, Any]]] = {}
    try:
        if form_of(path) != "jsonl":
            raise ValueError("give the earlier output as .jsonl: only there every value keeps its type")  # noqa: TRY301
        for line in path.read_bytes().splitlines():
            row = json.loads(line)
            found.setdefault(int(row["number"]), []).append(row)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise WhereasError(
            f"the earlier output cannot be read: {error}", where=str(path), todo="screen in full, without --since"
        ) from error
    return found


def _line(row: Mapping[str, Any]) -> bytes:
    return json.dumps(row, ensure_ascii=False).encode() + b"\n"


def _cell(value: Any) -> str | int | float | None:
    return " | ".join(map(str, value)) if isinstance(value, list) else value


def what_changed(old: Index, new: Index, folder: Path) -> tuple[Path, indexes.Change]:
    """A small index of every card that a change added, altered or took away, in its old and its new form."""
    change = indexes.difference(old.digests, new.digests)
    before = [card for one in (*change.removed, *change.changed) if (card := old.card(one)) is not None]
    after = [card for one in (*change.added, *change.changed) if (card := new.card(one)) is not None]
    parts = [segments.build(cards) for cards in (before, after)]
    path = folder / f"change-{old.revision[:12]}-{new.revision[:12]}.json"
    indexes.save(indexes.of_segments(parts, revision=new.revision), path)
    return path, change
