"""The Consolidated Screening List in its three shapes: no row is dropped, each list keeps its own entry and measure."""

import csv
import gzip
import io
from collections import Counter
from pathlib import Path

import pytest

from whereas.core.errors import StructureError
from whereas.core.exhibit import Exhibit
from whereas.core.issue import Issue
from whereas.core.locator import Locator
from whereas.core.statement import Statement
from whereas.sources.lists import us_csl

FIXTURES = Path(__file__).parents[3] / "fixtures" / "us_csl"
TABLE = (FIXTURES / "csl_2026-01-01.csv").read_bytes()
JSON = (FIXTURES / "csl_2026-01-01.json").read_bytes()


def _read(data: bytes, published: str = "2022-04-21") -> tuple[list[Statement], list[Issue]]:
    exhibit = Exhibit(
        sha256="0" * 64, sha3_512="", size=len(data), source="us_csl", feed="consolidated", name="x", origin="",
        captured_at="2026-01-01T00:00:00Z", published=published,
    )  # fmt: skip
    found = list(us_csl.parse(exhibit, data))
    return [one for one in found if isinstance(one, Statement)], [one for one in found if isinstance(one, Issue)]


def _of(statements: list[Statement], entity: str, prop: str) -> list[str]:
    return [said.value for said in statements if said.entity == entity and said.prop == prop]


def _sanctions(statements: list[Statement], entity: str) -> list[dict[str, str]]:
    ids = {said.entity: None for said in statements if said.schema == "Sanction" and said.value == entity}
    return [{said.prop: said.value for said in statements if said.entity == one} for one in ids]


def test_a_party_has_one_entry_per_list_and_a_repeated_row_is_said_to_be_one() -> None:
    statements, issues = _read(TABLE)
    kinds = {said.entity: said.schema for said in statements if said.prop == "name"}
    assert kinds == {
        "csl-SDN-90001": "Person", "csl-SDN-90002": "Organization", "csl-SSI-90002": "Organization",
        "csl-SDN-90003": "Vessel", "csl-" + "ab" * 20: "LegalEntity", "csl-" + "cd" * 20: "LegalEntity",
        "csl-" + "ef" * 20: "LegalEntity", "csl-" + "01" * 20: "LegalEntity",
    }  # fmt: skip
    assert [one.entity for one in issues if one.kind == "double"] == ["csl-SSI-90002"]


def test_measures_follow_from_the_list_only_where_certain() -> None:
    statements, issues = _read(TABLE)
    for entity, measures in {
        "csl-SDN-90001": ["asset freeze", "asset freeze"], "csl-SSI-90002": ["investment ban"],
        "csl-" + "ab" * 20: ["export control"], "csl-" + "ef" * 20: ["asset freeze", "debarment"],
        "csl-" + "01" * 20: [None],
    }.items():  # fmt: skip
        assert [one.get("provisions") for one in _sanctions(statements, entity)] == measures
    assert [one.value for one in issues if one.field == "source"] == ["A New List (NEW) - Ministry of Lists"]


def test_commerce_rows_keep_act_dates_licence_and_marked_aliases() -> None:
    statements, _ = _read(TABLE)
    (listing,) = _sanctions(statements, "csl-" + "ab" * 20)
    assert (listing["description"], listing["startDate"]) == ("87 FR 99999", "2022-04-07")
    assert listing["publisher"].startswith("Entity List (EL)")
    summaries = [said.value for said in statements if said.prop == "summary" and said.entity != ""]
    assert "License requirement: For all items subject to the EAR." in summaries
    assert _of(statements, "csl-" + "ab" * 20, "alias") == ["Kite House", "Kite Works"]
    assert _of(statements, "csl-" + "ab" * 20, "previousName") == ["Old Kites"]
    (denied,) = _sanctions(statements, "csl-" + "cd" * 20)
    assert denied["endDate"] == "2026-02-26"
    assert _of(statements, "csl-" + "cd" * 20, "name") == ["I. M. GONE"]


def test_papers_are_read_whole_and_a_single_past_date_is_not_guessed() -> None:
    statements, issues = _read(TABLE)
    papers = {
        number: {said.prop: said.value for said in statements if said.entity == paper}
        for number in ("000111222", "33", "34")
        for paper in [next(said.entity for said in statements if said.prop == "number" and said.value == number)]
    }
    passport = papers["000111222"]
    assert (passport["country"], passport["startDate"], passport["endDate"]) == ("kp", "2001-03-03", "2006-03-02")
    assert "startDate" not in papers["33"]
    assert papers["33"]["summary"] == "MN, 2010-05-05, 33, National ID No."
    assert papers["34"]["endDate"] == "2031-05-05"
    assert [(one.kind, one.count) for one in issues if one.field == "ids"] == [("ambiguous", 1)]
    assert [one.field for one in issues if one.kind == "unread"] == ["Shoe Size"]


