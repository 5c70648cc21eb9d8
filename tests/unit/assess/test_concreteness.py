"""Points of a passage, and the rule's guess: what it sees, what it must not take for an undertaking."""

from itertools import product

import pytest

from whereas.assess.attention import measure_attention
from whereas.assess.concreteness import FEATURES, PARTICULARS, Codes, FirstPass, Passage, first_pass, passages_of
from whereas.policy.texts import lexicon, rubric, texts

FILLER = (
    "The strategy of this decade is to work with partners for the good of all, as it was in the decade before. " * 6
)


def passages(text: str) -> tuple[str, tuple[Passage, ...], list[tuple[int, int]]]:
    whole = f"{FILLER}\n\n{text}\n\n{FILLER}"
    found = measure_attention(whole, key="t", lexicon=lexicon("dprk"), states=texts().states)
    return whole, passages_of(whole, "0" * 64, found), [(one.start, one.end) for one in found.mentions]


def guess(text: str) -> FirstPass:
    whole, (passage,), places = passages(text)
    return first_pass(whole, passage, rubric(), places)


def test_points_are_the_particulars_of_a_firm_undertaking() -> None:
    for answers in product((True, False), repeat=len(PARTICULARS)):
        particulars = dict(zip(PARTICULARS, answers, strict=True))
        assert Codes(commitment="strong", **particulars).points == sum(answers)
        assert Codes(commitment="weak", **particulars).points == 0
        assert Codes(commitment="none", **particulars).points == 0


@pytest.mark.parametrize("missing", FEATURES)
def test_a_passage_with_an_undecided_feature_has_no_points(missing: str) -> None:
    whole = {"commitment": "strong", **dict.fromkeys(PARTICULARS, True)}

    assert Codes(**whole).points == 5  # type: ignore[arg-type]  # each has its own type
    assert Codes(**{**whole, missing: None}).points is None  # type: ignore[arg-type]  # as above


def test_a_passage_that_says_all_has_five_points_and_shows_the_words() -> None:
    found = guess(
        "By the end of 2025 the European Union will fund talks with North Korea with 5 million euros, and report to "
        "the Council on what they bring."
    )

    assert found.points == 5
    assert found.codes.commitment == "strong"
    words = {mark.feature: mark.words for mark in found.marks}
    assert words["actor"] == "the European Union"
    assert words["commitment"] == "will"
    assert words["deadline"] == "By the end of 2025"
    assert words["verification"] == "report to"


@pytest.mark.parametrize(
    ("text", "commitment"),
    [
        ("The Union will press North Korea to come back to what was agreed.", "strong"),
        ("We shall, with our allies, press North Korea to come back to it.", "strong"),
        ("The Union supports talks between the two and North Korea.", "weak"),
        ("We encourage North Korea to come back to the table again.", "weak"),
        ("The Council is considering what to do about North Korea.", "weak"),
        ("North Korea will build more missiles, and we know that it will.", "none"),
        ("The Union thinks that North Korea must come back to the table.", "none"),
        ("It depends on the political will of the Union and North Korea.", "none"),
        ("The Union reached an agreement, which will bind North Korea for long.", "none"),
        ("North Korea is a long way from here, and was so before.", "none"),
    ],
)
def test_a_firm_undertaking_is_told_from_a_soft_one_and_from_other_peoples(text: str, commitment: str) -> None:
    assert guess(text).codes.commitment == commitment


def test_only_sentences_that_name_the_subject_are_looked_at() -> None:
    found = guess("North Korea is far away from here. The Union will give 5 million euros to others by 2025.")

    assert found.marks == ()
    assert found.codes == Codes(commitment="none", **dict.fromkeys(PARTICULARS, False))


def test_what_nobody_undertakes_is_not_concrete_however_detailed() -> None:
    found = guess("In 1995 a consortium gave 500,000 tons of heavy fuel oil to North Korea under IAEA monitoring.")

    assert found.codes.resource
    assert found.codes.verification
    assert found.points == 0


def test_every_mark_stands_in_the_text_where_it_says() -> None:
    whole, (passage,), places = passages("The Union will verify with 20 inspectors what North Korea does by June 2026.")
    found = first_pass(whole, passage, rubric(), places)

    assert {mark.feature for mark in found.marks} >= {"actor", "commitment", "resource", "deadline", "verification"}
    for mark in found.marks:
        assert " ".join(whole[mark.start : mark.end].split()) == mark.words
        assert passage.start <= mark.start < mark.end <= passage.end


def test_a_passage_is_a_paragraph_that_names_the_subject_and_its_id_is_of_this_edition() -> None:
    text = "We speak of North Korea here, and once more of North Korea in one breath.\n\nWe speak of Japan in this one."
    whole, found, _ = passages(text)
    measured = measure_attention(whole, key="t", lexicon=lexicon("dprk"), states=texts().states)

    assert len(found) == 1
    assert found[0].words.startswith("We speak of North Korea")
    assert found[0].sentences == ((found[0].start, found[0].end),)
    assert passages_of(whole, "0" * 64, measured)[0].id == found[0].id
    assert passages_of(whole, "1" * 64, measured)[0].id != found[0].id
