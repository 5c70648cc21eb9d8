"""CELEX number of a document in EUR-Lex: sector, year, type of document, and number.

Source: Publications Office, "CELEX number composition" (https://eur-lex.europa.eu/content/tools/eur-lex-celex-infographic-A3.pdf).
"""

import re

from whereas.kit.ids import _text

SCHEME = "celex"
# Articles of treaties have three digits; `(01)` tells documents of one number apart; `R(01)` is a corrigendum.
_NUMBER = r"[0-9CE][12][0-9]{3}[A-Z]{1,2}[0-9]{3,4}(?:\([0-9]{2}\))?(?:R\([0-9]{2}\))?(?:-[0-9]{8})?"
_FORM = re.compile(rf"(?:CELEX:?\s*)?({_NUMBER})", re.IGNORECASE)
_IN_TEXT = re.compile(rf"(?<![0-9A-Za-z]){_NUMBER}(?![0-9A-Za-z(])")


def normal(text: str) -> str | None:
    """`32017R1509`, a consolidated text with its date (`02017R1509-20251217`), or None for another form."""
    found = _FORM.fullmatch(text.strip())
    return found[1].upper() if found else None


def find(text: str) -> list[_text.Found]:
    """Numbers in running text, in capitals."""
    return _text.found(_IN_TEXT, normal, text)
