"""Tables of customers as people save them: every format and encoding, damage, and a size no memory should hold."""

import csv
import decimal
import pickle
import struct
import tracemalloc
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from whereas.core.errors import UnsafeFileError, WhereasError
from whereas.screen.tabular import (
    LARGEST_BATCH,
    LONGEST_CELL,
    Batch,
    Columns,
    cell,
    guess_columns,
    library,
    parse_columns,
    read_rows,
)

Writer = Callable[[Path, Any], None]


def _file(folder: Path, data: bytes, name: str = "customers.csv") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def _rows(path: Path, **how: int) -> list[dict[str, str]]:
    return [row for batch in read_rows(path, **how) for row in batch]


def _parquet(path: Path, table: Any) -> None:
    library("pyarrow.parquet").write_table(table, path)


def _arrow_file(path: Path, table: Any) -> None:
    with library("pyarrow.ipc").new_file(path, table.schema) as out:
        out.write_table(table)


def _arrow_stream(path: Path, table: Any) -> None:
    with library("pyarrow.ipc").new_stream(path, table.schema) as out:
        out.write_table(table)


ARROW = pytest.mark.parametrize("write", [_parquet, _arrow_file, _arrow_stream])


# --- which column is which ---


def test_usual_heads_are_known_however_they_are_spaced_and_cased() -> None:
    heads = [
        "Customer ID",
        "Name of customer",
        "D.O.B.",
        "NATIONALITY",
        "Passport No",
        "Sex",
        "place_of_birth",
        "Notes",
    ]
    assert guess_columns(heads) == Columns(
        name="Name of customer",
        id="Customer ID",
        birth_date="D.O.B.",
        country="NATIONALITY",
        document="Passport No",
        gender="Sex",
        place="place_of_birth",
    )


@pytest.mark.parametrize("head", ["name", "FULL_NAME", "Full Name", "customer_name", "Client name", "company name"])
def test_one_head_that_can_only_be_the_name_is_taken(head: str) -> None:
    assert guess_columns(["x", head]).name == head


def test_a_head_that_says_whose_it_is_means_the_same() -> None:
    found = guess_columns(["customer_id", "customer_name", "customer_dob", "Client Nationality"])
    assert found == Columns(
        id="customer_id", name="customer_name", birth_date="customer_dob", country="Client Nationality"
    )


def test_the_surest_of_several_heads_is_taken() -> None:
    assert guess_columns(["country", "name", "nationality"]).country == "nationality"


def test_given_and_family_names_are_joined_in_the_order_they_are_said() -> None:
    assert guess_columns(["Surname", "First Name", "dob"]).name == "First Name+Surname"
    assert guess_columns(["last_name", "middle_name", "first_name"]).name == "first_name+middle_name+last_name"


def test_a_whole_name_is_taken_before_its_parts() -> None:
    assert guess_columns(["name", "first_name", "last_name"]).name == "name"


@pytest.mark.parametrize(
    "heads",
    [
        ["a", "b"],
        [],
        ["name", "first_name"],  # then `name` is the family name
        ["full_name", "company_name"],  # then some rows have only the one and some only the other
        ["first_name", "dob"],
        ["customer_name", "beneficiary_name"],
        ["1", "Invented Person"],  # a table without heads
    ],
)
def test_where_the_name_is_not_certain_the_error_names_the_heads_and_the_option(heads: list[str]) -> None:
    with pytest.raises(WhereasError) as caught:
        guess_columns(heads)
    assert "--columns name=HEAD" in caught.value.todo
    assert all(repr(head) in caught.value.where for head in heads)


def test_columns_are_named_by_a_person() -> None:
    heads = ["Who", "When born", "Surname, Given"]
    assert parse_columns("name=Who,birth_date=when_born", heads) == Columns(name="Who", birth_date="When born")
    assert parse_columns('"name=Surname, Given"', heads) == Columns(name="Surname, Given")


def test_joined_columns_skip_empty_parts() -> None:
    heads = ["given", "family", "a+b"]
    chosen = parse_columns("name=given+family, address=a+b", heads)
    assert chosen == Columns(name="given+family", address="a+b")
    row = {"given": " ", "family": "Invented", "a+b": "1 Street"}
    assert (cell(row, chosen.name), cell(row, chosen.address), cell(row, chosen.id)) == ("Invented", "1 Street", "")
    assert cell({"given": "Ann", "family": "Invented", "a+b": ""}, chosen.name) == "Ann Invented"


