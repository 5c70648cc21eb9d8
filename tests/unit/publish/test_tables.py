"""Tables: the same bytes each time, nothing a spreadsheet would run, every statement with its place."""

import csv
import io
import json
import runpy
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whereas.kit.spreadsheets import guarded
from whereas.publish.tables import alignment_files, csv_bytes

INVENTED = runpy.run_path(str(Path(__file__).parents[2] / "fixtures/align/invented.py"))


def rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"])
def test_a_cell_that_would_run_is_guarded(text: str) -> None:
    assert guarded(text) == "'" + text


def test_a_number_of_ours_is_not_text_of_others() -> None:
    assert guarded(-3) == "-3"
    assert guarded(None) == ""


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2, max_size=2), max_size=5))
def test_no_cell_starts_a_formula_and_none_is_lost(table: list[list[str]]) -> None:
    read = rows(csv_bytes(["a", "b"], table))[1:]
    plain = [[cell.removeprefix("'") for cell in row] for row in read]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in read for cell in row)
    assert plain == [[cell.removeprefix("'") for cell in row] for row in table]


def test_the_same_report_gives_the_same_bytes() -> None:
    assert alignment_files(INVENTED["report"]()) == alignment_files(INVENTED["report"]())


def test_every_entity_and_both_sides_of_each_contradiction_are_there() -> None:
    report = INVENTED["report"]()
    files = alignment_files(report)
    assert len(rows(files["align-entities.csv"])) - 1 == len(report.rows)
    sides = rows(files["align-contradictions.csv"])[1:]
    assert {(row[0], row[6]) for row in sides} == {
        (str(number), side) for number in range(1, len(report.contradictions) + 1) for side in ("left", "right")
    }
    statements = rows(files["align-statements.csv"])
    places = [dict(zip(statements[0], row, strict=True)) for row in statements[1:]]
    assert all(place["locator"] and len(place["exhibit sha256"]) == 64 for place in places)


def test_a_name_of_a_list_cannot_act_as_a_formula() -> None:
    cells = [cell for row in rows(alignment_files(INVENTED["report"]())["align-statements.csv"]) for cell in row]
    assert "'=HYPERLINK(1)" in cells
    assert "=HYPERLINK(1)" not in cells


def test_the_json_holds_what_the_report_holds() -> None:
    report = INVENTED["report"]()
    plain = json.loads(alignment_files(report)["align.json"])
    assert [one["caption"] for one in plain["entities"]] == [row.caption for row in report.rows]
    assert plain["contradictions"][0]["left"][0]["locator"]
    assert plain["lag_summary"]["unverified"] == report.lag_summary.unverified
