"""Legal Entity Identifier (ISO 17442-1): eighteen characters and two check digits (ISO/IEC 7064, MOD 97-10)."""

import re

from whereas.kit.ids import _text

SCHEME = "lei"
_FORM = re.compile(r"[0-9A-Z]{18}[0-9]{2}")
_IN_TEXT = re.compile(r"(?<![0-9A-Za-z])[0-9A-Z]{18}[0-9]{2}(?![0-9A-Za-z])")


def normal(text: str) -> str | None:
    """The twenty characters in upper case if they check; else None."""
    code = re.sub(r"\s", "", text).upper()
    if _FORM.fullmatch(code) is None:
        return None
    return code if int("".join(str(int(char, 36)) for char in code)) % 97 == 1 else None


def find(text: str) -> list[_text.Found]:
    """Identifiers in running text, written in capitals without blanks."""
    return _text.found(_IN_TEXT, normal, text)
