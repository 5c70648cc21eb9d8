"""Screening on Spark gives the rows that one process gives."""

import shutil
import sys
import warnings
from pathlib import Path

import pytest

from tests.unit.screen.people import PARTIES
from whereas.core.errors import WhereasError
from whereas.screen.batch import Job, query_of
from whereas.screen.index import made_of, save
from whereas.screen.rows import rows_of
from whereas.screen.screening import Screener
from whereas.screen.spark import _KEPT, files_of, screen_frame
from whereas.screen.tabular import Columns

CUSTOMERS = [
    {"id": f"C{at}", "full name": name, "born": born}
    for at, (name, born) in enumerate(
        [("Kim Chol Su", "1961-02-03"), ("김철수", ""), ("Vasiliy Bykovatov", ""), ("Munhwa Joint Bank", ""), ("", "")]
        + [(f"Nobody Known{at}", "1990-01-01") for at in range(500)]
    )
]
COLUMNS = Columns(name="full name", id="id", birth_date="born")


def test_spark_gives_the_rows_of_one_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java 17: none is on the path")
    pyspark = pytest.importorskip("pyspark.sql", reason="Spark is not installed here")
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
    path = tmp_path / "index-1.json"
    save(made_of(PARTIES), path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Spark's own sockets and deprecations
        session = (
            pyspark.SparkSession.builder.master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.sql.warehouse.dir", str(tmp_path / "warehouse"))
            .getOrCreate()
        )
        try:
            frame = session.createDataFrame(CUSTOMERS, "id string, `full name` string, born string").repartition(3)
            found = [row.asDict() for row in screen_frame(frame, path, COLUMNS, threshold=0.5).collect()]
        finally:
            session.stop()
    job = Job(index=path, columns=COLUMNS, schema="", threshold=0.5)
    queries = [query_of(row, at, job) for at, row in enumerate(CUSTOMERS, start=1)]
    wanted = [
        {name: row[name] for name in _KEPT}
        for answer in Screener(made_of(PARTIES)).screen(queries, threshold=0.5)
        for row in rows_of(answer)
    ]
    assert wanted

    def key(row: dict[str, object]) -> tuple[str, str]:
        return str(row["row"]), str(row["entity"])

    assert sorted(found, key=key) == sorted(wanted, key=key)


def test_a_missing_index_is_told(tmp_path: Path) -> None:
    with pytest.raises(WhereasError, match="cannot be read"):
        files_of(tmp_path / "index-1.json")
