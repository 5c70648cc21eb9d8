"""Bitcoin Cash addresses: CashAddr (its specification of 2017), and the older base58check ones of Bitcoin.

CashAddr: https://github.com/bitcoincashorg/bitcoincash.org/blob/master/spec/cashaddr.md; types 2 and 3 are the
token-aware ones of CHIP-2022-02.
"""

import re

from whereas.kit.ids import _base58, _bech32, _text

SCHEME = "bitcoin_cash"
_GENERATORS = (0x98F2BC8E61, 0x79B76D99E2, 0xF33E5FB3C4, 0xAE2EABE2A8, 0x1E4F43E470)
_PREFIX = "bitcoincash"
# Bytes of the hash by the three lowest bits of the version byte.
_SIZES = (20, 24, 28, 32, 40, 48, 56, 64)
_IN_TEXT = re.compile(r"(?<![0-9A-Za-z:])(?:bitcoincash:|BITCOINCASH:)?[0-9A-Za-z]{25,112}(?![0-9A-Za-z])")


def normal(text: str) -> str | None:
    """A CashAddr in small letters with its prefix, or a valid older address as it stands; else None."""
    address = text.strip()
    if _base58.valid(address, (b"\x00", b"\x05")):
        return address
    if address not in (address.lower(), address.upper()):
        return None
    body = address.lower().removeprefix(f"{_PREFIX}:")
    values = _bech32.groups(body)
    if values is None or _polymod([ord(char) & 31 for char in _PREFIX] + [0] + values) != 0:
        return None
    payload = _bech32.octets(values[:-8])
    return f"{_PREFIX}:{body}" if payload and _told(payload) else None


def find(text: str) -> list[_text.Found]:
    """Addresses in running text, with or without their prefix."""
    return _text.found(_IN_TEXT, normal, text)


def _told(payload: bytes) -> bool:
    """Whether the version byte tells a known type and the size that is there."""
    version = payload[0]
    return version >> 3 in (0, 1, 2, 3) and len(payload) - 1 == _SIZES[version & 7]


def _polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 35
        check = (check & 0x07FFFFFFFF) << 5 ^ value
        for bit, generator in enumerate(_GENERATORS):
            check ^= generator if top >> bit & 1 else 0
    return check ^ 1
