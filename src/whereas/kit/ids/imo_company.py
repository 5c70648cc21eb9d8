"""IMO unique company and registered owner number (IMO Resolution MSC.160(78)): seven digits.

The check digit's rule is not public in a text of the IMO, so only the form is checked.
"""

import re

SCHEME = "imo_company"
_FORM = re.compile(r"(?:IMO[\s:.-]*)?(\d{7})", re.IGNORECASE)


def normal(text: str) -> str | None:
    """The seven digits, with or without `IMO` before them; else None."""
    found = _FORM.fullmatch(text.strip())
    return found[1] if found else None
