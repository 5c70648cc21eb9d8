"""The lists of Australia, Japan, Switzerland, the United Kingdom and the EU's files: traps, and real numbers."""

import re
from pathlib import Path

import openpyxl

from .reading import fixture, ids, parts, read, values


def test_australian_rows_of_one_number_are_one_entry() -> None:
    said = fixture("au_dfat", "dfat_invented_2026-01-01.xlsx").statements

    assert ids(said, "Person", "Organization") == {"au-9001", "au-9002"}
    assert values(said, "au-9001", "name") == ["Han Jae Mok"]
    assert values(said, "au-9001", "alias") == ["한재목", "Old Ferryman"]
    assert values(said, "au-9001", "birthDate") == ["1965-05-04", "1964"]
    assert values(said, "au-9001", "passportNumber") == ["990110011"]
    assert values(said, "au-9002", "address") == ["1 Invented Street", "2 Invented Street"]
    assert values(said, "au-9002", "previousName") == ["Heron Line"]
    assert values(said, "au-9002", "swiftBic") == ["INVTKPPY"]
    (sanction,) = parts(said, "au-9001", "Sanction")
    assert (sanction["listingDate"], sanction["program"]) == ("2016-03-02", "1718 (DPRK)")


def test_every_real_australian_reference_is_there(real_lists: Path) -> None:
    place = real_lists / "au" / "dfat_2024-11-11.xlsx"
    book = openpyxl.load_workbook(place, read_only=True)
    cells = [
        str(row[0])
        for row in book.worksheets[0].iter_rows(min_row=2, max_col=1, values_only=True)
        if row[0] is not None
    ]
    book.close()
    numbers = {found[0] for cell in cells if (found := re.match(r"\d+", cell)) is not None}

    assert ids(read("au_dfat", place).statements, "Person", "Organization") == {f"au-{number}" for number in numbers}
    assert len(numbers) == 3062


def test_the_japanese_sample_keeps_kana_as_an_alias() -> None:
    said = fixture("jp_mof", "mof_dprk_sample_invented_20260101.tsv").statements

    assert values(said, "jp-015-990001", "alias") == ["ハン・ジェモク", "ハン・チェモク", "Han Chae Mok"]
    assert [one.lang for one in said if one.value == "ハン・ジェモク"] == ["jpn"]
    assert values(said, "jp-015-990002", "imoNumber") == ["5999999"]


def test_the_japanese_workbook_is_read_by_its_heads() -> None:
    parsed = fixture("jp_mof", "shisantouketsu_invented_20260101.xlsx")

    assert values(parsed.statements, "jp-990001", "birthDate") == ["1965-05-04"]
    assert values(parsed.statements, "jp-990001", "passportNumber") == ["990110011"]
    (sanction,) = parts(parsed.statements, "jp-990002", "Sanction")
    assert sanction["listingDate"] == "2018-04-03"
    assert [one.field for one in parsed.issues] == ["靴のサイズ"]


def test_every_real_japanese_row_is_there(real_lists: Path) -> None:
    place = real_lists / "jp" / "mof_dprk_sample_20260828.tsv"
    rows = place.read_text(encoding="utf-8").splitlines()[1:]

    assert {
        one.removeprefix("jp-")
        for one in ids(read("jp_mof", place).statements, "Person", "Organization", "Company", "Vessel")
    } == {row.split("\t")[0] for row in rows}
    assert len(rows) == 69


def test_the_uk_list() -> None:
    parsed = fixture("uk", "UK-Sanctions-List-invented.xml")
    said = parsed.statements

    assert values(said, "uk-DPR9001", "name") == ["Jae Mok Han"]
    assert values(said, "uk-DPR9001", "weakAlias") == ["Old Ferryman"]
    assert values(said, "uk-DPR9001", "birthDate") == ["1965", "1966-05-04"]
    assert values(said, "uk-DPR9002", "previousName") == ["LITTLE HERON"]
    (sanction,) = parts(said, "uk-DPR9001", "Sanction")
    assert (sanction["listingDate"], sanction["unscId"], sanction["authorityId"]) == (
        "2024-08-02",
        "KPi.901",
        "UK-DPR9001",
    )
    assert [one.field for one in parsed.issues] == ["ShoeSize"]


def test_the_eu_files() -> None:
    parsed = fixture("eu_fsf", "eu_fsf_invented_warden_and_house.xml")
    said = parsed.statements

    assert values(said, "eu-EU.9001.11", "name") == ["Han Jae-mok"]
    assert values(said, "eu-EU.9001.11", "alias") == ["한재목"]
    assert values(said, "eu-EU.9001.11", "weakAlias") == ["Old Ferryman"]
    (passport,) = parts(said, "eu-EU.9001.11", "Passport")
    assert (passport["number"], passport["endDate"], passport["summary"]) == ("990110011", "2021-10-28", "knownExpired")
    (sanction,) = parts(said, "eu-EU.9001.11", "Sanction")
    assert (sanction["program"], sanction["listingDate"], sanction["startDate"]) == ("PRK", "2024-07-22", "2024-07-23")
    assert {one.field for one in parsed.issues} == {"mystery", "mystery/@kind"}


def test_the_swiss_list() -> None:
    parsed = fixture("ch_seco", "seco_invented_house_owned_by_a_person.xml")
    said = parsed.statements

    assert values(said, "ch-9101", "name") == ["Han Jae Mok"]
    assert values(said, "ch-9101", "birthDate") == ["1965-05-04"]
    assert [(one["owner"], one["asset"]) for one in parts(said, "ch-9201", "Ownership")] == [("ch-9101", "ch-9201")]
    (sanction,) = parts(said, "ch-9101", "Sanction")
    assert (sanction["listingDate"], sanction["unscId"]) == ("2024-07-23", "KPi.901")
    assert [(one.kind, one.value) for one in parsed.issues] == [("orphan", "9999")]
