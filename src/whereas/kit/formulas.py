"""Formulas of names, numbers, + - * / and brackets: read into a tree, never run as code."""

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_TOKEN = re.compile(r"\s*(?:(\d+(?:\.\d+)?(?:e\d+)?)|([a-z][a-z0-9_]*)|([-+*/()]))")
_LONGEST, _DEEPEST = 1000, 30
_WORK: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}


@dataclass(frozen=True, slots=True)
class Number:
    """A number that stands in a formula."""

    value: float


@dataclass(frozen=True, slots=True)
class Name:
    """A quantity that a formula names."""

    name: str


@dataclass(frozen=True, slots=True)
class Work:
    """Two parts of a formula and what is done with them: `+`, `-`, `*` or `/`."""

    sign: str
    left: "Formula"
    right: "Formula"


Formula = Number | Name | Work


def read_formula(text: str) -> Formula:
    """The tree of a formula such as `a * (1 - b) / 2`. Raises `ValueError` saying what is wrong and where."""
    if len(text) > _LONGEST:
        raise ValueError(f"the formula is longer than {_LONGEST} characters")
    reader = _Reader(tuple(_tokens(text)))
    found = reader.sum(0)
    if reader.at < len(reader.tokens):
        raise ValueError(f"{reader.tokens[reader.at]!r} follows where the formula could end")
    return found


def names_of(formula: Formula) -> frozenset[str]:
    """The quantities a formula names."""
    match formula:
        case Name(name):
            return frozenset({name})
        case Work(_, left, right):
            return names_of(left) | names_of(right)
        case _:
            return frozenset()


def value_of(formula: Formula, values: Mapping[str, Any]) -> Any:
    """What a formula comes to, on numbers, arrays or intervals alike. Raises `KeyError` for a name without a value."""
    match formula:
        case Number(value):
            return value
        case Name(name):
            return values[name]
        case Work(sign, left, right):
            return _WORK[sign](value_of(left, values), value_of(right, values))


def sums_in(formula: Formula) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    """What a formula adds: for each plus sign the names on its left and on its right."""
    if isinstance(formula, Work):
        if formula.sign == "+":
            yield names_of(formula.left), names_of(formula.right)
        yield from sums_in(formula.left)
        yield from sums_in(formula.right)


def _tokens(text: str) -> Iterator[str]:
    at, text = 0, text.rstrip()
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            rest = text[at:].strip()[:12]
            raise ValueError(f"{rest!r} is neither a name, a number, one of + - * / nor a bracket")
        yield found[1] or found[2] or found[3]
        at = found.end()


@dataclass(slots=True)
class _Reader:
    """Reads tokens from left to right; `*` and `/` bind before `+` and `-`."""

    tokens: tuple[str, ...]
    at: int = 0

    def _next(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def sum(self, depth: int) -> Formula:
        found = self._product(depth)
        while (sign := self._next()) in ("+", "-"):
            self.at += 1
            found = Work(sign, found, self._product(depth))
        return found

    def _product(self, depth: int) -> Formula:
        found = self._single(depth)
        while (sign := self._next()) in ("*", "/"):
            self.at += 1
            found = Work(sign, found, self._single(depth))
        return found

    def _single(self, depth: int) -> Formula:
        here = self._next()
        self.at += 1
        if here == "(":
            if depth >= _DEEPEST:
                raise ValueError(f"brackets stand more than {_DEEPEST} deep")
            found = self.sum(depth + 1)
            if self._next() != ")":
                raise ValueError("a bracket is not closed")
            self.at += 1
            return found
        if here[:1].isdigit():
            return Number(float(here))
        if here[:1].isalpha():
            return Name(here)
        raise ValueError(f"{here!r} stands where a name, a number or ( should" if here else "the formula breaks off")
