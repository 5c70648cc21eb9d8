"""Every detector fires on its first example and rests on its second, and its claims rest on statements."""

from dataclasses import replace

import pytest

from whereas.assess.detectors.detector import Detector, detect_all, detectors, example
from whereas.policy.programmes import load_programme
from whereas.policy.standards import claim_kinds

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
