"""Screening on Spark gives the rows that one process gives, and leaves nothing behind on the workers."""

import json
import re
import runpy
import shutil
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.unit.screen.people import PARTIES
from whereas.core.errors import WhereasError
from whereas.screen import spark
from whereas.screen.batch import Job, query_of
from whereas.screen.index import load, made_of, save
from whereas.screen.rows import rows_of
from whereas.screen.screening import Screener
from whereas.screen.spark import KEPT, SCHEMA, files_of, heads_of, screen_frame
from whereas.screen.tabular import Columns, library, read_rows

HOWTO = Path(__file__).parents[3] / "docs" / "howto" / "screen-on-spark.md"
COLUMNS = Columns(name="full name", id="id", birth_date="born")
_LISTED = ("Kim Chol Su", "김철수", "Vasiliy Bykovatov", "Munhwa Joint Bank", "Abdul Karim Zandouri", "9074729", "")
CUSTOMERS = [
    {
        "id": f"C{at}",
        "full name": _LISTED[at % len(_LISTED)] if at % 20 == 0 else f"Nobody Known{at}",
        "born": "1961-02-03" if at % 3 == 0 else "",
        "note.s": "a head with a point, which is never read",
    }
    for at in range(2_000)
]
Row = dict[str, Any]
# PySpark warns of every pandas newer than those it was tried with, though nothing here is turned into pandas.
PANDAS = pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning")


def wanted(customers: list[dict[str, str]], job: Job) -> list[Row]:
    """The rows that one process gives."""
    queries = [query_of(row, at, job) for at, row in enumerate(customers, start=1)]
    answers = Screener(load(job.index)).screen(queries, threshold=job.threshold)
    return [{name: row[name] for name in KEPT} for answer in answers for row in rows_of(answer)]


