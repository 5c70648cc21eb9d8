"""The annexes of the EU's regulation: traps on an invented table, numbers on the real one."""

import csv
from pathlib import Path

from .reading import fixture, ids, parts, read, values

NAME = "32099R9001.csv"


def entity(name: str) -> str:
    return next(
        one.entity for one in fixture("eu_journal", NAME).statements if one.prop == "name" and one.value == name
    )


def test_a_name_with_its_hangul_and_aliases_that_commas_do_and_do_not_part() -> None:
    said = fixture("eu_journal", NAME).statements
    person = entity("HAN Jae Mok")

    assert values(said, person, "alias") == [
        "한재목", "Han, Chae-Mok", "Han Chae-Mok", "Jang Hyon U", "Han Pom Su", "韓在睦",
    ]  # fmt: skip
    assert values(said, person, "birthDate") == ["1965-05-04", "1964"]


def test_a_passport_cell_with_two_passports_and_the_dates_of_one() -> None:
    said = fixture("eu_journal", NAME).statements
    first, second = parts(said, entity("HAN Jae Mok"), "Passport")

    assert first["number"] == "990110011"
    assert (second["number"], second["startDate"], second["endDate"], second["country"]) == (
        "990120012", "2018-02-14", "2023-02-14", "kp",
    )  # fmt: skip


def test_homonyms_that_differ_in_letter_case_alone_stay_two() -> None:
    assert entity("Han Chol Il") != entity("HAN Chol Il")


def test_a_ship_in_two_annexes_is_one_with_two_sanctions_and_its_former_names() -> None:
    said = fixture("eu_journal", NAME).statements
    ship = entity("Sangnok 7")

    assert set(values(said, ship, "previousName")) == {"Little Heron", "Blue Heron"}
    assert {(one["provisions"], one["description"]) for one in parts(said, ship, "Sanction")} == {
        ("asset freeze", "Regulation (EU) 2099/9001, Annex XIV.A"),
        ("vessel ban", "Regulation (EU) 2099/9001, Annex XIV.B"),
    }


def test_every_real_row_is_there(real_lists: Path) -> None:
    place = real_lists / "eu" / "32017R1509.csv"
    with place.open(encoding="utf-8-sig", newline="") as raw:
        rows = list(csv.DictReader(raw))
    said = read("eu_journal", place).statements

    things = {(row["schema"], row["name"]) for row in rows}
    assert len(ids(said, "Person", "Organization", "Vessel")) == len(things) == 312
    counts = [len(ids(said, kind)) for kind in ("Person", "Organization", "Vessel")]
    assert counts == [sum(kind == schema for schema, _ in things) for kind in ("Person", "LegalEntity", "Vessel")]
    assert len(ids(said, "Sanction")) == len(
        {(r["schema"], r["name"], r["annex"], r["measure"], r["startDate"]) for r in rows}
    )
