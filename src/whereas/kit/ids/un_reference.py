"""Permanent reference number of an entry on the United Nations Security Council Consolidated List."""

import re

SCHEME = "un_reference"
_FORM = re.compile(r"([A-Z]{2})([ie])\.?\s*(\d{3})", re.IGNORECASE)


def normal(text: str) -> str | None:
    """`KPi.033`: two capitals for the regime, `i` for an individual or `e` for an entity, three digits; else None."""
    found = _FORM.fullmatch(text.strip())
    return f"{found[1].upper()}{found[2].lower()}.{found[3]}" if found else None
