"""The states of a party: each day on which an edition of a list that speaks of it came out, and what that changed."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from whereas.core import schema as schemata
from whereas.core.canon import digest
from whereas.core.entity import Entity
from whereas.core.exhibit import Exhibit
from whereas.core.period import PartialDate
from whereas.ledger.view import Reading, View
from whereas.resolve.resolution import Graph, clusters
from whereas.workbench.afoot import within
from whereas.workbench.room import Seen
from whereas.workbench.warm import Shelf

# What every edition changed, for one set of readings; and what one changed against the one before, which is for good.
_ALL, _PAIRS = Shelf(4), Shelf(512)
# More states than one can look through: those that changed nothing about the party are then left out.
MOST_STATES = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """An edition of one file of a source: how many statements about the party came with it, and how many went.

    `first` is the first edition that is held, which there is nothing to compare with. `came` and `went` are None while
    they are being counted.
    """

    source: str
    feed: str
    edition: str
    first: bool
    came: int | None = None
    went: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What is said of a party from a day on. `as_of` asks for it, and is empty for today's state."""

    day: str
    as_of: str
    editions: tuple[Edition, ...]

    @property
    def came(self) -> int:
        """How many statements about the party came with it, first editions left out."""
        return sum(one.came or 0 for one in self.editions)

    @property
    def went(self) -> int:
        """How many went with it."""
        return sum(one.went or 0 for one in self.editions)

    @property
    def counted(self) -> bool:
        """Whether what came and went is known."""
        return all(one.first or one.came is not None for one in self.editions)

    @property
    def first(self) -> bool:
        """Whether some list is held from here on."""
        return any(one.first for one in self.editions)


@dataclass(frozen=True, kw_only=True)
class States:
    """The states of a party, the earliest first; `at` is the place of the one that is shown (-1: before all).

    `left_out` counts states that changed nothing about the party, where there are too many to look through.
    """

    states: tuple[State, ...]
    at: int
    left_out: int = 0

    def __bool__(self) -> bool:
        return bool(self.states)


def states(seen: Seen, ids: Iterable[str], as_of: str, *, patience: float) -> States:
    """The states of the party that has any of these ids. `as_of` is the ISO day that is shown, empty for today.

    What editions changed is counted once for all parties; while that takes longer than `patience` seconds, it is left
    open.
    """
    held = _held(seen)
    # Two who see one state of today may not both see every edition before it.
    sight = digest(sorted(one.sha256 for one in held))
    steps = seen.bench.once(f"steps {sight}", "", lambda: tuple(_steps(seen, held)))
    turns = within(_ALL, (_home(seen), tuple(no for one in steps for no in one.numbers)),
                   lambda: _all_turns(seen, steps), patience)  # fmt: skip
    asked = _joined(seen, ids)
    about = _About.of(asked, _speaking(seen.resolved.graph, asked), steps, turns)
    found = [State(day=one.day, as_of=one.day, editions=came) for one in steps if (came := about.editions(one))]
    if found:
        found[-1] = replace(found[-1], as_of="")
    kept = found if len(found) <= MOST_STATES else _telling(found)
    at = len(kept) - 1 if not as_of else sum(one.day <= as_of for one in kept) - 1
    return States(states=tuple(kept), at=at, left_out=len(found) - len(kept))


def _telling(found: list[State]) -> list[State]:
    """The states that changed something, or of which that is not known yet, and today's."""
    return [one for one in found[:-1] if one.first or not one.counted or one.came or one.went] + found[-1:]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """A day on which readings in view changed: what came into it, each with what it took the place of."""

    day: str
    came: tuple[tuple[Reading, Reading | None], ...]

    @property
    def numbers(self) -> tuple[int, ...]:
        return tuple(one.no for one, _ in self.came)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Turn:
    """What one reading changed against another: statements that came and went, by entity; and which parts (listings,
    documents, links) name which things in what changed."""

    came: Mapping[str, int]
    went: Mapping[str, int]
    naming: Mapping[str, frozenset[str]]


Turns = Mapping[tuple[int, int], _Turn]


def _held(seen: Seen) -> tuple[Exhibit, ...]:
    """The editions of lists that are in sight, past ones among them."""
    every = seen.bench.ledger.exhibits().values()
    return tuple(one for one in every if one.edition and one.source in seen.bench.modules)


def _steps(seen: Seen, held: Iterable[Exhibit]) -> Iterator[_Step]:
    """Every day on which what is in view changed, the earliest first."""
    before: dict[tuple[str, str], Reading] = {}
    for day in sorted({PartialDate(one.edition).earliest.isoformat() for one in held}):
        readings = {(one.exhibit.source, one.exhibit.feed): one for one in seen.bench.view(day).readings}
        came = tuple(
            (one, before.get(key)) for key, one in readings.items() if key not in before or before[key].no != one.no
        )
        before = readings
        if came:
            yield _Step(day=day, came=came)


