"""What a sentence says beyond its claims, and what it may say in words of its own."""

from dataclasses import replace

import pytest

from tests.unit.assess.sangnok import AUTHORITY, CUSTODY, OFFICE, ORDERED, PAIN, good_draft, with_sentence
from whereas.assess.wording import Excess, excess
from whereas.core.claim import Claim, Quantity
from whereas.policy.claims import claim_kinds


def beyond(text: str, *claims: Claim) -> Excess:
    held = with_sentence(good_draft(), text, *(claims or (PAIN,)))
    return excess(held, held.sentences[-1])


@pytest.mark.parametrize(
    "text",
    [
        "In 2017 guards beat detainees in the intake room of the Sangnok centre.",
        "Between 2017 and 2019, at the Sangnok Centre, detainees were struck with the butt of a rifle.",
        "The Chief of the centre, Han Jae-mok, led a centre in which detainees could not stand.",
        "Detainees were beaten there. Others were beaten too.",
        "Han Jae-mok’s guards beat detainees, which is cruel, inhuman or degrading treatment.",
        "In this Member State of the European Union the Council lists heads of centres.",
    ],
)
def test_what_claims_quotations_and_the_criterion_say_may_be_said(text: str) -> None:
    assert beyond(text) == Excess()


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("In 2016 guards beat detainees.", ("2016",)),
        ("Since 2017 guards beat 30 detainees.", ("30",)),
        ("In 2017 guards beat 1,200 detainees.", ("1,200",)),
        ("In 2017 guards beat dozens of detainees.", ("dozens",)),
        ("On 4 May 2018 guards beat detainees.", ("4",)),
    ],
)
def test_a_figure_that_no_claim_has_is_named(text: str, figures: tuple[str, ...]) -> None:
    assert beyond(text).figures == figures


def test_a_figure_is_the_number_it_is() -> None:
    counted = replace(PAIN, quantity=Quantity(low=1200.0, high=1200.0, unit="persons"), start="2017-03-04")
    assert beyond("On 4 March 2017 guards beat 1200 persons.", counted) == Excess()
    assert beyond("On 4 March 2017 guards beat 1,200 persons.", counted) == Excess()
    assert beyond("On 5 April 2017 guards beat 1300 persons.", counted).figures == ("5", "1300")
    assert beyond("On 4 April 2017 guards beat them.", counted).names == ("April",)
    twelve = replace(PAIN, words="In 2017 twelve detainees were beaten.")
    assert beyond("In 2017 guards beat 12 detainees.", twelve) == Excess()


@pytest.mark.parametrize(
    ("text", "names", "full"),
    [
        ("In 2017 guards beat detainees in Hwangju.", ("Hwangju",), ()),
        ("In 2017 Kil Pyong-su beat detainees.", (), ("Kil Pyong",)),
        ("Kil Pyong-su beat detainees in 2017.", (), ("Kil Pyong",)),
        ("Guards beat detainees in 2017.", (), ()),
        ("In 2017 Colonel Pak beat detainees.", ("Pak",), ()),
    ],
)
def test_a_name_that_no_claim_has_is_named(text: str, names: tuple[str, ...], full: tuple[str, ...]) -> None:
    found = beyond(text)
    assert (found.names, found.full_names) == (names, full)


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("In 2017 Han Jae-mok ordered that detainees were beaten.", "ordered"),
        ("In 2017 Han Jae-mok gave the order.", "gave the order"),
        ("In 2017 it was done on his orders.", "on his orders"),
        ("In 2017 detainees were tortured.", "tortured"),
        ("In 2017 guards killed detainees.", "killed"),
        ("In 2017 Han Jae-mok knowingly let it happen.", "knowingly"),
        ("In 2017 guards systematically beat detainees.", "systematically"),
    ],
)
def test_a_verb_needs_a_claim_of_its_kind_or_one_that_says_it(text: str, verb: str) -> None:
    assert beyond(text, CUSTODY).verbs == (verb,)
    others = [replace(CUSTODY, kind=key) for key, one in claim_kinds().items() if one.verbs]
    assert [one.kind for one in others if beyond(text, CUSTODY, one).verbs == ()] != []
    assert beyond(text, replace(CUSTODY, words=text)).verbs == ()
    assert beyond(text, replace(CUSTODY, spans=(replace(CUSTODY.spans[0], translation=text),))).verbs == ()


def test_a_claim_says_its_own_words_and_those_of_its_quotations_and_translations() -> None:
    for one in (OFFICE, CUSTODY, PAIN, AUTHORITY, ORDERED):
        assert beyond(one.words, one) == Excess()
        for quoted in one.spans:
            assert beyond(quoted.translation or quoted.quote, one) == Excess()


@pytest.mark.parametrize("key", sorted(claim_kinds()))
def test_the_pattern_of_every_kind_can_be_read_and_its_own_words_pass(key: str) -> None:
    kind = claim_kinds()[key]
    said = replace(PAIN, kind=key, words=kind.says.format(subject="Han Jae-mok", object="Sangnok"))
    assert beyond(said.words, said) == Excess()


def test_a_sentence_on_no_claim_is_left_to_another_check() -> None:
    held = with_sentence(good_draft(), "In 1990 Kil Pyong-su killed 40 persons.")
    assert excess(held, held.sentences[-1]) == Excess()
