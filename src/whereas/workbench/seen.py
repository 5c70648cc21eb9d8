"""The ledger as one person may see it: the one place where markings decide what is read and what may be written."""

import hashlib
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from sqlalchemy.engine import Connection

from whereas.assess.opposition import gone, settled_pairs
from whereas.core.casework import CaseChanged, CaseOpened, ReleaseAsked
from whereas.core.claim import Claim
from whereas.core.clearance import Clearance
from whereas.core.errors import LedgerError, WhereasError
from whereas.core.exhibit import CustodyEvent, Exhibit
from whereas.core.filing import (
    ChannelEvent,
    ChannelRequest,
    Desk,
    Dissent,
    DossierRecord,
    Filing,
    Reopening,
    Settlement,
    Stamp,
    Withdrawal,
)
from whereas.core.judgement import Judgement
from whereas.core.marking import OPEN, TLP, Marking
from whereas.ledger.archive import Archive
from whereas.ledger.desk import Board, Recorded
from whereas.ledger.desk import board as fold
from whereas.ledger.ledger import Captures, Ledger, Writer
from whereas.ledger.view import Reading, View
from whereas.workbench.assessing import bound_by_containers
from whereas.workbench.warm import Shelf

MarkingOf = Callable[[str], Marking | None]
# Requests of organisations that work in the country carry no marking of their own: staff and routes stand there.
_REQUESTS = Marking(tlp=TLP.AMBER)
_NAMELESS = "origin:"
_SALT = secrets.token_bytes(32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a clearance covers of a desk: the board as it is shown, and the digests of the exhibits that are.

    `every_list`: no edition of a list is kept from it, past ones among them.
    """

    board: Board
    exhibits: frozenset[str]
    every_list: bool


class SeenLedger(Ledger):
    """A ledger that shows what a clearance covers, and takes nothing that would be out of its sight.

    `source_marking` gives the marking of a source of the catalogue, None for a key that is none. An exhibit that nobody
    filed and that no source brought is not shown.
    """

    def __init__(self, whole: Ledger, clearance: Clearance, source_marking: MarkingOf) -> None:
        self.home, self.heads, self.store = whole.home, whole.heads, whole.store
        self.clearance = clearance
        self._whole, self._source_marking = whole, source_marking
        self._shown_at = lru_cache(maxsize=4)(self._shown_of)
        self._views, self._spoken_of = Shelf(8), Shelf(4)
        self.archive = _SeenArchive(whole.archive, self.shows)

    def shows(self, sha256: str) -> bool:
        """Whether an exhibit is shown."""
        return sha256 in self._shown().exhibits

    @property
    def shows_all_lists(self) -> bool:
        """Whether no reading is kept from this clearance."""
        return {one.exhibit.sha256 for one in self._whole.view().readings} <= self._shown().exhibits

    def view(self, *, as_of: str = "", revision: int | None = None) -> View:
        """As the ledger's, without the readings of exhibits that are not shown, and without judgements on parties that
        only they speak of: these may be of an edition before the one in view."""
        whole, sight = self._whole.view(as_of=as_of, revision=revision), self._shown()
        if sight.every_list:
            return whole
        readings = tuple(one for one in whole.readings if one.exhibit.sha256 in sight.exhibits)
        return self._views.get((whole.root, as_of, revision, sight.exhibits), lambda: self._narrowed(whole, readings))

    def _narrowed(self, whole: View, readings: tuple[Reading, ...]) -> View:
        """A view of these readings alone, with the judgements between what they speak of."""
        seen = replace(whole, readings=readings, judgements=())
        spoken_of = self._spoken_of.get(
            tuple(one.no for one in readings), lambda: frozenset(one.entity for one in seen.statements())
        )
        return replace(seen, judgements=_between(whole.judgements, spoken_of))

    def judged(self, connection: Connection) -> Sequence[tuple[int, Judgement]]:
        """Nothing: judgements are seen in a view, between what is shown."""
        return ()

    def desk(self, *, known_on: str = "", revision: int | None = None) -> Board:
        """As the ledger's, without what is not shown, nor what gave way to it."""
        return self._shown(known_on, revision).board

    def exhibits(self) -> dict[str, Exhibit]:
        """The exhibits that are shown."""
        shown = self._shown().exhibits
        return {key: one for key, one in self._whole.exhibits().items() if key in shown}

    def named(self, named: str) -> list[Exhibit]:
        """As the ledger's, among the exhibits that are shown."""
        shown = self._shown().exhibits
        return [one for one in self._whole.named(named) if one.sha256 in shown]

    def custody_of(self, sha256: str) -> list[tuple[int, CustodyEvent]]:
        """As the ledger's; nothing for an exhibit that is not shown, and of no release that is not."""
        if not self.shows(sha256):
            return []
        hidden = [key[:12] for key in cases_hidden(self._whole.desk(), self.clearance)]
        return [
            (no, one) for no, one in self._whole.custody_of(sha256)
            if one.action != "release" or not any(key in one.note for key in hidden)
        ]  # fmt: skip

    def captures(self, wanted: Iterable[str]) -> Captures:
        """As the ledger's, of exhibits that are shown."""
        return self._whole.captures(self._shown().exhibits & set(wanted))

    def writer(self, connection: Connection, now: str) -> Writer:
        """What appends in a turn; a record that would touch what is not shown is refused."""
        return _SeenWriter(self, connection, now)

    def refuse_unseen(self, said: Claim | Desk) -> None:
        """Raises `WhereasError` for a record that names, or would make, something this clearance does not cover."""
        board = self._whole.desk()
        if (case := getattr(said, "case", "")) in cases_hidden(board, self.clearance):
            raise WhereasError(f"there is no case {case!r}", todo="`whereas case` lists those there are")
        marking = getattr(said, "marking", None)
        if isinstance(marking, Marking) and not self.clearance.covers(marking):
            raise WhereasError(
                f"you may not mark it {marking}: you would not see it yourself",
                todo="choose a marking that your clearance covers, or ask somebody who has a higher one",
            )
        touched = {said.exhibit} if isinstance(said, Filing | Stamp) else set()
        if isinstance(said, Claim):
            touched = {span.exhibit for span in (*said.spans, *said.against)}
        if any(key in board.filings and not self.shows(key) for key in touched):
            raise WhereasError("this cannot be recorded with your account", todo="ask somebody with a higher clearance")

    def named_again(self, said: Claim | Desk) -> Claim | Desk:
        """A filing with the true names of hidden origins, which its author was shown without: lineages stay."""
        if not isinstance(said, Filing) or not any(one.startswith(_NAMELESS) for one in said.repeats):
            return said
        names = {_nameless(key): key for key in self._whole.desk().filings}
        return replace(said, repeats=tuple(names.get(one, one) for one in said.repeats))

    def anchor(self) -> None:
        """As the ledger's."""
        self._whole.anchor()

    def close(self) -> None:
        """Nothing: the ledger it shows is closed by whoever opened it."""

    def is_whole(self, subjects: Iterable[str]) -> bool:
        """Whether nothing that people claimed of these ids is kept from this clearance."""
        wanted = set(subjects)
        shown = self.desk().claims.keys()
        about = (one for one in self._whole.desk().claims.values() if {one.subject, one.object} & wanted)
        return all(one.id in shown for one in about)

    def _shown(self, known_on: str = "", revision: int | None = None) -> Shown:
        return self._shown_at(self._whole.root, known_on, revision)

    def _shown_of(self, _root: str, known_on: str, revision: int | None) -> Shown:
        exhibits, today = self._whole.exhibits(), self._whole.desk()
        if self.clearance.whole:
            board = self._whole.desk(known_on=known_on, revision=revision)
            return Shown(board=board, exhibits=frozenset(exhibits), every_list=True)
        markings = exhibit_markings(exhibits, today, self._source_marking)
        shown = frozenset(key for key, marking in markings.items() if self.clearance.covers(marking))
        board = self._whole.desk(known_on=known_on, revision=revision)
        hidden = cases_hidden(today, self.clearance)  # a marking that was raised holds for what was there before it
        every_list = all(key in shown for key, one in exhibits.items() if self._source_marking(one.source) is not None)
        return Shown(board=seen_board(board, shown, self.clearance, hidden), exhibits=shown, every_list=every_list)


def exhibit_markings(exhibits: Mapping[str, Exhibit], board: Board, of_source: MarkingOf) -> dict[str, Marking]:
    """The marking of each exhibit that has one: its filing's, joined with its container's and its source's.

    A time stamp is marked as what it stamps. What has none is nobody's to see.
    """
    found: dict[str, Marking] = {}
    stamped = {one.token: one.exhibit for stamps in board.stamps.values() for one in stamps}
    asked = {one.exhibit for one in board.requests.values()}

    def of(key: str, seen: frozenset[str]) -> Marking | None:
        said = board.filings.get(key)
        by_source = of_source(exhibits[key].source) if key in exhibits else None
        above = [one for one in (said.parent if said else "", stamped.get(key, "")) if one and one not in seen]
        joined = [said.marking if said else None, by_source, _REQUESTS if key in asked else None,
                  *(of(one, seen | {key}) for one in above)]  # fmt: skip
        kept = [one for one in joined if one is not None]
        if not kept:
            return None
        whole = kept[0]
        for one in kept[1:]:
            whole = whole.join(one)
        return whole

    for key in exhibits:
        if (marking := of(key, frozenset({key}))) is not None:
            found[key] = marking
    return found


def seen_board(board: Board, shown: frozenset[str], clearance: Clearance, cases: frozenset[str]) -> Board:
    """A desk without the records that a clearance does not cover; `cases` is what `cases_hidden` gives.

    A claim is shown where every exhibit it cites is, for it or against it. One that gave way to a claim that is not
    shown is not shown either: it would seem to stand.
    """
    claims = _claims_shown(board, shown)
    hidden = frozenset({*board.claims.keys() - claims, *board.filings.keys() - shown})
    sight = _Sight(shown=shown, claims=claims, hidden=hidden, clearance=clearance, cases=cases)
    folded = fold(_unnamed(one, board, shown) for one in board.log if sight.covers(one.said))
    bound = bound_by_containers(board)
    origins = _origins(bound, shown)
    filings = {key: replace(bound[key], marking=one.marking.join(bound[key].marking), repeats=origins[key])
               for key, one in folded.filings.items()}  # fmt: skip
    return replace(folded, filings=filings)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sight:
    """Answers for one record of the desk whether it is shown."""

    shown: frozenset[str]
    claims: frozenset[str]
    hidden: frozenset[str]
    cases: frozenset[str]
    clearance: Clearance

    def covers(self, said: Claim | Desk) -> bool:
        match said:
            case Claim():
                seen = said.id in self.claims
            case Filing():
                seen = said.exhibit in self.shown and self.clearance.covers(said.marking)
            case Stamp():
                seen = said.exhibit in self.shown
            case Withdrawal():
                seen = said.claim in self.claims
            case Settlement() | Reopening():
                seen = {said.gives_way, said.stands} - {""} <= self.claims
            case Dissent():
                seen = self._names_nothing_hidden(said.on)
            case DossierRecord():
                seen = set(said.exhibits) <= self.shown and set(said.claims) <= self.claims
                seen = seen and said.sha256 not in self.cases
            case ChannelRequest() | ChannelEvent():
                seen = self.clearance.covers(_REQUESTS)
            case _:
                seen = self._covers_of_case(said)
        return seen

    def _covers_of_case(self, said: object) -> bool:
        """Records of cases: by their own marking, their case's, and what they are about."""
        marking = getattr(said, "marking", None)
        if isinstance(marking, Marking) and not self.clearance.covers(marking):
            return False
        names = [str(getattr(said, name, "")) for name in ("case", "key", "on", "exhibit", "dossier")]
        return self._names_nothing_hidden(*names, *getattr(said, "claims", ()), *getattr(said, "exhibits", ()))

    def _names_nothing_hidden(self, *names: str) -> bool:
        """Whether none of these is hidden, nor the beginning of the id of something that is."""
        return not any(
            name in self.cases or (len(name) >= 6 and any(key.startswith(name) for key in self.hidden))
            for name in names
        )


def cases_hidden(board: Board, clearance: Clearance) -> frozenset[str]:
    """The keys of cases whose marking, as it was last raised, a clearance does not cover, and of their releases.

    The dossiers of these releases are among them.
    """
    markings: dict[str, Marking] = {}
    for one in board.log:
        if isinstance(one.said, CaseOpened | CaseChanged):
            key = one.said.key if isinstance(one.said, CaseOpened) else one.said.case
            markings[key] = markings.get(key, OPEN).join(one.said.marking)
    found = {key for key, marking in markings.items() if not clearance.covers(marking)}
    for one in board.log:
        asked = one.said
        if isinstance(asked, ReleaseAsked) and (asked.case in found or not clearance.covers(asked.marking)):
            found |= {asked.key, asked.dossier}
    return frozenset(found)


def _claims_shown(board: Board, shown: frozenset[str]) -> frozenset[str]:
    kept = {
        key: one for key, one in board.claims.items()
        if {span.exhibit for span in (*one.spans, *one.against)} <= shown
    }  # fmt: skip
    settled = settled_pairs(board.settlements)
    lost = gone(board.standing, settled)
    while True:
        standing = [one for key, one in kept.items() if key not in board.withdrawn]
        pairs = frozenset(pair for pair in settled if set(pair) <= kept.keys())
        seeming = (lost & kept.keys()) - gone(standing, pairs) - board.withdrawn.keys()
        if not seeming:
            return frozenset(kept)
        kept = {key: one for key, one in kept.items() if key not in seeming}


def _origins(filings: Mapping[str, Filing], shown: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """What each exhibit repeats, directly or through others; an origin that is not shown keeps no name.

    Two exhibits that repeat one hidden origin go on being one lineage: a lineage that is counted twice shows too much.
    """

    def of(key: str, seen: frozenset[str]) -> dict[str, None]:
        found: dict[str, None] = {}
        for one in filings[key].repeats:
            found[one] = None
            if one in filings and one not in seen:
                found |= of(one, seen | {one})
        return found

    return {
        key: tuple(one if one in shown or one not in filings else _nameless(one) for one in of(key, frozenset({key})))
        for key in filings
    }


def _unnamed(one: Recorded, board: Board, shown: frozenset[str]) -> Recorded:
    """A record of a filing without the names of origins that are not shown."""
    if not isinstance(one.said, Filing):
        return one
    told = tuple(each if each in shown or each not in board.filings else _nameless(each) for each in one.said.repeats)
    return replace(one, said=replace(one.said, repeats=told))


def _nameless(sha256: str) -> str:
    """A name for a hidden origin that tells nothing of it, not even to who has its bytes."""
    return _NAMELESS + hashlib.sha256(_SALT + sha256.encode()).hexdigest()[:16]


def _between(judgements: Iterable[Judgement], entities: frozenset[str]) -> tuple[Judgement, ...]:
    return tuple(one for one in judgements if one.left in entities and one.right in entities)


class _SeenArchive(Archive):
    """The bytes of the exhibits that are shown; others are as if they were not there."""

    def __init__(self, whole: Archive, shows: Callable[[str], bool]) -> None:
        super().__init__(whole.folder)
        self._whole, self._shows = whole, shows

    def read(self, sha256: str) -> bytes:
        """As the archive's. Raises `LedgerError` for an exhibit that is not shown as for one that is not there."""
        if not self._shows(sha256):
            raise LedgerError(f"there is no exhibit {sha256[:12]}", todo="check the digest")
        return self._whole.read(sha256)

    def is_whole(self, sha256: str) -> bool:
        """As the archive's; false for what is not shown."""
        return self._shows(sha256) and self._whole.is_whole(sha256)

    def names(self) -> Iterator[str]:
        """The digests of the files that are there and shown."""
        return (one for one in self._whole.names() if self._shows(one))


class _SeenWriter(Writer):
    """A writer's turn by somebody with a clearance: every record is held against it before it is taken."""

    def __init__(self, ledger: SeenLedger, connection: Connection, now: str) -> None:
        super().__init__(ledger, connection, now)
        self._seen = ledger

    def record(self, said: Claim | Desk, by: str) -> int:
        """As the writer's. Raises `WhereasError` for what the clearance does not cover."""
        self._seen.refuse_unseen(said)
        return super().record(self._seen.named_again(said), by)


__all__ = ["Recorded", "SeenLedger", "Shown", "cases_hidden", "exhibit_markings", "seen_board"]
