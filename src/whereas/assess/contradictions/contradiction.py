"""The noun `Contradiction`, what a detector sees, and the walk over all detectors."""

import importlib
import itertools
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cache

from whereas.assess.citation import Citation, Citing, in_order
from whereas.core.entity import Entity
from whereas.core.schema import is_a
from whereas.core.statement import Statement
from whereas.policy.programmes import Programme
from whereas.resolve.resolution import Graph


class Severity(IntEnum):
    """How much a contradiction matters to someone who must act on the lists."""

    INFO = 0
    LOW = 1
    MEDIUM = 2
    HIGH = 3

    def __str__(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Two statements that cannot both be right, each with everyone who makes it.

    `left` is the side with fewer voices; each side holds one citation per voice and value. `entities` are canonical
    ids: one where lists differ on it, two where one thing is given to both. `hint` says who stands alone.
    """

    kind: str
    severity: Severity
    entities: tuple[str, ...]
    words: str
    left: tuple[Citation, ...]
    right: tuple[Citation, ...]
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What a detector looks at: the graph, the canonical ids to look at (in order), the programme, how to cite."""

    graph: Graph
    programme: Programme
    entities: tuple[str, ...]
    cite: Citing

    def things(self, *schemas: str) -> Iterator[Entity]:
        """The entities to look at that are of one of these kinds."""
        for key in self.entities:
            thing = self.graph.things[key]
            if any(is_a(thing.schema, schema) for schema in schemas):
                yield thing

    def by_voice(self, said: Iterable[Statement]) -> dict[str, tuple[Citation, ...]]:
        """Citations grouped by who speaks, in the order authorities are shown."""
        grouped: dict[str, list[Citation]] = {}
        for one in self.cite.all(said):
            grouped.setdefault(one.voice, []).append(one)
        return {voice: tuple(grouped[voice]) for voice in in_order(grouped)}


Detect = Callable[[Scene], Iterator[Contradiction]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Detector:
    """What a detector's file promises as `DETECTOR`: its key (the kind it yields), a title, what it looks for."""

    key: str
    title: str
    looks_for: str
    detect: Detect


@cache
def detectors() -> tuple[Detector, ...]:
    """Every detector there is: each file of this folder that has a `DETECTOR`, by key."""
    folder = importlib.import_module(__package__)
    modules = (
        importlib.import_module(f"{__package__}.{found.name}") for found in pkgutil.iter_modules(folder.__path__)
    )
    found = [module.DETECTOR for module in modules if hasattr(module, "DETECTOR")]
    return tuple(sorted(found, key=lambda one: one.key))


def find_contradictions(scene: Scene) -> tuple[Contradiction, ...]:
    """All contradictions of a scene: the most severe first, then by kind and entity."""
    found = [one for detector in detectors() for one in detector.detect(scene)]
    return tuple(sorted(found, key=lambda one: (-one.severity, one.kind, one.entities, one.words)))


def voices(side: Iterable[Citation]) -> tuple[str, ...]:
    """Who speaks on one side, in the order authorities are shown."""
    return in_order(one.voice for one in side)


def sides(one: tuple[Citation, ...], other: tuple[Citation, ...]) -> tuple[tuple[Citation, ...], tuple[Citation, ...]]:
    """The side with fewer voices first; of equal sides the one whose value sorts first."""
    left, right = sorted((one, other), key=lambda side: (len(voices(side)), side[0].value, side[0].voice))
    return left, right


Camps = Iterator[tuple[tuple[Citation, ...], tuple[Citation, ...]]]


def opposed(said: Mapping[str, tuple[Citation, ...]]) -> Camps:
    """Groups voices that give the same set of values, and pairs the groups that have no value in common."""
    camps: dict[frozenset[str], list[Citation]] = {}
    for citations in said.values():
        camps.setdefault(frozenset(one.value for one in citations), []).extend(citations)
    for one, other in itertools.combinations(sorted(camps, key=sorted), 2):
        if not one & other:
            yield sides(tuple(camps[one]), tuple(camps[other]))


def stands_alone(left: tuple[Citation, ...], right: tuple[Citation, ...]) -> str:
    """Who stands alone against whom, where at least two voices agree on the other side."""
    few, many = voices(left), voices(right)
    if len(few) == 1 and len(many) > 1 and few[0] not in many:
        return f"{few[0]} alone against {', '.join(many)}"
    return f"{', '.join(few)} against {', '.join(many)}"
