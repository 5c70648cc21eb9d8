"""Entities as FollowTheMoney JSON lines: the same schemata and properties, nothing renamed."""

import json
from collections.abc import Iterable, Iterator, Mapping

from whereas.core import schema as schemata
from whereas.core.entity import Entity

# FollowTheMoney takes only telephone numbers that its numbering plans know; lists print what they were told.
_AS_NOTES = frozenset({"phone"})


def ftm_lines(entities: Iterable[Entity], canonical: Mapping[str, str], editions: Mapping[str, str]) -> Iterator[str]:
    """One JSON document per entity, as FollowTheMoney's own tools read and write them.

    `canonical` leads from source ids to merged ids, for the values of entity-typed properties; `editions` gives each
    source's edition date. A telephone number, and a property that the entity's own schema does not have (a parent's
    statement about a thing that another list calls something else), are kept under `notes` with the property's name.
    """
    for entity in entities:
        known = schemata.properties(entity.schema)
        properties: dict[str, list[str]] = {}
        for said in entity.statements:
            prop, value = said.prop, said.value
            if prop not in known or prop in _AS_NOTES:
                prop, value = "notes", f"{said.prop}: {said.value}"
            elif known[prop] == schemata.ENTITY:
                value = canonical.get(value, value)
            values = properties.setdefault(prop, [])
            if value not in values:
                values.append(value)
        yield json.dumps(
            {
                "id": entity.id,
                "caption": entity.caption,
                "schema": entity.schema,
                "properties": {prop: sorted(values) for prop, values in sorted(properties.items())},
                "referents": sorted(member for member in entity.members if member != entity.id),
                "datasets": list(entity.sources),
                "last_seen": max((editions.get(source, "") for source in entity.sources), default=""),
            },
            ensure_ascii=False,
            sort_keys=True,
        )
