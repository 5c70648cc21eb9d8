"""A share in percent as an exact interval: what is not known stays open, and 49.9999 is not 50."""

import math
import re
from dataclasses import dataclass
from fractions import Fraction

_NUMBER = r"(\d{1,3}(?:[.,]\d+)?)"
_POINT = re.compile(rf"{_NUMBER}\s*(?:%|per ?cent)?", re.IGNORECASE)
_RANGE = re.compile(rf"{_NUMBER}\s*%?\s*(?:-|–|to)\s*{_NUMBER}\s*(?:%|per ?cent)?", re.IGNORECASE)
_WHOLE = Fraction(100)
# Digits after the point to which a figure is written that no decimal can write, as 100/3.
_DIGITS = 4


@dataclass(frozen=True, slots=True, order=True)
class Share:
    """From `low` to `high` percent, both ends included. Raises `ValueError` outside 0 to 100, or where it runs down."""

    low: Fraction
    high: Fraction

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.high <= _WHOLE:
            raise ValueError(f"no share: {number(self.low)} to {number(self.high)} %")

    def __str__(self) -> str:
        if self.low == self.high:
            return f"{number(self.low)} %"
        return f"{number(self.low)} to {number(self.high)} %"

    def rounded(self, digits: int = 2) -> "Share":
        """The same interval with short ends, cut outwards so that it still holds."""
        scale = 10**digits
        low, high = math.floor(self.low * scale), math.ceil(self.high * scale)
        return Share(Fraction(low, scale), Fraction(high, scale))


NOTHING = Share(Fraction(0), Fraction(0))
UNKNOWN = Share(Fraction(0), _WHOLE)


def exact(figure: float | str) -> Fraction:
    """A figure as it is written, in decimal: 33.33 is 3333/100 and nothing near it. Raises `ValueError`."""
    try:
        return Fraction(str(figure))
    except ValueError:
        raise ValueError(f"{figure!r} is no figure") from None


def read_share(text: str) -> Share | None:
    """The share that a source writes (`51`, `33,33 %`, `30-60 %`, `30 to 60 percent`); None where it writes none.

    Raises `ValueError` for figures that are no share: above 100, or running down.
    """
    clean = text.strip()
    if found := _POINT.fullmatch(clean):
        point = exact(found[1].replace(",", "."))
        return Share(point, point)
    if found := _RANGE.fullmatch(clean):
        return Share(exact(found[1].replace(",", ".")), exact(found[2].replace(",", ".")))
    return None


def hull(shares: list[Share]) -> Share:
    """The least interval that holds them all."""
    return Share(min(one.low for one in shares), max(one.high for one in shares))


def capped(percent: Fraction) -> Fraction:
    """No more than the whole."""
    return min(percent, _WHOLE)


def number(percent: Fraction) -> str:
    """A figure in digits: every digit where a decimal can write it, else cut to four with `about` before them."""
    scale = percent.denominator
    for prime in (2, 5):
        while scale % prime == 0:
            scale //= prime
    if scale != 1:
        return f"about {math.floor(percent * 10**_DIGITS) / 10**_DIGITS:.{_DIGITS}f}"
    digits = next(count for count in range(400) if (percent * 10**count).denominator == 1)
    whole = percent * 10**digits
    text = f"{abs(whole.numerator):0{digits + 1}d}"
    sign = "-" if whole < 0 else ""
    return f"{sign}{text[: len(text) - digits]}.{text[len(text) - digits :]}" if digits else f"{sign}{text}"
