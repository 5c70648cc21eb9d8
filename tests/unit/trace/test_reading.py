"""What lists state and people record becomes stakes and relations, and nothing that is wrong is lost."""

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from tests.unit.sources.lists.reading import read as read_file

from whereas.assess.detectors.detector import Sight, example
from whereas.core.claim import Quantity
from whereas.core.entity import Entity
from whereas.core.verdict import Verdict
from whereas.policy.ownership import ownership_law
from whereas.policy.programmes import load_programme
from whereas.resolve.resolution import build_graph
from whereas.trace.control import Traced
from whereas.trace.reading import read, share_of
from whereas.trace.share import UNKNOWN, Share, exact, number, read_share

PARTIES = """
    us-1 Person name=Han Jae-mok
    us-2 Sanction entity=us-1; authority=US; program=DPRK2
    us-3 Company name=Sangnok Trading
    us-4 Company name=Paektu Shipping
"""


def sight(lines: str) -> Sight:
    return example(PARTIES + lines, load_programme("dprk"))


def traced(lines: str) -> Traced:
    return sight(lines).traced


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("51", ("51", "51")), ("33,33 %", ("33.33", "33.33")), ("30-60%", ("30", "60")),
        ("25 to 50 percent", ("25", "50")), ("100.00 per cent", ("100", "100")),
    ],
)  # fmt: skip
def test_a_share_as_written_is_exact(text: str, share: tuple[str, str]) -> None:
    assert read_share(text) == Share(exact(share[0]), exact(share[1]))


@pytest.mark.parametrize("text", ["", "majority", "about half", "-5", "1/3", "5 million"])
def test_words_are_no_share(text: str) -> None:
    assert read_share(text) is None


@pytest.mark.parametrize("text", ["101", "60-30", "999 %"])
def test_a_figure_that_no_share_can_be_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no share"):
        read_share(text)


def test_a_figure_keeps_every_digit() -> None:
    assert [number(exact(text)) for text in ("49.9999", "0.05", "50", "33.33")] == ["49.9999", "0.05", "50", "33.33"]
    assert number(exact("100") / 3) == "about 33.3333"


def test_a_share_on_a_list_is_read_and_so_are_its_dates() -> None:
    found = traced("us-5 Ownership owner=us-1; asset=us-3; percentage=50; startDate=2020; endDate=2024-12-31")

    assert found.owned("us-3").verdict is Verdict.SHOWN
    assert found.owned("us-3").holdings[0].stakes[0].end == "2024-12-31"


def test_a_share_that_is_none_stays_open_and_is_seen() -> None:
    found = traced("us-5 Ownership owner=us-1; asset=us-3; percentage=130")

    assert found.owned("us-3").verdict is Verdict.UNVERIFIABLE
    assert [one.kind for one in found.problems] == ["no share"]
    assert found.problems[0].rests


def test_owned_without_a_figure_stays_open_and_is_no_control() -> None:
    found = traced("us-5 Ownership owner=us-1; asset=us-3; role=owned-by")

    assert found.owned("us-3").verdict is Verdict.UNVERIFIABLE
    assert found.controlled("us-3").verdict is Verdict.NOT_SHOWN


def test_controlled_by_is_control_and_no_stake() -> None:
    found = traced("us-5 Ownership owner=us-1; asset=us-3; role=controlled-by")

    assert found.owned("us-3").verdict is Verdict.NOT_SHOWN
    assert found.controlled("us-3").verdict is Verdict.SHOWN


@pytest.mark.parametrize(
    ("role", "verdict"),
    [
        ("Linked To", Verdict.NOT_SHOWN),
        ("named in the reasons", Verdict.NOT_SHOWN),
        ("Acting for or on behalf of", Verdict.NOT_SHOWN),
        ("subsidiary of", Verdict.SHOWN),
        ("former subsidiary of", Verdict.NOT_SHOWN),
        ("no longer controlled by", Verdict.NOT_SHOWN),
    ],
)
def test_a_link_is_control_only_where_its_words_say_so(role: str, verdict: Verdict) -> None:
    found = traced(f"us-5 UnknownLink subject=us-3; object=us-1; role={role}")

    assert found.controlled("us-3").verdict is verdict
    assert found.controlled("us-1").verdict is Verdict.NOT_SHOWN


