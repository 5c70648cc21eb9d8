"""References to acts, list entries and papers: CELEX, the Council's references, passports."""

import re
from pathlib import Path

import pytest

from whereas.kit.ids import celex, passport, un_reference


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("32017R1509", "32017R1509"),
        ("CELEX:32017R1509", "32017R1509"),
        ("celex 32016d0849 ", "32016D0849"),
        ("02017R1509-20251217", "02017R1509-20251217"),
        ("62012CJ0402", "62012CJ0402"),
        ("12016E215", "12016E215"),
        ("52013XC0101(01)", "52013XC0101(01)"),
        ("32017R1509R(01)", "32017R1509R(01)"),
        ("2017R1509", None),
        ("2017/1509", None),
        ("32017R150", "32017R150"),  # three digits are a treaty's form; nothing forbids them elsewhere
        ("32017R15", None),
        ("32017R1509-2025", None),
        ("39017R1509", None),
    ],
)
def test_celex(text: str, form: str | None) -> None:
    assert celex.normal(text) == form


def test_celex_in_running_text() -> None:
    text = "see 32017R1509, as in 02017R1509-20251217, and not X32017R1509"
    assert [form for _, _, form in celex.find(text)] == ["32017R1509", "02017R1509-20251217"]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("KPi.033", "KPi.033"),
        ("KPi.033 ", "KPi.033"),
        (" kpe. 004\n", "KPe.004"),
        ("QDE.014", "QDe.014"),
        ("TAi155", "TAi.155"),
        ("ABE 123", None),  # a word and a number
        ("ABE123", None),
        ("KPx.033", None),
        ("KPi.33", None),
        ("KPi.0333", None),
        ("KPi.٠٣٣", None),
    ],
)
def test_un_reference(text: str, form: str | None) -> None:
    assert un_reference.normal(text) == form


def test_un_references_in_running_text() -> None:
    assert un_reference.find("owned by KPe.004 and KPi.033.") == [(9, 16, "KPe.004"), (21, 28, "KPi.033")]


def test_every_reference_on_the_list_is_one(real_lists: Path) -> None:
    text = (real_lists / "un" / "UN_consolidated_2026-02-27.xml").read_text(encoding="utf-8")
    references = re.findall(r"<REFERENCE_NUMBER>([^<]*)</REFERENCE_NUMBER>", text)
    assert len(references) == 730 + 273
    assert all(un_reference.normal(reference) == reference.strip() for reference in references)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("ps 123-456.789", "PS123456789"),
        ("№ 745 000 001", "NO745000001"),
        ("ＰＳ１２３４５", "PS12345"),
        ("١٢٣٤٥", "12345"),
        ("АВ 1234567", "АВ1234567"),  # a Cyrillic series stays
        ("A123", None),
        ("ABCD12", None),
        ("unknown", None),
        ("", None),
    ],
)
def test_passport_numbers_are_compared_by_their_characters(text: str, form: str | None) -> None:
    assert passport.normal(text) == form


def test_series_of_two_scripts_are_two_numbers() -> None:
    assert passport.normal("АВ 1234567") != passport.normal("AB 1234567") != passport.normal("1234567")