@pytest.mark.parametrize(
    ("text", "what", "todo"),
    [
        ("nom=Who", "does not name a field", "name, id, schema, birth_date"),
        ("Who", "does not name a field", "FIELD=HEAD"),
        ("name=Whom", "no one column 'Whom'", "'Who', 'Born'"),
        ("name=Who+Whom", "no one column 'Who\\+Whom'", "'Who', 'Born'"),
        ("name=", "no one column ''", "'Who', 'Born'"),
        ("name=Who,name=Born", "named twice", "once"),
        ("birth_date=Born", "no column is named for the name", "'Who', 'Born'"),
        ("name=Who,birth_date=Who+Born", "cannot be joined", "only name and address"),
        ('"name=Who', "cannot be read", "quotation marks"),
        ("", "no column is named for the name", "name=HEAD"),
    ],
)
def test_a_wrong_option_is_told_with_the_choices(text: str, what: str, todo: str) -> None:
    with pytest.raises(WhereasError, match=what) as caught:
        parse_columns(text, ["Who", "Born"])
    assert todo in caught.value.todo


def test_two_heads_that_differ_only_in_case_must_be_named_exactly() -> None:
    assert parse_columns("name=Who", ["Who", "WHO"]).name == "Who"
    with pytest.raises(WhereasError, match="no one column"):
        parse_columns("name=who", ["Who", "WHO"])


# --- CSV ---

STORY = [["name", "note"], ["Ünal Ö", "one, two; three"], ["Зоя", "two\nlines"], ["金正恩", 'a "quote"']]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
def test_delimiter_and_encoding_are_found(tmp_path: Path, delimiter: str, encoding: str) -> None:
    path = tmp_path / "customers.csv"
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    with path.open("w", encoding=encoding, newline="") as out:
        out.write(mark)
        csv.writer(out, delimiter=delimiter).writerows(STORY)
    table = read_rows(path)
    assert table.heads == ("name", "note")
    assert [list(row.values()) for batch in table for row in batch] == STORY[1:]


def test_windows_1252_is_read_where_the_bytes_are_no_utf8(tmp_path: Path) -> None:
    path = _file(tmp_path, "name;city\nJosé Núñez;Łódź\n".replace("Łódź", "Málaga").encode("cp1252"))
    assert _rows(path) == [{"name": "José Núñez", "city": "Málaga"}]


def test_a_character_across_two_chunks_is_no_damage(tmp_path: Path) -> None:
    head = b"name,note\n"
    path = _file(tmp_path, head + b"a" * ((1 << 16) - len(head) - 1) + ",é\n".encode() * 2 + b"b,\n" * 400_000)
    data = path.read_bytes()
    path.write_bytes(data[: (1 << 20) - 3] + b"\n" + "ßß".encode() + b",x\n")  # begins one byte before a chunk ends
    table = read_rows(path)
    assert table.encoding == "utf-8"


def test_utf8_with_a_wrong_byte_is_not_taken_for_windows_1252(tmp_path: Path) -> None:
    data = "name\nZoë\nÉva\n".encode()
    path = _file(tmp_path, data + b"Ad\xe9le\n")
    with pytest.raises(WhereasError, match=f"byte {len(data) + 2} is not UTF-8") as caught:
        read_rows(path)
    assert "line 4" in caught.value.where


def test_bytes_of_no_encoding_are_named(tmp_path: Path) -> None:
    with pytest.raises(WhereasError, match="byte 6 is not UTF-8 nor Windows-1252"):
        read_rows(_file(tmp_path, b"name\na\x81\n"))
    with pytest.raises(WhereasError, match="byte 7 is not text: NUL"):
        read_rows(_file(tmp_path, b"name\nab\0\n"))
    with pytest.raises(WhereasError, match="byte 12 is not UTF-16"):
        read_rows(_file(tmp_path, "name\n".encode("utf-16") + b"\x00\xdc"))
    with pytest.raises(WhereasError, match="is not UTF-8"):
        read_rows(_file(tmp_path, b"\xef\xbb\xbfname\nAd\xe9le\n"))


def test_rows_of_another_width_are_data_with_a_note(tmp_path: Path) -> None:
    path = _file(tmp_path, b"name,born,city\nA,1,x\nB,2\n\nKim, Jong,3,y\nC,4,z,,\n")
    (batch,) = read_rows(path)
    assert list(batch.numbered()) == [
        (1, {"name": "A", "born": "1", "city": "x"}, ""),
        (2, {"name": "B", "born": "2", "city": ""}, batch.odd[2]),
        (3, {"name": "Kim", "born": " Jong", "city": "3"}, batch.odd[3]),
        (4, {"name": "C", "born": "4", "city": "z"}, ""),
    ]
    assert "line 3 has 2 cells" in batch.odd[2]
    assert "line 5 has 4 cells" in batch.odd[3]
    assert "'y'" in batch.odd[3]


