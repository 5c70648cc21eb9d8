"""Business Identifier Code of an institution (ISO 9362): bank, country, place, and a branch."""

import re

from whereas.kit.countries import country_code

SCHEME = "bic"
WEAK = True  # eight letters without a check may be a word
_FORM = re.compile(r"[A-Z0-9]{4}([A-Z]{2})[A-Z0-9]{2}(?:[A-Z0-9]{3})?")


def normal(text: str) -> str | None:
    """The code in upper case, without the branch `XXX` that stands for the head office; None for another form.

    The country must be a code of ISO 3166-1, or `XK` for Kosovo.
    """
    code = re.sub(r"\s", "", text).upper()
    form = _FORM.fullmatch(code)
    if form is None or form[1] == "EU" or country_code(form[1]) != form[1].lower():
        return None
    return code.removesuffix("XXX") if len(code) == 11 else code
