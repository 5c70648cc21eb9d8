"""Parts of tables and of XML files: the same numbers and paths as those that locators are written with."""

import io
from itertools import islice

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from whereas.kit.table_parts import csv_table, table_of, workbook
from whereas.kit.tables import TableError, rows
from whereas.kit.xml import XMLError, children, elements
from whereas.kit.xml_records import record_names, records, same_path

CELL = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0\r\ufeff"), max_size=6)


@given(st.lists(st.lists(CELL, min_size=2, max_size=3), min_size=1, max_size=30), st.integers(0, 29))
def test_a_part_has_the_numbers_that_the_readers_of_lists_give(said: list[list[str]], first: int) -> None:
    text = "".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) + "\n" for row in said)
    whole = list(rows(text))
    if not whole:
        return
    table = csv_table(text.encode(), delimiter=",")
    assert table.total == len(whole)
    assert table.part(first, 3) == whole[first : first + 3]
    assert [table.ordinal(number) for number, _ in whole] == list(range(len(whole)))


def test_a_part_far_down_is_what_stands_there() -> None:
    text = "NAME,NOTE\n" + "".join(f'row {no},"two\nlines"\n' for no in range(1000))
    table = csv_table(text.encode())
    assert table.part(777, 1)[0][1] == ["row 776", "two\nlines"]
    assert table.ordinal(table.part(777, 1)[0][0]) == 777
    assert table.ordinal(5_000_000) is None


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_sign_between_columns_is_found(sign: str) -> None:
    assert csv_table(f"A{sign}B{sign}C\n1{sign}2{sign}3\n".encode()).part(1, 1)[0][1] == ["1", "2", "3"]


@pytest.mark.parametrize("data", [b"", b"\0\0\0", b'a,"b\nc'])
def test_what_is_no_table_is_said(data: bytes) -> None:
    with pytest.raises(TableError):
        csv_table(data)


def test_a_workbook_is_read_sheet_by_sheet() -> None:
    book = openpyxl.Workbook()
    book.active.title = "First"  # type: ignore[union-attr]  # a new workbook has a sheet
    book.create_sheet("Second").append(["NAME", "Han"])
    out = io.BytesIO()
    book.save(out)
    found = workbook(out.getvalue(), "Second")
    assert (found.name, found.names) == ("Second", ("First", "Second"))
    assert table_of(found).part(0, 5) == [(1, ["NAME", "Han"])]
    with pytest.raises(TableError):
        workbook(b"no workbook")


XML = b"""<?xml version="1.0"?><LIST xmlns="urn:x"><HEAD><DATE>2024</DATE></HEAD><PERSONS>
<PERSON id="1"><NAME>Han</NAME><NAME>Jae-mok</NAME></PERSON>
<PERSON id="2"><NAME/><PLACE><TOWN>Sangnok</TOWN></PLACE></PERSON>
</PERSONS></LIST>"""


def test_leaves_have_the_paths_that_the_readers_of_lists_give() -> None:
    expected = []
    for path, element in elements(XML, "PERSON"):
        for at, _, child in children(element, path):
            expected.append((at, (child.text or "").strip()))
    found = [(leaf.path, leaf.text) for one in records(XML, "PERSON") for leaf in one.leaves if leaf.depth == 1
             and not leaf.name.startswith("@")]  # fmt: skip
    assert found == expected


def test_what_repeats_is_the_record() -> None:
    assert record_names(XML) == ("PERSON",)
    one, two = islice(records(XML, "PERSON"), 2)
    assert [leaf.text for leaf in one.leaves] == ["1", "Han", "Jae-mok"]
    assert two.leaves[-1].path == "/LIST/PERSONS/PERSON[2]/PLACE[1]/TOWN[1]"
    assert same_path(two.leaves[-1].path, "/LIST/PERSONS/PERSON[2]/PLACE/TOWN")
    assert not same_path(one.path, two.path)


@pytest.mark.parametrize("data", [b"<a>", b"", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a><r>&b;</r><r/></a>"])
def test_broken_or_unsafe_xml_is_said(data: bytes) -> None:
    with pytest.raises(XMLError):
        list(records(data, (record_names(data) or ("r",))[0]))