def test_batches_go_on_counting_and_survive_the_way_to_another_process(tmp_path: Path) -> None:
    path = _file(tmp_path, b"name,x\n" + b"".join(b"P%d,1\n" % number for number in range(1, 8)) + b"odd\n")
    table = read_rows(path, batch=3)
    batches = [pickle.loads(pickle.dumps(batch)) for batch in table]  # noqa: S301 -- our own
    assert [(one.first, len(one)) for one in batches] == [(1, 3), (4, 3), (7, 2)]
    assert all(isinstance(one, Batch) for one in batches)
    assert [(number, row["name"]) for one in batches for number, row, _ in one.numbered()] == [
        *((number, f"P{number}") for number in range(1, 8)),
        (8, "odd"),
    ]
    assert set(batches[2].odd) == {8}
    assert [list(batch) for batch in table] == [list(batch) for batch in table]  # it can be read again


def test_heads_that_are_empty_or_twice_the_same_stay_apart(tmp_path: Path) -> None:
    assert _rows(_file(tmp_path, b" name ,note,,note\nA,1,2,3\n")) == [
        {"name": "A", "note": "1", "column 3": "2", "note (2)": "3"}
    ]


def test_other_ways_to_end_lines_and_a_line_that_names_the_delimiter(tmp_path: Path) -> None:
    assert _rows(_file(tmp_path, b"name,x\rA,1\rB,2\r")) == [{"name": "A", "x": "1"}, {"name": "B", "x": "2"}]
    assert _rows(_file(tmp_path, b"sep=;\r\nname;x\r\nA,B;1\r\n")) == [{"name": "A,B", "x": "1"}]
    assert _rows(_file(tmp_path, b"name\nKim\nLee\n")) == [{"name": "Kim"}, {"name": "Lee"}]
    assert _rows(_file(tmp_path, b"name\tx", "customers.tsv")) == []


def test_commas_in_names_do_not_hide_another_delimiter(tmp_path: Path) -> None:
    path = _file(tmp_path, b"name, full;born\nKim, Jong;1970\nLee, Ann;1980\n")
    assert _rows(path)[0] == {"name, full": "Kim, Jong", "born": "1970"}


def test_a_quotation_mark_that_is_never_closed_is_told_by_row_and_line(tmp_path: Path) -> None:
    path = _file(tmp_path, b'name,x\n"two\nlines",1\nB,2\n"C,3\n' + b"D,4\n" * 10)
    with pytest.raises(WhereasError, match="row 3 is broken") as caught:
        _rows(path)
    assert "lines 5 to 15" in caught.value.where


@pytest.mark.parametrize(
    ("data", "todo"),
    [
        (b'name,x\n"' + b"A,3\n" * 1_000_000, "quotation mark"),
        (b"name,x\n" + b"A" * 3_000_000, "no end"),
        (b"name,x\n" + b'"\n",' * 1_000_000, "quotation mark"),
    ],
)
def test_a_row_without_end_is_refused_before_it_fills_memory(tmp_path: Path, data: bytes, todo: str) -> None:
    path = _file(tmp_path, data)
    table = read_rows(path)
    tracemalloc.start()
    try:
        with pytest.raises(WhereasError) as caught:
            list(table)
        assert tracemalloc.get_traced_memory()[1] < 60 << 20
    finally:
        tracemalloc.stop()
    assert todo in caught.value.todo


def test_long_rows_close_a_batch_early(tmp_path: Path) -> None:
    long = b"x" * 100_000
    path = _file(tmp_path, b"name,note\n" + (b"A," + long + b"\n") * 200)
    sizes = [len(batch) for batch in read_rows(path)]
    assert sum(sizes) == 200
    assert max(sizes) <= LARGEST_BATCH // len(long) + 1


def test_too_many_columns_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnsafeFileError, match="5,000 columns"):
        read_rows(_file(tmp_path, b"a," * 4_999 + b"a\n"))


def test_two_hundred_thousand_rows_stream_in_ten_megabytes(tmp_path: Path) -> None:
    path = tmp_path / "customers.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        out.write("id,name,dob,nationality,address\n")
        for number in range(200_000):
            out.write(f"{number},Invented Person {number},1970-01-01,Nowhere,{number} Invented Street\n")
    assert path.stat().st_size > 12_000_000
    tracemalloc.start()
    try:
        seen = last = 0
        for batch in read_rows(path):
            seen += len(batch)
            last = int(batch[-1]["id"])
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (seen, last) == (200_000, 199_999)
    assert peak < 10 << 20


