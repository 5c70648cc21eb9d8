"""Krippendorff's alpha against the worked examples he published, its interval, and the offset of coders."""

import pytest

from whereas.kit.agreement import AgreementError, Code, Level, agreement, alpha, offset

N = None
# K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011): four observers, twelve units, missing values.
FOUR = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, N, N, N),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, N, 3),
    (N, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, N),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, N),
)
# Three coders, fifteen units, most values missing: the second example in common use.
THREE = (
    (N, N, N, N, N, 3, 4, 1, 2, 1, 1, 3, 3, N, 3),
    (1, N, 2, 1, 3, 3, 4, 3, N, N, N, N, N, N, N),
    (N, N, 2, 1, 3, 4, 4, N, 2, 1, 1, 3, 3, N, 4),
)
BINARY = ((0, 1, 0, 0, 0, 0, 0, 0, 1, 0), (1, 1, 1, 0, 0, 1, 0, 0, 0, 0))
LETTERS = (tuple("aabbdcccedda"), tuple("babbbccceddd"))


@pytest.mark.parametrize(
    ("codes", "level", "published"),
    [
        (FOUR, "nominal", 0.743),
        (FOUR, "ordinal", 0.815),
        (FOUR, "interval", 0.849),
        (THREE, "nominal", 0.691),
        (THREE, "interval", 0.811),
        (BINARY, "nominal", 0.095),
        (LETTERS, "nominal", 0.692),
    ],
)
def test_the_published_examples_come_out(codes: tuple[tuple[Code, ...], ...], level: Level, published: float) -> None:
    assert alpha(codes, level) == pytest.approx(published, abs=0.0006)


def test_units_with_one_code_count_for_nothing() -> None:
    found = agreement(FOUR, "nominal", seed=1, draws=10)

    assert (found.units, found.codes, found.coders) == (11, 40, 4)


@pytest.mark.parametrize("codes", [((), ()), ((1, N), (N, 2)), ((N, N), (N, N)), ((3, 3, 3), (3, 3, 3)), ((1, 2),)])
def test_where_nothing_can_be_shown_there_is_no_alpha(codes: tuple[tuple[Code, ...], ...]) -> None:
    found = agreement(codes, "ordinal", seed=1)

    assert (found.alpha, found.low, found.high) == (None, None, None)


def test_the_interval_holds_alpha_and_is_drawn_by_seed() -> None:
    found = agreement(FOUR, "ordinal", seed=7)

    assert found.low is not None
    assert found.high is not None
    assert found.alpha is not None
    assert found.low < found.alpha < found.high <= 1
    assert agreement(FOUR, "ordinal", seed=7) == found
    assert agreement(FOUR, "ordinal", seed=8).low != found.low


def test_more_units_of_the_same_kind_narrow_the_interval() -> None:
    few, many = agreement(FOUR, "nominal", seed=3), agreement([row * 8 for row in FOUR], "nominal", seed=3)

    assert (many.high or 0) - (many.low or 0) < (few.high or 0) - (few.low or 0)


def test_a_rare_value_makes_a_wide_interval() -> None:
    row = (0,) * 29 + (1,)

    found = agreement((row, row), "nominal", seed=1)

    assert found.alpha == 1
    assert found.low == 0  # a third of the samples hold one value only, and show nothing


@pytest.mark.parametrize("level", ["ordinal", "interval"])
def test_words_have_no_order(level: Level) -> None:
    with pytest.raises(AgreementError, match="no finite number"):
        alpha((("weak", "strong"), ("weak", "weak")), level)
    with pytest.raises(AgreementError, match="no finite number"):
        alpha(((1.0, float("nan")), (1.0, 2.0)), level)


def test_rows_of_unequal_length_are_refused() -> None:
    with pytest.raises(AgreementError, match="different numbers of units"):
        alpha(((1, 2), (1,)), "nominal")
    with pytest.raises(AgreementError, match="different numbers of units"):
        offset(((1, 2),), ((1,),), seed=1)


def test_a_coder_who_is_always_higher_is_found_though_alpha_is_high() -> None:
    first = (1, 2, 3, 4, 5, 6, 7, 8)
    second = tuple(value - 0.5 for value in first)

    found = offset((first,), (second,), seed=1)

    assert alpha((first, second), "interval") == pytest.approx(0.975, abs=0.01)
    assert found.mean == 0.5
    assert found.p == pytest.approx(2 / 2**8)  # all turns of eight signs: only both extremes are as far out
    assert found.units == 8


def test_turns_are_drawn_where_they_are_too_many() -> None:
    first, second = tuple(range(20)), tuple(value + (1 if value % 2 else -1) for value in range(20))

    found = offset((first,), (second,), seed=1)

    assert found.mean == 0
    assert found.p == 1
    assert offset((first,), (tuple(value - 1 for value in first),), seed=1).p == pytest.approx(1 / 10_001)


def test_without_a_common_unit_there_is_no_offset() -> None:
    assert offset(((1, N),), ((N, 2),), seed=1).mean is None
    with pytest.raises(AgreementError, match="each side"):
        offset((), ((1,),), seed=1)


@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval"])
def test_of_no_coders_there_is_no_alpha(level: Level) -> None:
    assert alpha((), level) is None
