"""A read-only window on the ledger, as of an edition date and a revision of the log."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from whereas.core.claim import Claim
from whereas.core.entity import Entity
from whereas.core.exhibit import Exhibit
from whereas.core.issue import Issue
from whereas.core.judgement import Judgement
from whereas.core.statement import Statement
from whereas.ledger.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One parse of one exhibit by one version of the program."""

    no: int
    exhibit: Exhibit
    reader: str
    statements: int
    issues: int
    claims: int


@dataclass(frozen=True, kw_only=True)
class View:
    """The current reading of each feed, and what they say.

    `as_of` limits editions to those published on or before it (empty: none is left out); `revision` is the number of
    log entries that are seen, `root` the log's Merkle root at that size (hex).
    """

    store: Store
    readings: tuple[Reading, ...]
    judgements: tuple[Judgement, ...]
    revision: int
    root: str
    as_of: str = ""

    def entities(self) -> Iterator[Entity]:
        """Every entity by its source id, in the order the readings first name them."""
        said: dict[str, list[Statement]] = {}
        for statement in self.statements():
            said.setdefault(statement.entity, []).append(statement)
        for entity, statements in said.items():
            yield Entity(id=entity, statements=tuple(statements), members=(entity,))

    def statements(self, entity: str | None = None) -> Iterator[Statement]:
        """Every statement once, at the place where its earliest reading in view has it; of one entity if asked."""
        seen: set[int] = set()
        with self.store.reading() as connection:
            for number, statement in self.store.statements(connection, self._exhibits(), entity):
                if number not in seen:
                    seen.add(number)
                    yield statement

    def entity(self, entity: str) -> Entity | None:
        """One entity by its source id, or None where no reading in view speaks of it."""
        statements = tuple(self.statements(entity))
        return Entity(id=entity, statements=statements, members=(entity,)) if statements else None

    def parts_of(self, entity: str) -> Iterator[Entity]:
        """The entities (sanctions, documents, links) that name this one in a property."""
        with self.store.reading() as connection:
            pointing = self.store.pointing_at(connection, entity)
        for part in sorted(pointing):
            if part != entity and (found := self.entity(part)) is not None:
                yield found

    def claims(self) -> Iterator[Claim]:
        """Every claim in view."""
        with self.store.reading() as connection:
            yield from (claim for _, claim in self.store.claims(connection, self._exhibits()))

    def issues(self) -> Iterator[tuple[Reading, Issue]]:
        """Every issue in view, with the reading it came from."""
        by_number = {reading.no: reading for reading in self.readings}
        with self.store.reading() as connection:
            for number, issue in self.store.issues(connection, by_number):
                yield by_number[number], issue

    def editions(self) -> Mapping[str, str]:
        """The latest edition in view of each source, as a partial ISO date."""
        latest: dict[str, str] = {}
        for reading in self.readings:
            source = reading.exhibit.source
            latest[source] = max(latest.get(source, ""), reading.exhibit.edition)
        return latest

    def _exhibits(self) -> dict[int, str]:
        return {reading.no: reading.exhibit.sha256 for reading in self.readings}


def current(readings: list[Reading], as_of: str = "") -> tuple[Reading, ...]:
    """Of each feed, the latest reading of its latest edition published on or before `as_of`."""
    chosen: dict[tuple[str, str], Reading] = {}
    for reading in readings:  # in log order, so that of equal editions the later capture and reading wins
        edition = reading.exhibit.edition
        if as_of and edition[: len(as_of)] > as_of:
            continue
        key = (reading.exhibit.source, reading.exhibit.feed)
        if key not in chosen or edition >= chosen[key].exhibit.edition:
            chosen[key] = reading
    return tuple(chosen[key] for key in sorted(chosen))
