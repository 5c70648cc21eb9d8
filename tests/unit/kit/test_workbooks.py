"""Workbooks as text: what a cell shows, which row it stands in, and workbooks that are none."""

import csv
import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from whereas.kit.tables import TableError, rows, sheet


def _book(*cells: tuple[int, int, object], title: str = "List") -> bytes:
    book = openpyxl.Workbook()
    page = book.active
    page.title = title
    for row, column, value in cells:
        page.cell(row=row, column=column, value=value)
    book.create_sheet("Second")["A1"] = "other"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("김영철 ", "김영철 "),
        (7, "7"),
        (7.0, "7"),
        (1.5, "1.5"),
        (6908555, "6908555"),
        (True, "TRUE"),
        (date(1966, 1, 28), "1966-01-28"),
        (datetime(1966, 1, 28, 12, 30), "1966-01-28T12:30:00"),  # noqa: DTZ001 -- a workbook knows no time zone
        ("00123", "00123"),
        ("=1+1", ""),
    ],
)
def test_cells_as_text(value: object, text: str) -> None:
    assert sheet(_book((1, 1, value), (1, 2, "end")))[1][0] == [text, "end"]


def test_rows_count_from_the_top_of_the_sheet_even_where_it_begins_empty() -> None:
    name, found = sheet(_book((3, 2, "here"), title="Invented"))
    assert name == "Invented"
    assert found[2][1] == "here"
    assert not any(map(any, found[:2]))


def test_a_sheet_by_name_and_one_that_is_not_there() -> None:
    book = _book((1, 1, "first"))
    assert sheet(book, "Second") == ("Second", [["other"]])
    with pytest.raises(TableError, match="not a readable workbook"):
        sheet(book, "Third")


def test_a_workbook_cut_or_blown_up_is_refused() -> None:
    whole = _book((1, 1, "x"))
    for end in range(0, len(whole), len(whole) // 25):
        with pytest.raises(TableError):
            sheet(whole[:end])
    out = io.BytesIO(whole)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/bomb.xml", b" " * (16 << 20))
    with pytest.raises(TableError, match="unpacks to more"):
        sheet(out.getvalue())


CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=6)


@given(st.lists(st.lists(CELL, min_size=1, max_size=4).filter(any), max_size=6), st.sampled_from([",", "\t", ";"]))
def test_rows_are_what_the_standard_writer_wrote(table: list[list[str]], delimiter: str) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(table)
    found = list(rows(out.getvalue(), delimiter=delimiter))
    assert [fields for _, fields in found] == table
    assert [number for number, _ in found] == sorted({number for number, _ in found})
