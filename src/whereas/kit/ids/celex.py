"""CELEX number of a document in EUR-Lex: sector, year, type of document, and number."""

import re

SCHEME = "celex"
_FORM = re.compile(r"(?:CELEX:?\s*)?([0-9CE]\d{4}[A-Z]{1,2}\d{4}(?:\(\d{2}\))?(?:-\d{8})?)", re.IGNORECASE)


def normal(text: str) -> str | None:
    """`32017R1509`, a consolidated text with its date (`02017R1509-20251217`), or None for another form."""
    found = _FORM.fullmatch(text.strip())
    return found[1].upper() if found else None
