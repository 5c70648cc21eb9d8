"""Why rival claims differ, on invented claims about crates that crossed a bridge."""

from typing import Any

import pytest

from whereas.assess.estimates import Placed, amount, figure, implied, place, wholes
from whereas.assess.rivalry import Difference, Pair, Relation, Times, explain, never_sum, reasons_not_to_add
from whereas.core.claim import Claim, Quantity
from whereas.core.errors import WhereasError
from whereas.kit.intervals import Interval
from whereas.policy.estimates import Estimate, Estimates
from whereas.policy.typed import read_typed

MODEL = """
estimates:
  - key: shells
    question: How many shells crossed the bridge in 2030?
    unit: shells
    points: [B11]
    start: 2030-01
    end: 2030-12
    begins: 2030-01
    rivals: [crossed]
    parts:
      - {key: all, title: all, unit: shells, shape: uniform, low: 1, high: 9, why: w, source: s, verified: false}
    formula: all
    conversions:
      - {key: crated, unit: carts, low: 10, high: 20, under: each cart is full of long shells, source: s, verified: false}
      - {key: bare, unit: carts, low: 30, high: 40, under: no crates, source: s, verified: false}
      - {key: steady, unit: shells a month, low: 12, high: 12, under: every month was alike, hypothetical: true, source: s,
         verified: false}
    ratio:
      of: shells
      per: carts
      loads:
        - {key: bare, title: bare shells, low: 20, high: 40, why: w, source: s, verified: false}
        - {key: crated, title: shells in crates, low: 10, high: 20, why: w, source: s, verified: false}
        - {key: short, title: short shells, low: 0, high: 90, scope: short, why: w, source: s, verified: false}
    scopes:
      - {key: long, words: [long shells]}
      - {key: short, words: [short shells]}
    lacking:
      - {unit: percent, needs: all shells, words: a share needs the whole}
    cautions: [invented]
"""  # noqa: E501  # one record a line reads best


@pytest.fixture(scope="module")
def model() -> Estimate:
    return read_typed("estimates/invented.yaml", MODEL, Estimates).estimates[0]


def claim(low: float | None, high: float | None, unit: str = "shells", **said: Any) -> Claim:
    fields: dict[str, Any] = {
        "kind": "crossing", "subject": "bridge", "words": "They crossed.", "author": "test",
        "source": "Gazette of Exland", "claimed_on": "2031-01-05", "start": "2030-01", "end": "2030-12",
        "rivals": "crossed",
    }  # fmt: skip
    return Claim(**(fields | said), quantity=Quantity(low=low, high=high, unit=unit))


def pair(model: Estimate, one: Claim, two: Claim) -> Pair:
    placed = place([one, two], model)
    (found,) = explain(placed, implied(placed, model))
    return found


def lone(model: Estimate, one: Claim) -> Placed:
    (found,) = place([one], model)
    return found


def test_a_claim_is_brought_to_the_scale_as_if_something(model: Estimate) -> None:
    carts = lone(model, claim(100, 100, "carts"))
    assert carts.common == Interval(1000, 2000)
    assert carts.conversion is not None
    assert carts.conversion.key == "crated"
    assert carts.scopes == {"long"}  # the conversion supposes it
    assert lone(model, claim(100, None, "carts")).common == Interval(1000, None)
    assert lone(model, claim(5, 5)).conversion is None
    assert lone(model, claim(40, 40, "percent")).common is None


def test_claims_of_other_questions_and_without_amounts_stay_out(model: Estimate) -> None:
    bare = Claim(kind="k", subject="s", words="w", author="a", source="s", claimed_on="2030", rivals="crossed")
    assert place([claim(1, 1, rivals="other"), bare], model) == ()


def test_agreement_is_one_number_that_makes_both_true(model: Estimate) -> None:
    found = pair(model, claim(10, 20), claim(15, None, source="Courier"))
    assert found.relation is Relation.AGREES
    assert found.words == "Both hold for 15 to 20."
    assert found.differences == ()


def test_a_conflict_is_apart_with_nothing_stated_that_explains_it(model: Estimate) -> None:
    found = pair(model, claim(10, 20), claim(60, 90, source="Courier"))
    assert found.relation is Relation.CONFLICT
    assert found.factor == Interval(3, 9)
    assert "Nothing stated explains it" in found.words


