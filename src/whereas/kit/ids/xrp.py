"""XRP Ledger classic addresses (https://xrpl.org/base58-encodings.html): base58check with its own alphabet."""

from whereas.kit.ids import _base58, _text

SCHEME = "xrp"
_ALPHABET = "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz"
_VERSIONS = (b"\x00",)


def normal(text: str) -> str | None:
    """The address if its check is right; else None."""
    address = text.strip()
    return address if _base58.valid(address, _VERSIONS, alphabet=_ALPHABET) else None


def find(text: str) -> list[_text.Found]:
    """Addresses in running text."""
    return _text.found(_base58.WORD, normal, text)


def recover_case(lowered: str) -> str | None:
    """The one address that reads like this in small letters; None unless exactly one of a few millions checks."""
    return _base58.recover_case(lowered.strip(), _VERSIONS, alphabet=_ALPHABET)
