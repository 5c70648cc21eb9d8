"""Monero mainnet addresses: base58 in blocks of eight bytes with a four-byte Keccak-256 check."""

from whereas.kit.ids import _base58, _text
from whereas.kit.keccak import keccak256

SCHEME = "monero"
# Bytes in a block by its characters (CryptoNote Standard 007).
_SIZES = {2: 1, 3: 2, 5: 3, 6: 4, 7: 5, 9: 6, 10: 7, 11: 8}
# Standard and sub-addresses, and the longer integrated ones, by their length in characters.
_VERSIONS = {95: (18, 42), 106: (19,)}


def normal(text: str) -> str | None:
    """The address if its check and its kind are right; else None."""
    address = text.strip()
    if len(address) not in _VERSIONS:
        return None
    data = b""
    for start in range(0, len(address), 11):
        block = address[start : start + 11]
        size = _SIZES.get(len(block))
        number = _number(block)
        if size is None or number is None or number >= 1 << 8 * size:
            return None
        data += number.to_bytes(size, "big")
    right = keccak256(data[:-4])[:4] == data[-4:]
    return address if right and data[0] in _VERSIONS[len(address)] else None


def find(text: str) -> list[_text.Found]:
    """Addresses in running text."""
    return _text.found(_base58.WORD, normal, text)


def _number(block: str) -> int | None:
    number = 0
    for char in block:
        place = _base58.BITCOIN.find(char)
        if place < 0:
            return None
        number = number * 58 + place
    return number
