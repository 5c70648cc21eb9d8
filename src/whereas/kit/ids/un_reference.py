"""Permanent reference number of an entry on the United Nations Security Council Consolidated List.

Source: the list's own "Permanent reference number" (https://main.un.org/securitycouncil/en/content/un-sc-consolidated-list).
"""

import re

from whereas.kit.ids import _text

SCHEME = "un_reference"
# Without the full stop only the exact case tells a reference from a word with a number behind it.
_FORM = re.compile(r"([A-Za-z]{2})([IEie])\.\s*([0-9]{3})|([A-Z]{2})([ie])\s?([0-9]{3})")
_IN_TEXT = re.compile(r"(?<![0-9A-Za-z])[A-Z]{2}[ie]\.\s?[0-9]{3}(?![0-9A-Za-z])")


def normal(text: str) -> str | None:
    """`KPi.033`: two capitals for the regime, `i` for an individual or `e` for an entity, three digits; else None.

    Blanks around it and behind its full stop are tidied away: many references on the list end in one.
    """
    found = _FORM.fullmatch(text.strip())
    if found is None:
        return None
    regime, kind, number = (part for part in found.groups() if part is not None)
    return f"{regime.upper()}{kind.lower()}.{number}"


def find(text: str) -> list[_text.Found]:
    """References in running text, with their full stop."""
    return _text.found(_IN_TEXT, normal, text)
