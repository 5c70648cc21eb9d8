"""Reads a policy file into typed records; an error names the file, the line and the field."""

import re
from collections.abc import Container, Iterable, Iterator
from typing import Annotated, Any, Literal, TypeVar, get_args, get_type_hints

import msgspec
import yaml

from whereas.core.errors import PolicyError
from whereas.core.period import is_partial_date

Record = TypeVar("Record")

# A day, a month or a year, or nothing: the form; that the day is in the calendar is looked at apart.
DAY = r"^(|[12]\d{3}(-\d\d(-\d\d)?)?)$"
Key = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9.\-_]*$", max_length=80)]
Day = Annotated[str, msgspec.Meta(pattern=DAY)]
Letter = Literal["A", "B", "C", "D", "E", "F"]
# What is wrong at a place of a file: path (`$.criteria[3].uses[0]`), what was found, what to do about it.
Doubt = tuple[str, str, str]

_TODO = "correct the file; `whereas policy --schema` prints what each kind of policy file may hold"


class Typed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A record of a policy file: a field that is not named here is a misspelling and an error."""


def read_typed(file_name: str, text: str, kind: type[Record]) -> Record:
    """The file as a record of a msgspec type; every scalar is text first, so that `2371` may be a number or a name.

    Raises `PolicyError` with file, line and field for text that is not YAML, for a field that is misspelt, missing,
    given twice or of the wrong type, and for anchors, which no policy file needs.
    """
    loader = yaml.CBaseLoader(text)
    try:
        node = loader.get_single_node()
    except yaml.YAMLError as problem:
        mark = getattr(problem, "problem_mark", None)
        where = f"{file_name}, line {mark.line + 1}" if mark else file_name
        why = getattr(problem, "problem", "") or "its punctuation is wrong"
        raise PolicyError(f"the file is not YAML: {why}", where=where, todo="quote texts that hold a colon") from None
    except RecursionError:
        raise PolicyError("the file is nested too deep", where=file_name, todo=_TODO) from None
    if node is None:
        raise PolicyError("the file is empty", where=file_name, todo="write its fields or remove the file")
    _refuse_repeats(file_name, node, set())
    try:
        record = msgspec.convert(loader.construct_document(node), kind, strict=False)
    except msgspec.ValidationError as problem:
        what, _, path = str(problem).partition(" - at `")
        place = path.rstrip("`") or "$"
        named = re.search(r"unknown field `([^`]+)`", what)
        line = _line(node, f"{place}.{named[1]}" if named else place)
        raise PolicyError(
            f"the field {place.removeprefix('$.')}: {what}", where=f"{file_name}, line {line}", todo=_TODO
        ) from None
    _refuse(file_name, node, _days(record, "$"))
    return record


def hold(file_name: str, text: str, doubts: Iterable[Doubt]) -> None:
    """Raises `PolicyError` with file, line and field at the first doubt about a file that was read."""
    first = next(iter(doubts), None)
    if first is not None:
        _refuse(file_name, yaml.CBaseLoader(text).get_single_node(), [first])


def unknown(named: Iterable[str], path: str, known: Container[str], what: str) -> Iterator[Doubt]:
    """A doubt for each name that leads nowhere; `{}` in the path stands for its number."""
    for number, one in enumerate(named):
        if one not in known:
            yield path.format(number), f"names the {what} {one!r}, which is not there", f"correct it, or add the {what}"


def twice(keys: Iterable[str], path: str, *, taken: Iterable[str] = ()) -> Iterator[Doubt]:
    """A doubt for each key that stands twice, or that is `taken` elsewhere."""
    seen = set(taken)
    for number, key in enumerate(keys):
        if key in seen:
            yield path.format(number), f"the key {key!r} is taken", "give one of the two another key"
        seen.add(key)


def _refuse(file_name: str, node: yaml.Node | None, doubts: Iterable[Doubt]) -> None:
    for path, what, todo in doubts:
        field = f"the field {path.removeprefix('$.')}: " if path != "$" else ""
        line = _line(node, path) if node is not None else 1
        raise PolicyError(f"{field}{what}", where=f"{file_name}, line {line}", todo=todo)


def _days(value: Any, path: str) -> Iterator[Doubt]:
    """Days of the right form that no calendar has, such as 2017-02-30."""
    if isinstance(value, msgspec.Struct):
        hints = get_type_hints(type(value), include_extras=True)
        for name in value.__struct_fields__:
            held = getattr(value, name)
            forms = [getattr(one, "pattern", None) for one in get_args(hints[name])[1:]]
            if DAY in forms and held and not is_partial_date(held):
                yield f"{path}.{name}", f"{held!r} is in no calendar", "write a day such as 2017-06-08, or a month"
            yield from _days(held, f"{path}.{name}")
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _days(item, f"{path}[{number}]")


def _refuse_repeats(file_name: str, node: yaml.Node, seen: set[int]) -> None:
    """Anchors make small files large, and of a field given twice YAML would silently keep the last."""
    where = f"{file_name}, line {node.start_mark.line + 1}"
    if id(node) in seen:
        raise PolicyError("the file uses an anchor", where=where, todo="write the value out")
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        for child in node.value:
            _refuse_repeats(file_name, child, seen)
    elif isinstance(node, yaml.MappingNode):
        names: set[str] = set()
        for key, child in node.value:
            if key.value in names:
                at = f"{file_name}, line {key.start_mark.line + 1}"
                raise PolicyError(f"the field {key.value} stands twice", where=at, todo="keep one of them")
            names.add(key.value)
            _refuse_repeats(file_name, child, seen)


def _line(node: yaml.Node, path: str) -> int:
    """The line of the deepest node that a path like `$.criteria[3].elements[1].key` leads to."""
    at = int(node.start_mark.line) + 1
    for name, number in re.findall(r"\.([^.\[\]]+)|\[(\d+)\]", path):
        if number and isinstance(node, yaml.SequenceNode):
            node = node.value[int(number)]
            at = int(node.start_mark.line) + 1
        elif name and isinstance(node, yaml.MappingNode):
            found = next(((key, child) for key, child in node.value if key.value == name), None)
            if found is None:
                return at
            at, node = int(found[0].start_mark.line) + 1, found[1]
    return at
