"""Cells that hold several things."""

import pytest

from whereas.kit.cells import Bracketed, bracketed, by_script, names_in, turned


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Jang Pom Su, Jang Hyon U", ["Jang Pom Su", "Jang Hyon U"]),
        ("Chang, Myong Ho", ["Chang, Myong Ho"]),
        ("One Two; Three;", ["One Two", "Three"]),
        ("", []),
    ],
)
def test_names(cell: str, names: list[str]) -> None:
    assert names_in(cell) == names


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Chang, Myong Ho", "Chang Myong Ho"),
        ("Chang Myong Ho", None),
        ("A, B, C", None),
        ("A B, C", None),
        ("A,", None),
    ],
)
def test_turned(name: str, other: str | None) -> None:
    assert turned(name) == other


def test_scripts_part_a_cell() -> None:
    assert by_script("KIM Yong Chol (김영철)") == [("KIM Yong Chol", "latin"), ("김영철", "hangul")]
    assert by_script("") == []


def test_brackets() -> None:
    assert bracketed("Ferry (Old) (Older)") == Bracketed("Ferry", ("Old", "Older"))
    assert bracketed("Ferry 2") == Bracketed("Ferry 2", ())
