"""Long runs that are killed, interrupted and begun again, and the one file they end in."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from whereas.core.errors import WhereasError
from whereas.kit.spreadsheets import csv_rows as csv_part
from whereas.kit.spreadsheets import guarded as csv_cell
from whereas.screen.chunks import join_parts, run_chunks
from whereas.screen.tabular import library

INPUTS = {"file": "sha256 of the table", "batch": "3"}

# What workers run stands in a module of its own, because a spawned process must be able to import it.
STORY = """
import os, signal, sys, time
from pathlib import Path

READY = []

def ready(word):
    READY.append(word)

def plain(batch):
    return f"{batch}\\n".encode() * 3

def greeted(batch):
    return f"{READY} {batch}\\n".encode()

def slow(batch):
    Path(sys.argv[2], f"worker-{os.getpid()}").touch()
    time.sleep(0.15)
    return plain(batch)

def third_fails(batch):
    if batch == 2:
        raise ValueError("the third batch")
    return plain(batch)

def third_is_killed(batch):
    if batch == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return plain(batch)

def waits(begun):
    Path(begun).with_suffix(f".{os.getpid()}").touch()
    time.sleep(60)
    return b""

def main():
    from whereas.screen.chunks import run_chunks
    run_chunks(range(20), slow, folder=Path(sys.argv[1]), inputs={"file": "x"}, processes=int(sys.argv[3]),
               progress=lambda done: None)

if __name__ == "__main__":
    main()
