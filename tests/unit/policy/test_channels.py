"""The channels' policy file holds together, and one that does not is refused with the name of what is missing."""

from importlib import resources

import pytest

from whereas.core.errors import PolicyError
from whereas.policy.channels import Channels, channels, channels_to, check_channels
from whereas.policy.kinds import kinds, schema_of
from whereas.policy.typed import read_typed

TEXT = resources.files("whereas.policy").joinpath("channels/kp.yaml").read_text(encoding="utf-8")


def test_the_kind_is_found_with_its_schema() -> None:
    assert kinds()["channels"] is Channels
    assert schema_of("channels")["$ref"]


def test_codes_come_from_the_paragraphs_that_are_named() -> None:
    barriers = {one.key: one for one in channels_to("kp").barriers}

    assert set(barriers["metal-machinery-vehicles"].codes) == {"84-85", "86-89", "72-83"}
    assert "50-63" in barriers["exports-textiles-seafood-minerals"].codes


def test_every_exemption_answers_something_and_every_fact_is_asked() -> None:
    policy = channels()["kp"]
    answering = {key for one in policy.barriers for key in one.exempted_by}
    asked = {one.fact for one in policy.barriers} | {fact for one in policy.exemptions for fact in one.facts}
    asked |= {door.fact for one in policy.exemptions for door in one.doors} | {"union-link"}

    assert {one.key for one in policy.exemptions} == answering
    assert {one.key for one in policy.facts} == asked - {""}


def test_what_is_marked_as_seen_says_what_was_seen() -> None:
    policy = channels_to("kp")

    assert [one.key for one in (*policy.barriers, *policy.exemptions) if one.verified and not one.seen] == []


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("exempted_by: [un-1718-10]", "exempted_by: [un-1718-99]", "exemption 'un-1718-99'"),
        ("acts: [employ]", "acts: [hire]", "act 'hire'"),
        ("fact: dprk-vessel", "fact: dprk-ship", "fact 'dprk-ship'"),
        ("paragraphs: [unscr-2397/7]", "paragraphs: [unscr-2397/77]", "paragraph 'unscr-2397/77'"),
        ("requires: [nature, parties, dates]", "requires: [nature, music]", "requirement 'music'"),
        ("counts_from: shipped", "counts_from: shipped-off", "stage 'shipped-off'"),
        ("    fact: luxury\n", "", "depend on a fact"),
    ],
)
def test_a_name_that_is_not_there_is_refused(old: str, new: str, what: str) -> None:
    assert old in TEXT
    one = read_typed("channels/kp.yaml", TEXT.replace(old, new, 1), Channels)

    with pytest.raises(PolicyError, match=what):
        check_channels("channels/kp.yaml", one)


def test_unknown_channels_are_refused_with_those_there_are() -> None:
    with pytest.raises(PolicyError) as caught:
        channels_to("xx")

    assert "kp" in caught.value.todo
