"""Litecoin mainnet addresses: base58check (L, M, and the older 3) and bech32 under `ltc`."""

from whereas.kit.ids import _base58, _bech32, _text

SCHEME = "litecoin"
_VERSIONS = (b"\x30", b"\x32", b"\x05")


def normal(text: str) -> str | None:
    """The address if its check is right, bech32 ones in small letters; else None."""
    address = text.strip()
    if _base58.valid(address, _VERSIONS):
        return address
    return _bech32.segwit(address, "ltc")


def find(text: str) -> list[_text.Found]:
    """Addresses in running text."""
    return _text.found(_base58.WORD, normal, text)


def recover_case(lowered: str) -> str | None:
    """The one base58 address that reads like this in small letters; None unless exactly one of some millions fits."""
    return _base58.recover_case(lowered.strip(), _VERSIONS)
