"""Ethereum and compatible chains' addresses, with the mixed-case check of EIP-55."""

import re

from whereas.kit.ids import _text
from whereas.kit.keccak import keccak256

SCHEME = "ethereum"
_FORM = re.compile(r"0x([0-9a-fA-F]{40})")
_IN_TEXT = re.compile(r"(?<![0-9A-Za-z])0x[0-9a-fA-F]{40}(?![0-9A-Za-z])")


def normal(text: str) -> str | None:
    """The address with its EIP-55 capitals; None for another form or capitals that do not check.

    An address all in small letters or all in capitals carries no check, and is taken.
    """
    found = _FORM.fullmatch(text.strip())
    if found is None:
        return None
    written = found[1]
    low = written.lower()
    digest = keccak256(low.encode()).hex()
    proper = "".join(char.upper() if int(digest[place], 16) >= 8 else char for place, char in enumerate(low))
    return f"0x{proper}" if written in (proper, low, low.upper()) else None


def find(text: str) -> list[_text.Found]:
    """Addresses in running text; the first half of a transaction's longer number is none."""
    return _text.found(_IN_TEXT, normal, text)
