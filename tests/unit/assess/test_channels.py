"""What stands in the way of each item and act of a request, what answers it, and what is said to be missing."""

from typing import Any

import pytest

from tests.unit.assess.wells import POLICY, WELLS, item, of, routed, wells
from whereas.assess.channels import Outcome, within
from whereas.policy.channels import Channels


def test_a_complete_request_needs_the_committee_for_pumps_and_nobody_for_medicine() -> None:
    found = routed(wells())

    assert of(found, "pump").outcome is Outcome.EXEMPTION
    assert [one.key for one in of(found, "pump").routes] == ["un-2397-25", "eu-committee"]
    assert of(found, "antibiotic").outcome is Outcome.FREE
    assert of(found, "transport").outcome is Outcome.FREE
    assert of(found, "payments").outcome is Outcome.AUTHORISATION
    assert found.complete
    assert found.verdict == "complete"


@pytest.mark.parametrize(
    ("organisation", "outcome"),
    [
        ({"kind": "un"}, Outcome.COVERED),
        ({"kind": "observer"}, Outcome.COVERED),
        ({"kind": "ngo-in-plan", "plan": "Needs and Priorities 2027"}, Outcome.COVERED),
        ({"kind": "ngo-in-plan"}, Outcome.UNKNOWN),
        ({"kind": "partner", "acts_for": "an agency of the UN"}, Outcome.COVERED),
        ({"kind": "partner"}, Outcome.UNKNOWN),
        ({"kind": ""}, Outcome.UNKNOWN),
        ({"kind": "ngo"}, Outcome.EXEMPTION),
        ({"kind": "company"}, Outcome.EXEMPTION),
    ],
)
def test_where_only_the_freeze_stands_in_the_way_2664_covers_those_it_names(
    organisation: dict[str, str], outcome: Outcome
) -> None:
    who = {**WELLS["organisation"], **organisation}
    parties = [{**one, "listed": "yes"} for one in WELLS["parties"]]

    medicine = of(routed(wells(organisation=who, parties=parties)), "antibiotic")

    assert medicine.outcome is outcome
    if outcome is Outcome.COVERED:
        assert [one.key for one in medicine.routes] == ["un-2664", "eu-2664"]


def test_2664_lifts_no_ban_on_goods() -> None:
    who = {**WELLS["organisation"], "kind": "un"}
    parties = [{**one, "listed": "yes"} for one in WELLS["parties"]]

    assert of(routed(wells(organisation=who, parties=parties)), "pump").outcome is Outcome.EXEMPTION


def test_2664_is_for_basic_needs_only() -> None:
    who, facts = {**WELLS["organisation"], "kind": "un"}, {**WELLS["facts"], "basic-needs": "no"}
    parties = [{**one, "listed": "yes"} for one in WELLS["parties"]]

    medicine = of(routed(wells(organisation=who, parties=parties, facts=facts)), "antibiotic")

    assert medicine.outcome is Outcome.EXEMPTION
    assert any("answers no" in why and "2664" in why for why in medicine.reasons)


@pytest.mark.parametrize("code", ["7318", "821420", "73", "8702.10", "85287200"])
def test_metal_and_machinery_of_any_kind_need_the_committee(code: str) -> None:
    facts = {"controlled": "no", "military-use": "no", "luxury": "no"}

    assert of(routed(item(0, hs=code, facts=facts)), "pump").outcome is Outcome.EXEMPTION


@pytest.mark.parametrize(
    "changes",
    [
        {"hs": "711319"},
        {"hs": "711319", "facts": {"luxury": "no", "controlled": "no", "military-use": "no"}},
        {"hs": "870323", "facts": {"luxury": "yes", "controlled": "no", "military-use": "no"}},
        {"hs": "", "facts": {"luxury": "yes"}},
        {"hs": "9305"},
        {"hs": "841320", "facts": {"controlled": "no", "military-use": "yes"}},
    ],
)
def test_luxury_arms_and_military_use_are_barred_and_no_answer_argues_them_away(changes: dict[str, Any]) -> None:
    found = routed(item(0, **changes))

    assert of(found, "pump").outcome is Outcome.BARRED
    assert "barred: pump" in found.verdict


def test_without_an_hs_code_nothing_is_told_and_the_code_is_asked_for() -> None:
    pump = of(routed(item(0, hs="")), "pump")

    assert pump.outcome is Outcome.UNKNOWN
    assert "items[pump].hs: the HS code" in pump.asks


