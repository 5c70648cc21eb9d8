"""Outlet of resolve: clusters computed from the judgement log, and the graph of merged entities they make."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from whereas.core import schema as schemata
from whereas.core.entity import Entity
from whereas.core.judgement import Decision, Judgement


def effective(judgements: Iterable[Judgement]) -> dict[tuple[str, str], Judgement]:
    """The judgement in force for each pair: a person's outranks a machine's, else the later in the log.

    A person's `no_judgement` gives the pair back to the machine.
    """
    machine: dict[tuple[str, str], Judgement] = {}
    person: dict[tuple[str, str], Judgement] = {}
    for judgement in judgements:
        (machine if judgement.by_machine else person)[judgement.left, judgement.right] = judgement
    decided = {pair: said for pair, said in person.items() if said.decision is not Decision.NO_JUDGEMENT}
    merged = {**machine, **decided}
    return {pair: said for pair, said in merged.items() if said.decision is not Decision.NO_JUDGEMENT}


def clusters(judgements: Iterable[Judgement]) -> dict[str, str]:
    """Every judged id to its canonical id: the smallest id (in alphabetical order) that it is the same as.

    A person's `different` between two ids cuts the machine's weakest links until they lie apart, so that one
    decision is enough to undo a chain of merges. Pure: the same judgements in any order of equal standing give the
    same clusters.
    """
    inforce = effective(judgements)
    links = [said for said in inforce.values() if said.decision is Decision.SAME]
    # Strongest first, people before machines: a link that would join what is held apart is left out.
    links.sort(key=lambda said: (said.by_machine, -said.score, said.left, said.right))
    apart: dict[str, set[str]] = {}
    for said in inforce.values():
        if said.decision is Decision.DIFFERENT:
            apart.setdefault(said.left, set()).add(said.right)
            apart.setdefault(said.right, set()).add(said.left)
    group: dict[str, set[str]] = {}
    for link in links:
        left = group.setdefault(link.left, {link.left})
        right = group.setdefault(link.right, {link.right})
        if left is right or any(not right.isdisjoint(apart.get(node, ())) for node in left):
            continue
        small, large = sorted((left, right), key=len)
        large |= small
        group.update(dict.fromkeys(small, large))
    return {node: min(together) for node, together in group.items()}


@dataclass(frozen=True, kw_only=True)
class Graph:
    """Merged entities as of a revision.

    `things` are the merged entities by canonical id (persons, organisations, vessels, wallets, events); `canonical`
    leads from every source id to its canonical id; `parts` are the intervals (sanctions, documents, links) by the
    canonical id of each thing they point to. Values of entity-typed properties stay source ids: look them up in
    `canonical`.
    """

    things: Mapping[str, Entity]
    canonical: Mapping[str, str]
    parts: Mapping[str, tuple[Entity, ...]]

    def sanctions(self, entity: str) -> tuple[Entity, ...]:
        """The designations of a thing, by canonical id."""
        return self.of_schema(entity, "Sanction")

    def of_schema(self, entity: str, schema: str) -> tuple[Entity, ...]:
        """The parts of a thing that are of a schema or extend it."""
        return tuple(part for part in self.parts.get(entity, ()) if schemata.is_a(part.schema, schema))


def build_graph(entities: Iterable[Entity], judgements: Iterable[Judgement]) -> Graph:
    """Merge a view's entities along the judgements in force."""
    canonical = clusters(judgements)
    groups: dict[str, list[Entity]] = {}
    intervals: list[Entity] = []
    for entity in entities:
        if schemata.is_a(entity.schema, "Thing"):
            groups.setdefault(canonical.get(entity.id, entity.id), []).append(entity)
        else:
            intervals.append(entity)
    things: dict[str, Entity] = {}
    to_canonical: dict[str, str] = {}
    for group in groups.values():
        ids = tuple(sorted(entity.id for entity in group))
        name = ids[0]  # a cluster whose smallest id is not in view is named by the smallest that is
        statements = tuple(said for entity in sorted(group, key=lambda one: one.id) for said in entity.statements)
        things[name] = Entity(id=name, statements=statements, members=ids)
        to_canonical.update(dict.fromkeys(ids, name))
    parts: dict[str, list[Entity]] = {}
    for interval in intervals:
        pointed = (
            to_canonical[said.value]
            for said in interval.statements
            if schemata.properties(said.schema)[said.prop] == schemata.ENTITY and said.value in to_canonical
        )
        for target in dict.fromkeys(pointed):
            parts.setdefault(target, []).append(interval)
    return Graph(things=things, canonical=to_canonical, parts={key: tuple(found) for key, found in parts.items()})
