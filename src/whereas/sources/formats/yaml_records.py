"""Reads a YAML file into typed records, so that an error names the line and the field."""

import re
from typing import TypeVar

import msgspec
import yaml

from whereas.core.errors import StructureError, UnsafeFileError

Record = TypeVar("Record")


def read_yaml(data: bytes, kind: type[Record]) -> Record:
    """The file as a record of a msgspec type; every scalar is text first, so that `08210124` keeps its zero.

    Raises `StructureError` with the line for bytes that are not UTF-8 or not YAML, for a field that is misspelt,
    missing, given twice or of the wrong type; `UnsafeFileError` for anchors and for depth, which no record needs.
    """
    try:
        loader = yaml.CBaseLoader(data.decode("utf-8"))
        node = loader.get_single_node()
    except UnicodeDecodeError as problem:
        raise StructureError("the file is not UTF-8", where=f"byte {problem.start}", todo="save it as UTF-8") from None
    except yaml.YAMLError as problem:
        mark = getattr(problem, "problem_mark", None)
        where = f"line {mark.line + 1}" if mark else ""
        raise StructureError("the file is not YAML", where=where, todo="correct its punctuation") from None
    except RecursionError:
        raise UnsafeFileError("the file is nested too deep", todo="records are a few levels deep") from None
    if node is None:
        raise StructureError("the file is empty", todo="write its records")
    _refuse_repeats(node, set())
    try:
        return msgspec.convert(loader.construct_document(node), kind, strict=False)
    except msgspec.ValidationError as problem:
        what, _, path = str(problem).partition(" - at `")
        place = path.rstrip("`")
        raise StructureError(
            what, where=f"line {_line(node, place)}, {place or '$'}", todo="correct the field; see the source's file"
        ) from None


def _refuse_repeats(node: yaml.Node, seen: set[int]) -> None:
    """Anchors make small files large, and of a field given twice YAML would silently keep the last."""
    line = f"line {node.start_mark.line + 1}"
    if id(node) in seen:
        raise UnsafeFileError("the file uses an anchor", where=line, todo="write the value out")
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        for child in node.value:
            _refuse_repeats(child, seen)
    elif isinstance(node, yaml.MappingNode):
        names: set[str] = set()
        for key, child in node.value:
            if key.value in names:
                raise StructureError(f"the field {key.value} stands twice", where=f"line {key.start_mark.line + 1}")
            names.add(key.value)
            _refuse_repeats(child, seen)


def _line(node: yaml.Node, path: str) -> int:
    """The line of the deepest node that a path like `$.designations[3].acts[1].born` leads to."""
    for name, number in re.findall(r"\.([^.\[\]]+)|\[(\d+)\]", path):
        if number and isinstance(node, yaml.SequenceNode):
            node = node.value[int(number)]
        elif name and isinstance(node, yaml.MappingNode):
            node = next((child for key, child in node.value if key.value == name), node)
    return int(node.start_mark.line) + 1