def test_a_code_that_is_too_short_is_asked_for_at_greater_length() -> None:
    pump = of(routed(item(0, hs="27", facts={"controlled": "no", "military-use": "no"})), "pump")

    assert pump.outcome is Outcome.UNKNOWN
    assert "items[pump].hs: a longer HS code" in pump.asks


def test_what_already_holds_is_said_where_the_rest_is_open() -> None:
    car = of(routed(item(0, hs="870323", facts={"controlled": "no", "military-use": "no"})), "pump")

    assert car.outcome is Outcome.UNKNOWN
    assert car.at_least is Outcome.EXEMPTION
    assert any(ask.startswith("items[pump].facts.luxury") for ask in car.asks)


def test_food_and_medicine_are_spared_from_the_catch_all_and_blankets_are_not() -> None:
    assert of(routed(item(1, hs="1006")), "antibiotic").outcome is Outcome.FREE
    blanket = of(routed(item(1, hs="6301", facts={"luxury": "no"})), "antibiotic")
    assert blanket.outcome is Outcome.UNKNOWN
    assert any("military-use" in ask for ask in blanket.asks)


def test_an_end_user_of_whom_nobody_decided_leaves_it_open() -> None:
    medicine = of(routed(item(1, end_user="Somebody Else")), "antibiotic")

    assert medicine.outcome is Outcome.UNKNOWN
    assert any("listed" in ask for ask in medicine.asks)


@pytest.mark.parametrize(
    ("code", "keys"),
    [("2709", ["un-2397-4", "eu-crude"]), ("271019", ["un-2397-5", "eu-refined"])],
)
def test_oil_has_exemptions_of_its_own(code: str, keys: list[str]) -> None:
    facts = {"condensate": "no", "aviation-fuel": "no", "controlled": "no", "military-use": "no"}

    fuel = of(routed(item(0, hs=code, facts=facts)), "pump")

    assert fuel.outcome is Outcome.EXEMPTION
    assert [one.key for one in fuel.routes] == keys


def test_goods_bought_there_meet_other_bans_than_goods_sent() -> None:
    rice = of(routed(item(1, hs="1201", direction="from")), "antibiotic")

    assert rice.outcome is Outcome.EXEMPTION
    assert any("paragraph 6" in why for why in rice.reasons)
    assert of(routed(item(1, hs="1201")), "antibiotic").outcome is Outcome.FREE


@pytest.mark.parametrize(
    ("act", "outcome"),
    [
        ({"kind": "exchange", "facts": {"listed-party": "no"}}, Outcome.FREE),
        ({"kind": "exchange"}, Outcome.UNKNOWN),
        ({"kind": "convene", "facts": {"listed-party": "yes"}}, Outcome.EXEMPTION),
        ({"kind": "travel-in"}, Outcome.FREE),
        ({"kind": "employ"}, Outcome.BARRED),
        ({"kind": "venture", "facts": {"listed-party": "no", "profit": "no"}}, Outcome.EXEMPTION),
        ({"kind": "venture", "facts": {"listed-party": "no", "profit": "yes"}}, Outcome.BARRED),
        ({"kind": "teach", "facts": {"sensitive-field": "yes", "listed-party": "no", "military-use": "no"}},
         Outcome.EXEMPTION),
        ({"kind": "carry-cash", "facts": {"programme-funds": "yes", "listed-party": "no"}}, Outcome.BARRED),
        ({"kind": "bank-account", "facts": {"programme-funds": "no", "listed-party": "no", "dprk-bank": "yes"}},
         Outcome.EXEMPTION),
        ({"kind": "ship", "facts": {"dprk-vessel": "no"}}, Outcome.FREE),
        ({"kind": "ship"}, Outcome.UNKNOWN),
    ],
)  # fmt: skip
def test_acts_of_people_money_and_ships(act: dict[str, Any], outcome: Outcome) -> None:
    assert of(routed(wells(acts=[{"key": "deed", **act}])), "deed").outcome is outcome


