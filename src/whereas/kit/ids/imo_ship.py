"""IMO ship identification number (IMO Resolution A.1117(30)): seven digits, the last a weighted check."""

from whereas.kit.ids import _imo, _text

SCHEME = "imo_ship"
_WEIGHTS = (7, 6, 5, 4, 3, 2)


def normal(text: str) -> str | None:
    """The seven digits if the check digit is right, with or without `IMO` before them; else None."""
    number = _imo.digits(text)
    if number is None or number[0] == "0":
        return None
    return number if _imo.weighted(number, _WEIGHTS) % 10 == int(number[6]) else None


def find(text: str) -> list[_text.Found]:
    """Ships' numbers in running text, each behind the word `IMO`."""
    return _text.found(_imo.IN_TEXT, normal, text)
