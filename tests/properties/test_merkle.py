"""Merkle trees against the recursive definition of RFC 9162 section 2.1.1."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whereas.kit import merkle

ENTRIES = st.lists(st.binary(max_size=4), min_size=1, max_size=40)


def _head(entries: list[bytes]) -> bytes:
    """MTH of RFC 9162, word for word."""
    if not entries:
        return sha256(b"").digest()
    if len(entries) == 1:
        return sha256(b"\0" + entries[0]).digest()
    split = 1
    while split * 2 < len(entries):
        split *= 2
    return sha256(b"\1" + _head(entries[:split]) + _head(entries[split:])).digest()


def _spoilt(hashed: bytes) -> bytes:
    return hashed[:-1] + bytes([hashed[-1] ^ 1])


@given(st.lists(st.binary(max_size=4), max_size=40))
def test_root_and_frontier_are_the_definition_at_every_size(entries: list[bytes]) -> None:
    frontier = merkle.Frontier()
    assert frontier.root == merkle.root([]) == _head([])
    for size, entry in enumerate(entries, start=1):
        frontier.append(merkle.leaf(entry))
        assert frontier.root == _head(entries[:size]) == merkle.root([merkle.leaf(one) for one in entries[:size]])
        assert merkle.Frontier.from_hashes(frontier.size, frontier.hashes).root == frontier.root


@given(ENTRIES, st.data())
def test_inclusion(entries: list[bytes], data: st.DataObject) -> None:
    leaves = [merkle.leaf(entry) for entry in entries]
    index, head = data.draw(st.integers(0, len(leaves) - 1)), _head(entries)
    proof = merkle.inclusion_proof(leaves, index)
    verify, size = merkle.verify_inclusion, len(leaves)
    assert verify(leaves[index], index, size, proof, head)
    assert not verify(_spoilt(leaves[index]), index, size, proof, head)
    assert not verify(leaves[index], index, size, proof, _spoilt(head))
    assert not verify(leaves[index], index, size, [*proof, head], head)
    for place in range(len(proof)):
        assert not verify(
            leaves[index], index, size, [*proof[:place], _spoilt(proof[place]), *proof[place + 1 :]], head
        )
        assert not verify(leaves[index], index, size, proof[:place] + proof[place + 1 :], head)
    assert not verify(leaves[index], size, size, proof, head)
    assert not verify(leaves[index], -1, size, proof, head)


@given(ENTRIES, st.data())
def test_consistency(entries: list[bytes], data: st.DataObject) -> None:
    leaves = [merkle.leaf(entry) for entry in entries]
    size = len(leaves)
    old = data.draw(st.integers(1, size))
    before, now = _head(entries[:old]), _head(entries)
    proof = merkle.consistency_proof(leaves, old)
    verify = merkle.verify_consistency
    assert verify(old, before, size, now, proof)
    assert not verify(old, _spoilt(before), size, now, proof)
    assert not verify(old, before, size, _spoilt(now), proof)
    assert not verify(old, before, size, now, [*proof, now])
    assert not verify(0, before, size, now, proof)
    assert not verify(size + 1, before, size, now, proof)
    for place in range(len(proof)):
        assert not verify(old, before, size, now, [*proof[:place], _spoilt(proof[place]), *proof[place + 1 :]])
        assert not verify(old, before, size, now, proof[:place] + proof[place + 1 :])


@pytest.mark.parametrize("outside", [-1, 3])
def test_outside_the_tree(outside: int) -> None:
    leaves = [merkle.leaf(b"a")] * 3
    with pytest.raises(IndexError):
        merkle.inclusion_proof(leaves, outside)
