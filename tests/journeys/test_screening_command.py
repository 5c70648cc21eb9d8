"""Screening as its users meet it: one name, a table, a change of the lists, a document, pairs."""

import csv
import json
import re
import shutil
from pathlib import Path

import pytest
from lxml import etree
from tests.journeys.test_command_line import FIXTURES, whereas
from tests.unit.kit.test_pages import pdf

CUSTOMERS = "id,Full Name,DOB\nC1,Kim Invented,1950-01-01\nC2,Nobody Atall,1990-01-01\nC3,{name},\n"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with the invented UN list and the index a first screening makes."""
    folder = tmp_path_factory.mktemp("screening")
    (folder / "mirror" / "un").mkdir(parents=True)
    first = min((FIXTURES / "un").glob("*.xml"))
    shutil.copy(first, folder / "mirror" / "un" / first.name)
    done = whereas("pull", "--mirror", "mirror", "--accept", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def listed(home: Path) -> str:
    """A name on the invented list."""
    tree = etree.parse(next((home / "mirror" / "un").glob("*.xml")))
    person = next(tree.iter("INDIVIDUAL"))
    parts = (person.findtext(tag) or "" for tag in ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME"))
    return " ".join(" ".join(parts).split())


def test_an_empty_ledger_says_what_to_do(tmp_path: Path) -> None:
    done = whereas("screen", "Kim Chol", cwd=tmp_path)
    assert done.returncode == 2
    assert "whereas run" in done.stderr


def test_one_name_as_table_and_as_json(home: Path, listed: str) -> None:
    done = whereas("screen", listed, cwd=home)
    assert done.returncode == 0, done.stderr
    assert "Matched is not same" in done.stdout
    found = json.loads(whereas("screen", listed, "--json", cwd=home).stdout)
    assert found["matches"][0]["statements"]
    assert whereas("screen", listed, "--fail-on", "possible", cwd=home).returncode == 1
    nobody = whereas("screen", "Zzyzx Qwrtpl", "--fail-on", "possible", cwd=home)
    assert nobody.returncode == 0
    assert "No listed party" in nobody.stdout


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
def test_a_table_in_every_form(home: Path, listed: str, form: str) -> None:
    (home / "customers.csv").write_text(CUSTOMERS.format(name=listed), encoding="utf-8")
    done = whereas("screen", "--file", "customers.csv", "--out", f"hits.{form}", "--processes", "1", cwd=home)
    assert done.returncode == 0, done.stderr
    assert "3 rows" in done.stderr
    if form == "csv":
        rows = list(csv.DictReader((home / "hits.csv").read_text("utf-8-sig").splitlines()))
    elif form == "jsonl":
        rows = [json.loads(line) for line in (home / "hits.jsonl").read_text("utf-8").splitlines()]
    else:
        from pyarrow import parquet

        rows = parquet.read_table(home / "hits.parquet").to_pylist()
    assert {row["row"] for row in rows} == {"C3"}
    assert not list(home.glob("*.parts"))


def test_a_table_needs_a_place_and_known_columns(home: Path, listed: str) -> None:
    (home / "odd.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    for arguments, words in (
        (("--file", "customers.csv"), "--out"),
        (("--file", "odd.csv", "--out", "x.csv"), "--columns"),
        (("--file", "customers.csv", "--out", "x.xlsx"), ".csv, .jsonl or .parquet"),
        (("--file", "customers.csv", "--out", "x.csv", "--threshold", "7"), "threshold"),
        (("--file", "customers.csv", "--out", "x.csv", "--since", "abcdef1"), "--previous"),
    ):
        done = whereas("screen", *arguments, cwd=home)
        assert done.returncode == 2
        assert words in done.stderr


def test_only_what_a_change_touches_is_screened_again(home: Path, listed: str, tmp_path: Path) -> None:
    work = tmp_path / "work"
    shutil.copytree(home, work)
    (work / "customers.csv").write_text(CUSTOMERS.format(name=listed) + "C4,Newly Listedperson,\n", encoding="utf-8")
    screen = ("screen", "--file", "customers.csv", "--processes", "1", "--out")
    assert whereas(*screen, "old.jsonl", cwd=work).returncode == 0
    revision = json.loads(whereas("screen", "x y", "--json", cwd=work).stdout)["revision"]
    path = next((work / "mirror" / "un").glob("*.xml"))
    text = path.read_text("utf-8")
    first = text.index("<INDIVIDUAL>")
    person = text[first : text.index("</INDIVIDUAL>") + len("</INDIVIDUAL>")]
    new = person
    for tag, value in (("FIRST_NAME", "Newly"), ("SECOND_NAME", "Listedperson"), ("DATAID", "9999"),
                       ("REFERENCE_NUMBER", "KPi.999"), ("ALIAS_NAME", "")):  # fmt: skip
        new = re.sub(rf"<{tag}>.*?</{tag}>", f"<{tag}>{value}</{tag}>", new, flags=re.DOTALL)
    day = re.search(r'dateGenerated="(\d{4})', text)
    assert day is not None
    later = text.replace(day[0], f'dateGenerated="{int(day[1]) + 1}', 1)
    path.write_text(later[: later.index("<INDIVIDUAL>")] + new + later[later.index("<INDIVIDUAL>") :], "utf-8")
    assert whereas("pull", "--mirror", "mirror", "--accept", cwd=work).returncode in (0, 1)
    assert whereas(*screen, "full.jsonl", cwd=work).returncode == 0
    again = whereas(*screen, "again.jsonl", "--since", revision[:12], "--previous", "old.jsonl", cwd=work)
    assert again.returncode == 0, again.stderr
    assert (work / "again.jsonl").read_bytes() == (work / "full.jsonl").read_bytes()
    assert "C4" in (work / "full.jsonl").read_text("utf-8")
    assert (work / "old.jsonl").read_bytes() != (work / "full.jsonl").read_bytes()


def test_a_document_shows_names_and_numbers_with_their_places(home: Path, listed: str) -> None:
    (home / "report.pdf").write_bytes(pdf("Nothing here", f"Seen: {listed} by IMO 9074729"))
    done = whereas("screen", "--document", "report.pdf", "--json", cwd=home)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert [one["page"] for one in found["mentions"]] == [2]
    assert found["mentions"][0]["text"] in f"Seen: {listed} by"
    assert [one["text"] for one in found["unlisted"]] == ["9074729"]
    assert whereas("screen", "--document", "missing.pdf", cwd=home).returncode == 2


def test_pairs_are_scored_without_any_list(tmp_path: Path) -> None:
    (tmp_path / "pairs.tsv").write_text("left\tright\tschema\tmine\nKim Chol Su\t김철수\tPerson\tkept\n", "utf-8")
    done = whereas("match", "pairs.tsv", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    head, row = (line.split("\t") for line in done.stdout.splitlines())
    assert head == ["left", "right", "schema", "mine", "probability", "band", "reason"]
    assert row[3] == "kept"
    assert row[5] == "possible"
    (tmp_path / "bad.tsv").write_text("left\tright\nonly one\n", "utf-8")
    bad = whereas("match", "bad.tsv", cwd=tmp_path)
    assert bad.returncode == 2
    assert "line 2" in bad.stderr
