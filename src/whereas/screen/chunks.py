"""A long run in parts on disk: cut short at any moment it goes on where it stopped, and ends in the same bytes."""

import fcntl
import json
import multiprocessing
import multiprocessing.connection
import os
import shutil
import signal
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Generic, Literal, TypeVar

from whereas.core.errors import WhereasError
from whereas.kit.spreadsheets import MARK, csv_rows
from whereas.screen.tabular import library

T = TypeVar("T")

INPUTS = "inputs.json"
_LOCK = "lock"
_COPY = 1 << 20
# A row group is written once it is this large either way: Parquet holds one in memory.
_GROUP_ROWS = 50_000
_GROUP_BYTES = 1 << 25


def run_chunks(
    batches: Iterable[T], work: Callable[[T], bytes], *, folder: Path, inputs: Mapping[str, str], processes: int,
    progress: Callable[[int], None], initializer: Callable[..., None] | None = None, initargs: tuple[Any, ...] = (),
) -> list[Path]:  # fmt: skip
    """The result of each batch in a file `part-000000`, `part-000001`... of the folder, in the order of the batches.

    A part that is there from an earlier run with equal `inputs` is not made again, but its batch is still consumed:
    `inputs` must say all that the results depend on, the size of a batch included. `progress` is told how many parts
    are done. With one process the work is done here, otherwise in that many spawned ones, which each run the
    initializer; at most twice as many batches are in flight. Where work, batches or a person stop the run, finished
    parts stay and the rest is cancelled.

    Raises `WhereasError` where the folder is of a run with other inputs, is in use, or cannot be written, and where a
    process ends without an answer; what work itself raises comes through as it is.
    """
    if processes < 1:
        raise WhereasError(f"{processes} processes cannot do any work", todo="give 1 or more")
    run = _Run(work=work, folder=folder, progress=progress, initializer=initializer, initargs=initargs)
    with _own(folder, inputs):
        if processes == 1:
            return run.alone(batches)
        try:
            return run.together(batches, processes)
        except BrokenProcessPool as error:
            raise WhereasError(
                "a worker process did not start, or ended without an answer: the system may be short of memory",
                where=str(folder),
                todo="run the same again: finished parts are kept; with fewer --processes it needs less memory",
            ) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run(Generic[T]):
    """What `run_chunks` was asked to do."""

    work: Callable[[T], bytes]
    folder: Path
    progress: Callable[[int], None]
    initializer: Callable[..., None] | None
    initargs: tuple[Any, ...]

    def alone(self, batches: Iterable[T]) -> list[Path]:
        parts: list[Path] = []
        ready = False
        for number, batch in enumerate(batches):
            part = self._part(number)
            if not part.exists():
                if not ready and self.initializer is not None:
                    self.initializer(*self.initargs)
                ready = True
                _write(part, self.work(batch))
            parts.append(part)
            self.progress(len(parts))
        return parts

    def together(self, batches: Iterable[T], processes: int) -> list[Path]:
        parts: list[Path] = []
        flying: dict[Future[bytes], Path] = {}
        pool = ProcessPoolExecutor(
            processes,
            mp_context=multiprocessing.get_context("spawn"),  # a fork would copy locks that other threads hold
            initializer=_start,
            initargs=(self.initializer, self.initargs),
        )
        try:
            for number, batch in enumerate(batches):
                part = self._part(number)
                while len(flying) >= 2 * processes:
                    self._land(flying, len(parts))
                parts.append(part)
                if part.exists():
                    self.progress(len(parts) - len(flying))
                else:
                    flying[pool.submit(self.work, batch)] = part
            while flying:
                self._land(flying, len(parts))
        except BaseException:
            _stop(pool)
            raise
        pool.shutdown()
        return parts

    def _land(self, flying: dict[Future[bytes], Path], begun: int) -> None:
        """Wait for the first batch in flight to be finished, and write all that are."""
        done, _ = wait(flying, return_when=FIRST_COMPLETED)
        for future in sorted(
            done, key=lambda one: one.exception() is not None
        ):  # what went well first, it is safe then
            _write(flying.pop(future), future.result())
        self.progress(begun - len(flying))

    def _part(self, number: int) -> Path:
        return self.folder / f"part-{number:06d}"


def _stop(pool: ProcessPoolExecutor) -> None:
    """End the pool at once: cancelling spares only what no worker has been handed, and a batch may take minutes."""
    for worker in list((getattr(pool, "_processes", None) or {}).values()):  # a public call from Python 3.14 on
        worker.terminate()
    pool.shutdown(cancel_futures=True)


def _start(initializer: Callable[..., None] | None, initargs: tuple[Any, ...]) -> None:
    """In each worker: leave interrupts to the parent, and do not outlive it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    if initializer is not None:
        initializer(*initargs)


def _leave_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        multiprocessing.connection.wait([parent.sentinel])
        os._exit(1)  # a killed parent cannot tell its workers, which would wait for ever


@contextmanager
def _own(folder: Path, inputs: Mapping[str, str]) -> Iterator[None]:
    """The folder for this run alone, and only where what it holds was made from the same inputs."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / _LOCK).open("ab")
    except OSError as error:
        raise WhereasError(
            f"the folder of the parts cannot be made: {error.strerror}", where=str(folder), todo="pass another --out"
        ) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise WhereasError(
                "another run is at work on these parts", where=str(folder), todo="wait for it, or pass another --out"
            ) from error
        _agree(folder, dict(inputs))
        yield


