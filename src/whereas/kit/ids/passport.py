"""Numbers of passports and the like: kept as written, compared without what stands between their characters.

ICAO Doc 9303 gives no form that all states keep to, so nothing but the characters is compared.
"""

from unicodedata import decimal, normalize

SCHEME = "passport"
WEAK = True  # any word with three digits has this form


def normal(text: str) -> str | None:
    """The number's letters and digits in upper case; None with fewer than five of them or fewer than three digits.

    Digits of any script become 0-9. Letters of other scripts stay what they are: a Cyrillic series is part of its
    number, and two numbers that differ in it are two.
    """
    characters = (char for char in normalize("NFKC", text).upper() if char.isalpha() or char.isdecimal())
    compared = "".join(str(decimal(char)) if char.isdecimal() else char for char in characters)
    return compared if len(compared) >= 5 and sum(char.isdecimal() for char in compared) >= 3 else None
