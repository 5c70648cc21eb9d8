"""Bitcoin Cash addresses: CashAddr (its specification of 2017), and the older base58check ones of Bitcoin."""

from whereas.kit.ids import _base58

SCHEME = "bitcoin_cash"
_CHARSET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATORS = (0x98F2BC8E61, 0x79B76D99E2, 0xF33E5FB3C4, 0xAE2EABE2A8, 0x1E4F43E470)
_PREFIX = "bitcoincash"


def normal(text: str) -> str | None:
    """A CashAddr in small letters with its prefix, or a valid older address as it stands; else None."""
    address = text.strip()
    if _base58.valid(address, (b"\x00", b"\x05")):
        return address
    if address not in (address.lower(), address.upper()):
        return None
    body = address.lower().removeprefix(f"{_PREFIX}:")
    if len(body) < 9 or any(char not in _CHARSET for char in body):
        return None
    values = [_CHARSET.index(char) for char in body]
    check = _polymod([ord(char) & 31 for char in _PREFIX] + [0] + values)
    return f"{_PREFIX}:{body}" if check == 0 else None


def _polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 35
        check = (check & 0x07FFFFFFFF) << 5 ^ value
        for bit, generator in enumerate(_GENERATORS):
            check ^= generator if top >> bit & 1 else 0
    return check ^ 1