def test_persons_dates_places_links_and_addresses() -> None:
    statements, issues = _read(TABLE)
    person = "csl-SDN-90001"
    assert _of(statements, person, "birthDate") == ["1962-02-18", "1963", "1958", "1959", "1960"]
    assert [said.original for said in statements if said.value == "1963"] == ["circa 1963"]
    assert _of(statements, person, "alias") == ["SAN Dol-ki", "STONE"]
    assert _of(statements, person, "address") == ["Pier 1, Rivertown, MN"]
    assert _of(statements, person, "country") == ["mn", "mn"]
    assert _of(statements, person, "nationality") == ["kp"]
    assert _of(statements, person, "gender") == ["female"]
    assert [said.value for said in statements if said.schema == "UnknownLink" and said.prop == "object"] == [
        "csl-SDN-90002"
    ]
    assert [one.value for one in issues if one.kind == "orphan"] == ["NOBODY KNOWN"]
    assert _of(statements, "csl-SDN-90003", "imoNumber") == ["9999993"]


def test_gzip_and_plain_say_the_same() -> None:
    assert [said.id for said in _read(gzip.compress(TABLE))[0]] == [said.id for said in _read(TABLE)[0]]


def test_json_says_what_the_table_says() -> None:
    statements, issues = _read(JSON)
    person = "csl-SDN-90001"
    assert _of(statements, person, "name") == ["SAN Dol Gi"]
    assert _of(statements, person, "address") == ["Pier 1, Rivertown, MN"]
    assert _of(statements, person, "passportNumber") == ["000111222"]
    assert {one["program"] for one in _sanctions(statements, person)} == {"DPRK3", "CYBER2"}
    assert _of(statements, "csl-abab", "name") == ["Paper Kite Works"]
    assert statements[0].locator.startswith("json:/results/0/")
    assert [(one.kind, one.field, one.value) for one in issues] == [("unread", "country", "KP")]
    table = {(said.schema, said.prop, said.value) for said in _read(TABLE)[0] if said.schema == "Passport"}
    assert {(said.schema, said.prop, said.value) for said in statements if said.schema == "Passport"} <= table | {
        ("Passport", "summary", "000111222, Passport")
    }


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"{}",
        b"[1]",
        b"a,b\n1,2\n",
        TABLE + b"one,two\n",
        gzip.compress(TABLE)[:-20],
        b"\xff\xfe\x00",
        b'{"results": [{}]}',
    ],
)
def test_what_is_not_the_list_is_refused(data: bytes) -> None:
    with pytest.raises(StructureError):
        _read(data)


def test_every_real_row_is_there(real_lists: Path) -> None:
    data = (real_lists / "csl" / "csl_2022-04-21.csv.gz").read_bytes()
    rows = list(csv.DictReader(io.StringIO(gzip.decompress(data).decode("utf-8"), newline="")))
    assert len(rows) == 14_160
    statements, issues = _read(data)
    places = [said.locator.split("#")[0] for said in statements if said.prop == "name"]
    assert len(places) == len(set(places)) == 14_160
    kinds = {said.entity: said.schema for said in statements if said.prop == "name"}
    doubles = [one for one in issues if one.kind == "double"]
    assert len(kinds) + len(doubles) == 14_160
    assert len(doubles) == 1
    expected = Counter(row["type"] for row in rows)
    assert Counter(kinds.values()) == {
        "Person": expected["Individual"], "Organization": expected["Entity"] - 1, "Vessel": expected["Vessel"],
        "Airplane": expected["Aircraft"], "LegalEntity": expected[""],
    }  # fmt: skip
    listed = Counter(said.value for said in statements if said.prop == "publisher")
    designations = Counter(row["source"] for row in rows for _ in set(row["programs"].split("; ")))
    assert listed == designations
    assert sum(1 for row in rows if row["source"].startswith("Specially")) == 10_026
    aliases = sum(said.prop in ("alias", "previousName") and said.locator.endswith("alt_names") for said in statements)
    assert aliases == sum(len([name for name in row["alt_names"].split("; ") if name.strip()]) for row in rows)
    assert not [one for one in issues if one.field == "source"]
    for said in statements[::199]:
        Locator(said.locator)


def test_every_real_paper_and_address_of_a_wallet_is_there(real_lists: Path) -> None:
    data = (real_lists / "csl" / "csl_2022-04-21.csv.gz").read_bytes()
    rows = list(csv.DictReader(io.StringIO(gzip.decompress(data).decode("utf-8"), newline="")))
    statements, issues = _read(data)
    numbers = [
        said.value
        for said in statements
        if said.prop == "number" and said.schema == "Passport" and said.locator.endswith("#ids")
    ]
    prose = [
        one.value
        for one in issues
        if one.kind == "odd" and one.field.endswith("Passport") and one.locator.endswith("#ids")
    ]
    written = [paper for row in rows for paper in row["ids"].split("; ") if paper.endswith("Passport")]
    assert len(numbers) + len(prose) == len(written)
    assert 0 < len(prose) < 10
    assert set(numbers) <= {part for paper in written for part in paper.split(", ")}
    keys = Counter(
        said.value.casefold().removeprefix("bitcoincash:") for said in statements if said.prop == "publicKey"
    )
    wallets = [
        one.split(", ")[0].casefold() for row in rows for one in row["ids"].split("; ") if "Digital Currency" in one
    ]
    assert keys == Counter(wallets)
