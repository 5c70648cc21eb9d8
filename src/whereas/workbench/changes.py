"""What changed since an instant: editions, claims, states of conditions, and verdicts that turned."""

from collections.abc import Iterable
from dataclasses import dataclass

from whereas.assess.proof import assess
from whereas.assess.record import Record, record
from whereas.core.claim import Claim
from whereas.core.exhibit import Exhibit
from whereas.core.source import Source
from whereas.core.verdict import Verdict
from whereas.ledger.delta import Delta
from whereas.ledger.desk import Board
from whereas.policy.standards import Standard, standards
from whereas.workbench.assessing import Knowledge, Subject, papers
from whereas.workbench.cases import cases
from whereas.workbench.room import Seen
from whereas.workbench.sources_page import change, editions_of
from whereas.workbench.supposing import stands_of
from whereas.workbench.warm import Shelf

_KEPT = Shelf(32)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEdition:
    """An edition that came; `delta` is None where it is the first, was not read, or takes long to compare."""

    source: Source
    exhibit: Exhibit
    before: Exhibit | None
    delta: Delta | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewClaim:
    """A claim that was recorded, of whom, by whom; `withdrawn` where it no longer stands."""

    claim: Claim
    caption: str
    by: str
    at: str
    withdrawn: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Turning:
    """Something that had one state and has another: what it is, where it stands (a link's target), both states."""

    key: str
    title: str
    before: str
    after: str
    subject: str = ""
    caption: str = ""


@dataclass(frozen=True, kw_only=True)
class Changes:
    """All that changed since an instant (ISO 8601 UTC), as far as somebody may see."""

    since: str
    editions: tuple[NewEdition, ...]
    claims: tuple[NewClaim, ...]
    conditions: tuple[Turning, ...]
    verdicts: tuple[Turning, ...]

    def __bool__(self) -> bool:
        return bool(self.editions or self.claims or self.conditions or self.verdicts)


def changes(seen: Seen, since: str) -> Changes:
    """What changed since an instant."""
    key = (seen.bench.settings.home, seen.revision, seen.clearance, seen.bench.now[:10], since)
    return _KEPT.get(key, lambda: _changes(seen, since))


def _changes(seen: Seen, since: str) -> Changes:
    return Changes(
        since=since, editions=tuple(_editions(seen, since)), claims=tuple(_claims(seen, since)),
        conditions=tuple(_conditions(seen, since)), verdicts=tuple(_verdicts(seen, since)),
    )  # fmt: skip


def _editions(seen: Seen, since: str) -> Iterable[NewEdition]:
    fresh = {one.source for one in seen.bench.ledger.exhibits().values() if one.captured_at > since}
    for key in sorted(fresh & seen.bench.modules.keys()):
        for one in editions_of(seen, key):
            if one.exhibit.captured_at > since and one.current:
                found = change(seen, one.exhibit, one.before, quick=True) if one.before is not None else None
                yield NewEdition(
                    source=seen.bench.modules[key].SOURCE, exhibit=one.exhibit, before=one.before, delta=found
                )


def _claims(seen: Seen, since: str) -> Iterable[NewClaim]:
    board, known = seen.bench.ledger.desk(), seen.knowledge
    for key, made in sorted(board.made.items(), key=lambda one: -one[1].no):
        if made.at > since:
            claim = board.claims[key]
            yield NewClaim(
                claim=claim, caption=caption_of(known, claim.subject), by=made.by, at=made.at,
                withdrawn=key in board.withdrawn,
            )  # fmt: skip


def caption_of(known: Knowledge, key: str) -> str:
    """What a subject of a claim is called; the claim's own word where it stands on no list."""
    thing = known.resolved.graph.things.get(known.resolved.graph.canonical.get(key, key))
    return thing.caption if thing is not None else known.subject(key).caption if _claimed(known, key) else key


def _claimed(known: Knowledge, key: str) -> bool:
    return any(one.subject == key for one in known.board.standing)


def _conditions(seen: Seen, since: str) -> Iterable[Turning]:
    before = {one.condition.key: one.state for one in stands_of(seen, known_on=since).conditions}
    for one in stands_of(seen).conditions:
        if one.state is not before[one.condition.key]:
            yield Turning(
                key=one.condition.key, title=one.condition.title, before=before[one.condition.key].value,
                after=one.state.value,
            )  # fmt: skip


def _verdicts(seen: Seen, since: str) -> Iterable[Turning]:
    """The standards of open cases and of dossiers on their subjects: the verdict by what was recorded by then, and now.

    Lists are today's on both sides: what a new edition turned is told by the edition.
    """
    board = seen.bench.ledger.desk()
    earlier = seen.bench.ledger.desk(known_on=since)
    if len(earlier.log) == len(board.log):
        return
    known = seen.knowledge
    claims = (*known.detected, *earlier.standing)
    before = record(claims, papers(seen.bench, earlier, claims), earlier.settlements)
    for standard, subject in _watched(known, board):
        was, now = (_verdict(standard, subject, kept, known.as_of) for kept in (before, known.kept))
        if was is not now:
            yield Turning(
                key=standard.key, title=standard.title, before=was.value, after=now.value, subject=subject.key,
                caption=subject.caption,
            )  # fmt: skip


def _watched(known: Knowledge, board: Board) -> Iterable[tuple[Standard, Subject]]:
    pairs = {(key, one) for case in cases(board).values() for key in case.standards for one in case.subjects}
    pairs |= {(one.standard, one.subject) for one in board.dossiers}
    for key, named in sorted(pairs):
        if key in standards() and (named in known.resolved.graph.canonical or _claimed(known, named)):
            yield standards()[key], known.subject(named)


def _verdict(standard: Standard, subject: Subject, kept: Record, as_of: str) -> Verdict:
    return assess(standard, subject.key, subject.ids, kept, as_of=as_of).verdict
