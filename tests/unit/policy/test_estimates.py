"""Questions of rival quantities: what a file may hold, and what is refused with its line."""

import pytest

from whereas.core.errors import PolicyError, WhereasError
from whereas.policy.estimates import Estimates, estimate, estimates
from whereas.policy.kinds import kinds
from whereas.policy.typed import read_typed

FILE = """
estimates:
  - key: crates
    question: How many crates crossed?
    unit: crates
    points: [B11]
    start: 2030-01
    end: 2030-12
    rivals: [crates]
    parts:
      - {key: first, title: first half, unit: crates, shape: uniform, low: 1, high: 3, start: 2030-01, end: 2030-06, why: w, source: s, verified: false}
      - {key: second, title: second half, unit: crates, shape: triangular, low: 1, mode: 2, high: 3, start: 2030-07, end: 2030-12, why: w, source: s, verified: false}
    steps:
      - {key: both, title: both halves, unit: crates, formula: first + second}
    formula: both * 2
    conversions:
      - {key: cart, unit: carts, low: 5, high: 6, under: full carts, source: s, verified: false}
    cautions: [invented]
"""  # noqa: E501  # one part a line reads best


def read(text: str) -> Estimates:
    return read_typed("estimates/invented.yaml", text, Estimates)


def test_the_questions_there_are() -> None:
    assert set(estimates()) >= {"arms-deliveries", "crypto-thefts"}
    assert "estimates" in kinds()
    assert not any(one.elicited for one in estimates().values())
    every = [part for one in estimates().values() for part in one.parts]
    assert not any(part.verified for part in every)


def test_a_question_that_there_is_none_of_is_named_with_those_there_are() -> None:
    with pytest.raises(WhereasError) as caught:
        estimate("shells")
    assert "arms-deliveries" in caught.value.todo


def test_a_file_is_read() -> None:
    model = read(FILE).estimates[0]
    assert [key for key, _ in model.formulas()] == ["both", ""]
    assert model.parts[1].words == "triangular, 1 to 3, mode 2"
    assert model.parts[0].words == "uniform, 1 to 3"


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("start: 2030-07", "start: 2030-06", "their periods overlap"),
        ("formula: both * 2", "formula: both * third", "names third: there is none"),
        ("formula: both * 2", "formula: both ** 2", "stands where"),
        ("formula: both * 2", "formula: open(both)", "follows where"),
        ("formula: first + second", "formula: first", "no formula uses second"),
        ("shape: uniform, low: 1", "shape: uniform, mode: 2, low: 1", "takes bounds only"),
        ("shape: triangular, low: 1, mode: 2", "shape: triangular, low: 1", "takes mode"),
        ("mode: 2", "mode: 7", "outside the bounds"),
        ("shape: uniform, low: 1, high: 3", "shape: uniform, low: 3, high: 3", "low must be less"),
        ("unit: crates, shape: uniform", "unit: share, shape: uniform", "a share lies"),
        ("low: 5, high: 6", "low: 5", "either low and high"),
        ("low: 5, high: 6", "of_step: all", "from no step"),
        ("key: second,", "key: first,", "two parts have one key"),
        ("key: both", "key: first", "has the key of another"),
        ("    cautions: [invented]\n", "", "missing required field `cautions`"),
    ],
)
def test_a_mistake_is_named(old: str, new: str, what: str) -> None:
    assert old in FILE
    with pytest.raises(PolicyError) as caught:
        read(FILE.replace(old, new, 1))
    assert what in caught.value.what
    assert "estimates/invented.yaml, line" in caught.value.where
