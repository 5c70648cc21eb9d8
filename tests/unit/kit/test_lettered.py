"""Cells that count with letters."""

import pytest

from whereas.kit.lettered import lettered


@pytest.mark.parametrize(
    ("cell", "values"),
    [
        ("a) one b) two", ["one", "two"]),
        ("(a) one; (b) two; (c) three", ["one", "two", "three"]),
        ("before a) one b) two", ["before", "one", "two"]),
        ("a) one", ["one"]),
        ("one", ["one"]),
        ("one b) two", ["one b) two"]),
        ("a) one c) three", ["one c) three"]),
        ("  ", []),
    ],
)
def test_values(cell: str, values: list[str]) -> None:
    assert lettered(cell) == values
