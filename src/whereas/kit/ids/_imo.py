"""What the two numbers of the International Maritime Organization share: `IMO` and seven digits."""

import re
from unicodedata import normalize

_LABEL = r"IMO(?:\s*(?:number|no\.?|nr\.?|#))?[\s:.#-]*"
_FORM = re.compile(rf"(?:{_LABEL})?([0-9]{{7}})", re.IGNORECASE)
# In running text seven digits mean nothing by themselves: the label must stand before them.
IN_TEXT = re.compile(rf"(?<![A-Za-z0-9]){_LABEL}([0-9]{{7}})(?![A-Za-z0-9])", re.IGNORECASE)


def digits(text: str) -> str | None:
    """The seven digits, with or without a label before them, full-width ones made plain; None for another form."""
    form = _FORM.fullmatch(normalize("NFKC", text).strip())
    return form[1] if form else None


def weighted(number: str, weights: tuple[int, ...]) -> int:
    """The sum of the first six digits, each times its weight."""
    return sum(weight * int(digit) for weight, digit in zip(weights, number[:6], strict=True))
