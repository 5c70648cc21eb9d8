"""Bytes captured once, and what happened to them since."""

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """Captured bytes, named by their SHA-256.

    `origin` is the address or mirror path they came from; `captured_at` an ISO 8601 UTC instant; `published`
    the date the publisher gives the edition (partial ISO date, or empty where it gives none).
    """

    sha256: str
    sha3_512: str
    size: int
    source: str
    feed: str
    name: str
    origin: str
    captured_at: str
    published: str = ""

    @property
    def edition(self) -> str:
        """What orders editions of one feed: the publisher's date, else the day of capture."""
        return self.published or self.captured_at[:10]


@dataclass(frozen=True, slots=True, kw_only=True)
class CustodyEvent:
    """Something done to an exhibit: acquire, verify, derive, release, ... with by whom and when."""

    exhibit: str
    at: str
    actor: str
    action: str
    note: str = ""


def digests(data: bytes) -> tuple[str, str]:
    """SHA-256 and SHA3-512 of the bytes, in hex: two families, so that a break of one is not a break of both."""
    return hashlib.sha256(data).hexdigest(), hashlib.sha3_512(data).hexdigest()
