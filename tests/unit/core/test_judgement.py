"""Decisions on pairs."""

import pytest

from whereas.core.judgement import Decision, Judgement


def _judged(left: str, right: str, author: str = "machine:judge 1") -> Judgement:
    return Judgement(left=left, right=right, decision=Decision.SAME, author=author, at="2026-01-01", score=0.9)


@pytest.mark.parametrize(("left", "right"), [("b", "a"), ("a", "a")])
def test_a_pair_has_one_spelling(left: str, right: str) -> None:
    with pytest.raises(ValueError, match="must sort before"):
        _judged(left, right)


def test_who_decided() -> None:
    assert _judged("a", "b").by_machine
    assert not _judged("a", "b", "An Analyst").by_machine
