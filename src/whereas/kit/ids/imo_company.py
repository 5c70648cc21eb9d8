"""IMO unique company and registered owner number (IMO Resolution MSC.160(78)): seven digits, the last a check.

The resolution names no rule for the check digit. The one here is public knowledge, not an act: weights 8, 6, 4, 2, 9
and 7, their sum's remainder by 11 taken from 11, of that the last digit. Every company number on the captured lists
of the United Nations and the United States obeys it (`tests/unit/kit/ids` counts them).
"""

from whereas.kit.ids import _imo, _text

SCHEME = "imo_company"
_WEIGHTS = (8, 6, 4, 2, 9, 7)


def normal(text: str) -> str | None:
    """The seven digits if the check digit is right, with or without `IMO` before them; else None."""
    number = _imo.digits(text)
    if number is None:
        return None
    return number if (11 - _imo.weighted(number, _WEIGHTS) % 11) % 10 == int(number[6]) else None


def find(text: str) -> list[_text.Found]:
    """Companies' numbers in running text, each behind the word `IMO`; one in ten ships' numbers also passes."""
    return _text.found(_imo.IN_TEXT, normal, text)
