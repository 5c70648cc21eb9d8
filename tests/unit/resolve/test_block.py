"""Candidates meet through keys, and a key of everybody is reported instead of compared."""

from tests.unit.resolve.people import thing
from whereas.resolve.block import LARGEST_STRONG, candidates
from whereas.resolve.profile import document_forms, profiles, programme_themes, wallet_form
from whereas.resolve.rarity import measure_rarity


def test_a_number_that_everybody_has_is_reported_and_not_compared() -> None:
    crowd = [thing(f"un-{n}", name=f"Solo{n} Name{n}", idNumber="12345678") for n in range(LARGEST_STRONG + 1)]
    prepared = profiles(crowd)
    found = candidates(prepared, measure_rarity(prepared.values()))
    assert [(block.key, block.size) for block in found.skipped] == [("number:12345678", LARGEST_STRONG + 1)]
    assert not found.pairs


def test_spellings_and_shared_documents_meet_and_strangers_do_not() -> None:
    prepared = profiles(
        [
            thing("un-1", name="HAN YONG CHOL"),
            thing("eu-1", name="Han Young-cheol"),
            thing("au-1", name="Petra Lindqvist", passportNumber="AB 123456"),
            thing("ch-1", name="P. Lundquist", passportNumber="ab123456"),
            thing("jp-1", name="Tomas Halvorsen"),
        ]
    )
    pairs = candidates(prepared, measure_rarity(prepared.values())).pairs
    assert pairs == {("eu-1", "un-1"), ("au-1", "ch-1")}


def test_forms_of_numbers() -> None:
    assert document_forms("654320599, expires on 16.9.2019") == ("654320599",)
    assert document_forms("563410099 / 472410099") == ("563410099", "472410099")
    assert document_forms("Jordan 654799") == ("654799",)
    assert document_forms("n/a") == ()
    assert wallet_form("0xAB") == "0xab"
    assert wallet_form("1AbC") == "1AbC"


def test_programmes_of_several_lists_are_of_one_subject() -> None:
    assert all(
        "North Korea" in programme_themes(text) for text in ("DPRK3", "EU-PRK", "1718 (DPRK)", "Autonomous (DPRK)")
    )
    assert programme_themes("something else") == frozenset()