def _all_turns(seen: Seen, steps: Iterable[_Step]) -> Turns:
    view = seen.bench.view()
    pairs = [(one, before) for step in steps for one, before in step.came if before is not None]
    return {(one.no, before.no): _kept_turn(seen, view, one, before) for one, before in pairs}


def _kept_turn(seen: Seen, view: View, newer: Reading, older: Reading) -> _Turn:
    return _PAIRS.get((_home(seen), newer.no, older.no), lambda: _turn(view, newer, older))


def _home(seen: Seen) -> tuple[str, str]:
    return (str(seen.bench.settings.home), seen.bench.settings.ledger)


def _turn(view: View, newer: Reading, older: Reading) -> _Turn:
    came, went, naming = Counter[str](), Counter[str](), dict[str, set[str]]()
    with view.store.reading() as connection:
        for counted, (one, other) in ((came, (newer, older)), (went, (older, newer))):
            for _, entity, schema, prop, value in view.store.only_in(connection, one.no, other.no):
                counted[entity] += 1
                if _names(schema, prop):
                    naming.setdefault(value, set()).add(entity)
    return _Turn(came=came, went=went, naming={key: frozenset(found) for key, found in naming.items()})


def _names(schema: str, prop: str) -> bool:
    """Whether a statement of a listing, a document or a link says whose it is."""
    return not schemata.is_a(schema, "Thing") and schemata.properties(schema).get(prop) == schemata.ENTITY


def _joined(seen: Seen, ids: Iterable[str]) -> frozenset[str]:
    """These ids with all that judgements hold to be the same, whether or not a list in view still has them."""
    groups: Mapping[str, tuple[str, ...]] = seen.bench.once("groups", "", lambda: _groups(seen))
    return frozenset(each for one in ids for each in groups.get(one, (one,)))


def _groups(seen: Seen) -> dict[str, tuple[str, ...]]:
    together: dict[str, list[str]] = {}
    for one, canonical in clusters(seen.bench.view().judgements).items():
        together.setdefault(canonical, []).append(one)
    return {one: tuple(group) for group in together.values() if len(group) > 1 for one in group}


def _speaking(graph: Graph, ids: frozenset[str]) -> tuple[Entity, ...]:
    """What lists in view say of a party today: the thing itself, and what names it."""
    keys = {graph.canonical[one] for one in ids if one in graph.canonical}
    return tuple(each for key in keys for each in (graph.things[key], *graph.parts.get(key, ())))


@dataclass(frozen=True, kw_only=True)
class _About:
    """What is about one party: the ids of it and of its parts, and the files that speak of it or ever did."""

    ids: frozenset[str]
    feeds: frozenset[tuple[str, str]]
    turns: Turns | None

    @classmethod
    def of(
        cls, ids: frozenset[str], speaking: Iterable[Entity], steps: Iterable[_Step], turns: Turns | None
    ) -> "_About":
        """From what lists in view say today, and from what editions changed."""
        said = tuple(speaking)
        parts = {one.id for one in said if not schemata.is_a(one.schema, "Thing")}
        parts |= {part for turn in (turns or {}).values() for one in ids for part in turn.naming.get(one, ())}
        exhibits = {each.exhibit for one in said for each in one.statements}
        every = ids | parts
        feeds = {
            _feed(one)
            for step in steps for one, before in step.came
            if one.exhibit.sha256 in exhibits or any(_counts(turns, one, before, every) or ())
        }  # fmt: skip
        return cls(ids=every, feeds=frozenset(feeds), turns=turns)

    def editions(self, step: _Step) -> tuple[Edition, ...]:
        """The editions that came on a day, of the files that speak of the party."""
        return tuple(self._edition(one, before) for one, before in step.came if _feed(one) in self.feeds)

    def _edition(self, one: Reading, before: Reading | None) -> Edition:
        exhibit, counts = one.exhibit, _counts(self.turns, one, before, self.ids)
        return Edition(
            source=exhibit.source, feed=exhibit.feed, edition=exhibit.edition, first=before is None,
            came=counts[0] if counts else None, went=counts[1] if counts else None,
        )  # fmt: skip


def _feed(one: Reading) -> tuple[str, str]:
    return (one.exhibit.source, one.exhibit.feed)


def _counts(turns: Turns | None, one: Reading, before: Reading | None, ids: frozenset[str]) -> tuple[int, int] | None:
    if before is None or turns is None:
        return None
    turn = turns[one.no, before.no]
    return sum(turn.came.get(key, 0) for key in ids), sum(turn.went.get(key, 0) for key in ids)
