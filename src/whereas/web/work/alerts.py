"""Find what a change of the lists means for what people watch."""

import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from whereas.core.clearance import Clearance
from whereas.core.errors import WhereasError
from whereas.ledger.delta import Delta, delta
from whereas.ledger.view import Reading, View
from whereas.resolve.resolution import build_graph, clusters
from whereas.screen.card import cards
from whereas.screen.index import made_of
from whereas.screen.query import Query
from whereas.screen.screening import Screener
from whereas.web.filling import PROGRAM
from whereas.web.kinds import Done, Kind, Task
from whereas.web.register import Register
from whereas.web.roles import Permission
from whereas.web.watches import Alert, Watch, Watches, Watching
from whereas.workbench.bench import Workbench
from whereas.workbench.cases import cases
from whereas.workbench.room import Room


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A feed whose edition in view is another one now: both readings (None: the first there ever was), and by id what
    was added, changed and removed."""

    before: Reading | None
    after: Reading
    delta: Delta

    def what(self, entity: str) -> str:
        """What became of an entity; empty where nothing did."""
        if entity in self.delta.added:
            return "first" if self.before is None else "added"
        return "changed" if entity in self.delta.changed else "removed" if entity in self.delta.removed else ""


def run(task: Task) -> Done:
    """Compare what was in view when this was last done with what is now, and tell each owner of a watch it touches.

    Each is told what the lists in their own sight say: what makes a name met, or two ids one party, may stand in a
    list that is kept from them.
    """
    register, room = Register.of(task.settings), Room(task.settings, focus=task.focus)
    try:
        watches, bench = Watches(register), room.whole(now=task.now).bench
        now = bench.ledger.view()
        revision, _ = watches.told() or (now.revision, -1)
        every = watches.every()
        found: list[Alert] = []
        if every and revision < now.revision:
            for clearance, own in _by_sight(register, every).items():
                seen = room.seen(clearance, author=PROGRAM, now=task.now).bench.ledger
                found += _alerts(bench, own, seen.view(revision=revision), seen.view(), at=task.now)
        watches.tell(found, revision=now.revision, newest=max((one.no for one in now.readings), default=-1))
    finally:
        room.close()
        register.close()
    return Done(words=f"{len(found):,} alerts for {len({one.account for one in found}):,} people", link="/alerts")


def _by_sight(register: Register, every: Iterable[Watch]) -> Mapping[Clearance, list[Watch]]:
    """Watches by what their owners may see; nobody is told of one whose account is gone."""
    accounts: dict[str, Clearance | None] = {}
    found: dict[Clearance, list[Watch]] = {}
    for one in every:
        if one.account not in accounts:
            account = register.accounts.get(one.account)
            accounts[one.account] = account.person.clearance if account is not None else None
        if (clearance := accounts[one.account]) is not None:
            found.setdefault(clearance, []).append(one)
    return found


def turns(before: View, now: View) -> Iterator[Turn]:
    """Every feed whose reading in view is another one."""
    old = {(one.exhibit.source, one.exhibit.feed): one for one in before.readings}
    for reading in now.readings:
        earlier = old.get((reading.exhibit.source, reading.exhibit.feed))
        if earlier is None or earlier.no != reading.no:
            was = _only(before, earlier).statements() if earlier else ()
            yield Turn(before=earlier, after=reading, delta=delta(was, _only(now, reading).statements()))


def _only(view: View, reading: Reading) -> View:
    return View(store=view.store, readings=(reading,), judgements=(), revision=view.revision, root=view.root)


def _alerts(bench: Workbench, watches: list[Watch], before: View, now: View, *, at: str) -> Iterator[Alert]:
    found = list(turns(before, now))
    told: set[tuple[str, str, str]] = set()
    for one, turn, entity, words in _touched(bench, watches, found, before, now):
        what = turn.what(entity) if entity else "edition"
        after, earlier = turn.after.exhibit, turn.before.exhibit if turn.before else None
        if not what or (one.id, entity, after.sha256) in told:
            continue
        told.add((one.id, entity, after.sha256))
        yield Alert(
            id=secrets.token_hex(8), account=one.account, watch=one.id, what=what, entity=entity, source=after.source,
            feed=after.feed, before=earlier.sha256 if earlier else "", after=after.sha256, words=words, at=at,
            was=earlier.edition if earlier else "", edition=after.edition, from_revision=before.revision,
            to_revision=now.revision,
        )  # fmt: skip


def _touched(
    bench: Workbench, watches: list[Watch], found: list[Turn], before: View, now: View
) -> Iterator[tuple[Watch, Turn, str, str]]:
    """Every watch that a turn touches, with the entity (empty: the source as a whole) and why."""
    members = _members(now)
    known = cases(bench.ledger.desk())
    for one in watches:
        if one.kind is Watching.SOURCE:
            yield from ((one, turn, "", str(turn.delta)) for turn in found if turn.after.exhibit.source == one.key)
        subjects = known[one.key].subjects if one.kind is Watching.CASE and one.key in known else ()
        for subject in (one.key,) if one.kind is Watching.ENTITY else subjects:
            for entity in members.get(subject, (subject,)):
                yield from ((one, turn, entity, "") for turn in found)
    yield from _named(bench, [one for one in watches if one.kind is Watching.NAME], found, before, now)


def _members(view: View) -> Mapping[str, tuple[str, ...]]:
    """The source ids of the party that an id is of, by source id and by canonical id."""
    groups: dict[str, set[str]] = {}
    for source_id, canonical in clusters(view.judgements).items():
        groups.setdefault(canonical, {canonical}).add(source_id)
    return {one: tuple(sorted(group)) for group in groups.values() for one in group}


def _named(
    bench: Workbench, watches: list[Watch], found: list[Turn], before: View, now: View
) -> Iterator[tuple[Watch, Turn, str, str]]:
    """Names that meet a party which was added, changed or removed; what was removed is met as it stood before."""
    if not watches:
        return
    fresh = {one for turn in found for one in turn.delta.added | turn.delta.changed}
    gone = {one for turn in found for one in turn.delta.removed}
    for view, ids in ((now, fresh), (before, gone)):
        screener = _screener(bench, view, ids)
        if screener is None:
            continue
        for one in watches:
            for entity, words in _met(screener, one.key):
                yield from ((one, turn, entity, words) for turn in found if entity in ids and turn.what(entity))


def _met(screener: Screener, name: str) -> Iterator[tuple[str, str]]:
    try:
        answer = screener.screen([Query(name=name)])[0]
    except WhereasError:
        return  # a name of which nothing is left to compare meets nobody
    for match in answer.matches:
        yield from ((entity, f"{match.band} ({match.probability:.2f}): {match.words}") for entity in match.members)


def _screener(bench: Workbench, view: View, ids: Iterable[str]) -> Screener | None:
    wanted = set(ids)
    if not wanted:
        return None
    authorities = {key: module.SOURCE.authority for key, module in bench.modules.items()}
    made = cards(build_graph(view.entities(), view.judgements), authorities)
    chosen = [card for card in made if wanted & set(card.members)]
    if not chosen:
        return None
    return Screener(made_of(chosen, revision=view.root, as_of="", reader=bench.reader))


KIND = Kind(key="alerts", needs=Permission.UPKEEP, run=run, resumes=True, hidden=True)