def test_a_parent_is_over_its_subsidiary_whichever_end_speaks() -> None:
    found = traced("us-5 UnknownLink subject=us-1; object=us-3; role=parent company of")

    assert found.controlled("us-3").chains[0].path == ("us-1", "us-3")


@pytest.mark.parametrize(
    ("quantity", "words"),
    [
        (Quantity(low=-5, high=20, unit="percent"), "no share"),
        (Quantity(low=60, high=120, unit="percent"), "no share"),
        (Quantity(low=5, high=5, unit="shares"), "percent is needed"),
    ],
)
def test_a_recorded_share_that_is_none_stays_open_and_says_why(quantity: Quantity, words: str) -> None:
    [claim] = sight("desk-1 holds_stake subject=us-3; object=us-1").claims
    share, wrong = share_of(replace(claim, quantity=quantity))

    assert share == UNKNOWN
    assert words in wrong


def test_an_open_end_of_a_recorded_share_is_the_end_of_the_scale() -> None:
    [claim] = sight("desk-1 holds_stake subject=us-3; object=us-1; low=51").claims

    assert share_of(claim) == (Share(exact("51"), exact("100")), "")


def test_an_owner_that_no_list_knows_is_seen() -> None:
    found = traced("desk-1 holds_stake subject=us-3; object=Han Jae-mok; low=60; high=60")

    assert found.owned("us-3").verdict is Verdict.NOT_SHOWN
    assert [one.kind for one in found.about(["us-3"])] == ["owner unknown"]


def test_a_recorded_stake_in_a_merged_party_is_one_in_the_party() -> None:
    found = traced(
        """un-9 Company name=Sangnok Trading
        un-9 = us-3
        desk-1 holds_stake subject=us-3; object=us-1; low=60; high=60"""
    )

    assert found.owned("un-9").verdict is Verdict.SHOWN


def test_a_claim_that_rests_on_claims_carries_their_quotations_on_both_sides() -> None:
    from whereas.assess.detectors.owned import DETECTOR

    world = sight("desk-1 holds_stake subject=us-3; object=us-1; low=60; high=60")
    [recorded] = world.claims
    doubted = replace(world, claims=(replace(recorded, against=recorded.spans),))
    [found] = DETECTOR.detect(doubted)

    assert found.spans == recorded.spans
    assert found.against == recorded.spans
    assert found.supports == (doubted.claims[0].id,)
    assert (found.subject, found.object, str(found.quantity)) == ("us-3", "us-1", "60 percent")
    assert "until 2024-07-02" in found.words


def test_every_relation_of_the_real_list_is_read_once(real_lists: Path) -> None:
    place = real_lists / "ofac" / "cons_enhanced_2025-01-10.zip"
    with zipfile.ZipFile(place) as packed:
        root = etree.fromstring(packed.read(packed.namelist()[0]))
    stated = [
        (entity.get("id"), relation.findtext("{*}type"), relation.find("{*}relatedEntity").get("entityId"))
        for entity in root.iterfind(".//{*}entities/{*}entity")
        for relation in entity.iterfind(".//{*}relationship")
    ]
    said: dict[str, list] = {}
    for one in read_file("ofac_cons", place).statements:
        said.setdefault(one.entity, []).append(one)
    graph = build_graph([Entity(id=key, statements=tuple(all_)) for key, all_ in said.items()], [])
    known = read(graph, (), ownership_law())

    wanted = {(f"ofac-{other}", f"ofac-{one}") for one, kind, other in stated if kind == "Owned or Controlled By"}
    assert {(one.controller, one.controlled) for one in known.relations} == wanted
    turned = {(f"ofac-{one}", f"ofac-{other}") for one, kind, other in stated if kind.startswith("Owns,")}
    assert {(one.owner, one.owned) for one in known.stakes} == wanted | turned
