"""Publishers and the bounds of what they may plausibly publish."""

import dataclasses

import pytest

from whereas.core.marking import OPEN
from whereas.core.source import Bounds, Source

SOURCE = Source(
    key="invented", title="Invented list", publisher="Invented office", authority="-", homepage="", licence="",
    folder="invented",
)  # fmt: skip


def test_a_source_is_open_and_reliable_unless_it_says_otherwise() -> None:
    assert (SOURCE.marking, SOURCE.reliability) == (OPEN, "A")


def test_bounds_are_not_shared_between_sources() -> None:
    other = dataclasses.replace(SOURCE, key="other", bounds=Bounds(least={"Person": 5}))
    assert SOURCE.bounds.least == {}
    assert Bounds().least is not Bounds().least
    assert 0 < SOURCE.bounds.largest_drop < 1
    assert other.bounds.least == {"Person": 5}


def test_a_source_is_never_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        SOURCE.key = "other"  # type: ignore[misc]  # the assignment is what is tried