def in_order(rows: list[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (str(row["row"]), str(row["entity"])))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("spark")


@pytest.fixture(scope="module")
def session(folder: Path) -> Iterator[Any]:
    """Spark on this machine, its workers' temporary files in a folder of their own."""
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java 17 or newer: none is on the path")
    sql = pytest.importorskip("pyspark.sql", reason="PySpark is not installed here")
    pytest.importorskip("pandas", reason="PySpark asks for pandas, which is not installed here")
    (folder / "tmp").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        patch.setenv("TMPDIR", str(folder / "tmp"))
        patch.chdir(folder)  # where Spark looks for paths that name no folder
        started = (
            sql.SparkSession.builder.master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.sql.session.timeZone", "UTC")
            .getOrCreate()
        )
        yield started
        started.stop()


@pytest.fixture
def index(tmp_path: Path) -> Path:
    save(made_of(PARTIES), tmp_path / "index-1.json")
    return tmp_path / "index-1.json"


@PANDAS
def test_spark_gives_the_rows_of_one_process(session: Any, folder: Path, index: Path) -> None:
    job = Job(index=index, columns=COLUMNS, schema="", threshold=0.5)
    frame = session.createDataFrame(CUSTOMERS, "id string, `full name` string, born string, `note.s` string")
    found = [row.asDict() for row in screen_frame(frame.repartition(3), index, COLUMNS, threshold=0.5).collect()]

    expected = wanted(CUSTOMERS, job)
    assert {"kim-1", "vasily", "bank", "karim", "ship-2"} <= {row["entity"] for row in expected}
    assert in_order(found) == in_order(expected)
    assert not list((folder / "tmp").glob("whereas-index-*"))  # else every job would leave copies of the index behind


@PANDAS
def test_the_example_of_the_howto_runs_and_says_what_a_match_is(session: Any, folder: Path, index: Path) -> None:
    home = folder / "whereas-home" / "screen"
    home.mkdir(parents=True)
    save(load(index), home / "index-1.json")
    save(made_of([], as_of="2005"), home / "index-2.json")  # newer, of older lists: not to be taken
    customers = [("A1", "Kim Chol Su", "1961-02-03", "KP"), ("A2", "Nobody Known", None, None)]
    kinds = "customer_id string, full_name string, born string, nationality string"
    session.createDataFrame(customers, kinds).write.parquet(str(folder / "customers"))
    (script,) = re.findall(r"```python\n(.*?)```", HOWTO.read_text(encoding="utf-8"), re.DOTALL)
    path = folder / "screen_customers.py"
    path.write_text(script.replace("spark.stop()\n", ""), encoding="utf-8")  # the session is of other tests too

    runpy.run_path(str(path))

    matches = session.read.parquet(str(folder / "matches"))
    assert matches.columns == list(KEPT)
    (row,) = matches.collect()
    assert (row["row"], row["entity"], row["band"]) == ("A1", "kim-1", "strong")
    assert row["acts"] == ["XX: Test; Act 1 (2020-01-01)"]


# --- what runs on a worker, without Spark ---


class Broadcast:
    """A broadcast that tells how often its value was asked for."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = dict(files)
        self.asked = 0

    @property
    def value(self) -> dict[str, bytes]:
        self.asked += 1
        return self._files


def on_a_worker(shared: Broadcast, job: Job, table: Any, *, rows: int = 10_000, digest: str = "1") -> list[Row]:
    screened = spark._mapper(shared, digest, job)
    return [row for batch in screened(iter(table.to_batches(max_chunksize=rows))) for row in batch.to_pylist()]


@pytest.fixture(autouse=True)
def _a_fresh_worker() -> Iterator[None]:
    spark._SCREENERS.clear()
    yield
    spark._SCREENERS.clear()


@pytest.mark.parametrize("field", ["birth_date", "document", "country", "place", "id"])
def test_cells_of_any_type_are_read_as_those_of_a_parquet_file(tmp_path: Path, index: Path, field: str) -> None:
    arrow = library("pyarrow")
    day = datetime(1961, 2, 3, tzinfo=UTC)
    table = arrow.table(
        {
            "name": ["Kim Chol Su"] * 3,
            "birth_date": arrow.array([day, None, day], arrow.timestamp("us", tz="UTC")),
            "document": arrow.array([654321098.0, float("nan"), None]),
            "country": [["KP", "DE"], [], None],
            "place": arrow.array(["Pyongyang", None, "Pyongyang"]).dictionary_encode(),
            "id": arrow.array([1.0, 2.0, 3.0]),
        }
    )
    library("pyarrow.parquet").write_table(table, tmp_path / "customers.parquet")
    columns = Columns(**{"name": "name", "id": "id", field: field})
    job = Job(index=index, columns=columns, schema="Person", threshold=0.1)
    rows = [row for batch in read_rows(tmp_path / "customers.parquet") for row in batch]

    found = on_a_worker(Broadcast(files_of(index)), job, table.select(sorted({"name", "id", field})))

    assert found == wanted(rows, job)
    assert {row["row"] for row in found} == {"1", "2", "3"}


def test_a_customer_without_an_id_is_given_no_other_customers(index: Path) -> None:
    table = library("pyarrow").table({"full name": ["Ri Un", "Chen Lu-chi"], "id": ["2", None], "born": ["", ""]})
    found = on_a_worker(Broadcast(files_of(index)), Job(index=index, columns=COLUMNS, schema="", threshold=0.5), table)
    assert {(row["row"], row["entity"]) for row in found} >= {("2", "ri"), ("", "chen")}
    assert {row["row"] for row in found if row["entity"] == "chen"} == {""}


def test_no_cut_of_the_batches_changes_the_rows(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    job = Job(index=index, columns=COLUMNS, schema="", threshold=0.5)
    table = library("pyarrow").Table.from_pylist([{**row, "full name": "Ri Un"} for row in CUSTOMERS[:120]])
    whole = on_a_worker(Broadcast(files_of(index)), job, table)
    monkeypatch.setattr(spark, "BATCH", 7)
    assert [row["row"] for row in whole] == [f"C{at}" for at in range(120)]
    assert on_a_worker(Broadcast(files_of(index)), job, table, rows=50) == whole
    assert on_a_worker(Broadcast(files_of(index)), job, table.slice(0, 0)) == []


def test_a_worker_opens_an_index_once_and_another_one_of_the_same_name_anew(tmp_path: Path, index: Path) -> None:
    job = Job(index=Path(index.name), columns=COLUMNS, schema="", threshold=0.5)
    table = library("pyarrow").table({"full name": ["Ri Un"], "id": ["1"], "born": [""]})
    first, again = Broadcast(files_of(index)), Broadcast(files_of(index))
    assert on_a_worker(first, job, table) == on_a_worker(again, job, table) != []
    assert (first.asked, again.asked) == (1, 0)

    (tmp_path / "later").mkdir()
    save(made_of([one for one in PARTIES if one.id != "ri"]), tmp_path / "later" / index.name)
    later = Broadcast(files_of(tmp_path / "later" / index.name))
    assert on_a_worker(later, job, table, digest="2") == []
    assert len(spark._SCREENERS) == 1


def test_a_worker_that_cannot_open_the_index_says_what_to_do(index: Path) -> None:
    files = files_of(index)
    said = json.loads(files[index.name])
    files[index.name] = json.dumps({**said, "format": "another version's"}).encode()
    table = library("pyarrow").table({"full name": ["Ri Un"], "id": ["1"], "born": [""]})
    with pytest.raises(WhereasError, match=r"a worker cannot open the index: .* another version") as told:
        on_a_worker(Broadcast(files), Job(index=index, columns=COLUMNS, schema="", threshold=0.5), table)
    assert "same version" in told.value.todo


# --- what is refused before Spark is asked for anything ---


class Frame:
    """A data frame that can do nothing but name its columns."""

    columns = ("id", "full name", "born", "born")


@pytest.mark.parametrize(
    ("columns", "what"),
    [
        (Columns(name="full name"), "no column is named for the id"),
        (Columns(name="given+full name", id="id"), "no column 'given'"),
        (Columns(name="full name", id="id", birth_date="born"), "more than one column 'born'"),
    ],
)
def test_columns_that_cannot_be_read_are_refused(index: Path, columns: Columns, what: str) -> None:
    frame: Any = Frame()
    with pytest.raises(WhereasError, match=what):
        screen_frame(frame, index, columns)


@pytest.mark.parametrize(
    ("how", "what"),
    [
        ({"threshold": 0.0}, "no threshold"),
        ({"threshold": 70}, "no threshold"),
        ({"schema": "Sanction"}, "not screened"),
    ],
)
def test_settings_that_would_fail_on_every_worker_are_refused(index: Path, how: dict[str, Any], what: str) -> None:
    frame: Any = Frame()
    with pytest.raises(WhereasError, match=what):
        screen_frame(frame, index, Columns(name="full name", id="id"), **how)


def test_only_heads_that_are_read_are_asked_for() -> None:
    heads = ["a", "b", "a+b", "c", "d"]
    assert heads_of(Columns(name="a+c", id="d", address="a+b"), heads) == ["a", "c", "d", "a+b"]


def test_spark_and_arrow_are_told_the_same_columns() -> None:
    kinds = {"string": "string", "double": "double", "int64": "long", "list<item: string>": "array<string>"}
    told = [f"`{field.name}` {kinds[str(field.type)]}" for field in spark._arrow_schema(library("pyarrow"))]
    assert ", ".join(told) == SCHEMA


def test_a_missing_index_is_told(tmp_path: Path) -> None:
    with pytest.raises(WhereasError, match="cannot be read"):
        files_of(tmp_path / "index-1.json")


@pytest.mark.parametrize("said", ["[]", '{"segments": 5}', "not JSON", "{}"])
def test_a_damaged_index_is_told(tmp_path: Path, said: str) -> None:
    (tmp_path / "index-1.json").write_text(said)
    with pytest.raises(WhereasError, match="cannot be read"):
        files_of(tmp_path / "index-1.json")


def test_an_index_sends_no_file_of_another_folder(tmp_path: Path, index: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    said = json.loads(index.read_text())
    named = [f"../{name}" for name in said["segments"]]
    (tmp_path / "elsewhere" / "index-1.json").write_text(json.dumps({**said, "segments": named}))
    with pytest.raises(WhereasError, match="another folder"):
        files_of(tmp_path / "elsewhere" / "index-1.json")