"""


@pytest.fixture
def story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    folder = tmp_path / "story"
    folder.mkdir()
    (folder / "whereas_chunks_story.py").write_text(STORY)
    monkeypatch.syspath_prepend(folder)
    import whereas_chunks_story  # type: ignore[import-not-found,unused-ignore]

    yield whereas_chunks_story
    sys.modules.pop("whereas_chunks_story")


def _run(folder: Path, work: Any, batches: Any = range(7), **how: Any) -> list[Path]:
    asked: dict[str, Any] = {"inputs": INPUTS, "processes": 1, "progress": lambda done: None} | how
    return run_chunks(batches, work, folder=folder, **asked)


def _bytes(parts: list[Path]) -> bytes:
    return b"".join(part.read_bytes() for part in parts)


# --- runs ---


def test_parts_stand_in_the_order_of_their_batches(tmp_path: Path, story: Any) -> None:
    told: list[int] = []
    parts = _run(tmp_path / "parts", story.plain, progress=told.append)
    assert [part.name for part in parts] == [f"part-{number:06d}" for number in range(7)]
    assert _bytes(parts) == b"".join(b"%d\n" % number * 3 for number in range(7))
    assert told == list(range(1, 8))
    assert json.loads((tmp_path / "parts" / "inputs.json").read_text()) == INPUTS


def test_two_processes_give_the_same_bytes_as_one(tmp_path: Path, story: Any) -> None:
    told: list[int] = []
    how: dict[str, Any] = {"initializer": story.ready, "initargs": ("hello",)}
    one = _run(tmp_path / "one", story.greeted, **how)
    two = _run(tmp_path / "two", story.greeted, processes=2, progress=told.append, **how)
    assert [part.name for part in one] == [part.name for part in two]
    assert _bytes(one) == _bytes(two)
    assert b"hello" in one[0].read_bytes()
    assert told == sorted(told)
    assert told[-1] == 7


@pytest.mark.parametrize("processes", [1, 2])
def test_a_second_run_makes_only_what_is_missing_and_consumes_every_batch(
    tmp_path: Path, story: Any, processes: int
) -> None:
    first = _run(tmp_path, story.plain)
    first[3].unlink()
    first[0].write_bytes(b"kept as it is")
    consumed: list[int] = []

    def batches() -> Iterator[int]:
        for number in range(7):
            consumed.append(number)
            yield number

    again = _run(tmp_path, story.plain, batches(), processes=processes)
    assert consumed == list(range(7))
    assert again == first
    assert again[0].read_bytes() == b"kept as it is"
    assert again[3].read_bytes() == b"3\n3\n3\n"


def test_a_run_that_finds_everything_done_prepares_nothing(tmp_path: Path, story: Any) -> None:
    _run(tmp_path, story.plain)

    def never() -> None:
        raise AssertionError

    assert len(_run(tmp_path, story.plain, initializer=never)) == 7


def test_no_more_batches_are_taken_than_twice_the_processes(tmp_path: Path, story: Any) -> None:
    taken, done = 0, 0
    most = 0

    def batches() -> Iterator[int]:
        nonlocal taken, most
        for number in range(30):
            taken += 1
            most = max(most, taken - done)
            yield number

    def progress(count: int) -> None:
        nonlocal done
        done = count

    _run(tmp_path, story.plain, batches(), processes=2, progress=progress)
    assert 2 <= most <= 5  # four in flight, and the one just taken


def test_other_inputs_are_refused_and_named(tmp_path: Path, story: Any) -> None:
    parts = _run(tmp_path, story.plain)
    before = _bytes(parts)
    with pytest.raises(WhereasError, match="batch was 3, is 4; lists was not given, is x") as caught:
        _run(tmp_path, story.plain, inputs=INPUTS | {"batch": "4", "lists": "x"})
    assert "delete the folder" in caught.value.todo
    assert "another --out" in caught.value.todo
    assert _bytes(parts) == before


@pytest.mark.parametrize("said", [None, b"{", b"[]", b"\xff"])
def test_parts_of_unknown_inputs_are_refused(tmp_path: Path, story: Any, said: bytes | None) -> None:
    _run(tmp_path, story.plain)
    place = tmp_path / "inputs.json"
    place.unlink()
    if said is not None:
        place.write_bytes(said)
    with pytest.raises(WhereasError) as caught:
        _run(tmp_path, story.plain)
    assert "delete the folder" in caught.value.todo


def test_two_runs_do_not_share_a_folder(tmp_path: Path, story: Any) -> None:
    def batches() -> Iterator[int]:
        yield 0
        with pytest.raises(WhereasError, match="another run is at work"):
            _run(tmp_path, story.plain)
        yield 1

    assert len(_run(tmp_path, story.plain, batches())) == 2


@pytest.mark.parametrize("processes", [1, 2])
def test_an_error_of_the_work_comes_through_and_finished_parts_stay(tmp_path: Path, story: Any, processes: int) -> None:
    with pytest.raises(ValueError, match="the third batch"):
        _run(tmp_path, story.third_fails, processes=processes)
    assert not (tmp_path / "part-000002").exists()
    if processes == 1:
        assert (tmp_path / "part-000001").read_bytes() == b"1\n1\n1\n"
    assert _bytes(_run(tmp_path, story.plain)) == b"".join(b"%d\n" % number * 3 for number in range(7))


def test_a_worker_that_is_killed_is_told_and_the_run_can_go_on(tmp_path: Path, story: Any) -> None:
    with pytest.raises(WhereasError, match="short of memory") as caught:
        _run(tmp_path, story.third_is_killed, processes=2)
    assert "finished parts are kept" in caught.value.todo
    assert len(_run(tmp_path, story.plain, processes=2)) == 7


def test_an_interrupt_ends_the_run_at_once(tmp_path: Path, story: Any) -> None:
    (tmp_path / "part-000000").write_bytes(b"done")
    (tmp_path / "inputs.json").write_text(json.dumps(INPUTS))
    begun = 0.0

    def batches() -> Iterator[str]:
        nonlocal begun
        yield from (str(tmp_path / f"begun-{number}") for number in range(3))
        _until(lambda: len(list(tmp_path.glob("begun-*"))) == 2)
        begun = time.monotonic()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        _run(tmp_path, story.waits, batches(), processes=2)
    assert time.monotonic() - begun < 30  # a batch takes a minute
    assert not any(_lives(int(one.suffix[1:])) for one in tmp_path.glob("begun-*"))
    assert sorted(one.name for one in tmp_path.glob("part-*")) == ["part-000000"]


@pytest.mark.parametrize("processes", [1, 2])
def test_a_run_killed_in_the_middle_goes_on_to_the_same_bytes(tmp_path: Path, story: Any, processes: int) -> None:
    parts, workers = tmp_path / "parts", tmp_path / "workers"
    workers.mkdir()
    command = [sys.executable, story.__file__, str(parts), str(workers), str(processes)]
    with subprocess.Popen(command) as run:
        _until(lambda: len(list(parts.glob("part-*"))) >= 3)
        run.send_signal(signal.SIGKILL)
        assert run.wait(30) == -signal.SIGKILL
    killed = {one.name: one.stat().st_mtime_ns for one in parts.glob("part-*")}
    assert 3 <= len(killed) < 20
    for name in [int(one.name.removeprefix("worker-")) for one in workers.iterdir()]:
        _until(lambda name=name: not _lives(name))  # workers do not outlive the run

    assert subprocess.run(command, check=True, timeout=120).returncode == 0
    whole = run_chunks(
        range(20), story.plain, folder=tmp_path / "whole", inputs={}, processes=1, progress=lambda done: None
    )
    resumed = sorted(parts.glob("part-*"))
    assert _bytes(resumed) == _bytes(whole)
    assert {one.name: one.stat().st_mtime_ns for one in resumed if one.name in killed} == killed
    join_parts(resumed, tmp_path / "resumed.csv", "csv", columns=["n"])
    join_parts(whole, tmp_path / "whole.csv", "csv", columns=["n"])
    assert (tmp_path / "resumed.csv").read_bytes() == (tmp_path / "whole.csv").read_bytes()


def _until(true: Any) -> None:
    end = time.monotonic() + 60
    while not true():
        assert time.monotonic() < end, "waited a minute in vain"
        time.sleep(0.02)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    try:  # a process that ended but that nobody has asked about yet still has its number
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return Path("/proc").is_dir() is False


def test_a_part_that_cannot_be_written_is_told(tmp_path: Path, story: Any) -> None:
    (tmp_path / ".part-000001.unfinished").mkdir()
    with pytest.raises(WhereasError, match="part-000001 cannot be written") as caught:
        _run(tmp_path, story.plain)
    assert "free disk space" in caught.value.todo
    (tmp_path / "file").touch()
    with pytest.raises(WhereasError, match="cannot be made"):
        _run(tmp_path / "file", story.plain)
    with pytest.raises(WhereasError, match="0 processes"):
        _run(tmp_path / "other", story.plain, processes=0)


# --- one file ---


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_a_cell_cannot_act_as_a_formula(sign: str) -> None:
    assert csv_cell(f"{sign}1") == f"'{sign}1"
    assert csv_cell(f"1{sign}") == f"1{sign}"
    assert csv_cell("") == ""


def _parts(folder: Path, *contents: bytes) -> list[Path]:
    parts = [folder / f"part-{number:06d}" for number in range(len(contents))]
    for part, content in zip(parts, contents, strict=True):
        part.write_bytes(content)
    return parts


def test_a_csv_has_its_heads_once_and_every_row(tmp_path: Path) -> None:
    first = csv_part([["Ünal, A", "=1+1", -0.5], ['a "b"', "two\nlines", None]])
    parts = _parts(tmp_path, first, b"", csv_part([["Зоя", "", 1]]))
    out = tmp_path / "hits.csv"
    join_parts(parts, out, "csv", columns=["name", "-note", "score"])
    data = out.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))) == [
        ["name", "'-note", "score"],
        ["Ünal, A", "'=1+1", "-0.5"],
        ['a "b"', "two\nlines", ""],
        ["Зоя", "", "1"],
    ]


def test_jsonl_is_the_parts_one_after_another(tmp_path: Path) -> None:
    out = tmp_path / "hits.jsonl"
    join_parts(_parts(tmp_path, b'{"a":1}\n', b'{"a":2}', b'{"a":3}\n'), out, "jsonl")
    assert out.read_bytes() == b'{"a":1}\n{"a":2}\n{"a":3}\n'


def test_parquet_has_the_columns_it_is_given(tmp_path: Path) -> None:
    rows = [
        {"name": "Ünal", "score": 0.5, "why": ["a", {"b": 1}], "row": 7},
        {"name": None, "score": 1, "why": "text"},
        {},
    ]
    lines = [json.dumps(row).encode() + b"\n" for row in rows]
    out = tmp_path / "hits.parquet"
    join_parts(
        _parts(tmp_path, lines[0], b"", lines[1] + lines[2]), out, "parquet",
        columns=["row", "name", "score", "why"], numbers=["score"], lists=["why"],
    )  # fmt: skip
    table = library("pyarrow.parquet").read_table(out)
    assert [str(kind) for kind in table.schema.types] == ["string", "string", "double", "string"]
    assert table.to_pylist() == [
        {"row": "7", "name": "Ünal", "score": 0.5, "why": '["a", {"b": 1}]'},
        {"row": None, "name": None, "score": 1.0, "why": '"text"'},
        {"row": None, "name": None, "score": None, "why": None},
    ]


def test_parquet_is_written_in_row_groups_and_may_be_empty(tmp_path: Path) -> None:
    parquet = library("pyarrow.parquet")
    out = tmp_path / "hits.parquet"
    join_parts(_parts(tmp_path, b'{"n":"x"}\n' * 60_000, b'{"n":"y"}\n' * 60_000), out, "parquet", columns=["n"])
    whole = parquet.ParquetFile(out)
    assert (whole.metadata.num_rows, whole.metadata.num_row_groups) == (120_000, 3)
    assert whole.read().column("n").to_pylist() == ["x"] * 60_000 + ["y"] * 60_000
    whole.close()
    join_parts([], out, "parquet", columns=["n"])
    assert parquet.read_table(out).num_rows == 0


@pytest.mark.parametrize(
    ("part", "what"),
    [
        (b'{"n":"x"}\n{"n":\n', "no JSON"),
        (b'{"n":"x"}\n[]\n', "no object"),
        (b'{"n":"x"}\n{"m":1}\n', "no column: m"),
        (b'{"n":"x"}\n{"s":"much"}\n', "not a number"),
        (b'{"n":"x"}\n{"s":true}\n', "not a number"),
    ],
)
def test_a_damaged_part_is_told_by_line_and_the_earlier_file_stays(tmp_path: Path, part: bytes, what: str) -> None:
    out = tmp_path / "hits.parquet"
    out.write_bytes(b"the file of an earlier run")
    with pytest.raises(WhereasError, match=what) as caught:
        join_parts(_parts(tmp_path, part), out, "parquet", columns=["n", "s"], numbers=["s"])
    assert "line 2" in caught.value.where
    assert out.read_bytes() == b"the file of an earlier run"
    assert [one.name for one in tmp_path.glob(".*")] == []


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
def test_a_missing_part_or_place_is_told(tmp_path: Path, form: Any) -> None:
    with pytest.raises(WhereasError, match="a part cannot be read"):
        join_parts([tmp_path / "part-000000"], tmp_path / "hits", form, columns=["n"])
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(WhereasError, match="cannot be written"):
        join_parts([], tmp_path / "absent" / "hits", form, columns=["n"])


def test_a_parquet_file_needs_its_columns(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="needs its columns"):
        join_parts([], tmp_path / "hits", "parquet", columns=["n"], numbers=["s"])


def test_the_same_parts_give_the_same_parquet(tmp_path: Path) -> None:
    parts = _parts(tmp_path, b'{"n":"x","s":1}\n' * 100)
    for name in ("one", "two"):
        join_parts(parts, tmp_path / name, "parquet", columns=["n", "s"], numbers=["s"])
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
