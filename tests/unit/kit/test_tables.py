"""Rows of tables."""

import pytest

from whereas.kit.tables import TableError, decode, records, rows, sheet


def test_rows_are_numbered_by_the_line_they_start_on() -> None:
    assert list(rows('a,b\n"x\ny",1\n\nz,2\n')) == [(1, ["a", "b"]), (2, ["x\ny", "1"]), (5, ["z", "2"])]


def test_records() -> None:
    assert list(records("\ufeffA\tB\n1\t2\n", required=("A",), delimiter="\t")) == [(2, {"A": "1", "B": "2"})]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A,B\n1,2\n", "columns missing: C"),
        ("", "found: nothing"),
        ("C,C\n1,2\n", "two columns of one name: 'C'"),
        ("C,B\n1\n", "line 2: 1 fields where the header has 2"),
        ('C,B\n"1,2\n', "line"),
    ],
)
def test_broken_tables_are_refused(text: str, words: str) -> None:
    with pytest.raises(TableError, match=words):
        list(records(text, required=("C",)))


def test_decode() -> None:
    assert decode("é".encode("cp1252"), "utf-8", "cp1252") == "é"
    with pytest.raises(TableError, match=r"byte 0 .* is not utf-8"):
        decode(b"\xe9", "utf-8")
    with pytest.raises(TableError, match="NUL"):
        decode("é".encode("utf-16-le") + b"a\0", "utf-8")


@pytest.mark.parametrize("data", [b"", b"no workbook", b"PK\x03\x04 cut"])
def test_what_is_no_workbook_is_refused(data: bytes) -> None:
    with pytest.raises(TableError, match="not a readable workbook"):
        sheet(data)