# --- Parquet and Arrow ---


@ARROW
def test_every_kind_of_cell_becomes_text(tmp_path: Path, write: Writer) -> None:
    arrow = library("pyarrow")
    table = arrow.table(
        {
            "name": ["Ünal", None],
            "id": arrow.array([12345.0, None]),
            "born": arrow.array([date(1970, 1, 2), None]),
            "at midnight": arrow.array([datetime(1970, 1, 2), None], arrow.timestamp("ns")),  # noqa: DTZ001
            "zoned": arrow.array([datetime(1970, 1, 2, 3, 4, 5, tzinfo=UTC), None], arrow.timestamp("us", "UTC")),
            "kind": arrow.array(["Person", None]).dictionary_encode(),
            "yes": [True, None],
            "whole": [7, None],
            "share": [1.5, float("nan")],
            "sum": arrow.array([decimal.Decimal("100.00"), None]),
            "names": [["A", "B"], []],
            "more": [{"a": [1]}, None],
            "old": arrow.array([b"caf\xc3\xa9", None], arrow.binary()),
            "none": arrow.nulls(2),
        }
    )
    path = tmp_path / "customers.table"  # the content tells what it is
    write(path, table)
    first, second = _rows(path)
    assert first == {
        "name": "Ünal",
        "id": "12345",
        "born": "1970-01-02",
        "at midnight": "1970-01-02",
        "zoned": "1970-01-02T03:04:05Z",
        "kind": "Person",
        "yes": "TRUE",
        "whole": "7",
        "share": "1.5",
        "sum": "100.00",
        "names": "A; B",
        "more": '{"a": [1]}',
        "old": "café",
        "none": "",
    }
    assert set(second.values()) == {""}


@ARROW
def test_rows_are_counted_across_pieces(tmp_path: Path, write: Writer) -> None:
    arrow = library("pyarrow")
    pieces = [arrow.table({"name": [f"P{number}" for number in range(start, start + 700)]}) for start in (1, 701, 1401)]
    path = tmp_path / "customers.any"
    write(path, arrow.concat_tables(pieces))
    batches = list(read_rows(path, batch=1_000))
    assert [(one.first, len(one)) for one in batches] == [(1, 1_000), (1_001, 1_000), (2_001, 100)]
    assert all(row["name"] == f"P{number}" for one in batches for number, row, _ in one.numbered())


@ARROW
def test_a_file_cut_anywhere_is_an_error_and_never_fewer_rows(tmp_path: Path, write: Writer) -> None:
    arrow = library("pyarrow")
    path = tmp_path / "customers.bin"
    write(path, arrow.table({"name": [f"Invented {number}" for number in range(50)]}))
    data = path.read_bytes()
    for end in range(8, len(data), 7):
        path.write_bytes(data[:end])
        with pytest.raises(WhereasError) as caught:
            _rows(path)
        assert str(path) in caught.value.where


def test_a_stream_cut_between_two_batches_or_followed_by_another_is_not_taken_for_whole(tmp_path: Path) -> None:
    arrow = library("pyarrow")
    path = tmp_path / "customers.arrows"
    _arrow_stream(path, arrow.table({"name": ["A", "B"]}))
    data = path.read_bytes()
    path.write_bytes(data[:-8])
    with pytest.raises(WhereasError, match="after row 2: it has no end mark"):
        _rows(path)
    path.write_bytes(data + data)
    with pytest.raises(WhereasError, match="bytes stand behind its end"):
        _rows(path)


def test_damage_behind_good_rows_is_told_by_row(tmp_path: Path) -> None:
    arrow, parquet = library("pyarrow"), library("pyarrow.parquet")
    path = tmp_path / "customers.parquet"
    table = arrow.table({"name": [f"Invented Person {number}" for number in range(4_000)]})
    parquet.write_table(table, path, row_group_size=1_000, use_dictionary=False, compression="zstd")
    data = bytearray(path.read_bytes())
    third = parquet.ParquetFile(path).metadata.row_group(2).column(0).data_page_offset
    data[third : third + 400] = b"\xff" * 400
    path.write_bytes(data)
    seen = 0
    with pytest.raises(WhereasError, match="broken after row 2,000"):
        for batch in read_rows(path, batch=500):
            seen += len(batch)
    assert seen == 2_000


