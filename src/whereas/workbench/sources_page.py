"""What the pages of sources show: editions and their ages, issues, and what an edition changed."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from statistics import median

from whereas.core.entity import Entity
from whereas.core.exhibit import Exhibit
from whereas.core.issue import Issue
from whereas.core.period import PartialDate
from whereas.core.source import Source
from whereas.core.statement import Statement
from whereas.ledger.delta import Delta, delta
from whereas.ledger.view import Reading, View
from whereas.workbench.afoot import within
from whereas.workbench.room import Seen
from whereas.workbench.warm import Shelf

# An edition is late when twice the usual time between editions has passed; with fewer editions nothing is usual.
_LATE, _FEWEST = 2, 3
# Statements of both editions together up to which a difference is found while a page waits.
QUICK = 60_000
_DELTAS, _TOLD, _COUNTS = Shelf(64), Shelf(64), Shelf(8)
# How many parties of each kind are named.
SHOWN = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One captured file of a source: its reading in some view, and the edition of the same feed before it."""

    exhibit: Exhibit
    before: Exhibit | None
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """A source as it stands: what is in view of it, how old that is, and how often an edition comes.

    `age` is in days from the edition to the day of the question, None where there is no edition; `usual` the median of
    days between editions held, None for fewer than three; `partial` says why the files in view are no whole list.
    """

    source: Source
    edition: str
    captured: str
    age: int | None
    usual: int | None
    entities: int
    statements: int
    issues: int
    readings: tuple[Reading, ...]
    partial: str

    @property
    def late(self) -> bool:
        """Whether an edition is overdue by what was usual so far."""
        return self.age is not None and self.usual is not None and self.age > _LATE * max(self.usual, 1)


def states(seen: Seen) -> tuple[SourceState, ...]:
    """Every source of the catalogue, those in view first, each group by authority and key."""
    bench, view = seen.bench, seen.bench.view()
    counts = _entities(seen)
    held: dict[str, list[Exhibit]] = {}
    for one in bench.ledger.exhibits().values():
        held.setdefault(one.source, []).append(one)
    partial = bench.partial(view)
    found = [
        _state(module.SOURCE, view, held=held.get(key, []), entities=counts[key], partial=partial.get(key, ""),
               day=bench.now[:10])
        for key, module in bench.modules.items()
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (not one.readings, one.source.authority == "-", one.source.key)))


def state_of_source(seen: Seen, key: str) -> SourceState | None:
    """One source as it stands; None for a key that the catalogue does not have."""
    return next((one for one in states(seen) if one.source.key == key), None)


def editions_of(seen: Seen, source: str) -> tuple[Edition, ...]:
    """The captured files of a source, the newest edition first, each with the one of its feed before it."""
    current = {one.exhibit.sha256 for one in seen.bench.view().readings}
    every = sorted(
        (one for one in seen.bench.ledger.exhibits().values() if one.source == source),
        key=lambda one: (one.edition, one.captured_at), reverse=True,
    )  # fmt: skip
    return tuple(
        Edition(
            exhibit=one,
            before=next((each for each in every if each.feed == one.feed and each.edition < one.edition), None),
            current=one.sha256 in current,
        )
        for one in every
    )


