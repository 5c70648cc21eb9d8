"""Lineages are the connected parts of what repeats what, whatever the order in which exhibits were filed."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from whereas.assess.grounds import lineages
from whereas.core.filing import Filing

NAMES = tuple("abcdefgh")
ORIGINS = (*NAMES, "wire:one", "wire:two")


@st.composite
def filings(draw: st.DrawFn) -> list[Filing]:
    """Exhibits, each filed once, that repeat exhibits and wires; some of those are filed nowhere."""
    chosen = draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=len(NAMES)))
    return [
        Filing(exhibit=name, title=name, evidence="press",
               repeats=tuple(draw(st.lists(st.sampled_from(ORIGINS), max_size=3))))
        for name in chosen
    ]  # fmt: skip


def components(said: list[Filing]) -> dict[str, frozenset[str]]:
    """The same by brute force: sets that share a member are joined until none do."""
    groups = [frozenset({one.exhibit, *one.repeats}) for one in said]
    while True:
        pair = next(((one, two) for one in groups for two in groups if one is not two and one & two), None)
        if pair is None:
            return {one.exhibit: next(group for group in groups if one.exhibit in group) for one in said}
        groups = [group for group in groups if group not in pair] + [pair[0] | pair[1]]


@given(filings())
def test_they_are_the_connected_parts(said: list[Filing]) -> None:
    found, parts = lineages(said), components(said)
    assert found.keys() == parts.keys()
    for one in found:
        assert found[one] == min(parts[one])
        for two in found:
            assert (found[one] == found[two]) == (parts[one] == parts[two])


@given(filings(), st.randoms(use_true_random=False))
def test_order_and_repetition_change_nothing(said: list[Filing], random) -> None:
    shuffled = [replace(one, repeats=tuple(reversed(one.repeats))) for one in said] * 2
    random.shuffle(shuffled)
    assert lineages(shuffled) == lineages(said)


@given(filings(), st.data())
def test_one_more_repeat_never_makes_more_origins(said: list[Filing], data: st.DataObject) -> None:
    if not said:
        return
    at = data.draw(st.integers(0, len(said) - 1))
    more = replace(said[at], repeats=(*said[at].repeats, data.draw(st.sampled_from(ORIGINS))))
    joined = [*said[:at], more, *said[at + 1 :]]
    assert len(set(lineages(joined).values())) <= len(set(lineages(said).values()))


@given(filings(), st.lists(st.sampled_from(ORIGINS), max_size=3))
def test_a_further_exhibit_never_parts_two_that_were_one(said: list[Filing], repeats: list[str]) -> None:
    before = lineages(said)
    after = lineages([*said, Filing(exhibit="z", title="z", evidence="press", repeats=tuple(repeats))])
    assert all(after[one] == after[two] for one in before for two in before if before[one] == before[two])
