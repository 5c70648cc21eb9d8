"""A value with where it stands: what every figure and every quotation in a product leads down to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from whereas.core.statement import Statement
from whereas.resolve.resolution import Graph

# The order in which authorities are shown: the UN first, then the Union, then partners.
ORDER = ("UN", "EU", "US", "UK", "JP", "KR", "AU", "CH", "CA", "NZ")


def in_order(authorities: Iterable[str]) -> tuple[str, ...]:
    """Distinct authorities in the order they are shown; those not in `ORDER` last, by name."""
    return tuple(sorted(set(authorities), key=lambda one: (ORDER.index(one) if one in ORDER else len(ORDER), one)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """That a source's edition says `value` of `entity` (its own id there) in an exhibit at a locator.

    `voice` is the authority that speaks, or the source's key where several speak through it; `edition` a partial ISO
    date; `exhibit` a SHA-256 in hex; `original` the text as written where it differs from the value.
    """

    source: str
    voice: str
    edition: str
    exhibit: str
    locator: str
    entity: str
    prop: str
    value: str
    original: str = ""
    lang: str = ""

    @property
    def quoted(self) -> str:
        """The text as the source has it."""
        return self.original or self.value


@dataclass(frozen=True, slots=True)
class Voices:
    """Which authority speaks in a statement, learnt from the designations each source states."""

    by_source: Mapping[str, str]
    by_entity: Mapping[str, str]

    def of(self, statement: Statement) -> str:
        """The source's authority if it has one only, else that of the entity there, else the source's key."""
        return (
            self.by_source.get(statement.source) or self.by_entity.get(statement.entity) or statement.source
        )  # a collection (the casebook) speaks for several authorities, each of its entities perhaps for one


def hear(graph: Graph) -> Voices:
    """Learns the voices of a graph's sources."""
    by_source: dict[str, set[str]] = {}
    by_entity: dict[str, set[str]] = {}
    for parts in graph.parts.values():
        for part in parts:
            for said in part.said("authority"):
                by_source.setdefault(said.source, set()).add(said.value)
                for of in part.get("entity"):
                    by_entity.setdefault(of, set()).add(said.value)
    return Voices(by_source=_sole(by_source), by_entity=_sole(by_entity))


def _sole(found: Mapping[str, set[str]]) -> dict[str, str]:
    return {key: next(iter(values)) for key, values in found.items() if len(values) == 1}


@dataclass(frozen=True, slots=True)
class Citing:
    """Turns statements into citations; `editions` gives the date of a source key, or of one exhibit's digest."""

    voices: Voices
    editions: Mapping[str, str]

    def __call__(self, said: Statement) -> Citation:
        return Citation(
            source=said.source,
            voice=self.voices.of(said),
            edition=self.editions.get(said.exhibit) or self.editions.get(said.source, ""),
            exhibit=said.exhibit,
            locator=said.locator,
            entity=said.entity,
            prop=said.prop,
            value=said.value,
            original=said.original,
            lang=said.lang,
        )

    def all(self, said: Iterable[Statement]) -> tuple[Citation, ...]:
        """A citation for each statement."""
        return tuple(self(one) for one in said)
