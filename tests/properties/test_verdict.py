"""Combining verdicts does not depend on order or repetition."""

from hypothesis import given
from hypothesis import strategies as st

from whereas.core.verdict import Verdict, all_of, any_of

PARTS = st.lists(st.sampled_from(Verdict), max_size=6)


@given(PARTS, st.randoms(use_true_random=False))
def test_order_and_repetition_do_not_count(parts: list[Verdict], random) -> None:
    shuffled = parts * 2
    random.shuffle(shuffled)
    assert all_of(shuffled) is all_of(parts)
    assert any_of(shuffled) is any_of(parts)


@given(PARTS)
def test_shown_means_shown(parts: list[Verdict]) -> None:
    assert (all_of(parts) is Verdict.SHOWN) == all(part is Verdict.SHOWN for part in parts)
    assert (any_of(parts) is Verdict.SHOWN) == any(part is Verdict.SHOWN for part in parts)
    if parts:
        assert all_of(parts) in parts
        assert any_of(parts) in parts


@given(PARTS, PARTS)
def test_parts_can_be_grouped(one: list[Verdict], two: list[Verdict]) -> None:
    if one and two:
        assert all_of([all_of(one), all_of(two)]) is all_of(one + two)
        assert any_of([any_of(one), any_of(two)]) is any_of(one + two)
