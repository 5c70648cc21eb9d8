"""Maritime Mobile Service Identity of a ship station (ITU-R M.585): nine digits that begin with a country's MID.

The maritime identification digits run from 201 to 775 (ITU Table of Maritime Identification Digits); which of them
are allocated changes, so only the range is checked.
"""

import re

from whereas.kit.ids import _text

SCHEME = "mmsi"
WEAK = True  # nine digits without a check may be anything
_LABEL = r"MMSI(?:\s*(?:number|no\.?|#))?[\s:.#-]*"
_FORM = re.compile(rf"(?:{_LABEL})?([0-9]{{9}})", re.IGNORECASE)
_IN_TEXT = re.compile(rf"(?<![A-Za-z0-9]){_LABEL}([0-9]{{9}})(?![A-Za-z0-9])", re.IGNORECASE)


def normal(text: str) -> str | None:
    """The nine digits of a ship's own identity; None for another form, groups, coast stations and aids included."""
    form = _FORM.fullmatch(text.strip())
    return form[1] if form and 201 <= int(form[1][:3]) <= 775 else None


def find(text: str) -> list[_text.Found]:
    """Identities in running text, each behind the word `MMSI`."""
    return _text.found(_IN_TEXT, normal, text)
