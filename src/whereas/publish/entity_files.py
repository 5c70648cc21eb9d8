"""An entity as files: each statement with its source and place as CSV, and FollowTheMoney's JSON lines."""

from collections.abc import Iterable, Mapping
from typing import Any

from whereas.core.entity import Entity
from whereas.core.statement import Statement
from whereas.publish.ftm import ftm_lines
from whereas.publish.tables import csv_bytes

_HEADER = ("entity", "schema", "property", "value", "as written", "language", "valid from", "valid to", "source",
           "exhibit sha256", "locator", "statement")  # fmt: skip


def statements_csv(entities: Iterable[Entity]) -> bytes:
    """Every statement of these entities, a row each."""
    return csv_bytes(_HEADER, (_row(said) for one in entities for said in one.statements))


def _row(said: Statement) -> tuple[str, ...]:
    return (
        said.entity, said.schema, said.prop, said.value, said.original, said.lang, said.valid_from, said.valid_to,
        said.source, said.exhibit, said.locator, said.id.hex(),
    )  # fmt: skip


def ftm_bytes(entities: Iterable[Entity], canonical: Mapping[str, str], editions: Mapping[str, str]) -> bytes:
    """FollowTheMoney JSON lines."""
    return "".join(line + "\n" for line in ftm_lines(entities, canonical, editions)).encode()


def plain_statement(said: Statement) -> dict[str, str]:
    """A statement with its id as plain values, as `whereas show --json` prints it."""
    return {"id": said.id.hex(), **{name: str(getattr(said, name)) for name in said.__struct_fields__}}


def plain_entity(thing: Entity, parts: Iterable[Entity]) -> dict[str, Any]:
    """An entity with every statement, and those of the designations, documents and links that name it."""
    return {
        "id": thing.id,
        "members": list(thing.members),
        "statements": [plain_statement(said) for said in thing],
        "parts": [
            {"id": part.id, "schema": part.schema, "statements": [plain_statement(said) for said in part]}
            for part in parts
        ],
    }
