"""Who owns and controls whom, on which day, by which rule, and what is wrong in the data."""

import time

import msgspec
import pytest

from whereas.core.verdict import Verdict
from whereas.policy.ownership import ownership_law
from whereas.trace.control import Relation, Stake, Traced, control
from whereas.trace.share import Share, exact

LAW = ownership_law()
BEFORE, AFTER = "2024-07-02", "2024-07-03"


def stake(owner: str, owned: str, low: str, high: str = "", start: str = "", end: str = "") -> Stake:
    return Stake(owner=owner, owned=owned, share=Share(exact(low), exact(high or low)), start=start, end=end)


def relation(controller: str, controlled: str, indicator: str = "voting", *, alone: bool = True) -> Relation:
    return Relation(controller=controller, controlled=controlled, indicator=indicator, alone=alone)


def trace(*found: Stake | Relation, as_of: str = AFTER, listed: tuple[str, ...] = ("han", "kil")) -> Traced:
    stakes = [one for one in found if isinstance(one, Stake)]
    relations = [one for one in found if isinstance(one, Relation)]
    return control(stakes, relations, frozenset(listed), LAW, as_of=as_of)


@pytest.mark.parametrize(
    ("share", "before", "after"),
    [
        ("49.9999", Verdict.NOT_SHOWN, Verdict.NOT_SHOWN),
        ("50", Verdict.NOT_SHOWN, Verdict.SHOWN),
        ("50.0001", Verdict.SHOWN, Verdict.SHOWN),
    ],
)
def test_half_is_enough_from_3_july_2024(share: str, before: Verdict, after: Verdict) -> None:
    one = stake("han", "sangnok", share)

    assert trace(one, as_of=BEFORE).owned("sangnok").verdict is before
    assert trace(one, as_of=AFTER).owned("sangnok").verdict is after
    assert [each.verdict for each in trace(one).owned("sangnok").readings] == [before, after]


def test_shares_of_several_listed_owners_are_added_up_and_those_of_others_are_not() -> None:
    one = trace(stake("han", "sangnok", "30"), stake("kil", "sangnok", "20"), stake("ri", "sangnok", "50"))

    assert one.owned("sangnok").verdict is Verdict.SHOWN
    assert one.owned("sangnok").now.share == Share(exact("50"), exact("50"))
    assert one.owned("sangnok").paths == (("han", "sangnok"), ("kil", "sangnok"))


def test_thirds_written_as_decimals_are_not_thirds() -> None:
    one = trace(stake("han", "sangnok", "33.33"), stake("kil", "sangnok", "16.66"))

    assert str(one.owned("sangnok").now.share) == "49.99 %"
    assert one.owned("sangnok").verdict is Verdict.NOT_SHOWN


def test_an_interval_over_the_threshold_stays_open() -> None:
    one = trace(stake("han", "sangnok", "30", "60")).owned("sangnok")

    assert one.verdict is Verdict.UNVERIFIABLE
    assert one.paths == (("han", "sangnok"),)


def test_a_party_owned_by_listed_parties_counts_at_the_next_level_with_its_whole_share() -> None:
    one = trace(stake("han", "sangnok", "60"), stake("sangnok", "paektu", "50")).owned("paektu")

    assert one.verdict is Verdict.SHOWN
    assert one.paths == (("han", "sangnok", "paektu"),)
    assert one.value == Share(exact("30"), exact("30"))


def test_a_party_below_the_threshold_passes_nothing_on() -> None:
    one = trace(stake("han", "sangnok", "49"), stake("sangnok", "paektu", "100")).owned("paektu")

    assert one.verdict is Verdict.NOT_SHOWN
    assert str(one.value) == "49 %"


def test_a_ring_does_not_lift_itself_and_is_seen() -> None:
    found = trace(stake("sangnok", "paektu", "100"), stake("paektu", "sangnok", "100"), stake("han", "paektu", "10"))

    assert found.owned("paektu").verdict is Verdict.NOT_SHOWN
    assert found.owned("sangnok").verdict is Verdict.NOT_SHOWN
    assert [one.kind for one in found.about(["sangnok"])] == ["ring"]