@pytest.mark.parametrize(
    ("link", "keys"),
    [("yes", ["un-2397-25", "eu-committee"]), ("no", ["un-2397-25", "national"]),
     ("unknown", ["un-2397-25", "eu-committee", "national"])],
)  # fmt: skip
def test_a_link_to_the_union_decides_whose_authority_is_asked(link: str, keys: list[str]) -> None:
    found = routed(wells(facts={**WELLS["facts"], "union-link": link}))

    assert [one.key for one in of(found, "pump").routes] == keys
    assert bool(found.asks) == (link == "unknown")
    assert found.complete == (link != "unknown")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"why_exemption": ""}, "why_exemption"),
        ({"beneficiaries": {"who": "patients"}}, "beneficiaries.criteria"),
        ({"safeguards": []}, "safeguards[].measure"),
        ({"transport": {"mode": "rail"}}, "transport.departs_from"),
        ({"payments": {}}, "payments.route"),
        ({"parties": []}, "parties[].name"),
    ],
)
def test_what_is_missing_is_named_by_its_field(changes: dict[str, Any], field: str) -> None:
    found = routed(wells(**changes))

    assert field in [where for check in found.checks for where in check.missing]
    assert not found.complete
    assert "missing" in found.verdict


def test_what_nothing_asks_for_is_not_missed() -> None:
    found = routed(
        wells(items=[], payments={}, transport={}, safeguards=[], acts=[{"key": "tour", "kind": "travel-in"}])
    )

    assert found.complete
    assert not found.routes
    assert "no exemption is needed" in found.verdict


def test_an_empty_request_is_nothing_to_route_and_not_complete() -> None:
    found = routed(wells(items=[], payments={}, transport={}))

    assert not found.complete
    assert "nothing to route" in found.verdict


@pytest.mark.parametrize(
    ("organisation", "facts", "open_"),
    [
        ({"kind": "un"}, {}, True),
        ({"exemptions_in_18_months": 2}, {}, True),
        ({"exemptions_in_18_months": 1}, {}, False),
        ({}, {"emergency": "yes"}, True),
    ],
)
def test_the_direct_way_to_the_committee_is_open_to_some(
    organisation: dict[str, Any], facts: dict[str, str], open_: bool
) -> None:
    found = routed(wells(organisation={**WELLS["organisation"], **organisation}, facts={**WELLS["facts"], **facts}))

    assert [one.open for one in found.entrances if one.door.direct] == [open_]
    assert [one.door.key for one in found.entrances] == [
        "directly",
        "member-state",
        "resident-coordinator",
        "secretary",
    ]


@pytest.mark.parametrize(
    ("code", "codes", "told"),
    [
        ("841320", ("84-85",), "yes"), ("841320", ("8413",), "yes"), ("84", ("8413",), "unknown"),
        ("", ("8413",), "unknown"), ("", (), "no"), ("83", ("84-85",), "no"), ("86", ("84-85",), "no"),
        ("880211", ("880211-880212",), "yes"), ("8802", ("880211-880212",), "unknown"), ("8803", ("8802",), "no"),
        ("2703", ("2701-2704",), "yes"), ("27", ("2701-2704", "27"), "yes"),
    ],
)  # fmt: skip
def test_a_code_falls_under_codes_and_ranges(code: str, codes: tuple[str, ...], told: str) -> None:
    assert within(code, codes) == told


def test_what_stands_from_memory_is_said_beside_the_reason() -> None:
    whys = of(routed(item(0, hs="9305")), "pump").reasons

    assert any("Arms" in why and "not checked" in why for why in whys)
    assert not any("UNSCR 2397 paragraph 7; not checked" in why for why in of(routed(wells()), "pump").reasons)


def test_the_policy_alone_decides_so_another_file_gives_another_answer() -> None:
    from msgspec.structs import replace

    from whereas.assess.channels import route

    without: Channels = replace(
        POLICY, barriers=tuple(one for one in POLICY.barriers if one.key != "metal-machinery-vehicles")
    )

    assert of(route(wells(), without), "pump").outcome is Outcome.FREE


@pytest.mark.parametrize(
    ("said", "decided", "outcome"),
    [
        ("no", "unknown", Outcome.UNKNOWN),
        ("unknown", "no", Outcome.UNKNOWN),
        ("no", "no", Outcome.FREE),
        ("yes", "no", Outcome.EXEMPTION),
        ("no", "yes", Outcome.EXEMPTION),
    ],
)
def test_what_is_said_of_goods_and_what_was_decided_of_their_end_user_must_agree(
    said: str, decided: str, outcome: Outcome
) -> None:
    parties = [{**one, "listed": decided} for one in WELLS["parties"]]
    items = [{**WELLS["items"][1], "facts": {"listed-party": said}}]

    assert of(routed(wells(items=items, parties=parties)), "antibiotic").outcome is outcome
