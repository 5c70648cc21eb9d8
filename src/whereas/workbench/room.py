"""A room to work in for many people at once: what stands in the ledger, as each of them may see it, kept warm."""

import threading
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cached_property
from importlib.metadata import version
from typing import TypeVar

from whereas.assess.alignment import AlignmentReport
from whereas.assess.detectors.detector import Sight, detect_all
from whereas.core.canon import digest
from whereas.core.claim import Claim
from whereas.core.clearance import WHOLE, Clearance
from whereas.core.marking import Marking
from whereas.ledger.ledger import Ledger
from whereas.ledger.view import View
from whereas.resolve.resolution import build_graph
from whereas.screen.card import cards
from whereas.screen.index import Index, made_of
from whereas.screen.screening import Screener
from whereas.screen.shared import SharedScreener
from whereas.settings import Settings
from whereas.sources.catalogue import sources
from whereas.workbench.afoot import in_turn
from whereas.workbench.assessing import Knowledge, know, whole_day
from whereas.workbench.bench import OpenIndex, Progress, Resolved, Workbench, silent
from whereas.workbench.pooled import Pool
from whereas.workbench.seen import SeenLedger
from whereas.workbench.warm import Shelf, WarmLedger

T = TypeVar("T")


class _Kept:
    """What is shared between requests: graphs, reports, indexes and assessments by what they are made of."""

    def __init__(self) -> None:
        self.resolved, self.reports, self.indexes, self.known = Shelf(4), Shelf(8), Shelf(3), Shelf(6)
        self.detected, self.screeners, self.made, self.entities = Shelf(6), Shelf(3), Shelf(16), Shelf(2)
        self.read = Pool()


class RoomBench(Workbench):
    """A workbench whose merging, aligning and indexing is done once for each state of the lists in view."""

    def __init__(self, settings: Settings, *, now: str, ledger: Ledger, kept: _Kept) -> None:
        super().__init__(settings, now=now, version=version("whereas"), ledger=ledger)
        self._kept = kept

    def lists(self, as_of: str = "") -> str:
        """A digest of the lists in view and the judgements on them: what graphs and indexes hang on."""
        view = self.view(as_of)
        return digest([[one.no for one in view.readings], len(view.judgements), as_of])

    def _state(self, as_of: str) -> str:
        """A digest of what lists in view and judgements say: of two days with the same editions the same."""
        view = self.view(as_of)
        return digest([[one.no for one in view.readings], len(view.judgements)])

    def merged(self, as_of: str = "", *, progress: Progress = silent) -> Resolved:
        """Entities merged by the judgements that stand; nothing is compared anew, which is a job's work.

        States of the past are merged one after the other. Raises `BusyError` where too many wait for that.
        """
        state = self._state(as_of)
        if not as_of or state == self._state(""):
            return self._kept.resolved.get(state, lambda: self._resolved(self.view(as_of)))
        return in_turn(self._kept.resolved, state, lambda: self._resolved(self.view(as_of)))

    def _resolved(self, view: View) -> Resolved:
        """What the lists say is read once for each set of editions: a judgement changes what is merged, not that."""
        entities = self._kept.entities.get(
            tuple(one.no for one in view.readings), lambda: tuple(self._kept.read.entities(view))
        )
        graph = build_graph(entities, view.judgements)
        return Resolved(view=view, graph=graph, judgements=view.judgements, homonyms=(), new=0)

    def align(self, resolved: Resolved, focus: str, *, as_of: str = "") -> AlignmentReport:
        """As the workbench's."""
        day = as_of or self.now[:10]
        lists = [one.no for one in resolved.view.readings]
        key = digest([lists, len(resolved.judgements), resolved.view.as_of, focus, day])
        return self._kept.reports.get(key, lambda: super(RoomBench, self).align(resolved, focus, as_of=day))

    def index(self, as_of: str = "", *, progress: Progress = silent) -> OpenIndex:
        """As the workbench's, in memory; one that leaves lists out is never written beside the whole one."""
        return self._kept.indexes.get(self.lists(as_of), lambda: self._opened(as_of, progress))

    def once(self, what: str, as_of: str, make: Callable[[], T]) -> T:
        """What is made of nothing but the lists in view and the judgements on them, made once for each state of both.

        `what` names it; one name is for one type only.
        """
        return self._kept.made.get((what, self._state(as_of)), make)

    def screener(self) -> Screener:
        """One for each state of the lists in view."""
        return self._kept.screeners.get(self.lists(), lambda: SharedScreener(self.index().index))

    def _opened(self, as_of: str, progress: Progress) -> OpenIndex:
        if not isinstance(self.ledger, SeenLedger) or self.ledger.shows_all_lists:
            return super().index(as_of, progress=progress)
        view = self.view(as_of)
        authorities = {key: module.SOURCE.authority for key, module in self.modules.items()}
        made = cards(build_graph(view.entities(), view.judgements), authorities)
        index = made_of(made, revision=view.root, as_of=as_of, reader=self.reader)
        return OpenIndex(index=index, path=self.settings.home, made="built")

    def known(self, focus: str, as_of: str = "", known_on: str = "") -> Knowledge:
        """What is known as of a day, made once for each state of the ledger and each sight of it; of other days than
        today one after the other. Raises `BusyError` where too many wait for that."""
        day = whole_day(as_of) or self.now[:10]
        if day == self.now[:10] and self._state(as_of) == self._state(""):
            as_of = ""  # today by its date
        sight = self.ledger.clearance if isinstance(self.ledger, SeenLedger) else WHOLE
        key = (self.ledger.root, sight, focus, as_of, day, known_on)

        def make() -> Knowledge:
            return know(self, focus, as_of=as_of, known_on=known_on, detect=self._detected(focus, as_of, day))

        return in_turn(self._kept.known, key, make) if as_of or known_on else self._kept.known.get(key, make)

    def _detected(self, focus: str, as_of: str, day: str) -> Callable[[Sight], tuple[Claim, ...]]:
        """The detectors, run once for each state of the lists and each set of claims: a comment turns none of them."""
        lists = self._state(as_of)

        def detect(sight: Sight) -> tuple[Claim, ...]:
            key = (lists, focus, day, tuple(one.id for one in sight.claims))
            return self._kept.detected.get(key, lambda: detect_all(sight))

        return detect


