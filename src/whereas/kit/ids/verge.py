"""Verge mainnet addresses: base58check (D and E)."""

from whereas.kit.ids import _base58, _text

SCHEME = "verge"
_VERSIONS = (b"\x1e", b"\x21")


def normal(text: str) -> str | None:
    """The address if its check is right; else None."""
    address = text.strip()
    return address if _base58.valid(address, _VERSIONS) else None


def find(text: str) -> list[_text.Found]:
    """Addresses in running text."""
    return _text.found(_base58.WORD, normal, text)


def recover_case(lowered: str) -> str | None:
    """The one base58 address that reads like this in small letters; None unless exactly one of some millions fits."""
    return _base58.recover_case(lowered.strip(), _VERSIONS)
