"""A publisher's JSON as plain values, held to a shape before anything of it is believed."""

import json
from typing import Any

from whereas.core.errors import StructureError, UnsafeFileError
from whereas.kit.tables import TableError, decode

_TODO = "the earlier edition stays; fetch the file again, whole, and compare its fields"


def read_object(data: bytes, name: str) -> dict[str, Any]:
    """The file's outermost object.

    Raises `StructureError` for what is no JSON object or has a key twice, `UnsafeFileError` for one nested too deep.
    """
    try:
        found = json.loads(decode(data, "utf-8-sig"), object_pairs_hook=_once)
    except (TableError, ValueError) as error:
        raise StructureError(f"not the JSON it should be: {error}", where=name, todo=_TODO) from error
    except RecursionError:
        raise UnsafeFileError("the file is nested too deep", where=name, todo="records are a few levels deep") from None
    return members(found, "json:", name)


def members(value: Any, at: str, name: str) -> dict[str, Any]:
    """The value as an object that is not empty. Raises `StructureError` with its place for anything else."""
    if not isinstance(value, dict) or not value:
        raise StructureError("no object with members", where=f"{name} {at}", todo=_TODO)
    return value


def elements(value: Any, at: str, name: str) -> list[Any]:
    """The value as an array that is not empty. Raises `StructureError` with its place for anything else."""
    if not isinstance(value, list) or not value:
        raise StructureError("no array with elements", where=f"{name} {at}", todo=_TODO)
    return value


def text_of(value: Any) -> str | None:
    """A text or a number as text; None for what is neither."""
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:.12g}"
    return None


def pointer(*names: str | int) -> str:
    """A locator for the place that these names lead to (RFC 6901)."""
    return "json:" + "".join("/" + str(name).replace("~", "~0").replace("/", "~1") for name in names)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Of a key given twice JSON would silently keep the last."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("an object has one key twice")
    return found
