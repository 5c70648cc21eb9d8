"""The network: what links parties, how far, in which time, by whose word, and which ways lead from one to another."""

from collections import deque
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.workbench.linked import WORLD, claim, network
from whereas.core.claim import Quantity
from whereas.core.errors import WhereasError
from whereas.core.filing import Settlement
from whereas.workbench.network import MOST_STEPS, Network, Sieve, walked
from whereas.workbench.network_links import Edge

EVERY = Sieve()


def between(net: Network, one: str, other: str) -> list[Edge]:
    return [edge for edge in net.found.edges if {edge.source, edge.target} == {one, other}]


def test_a_link_says_who_what_when_how_much_and_rests_on_statements() -> None:
    (edge,) = between(network(), "un-1", "un-3")
    assert (edge.source, edge.target, edge.kind, edge.basis) == ("un-1", "un-3", "ownership", "stated")
    assert (str(edge.share), edge.start, edge.end) == ("51 %", "2015", "2019")
    assert {one.prop for one in edge.rests if hasattr(one, "prop")} >= {"owner", "asset", "percentage"}


def test_ships_directors_and_links_without_a_kind_are_drawn_as_what_they_are() -> None:
    net = network()
    assert [edge.kind for edge in between(net, "us-3", "us-5")] == ["owner-of-ship"]
    assert [(edge.kind, edge.label) for edge in between(net, "un-1", "us-3")] == [("director", "Director")]
    assert [(edge.kind, edge.label) for edge in between(net, "us-3", "us-8")] == [("linked", "Linked To")]


def test_a_shared_number_is_a_node_of_its_own_and_its_links_are_inferred() -> None:
    net = network()
    (mark,) = net.found.marks.values()
    assert (mark.prop, {edge.source for edge in net.around_of[mark.id]}) == ("phone", {"un-3", "us-3"})
    assert {edge.basis for edge in net.around_of[mark.id]} == {"inferred"}
    assert net.node(mark.id).shape == "mark"


def test_a_number_that_many_have_is_a_place_holder_and_links_nobody() -> None:
    crowd = "\n".join(f"us-{number} Company name=Firm {number}; phone=850-2-3815926" for number in range(100, 113))
    assert network(text=crowd).found.edges == ()
    assert len(network(text="\n".join(crowd.splitlines()[:12])).found.edges) == 12


def test_a_claim_links_with_its_confidence_and_a_share_that_stays_an_interval() -> None:
    stake = claim("holds_stake", "un-3", "han-gil", "Han Gil holds a third to a half.", confidence="icd-203:likely",
                  quantity=Quantity(low=33, high=50, unit="percent"), start="2020")  # fmt: skip
    named = claim("identity", "han-gil", "name: Han Gil", "He is called Han Gil.")
    net = network(stake, named)
    (edge,) = between(net, "han-gil", "un-3")
    assert (edge.source, edge.kind, edge.basis, str(edge.share)) == ("han-gil", "ownership", "recorded", "33 to 50 %")
    assert (edge.confidence, edge.rests) == ("icd-203:likely", (stake,))
    assert (net.node("han-gil").caption, net.node("han-gil").shape) == ("Han Gil", "recorded")


def test_a_claim_that_gave_way_links_nobody() -> None:
    said = [claim("controls", "un-3", key, f"{key} controls it.", rivals="who") for key in ("han-gil", "pak-su")]
    settled = Settlement(gives_way=said[0].id, stands=said[1].id, why="the register says so")
    net = network(*said, settlements=[settled])
    assert not between(net, "han-gil", "un-3")
    assert len(between(net, "pak-su", "un-3")) == 1


def test_the_same_link_has_the_same_id_whatever_else_is_in_view() -> None:
    assert (
        between(network(), "un-1", "un-3")[0].id
        == between(network(text=WORLD[: WORLD.index("us-3")]), "un-1", "un-3")[0].id
    )


@pytest.mark.parametrize(("day", "there"), [("2014", False), ("2015", True), ("2017-05-01", True), ("2020", False)])
def test_a_link_that_cannot_hold_on_the_day_is_left_out(day: str, there: bool) -> None:
    part = network().around(["un-1"], Sieve(as_of=day))
    assert ("un-3" in part.nodes) is there
    assert "us-3" in part.nodes  # it has no dates, and can hold on any day


