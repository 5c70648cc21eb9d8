"""Invented entities as list parsers would give them."""

from whereas.core.entity import Entity
from whereas.core.statement import Statement

AT = "2026-01-02T03:04:05Z"


def thing(key: str, schema: str = "Person", **values: str | tuple[str, ...]) -> Entity:
    """An entity of the list its id's prefix names; a value is text or several texts."""
    said = tuple(
        Statement(source=key.split("-", maxsplit=1)[0], entity=key, schema=schema, prop=prop, value=value)
        for prop, given in values.items()
        for value in ((given,) if isinstance(given, str) else given)
    )
    return Entity(id=key, statements=said)


def sanction(entity: str, **values: str) -> Entity:
    """A designation of an entity."""
    return thing(f"{entity}-sanction", "Sanction", entity=entity, **values)


def passport(holder: str, number: str) -> Entity:
    """A passport as an entity of its own."""
    return thing(f"{holder}-{number}", "Passport", holder=holder, number=number)
