"""The SDN list's legacy files: each is read alone, nothing is dropped, and counts agree with plain counting."""

import csv
import io
from collections import Counter
from pathlib import Path

import pytest

from whereas.core.errors import StructureError
from whereas.core.exhibit import Exhibit
from whereas.core.issue import Issue
from whereas.core.locator import Locator
from whereas.core.statement import Statement
from whereas.sources.lists import ofac_sdn

FIXTURES = Path(__file__).parents[3] / "fixtures" / "ofac_sdn"
ENTRIES = "sdn_2026-01-01.csv"


def _read(feed: str, data: bytes) -> tuple[list[Statement], list[Issue]]:
    exhibit = Exhibit(
        sha256="0" * 64, sha3_512="", size=len(data), source="ofac_sdn", feed=feed, name="x", origin="",
        captured_at="2026-01-01T00:00:00Z",
    )  # fmt: skip
    found = list(ofac_sdn.parse(exhibit, data))
    return [one for one in found if isinstance(one, Statement)], [one for one in found if isinstance(one, Issue)]


def _fixture(feed: str, name: str) -> tuple[list[Statement], list[Issue]]:
    return _read(feed, (FIXTURES / name).read_bytes())


def _of(statements: list[Statement], entity: str, prop: str) -> list[str]:
    return [said.value for said in statements if said.entity == entity and said.prop == prop]


def test_types_become_schemata_and_names_keep_their_family_name_first() -> None:
    statements, _ = _fixture("sdn", ENTRIES)
    kinds = {said.entity: said.schema for said in statements}
    assert (kinds["ofac-90001"], kinds["ofac-90002"], kinds["ofac-90003"], kinds["ofac-90006"]) == (
        "Person", "Organization", "Vessel", "Airplane",
    )  # fmt: skip
    name = next(said for said in statements if said.prop == "name")
    assert (name.value, name.original, name.locator) == ("SAN Dol Gi", "SAN, Dol Gi", "row:1#SDN_Name")
    assert _of(statements, "ofac-90001", "lastName") == ["SAN"]
    assert _of(statements, "ofac-90001", "firstName") == ["Dol Gi"]
    assert _of(statements, "ofac-90002", "name") == ["MOON HARBOUR TRADING CO., LTD."]


def test_each_programme_is_a_designation_of_its_own() -> None:
    statements, _ = _fixture("sdn", ENTRIES)
    sanctions = {said.entity for said in statements if said.schema == "Sanction" and said.value == "ofac-90001"}
    assert {value for one in sanctions for value in _of(statements, one, "program")} == {"DPRK3", "CYBER2"}
    for one in sanctions:
        assert _of(statements, one, "authority") == ["US"]
        assert _of(statements, one, "authorityId") == ["OFAC-90001"]
        assert _of(statements, one, "provisions") == ["asset freeze"]


def test_a_link_by_name_resolves_within_the_file_and_only_when_unique() -> None:
    statements, issues = _fixture("sdn", ENTRIES)
    assert {said.value for said in statements if said.schema == "UnknownLink" and said.prop == "object"} == {
        "ofac-90002"
    }
    orphans = [(one.entity, one.value) for one in issues if one.kind == "orphan"]
    assert orphans == [
        ("ofac-90001", "TWO OF THEM"),
        ("ofac-90001", "NOBODY KNOWN"),
        ("ofac-90002", "MOON HARBOUR TRADING CO., LTD."),  # itself
    ]
    assert "Linked To: NOBODY KNOWN" in _of(statements, "ofac-90001", "notes")
    assert _of(statements, "ofac-90003", "owner") == ["ofac-90002"]
    assert _of(statements, "ofac-90006", "operator") == ["ofac-90002"]


def test_a_ships_columns_and_remarks_meet() -> None:
    statements, issues = _fixture("sdn", ENTRIES)
    ship = {said.prop: said.value for said in statements if said.entity == "ofac-90003"}
    assert ship == {
        "name": "PAPER SWAN", "callSign": "HMZZ1", "type": "General Cargo", "tonnage": "6080", "flag": "kp",
        "grossRegisteredTonnage": "3003", "owner": "ofac-90002", "imoNumber": "9999993", "mmsi": "445000000",
        "pastFlags": "mn", "previousName": "PAPER BOAT",
    }  # fmt: skip
    assert _of(statements, "ofac-90004", "imoNumber") == ["1111117"]
    assert _of(statements, "ofac-90004", "notes") == ["Vessel Flag None Identified"]
    assert [(one.kind, one.entity) for one in issues if "Vessel" in one.field] == [
        ("ambiguous", "ofac-90004"), ("identifier", "ofac-90005"),
    ]  # fmt: skip