def test_depth_limits_and_counts_what_was_too_much() -> None:
    net = network()
    assert set(net.around(["us-8"], EVERY).nodes) == {"us-8", "us-3"}
    assert {"un-1", "us-5"} <= set(net.around(["us-8"], EVERY, depth=2).nodes)
    cut = net.around(["us-3"], EVERY, limit=2)
    assert (len(cut.nodes), cut.left_out) == (2, len(net.around(["us-3"], EVERY).nodes) - 2)
    assert all({edge.source, edge.target} <= set(cut.nodes) for edge in cut.edges)


def test_only_what_an_authority_lists_or_nobody_does() -> None:
    net = network()
    assert {one for one in net.around(["us-3"], Sieve(authority="US")).nodes if one in net.graph.things} == {
        "us-3",
        "us-5",
    }
    assert "us-8" in net.around(["us-3"], Sieve(authority="-")).nodes
    assert "un-1" not in net.around(["us-3"], Sieve(authority="-")).nodes


def test_the_programme_is_drawn_with_what_it_is_linked_to_and_counts_who_stands_alone() -> None:
    part = network().programme_part(EVERY)
    assert {"un-1", "us-5", "un-3", "us-3"} <= set(part.nodes)
    assert "us-9" not in part.nodes
    assert part.alone == 1
    assert network().programme_part(EVERY, everything=True, limit=3).left_out > 0


def test_names_lead_to_parties() -> None:
    net = network()
    assert [one.id for one in net.called("sangnok trading")] == ["un-3"]
    assert {one.id for one in net.called("Han Jae")} == {"un-1"}
    assert net.called("Nobody at all") == []
    with pytest.raises(WhereasError, match="nothing is known"):
        net.key("nobody")


def test_what_is_no_kind_and_no_day_is_refused_with_what_there_is() -> None:
    with pytest.raises(WhereasError, match="no kind of link frends"):
        Sieve(kinds=frozenset({"frends"}))
    with pytest.raises(WhereasError, match="is not a day"):
        Sieve(as_of="yesterday")


def test_ways_come_shortest_first_and_none_where_there_is_none() -> None:
    net = network()
    ways = net.ways("un-3", "us-8", EVERY)
    assert walked("un-3", ways[0])[0 :: len(ways[0])] == ("un-3", "us-8")
    assert [len(way) for way in ways] == sorted(len(way) for way in ways)
    assert net.ways("un-1", "us-9", EVERY) == ()
    assert net.ways("un-3", "us-5", Sieve(kinds=frozenset({"ownership"}))) == ()


@settings(max_examples=60, deadline=None)
@given(st.sets(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=20))
def test_ways_are_whole_simple_different_and_the_first_is_shortest(pairs: set[tuple[int, int]]) -> None:
    lines = [f"us-{node} Company name=Firm {node}" for node in range(9)]
    lines += [f"us-l{one}{other} UnknownLink subject=us-{one}; object=us-{other}" for one, other in sorted(pairs)]
    net = network(text="\n".join(lines))
    ways = net.ways("us-0", "us-8", EVERY)
    assert (len(ways[0]) if ways else None) == steps(pairs, 0, 8)
    assert len({tuple(walked("us-0", way)) for way in ways}) == len(ways)
    for way in ways:
        nodes = walked("us-0", way)
        assert (nodes[0], nodes[-1]) == ("us-0", "us-8")
        assert len(set(nodes)) == len(nodes) <= MOST_STEPS + 1
        assert all(
            {one, other} == {edge.source, edge.target} for (one, other), edge in zip(pairwise(nodes), way, strict=True)
        )


def steps(pairs: set[tuple[int, int]], start: int, goal: int) -> int | None:
    """How far it is at least, found by widening rings."""
    seen, waiting = {start}, deque([(start, 0)])
    while waiting:
        node, far = waiting.popleft()
        if node == goal:
            return far
        near = {b for a, b in pairs if a == node} | {a for a, b in pairs if b == node}
        waiting.extend((one, far + 1) for one in near - seen)
        seen |= near
    return None
