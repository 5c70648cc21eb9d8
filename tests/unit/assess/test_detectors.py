"""Every detector fires on its first example and rests on its second, and its claims rest on statements."""

from dataclasses import replace

import pytest

from whereas.assess.detectors.detector import Detector, detect_all, detectors, example
from whereas.policy.claims import claim_kinds
from whereas.policy.programmes import load_programme

ALL = {one.key: one for one in detectors()}


@pytest.mark.parametrize("detector", ALL.values(), ids=ALL)
def test_it_fires_on_its_first_example(detector: Detector) -> None:
    claims = list(detector.detect(example(detector.fires, load_programme("dprk"))))

    assert claims
    assert {claim.kind for claim in claims} == {detector.claims}
    assert all(claim.spans and claim.supports for claim in claims)
    assert all(claim.author == detector.author for claim in claims)


@pytest.mark.parametrize("detector", ALL.values(), ids=ALL)
def test_it_rests_on_its_second(detector: Detector) -> None:
    assert list(detector.detect(example(detector.rests, load_programme("dprk")))) == []


def test_every_detector_makes_a_kind_of_claim_that_is_there() -> None:
    made = {detector.claims for detector in ALL.values()}

    assert made <= claim_kinds().keys()
    assert all(claim_kinds()[kind].by in ("detector", "either") for kind in made)


def test_every_kind_that_only_a_detector_makes_has_one() -> None:
    promised = {key for key, kind in claim_kinds().items() if kind.by == "detector"}

    assert promised <= {detector.claims for detector in ALL.values()}


def test_the_same_world_yields_the_same_claims() -> None:
    text = ALL["listed"].fires + ALL["shares_identifier"].fires.replace("us-1", "us-8").replace("us-2", "us-9")
    one, two = (detect_all(example(text, load_programme("dprk"))) for _ in range(2))

    assert [claim.id for claim in one] == [claim.id for claim in two]


def test_what_stands_against_a_recorded_claim_stands_against_all_that_is_derived_from_it() -> None:
    world = example(ALL["controlled"].fires, load_programme("dprk"))
    (said,) = world.claims
    asked = replace(said, rivals="who appoints the board")
    other = replace(asked, object="nobody-listed", words="Nobody outside may appoint the board.",
                    spans=(replace(said.spans[0], quote="another line"),))  # fmt: skip
    free = [one for one in detect_all(replace(world, claims=(asked,))) if one.kind == "controlled" and one.supports]
    torn = [one for one in detect_all(replace(world, claims=(asked, other))) if asked.id in one.supports]
    assert free
    assert all(not one.against for one in free)
    assert torn
    assert all(other.spans[0] in one.against and other.id in one.undermines for one in torn)


def test_a_late_listing_cites_both_days_and_nothing_else() -> None:
    world = example(ALL["transposed_late"].fires, load_programme("dprk"))
    [made] = ALL["transposed_late"].detect(world)
    assert (made.start, made.end, made.object) == ("2016-03-02", "2016-05-27", "EU")
    assert "86 days after the UN" in made.words
    assert {span.quote for span in made.spans} == {"2016-03-02", "2016-05-27"}


def found_by(key: str, text: str) -> list[tuple[str, str]]:
    """The pairs (subject, object) of the claims that a detector makes in a world."""
    return sorted((made.subject, made.object) for made in ALL[key].detect(example(text, load_programme("dprk"))))


@pytest.mark.parametrize(
    ("fields", "shared"),
    [
        ("phone=123456", True),
        ("phone=12345", False),  # so short a number recurs by chance
        ("address=12 Sangnok Roads", True),
        ("address=1 Sangnok Roads", False),  # of thirteen letters and digits, as a town may be
        ("address=Pyongyang", False),
        ("passportNumber=P123456", True),
        ("notes=We met by chance", False),  # what identifies nobody
        ("country=kp", False),
    ],
)
def test_what_two_parties_share_must_be_an_identifier_and_long_enough(fields: str, shared: bool) -> None:
    text = f"us-1 Company name=Sangnok Trading; {fields}\nus-2 Company name=Paektu Shipping; {fields}\n"
    assert found_by("shares_identifier", text) == ([("us-1", "us-2"), ("us-2", "us-1")] if shared else [])


@pytest.mark.parametrize(("count", "claims"), [(12, 12 * 11), (13, 0)])
def test_a_number_that_very_many_share_is_a_place_holder(count: int, claims: int) -> None:
    text = "".join(f"us-{at} Company name=House {at}; phone=850-2-3815926\n" for at in range(1, count + 1))
    assert len(found_by("shares_identifier", text)) == claims


def test_two_houses_with_one_director_share_them() -> None:
    text = """
        us-1 Company name=Sangnok Trading
        us-2 Company name=Paektu Shipping
        us-3 Person name=Han Jae-mok
        us-4 Directorship director=us-3; organization=us-1
        us-5 Directorship director=us-3; organization=us-2
    """
    assert ("us-1", "us-2") in found_by("shares_identifier", text)
    assert found_by("shares_identifier", text.replace("organization=us-2", "organization=us-1")) == []


LISTED = """
    us-1 Person name=Han Jae-mok
    us-2 Sanction entity=us-1; authority=US; program=DPRK2
    us-6 Company name=Sangnok Trading
    us-7 Company name=Paektu Shipping
    us-8 Ownership owner=us-6; asset=us-7; percentage=80
    desk-1 holds_stake subject=us-6; object=us-1; low=60; high=60
"""


def test_what_leads_down_from_a_recorded_stake_is_owned_and_told_link_by_link() -> None:
    made = {one.subject: one for one in ALL["owned"].detect(example(LISTED, load_programme("dprk")))}
    assert {"us-6", "us-7"} <= made.keys()
    near, far = made["us-6"].words, made["us-7"].words
    assert "(Han Jae-mok, listed, 60 %)" in near
    assert "Multiplied along the chain" not in near
    assert "(Sangnok Trading, itself owned by listed parties, 80 %)" in far
    assert "Han Jae-mok, listed" not in far
    assert "Multiplied along the chain, 48 % of its value is theirs, which is no test." in far


def test_what_the_rule_of_other_days_says_names_its_days_and_no_figure_that_is_the_same() -> None:
    world = example(LISTED, load_programme("dprk"))
    [words] = [one.words for one in ALL["owned"].detect(world) if one.subject == "us-6"]
    [other] = [rule for rule in world.traced.law.rules if rule is not world.traced.law.rule_on("2024-09-01")]
    assert f"By the rule {other.title} (until {other.ends}) " in words
    assert ", to 60 %" not in words
    early = example(LISTED, load_programme("dprk"), as_of="2024-01-01")
    [words] = [one.words for one in ALL["owned"].detect(early) if one.subject == "us-6"]
    later = world.traced.law.rule_on("2024-09-01")
    assert f"By the rule {later.title} (from {later.in_force}) " in words


def test_of_parties_that_nobody_asked_for_only_what_rests_on_a_recorded_claim_is_told() -> None:
    text = LISTED + "\n    us-9 Company name=Chilbo Works\n    us-10 Ownership owner=us-1; asset=us-9; percentage=90\n"
    world = example(text, load_programme("dprk"))
    assert {one.subject for one in ALL["owned"].detect(world)} == {"us-6", "us-7", "us-9"}
    nobody = replace(world, subjects=())
    assert {one.subject for one in ALL["owned"].detect(nobody)} == {"us-6", "us-7"}
