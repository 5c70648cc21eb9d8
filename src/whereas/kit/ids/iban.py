"""International Bank Account Number (ISO 13616-1): country, two check digits, an account of the country's length."""

import re

SCHEME = "iban"
# Lengths of the SWIFT registry; a country that is not here has no IBAN that this program knows.
_LENGTHS = {
    "AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22, "BI": 27, "BR": 29,
    "BY": 28, "CH": 21, "CR": 22, "CY": 28, "CZ": 24, "DE": 22, "DJ": 27, "DK": 18, "DO": 28, "EE": 20, "EG": 29,
    "ES": 24, "FI": 18, "FK": 18, "FO": 18, "FR": 27, "GB": 22, "GE": 22, "GI": 23, "GL": 18, "GR": 27, "GT": 28,
    "HN": 28, "HR": 21, "HU": 28, "IE": 22, "IL": 23, "IQ": 23, "IS": 26, "IT": 27, "JO": 30, "KW": 30, "KZ": 20,
    "LB": 28, "LC": 32, "LI": 21, "LT": 20, "LU": 20, "LV": 21, "LY": 25, "MC": 27, "MD": 24, "ME": 22, "MK": 19,
    "MN": 20, "MR": 27, "MT": 31, "MU": 30, "NI": 28, "NL": 18, "NO": 15, "OM": 23, "PK": 24, "PL": 28, "PS": 29,
    "PT": 25, "QA": 29, "RO": 24, "RS": 22, "RU": 33, "SA": 24, "SC": 31, "SD": 18, "SE": 24, "SI": 19, "SK": 24,
    "SM": 27, "SO": 23, "ST": 25, "SV": 28, "TL": 23, "TN": 24, "TR": 26, "UA": 29, "VA": 22, "VG": 24, "XK": 20,
    "YE": 30,
}  # fmt: skip
_HEAD = re.compile(r"(?<![0-9A-Za-z])[A-Z]{2}[0-9]{2}")


def normal(text: str) -> str | None:
    """The number in upper case without blanks if length and check digits are right; else None."""
    code = re.sub(r"[\s-]", "", text).upper()
    if not re.fullmatch(r"[A-Z]{2}[0-9]{2}[0-9A-Z]+", code) or _LENGTHS.get(code[:2]) != len(code):
        return None
    if not "02" <= code[2:4] <= "98":  # what MOD 97-10 can yield; the others would check as well
        return None
    return code if int("".join(str(int(char, 36)) for char in code[4:] + code[:4])) % 97 == 1 else None


def find(text: str) -> list[tuple[int, int, str]]:
    """Numbers in running text, in capitals, written together or in groups parted by single blanks."""
    found = []
    for head in _HEAD.finditer(text):
        length = _LENGTHS.get(head[0][:2], 0)
        rest = re.compile(rf"(?:\x20?[0-9A-Z]){{{max(length - 4, 0)}}}(?![0-9A-Za-z])").match(text, head.end())
        if length and rest and (form := normal(text[head.start() : rest.end()])):
            found.append((head.start(), rest.end(), form))
    return found
