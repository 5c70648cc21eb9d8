"""What changed between two editions of a feed, by content and not by the publisher's version number."""

from collections.abc import Iterable
from dataclasses import dataclass

from whereas.core import schema as schemata
from whereas.core.statement import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Delta:
    """Ids of things (not of their sanctions, documents and links) that were added, removed or changed."""

    added: frozenset[str] = frozenset()
    removed: frozenset[str] = frozenset()
    changed: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)

    def __str__(self) -> str:
        return f"+{len(self.added):,} / -{len(self.removed):,} / {len(self.changed):,} changed"


def delta(before: Iterable[Statement], after: Iterable[Statement]) -> Delta:
    """Compare two readings; a thing changed if anything said of it, or of a part that points to it, did."""
    old, new = _by_thing(before), _by_thing(after)
    return Delta(
        added=frozenset(new.keys() - old.keys()),
        removed=frozenset(old.keys() - new.keys()),
        changed=frozenset(thing for thing in old.keys() & new.keys() if old[thing] != new[thing]),
    )


def _by_thing(statements: Iterable[Statement]) -> dict[str, frozenset[bytes]]:
    said: dict[str, set[bytes]] = {}
    things: set[str] = set()
    owners: dict[str, set[str]] = {}
    for statement in statements:
        said.setdefault(statement.entity, set()).add(statement.id)
        if schemata.is_a(statement.schema, "Thing"):
            things.add(statement.entity)
        elif schemata.properties(statement.schema)[statement.prop] == schemata.ENTITY:
            owners.setdefault(statement.entity, set()).add(statement.value)
    for part, pointed in owners.items():
        for thing in pointed & things:
            said[thing] |= said[part]
    return {thing: frozenset(said[thing]) for thing in things}
