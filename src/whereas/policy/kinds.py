"""The kinds of policy file, their JSON Schemas for editors, and everything in them that nobody has checked."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import msgspec

from whereas.core.catalogue import modules
from whereas.core.errors import PolicyError
from whereas.policy.typed import policy_files, read_typed


@cache
def kinds() -> Mapping[str, type[msgspec.Struct]]:
    """Every kind of policy file by the name of its folder: what the modules of this package promise as `FILES`."""
    every = (getattr(one, "FILES", {}) for one in modules("whereas.policy").values())
    return dict(sorted((folder, of) for files in every for folder, of in files.items()))


def schema_of(kind: str) -> dict[str, Any]:
    """The JSON Schema of a kind of policy file. Raises `PolicyError` for a kind there is none of."""
    if kind not in kinds():
        raise PolicyError(f"there is no kind of policy file {kind!r}", todo=f"choose one of: {', '.join(kinds())}")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(kinds()[kind])}


def check_file(kind: str, name: str, text: str) -> None:
    """Read a file of a kind. Raises `PolicyError` naming line and field."""
    read_typed(name, text, kinds()[kind])


def unverified() -> list[tuple[str, str, str]]:
    """Every record marked `verified: false`, as (file, place in it, what it says)."""
    found: list[tuple[str, str, str]] = []
    for kind, of in kinds().items():
        for name, text in policy_files(kind):
            found += [(name, place, words) for place, words in _marked(read_typed(name, text, of), "")]
    return found


def _marked(value: Any, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, msgspec.Struct):
        if getattr(value, "verified", None) is False:
            yield place or "the whole file", _words(value)
        for name in value.__struct_fields__:
            yield from _marked(getattr(value, name), f"{place}.{name}".lstrip("."))
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            label = getattr(item, "key", None) or getattr(item, "para", None) or number
            yield from _marked(item, f"{place}[{label}]")


def _words(value: msgspec.Struct) -> str:
    for name in ("words", "title", "object", "asks", "does", "name", "subject", "act"):
        text = getattr(value, name, "")
        if isinstance(text, str) and text:
            article = getattr(value, "article", "") or getattr(value, "basis", "")
            return f"{text}{f' ({article})' if article else ''}"
    return type(value).__name__