def test_a_share_that_comes_back_through_a_ring_is_not_counted_again() -> None:
    found = trace(stake("han", "sangnok", "60"), stake("sangnok", "paektu", "60"), stake("paektu", "sangnok", "40"))

    assert str(found.owned("sangnok").now.share) == "60 %"
    assert found.owned("paektu").verdict is Verdict.SHOWN


def test_own_shares_count_for_nobody_and_are_seen() -> None:
    found = trace(stake("sangnok", "sangnok", "100"), stake("han", "sangnok", "10"))

    assert found.owned("sangnok").verdict is Verdict.NOT_SHOWN
    assert [one.kind for one in found.problems] == ["own shares"]


def test_sources_that_differ_stay_both_as_one_interval() -> None:
    found = trace(stake("han", "sangnok", "40"), stake("han", "sangnok", "60"))

    assert found.owned("sangnok").now.share == Share(exact("40"), exact("60"))
    assert found.owned("sangnok").verdict is Verdict.UNVERIFIABLE
    assert len(found.owned("sangnok").holdings[0].stakes) == 2
    assert [one.kind for one in found.problems] == ["figures differ"]


def test_two_shares_after_one_another_do_not_differ() -> None:
    one, two = stake("han", "sangnok", "40", end="2023"), stake("han", "sangnok", "60", start="2024-01-01")

    assert str(trace(one, two).owned("sangnok").now.share) == "60 %"
    assert trace(one, two).problems == ()


def test_more_than_the_whole_is_seen_and_stops_nothing() -> None:
    found = trace(stake("han", "sangnok", "70"), stake("ri", "sangnok", "60"))

    assert found.owned("sangnok").verdict is Verdict.SHOWN
    assert [one.kind for one in found.problems] == ["more than the whole"]
    assert "130 %" in found.problems[0].words


@pytest.mark.parametrize(
    ("start", "end", "verdict"),
    [
        ("2024-07-03", "", Verdict.SHOWN),
        ("2024-07-04", "", Verdict.NOT_SHOWN),
        ("2024", "", Verdict.UNVERIFIABLE),
        ("", "2024-07-03", Verdict.SHOWN),
        ("", "2024-07-02", Verdict.NOT_SHOWN),
        ("", "2024-07", Verdict.UNVERIFIABLE),
        ("2024", "2024-07-03", Verdict.SHOWN),
    ],
)
def test_a_date_known_to_the_year_leaves_open_what_held_on_a_day(start: str, end: str, verdict: Verdict) -> None:
    assert trace(stake("han", "sangnok", "80", start=start, end=end)).owned("sangnok").verdict is verdict


def test_dates_that_contradict_one_another_are_seen_and_the_stake_left_out() -> None:
    found = trace(stake("han", "sangnok", "80", start="2024-05", end="2023"))

    assert found.owned("sangnok").verdict is Verdict.NOT_SHOWN
    assert [one.kind for one in found.problems] == ["dates"]


def test_of_a_party_that_nobody_owns_nothing_is_shown() -> None:
    assert trace().owned("han").verdict is Verdict.NOT_SHOWN
    assert trace().controlled("han").verdict is Verdict.NOT_SHOWN


def test_control_passes_on_through_owned_and_controlled_parties() -> None:
    found = trace(stake("han", "sangnok", "60"), relation("sangnok", "paektu"), relation("paektu", "taedong"))

    [chain] = found.controlled("taedong").chains
    assert chain.path == ("han", "sangnok", "paektu", "taedong")
    assert [one.sign for one in chain.steps] == ["share", "voting", "voting"]


def test_what_a_controlled_party_owns_is_controlled_and_not_owned() -> None:
    found = trace(relation("han", "sangnok"), stake("sangnok", "paektu", "80"))

    assert found.owned("paektu").verdict is Verdict.NOT_SHOWN
    assert [one.path for one in found.controlled("paektu").chains] == [("han", "sangnok", "paektu")]


def test_a_sign_that_is_not_enough_by_itself_leaves_control_open() -> None:
    found = trace(relation("han", "sangnok", "directs", alone=False)).controlled("sangnok")

    assert found.verdict is Verdict.UNVERIFIABLE
    assert found.chains == ()
    assert [one.path for one in found.open_chains] == [("han", "sangnok")]


def test_a_ring_of_control_is_nobodys() -> None:
    found = trace(relation("sangnok", "paektu"), relation("paektu", "sangnok"))

    assert found.control == {}