def test_an_assumption_on_one_side_only_explains_nothing(model: Estimate) -> None:
    words = "They crossed. Assumption: each cart was weighed."
    assert pair(model, claim(1, 2), claim(6, 9, words=words)).relation is Relation.CONFLICT
    unsaid = "They crossed. Assumption: not stated."
    assert pair(model, claim(1, 2, words=unsaid), claim(6, 9, words=words)).relation is Relation.CONFLICT
    other = "They crossed. Assumption: carts were counted at night."
    found = pair(model, claim(1, 2, words=other), claim(6, 9, words=words))
    assert found.relation is Relation.EXPLAINED
    assert found.differences == (Difference.ASSUMPTION,)


def test_a_part_of_a_period_cannot_exceed_the_whole(model: Estimate) -> None:
    half = {"end": "2030-06", "source": "Courier"}
    found = pair(model, claim(10, 20), claim(30, None, **half))
    assert (found.relation, found.differences) == (Relation.CONFLICT, (Difference.PERIOD,))
    assert pair(model, claim(10, 20), claim(5, None, **half)).relation is Relation.FITS
    early = claim(3, 3, start="", end="2030-06", claimed_on="2030-07")
    assert pair(model, early, claim(2, 2, start="", end="2030-09", claimed_on="2030-10")).relation is Relation.CONFLICT


def test_periods_that_are_not_certain_to_be_nested_contradict_nothing(model: Estimate) -> None:
    vague = claim(2, 2, start="2030-01", end="2030")  # it may end on any day of 2030
    found = pair(model, vague, claim(6, 9, end="2030-06"))
    assert (found.relation, found.times) == (Relation.APART, Times.OVERLAP)
    assert pair(model, claim(2, 2), claim(9, 9, start="2031", end="2031")).times is Times.DISJOINT
    assert pair(model, claim(2, 2), claim(9, 9, end="")).times is Times.UNKNOWN


def test_other_things_are_two_readings(model: Estimate) -> None:
    found = pair(model, claim(1, 2, words="long shells"), claim(6, 9, words="short shells"))
    assert found.relation is Relation.APART
    assert Difference.SCOPE in found.differences
    assert "two readings" in found.words
    narrowed = pair(model, claim(1, 2, words="long shells"), claim(6, 9))
    assert (narrowed.relation, narrowed.differences) == (Relation.EXPLAINED, (Difference.SCOPE,))


def test_one_statement_in_two_units_says_its_load(model: Estimate) -> None:
    found = pair(model, claim(100, 100, "carts"), claim(3000, 3000))
    assert found.relation is Relation.EXPLAINED
    assert Difference.UNIT in found.differences
    assert "as if each cart is full of long shells" in found.words
    assert "it implies 30 shells per cart" in found.words


def test_a_rate_is_no_total_and_a_share_has_no_scale(model: Estimate) -> None:
    rate = pair(model, claim(1, 1, "shells a month"), claim(900, 900))
    assert (rate.relation, rate.words.split(":")[0]) == (Relation.APART, "One is in shells a month")
    assert pair(model, claim(40, 40, "percent"), claim(900, 900)).relation is Relation.NO_SCALE


def test_a_figure_that_another_gives_for_less_is_pointed_out(model: Estimate) -> None:
    claims = [
        claim(5, 5), claim(9, None, source="Courier"),
        claim(4, 6, start="2030-02", end="2030-02", source="Herald", words="short shells"),
    ]  # fmt: skip
    found = next(one for one in explain(place(claims, model)) if one.relation is Relation.CONFLICT)
    assert "also what Herald gives for short" in found.words


@pytest.mark.parametrize(
    ("rounds", "carts", "fits", "words"),
    [
        ((1500, 1500), (100, 100), "crated", "can be as shells in crates (up to 20)"),
        ((3000, 3000), (100, 100), "bare", "only as bare shells (up to 40), not as shells in crates (up to 20)"),
        ((5000, 5000), (100, 100), None, "no stated packing allows it; bare shells allow at most 40"),
        ((1500, 3000), (100, 100), "crated", "its upper end cannot"),
        ((3000, None), (100, None), "bare", "the load itself is open"),
    ],
)
def test_an_implied_load_is_held_against_what_can_be_packed(
    model: Estimate, rounds: tuple[float, float | None], carts: tuple[float, float | None], fits: str | None, words: str
) -> None:
    (found,) = implied(place([claim(*rounds), claim(*carts, "carts")], model), model)
    assert (found.fits.key if found.fits else None) == fits
    assert words in found.words


