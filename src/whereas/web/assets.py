"""Addresses of built assets: each names the digest of its bytes, so that a browser may keep it for good."""

import hashlib
from functools import cache
from pathlib import Path

STATIC = Path(__file__).parent / "static"


@cache
def asset(name: str) -> str:
    """The address of a file in `static/`. Raises `FileNotFoundError` where it was not built."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()
    return f"/static/{name}?v={digest[:12]}"
