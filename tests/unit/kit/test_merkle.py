"""Merkle trees of known size."""

from hashlib import sha256

import pytest

from whereas.kit import merkle


def test_the_empty_tree_and_a_tree_of_three_by_hand() -> None:
    one, two, three = (sha256(b"\0" + entry).digest() for entry in (b"a", b"b", b"c"))
    assert merkle.root([]).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    pair = sha256(b"\1" + one + two).digest()
    assert merkle.root([one, two, three]) == sha256(b"\1" + pair + three).digest()
    assert merkle.inclusion_proof([one, two, three], 2) == [pair]


def test_a_saved_frontier_must_fit_its_size() -> None:
    with pytest.raises(ValueError, match="has 2 frontier hashes"):
        merkle.Frontier.from_hashes(3, [b"\0" * 32])
    with pytest.raises(ValueError, match="32 bytes"):
        merkle.Frontier.from_hashes(1, [b"\0" * 31])


@pytest.mark.parametrize("size", [0, 4])
def test_no_consistency_with_a_size_outside_the_log(size: int) -> None:
    with pytest.raises(IndexError):
        merkle.consistency_proof([merkle.leaf(b"x")] * 3, size)
