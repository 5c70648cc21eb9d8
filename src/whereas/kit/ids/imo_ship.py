"""IMO ship identification number (IMO Resolution A.1117(30)): seven digits, the last a weighted check."""

import re

SCHEME = "imo_ship"
_FORM = re.compile(r"(?:IMO[\s:.-]*)?(\d{7})", re.IGNORECASE)


def normal(text: str) -> str | None:
    """The seven digits if the check digit is right, with or without `IMO` before them; else None."""
    found = _FORM.fullmatch(text.strip())
    if found is None:
        return None
    digits = [int(digit) for digit in found[1]]
    total = sum(weight * digit for weight, digit in zip(range(7, 1, -1), digits, strict=False))
    return found[1] if total % 10 == digits[6] and digits[0] != 0 else None
