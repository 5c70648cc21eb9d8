"""Lexicons, states and known texts as data."""

import pytest

from whereas.core.errors import PolicyError
from whereas.policy.texts import known_text, lexicon, number_stands, rubric, same_number, texts


def test_a_subject_without_a_file_is_named_with_those_there_are() -> None:
    with pytest.raises(PolicyError, match="atlantis") as caught:
        lexicon("atlantis")
    assert "dprk, iran" in caught.value.todo


def test_there_are_two_subjects_with_the_same_objectives() -> None:
    assert [[one.objective for one in lexicon(key).objectives] for key in ("dprk", "iran")] == [
        ["tension", "non-proliferation", "human-rights"]
    ] * 2


@pytest.mark.parametrize(
    ("head", "key"),
    [
        ("EUROPEAN COUNCIL\n\nA SECURE EUROPE IN\nA BETTER WORLD", "eu-ess-2003"),
        ("Brussels, 8 December 2003  15895/03  PESC 787", "eu-ess-2003"),
        ("Shared Vision, Common Action: A Stronger Europe", "eu-global-strategy-2016"),
        ("A Strategic Compass for Security and Defence, after 10715/16", "eu-strategic-compass-2022"),
        ("JOINT COMMUNICATION JOIN(2021) 24 final", "eu-indo-pacific-2021"),
        ("NATO 2022 STRATEGIC CONCEPT", "nato-strategic-concept-2022"),
        ("Integrated Review Refresh 2023, CP 811", "uk-integrated-review-refresh-2023"),
    ],
)  # fmt: skip
def test_a_text_is_known_by_what_stands_first_in_its_head(head: str, key: str) -> None:
    found = known_text(head)
    assert found is not None
    assert found.key == key


@pytest.mark.parametrize("head", ["", "A strategy of an invented island", "CP 8110", "115895/03", "7371/225"])
def test_a_text_that_is_like_none_is_not_known(head: str) -> None:
    assert known_text(head) is None


def test_no_known_text_was_at_hand_and_none_says_so() -> None:
    assert len(texts().documents) == 6
    assert [one.key for one in texts().documents if one.verified] == []


@pytest.mark.parametrize(
    ("given", "known", "same"),
    [
        ("ESS 15895/03", "15895/03", True),
        ("JOIN(2021) 24 final", "JOIN(2021) 24", True),
        ("UK CP 811", "CP 811", True),
        ("NATO 2022", "NATO 2022 Strategic Concept", True),
        ("CP 812", "CP 811", False),
        ("10715/16", "15895/03", False),
        ("", "CP 811", False),
    ],
)
def test_numbers_are_one_whatever_stands_around_them(given: str, known: str, same: bool) -> None:
    assert same_number(given, known) is same


def test_a_number_stands_in_a_head_with_other_blanks() -> None:
    assert number_stands("JOIN(2021) 24", "Brussels, JOIN (2021) 24 final")
    assert not number_stands("JOIN(2021) 24", "Brussels, JOIN(2021) 240")
    assert not number_stands("", "anything")


def test_a_known_number_is_no_other_texts_number() -> None:
    numbers = [one.official_id for one in texts().documents]

    assert not [(a, b) for a in numbers for b in numbers if a != b and same_number(a, b)]


def test_the_rubric_tells_firm_verbs_from_others() -> None:
    assert not set(rubric().strong) & set(rubric().weak)
