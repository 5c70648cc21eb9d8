"""`whereas texts` as a person runs it: measure, add, code, compare, and what is refused."""

import csv
import io
import json
from pathlib import Path

import pytest

from whereas.cli.texts import texts
from whereas.core.errors import WhereasError

BODY = "The aim of this invented text is to be read by a test, as it is of no use to anybody else in the world. " * 8
PASSAGES = [
    f"In part {number} we will speak with North Korea about fish, islands and the weather." for number in range(9)
]
TEXT = "\n\n".join([BODY, *PASSAGES])


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "2011_plan.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def filled(sheet: Path, to: Path, strong: set[int]) -> Path:
    """A copy in which the passages of these numbers are firm undertakings of somebody."""
    rows = list(csv.reader(io.StringIO(sheet.read_text(encoding="utf-8-sig"))))
    for row in rows[2:]:
        firm = int(row[1].split()[2]) in strong
        row[2:8] = ["yes", "no", "strong" if firm else "none", "no", "no", "no"]
        row[8] = to.stem
    with to.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return to


def test_files_are_measured_without_making_a_ledger(
    text: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert texts(text, passages=True, home=tmp_path / "home") == 0

    out = capsys.readouterr().out
    assert "2011-plan" in out
    assert "9 of 10" in out
    assert "page:1@" in out
    assert not (tmp_path / "home").exists()


def test_a_pipe_gets_json_and_nothing_else(text: Path, capsys: pytest.CaptureFixture[str]) -> None:
    texts(text, as_json=True)

    (one,) = json.loads(capsys.readouterr().out)["texts"]
    assert (one["mentions"], one["paragraphs_naming"]) == (9, 9)
    assert one["passages"][0]["first_pass"]["by"] == "a rule, no coder"


def test_from_a_text_to_published_scores(text: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheet, home = tmp_path / "sheet.csv", tmp_path / "home"
    assert texts(add=text, id="SNK 1/11", dated="2011-05", issuer="An island", home=home) == 0
    assert texts(sheet=sheet, home=home) == 0
    kim = filled(sheet, tmp_path / "kim.csv", {1, 2, 3, 4})
    lee = filled(sheet, tmp_path / "lee.csv", {1, 2, 3, 4})
    capsys.readouterr()

    assert texts(coded=[kim, lee], out=tmp_path / "out", csv=tmp_path / "t.csv", home=home) == 0

    out = capsys.readouterr().out
    assert "points        ordinal  1.00" in out
    assert "0.44" in out  # four points on nine passages
    assert {"texts.html", "texts-coded.csv", "RELEASE.json"} <= {path.name for path in (tmp_path / "out").iterdir()}
    assert "SNK 1/11" in (tmp_path / "t.csv").read_text(encoding="utf-8-sig")


def test_coders_who_do_not_agree_are_told_what_to_do(
    text: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = tmp_path / "sheet.csv"
    texts(text, sheet=sheet)
    kim, lee = (filled(sheet, tmp_path / f"{name}.csv", of) for name, of in (("kim", {1, 2, 3}), ("lee", {4, 5, 6})))

    assert texts(text, coded=[kim, lee], out=tmp_path / "out") == 0

    assert "WITHHELD" in capsys.readouterr().out
    assert not (tmp_path / "out" / "texts-coded.csv").exists()


def test_what_says_nothing_is_refused(text: Path, tmp_path: Path) -> None:
    with pytest.raises(WhereasError, match="--id says nothing"):
        texts(text, id="X 1")
    with pytest.raises(WhereasError, match="no strategy text was added"):
        texts(home=tmp_path / "home")
    with pytest.raises(WhereasError, match="no lexicon"):
        texts(text, subject="atlantis")
    with pytest.raises(WhereasError, match="cannot be written"):
        texts(text, csv=tmp_path / "nowhere" / "t.csv")


def test_a_contradicting_number_is_a_finding(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "t.txt"
    path.write_text(f"A Secure Europe in a Better World\n\n{BODY}", encoding="utf-8")

    assert texts(add=path, id="CP 811", home=tmp_path / "home") == 1
    assert "CONTRADICTION" in capsys.readouterr().out
