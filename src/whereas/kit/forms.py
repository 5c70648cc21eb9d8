"""Normal forms of typed values, as FollowTheMoney keeps them: addresses, web and mail addresses, names, genders."""

import re
from urllib.parse import urlsplit

_QUOTES = (('"', '"'), ("'", "'"), ("“", "”"), ("‘", "’"), ("«", "»"))
_MAIL = re.compile(r"[A-Za-z0-9._%+'/-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}")
_GENDERS = {"male": "male", "m": "male", "female": "female", "f": "female", "other": "other"}


def address(text: str) -> str:
    """Parts of an address with commas between them, none of them empty."""
    parts = (part.strip() for part in re.split(r"[,;]", text))
    return ", ".join(part for part in parts if part)


def name(text: str) -> str:
    """A name without the quotation marks that stand around the whole of it."""
    while len(text) > 2 and any(text[0] == first and text[-1] == last for first, last in _QUOTES):
        text = text[1:-1].strip()
    return text


def url(text: str) -> str | None:
    """A web address with scheme and path, host in small letters; None where no host can be read."""
    full = text if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*://", text) else f"http://{text}"
    try:
        parts = urlsplit(full)
    except ValueError:
        return None
    if not parts.hostname or "." not in parts.hostname or " " in full:
        return None
    return parts._replace(scheme=parts.scheme.lower(), netloc=parts.netloc.lower(), path=parts.path or "/").geturl()


def email(text: str) -> str | None:
    """A mail address with its domain in small letters; None for another form."""
    clean = text.strip(" .,;\"'<>()")
    if _MAIL.fullmatch(clean) is None:
        return None
    local, _, domain = clean.rpartition("@")
    return f"{local}@{domain.lower()}"


def gender(text: str) -> str | None:
    """`male`, `female` or `other`; None for another word."""
    return _GENDERS.get(text.strip(" .,;").lower())