def test_a_long_chain_and_many_stakes_are_traced_in_seconds() -> None:
    chain = [stake(f"p{number}", f"p{number + 1}", "100") for number in range(1200)]
    wide = [stake(f"o{number % 97}", f"q{number}", "10") for number in range(20000)]
    begun = time.perf_counter()
    found = trace(stake("han", "p0", "51"), *chain, *wide)

    assert found.owned("p1200").verdict is Verdict.SHOWN
    assert len(found.owned("p1200").paths[0]) == 1202
    assert time.perf_counter() - begun < 30  # a guard against squares, not a measure


def alone_rules(*found: Stake | Relation, listed: tuple[str, ...] = ("han", "kil")) -> Traced:
    """What is traced under a law that adds no shares up: one owner must pass the threshold by itself."""
    rules = tuple(msgspec.structs.replace(rule, aggregates=False) for rule in LAW.rules)
    stakes = [one for one in found if isinstance(one, Stake)]
    relations = [one for one in found if isinstance(one, Relation)]
    law = msgspec.structs.replace(LAW, rules=rules)
    return control(stakes, relations, frozenset(listed), law, as_of=AFTER)


def test_where_shares_are_not_added_up_the_largest_alone_counts() -> None:
    two = alone_rules(stake("han", "sangnok", "30"), stake("kil", "sangnok", "40")).owned("sangnok")
    assert (two.verdict, two.now.share, two.now.owners) == (
        Verdict.NOT_SHOWN,
        Share(exact("40"), exact("40")),
        ("kil",),
    )
    one = alone_rules(stake("han", "sangnok", "30"), stake("kil", "sangnok", "50")).owned("sangnok")
    assert (one.verdict, one.now.owners) == (Verdict.SHOWN, ("kil",))


def test_where_shares_are_not_added_up_those_of_controlled_parties_are_not_either() -> None:
    over = relation("han", "paektu")
    both = alone_rules(
        over, stake("paektu", "sangnok", "30"), stake("kil", "sangnok", "30"), stake("ri", "chilbo", "9")
    )
    assert both.controlled("sangnok").verdict is Verdict.NOT_SHOWN
    assert both.controlled("chilbo").verdict is Verdict.NOT_SHOWN
    enough = alone_rules(over, stake("paektu", "sangnok", "60"), stake("kil", "sangnok", "30"))
    assert enough.controlled("sangnok").verdict is Verdict.SHOWN
    assert enough.controlled("sangnok").chains[0].path == ("han", "paektu", "sangnok")


def test_a_controlled_party_whose_share_may_be_enough_leaves_control_open() -> None:
    found = trace(relation("han", "paektu"), stake("paektu", "sangnok", "30", "60")).controlled("sangnok")
    assert (found.verdict, found.chains) == (Verdict.UNVERIFIABLE, ())
    assert [one.path for one in found.open_chains] == [("han", "paektu", "sangnok")]
    never = trace(relation("han", "paektu"), stake("paektu", "sangnok", "30", "49"))
    assert never.controlled("sangnok").verdict is Verdict.NOT_SHOWN


@pytest.mark.parametrize(
    ("low", "high", "words"), [("40", "60", "40 to 60 %"), ("50", "50", "50 %"), ("0", "33.33", "0 to 33.33 %")]
)
def test_a_share_is_told_as_what_it_is(low: str, high: str, words: str) -> None:
    assert str(Share(exact(low), exact(high))) == words


def test_a_listed_party_does_not_own_itself_through_a_ring() -> None:
    found = trace(stake("han", "sangnok", "60"), stake("sangnok", "han", "100"))
    assert found.owned("sangnok").verdict is Verdict.SHOWN
    assert found.owned("han").verdict is Verdict.NOT_SHOWN
    other = trace(stake("han", "sangnok", "60"), stake("sangnok", "han", "100"), stake("kil", "sangnok", "50"))
    assert other.owned("han").verdict is Verdict.SHOWN


@pytest.mark.parametrize(("share", "kinds"), [("30", []), ("30.0001", ["more than the whole"])])
def test_the_least_bit_more_than_the_whole_is_seen(share: str, kinds: list[str]) -> None:
    found = trace(stake("han", "sangnok", "70"), stake("ri", "sangnok", share))
    assert [one.kind for one in found.problems] == kinds
