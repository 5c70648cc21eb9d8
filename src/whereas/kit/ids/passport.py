"""Numbers of passports and the like: kept as written, compared without what stands between their characters."""

import re

SCHEME = "passport"


def normal(text: str) -> str | None:
    """The number's letters and digits in upper case; None with fewer than five of them or fewer than three digits."""
    compared = re.sub(r"[^0-9A-Z]", "", text.upper())
    digits = sum(char.isdigit() for char in compared)
    return compared if len(compared) >= 5 and digits >= 3 else None
