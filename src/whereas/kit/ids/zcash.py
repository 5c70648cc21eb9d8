"""Zcash transparent addresses (protocol specification 5.6.1.1): base58check with two version bytes (t1, t3)."""

from whereas.kit.ids import _base58

SCHEME = "zcash"
_VERSIONS = (b"\x1c\xb8", b"\x1c\xbd")


def normal(text: str) -> str | None:
    """The address if its check is right; else None."""
    address = text.strip()
    if _base58.valid(address, _VERSIONS):
        return address
    return None


def recover_case(lowered: str) -> str | None:
    """The one base58 address that reads like this in small letters, if exactly one checks; else None."""
    return _base58.recover_case(lowered.strip(), _VERSIONS)