def test_a_load_is_of_one_source_and_one_day_and_of_the_calibre_it_names(model: Estimate) -> None:
    assert implied(place([claim(9, 9), claim(1, 1, "carts", source="Courier")], model), model) == ()
    assert implied(place([claim(9, 9), claim(0, 0, "carts")], model), model) == ()
    (short,) = implied(place([claim(6000, 6000, words="short shells"), claim(100, 100, "carts")], model), model)
    assert short.fits is not None
    assert short.fits.key == "short"


def test_count_and_load_are_told_apart(model: Estimate) -> None:
    claims = [claim(1000, 2000), claim(100, 100, "carts")]
    claims += [one for low, unit in ((6000, "shells"), (200, "carts"))
               for one in [claim(low, low, unit, source="Courier", end="2031-03")]]  # fmt: skip
    loads = implied(place(claims, model), model)
    assert {one.of.source: one.against for one in loads} == {
        "Gazette of Exland": "",
        "Courier": "against Gazette of Exland: 2 times the carts, 1.5 to 3 times the load",
    }


def test_a_share_needs_a_whole_that_nobody_states(model: Estimate) -> None:
    (found,) = wholes(place([claim(40, 40, "percent"), claim(None, 580)], model), model)
    assert found.amount == Interval(1450, 1450)
    (alone,) = wholes(place([claim(40, 40, "percent"), claim(1, 1, source="Courier")], model), model)
    assert (alone.of, alone.amount) == (None, None)


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"start": "2030-12", "end": "2031-02"}, "periods overlap"),
        ({"start": "2030", "end": "2030"}, "periods overlap"),
        ({"start": "", "end": "2031-02"}, "a period is not stated"),
        ({"start": "2031", "end": ""}, ""),
        ({"start": "", "end": ""}, "a period is not stated"),
        ({"start": "2031", "end": "2031", "unit": "carts"}, "units differ"),
        ({"start": "2031", "end": "2031"}, ""),
        ({"start": "2029", "end": "2029-12-31"}, ""),
    ],
)
def test_what_may_overlap_is_never_added(other: dict[str, Any], why: str) -> None:
    one, two = claim(5, 6), claim(2, None, **other)
    for left, right in ((one, two), (two, one)):
        if not why:
            assert reasons_not_to_add(left, right) == ""
            assert never_sum([left, right]) == Interval(7, None)
        else:
            assert why in reasons_not_to_add(left, right)
            with pytest.raises(WhereasError, match=why):
                never_sum([left, right])


def test_one_claim_twice_a_rate_and_nothing_are_not_added() -> None:
    assert reasons_not_to_add(claim(1, 1), claim(1, 1)) == "they are one claim"
    assert "do not add up" in reasons_not_to_add(claim(1, 1, "shells a month"), claim(2, 2, "shells a month"))
    with pytest.raises(WhereasError, match="nothing to add"):
        never_sum([])
    assert never_sum([claim(1, 2)]) == Interval(1, 2)


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [(4.2e6, 5.8e6, "4.2 million to 5.8 million"), (15809, 15809, "15,809"), (None, 5.8e6, "up to 5.8 million"),
     (2.8e9, None, "at least 2.8 billion"), (None, None, "not stated"), (266.4, 367.1, "266 to 367")],
)  # fmt: skip
def test_amounts_read_as_people_write_them(low: float | None, high: float | None, words: str) -> None:
    assert amount(Interval(low, high)) == words
    assert figure(999.6) == "1,000"


@pytest.mark.parametrize(
    ("low", "high", "said", "told"),
    [
        (4, 6, {"start": "2030-02", "end": "2030-02"}, True),
        (4, None, {"start": "2030-02", "end": "2030-02"}, False),  # an open end meets everything and says nothing
        (None, 6, {"start": "2030-02", "end": "2030-02"}, False),
        (4, 6, {"start": "", "end": ""}, False),  # nobody says that it was in the period
        (4, 6, {"start": "2031-02", "end": "2031-02"}, False),
        (6, 7, {"start": "2030-02", "end": "2030-02"}, False),
    ],
)
def test_only_a_closed_figure_within_the_period_is_pointed_out(
    model: Estimate, low: float | None, high: float | None, said: dict[str, str], told: bool
) -> None:
    narrow = claim(low, high, source="Herald", words="short shells", **said)
    claims = [claim(5, 5), claim(9, None, source="Courier"), narrow]
    found = [
        one
        for one in explain(place(claims, model))
        if {one.left.claim.source, one.right.claim.source} == {"Gazette of Exland", "Courier"}
    ]
    assert [one.relation for one in found] == [Relation.CONFLICT]
    assert ("also what Herald gives" in found[0].words) is told
