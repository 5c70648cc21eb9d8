"""Ownership agrees with an oracle that tries every world, and no order, ring or stranger changes it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import chain, combinations, pairwise, product

from hypothesis import given, settings
from hypothesis import strategies as st

from whereas.core.period import PartialDate
from whereas.core.verdict import Verdict
from whereas.policy.ownership import Rule, ownership_law
from whereas.trace.control import Relation, Stake, Traced, control
from whereas.trace.share import Share

LAW = ownership_law()
NAMES = "abcde"
# Figures around the threshold, and thirds, which no decimal writes.
WRITTEN = ("0", "10", "25", "33.33", "49.9999", "50", "50.0001", "60", "100")
FIGURES = (*map(Fraction, WRITTEN), Fraction(100, 3), Fraction(50, 3))
DAYS = ("2024-07-02", "2024-07-03")
DATES = ("", "", "", "2023", "2024", "2024-07", "2024-07-02", "2024-07-03", "2025")
ORDER = (Verdict.NOT_SHOWN, Verdict.UNVERIFIABLE, Verdict.SHOWN)


@st.composite
def stakes(draw: st.DrawFn) -> Stake:
    """A stake between any two parties, itself included, with an interval and dates that may contradict one another."""
    low, high = sorted((draw(st.sampled_from(FIGURES)), draw(st.sampled_from(FIGURES))))
    return Stake(
        owner=draw(st.sampled_from(NAMES)), owned=draw(st.sampled_from(NAMES)), share=Share(low, high),
        start=draw(st.sampled_from(DATES)), end=draw(st.sampled_from(DATES)),
    )  # fmt: skip


RELATIONS = st.builds(
    Relation, controller=st.sampled_from(NAMES), controlled=st.sampled_from(NAMES), indicator=st.just("voting"),
    alone=st.sampled_from((True, True, False)),
)  # fmt: skip
GRAPHS = st.lists(stakes(), max_size=6)
LISTED = st.frozensets(st.sampled_from(NAMES), min_size=1, max_size=2)
ON = st.sampled_from(DAYS)


def traced(held: Iterable[Stake], listed: frozenset[str], day: str, relations: Iterable[Relation] = ()) -> Traced:
    return control(held, relations, listed, LAW, as_of=day)


def days_of(text: str, near: Iterable[date]) -> list[date | None]:
    """The days that a date of the test can mean, as far as they tell anything: its ends, and those near others."""
    if not text:
        return [None]
    one = PartialDate(text)
    return [day for day in {one.earliest, one.latest, *near} if one.earliest <= day <= one.latest]


def states(stake: Stake, day: str) -> set[bool]:
    """Whether a stake holds, by every reading of its dates in which it does not end before it starts."""
    at = date.fromisoformat(day)
    ends = [
        day
        for text in (stake.start, stake.end)
        if text
        for day in (PartialDate(text).earliest, PartialDate(text).latest)
    ]
    near = [day + timedelta(days=step) for day in (at, *ends) for step in (-1, 0, 1)]
    readings = [(one, two) for one in days_of(stake.start, near) for two in days_of(stake.end, near)]
    possible = [(one, two) for one, two in readings if one is None or two is None or one <= two]
    return {(one is None or one <= at) and (two is None or at <= two) for one, two in possible} or {False}


def figures(held: Iterable[Stake], day: str) -> dict[tuple[str, str], tuple[Fraction, Fraction]]:
    """The least and the most that each owner can hold of each party, over all readings of all dates."""
    pairs: dict[tuple[str, str], list[Stake]] = {}
    for one in held:
        if one.owner != one.owned:
            pairs.setdefault((one.owner, one.owned), []).append(one)
    found = {}
    for pair, every in pairs.items():
        seen: set[Fraction] = set()
        for world in product(*(states(one, day) for one in every)):
            there = [one.share for one, here in zip(every, world, strict=True) if here]
            seen |= {one.low for one in there} | {one.high for one in there} if there else {Fraction(0)}
        found[pair] = (min(seen), max(seen))
    return found


World = Mapping[tuple[str, str], Fraction]


def least(world: World, listed: frozenset[str], rule: Rule, without: str = "") -> frozenset[str]:
    """Who is listed-owned in a world: the least of all sets of parties that are closed under the rule."""
    names = [name for name in NAMES if name != without]
    subsets = chain.from_iterable(combinations(names, size) for size in range(len(names) + 1))
    closed = [
        frozenset(one)
        for one in subsets
        if all(name in one for name in names if rule.passes(total(world, name, listed | frozenset(one))))
    ]
    return frozenset.intersection(*closed)


def total(world: World, party: str, counted: frozenset[str]) -> Fraction:
    return min(
        sum((share for (o, p), share in world.items() if p == party and o in counted), Fraction(0)), Fraction(100)
    )


@settings(max_examples=150, deadline=None)
@given(GRAPHS, LISTED, ON)
def test_every_verdict_and_figure_is_that_of_all_worlds(
    held: list[Stake], listed: frozenset[str], day: str
) -> None:  # fmt: skip
    ends = figures(held, day)
    worlds = [dict(zip(ends, world, strict=True)) for world in product(*({*pair} for pair in ends.values()))]
    found = traced(held, listed, day)

    for rule in LAW.rules:
        owned = [least(world, listed, rule) for world in worlds]
        for party in NAMES:
            [reading] = [one for one in found.owned(party).readings if one.rule.key == rule.key]
            others = listed - {party}
            shares = [total(one, party, others | least(one, others, rule, without=party)) for one in worlds]
            passed = {rule.passes(share) for share in shares}
            wanted = {(True,): Verdict.SHOWN, (False,): Verdict.NOT_SHOWN}.get(tuple(passed), Verdict.UNVERIFIABLE)
            assert party in listed or passed == {party in one for one in owned}
            assert (reading.verdict, reading.share) == (wanted, Share(min(shares), max(shares)))


@given(GRAPHS, LISTED, st.randoms(use_true_random=False))
def test_order_changes_nothing(held: list[Stake], listed: frozenset[str], random: object) -> None:
    mixed = list(held)
    random.shuffle(mixed)  # type: ignore[attr-defined] # Hypothesis gives a random.Random

    assert traced(mixed, listed, DAYS[1]) == traced(held, listed, DAYS[1])


@given(GRAPHS, LISTED, ON, st.sampled_from(NAMES), st.sampled_from(FIGURES))
def test_an_owner_that_is_not_listed_changes_nothing(
    held: list[Stake], listed: frozenset[str], day: str, party: str, share: Fraction
) -> None:
    before = traced(held, listed, day)
    after = traced([*held, Stake(owner="stranger", owned=party, share=Share(share, share))], listed, day)

    assert all(after.owned(name) == before.owned(name) for name in NAMES)


@given(GRAPHS, LISTED, ON, st.integers(0, 5), st.sampled_from(FIGURES))
def test_more_in_a_stake_never_weakens_a_verdict(
    held: list[Stake], listed: frozenset[str], day: str, which: int, share: Fraction
) -> None:
    more = [
        replace(one, share=Share(max(one.share.low, share), max(one.share.high, share))) if number == which else one
        for number, one in enumerate(held)
    ]
    before, after = traced(held, listed, day), traced(more, listed, day)

    for party in NAMES:
        one, two = before.owned(party), after.owned(party)
        assert ORDER.index(two.verdict) >= ORDER.index(one.verdict)
        assert (two.now.share.low, two.now.share.high) >= (one.now.share.low, one.now.share.high)
        assert two.value.low >= one.value.low and two.value.high >= one.value.high  # noqa: PT018 # two ends of one thing


@given(GRAPHS, LISTED)
def test_the_later_rule_reaches_as_far_as_the_earlier_and_the_day_chooses(
    held: list[Stake], listed: frozenset[str]
) -> None:  # fmt: skip
    dateless = [replace(one, start="", end="") for one in held]
    before, after = (traced(dateless, listed, day) for day in DAYS)

    for party in NAMES:
        old, new = before.owned(party), after.owned(party)
        assert (old.rule, new.rule) == ("more-than-half", "half-or-more")
        assert old.readings == new.readings
        assert ORDER.index(new.verdict) >= ORDER.index(old.verdict)


@given(GRAPHS, LISTED)
def test_a_ring_that_no_listed_party_reaches_stays_as_it_is(held: list[Stake], listed: frozenset[str]) -> None:
    apart = [one for one in held if one.owner not in listed]
    found = traced(apart, listed, DAYS[1])

    assert all(found.owned(name).verdict is Verdict.NOT_SHOWN and found.owned(name).value.high == 0 for name in NAMES)


@given(GRAPHS, LISTED, ON)
def test_paths_start_at_listed_parties_run_through_each_once_and_name_their_holdings(
    held: list[Stake], listed: frozenset[str], day: str
) -> None:  # fmt: skip
    for name, one in traced(held, listed, day).ownership.found.items():
        pairs = {(each.owner, each.owned) for each in one.holdings}
        assert bool(one.paths) == (one.now.share.high > 0)
        for path in one.paths:
            assert path[0] in listed
            assert path[-1] == name
            assert len(set(path)) == len(path)
            assert set(pairwise(path)) <= pairs


@settings(deadline=None)
@given(GRAPHS, LISTED)
def test_the_share_of_value_lies_between_its_ends(held: list[Stake], listed: frozenset[str]) -> None:
    ends = figures(held, DAYS[1])
    found = traced(held, listed, DAYS[1])
    for side in (0, 1):
        value = dict.fromkeys(NAMES, 0.0)
        for _ in range(3000):
            value = {
                party: min(1.0, sum(
                    float(pair[side]) / 100 * (1.0 if owner in listed else value[owner])
                    for (owner, owned), pair in ends.items() if owned == party
                ))
                for party in NAMES
            }  # fmt: skip
        for party in NAMES:
            share = found.owned(party).value
            assert float(share.low) - 1e-6 <= value[party] * 100 <= float(share.high) + 1e-6


@settings(deadline=None)
@given(st.lists(RELATIONS, max_size=6), GRAPHS, LISTED)
def test_control_is_the_least_set_closed_under_signs_and_shares(
    relations: list[Relation], held: list[Stake], listed: frozenset[str]
) -> None:
    found = traced(held, listed, DAYS[1], relations)
    rule = LAW.rule_on(DAYS[1])
    world = {pair: low for pair, (low, _) in figures(held, DAYS[1]).items()}
    signs = {(one.controller, one.controlled) for one in relations if one.alone and one.controller != one.controlled}
    owned = least(world, listed, rule)
    subsets = chain.from_iterable(combinations(NAMES, size) for size in range(len(NAMES) + 1))

    def closed(some: frozenset[str]) -> bool:
        counted = some | listed | owned
        by_sign = {under for over, under in signs if over in counted}
        by_share = {name for name in NAMES if rule.passes(total(world, name, counted))} - {
            name for name in NAMES if rule.passes(total(world, name, listed | owned))
        }
        return by_sign | by_share <= some

    wanted = frozenset.intersection(*filter(closed, map(frozenset, subsets)))
    shown = {name for name in NAMES if found.controlled(name).verdict is Verdict.SHOWN}
    assert shown - listed == wanted - listed
    for name in shown:
        assert found.controlled(name).chains
        for one in found.controlled(name).chains:
            assert set(one.tops) <= listed
            assert one.path[-1] == name
            assert name not in one.path[:-1]