def test_a_clause_cut_by_the_fields_end_is_not_read() -> None:
    statements, issues = _fixture("sdn", ENTRIES)
    sites = _of(statements, "ofac-90009", "website")
    assert sites[0] == "http://www.example000.org/"
    assert all(site.endswith(".org/") for site in sites)
    cut = [one for one in issues if one.entity == "ofac-90009"]
    assert [(one.kind, one.field) for one in cut] == [("odd", "Remarks")]
    assert cut[0].value in _of(statements, "ofac-90009", "notes")


def test_labels_nobody_knows_are_named_once() -> None:
    _, issues = _fixture("sdn", ENTRIES)
    assert [(one.field, one.value) for one in issues if one.kind == "unread"] == [
        ("Remarks: Ranking Order", "Ranking Order 7th")
    ]


def test_the_other_files_speak_of_an_entry_without_its_kind() -> None:
    statements, issues = _fixture("alt", "alt_2026-01-01.csv")
    assert [(said.entity, said.schema, said.prop, said.value) for said in statements] == [
        ("ofac-90001", "Thing", "alias", "SAN, Dol-ki"),
        ("ofac-90002", "Thing", "previousName", "SUN HARBOUR"),
        ("ofac-90002", "Thing", "alias", "STAR HARBOUR"),
        ("ofac-90002", "Thing", "notes", "since the flood"),
        ("ofac-90003", "Thing", "alias", "SWAN"),
    ]
    assert [one.kind for one in issues] == ["odd"]
    statements, issues = _fixture("add", "add_2026-01-01.csv")
    assert [(said.entity, said.prop, said.value) for said in statements] == [
        ("ofac-90001", "address", "Pier 1, Quay Street, Rivertown 123, Mongolia"),
        ("ofac-90001", "country", "mn"),
        ("ofac-90002", "country", "kp"),
        ("ofac-90003", "address", "Rivertown, Nowhereland"),
    ]
    assert [(one.kind, one.value) for one in issues] == [("country", "Nowhereland")]


def test_comments_go_on_where_the_remarks_ended() -> None:
    statements, issues = _fixture("comments", "sdn_comments_2026-01-01.csv")
    assert _of(statements, "ofac-90009", "notes") == ["60.org", "Website www.last.org", "Linked To: PAPER SWAN"]
    assert _of(statements, "ofac-90009", "weakAlias") == ["TAIL"]
    assert {said.schema for said in statements if said.prop == "holder"} == {"CryptoWallet", "Passport"}
    assert [(one.kind, one.value) for one in issues] == [("odd", "60.org"), ("orphan", "PAPER SWAN")]


def test_a_header_and_a_padded_end_mark_that_a_copyist_added_are_no_records() -> None:
    plain = (FIXTURES / "add_2026-01-01.csv").read_bytes()
    copied = b"ID,Col_B,Address,City,Country,\r\n" + plain + b",,,,,"
    assert [said.value for said in _read("add", copied)[0]] == [said.value for said in _read("add", plain)[0]]


def test_a_file_without_its_end_mark_is_read_and_said_to_be() -> None:
    data = (FIXTURES / "add_2026-01-01.csv").read_bytes().removesuffix(b"\x1a")
    assert [one.message for one in _read("add", data)[1]][-1].startswith("the file does not end with the mark 0x1A")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x1a",
        b"<html>",
        b'1,"A",-0- \r\n',
        b'1,"A\x00"',
        b'90001,"OPEN',
        b"one,two,three,four,five,six\r\nx,1,1,1,1,1\r\n",
    ],
)
@pytest.mark.parametrize("feed", ["sdn", "alt", "add", "comments"])
def test_what_is_not_the_file_is_refused_whole(feed: str, data: bytes) -> None:
    with pytest.raises(StructureError):
        _read(feed, data)


def test_feeds_take_the_publishers_names_and_the_mirrors() -> None:
    def feed(name: str) -> list[str]:
        return [one.key for one in ofac_sdn.FEEDS if one.takes(name)]

    for name, key in {
        "SDN.CSV": "sdn", "2021_sdn.csv": "sdn", "sdn_2023-01-21.csv": "sdn", "ALT.CSV": "alt", "2021_alt.csv": "alt",
        "ADD.CSV": "add", "2021_add.csv": "add", "sdn_address_2023-01-21.csv": "add", "SDN_COMMENTS.CSV": "comments",
        "2021_sdn_comments.csv": "comments", "SDN_ENHANCED.ZIP": "enhanced", "sdn_enhanced_2026-01-02.xml": "enhanced",
    }.items():  # fmt: skip
        assert feed(name) == [key]
    assert feed("cons_enhanced_2025-01-10.zip") == feed("cons_prim.csv") == []


