"""Reads a policy file field by field, so that an error names the file, the line and the field."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from whereas.core.errors import PolicyError
from whereas.core.period import is_partial_date


@dataclass(slots=True)
class Fields:
    """One mapping of a policy file while it is being read; what nobody read is an error when it is closed."""

    file: str
    path: str
    line: int
    nodes: dict[str, tuple[int, yaml.Node]]
    read: set[str] = field(default_factory=set)

    def text(self, name: str, default: str | None = None) -> str:
        """A text field; without a default it must be there and hold something."""
        found = self._node(name, default is None)
        if found is None:
            return default or ""
        line, node = found
        if not isinstance(node, yaml.ScalarNode) or not str(node.value).strip():
            raise self._wrong(line, name, "must be a text that is not empty")
        return str(node.value).strip()

    def day(self, name: str) -> str:
        """An ISO day that exists in the calendar."""
        text = self.text(name)
        if len(text) != 10 or not is_partial_date(text):
            raise self._wrong(self.nodes[name][0], name, f"must be a day such as 2017-06-08, not {text!r}")
        return text

    def flag(self, name: str, *, default: bool) -> bool:
        """A field that is `true` or `false`."""
        found = self._node(name, required=False)
        if found is None:
            return default
        line, node = found
        if not isinstance(node, yaml.ScalarNode) or node.value not in ("true", "false"):
            raise self._wrong(line, name, "must be true or false")
        return bool(node.value == "true")

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts; a field that is absent is an empty list."""
        found = self._node(name, required=False)
        if found is None:
            return ()
        line, node = found
        if not isinstance(node, yaml.SequenceNode):
            raise self._wrong(line, name, "must be a list of texts")
        for item in node.value:
            if not isinstance(item, yaml.ScalarNode) or not str(item.value).strip():
                raise self._wrong(item.start_mark.line + 1, name, "must hold texts that are not empty")
        return tuple(str(item.value).strip() for item in node.value)

    def patterns(self, name: str) -> tuple[re.Pattern[str], ...]:
        """A list of regular expressions, searched for without regard to case."""
        compiled = []
        for text in self.texts(name):
            try:
                compiled.append(re.compile(text, re.IGNORECASE))
            except re.error as problem:
                raise self._wrong(
                    self.nodes[name][0], name, f"is not a regular expression: {text!r}, {problem}"
                ) from None
        return tuple(compiled)

    def records(self, name: str, *, required: bool = True) -> Iterator["Fields"]:
        """A list of mappings, each to be read and closed in turn."""
        found = self._node(name, required)
        if found is None:
            return
        line, node = found
        if not isinstance(node, yaml.SequenceNode):
            raise self._wrong(line, name, "must be a list of records")
        for number, item in enumerate(node.value):
            yield _fields(self.file, f"{self._name(name)}[{number}]", item)

    def close(self) -> None:
        """Raises `PolicyError` at the first field that nobody read: a misspelt field must not pass as an absent one."""
        for name, (line, _node) in self.nodes.items():
            if name not in self.read:
                known = ", ".join(sorted(self.read))
                raise self._wrong(line, name, f"is no field of this record; it has {known}")

    def _node(self, name: str, required: bool) -> tuple[int, yaml.Node] | None:
        self.read.add(name)
        if required and name not in self.nodes:
            raise self._wrong(self.line, name, "is missing")
        return self.nodes.get(name)

    def _name(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path else name

    def _wrong(self, line: int, name: str, what: str) -> PolicyError:
        return PolicyError(
            f"the field {self._name(name)} {what}",
            where=f"{self.file}, line {line}",
            todo="correct the file; docs/reference names the fields of each kind of policy file",
        )


def read_policy(file: str, text: str) -> Fields:
    """The outermost mapping of a policy file (YAML); `file` is its name in errors.

    Raises `PolicyError` for text that is not YAML, is not a mapping, or names a field twice.
    """
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as problem:
        mark = getattr(problem, "problem_mark", None)
        place = f"{file}, line {mark.line + 1}" if mark else file
        raise PolicyError("the file is not YAML", where=place, todo="correct the file's punctuation") from None
    if node is None:
        raise PolicyError("the file is empty", where=file, todo="write its fields or remove the file")
    return _fields(file, "", node)


def _fields(file: str, path: str, node: yaml.Node) -> Fields:
    line = node.start_mark.line + 1
    if not isinstance(node, yaml.MappingNode):
        raise PolicyError(f"{path or 'the file'} must be a record of named fields", where=f"{file}, line {line}")
    nodes: dict[str, tuple[int, yaml.Node]] = {}
    for key, value in node.value:
        name, at = str(key.value), key.start_mark.line + 1
        if name in nodes:
            raise PolicyError(f"the field {name} stands twice", where=f"{file}, line {at}", todo="keep one of them")
        nodes[name] = (at, value)
    return Fields(file=file, path=path, line=line, nodes=nodes)
