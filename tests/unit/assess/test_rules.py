"""Each check E1 to E16 on a draft that passes it and on drafts that fail it by one changed fact."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from tests.unit.assess.sangnok import (
    ARRIVED_2018,
    AUTHORITY,
    CUSTODY,
    OFFICE,
    ORDERED,
    PAIN,
    claim,
    good_draft,
    paper,
    papers,
    sha,
    span,
    with_claim,
    with_claims,
    with_paper,
    with_sentence,
    with_text,
)
from whereas.assess.draft import Draft
from whereas.assess.grounds import Paper
from whereas.assess.rules.rule import Weight, check_draft, rules

Story = Mapping[str, Callable[[], Draft]]
GOOD = good_draft

BROTHERS = claim(
    "associated_with", "In 2018 Han Jae-mok was the brother of Han U-nam.",
    [span("account-1.txt", "Han Jae-mok was the head"), span("account-2.txt", "The chief of the centre")],
    object="his brother Han U-nam", start="2018",
)  # fmt: skip
PARTNERS = replace(BROTHERS, words="In 2018 Han Jae-mok and his brother Han U-nam shared the income of a brick works.")
NAMED = claim(
    "identity", "Han Jae-mok was born in 1961.", [span("account-1.txt", "Han Jae-mok was the head")],
    object="birthDate: 1961", start="1961",
)  # fmt: skip


def _sentence(text: str, *claims: str) -> Draft:
    return with_sentence(good_draft(), text, *({"pain": PAIN, "ordered": ORDERED}[one] for one in claims))


def _office(text: str, **changes: Any) -> Draft:
    return with_text(with_claim(good_draft(), OFFICE, replace(OFFICE, **changes)), 1, text)


def _media(**changes: str) -> Draft:
    spans = tuple(replace(one, **changes) if one.exhibit == sha("media.txt") else one for one in OFFICE.spans)
    return with_claim(good_draft(), OFFICE, replace(OFFICE, spans=spans))


def _identity(**changes: Any) -> Draft:
    held = good_draft()
    return replace(held, identity=replace(held.identity, **changes))


FAILING: Mapping[str, Story] = {
    "E1": {
        "a sentence that recites the criterion": lambda: with_text(
            good_draft(), 3, "Han Jae-mok is responsible for torture and other cruel, inhuman or degrading treatment."
        ),
        "a sentence without a time": lambda: with_text(
            with_claim(good_draft(), CUSTODY, replace(CUSTODY, start="", end="")), 2, "Persons were held at Sangnok."
        ),
        "a sentence without a place": lambda: with_claim(
            good_draft(), CUSTODY, replace(CUSTODY, place="", object="")
        ),
    },
    "E2": {
        "a sentence that rests on nothing": lambda: _sentence("In 2018 the centre at Sangnok was enlarged."),
        "a claim without an exhibit": lambda: with_claim(good_draft(), PAIN, replace(PAIN, spans=())),
        "a damaged exhibit": lambda: with_paper(good_draft(), "account-1.txt", intact=False),
        "no exhibit of a claim may be used": lambda: with_sentence(
            with_paper(good_draft(), "account-2.txt", uses=("un",)), ORDERED.words, ORDERED
        ),
    },
    "E3": {
        "what cannot be excluded": lambda: with_text(
            good_draft(), 4, "It cannot be excluded that Han Jae-mok gave orders at Sangnok in 2019."
        ),
        "what was not denied": lambda: with_text(
            good_draft(), 4, "Han Jae-mok has not denied that he gave orders at Sangnok in 2019."
        ),
        "no proof to the contrary": lambda: with_text(
            good_draft(), 4, "In the absence of proof to the contrary, he ordered the beatings at Sangnok in 2019."
        ),
    },
    "E4": {
        "a closed exhibit": lambda: with_paper(good_draft(), "account-1.txt", disclosure="closed"),
        "a summary without a reason": lambda: with_paper(
            good_draft(), "account-1.txt", disclosure="summary", summary="A former detainee was beaten."
        ),
        "a reason without a summary": lambda: with_paper(
            good_draft(), "account-1.txt", disclosure="summary", withheld="The witness could be known by it."
        ),
    },
    "E5": {
        "a reason of one witness": lambda: _sentence(ORDERED.words, "ordered"),
        "no reason at all stands alone": lambda: replace(
            with_paper(good_draft(), "account-1.txt", uses=("un",)),
            sentences=good_draft().sentences[1:2],
        ),
    },
    "E6": {
        "a fact of one origin": lambda: _sentence(ORDERED.words, "ordered"),
        "two witnesses that repeat one report": lambda: with_paper(
            with_paper(good_draft(), "account-1.txt", repeats=("wire:invented",)),
            "account-2.txt", repeats=("wire:invented",),
        ),
        "an open contradiction": lambda: with_claims(good_draft(), ARRIVED_2018),
    },
    "E7": {
        "an exhibit of after the act": lambda: with_paper(good_draft(), "account-3.txt", available="2024-07-23"),
        "an exhibit of the year of the act": lambda: with_paper(good_draft(), "account-3.txt", available="2024"),
    },
    "E8": {
        "a renewal on old facts": lambda: replace(good_draft(), renewal=True),
    },
    "E9": {
        "a brother and nothing else": lambda: with_sentence(good_draft(), BROTHERS.words, BROTHERS),
    },
    "E10": {
        "an element that no sentence serves": lambda: replace(
            good_draft(), sentences=tuple(one for one in good_draft().sentences if PAIN.id not in one.claims)
        ),
        "no sentence links the subject to the acts": lambda: replace(
            good_draft(), sentences=tuple(one for one in good_draft().sentences if AUTHORITY.id not in one.claims)
        ),
        "a sentence that serves no element": lambda: with_sentence(good_draft(), NAMED.words, NAMED),
    },
    "E11": {
        "an exhibit without a class": lambda: with_paper(good_draft(), "account-3.txt", evidence="other"),
        "a source that cannot be judged": lambda: with_paper(good_draft(), "account-3.txt", reliability="F"),
        "an item that cannot be judged": lambda: with_claim(
            good_draft(), PAIN,
            replace(PAIN, spans=(*PAIN.spans[:2], replace(PAIN.spans[2], credibility="6"))),
        ),
        "a repeat of nobody knows what": lambda: with_paper(good_draft(), "account-3.txt", evidence="press_repeat"),
    },
    "E12": {
        "a listing by a third State nobody looked into": lambda: with_paper(
            good_draft(), "account-3.txt", evidence="third_state_listing"
        ),
    },
    "E13": {
        "a name alone": lambda: _identity(fields=(("name", ("Han Jae-mok",)),)),
        "nothing that tells": lambda: _identity(fields=(("nationality", ("kp",)), ("country", ("kp",)))),
        "nobody searched for homonyms": lambda: _identity(searched=""),
    },
    "E14": {
        "no note": lambda: replace(good_draft(), proportionality=""),
        "a note that says nothing": lambda: replace(good_draft(), proportionality="The measure is proportionate."),
    },
    "E15": {
        "an office that ended told as if it went on": lambda: _office(
            "Han Jae-mok is head of the Sangnok detention centre."
        ),
        "an office of nobody knows when": lambda: _office(
            "Han Jae-mok was head of the Sangnok detention centre in 2018.", start="", end=""
        ),
    },
    "E16": {
        "a Korean quotation alone": lambda: _media(translation="", translator=""),
        "a Korean quotation alone, of no language": lambda: _media(lang="", translation="", translator=""),
        "a translation by nobody": lambda: _media(translator=""),
    },
}  # fmt: skip

# The good draft passes all; these are drafts near the border that pass the check they stand at.
PASSING: Mapping[str, Story] = {
    "E1": {
        "good": GOOD,
        "the time stands in the sentence": lambda: with_text(
            with_claim(good_draft(), CUSTODY, replace(CUSTODY, start="", end="")), 2, "In 2017 they were held there."
        ),
        "criterion with act, time and place": lambda: with_text(
            good_draft(), 3, "In 2017 guards under Han Jae-mok beat detainees in the intake room at Sangnok, which is "
            "torture and cruel, inhuman or degrading treatment."
        ),
    },
    "E2": {
        "good": GOOD,
        "one of two exhibits may be used": lambda: with_paper(good_draft(), "account-2.txt", uses=("un",)),
    },
    "E3": {
        "good": GOOD,
        "a denial that is told": lambda: with_text(good_draft(), 4, "In 2019 the guards denied him nothing."),
    },
    "E4": {
        "good": GOOD,
        "a summary with its reason": lambda: with_paper(
            good_draft(), "account-1.txt", disclosure="summary", summary="A former detainee was beaten.",
            withheld="The witness could be known by it.",
        ),
    },
    "E5": {"good": GOOD},
    "E6": {
        "good": GOOD,
        "a settled contradiction": lambda: replace(
            with_claims(good_draft(), ARRIVED_2018),
            kept=replace(
                with_claims(good_draft(), ARRIVED_2018).kept, settled=frozenset({(ARRIVED_2018.id, OFFICE.id)})
            ),
        ),
    },
    "E7": {
        "good": GOOD,
        "an exhibit of the day of the act": lambda: with_paper(good_draft(), "account-3.txt", available="2024-07-22"),
    },
    "E8": {
        "good": GOOD,
        "reasons why old facts count": lambda: replace(good_draft(), renewal=True, persistence="He keeps the rank."),
        "a recent fact": lambda: with_claim(replace(good_draft(), renewal=True), PAIN, replace(PAIN, end="2023-06")),
    },
    "E9": {
        "good": GOOD,
        "a brother with a shared business": lambda: with_sentence(good_draft(), PARTNERS.words, PARTNERS),
    },
    "E10": {"good": GOOD},
    "E11": {
        "good": GOOD,
        "a repeat whose origin is named": lambda: with_paper(
            good_draft(), "account-3.txt", evidence="press_repeat", repeats=("wire:invented",)
        ),
        "no publisher is a warning only": lambda: with_paper(good_draft(), "account-3.txt", publisher=""),
    },
    "E12": {
        "good": GOOD,
        "a listing whose making was checked": lambda: with_paper(
            good_draft(), "account-3.txt", evidence="third_state_listing", checked="A court heard the person in 2020."
        ),
    },
    "E13": {
        "good": GOOD,
        "homonyms are a warning only": lambda: _identity(homonyms=("Han Jae-mok (un-1, UN)",)),
    },
    "E14": {"good": GOOD},
    "E15": {
        "good": GOOD,
        "former": lambda: _office("Han Jae-mok, former head of the Sangnok detention centre."),
        "an office that goes on": lambda: _office("Han Jae-mok is head of the Sangnok centre.", end=""),
    },
    "E16": {
        "good": GOOD,
        "signs that are no letters of another script": lambda: with_claim(
            good_draft(), PAIN,
            replace(PAIN, spans=(replace(PAIN.spans[0], quote="“They beat us”…", lang=""), *PAIN.spans[1:])),
        ),
    },
}  # fmt: skip


def _fails(held: Draft, rule: str) -> list[str]:
    return [one.words for one in check_draft(held) if one.rule == rule and one.weight is Weight.FAILS]


def _each(table: Mapping[str, Story]) -> list[object]:
    return [pytest.param(rule, make, id=f"{rule} {story}") for rule, told in table.items() for story, make in
            told.items()]  # fmt: skip


def test_the_checks_are_e1_to_e16_in_order() -> None:
    assert [one.key for one in rules()] == [f"E{number}" for number in range(1, 17)]


def test_every_check_has_a_draft_that_passes_it_and_one_that_fails_it() -> None:
    keys = [one.key for one in rules()]
    assert list(PASSING) == keys
    assert list(FAILING) == keys
    assert all(PASSING.values())
    assert all(FAILING.values())


def test_the_good_draft_passes_every_check() -> None:
    assert [one for one in check_draft(good_draft()) if one.weight is not Weight.NOTES] == []
    assert good_draft().assessment.verdict.value == "shown"


@pytest.mark.parametrize(("rule", "make"), _each(FAILING))
def test_a_draft_fails_the_check_it_breaks(rule: str, make: Callable[[], Draft]) -> None:
    assert _fails(make(), rule)


@pytest.mark.parametrize(("rule", "make"), _each(PASSING))
def test_a_draft_at_the_border_passes(rule: str, make: Callable[[], Draft]) -> None:
    assert _fails(make(), rule) == []


def test_findings_name_their_sentence_and_what_to_do() -> None:
    for told in FAILING.values():
        for make in told.values():
            held = make()
            for one in check_draft(held):
                assert one.sentence in {0, *(sentence.number for sentence in held.sentences)}
                assert one.words
                assert one.todo or one.rule == "E10"


def test_what_was_captured_after_the_act_is_a_warning_that_asks_for_proof_of_its_day() -> None:
    held = good_draft()
    late = replace(held, kept=replace(held.kept, papers=papers([captured("account-1.txt", "2026-05-02")])))
    told = [one for one in check_draft(late) if one.rule == "E7"]
    assert {one.weight for one in told} == {Weight.WARNS}
    assert {one.words for one in told} == {"“account-1” was captured on 2026-05-02, after the act of 2024-07-22"}
    assert {one.todo for one in told} == {"show by a stamp or a witness that it was to be had in 2022-03-01"}


def captured(name: str, day: str) -> Paper:
    return replace(paper(name), captured=day)


def test_warnings_bar_nothing_and_are_told() -> None:
    found = check_draft(_identity(homonyms=("Han Jae-mok (un-1, UN)",)))
    assert [one.rule for one in found if one.weight is Weight.WARNS] == ["E13"]
    found = check_draft(with_paper(good_draft(), "media.txt", publisher=""))
    assert [one.rule for one in found if one.weight is Weight.WARNS] == ["E11"]


def test_the_strongest_reason_is_named_and_only_one() -> None:
    notes = [one for one in check_draft(good_draft()) if one.weight is Weight.NOTES]
    assert [(one.rule, one.sentence) for one in notes] == [("E5", 1)]
