"""IMO numbers: ships and companies have different check digits, and real ones obey their own."""

import csv
import re
from pathlib import Path

import pytest

from whereas.kit.ids import imo_company, imo_ship

# A.1117(30)'s own worked example, and a number the public example of the company rule uses.
SHIP, COMPANY = "9074729", "2041999"


@pytest.mark.parametrize(
    "text",
    [SHIP, f"IMO {SHIP}", f"IMO{SHIP}", f"imo: {SHIP} ", f"IMO No. {SHIP}", f"IMO number {SHIP}", "９０７４７２９"],
)
def test_a_ship_number_however_it_is_written(text: str) -> None:
    assert imo_ship.normal(text) == SHIP


@pytest.mark.parametrize(
    "text", ["9074728", "907472", "90747290", "0000000", "", "IMO", "MMSI 9074729", "9074729 9074729", "٩٠٧٤٧٢٨"]
)
def test_what_is_no_ship_number(text: str) -> None:
    assert imo_ship.normal(text) is None


def test_every_single_wrong_check_digit_is_seen() -> None:
    for digit in set("0123456789") - {SHIP[-1]}:
        assert imo_ship.normal(SHIP[:-1] + digit) is None
    for digit in set("0123456789") - {COMPANY[-1]}:
        assert imo_company.normal(COMPANY[:-1] + digit) is None


def test_ship_and_company_are_told_apart_by_their_checks() -> None:
    assert imo_company.normal(f"Company IMO {COMPANY}") is None  # only the label of the number itself is read
    assert imo_company.normal(f"IMO {COMPANY}") == COMPANY
    assert imo_ship.normal(COMPANY) is None
    assert imo_company.normal(SHIP) is None


def test_the_company_check_where_the_remainder_is_nought_or_one() -> None:
    def number(remainder: int) -> str:
        six = next(
            f"{n:06d}"
            for n in range(100000, 200000)
            if sum(w * int(d) for w, d in zip((8, 6, 4, 2, 9, 7), f"{n:06d}", strict=True)) % 11 == remainder
        )
        return six + {0: "1", 1: "0"}[remainder]

    assert imo_company.normal(number(0)) == number(0)
    assert imo_company.normal(number(1)) == number(1)


def test_in_running_text_the_label_is_needed() -> None:
    text = f"The Invented Star (IMO: {SHIP}), tel. {SHIP}, owner IMO number {COMPANY}; XIMO {SHIP}."
    assert imo_ship.find(text) == [(24, 31, SHIP)]
    assert [form for _, _, form in imo_company.find(text)] == [COMPANY]
    assert text[24:31] == SHIP


def test_all_designated_ships_have_valid_numbers(real_data: Path) -> None:
    with (real_data / "data" / "tracks" / "eu_2017_1509_un_designated_vessels.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    numbers = [row["imo"] for row in rows if row["imo_checksum_ok"] == "True"]
    assert len(rows) == 73
    assert len(set(numbers)) == 58
    assert all(imo_ship.normal(number) == number for number in numbers)
    assert [row["name"] for row in rows if row["imo_checksum_ok"] != "True"] == [
        row["name"] for row in rows if imo_ship.normal(row["imo"]) is None
    ]


def test_every_number_listed_obeys_the_rule_of_ships_or_that_of_companies(real_lists: Path) -> None:
    ofac = (real_lists / "ofac" / "sdn_2023-01-21.csv").read_text(encoding="utf-8", errors="replace")
    companies = set(re.findall(r"(?:Identification|Company) Number IMO (\d{7})", ofac))
    assert len(companies) == 96
    assert all(imo_company.normal(number) == number for number in companies)
    ships = set(re.findall(r"Vessel Registration Identification IMO (\d{7})", ofac))
    assert len(ships) > 600
    # The list files some companies' numbers under the label of ships: the check tells them, the label does not.
    mislabelled = {number for number in ships if imo_ship.normal(number) is None}
    assert 0 < len(mislabelled) < 20
    assert all(imo_company.normal(number) == number for number in mislabelled)


def test_the_rule_for_companies_holds_on_the_list_of_the_united_nations(real_lists: Path) -> None:
    un = (real_lists / "un" / "UN_consolidated_2026-02-27.xml").read_text(encoding="utf-8")
    listed = set(re.findall(r"IMO\D{0,25}(\d{7})\b", un))
    assert len(listed) == 16  # all of shipping companies: the Council lists ships elsewhere
    assert all(imo_company.normal(number) == number for number in listed)
