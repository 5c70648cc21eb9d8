"""Addresses of pages: every state has one, and it is made here."""

from urllib.parse import quote, urlencode


def _with(path: str, **asked: str) -> str:
    said = {name: value for name, value in asked.items() if value}
    return f"{path}?{urlencode(said)}" if said else path


def entity(key: str, *, as_of: str = "") -> str:
    """The page of a party, a vessel, a wallet."""
    return _with(f"/entities/{quote(key, safe='')}", as_of=as_of)


def exhibit(sha256: str, *, at: str = "", quote: str = "") -> str:
    """An exhibit in the viewer, at a locator (`page:2@120-180`, a row, an XPath); `quote` is what is marked there."""
    return _with(f"/exhibits/{sha256}", at=at, quote=quote)


def claim(key: str) -> str:
    """A claim with its spans, what supports it and what undermines it."""
    return f"/claims/{quote(key, safe='')}"


def case(key: str) -> str:
    """A case: its question, subjects, board of elements, drafts and people."""
    return f"/cases/{quote(key, safe='')}"


def standard(key: str) -> str:
    """A standard (`eu-human-rights/torture`) as law reads."""
    return f"/standards/{quote(key, safe='/')}"


def source(key: str) -> str:
    """A source: freshness, issues, deltas."""
    return f"/sources/{quote(key, safe='')}"


def network(key: str, *, as_of: str = "") -> str:
    """The graph around a party."""
    return _with("/network", around=key, as_of=as_of)


def search(words: str) -> str:
    """Search and screen with these words in the box."""
    return _with("/search", q=words)


def audit(*, file: str = "", **asked: str) -> str:
    """The audit with these filters; as a file where `file` is `csv`."""
    return _with(f"/audit.{file}" if file else "/audit", **asked)


def sign_in_provider(then: str) -> str:
    """Where one leaves for the organisation's provider."""
    return _with("/sign-in/provider", then=then)
