"""Clusters are the partition the judgements in force allow: connected, whole, and never across what is held apart."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from whereas.core.entity import Entity
from whereas.core.judgement import Decision, Judgement
from whereas.core.statement import Statement
from whereas.resolve.resolution import build_graph, clusters, effective

IDS = "abcdefg"
JUDGEMENTS = st.builds(
    lambda pair, decision, author, score: Judgement(
        left=pair[0], right=pair[1], decision=decision, author=author, at="2026-01-01T00:00:00Z", score=score
    ),
    st.sampled_from(list(combinations(IDS, 2))),
    st.sampled_from(Decision),
    st.sampled_from(["machine:judge 1", "An Analyst"]),
    st.sampled_from([0.0, 0.5, 0.9, 1.0]),
)
LOGS = st.lists(JUDGEMENTS, max_size=40)
ONE_EACH = st.lists(JUDGEMENTS, max_size=40, unique_by=lambda said: (said.left, said.right, said.by_machine))


def _pairs(log: list[Judgement], decision: Decision) -> list[tuple[str, str]]:
    return [pair for pair, said in effective(log).items() if said.decision is decision]


@given(LOGS)
def test_a_canonical_id_is_the_smallest_of_its_cluster_and_stands_for_itself(log: list[Judgement]) -> None:
    found = clusters(log)
    for node, name in found.items():
        assert found[name] == name <= node
        assert name == min(other for other, its in found.items() if its == name)


@given(LOGS)
def test_what_is_judged_different_lies_apart_whatever_else_is_said(log: list[Judgement]) -> None:
    found = clusters(log)
    for left, right in _pairs(log, Decision.DIFFERENT):
        assert found.get(left, left) != found.get(right, right)


@given(LOGS)
def test_every_cluster_hangs_together_by_links_within_it(log: list[Judgement]) -> None:
    found = clusters(log)
    links = [pair for pair in _pairs(log, Decision.SAME) if found[pair[0]] == found[pair[1]]]
    for name in set(found.values()):
        reached, grown = {name}, True
        while grown:
            wider = reached | {end for pair in links if reached.intersection(pair) for end in pair}
            grown, reached = wider != reached, wider
        assert reached == {node for node, its in found.items() if its == name}


@given(LOGS)
def test_a_link_is_left_out_only_where_something_holds_its_ends_apart(log: list[Judgement]) -> None:
    found = clusters(log)
    apart = {frozenset((found.get(a, a), found.get(b, b))) for a, b in _pairs(log, Decision.DIFFERENT)}
    for left, right in _pairs(log, Decision.SAME):
        assert found[left] == found[right] or frozenset((found[left], found[right])) in apart


@given(ONE_EACH, st.randoms(use_true_random=False))
def test_the_order_of_the_log_does_not_count_where_each_author_spoke_once(log: list[Judgement], draw) -> None:
    shuffled = draw.sample(log, len(log))
    assert clusters(shuffled) == clusters(log)


@given(LOGS, JUDGEMENTS)
def test_of_two_of_one_standing_the_later_is_in_force(log: list[Judgement], last: Judgement) -> None:
    said = effective([*log, last]).get((last.left, last.right))
    by_person = [one for one in log if (one.left, one.right) == (last.left, last.right) and not one.by_machine]
    spoken_for = last.by_machine and by_person and by_person[-1].decision is not Decision.NO_JUDGEMENT
    if spoken_for:
        assert said == by_person[-1]
    elif last.decision is not Decision.NO_JUDGEMENT:
        assert said == last


@given(LOGS, st.sets(st.sampled_from(IDS)))
def test_a_graph_holds_every_entity_in_view_once(log: list[Judgement], view: set[str]) -> None:
    entities = [
        Entity(id=one, statements=(Statement(source="un", entity=one, schema="Person", prop="name", value=one),))
        for one in sorted(view)
    ]
    graph = build_graph(entities, log)
    members = [member for thing in graph.things.values() for member in thing.members]
    assert sorted(members) == sorted(view) == sorted(graph.canonical)
    assert all(member in graph.things[graph.canonical[member]].members for member in view)
    for left, right in combinations(sorted(view), 2):
        found = clusters(log)
        together = found.get(left, left) == found.get(right, right)
        assert (graph.canonical[left] == graph.canonical[right]) is together