class Seen:
    """What one person may see at one instant. All that a page or the API shows comes from here, and from nowhere else.

    `bench` is a workbench whose ledger shows what the clearance covers; what is written through it bears `author`.
    """

    def __init__(self, bench: RoomBench, clearance: Clearance, focus: str) -> None:
        self.bench, self.clearance, self.focus = bench, clearance, focus

    @cached_property
    def revision(self) -> str:
        """The Merkle root of the log as it stood when the request came in (hex)."""
        return self.bench.ledger.root

    @property
    def starter(self) -> bool:
        """Whether no list but the starter casebook's own is in view."""
        return self.bench.is_starter(self.bench.view())

    @cached_property
    def resolved(self) -> Resolved:
        """Entities merged across the sources in view."""
        return self.bench.merged()

    @cached_property
    def knowledge(self) -> Knowledge:
        """Lists, desk, claims of both and the papers they rest on, as of today."""
        return self.know()

    def know(self, as_of: str = "", known_on: str = "") -> Knowledge:
        """As `knowledge`, as of a day (ISO date, or a part of one) and of what the desk had recorded by a day."""
        return self.bench.known(self.focus, as_of, known_on)

    @property
    def index(self) -> Index:
        """The index that names are screened against. Raises `WhereasError` where the ledger holds no list."""
        return self.bench.index().index

    @property
    def screener(self) -> Screener:
        """Screens against the index, and keeps what it learns of names for the next who ask."""
        return self.bench.screener()

    def is_whole(self, subjects: Iterable[str]) -> bool:
        """Whether nothing that people claimed of these ids is kept from this person: asked before a dossier leaves."""
        ledger = self.bench.ledger
        return not isinstance(ledger, SeenLedger) or ledger.is_whole(subjects)


class Room:
    """Hands out `Seen` for each request; keeps what is dear to make. Many threads may ask at once."""

    def __init__(self, settings: Settings, *, focus: str) -> None:
        self.settings, self.focus = settings, focus
        self._ledger = WarmLedger(settings.home, settings.ledger)
        self._kept = _Kept()
        self._lock = threading.Lock()
        self._sights: dict[Clearance, SeenLedger] = {}

    def seen(self, clearance: Clearance, *, author: str, now: str) -> Seen:
        """The ledger as somebody may see it at an instant (ISO 8601 UTC)."""
        settings = replace(self.settings, author=author)
        bench = RoomBench(settings, now=now, ledger=self._sight(clearance), kept=self._kept)
        return Seen(bench, clearance, self.focus)

    def whole(self, *, now: str) -> Seen:
        """Everything, for the program's own upkeep; never handed to a page."""
        return self.seen(WHOLE, author="whereas", now=now)

    def _sight(self, clearance: Clearance) -> SeenLedger:
        with self._lock:
            if clearance not in self._sights:
                self._sights[clearance] = SeenLedger(self._ledger, clearance, _marking_of_source)
            return self._sights[clearance]

    def warm(self, *, now: str) -> None:
        """Make what most requests ask for, so that the first of them need not wait. Nothing where no list is held."""
        seen = self.seen(Clearance(), author="whereas", now=now)
        if seen.bench.view().readings:
            _ = (seen.knowledge, seen.screener)

    def close(self) -> None:
        """Give everything back."""
        self._ledger.close()


def _marking_of_source(key: str) -> Marking | None:
    module = sources().get(key)
    return module.SOURCE.marking if module is not None else None
