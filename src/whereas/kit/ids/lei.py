"""Legal Entity Identifier (ISO 17442-1): eighteen characters and two check digits (ISO/IEC 7064, MOD 97-10)."""

import re

SCHEME = "lei"
_FORM = re.compile(r"[0-9A-Z]{18}\d{2}")


def normal(text: str) -> str | None:
    """The twenty characters in upper case if they check; else None."""
    code = re.sub(r"\s", "", text).upper()
    if _FORM.fullmatch(code) is None:
        return None
    return code if int("".join(str(int(char, 36)) for char in code)) % 97 == 1 else None
