"""Statements of a reading, read once and shared by all states of the lists: a past state then costs little more."""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass

from whereas.core.entity import Entity
from whereas.core.statement import Statement
from whereas.ledger.view import Reading, View
from whereas.workbench.warm import Shelf


@dataclass(frozen=True, slots=True)
class _Read:
    """What one reading saw, in the exhibit's order: the numbers of statements, and the statements."""

    numbers: "array[int]"
    statements: tuple[Statement, ...]


class Pool:
    """The readings of one ledger that were read of late. A reading never changes, so it is kept by its number."""

    def __init__(self, most: int = 96) -> None:
        self._kept = Shelf(most)

    def entities(self, view: View) -> Iterator[Entity]:
        """As `View.entities`, of statements that other states share."""
        said: dict[str, list[Statement]] = {}
        seen: set[int] = set()
        for reading in sorted(view.readings, key=lambda one: one.no):
            read = self._read(view, reading)
            for number, statement in zip(read.numbers, read.statements, strict=True):
                if number not in seen:
                    seen.add(number)
                    said.setdefault(statement.entity, []).append(statement)
        for entity, statements in said.items():
            yield Entity(id=entity, statements=tuple(statements), members=(entity,))

    def _read(self, view: View, reading: Reading) -> _Read:
        return self._kept.get(reading.no, lambda: _read(view, reading))


def _read(view: View, reading: Reading) -> _Read:
    numbers, statements = array("q"), list[Statement]()
    with view.store.reading() as connection:
        for number, statement in view.store.statements(connection, {reading.no: reading.exhibit.sha256}):
            numbers.append(number)
            statements.append(statement)
    return _Read(numbers, tuple(statements))
