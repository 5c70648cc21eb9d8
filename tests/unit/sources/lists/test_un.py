"""The UN's list: its traps on an invented one, its numbers on the real ones."""

import re
from pathlib import Path

from .reading import fixture, ids, parts, read, values

NAME = "un_consolidated_invented_ferryman.xml"


def test_an_individual_is_read_whole() -> None:
    said = fixture("un", NAME).statements
    person = "un-KPi.901"

    assert values(said, person, "name") == ["HAN JAE MOK"]
    assert values(said, person, "alias") == ["한재목", "Han, Chae Mok", "Chae Mok Han"]
    assert values(said, person, "weakAlias") == ["Old Ferryman"]
    assert values(said, person, "birthDate") == ["1966", "1965-05-04", "1964", "1963", "1964", "1965"]
    assert next(one.original for one in said if one.prop == "birthDate" and one.value == "1964") == "circa 1964"
    assert values(said, person, "nationality") == ["kp"]
    assert [one.lang for one in said if one.value == "한재목"] == ["kor"]
    (passport,) = parts(said, person, "Passport")
    assert (passport["number"], passport["country"], passport["startDate"]) == ("990110011", "kp", "2016-10-28")
    (sanction,) = parts(said, person, "Sanction")
    assert (sanction["unscId"], sanction["listingDate"], sanction["program"]) == ("KPi.901", "2016-03-02", "DPRK")
    assert {
        one.value for one in said if one.prop == "provisions" and one.locator.startswith("/CONSOLIDATED_LIST/IND")
    } == {
        "asset freeze",
        "travel ban",
    }


def test_a_body_has_no_travel_ban_and_its_company_number_is_read() -> None:
    said = fixture("un", NAME).statements
    body = "un-KPe.951"

    assert values(said, body, "previousName") == ["Heron Line"]
    assert values(said, body, "imoNumber") == ["5999999"]
    (sanction,) = parts(said, body, "Sanction")
    assert sanction["provisions"] == "asset freeze"


def test_reasons_that_name_another_entry_make_a_link() -> None:
    said = fixture("un", NAME).statements

    (link,) = parts(said, "un-KPi.901", "UnknownLink")
    assert (link["object"], link["role"]) == ("un-KPe.951", "named in the reasons")


def test_what_is_not_a_name_and_what_nobody_reads_are_issues() -> None:
    parsed = fixture("un", NAME)

    assert [(one.kind, one.field) for one in parsed.issues] == [("odd", "ALIAS_NAME"), ("unread", "FAVOURITE_FERRY")]
    assert "Han Il, born 1 Jan. 1960" not in [one.value for one in parsed.statements if one.prop == "alias"]


def references(place: Path) -> set[str]:
    """The references in a raw file, by plain search."""
    return {found.strip() for found in re.findall(r"<REFERENCE_NUMBER>(.*?)</", place.read_text(encoding="utf-8"))}


def test_every_real_entry_is_there(real_lists: Path) -> None:
    place = real_lists / "un" / "UN_consolidated_2026-02-27.xml"
    raw = place.read_text(encoding="utf-8")
    said = read("un", place).statements

    assert len(ids(said, "Person")) == raw.count("<INDIVIDUAL>") == 730
    assert len(ids(said, "Organization")) == raw.count("<ENTITY>") == 273
    assert {one.removeprefix("un-") for one in ids(said, "Person", "Organization")} == references(place)


def test_the_delta_between_the_two_real_editions(real_lists: Path) -> None:
    from whereas.ledger.delta import delta

    old, new = (real_lists / "un" / f"UN_consolidated_{day}.xml" for day in ("2024-11-30", "2026-02-27"))
    found = delta(read("un", old).statements, read("un", new).statements)

    assert {one.removeprefix("un-") for one in found.added} == references(new) - references(old)
    assert {one.removeprefix("un-") for one in found.removed} == references(old) - references(new)
    assert (len(found.added), len(found.removed)) == (130, 6)
