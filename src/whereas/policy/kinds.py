"""The kinds of policy file, their JSON Schemas for editors, and everything in them that nobody has checked."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import msgspec

from whereas.core.catalogue import modules
from whereas.core.errors import PolicyError
from whereas.policy.files import policy_files
from whereas.policy.typed import Doubt, hold, read_typed


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
    """Read a file of a kind and hold it against what it names. Raises `PolicyError` naming line and field."""
    record = read_typed(name, text, kinds()[kind])
    if kind in checks():
        hold(name, text, checks()[kind](record))


@cache
def checks() -> Mapping[str, Callable[[Any], Iterable[Doubt]]]:
    """What holds a file of a kind against the others, by folder: what the modules promise as `CHECKS`."""
    every = (getattr(one, "CHECKS", {}) for one in modules("whereas.policy").values())
    return {folder: check for found in every for folder, check in found.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchecked:
    """A record marked `verified: false`: file, place in it, what it says, and what of it was seen all the same."""

    file: str
    place: str
    words: str
    seen: str = ""


@cache
def unverified() -> tuple[Unchecked, ...]:
    """Everything in the policy that stands there from memory, by file and place."""
    return tuple(
        Unchecked(file=name, place=place, words=words, seen=seen)
        for kind, of in kinds().items()
        for name, text in policy_files(kind)
        for place, words, seen in _marked(read_typed(name, text, of), "")
    )


def _marked(value: Any, place: str) -> Iterator[tuple[str, str, str]]:
    if isinstance(value, msgspec.Struct):
        if getattr(value, "verified", None) is False:
            yield place or "the whole file", _words(value), getattr(value, "seen", "")
        elif getattr(value, "goods", ()) and not getattr(value, "codes_verified", True):
            yield f"{place}.goods", f"codes of goods: {', '.join(getattr(value, 'goods', ()))}", ""
        for name in value.__struct_fields__:
            yield from _marked(getattr(value, name), f"{place}.{name}".lstrip("."))
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            label = getattr(item, "key", None) or getattr(item, "para", None) or number
            yield from _marked(item, f"{place}[{label}]")


def _words(value: msgspec.Struct) -> str:
    for name in (
        "words",
        "title",
        "object",
        "asks",
        "does",
        "name",
        "what",
        "who",
        "case",
        "subject",
        "article",
        "act",
    ):
        text = getattr(value, name, "")
        if isinstance(text, str) and text:
            where = getattr(value, "article", "") or getattr(value, "basis", "") or getattr(value, "paragraph", "")
            return f"{text}{f' ({where})' if where and where != text else ''}"
    amount = getattr(value, "amount", None)
    if amount is not None:
        return f"{amount:,.15g} {getattr(value, 'unit', '')} per {getattr(value, 'per', '')}"
    return type(value).__name__
