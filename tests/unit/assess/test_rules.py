"""Each check E1 to E16 on a draft that passes it and on drafts that fail it by one changed fact."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import msgspec
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
from whereas.policy.rules import court_rules
from whereas.policy.standards import standards

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


def _kin(words: str) -> Draft:
    said = replace(BROTHERS, words=words, object="Han U-nam")
    return with_sentence(good_draft(), said.words, said)


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
        "a claim that stands no more": lambda: replace(
            good_draft(), sentences=tuple(replace(one, claims=(*one.claims, "f" * 64)) for one in
                                          good_draft().sentences[:1]),
        ),
        "a year that no claim has": lambda: with_text(good_draft(), 2, "In 2012 persons were held at Sangnok."),
        "a number that no claim has": lambda: with_text(good_draft(), 2, "In 2017 some 40 were held at Sangnok."),
        "a number in words": lambda: with_text(good_draft(), 2, "In 2017 three hundred were held at Sangnok."),
        "a person whom no claim names": lambda: with_text(
            good_draft(), 2, "In 2017 Kil Pyong-su and Han Jae-mok held persons at Sangnok."
        ),
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
        "a recent office and old acts": lambda: with_claim(
            replace(good_draft(), renewal=True), OFFICE, replace(OFFICE, end="")
        ),
        "a recent act of one witness": lambda: with_sentence(
            replace(good_draft(), renewal=True), "In 2024 he ordered it at Sangnok.", replace(ORDERED, start="2024")
        ),
    },
    "E9": {
        "a brother and nothing else": lambda: with_sentence(good_draft(), BROTHERS.words, BROTHERS),
        **{
            f"kinship in other words: {words}": lambda words=words: _kin(words)  # type: ignore[misc]
            for words in (
                "In 2018 Han Jae-mok held office and was the brother of Han U-nam.",
                "In 2018 Han Jae-mok was the nephew of Han U-nam, who managed and financed the centre.",
                "In 2018 Han Jae-mok was the cousin of the director and operator of the centre.",
                "In 2018 Han Jae-mok was of the household of Han U-nam.",
                "In 2018 Han Jae-mok and Han U-nam were related by marriage.",
            )
        },
        "conduct that only the sentence has": lambda: with_sentence(
            good_draft(), "In 2018 he and his brother Han U-nam shared the income of a works.", BROTHERS
        ),
        "kinship under the name of acting for": lambda: with_sentence(
            good_draft(), BROTHERS.words, replace(BROTHERS, kind="acts_for")
        ),
    },
    "E10": {
        "an element that no sentence serves": lambda: replace(
            good_draft(), sentences=tuple(one for one in good_draft().sentences if PAIN.id not in one.claims)
        ),
        "no sentence links the subject to the acts": lambda: replace(
            good_draft(), sentences=tuple(one for one in good_draft().sentences if AUTHORITY.id not in one.claims)
        ),
        "a sentence that serves no element": lambda: with_sentence(good_draft(), NAMED.words, NAMED),
        "a verb that no claim has": lambda: with_text(
            good_draft(), 4, "From 2017 to 2019 Han Jae-mok ordered that detainees were beaten."
        ),
        "an order in other words": lambda: with_text(
            good_draft(), 3, "In 2017 and 2019 guards beat detainees in the intake room on his orders."
        ),
        "killed where some were beaten": lambda: with_text(
            good_draft(), 3, "In 2017 and 2019 guards killed detainees in the intake room."
        ),
        "a criterion that was not yet in force": lambda: replace(good_draft(), adoption="2020-12-07"),
        "a criterion that ended": lambda: replace(
            good_draft(), standard=msgspec.structs.replace(good_draft().standard, ends="2024-07-21")
        ),
        "a criterion for others": lambda: _identity(kind="vessel"),
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
        "an office that ended in words of the past about another": lambda: _office(
            "Han Jae-mok is head of the centre where detainees were beaten."
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
        "a year within the period of its claim": lambda: with_text(good_draft(), 2, "In 2018 persons were held there."),
        "the words of a quotation": lambda: with_text(good_draft(), 3, "In 2019 a guard beat one with a rifle butt."),
        "the criterion by its name": lambda: with_text(
            good_draft(), 3, "In 2017 guards beat detainees, within Article 1(1)(c)(i) of Decision (CFSP) 2020/1999."
        ),
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
        "former, and where he is": lambda: _office("Han Jae-mok, former head of the centre, is in the capital."),
        "an office that may go on through the year of the act": lambda: _office(
            "Han Jae-mok is head of the Sangnok detention centre.", end="2024"
        ),
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


@pytest.mark.parametrize(
    ("forum", "expected"),
    [
        ("eu-listing", {f"E{number}" for number in range(1, 17)}),
        ("un-listing", {"E1", "E2", "E6", "E10", "E11", "E13", "E16"}),
        ("coi", {"E2", "E6", "E10", "E11", "E16"}),
        ("icc-warrant", {"E2", "E3", "E6", "E10", "E11", "E16"}),
        ("icc-trial", {"E2", "E3", "E6", "E10", "E11", "E16"}),
    ],
)
def test_a_draft_gets_the_checks_of_its_forum(forum: str, expected: set[str]) -> None:
    assert {key for key, rule in court_rules().items() if forum in rule.forums} == expected
    broken = replace(
        with_paper(_identity(searched="", fields=()), "account-3.txt", evidence="third_state_listing", lang="ko"),
        proportionality="", renewal=True, forum=forum,
    )  # fmt: skip
    failing = {one.rule for one in check_draft(broken)}
    assert failing <= expected
    assert {"E8", "E12", "E13", "E14"} & expected <= failing


def test_a_crime_is_checked_as_its_own_forum_asks() -> None:
    held = replace(good_draft(), standard=standards()["rome-statute-7/f-torture"], proportionality="")
    assert held.assessment.forum.key == "icc-warrant"
    assert "E14" not in {one.rule for one in check_draft(held)}
    assert "E10" in {one.rule for one in check_draft(held)}  # nothing serves the attack


def test_a_contradiction_is_told_though_another_element_takes_the_claim() -> None:
    weak = span("account-3.txt", "On the day I came, Han Jae-mok had just arrived")
    contested = replace(AUTHORITY, against=(weak,))
    held = with_claim(good_draft(), AUTHORITY, contested)
    strict = tuple(
        msgspec.structs.replace(one, reliability="B") if one.key == "office" else one for one in held.standard.elements
    )
    held = replace(held, standard=msgspec.structs.replace(held.standard, elements=strict))
    assert any("“account-3” stands against it" in words for words in _fails(held, "E6"))


def test_what_speaks_against_measures_is_told_to_whoever_drafts() -> None:
    ill = claim("speaks_against", "In 2018 he lay in a hospital abroad.", PAIN.spans[:1], object="an illness")
    told = [one for one in check_draft(with_claims(good_draft(), ill)) if one.rule == "E6"]
    assert [(one.weight, one.words) for one in told] == [
        (Weight.WARNS, "on record against measures: “In 2018 he lay in a hospital abroad.”")
    ]


def test_an_office_that_nobody_confirmed_for_two_years_is_a_warning() -> None:
    held = _office("Han Jae-mok is head of the Sangnok centre.", end="")
    told = [one.words for one in check_draft(held) if one.rule == "E15" and one.weight is Weight.WARNS]
    assert told == ["nothing confirms the office after 2022-05-31"]
    fresh = with_paper(held, "media.txt", available="2024-01")
    assert [one for one in check_draft(fresh) if one.rule == "E15"] == []


def test_a_list_of_another_authority_that_is_filed_as_something_else_is_a_warning() -> None:
    held = with_paper(good_draft(), "account-3.txt", evidence="state", title="Specially Designated Nationals, notice")
    assert [one.weight for one in check_draft(held) if one.rule == "E12"] == [Weight.WARNS]


def test_two_exhibits_in_the_same_words_are_a_warning_until_one_is_filed_to_repeat_the_other() -> None:
    words = "In the intake room a guard beat me with a rifle butt until I fell to the ground"
    copied = replace(PAIN, spans=tuple(replace(one, quote=words) for one in PAIN.spans[:2]))
    held = with_claim(good_draft(), PAIN, copied)
    assert [one.weight for one in check_draft(held) if one.rule == "E11"] == [Weight.WARNS]
    filed = with_paper(held, "account-2.txt", repeats=(sha("account-1.txt"),))
    assert [one for one in check_draft(filed) if one.rule == "E11"] == []


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"birthDate": "1961"}, ["too little tells the subject from others of the name: only birthDate"]),
        ({"nationality": "kp", "country": "kp"},
         ["too little tells the subject from others of the name: only nationality, country"]),
        ({}, ["too little tells the subject from others of the name"]),
        ({"nationality": "kp", "birthDate": "1961"}, []),
    ],
    ids=str,
)  # fmt: skip
def test_one_sign_alone_tells_nobody_apart_and_is_named(fields: dict[str, str], words: list[str]) -> None:
    assert _fails(_identity(fields=tuple((key, (value,)) for key, value in fields.items())), "E13") == words


@pytest.mark.parametrize(("count", "fails"), [(11, True), (12, False)])
def test_a_note_on_proportionality_has_twelve_words_at_least(count: int, fails: bool) -> None:
    assert bool(_fails(replace(good_draft(), proportionality=" ".join(["word"] * count)), "E14")) is fails


def test_an_office_whose_end_alone_is_known_has_a_period() -> None:
    text = "Han Jae-mok was head of the Sangnok detention centre until 2021."
    assert _fails(_office(text, start="", end="2021"), "E15") == []
    assert _fails(_office(text, start="", end=""), "E15") == ["the claim does not say since when the office is held"]


@pytest.mark.parametrize(
    ("quote", "lang", "fails"),
    [
        ("Il dirigeait le centre", "fr", True),  # in Latin letters, and of another language all the same
        ("Il dirigeait le centre", "en", False),
        ("abc 가나다", "", False),
        ("ab 가나다", "", True),
        ("ab 가나다", "en", True),
    ],
)
def test_what_is_of_another_language_or_script_needs_its_translation(quote: str, lang: str, fails: bool) -> None:
    assert bool(_fails(_media(quote=quote, lang=lang, translation="", translator=""), "E16")) is fails


def test_a_link_that_is_none_of_kinship_needs_no_conduct() -> None:
    assert _fails(_kin("In 2018 Han Jae-mok was close to Han U-nam."), "E9") == []
    assert _fails(_kin("In 2018 Han Jae-mok was close to Han U-nam, his uncle."), "E9")


@pytest.mark.parametrize(("count", "warned"), [(8, False), (9, True)])
def test_nine_words_in_one_order_are_a_copy_and_eight_are_none(count: int, warned: bool) -> None:
    same = " ".join(["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota"][:count])
    one, two, *_ = PAIN.spans
    copied = replace(PAIN, spans=(replace(one, quote=f"first {same} ends"), replace(two, quote=f"then {same} stops")))
    held = with_claim(good_draft(), PAIN, copied)
    assert bool([one for one in check_draft(held) if one.rule == "E11" and "same words" in one.words]) is warned


@pytest.mark.parametrize(("end", "fails"), [("2022-07-21", True), ("2022-07-22", False), ("2022-07", False)])
def test_on_renewal_a_fact_of_two_years_before_the_day_is_recent_and_one_of_a_day_earlier_is_not(
    end: str, fails: bool
) -> None:
    held = with_claim(replace(good_draft(), renewal=True), PAIN, replace(PAIN, end=end))
    assert bool(_fails(held, "E8")) is fails


def test_a_reason_is_as_strong_as_its_strongest_claim() -> None:
    held = good_draft()
    office, custody, pain, *rest = held.sentences
    both = replace(custody, claims=(*custody.claims, *pain.claims))
    found = check_draft(replace(held, sentences=(both, office, *rest)))
    notes = [(one.sentence, one.words) for one in found if one.rule == "E5" and one.weight is Weight.NOTES]
    assert notes == [(both.number, "the strongest reason: 3 independent origins")]


def test_where_no_reason_stands_alone_it_is_told_and_without_reasons_nothing_is() -> None:
    alone = replace(with_paper(good_draft(), "account-1.txt", uses=("un",)), sentences=good_draft().sentences[1:2])
    assert "no reason stands alone" in _fails(alone, "E5")
    assert _fails(replace(alone, sentences=()), "E5") == []


def test_one_name_that_no_claim_has_is_a_warning_that_names_it() -> None:
    held = with_text(good_draft(), 2, "In 2017 persons were held at the Sangnok centre near Chilbo.")
    warned = [one for one in check_draft(held) if one.rule == "E2"]
    assert [(one.weight, one.sentence) for one in warned] == [(Weight.WARNS, 2)]
    assert warned[0].words == "it names “Chilbo”, and none of its claims does"


@pytest.mark.parametrize("known", [{"start": "2017", "end": ""}, {"start": "", "end": "2019"}], ids=str)
def test_one_end_of_the_time_of_a_claim_gives_its_sentence_a_time(known: dict[str, Any]) -> None:
    text = "Persons were held at Sangnok."
    assert _fails(with_text(with_claim(good_draft(), CUSTODY, replace(CUSTODY, **known)), 2, text), "E1") == []
    undated = with_text(with_claim(good_draft(), CUSTODY, replace(CUSTODY, start="", end="")), 2, text)
    assert _fails(undated, "E1")
