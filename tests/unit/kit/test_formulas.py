"""Formulas are read by rule and never run."""

import numpy as np
import pytest

from whereas.kit.formulas import Name, Number, Work, names_of, read_formula, sums_in, value_of
from whereas.kit.intervals import Interval


def test_products_bind_before_sums_and_brackets_before_both() -> None:
    values = {"a": 2.0, "b": 3.0, "c": 4.0}
    assert value_of(read_formula("a + b * c"), values) == 14
    assert value_of(read_formula("(a + b) * c"), values) == 20
    assert value_of(read_formula("a - b - c"), values) == -5
    assert value_of(read_formula("c / a / 2"), values) == 1
    assert read_formula("a*2.5e3") == Work("*", Name("a"), Number(2500.0))


def test_the_same_formula_works_on_arrays_and_intervals() -> None:
    formula = read_formula("a * (1 - b)")
    assert names_of(formula) == {"a", "b"}
    assert list(value_of(formula, {"a": np.array([2.0, 4.0]), "b": 0.5})) == [1.0, 2.0]
    assert value_of(formula, {"a": Interval(2, 4), "b": Interval(0.25, 0.5)}) == Interval(1, 3)


def test_sums_are_found_wherever_they_stand() -> None:
    assert list(sums_in(read_formula("x * (a + b) - c"))) == [(frozenset("a"), frozenset("b"))]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "breaks off"),
        ("a +", "breaks off"),
        ("a b", "'b' follows"),
        ("(a", "not closed"),
        ("a)", r"'\)' follows"),
        ("* a", r"'\*' stands where"),
        ("-a", "'-' stands where"),
        ("a ** 2", r"'\*' stands where"),
        ("__import__('os')", "neither a name"),
        ("a.b", "neither a name"),
        ("A", "neither a name"),
        ("abs(a)", r"'\(' follows"),
        ("(" * 40 + "a" + ")" * 40, "deep"),
        ("a+" * 600 + "a", "longer than"),
    ],
)
def test_anything_else_is_refused_with_its_place(text: str, what: str) -> None:
    with pytest.raises(ValueError, match=what):
        read_formula(text)


def test_a_name_without_a_value_is_no_zero() -> None:
    with pytest.raises(KeyError, match="b"):
        value_of(read_formula("a + b"), {"a": 1.0})