def test_offsets_that_lead_out_of_their_buffer_are_not_followed(tmp_path: Path) -> None:
    arrow = library("pyarrow")
    path = tmp_path / "customers.arrow"
    _arrow_file(path, arrow.table({"name": ["AAAA", "BBBB", "CCCC"]}))
    data = path.read_bytes()
    true = struct.pack("<4i", 0, 4, 8, 12)
    assert data.count(true) == 1
    path.write_bytes(data.replace(true, struct.pack("<4i", 0, 4, 8, 2_000_000_000)))
    with pytest.raises(WhereasError, match="broken after row 0"):
        _rows(path)


def test_bytes_that_are_no_text_are_told(tmp_path: Path) -> None:
    arrow = library("pyarrow")
    path = tmp_path / "customers.parquet"
    _parquet(path, arrow.table({"name": arrow.array([b"good", b"\xff\xfe"], arrow.binary())}))
    with pytest.raises(WhereasError, match="broken after row 0"):
        _rows(path)


@ARROW
def test_a_cell_longer_than_any_name_is_refused_even_where_a_dictionary_repeats_it(
    tmp_path: Path, write: Writer
) -> None:
    arrow = library("pyarrow")
    path = tmp_path / "customers.bin"
    write(path, arrow.table({"name": ["A", "x" * (LONGEST_CELL + 1)]}))
    with pytest.raises(UnsafeFileError, match="a cell is longer") as caught:
        _rows(path)
    assert "column 'name', row 2" in caught.value.where
    repeated = arrow.DictionaryArray.from_arrays(arrow.array([0] * 5_000, arrow.int32()), ["x" * 10_000_000])
    write(path, arrow.table({"name": repeated}))
    before = arrow.total_allocated_bytes()
    with pytest.raises(UnsafeFileError, match="a cell is longer"):
        _rows(path)
    assert arrow.total_allocated_bytes() - before < 200 << 20


def test_one_row_group_of_two_hundred_thousand_rows_streams(tmp_path: Path) -> None:
    arrow, parquet = library("pyarrow"), library("pyarrow.parquet")
    path = tmp_path / "customers.parquet"
    table = arrow.table(
        {head: [f"Invented {head} {number}" for number in range(200_000)] for head in ("name", "address", "note")}
    )
    parquet.write_table(table, path, row_group_size=200_000)
    whole = table.nbytes
    del table
    before, most, seen = arrow.total_allocated_bytes(), 0, 0
    for batch in read_rows(path):
        seen += len(batch)
        most = max(most, arrow.total_allocated_bytes() - before)
    assert seen == 200_000
    assert most < whole  # a reader that loads the row group holds all of it, and what it is decoded from


# --- what is no table ---


@pytest.mark.parametrize(
    ("data", "name", "what"),
    [
        (b"", "customers.csv", "empty"),
        (b"\n\n", "customers.csv", "no row of heads"),
        (b"PK\x03\x04...", "customers.csv", "workbook"),
        (b"\x1f\x8b\x08....", "customers.csv", "gzip"),
        (b"PARE....", "customers.parquet", "encrypted"),
        (b"name,x\nA,1\n", "customers.parquet", "broken at its start or end"),
        (b"name,x\nA,1\n", "customers.arrow", "broken at its start or end"),
        (b"PAR1 and no more", "customers.csv", "broken at its start or end"),
        (b"\xff\xff\xff\xff\xff\xff\xff\x7f", "customers.csv", "broken at its start or end"),
    ],
)
def test_what_is_no_table_is_told_with_what_to_do(tmp_path: Path, data: bytes, name: str, what: str) -> None:
    path = _file(tmp_path, data, name)
    with pytest.raises(WhereasError, match=what) as caught:
        read_rows(path)
    assert str(path) in caught.value.where
    assert caught.value.todo


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(WhereasError, match="cannot be read"):
        read_rows(tmp_path / "absent.csv")
    with pytest.raises(WhereasError, match="cannot be read"):
        read_rows(tmp_path)
    with pytest.raises(ValueError, match="needs a row"):
        read_rows(_file(tmp_path, b"name\nA\n"), batch=0)


def test_without_the_library_the_error_names_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> Any:
        raise ImportError(name)

    path = tmp_path / "customers.parquet"
    _parquet(path, library("pyarrow").table({"name": ["A"]}))
    monkeypatch.setattr("whereas.screen.tabular.importlib.import_module", absent)
    with pytest.raises(WhereasError, match="pyarrow"):
        read_rows(path)
    assert _rows(_file(tmp_path, b"name\nA\n")) == [{"name": "A"}]
