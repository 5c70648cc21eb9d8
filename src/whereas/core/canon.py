"""Canonical JSON (RFC 8785) and its SHA-256: the one way this program hashes what it says."""

import hashlib
from typing import Any

import msgspec
import rfc8785

_encode = msgspec.json.Encoder().encode


def canonical(value: Any) -> bytes:
    """The RFC 8785 (JCS) form of a JSON value, as UTF-8 bytes.

    Raises `rfc8785.CanonicalizationError` for what JSON cannot hold (NaN, integers beyond 2**53, other types).
    """
    return rfc8785.dumps(value)


def digest(value: Any) -> str:
    """SHA-256 of the canonical form, as 64 lower-case hex digits."""
    return hashlib.sha256(canonical(value)).hexdigest()


def digest_texts(texts: tuple[str, ...]) -> bytes:
    """SHA-256 (32 bytes) of a canonical JSON array of strings.

    For an array of strings msgspec's output is already canonical, forty times faster than the general path;
    `tests/properties` holds the two together.
    """
    return hashlib.sha256(_encode(texts)).digest()
