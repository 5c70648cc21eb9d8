"""A read-only view over statements that share an id; never stored."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from whereas.core import schema as schemata
from whereas.core.statement import Statement


@dataclass(frozen=True, kw_only=True)
class Entity:
    """What the statements in view say of one thing.

    `id` is the canonical id; `members` the source ids it stands for. Not slotted: the properties index is cached.
    """

    id: str
    statements: tuple[Statement, ...]
    members: tuple[str, ...] = field(default=())

    @cached_property
    def schema(self) -> str:
        """The most specific schema any statement gives it (`LegalEntity` yields to `Company`)."""
        return schemata.most_specific({statement.schema for statement in self.statements})

    @cached_property
    def _by_prop(self) -> dict[str, tuple[Statement, ...]]:
        found: dict[str, list[Statement]] = {}
        for statement in self.statements:
            found.setdefault(statement.prop, []).append(statement)
        return {prop: tuple(said) for prop, said in found.items()}

    @cached_property
    def sources(self) -> tuple[str, ...]:
        """The keys of the sources that speak of it, sorted."""
        return tuple(sorted({statement.source for statement in self.statements}))

    def said(self, *props: str) -> tuple[Statement, ...]:
        """The statements on these properties, in the order of the properties asked for."""
        return tuple(statement for prop in props for statement in self._by_prop.get(prop, ()))

    def get(self, *props: str) -> tuple[str, ...]:
        """The distinct values of these properties, first seen first."""
        return tuple(dict.fromkeys(statement.value for statement in self.said(*props)))

    def first(self, prop: str) -> str:
        """The first value of a property, or the empty string."""
        said = self._by_prop.get(prop)
        return said[0].value if said else ""

    @property
    def caption(self) -> str:
        """What to call it: its first name, else its id."""
        for prop in ("name", "alias", "publicKey", "weakAlias"):
            if found := self.first(prop):
                return found
        return self.id

    def __iter__(self) -> Iterator[Statement]:
        return iter(self.statements)
