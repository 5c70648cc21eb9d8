"""Keccak's permutation and padding against SHA-3 of the standard library, which shares the one and not the other."""

from hashlib import sha3_256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whereas.kit import keccak


def _sponge(data: bytes, suffix: int) -> bytes:
    """A sponge of rate 136 over the module's permutation, padded as `suffix` says (1: Keccak, 6: SHA-3)."""
    blocks = data + bytes([suffix]) + b"\0" * (-(len(data) + 1) % 136)
    blocks = blocks[:-1] + bytes([blocks[-1] | 0x80])
    lanes = [0] * 25
    for start in range(0, len(blocks), 136):
        for lane in range(17):
            lanes[lane] ^= int.from_bytes(blocks[start + 8 * lane : start + 8 * lane + 8], "little")
        keccak._permute(lanes)
    return b"".join(lane.to_bytes(8, "little") for lane in lanes)[:32]


@given(st.binary(max_size=450))
def test_with_sha3_padding_it_is_sha3(data: bytes) -> None:
    assert _sponge(data, 6) == sha3_256(data).digest()
    assert _sponge(data, 1) == keccak.keccak256(data) != sha3_256(data).digest()


@pytest.mark.parametrize("size", [134, 135, 136, 137, 271, 272])
def test_padding_at_the_edge_of_a_block(size: int) -> None:
    assert _sponge(b"x" * size, 6) == sha3_256(b"x" * size).digest()
    assert _sponge(b"x" * size, 1) == keccak.keccak256(b"x" * size)
