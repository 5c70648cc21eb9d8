"""More is said, and nothing that was barred or held becomes less: facts narrow an answer and never turn it round."""

from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.assess.wells import POLICY, WELLS
from whereas.assess.channels import _RANK, Outcome, Routed, route
from whereas.assess.channels_request import Request

CODES = ("", "27", "2709", "271019", "300410", "711319", "841320", "870323", "880211", "9305", "100630", "2204", "63")
OF_ITEMS = ("listed-party", "controlled", "luxury", "military-use", "aviation-fuel", "condensate")
OF_ACTS = ("listed-party", "military-use", "dprk-vessel", "dprk-bank", "programme-funds", "sensitive-field", "profit")
WHOLE = ("basic-needs", "union-link", "emergency")
ANSWERS = st.sampled_from(("yes", "no", "unknown"))


def facts(names: tuple[str, ...]) -> st.SearchStrategy[dict[str, str]]:
    return st.fixed_dictionaries(dict.fromkeys(names, ANSWERS))


@st.composite
def requests(draw: st.DrawFn) -> dict[str, Any]:
    """A request with one item and one act of any kind, anything of it told or not."""
    return {
        **WELLS,
        "organisation": {
            "name": "x", "kind": draw(st.sampled_from(("", *(one.key for one in POLICY.providers)))),
            "plan": draw(st.sampled_from(("", "a plan"))), "acts_for": draw(st.sampled_from(("", "an agency"))),
        },
        "facts": draw(facts(WHOLE)),
        "items": [{
            "key": "thing", "hs": draw(st.sampled_from(CODES)), "direction": draw(st.sampled_from(("to", "from"))),
            "description": draw(st.sampled_from(("", "rice", "gold watch", "jet fuel", "vacuum pump"))),
            "end_user": draw(st.sampled_from(("", "Invented County Hospital"))), "facts": draw(facts(OF_ITEMS)),
        }],
        "acts": [{"key": "deed", "kind": draw(st.sampled_from([one.key for one in POLICY.acts])),
                  "facts": draw(facts(OF_ACTS))}],
        "parties": [{"name": "Invented County Hospital", "listed": draw(ANSWERS)}],
    }  # fmt: skip


def answered(draw: st.DrawFn, said: dict[str, str]) -> dict[str, str]:
    """The answers with some of those that are unknown now given."""
    return {name: draw(ANSWERS) if answer == "unknown" else answer for name, answer in said.items()}


@st.composite
def more_said(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Any]]:
    """A request, and the same with more told: what was told stays as it was."""
    before = draw(requests())
    item, act, who = dict(before["items"][0]), dict(before["acts"][0]), dict(before["organisation"])
    who["kind"] = who["kind"] or draw(st.sampled_from([one.key for one in POLICY.providers]))
    who["plan"], who["acts_for"] = who["plan"] or "a plan", who["acts_for"] or "an agency"
    known = [code for code in CODES if code.startswith(item["hs"])]
    item |= {
        "hs": draw(st.sampled_from(known)), "description": item["description"] or draw(st.sampled_from(("", "caviar"))),
        "facts": answered(draw, item["facts"]),
    }  # fmt: skip
    act["facts"] = answered(draw, act["facts"])
    parties = [{**one, "listed": draw(ANSWERS) if one["listed"] == "unknown" else one["listed"]}
               for one in before["parties"]]  # fmt: skip
    after = {**before, "organisation": who, "facts": answered(draw, before["facts"]), "items": [item], "acts": [act],
             "parties": parties}  # fmt: skip
    return before, after


def by_key(said: dict[str, Any]) -> dict[str, Routed]:
    return {one.key: one for one in route(msgspec.convert(said, Request), POLICY).routed}


@settings(max_examples=400)
@given(more_said())
def test_more_information_never_makes_less_of_what_already_held(pair: tuple[dict[str, Any], dict[str, Any]]) -> None:
    before, after = map(by_key, pair)

    for key in ("thing", "deed"):
        assert _RANK[after[key].at_least] >= _RANK[before[key].at_least], (before[key], after[key])
        if before[key].outcome is Outcome.BARRED:
            assert after[key].outcome is Outcome.BARRED


@settings(max_examples=200)
@given(requests())
def test_an_answer_that_is_not_told_always_says_what_would_tell(said: dict[str, Any]) -> None:
    for one in by_key(said).values():
        assert one.asks or one.outcome is not Outcome.UNKNOWN


@settings(max_examples=200)
@given(requests())
def test_free_means_that_every_barrier_it_meets_is_clear(said: dict[str, Any]) -> None:
    for one in by_key(said).values():
        assert one.outcome is not Outcome.FREE or all(leg.state == "clear" for leg in one.legs)
        assert one.outcome in (Outcome.FREE, Outcome.BARRED, Outcome.UNKNOWN) or one.routes


@settings(max_examples=100)
@given(requests())
def test_answering_everything_leaves_nothing_open(said: dict[str, Any]) -> None:
    def no(answers: dict[str, str]) -> dict[str, str]:
        return {name: "no" if answer == "unknown" else answer for name, answer in answers.items()}

    item, act = dict(said["items"][0]), dict(said["acts"][0])
    item |= {"facts": no(item["facts"]), "hs": "841320"}
    act["facts"] = no(act["facts"])
    who = {**said["organisation"], "kind": said["organisation"]["kind"] or "ngo", "plan": "p", "acts_for": "a"}
    whole = {**said, "organisation": who, "facts": no(said["facts"]), "items": [item], "acts": [act],
             "parties": [{**one, "listed": "no"} for one in said["parties"]]}  # fmt: skip

    assert all(by_key(whole)[key].outcome is not Outcome.UNKNOWN for key in ("thing", "deed"))
