"""Propositions and their quantities."""

from dataclasses import replace

import pytest

from whereas.core.claim import Claim, Quantity

CLAIM = Claim(
    kind="theft",
    subject="x-1",
    words="An invented theft.",
    author="analyst",
    source="invented",
    claimed_on="2026",
    quantity=Quantity(low=1.5, high=2, unit="t"),
)


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (5.8e6, 5.8e6, "5,800,000 t"),
        (1.5, 1.5, "1.5 t"),
        (1.5, 2e9, "1.5 to 2,000,000,000 t"),
        (1234567.25, None, "at least 1,234,567.25 t"),
        (None, 0.1, "up to 0.1 t"),
        (0, 0, "0 t"),
        (None, None, "an unstated amount of t"),
    ],
)
def test_quantities_keep_their_digits(low: float | None, high: float | None, words: str) -> None:
    assert str(Quantity(low=low, high=high, unit="t")) == words


def test_the_id_is_of_what_is_said_and_not_of_where_it_stands() -> None:
    assert replace(CLAIM, exhibit="0" * 64, locator="row:1").id == CLAIM.id
    assert replace(CLAIM, quantity=Quantity(low=1.5, high=3, unit="t")).id != CLAIM.id
    assert replace(CLAIM, words="Another.").id != CLAIM.id


def test_the_order_of_supports_does_not_count_but_their_side_does() -> None:
    assert replace(CLAIM, supports=("a", "b")).id == replace(CLAIM, supports=("b", "a")).id
    assert replace(CLAIM, supports=("a",)).id != replace(CLAIM, undermines=("a",)).id
