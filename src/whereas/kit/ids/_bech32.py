"""Bech32 and bech32m (BIP-173, BIP-350): segregated-witness addresses."""

_CHARSET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_BECH32, _BECH32M = 1, 0x2BC830A3


def _polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate(_GENERATORS):
            check ^= generator if top >> bit & 1 else 0
    return check


def groups(body: str) -> list[int] | None:
    """The characters as groups of five bits; None for a character outside the set."""
    return [_CHARSET.index(char) for char in body] if all(char in _CHARSET for char in body) else None


def octets(values: list[int]) -> bytes | None:
    """Groups of five bits as bytes; None if more than padding zeros are left over."""
    number = 0
    for value in values:
        number = number << 5 | value
    spare = len(values) * 5 % 8
    if spare > 4 or number & ((1 << spare) - 1):
        return None
    return (number >> spare).to_bytes(len(values) * 5 // 8, "big")


def segwit(text: str, prefix: str) -> str | None:
    """The address in small letters if it is a valid witness program under this prefix; else None."""
    if text not in (text.lower(), text.upper()):
        return None
    low = text.lower()
    head, one, body = low.rpartition("1")
    values = groups(body)
    if not one or head != prefix or len(low) > 90 or values is None or len(values) < 8:
        return None
    check = _polymod([ord(char) >> 5 for char in head] + [0] + [ord(char) & 31 for char in head] + values)
    program = octets(values[1:-6])
    version = values[0]
    if program is None or version > 16 or check != (_BECH32 if version == 0 else _BECH32M):
        return None
    sizes = (20, 32) if version == 0 else range(2, 41)
    return low if len(program) in sizes else None
