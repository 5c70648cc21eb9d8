"""Business Identifier Code of an institution (ISO 9362): bank, country, place, and a branch."""

import re

SCHEME = "bic"
_FORM = re.compile(r"[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?")


def normal(text: str) -> str | None:
    """The code in upper case, without the branch `XXX` that stands for the head office; None for another form."""
    code = re.sub(r"\s", "", text).upper()
    if _FORM.fullmatch(code) is None:
        return None
    return code.removesuffix("XXX") if len(code) == 11 else code
