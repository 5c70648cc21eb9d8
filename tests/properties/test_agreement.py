"""What holds of Krippendorff's alpha whatever was coded."""

import random
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from whereas.kit.agreement import Level, alpha

LEVELS: tuple[Level, ...] = ("nominal", "ordinal", "interval")


@st.composite
def tables(draw: st.DrawFn) -> list[list[int | None]]:
    coders, units = draw(st.integers(2, 4)), draw(st.integers(2, 12))
    row = st.lists(st.one_of(st.none(), st.integers(0, 4)), min_size=units, max_size=units)
    return draw(st.lists(row, min_size=coders, max_size=coders))


def same(one: float | None, other: float | None) -> bool:
    return one == pytest.approx(other) if one is not None and other is not None else one is other


@given(tables(), st.randoms(use_true_random=False), st.sampled_from(LEVELS))
def test_neither_the_order_of_coders_nor_of_units_matters(
    codes: list[list[int | None]], chance: random.Random, level: Level
) -> None:
    order = list(range(len(codes[0])))
    chance.shuffle(order)
    turned = [[row[place] for place in order] for row in codes]
    chance.shuffle(turned)

    assert same(alpha(turned, level), alpha(codes, level))


@given(st.lists(st.integers(0, 5), min_size=2, max_size=20), st.integers(2, 4), st.sampled_from(LEVELS))
def test_who_agrees_in_all_has_one(row: list[int], coders: int, level: Level) -> None:
    assume(len(set(row)) > 1)

    assert alpha([row] * coders, level) == 1


@given(tables(), st.sampled_from(LEVELS))
def test_it_is_never_above_one(codes: list[list[int | None]], level: Level) -> None:
    found = alpha(codes, level)

    assert found is None or found <= 1 + 1e-12


@given(tables(), st.sampled_from(LEVELS))
def test_twice_the_units_change_it_by_what_chance_changes(codes: list[list[int | None]], level: Level) -> None:
    once, twice = alpha(codes, level), alpha([row * 2 for row in codes], level)
    assume(once is not None)
    assert once is not None
    assert twice is not None
    columns = [[code for code in column if code is not None] for column in zip(*codes, strict=True)]
    paired = sum(len(column) for column in columns if len(column) > 1)

    # Values are drawn without putting back: with n codes, disagreement by chance is n / (n - 1) of what it is for many.
    assert 1 - twice == pytest.approx((1 - once) * (2 * paired - 1) / (2 * paired - 2))


@given(tables(), st.integers(0, 4), st.sampled_from(LEVELS))
def test_a_unit_that_one_coder_saw_changes_nothing(codes: list[list[int | None]], code: int, level: Level) -> None:
    more: list[list[int | None]] = [[*row, code if number == 0 else None] for number, row in enumerate(codes)]

    assert same(alpha(more, level), alpha(codes, level))


@given(tables())
def test_names_of_values_say_nothing(codes: list[list[int | None]]) -> None:
    named: list[list[Any]] = [[None if code is None else f"v{(code * 3) % 5}" for code in row] for row in codes]

    assert same(alpha(named, "nominal"), alpha(codes, "nominal"))


@given(tables())
def test_only_the_order_counts_for_ordinal_codes_and_only_distances_for_interval(
    codes: list[list[int | None]],
) -> None:
    steep = [[None if code is None else code**3 + 7 for code in row] for row in codes]
    moved = [[None if code is None else 10 - 3 * code for code in row] for row in codes]

    assert same(alpha(steep, "ordinal"), alpha(codes, "ordinal"))
    assert same(alpha(moved, "interval"), alpha(codes, "interval"))
