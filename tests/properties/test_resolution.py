"""Clusters from any log of judgements."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from whereas.core.judgement import Decision, Judgement
from whereas.resolve.resolution import clusters

_PAIRS = list(combinations("abcdef", 2))


def _judged(pair: tuple[str, str], decision: Decision, author: str, score: float) -> Judgement:
    return Judgement(left=pair[0], right=pair[1], decision=decision, author=author, at="2026-01-01", score=score)


_DECISIONS = st.sampled_from(Decision)
MACHINE = st.lists(
    st.builds(_judged, st.sampled_from(_PAIRS), _DECISIONS, st.just("machine:judge 1"), st.floats(0, 1)),
    unique_by=lambda said: (said.left, said.right),
)
PERSON = st.lists(
    st.builds(
        _judged,
        st.sampled_from(_PAIRS),
        st.sampled_from([Decision.DIFFERENT, Decision.UNSURE, Decision.NO_JUDGEMENT]),
        st.just("An Analyst"),
        st.just(1.0),
    ),
    unique_by=lambda said: (said.left, said.right),
)


@given(MACHINE, PERSON, st.randoms(use_true_random=False))
def test_the_order_of_distinct_pairs_does_not_count(machine, person, random) -> None:
    shuffled = machine + person
    random.shuffle(shuffled)
    assert clusters(shuffled) == clusters(machine + person)


@given(MACHINE, PERSON)
def test_a_person_can_always_part_two(machine, person) -> None:
    found = clusters(person + machine)
    for said in person:
        if said.decision is Decision.DIFFERENT:
            assert found.get(said.left, said.left) != found.get(said.right, said.right)


@given(st.lists(st.sampled_from(_PAIRS)))
def test_same_is_transitive_and_named_by_the_smallest(pairs: list[tuple[str, str]]) -> None:
    found = clusters(_judged(pair, Decision.SAME, "machine:judge 1", 0.5) for pair in pairs)
    label = {node: node for pair in pairs for node in pair}
    for _ in label:  # spread the smallest label along the links, as often as a path can be long
        for left, right in pairs:
            label[left] = label[right] = min(label[left], label[right])
    assert found == label
