"""Maritime Mobile Service Identity of a ship station (ITU-R M.585-9): nine digits that begin with a country's MID."""

import re

SCHEME = "mmsi"
_FORM = re.compile(r"(?:MMSI[\s:.-]*)?([2-7]\d{8})", re.IGNORECASE)


def normal(text: str) -> str | None:
    """The nine digits of a ship's identity (first digit 2 to 7: the regions of M.585); else None."""
    found = _FORM.fullmatch(text.strip())
    return found[1] if found else None