def issues_of(seen: Seen, source: str) -> tuple[tuple[Reading, Issue], ...]:
    """The issues of a source's readings in view."""
    view = seen.bench.view()
    readings = tuple(one for one in view.readings if one.exhibit.source == source)
    return tuple(replace(view, readings=readings).issues())


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What an edition changed, and what the first parties of each kind are called."""

    delta: Delta
    called: Mapping[str, str]

    def first(self, ids: Iterable[str]) -> list[tuple[str, str]]:
        """The first of these ids, each with what it is called."""
        return [(one, self.called.get(one, one)) for one in _first(ids)]


def told(seen: Seen, newer: Exhibit, older: Exhibit, *, seconds: float | None = None) -> Told | None:
    """As `change`, with names; also None where it is not found in so many seconds: then it goes on being found, and
    asking again finds it."""
    key = (newer.sha256, older.sha256, seen.clearance)  # names are taken from all files of the source in sight
    kept = _TOLD.peek(key)
    if isinstance(kept, Told):
        return kept
    found = [_read(seen, one) for one in (older, newer)]
    if any(one is None for one in found):
        return None

    def make() -> Told:
        made = change(seen, newer, older) or Delta()
        gone = _called(seen, older, _first(made.removed))
        return Told(delta=made, called=gone | _called(seen, newer, [*_first(made.added), *_first(made.changed)]))

    return _TOLD.get(key, make) if seconds is None else within(_TOLD, key, make, seconds)


def _first(ids: Iterable[str]) -> list[str]:
    return sorted(ids)[:SHOWN]


def _called(seen: Seen, edition: Exhibit, ids: Iterable[str]) -> dict[str, str]:
    """What parties of a source were called as of an edition, found in one pass over its files."""
    said: dict[str, list[Statement]] = {one: [] for one in ids}
    view = seen.bench.ledger.view(as_of=edition.edition)
    readings = tuple(one for one in view.readings if one.exhibit.source == edition.source)
    for one in replace(view, readings=readings).statements() if said else ():
        if one.entity in said:
            said[one.entity].append(one)
    return {
        key: Entity(id=key, statements=tuple(every), members=(key,)).caption for key, every in said.items() if every
    }


def change(seen: Seen, newer: Exhibit, older: Exhibit, *, quick: bool = False) -> Delta | None:
    """What an edition added, took away and changed against an older one of its feed.

    None where one of the two was not read; with `quick` also where it would take long and nobody asked before.
    """
    kept = _DELTAS.peek((newer.sha256, older.sha256))
    if isinstance(kept, Delta):
        return kept
    found = [_read(seen, one) for one in (older, newer)]
    if any(one is None for one in found):
        return None
    before, after = (one for one in found if one is not None)
    if quick and sum(one.readings[0].statements for one in (before, after)) > QUICK:
        return None
    return _DELTAS.get(
        (newer.sha256, older.sha256, before.readings[0].reader, after.readings[0].reader),
        lambda: _remembered(newer, older, delta(before.statements(), after.statements())),
    )


def are_read(seen: Seen, *exhibits: Exhibit) -> bool:
    """Whether all of these were read, so that they can be compared."""
    return all(_read(seen, one) is not None for one in exhibits)


def _remembered(newer: Exhibit, older: Exhibit, found: Delta) -> Delta:
    _DELTAS.put((newer.sha256, older.sha256), found)
    return found


def _read(seen: Seen, exhibit: Exhibit) -> View | None:
    """A view of one exhibit's reading alone."""
    view = seen.bench.ledger.view(as_of=exhibit.edition)
    readings = tuple(one for one in view.readings if one.exhibit.sha256 == exhibit.sha256)
    return replace(view, readings=readings) if readings else None


def _state(
    source: Source, view: View, *, held: Iterable[Exhibit], entities: int, partial: str, day: str
) -> SourceState:  # fmt: skip
    readings = tuple(one for one in view.readings if one.exhibit.source == source.key)
    edition = max((one.exhibit.edition for one in readings), default="")
    return SourceState(
        source=source, edition=edition, captured=max((one.exhibit.captured_at for one in readings), default=""),
        age=_days(edition, day) if edition else None, usual=_usual(held), entities=entities,
        statements=sum(one.statements for one in readings), issues=sum(one.issues for one in readings),
        readings=readings, partial=partial,
    )  # fmt: skip


def _days(earlier: str, later: str) -> int:
    return (date.fromisoformat(later) - PartialDate(earlier).earliest).days


def _usual(held: Iterable[Exhibit]) -> int | None:
    """The median of days between distinct whole days of edition."""
    days = sorted({one.edition for one in held if len(one.edition) == 10})
    if len(days) < _FEWEST:
        return None
    return round(median(_days(one, other) for one, other in pairwise(days)))


def _entities(seen: Seen) -> Counter[str]:
    """How many entities each source speaks of, counted once for each state of the lists."""
    return _COUNTS.get(
        (seen.bench.settings.home, seen.bench.lists(), seen.clearance),
        lambda: Counter(key for thing in seen.resolved.graph.things.values() for key in thing.sources),
    )