def _plain_rows(path: Path) -> list[list[str]]:
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
    return [row for row in rows if row and row[0].isdigit()]


@pytest.mark.parametrize(("name", "count"), [("sdn_2023-01-21.csv", 11_443), ("2021_sdn.csv", 8_976)])
def test_every_real_entry_is_there(real_lists: Path, name: str, count: int) -> None:
    path = real_lists / "ofac" / name
    rows = _plain_rows(path)
    assert len(rows) == count
    statements, issues = _read("sdn", path.read_bytes())
    kinds = {said.entity: said.schema for said in statements if said.prop == "name"}
    assert set(kinds) == {f"ofac-{row[0]}" for row in rows}
    expected = Counter(row[2].strip() for row in rows)
    counted = Counter(kinds.values())
    assert counted == {
        "Person": expected["individual"], "Vessel": expected["vessel"], "Airplane": expected["aircraft"],
        "Organization": expected["-0-"],
    }  # fmt: skip
    programs = Counter(said.entity for said in statements if said.schema == "Sanction" and said.prop == "program")
    assert len(programs) == sum(len(set(row[3].split("] ["))) for row in rows)
    # Whatever a name is turned into, the list's own spelling is kept.
    written = Counter(" ".join((said.original or said.value).split()) for said in statements if said.prop == "name")
    assert written == Counter(" ".join(row[1].split()) for row in rows)
    wallets = {said.value for said in statements if said.prop == "publicKey"}
    assert len(wallets) >= 75
    assert len(issues) < 250
    for said in statements[::199]:
        Locator(said.locator)


@pytest.mark.parametrize("name", ["sdn_2023-01-21.csv", "2021_sdn.csv"])
def test_no_real_clause_is_lost(real_lists: Path, name: str) -> None:
    """Every passport, birth date and quoted name that a plain search of the file finds is among the statements."""
    path = real_lists / "ofac" / name
    statements, issues = _read("sdn", path.read_bytes())
    said: dict[str, set[str]] = {}
    for one in statements:
        said.setdefault(one.entity, set()).update((one.value, one.original))
    for one in issues:
        said.setdefault(one.entity, set()).add(one.value)
    for row in _plain_rows(path):
        remarks = row[11].strip().removesuffix(".")
        clauses = remarks.split("; ")[:-1] if len(remarks) > 950 else remarks.split("; ")
        known = said[f"ofac-{row[0]}"]
        for clause in clauses:
            if clause.startswith("Passport "):
                assert clause.split()[1].rstrip(";") in {word for value in known for word in value.split()}, (
                    row[0],
                    clause,
                )
            elif clause.startswith("DOB "):
                assert clause[4:].strip() in known, (row[0], clause)
            elif clause.startswith("a.k.a. '") and clause.endswith("'"):
                assert " ".join(clause[8:-1].split()) in known, (row[0], clause)


def test_a_real_ship_without_the_word_imo_is_said_to_be_so(real_lists: Path) -> None:
    statements, issues = _read("sdn", (real_lists / "ofac" / "2021_sdn.csv").read_bytes())
    assert [one.value for one in issues if one.kind == "ambiguous" and one.entity == "ofac-17104"] == ["8606173"]
    assert _of(statements, "ofac-17104", "imoNumber") == ["8606173"]


@pytest.mark.parametrize(
    ("feed", "name", "count"),
    [("alt", "2021_alt.csv", 11_910), ("add", "2021_add.csv", 13_837), ("add", "sdn_address_2023-01-21.csv", 16_357)],
)
def test_every_real_alternate_name_and_address_is_there(real_lists: Path, feed: str, name: str, count: int) -> None:
    path = real_lists / "ofac" / name
    rows = _plain_rows(path)
    assert len(rows) == count
    statements, issues = _read(feed, path.read_bytes())
    places = {said.locator.split("#")[0] for said in statements} | {one.locator.split("#")[0] for one in issues}
    empty = sum(1 for row in rows if all(cell.strip() == "-0-" for cell in row[2:]))
    assert len(places) == count - empty
