"""XRP Ledger classic addresses (https://xrpl.org/base58-encodings.html): base58check with its own alphabet."""

from whereas.kit.ids import _base58

SCHEME = "xrp"
_ALPHABET = "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz"


def normal(text: str) -> str | None:
    """The address if its check is right; else None."""
    address = text.strip()
    return address if _base58.valid(address, (b"\x00",), alphabet=_ALPHABET) else None