def _agree(folder: Path, inputs: dict[str, str]) -> None:
    place = folder / INPUTS
    todo = "delete the folder to begin anew, or pass another --out"
    if not place.exists():
        if any(one.name.startswith("part-") for one in folder.iterdir()):
            raise WhereasError(f"the folder has parts, and no {INPUTS} says of what", where=str(folder), todo=todo)
        _write(place, (json.dumps(inputs, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode())
        return
    try:
        earlier = json.loads(place.read_bytes())
    except (OSError, ValueError) as error:
        raise WhereasError(
            f"what the parts were made from cannot be read: {error}", where=str(place), todo=todo
        ) from error
    if not isinstance(earlier, dict):
        raise WhereasError("this does not say what the parts were made from", where=str(place), todo=todo)
    if earlier != inputs:
        changed = sorted(key for key in earlier.keys() | inputs if earlier.get(key) != inputs.get(key))
        shown = "; ".join(
            f"{key} was {str(earlier.get(key, 'not given'))[:80]}, is {inputs.get(key, 'not given')[:80]}"
            for key in changed[:5]
        )
        raise WhereasError(f"the parts in this folder are of another run: {shown}", where=str(folder), todo=todo)


def _write(place: Path, data: bytes) -> None:
    with _whole(place) as out:
        out.write(data)


@contextmanager
def _whole(place: Path) -> Iterator[BinaryIO]:
    """A file to write that takes its name only once all of it is on the disk."""
    unfinished = place.with_name(f".{place.name}.unfinished")
    try:
        try:
            with unfinished.open("wb") as out:
                yield out
                out.flush()
                os.fsync(out.fileno())
            unfinished.replace(place)
            _sync_folder(place.parent)
        finally:
            unfinished.unlink(missing_ok=True)
    except OSError as error:
        free = shutil.disk_usage(place.parent).free if place.parent.is_dir() else 0
        raise WhereasError(
            f"{place.name} cannot be written: {error.strerror or error} ({free:,} bytes free)",
            where=str(place),
            todo="free disk space or pass another --out; finished parts are kept",
        ) from error


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


# --- Parts into one file ---


def join_parts(
    parts: Iterable[Path], out: Path, form: Literal["csv", "jsonl", "parquet"], *, columns: Sequence[str] = (),
    numbers: Collection[str] = (), lists: Collection[str] = (),
) -> None:  # fmt: skip
    """The parts as one file, which appears whole or not at all.

    `csv`: parts as `kit.spreadsheets.csv_rows` makes them, under `columns` as heads, with a byte order mark.
    `jsonl`: one JSON object a line. `parquet`: the same parts as `jsonl`, into the columns `columns`: text, but
    `numbers` are float64 and `lists` are JSON text; a field that is missing or null is null.
    """
    if form == "parquet":
        _join_parquet(parts, out, columns, frozenset(numbers), frozenset(lists))
        return
    with _whole(out) as file:
        if form == "csv":
            file.write(MARK + csv_rows([columns]))
        for part in parts:
            with _opened(part) as piece:
                shutil.copyfileobj(piece, file, _COPY)
                if piece.tell():
                    piece.seek(-1, os.SEEK_END)
                    if piece.read(1) != b"\n":  # else the first line of the next part would be joined to it
                        file.write(b"\r\n" if form == "csv" else b"\n")


def _opened(part: Path) -> BinaryIO:
    try:
        return part.open("rb")
    except OSError as error:
        raise WhereasError(
            f"a part cannot be read: {error.strerror}", where=str(part), todo="run the same again: it is made anew"
        ) from error


def _join_parquet(
    parts: Iterable[Path], out: Path, columns: Sequence[str], numbers: frozenset[str], lists: frozenset[str]
) -> None:
    arrow, parquet = library("pyarrow"), library("pyarrow.parquet")
    if not columns or (numbers | lists) - set(columns):
        raise ValueError("a Parquet file needs its columns, those of numbers and lists among them")
    schema = arrow.schema([(name, arrow.float64() if name in numbers else arrow.string()) for name in columns])
    with _whole(out) as file, parquet.ParquetWriter(file, schema, compression="zstd") as writer:
        held: dict[str, list[Any]] = {name: [] for name in columns}
        weight = 0
        for part in parts:
            with _opened(part) as lines:
                for number, line in enumerate(lines, 1):
                    row = _row(line, columns, numbers, lists, f"{part}, line {number:,}")
                    for name, value in row.items():
                        held[name].append(value)
                    weight += len(line)
                    if weight >= _GROUP_BYTES or len(held[columns[0]]) >= _GROUP_ROWS:
                        writer.write_table(arrow.table(held, schema=schema))
                        held, weight = {name: [] for name in columns}, 0
        if weight:
            writer.write_table(arrow.table(held, schema=schema))


def _row(
    line: bytes, columns: Sequence[str], numbers: frozenset[str], lists: frozenset[str], where: str
) -> dict[str, str | float | None]:
    todo = "delete the folder of the parts and run again"
    try:
        row = json.loads(line)
    except ValueError as error:
        raise WhereasError(f"a part holds no JSON: {error}", where=where, todo=todo) from error
    if not isinstance(row, dict) or (unknown := row.keys() - set(columns)):
        what = f"fields that have no column: {', '.join(sorted(unknown))}" if isinstance(row, dict) else "no object"
        raise WhereasError(f"a row of a part holds {what}", where=where, todo=todo)
    return {name: _value(row.get(name), name, numbers, lists, where) for name in columns}


def _value(value: Any, name: str, numbers: frozenset[str], lists: frozenset[str], where: str) -> str | float | None:
    if value is None:
        return None
    if name in numbers:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise WhereasError(
                f"{name} is {str(value)[:80]!r}, not a number",
                where=where,
                todo="delete the folder of the parts and run again",
            )
        return float(value)
    if isinstance(value, str) and name not in lists:
        return value
    return json.dumps(value, ensure_ascii=False)
