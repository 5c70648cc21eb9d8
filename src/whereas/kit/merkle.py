"""Merkle trees over a log: roots, inclusion and consistency proofs (RFC 9162 section 2.1)."""

from collections.abc import Iterable, Sequence
from hashlib import sha256

_EMPTY = sha256(b"").digest()


def leaf(data: bytes) -> bytes:
    """The hash of one entry: SHA-256 over 0x00 and the entry."""
    return sha256(b"\x00" + data).digest()


def node(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node: SHA-256 over 0x01 and both children."""
    return sha256(b"\x01" + left + right).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """The tree head over leaf hashes in order; of no leaves, the SHA-256 of nothing."""
    level = list(leaves)
    if not level:
        return _EMPTY
    while len(level) > 1:
        paired = [sha256(b"\x01" + left + right).digest() for left, right in zip(level[::2], level[1::2], strict=False)]
        if len(level) % 2:
            paired.append(level[-1])  # an odd last node rises unhashed, which is RFC 9162's split at powers of two
        level = paired
    return level[0]


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """The sibling hashes from a leaf up to the root. Raises `IndexError` for an index outside the tree."""
    if not 0 <= index < len(leaves):
        raise IndexError(f"leaf {index} of a tree of {len(leaves)}")
    if len(leaves) == 1:
        return []
    split = _split(len(leaves))
    if index < split:
        return [*inclusion_proof(leaves[:split], index), root(leaves[split:])]
    return [*inclusion_proof(leaves[split:], index - split), root(leaves[:split])]


def verify_inclusion(leaf_hash: bytes, index: int, size: int, proof: Sequence[bytes], head: bytes) -> bool:
    """Whether the proof leads from the leaf at `index` to the head of a tree of `size` (RFC 9162 section 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    at, last, found = index, size - 1, leaf_hash
    for sibling in proof:
        if last == 0:
            return False
        if at % 2 or at == last:
            found = node(sibling, found)
            while at % 2 == 0 and at:
                at, last = at >> 1, last >> 1
        else:
            found = node(found, sibling)
        at, last = at >> 1, last >> 1
    return last == 0 and found == head


def consistency_proof(leaves: Sequence[bytes], old_size: int) -> list[bytes]:
    """What shows that the first `old_size` leaves head the same log. Raises `IndexError` for a size outside it."""
    if not 0 < old_size <= len(leaves):
        raise IndexError(f"a tree of {old_size} in one of {len(leaves)}")
    return _subproof(leaves, old_size, whole=True)


def _subproof(leaves: Sequence[bytes], old_size: int, *, whole: bool) -> list[bytes]:
    if old_size == len(leaves):
        return [] if whole else [root(leaves)]
    split = _split(len(leaves))
    if old_size <= split:
        return [*_subproof(leaves[:split], old_size, whole=whole), root(leaves[split:])]
    return [*_subproof(leaves[split:], old_size - split, whole=False), root(leaves[:split])]


def verify_consistency(old_size: int, old_root: bytes, new_size: int, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether the proof shows the old tree to be the beginning of the new one (RFC 9162 section 2.1.4.2)."""
    if not 0 < old_size <= new_size:
        return False
    if old_size == new_size:
        return not proof and old_root == new_root
    path = list(proof)
    if old_size & (old_size - 1) == 0:
        path.insert(0, old_root)  # a whole subtree: its head is the old root itself
    if not path:
        return False
    at, last = old_size - 1, new_size - 1
    while at % 2:
        at, last = at >> 1, last >> 1
    old = new = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if at % 2 or at == last:
            old, new = node(sibling, old), node(sibling, new)
            while at % 2 == 0 and at:
                at, last = at >> 1, last >> 1
        else:
            new = node(new, sibling)
        at, last = at >> 1, last >> 1
    return last == 0 and old == old_root and new == new_root


class Frontier:
    """The right edge of a growing tree: enough to append and to know the root, in O(log n) hashes."""

    def __init__(self) -> None:
        self.size = 0
        self.hashes: list[bytes] = []

    @classmethod
    def from_hashes(cls, size: int, hashes: Iterable[bytes]) -> "Frontier":
        """A frontier as it was saved, the whole subtrees' heads from left to right.

        Raises `ValueError` where the hashes do not fit the size, or one of them is not 32 bytes.
        """
        frontier = cls()
        frontier.size, frontier.hashes = size, list(hashes)
        if size < 0 or len(frontier.hashes) != size.bit_count():
            raise ValueError(f"a tree of {size} has {size.bit_count()} frontier hashes, not {len(frontier.hashes)}")
        if any(len(one) != 32 for one in frontier.hashes):
            raise ValueError("a frontier hash is 32 bytes of SHA-256")
        return frontier

    def append(self, leaf_hash: bytes) -> None:
        """Add one leaf at the right."""
        carry, size = leaf_hash, self.size
        while size % 2:
            carry = node(self.hashes.pop(), carry)
            size >>= 1
        self.hashes.append(carry)
        self.size += 1

    @property
    def root(self) -> bytes:
        """The tree head."""
        if not self.hashes:
            return _EMPTY
        found = self.hashes[-1]
        for left in reversed(self.hashes[:-1]):
            found = node(left, found)
        return found


def _split(size: int) -> int:
    """The largest power of two smaller than the size."""
    return 1 << ((size - 1).bit_length() - 1)
