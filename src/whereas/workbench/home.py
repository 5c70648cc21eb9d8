"""What the first page rests on: the board of the strategy's measures, kept for each state of lists and desk."""

from dataclasses import dataclass

from whereas.assess.board import MeasureState, PillarState, Work, counted
from whereas.assess.router import Routing
from whereas.core.claim import Claim
from whereas.core.filing import (
    ChannelEvent,
    ChannelRequest,
    Dissent,
    DossierRecord,
    Filing,
    Reopening,
    Settlement,
    Stamp,
    Withdrawal,
)
from whereas.workbench.assessing import Knowledge
from whereas.workbench.estimating import Estimated, estimated
from whereas.workbench.room import Seen
from whereas.workbench.standing import Stands, board_of
from whereas.workbench.supposing import stands_of
from whereas.workbench.warm import Shelf

# What of the desk a verdict, a gate or a board hangs on; comments and drafts turn nothing.
EVIDENCE = (Claim, Filing, Stamp, Withdrawal, Settlement, Reopening, Dissent, DossierRecord, ChannelRequest,
            ChannelEvent)  # fmt: skip
_KEPT, _ANSWERED = Shelf(8), Shelf(8)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureLine:
    """One measure as plain values: `state` is ready, building, waiting, missing or done."""

    pillar: int
    pillar_title: str
    measure: str
    title: str
    points: tuple[str, ...]
    state: str
    ready: tuple[str, ...]
    building: tuple[str, ...]
    missing: tuple[str, ...]
    done: tuple[str, ...]
    rests_on: tuple[str, ...]
    body: str


@dataclass(frozen=True, kw_only=True)
class Front:
    """The strategy on one screen: where it stands, its pillars with their measures, and how many stand how."""

    stands: Stands
    pillars: tuple[PillarState, ...]
    routings: tuple[Routing, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many measures are in each state."""
        return counted(self.pillars)

    @property
    def lines(self) -> tuple[MeasureLine, ...]:
        """Every measure as plain values, pillar by pillar."""
        return tuple(_line(pillar, one) for pillar in self.pillars for one in pillar.measures)

    def measure(self, key: str) -> MeasureState | None:
        """A measure's state by its key, if the strategy has it."""
        return next((one for pillar in self.pillars for one in pillar.measures if one.measure.key == key), None)


def front(seen: Seen) -> Front:
    """The front as far as somebody may see; made again only where lists, evidence or the day changed."""
    return _KEPT.get(state_of(seen), lambda: _front(seen))


def state_of(seen: Seen) -> tuple[object, ...]:
    """What is known to somebody hangs on this: the lists in view, the last record that is evidence, and the day."""
    bench = seen.bench
    last = max((one.no for one in bench.ledger.desk().log if isinstance(one.said, EVIDENCE)), default=0)
    return (bench.settings.home, bench.settings.ledger, bench.lists(), last, seen.clearance, bench.now[:10])


def routings_of(known: Knowledge) -> tuple[Routing, ...]:
    """Every party that only partners list, and every party that people claim anything of, against the criteria."""
    listed = tuple(known.route(known.subject(row.entity)) for row in known.unlisted())
    routed = {one.subject for one in listed}
    desk = {claim.subject for claim in known.board.standing if not known.is_context(claim.subject)}
    people = {one.key: one for one in map(known.subject, sorted(desk)) if one.key not in routed}
    return (*listed, *(known.route(one) for one in people.values()))


def answers(seen: Seen) -> tuple[Estimated, ...]:
    """The questions with rival figures, each with its claims and its model; none where the ledger holds nothing."""
    bench = seen.bench
    if not bench.view().readings and not bench.ledger.desk().standing:
        return ()
    return _ANSWERED.get(state_of(seen), lambda: estimated(bench))


def _front(seen: Seen) -> Front:
    known, stands = seen.knowledge, stands_of(seen)
    routings = routings_of(known)
    pillars = board_of(seen.bench, known, stands, routings, answers(seen))
    return Front(stands=stands, pillars=pillars, routings=routings)


def _line(pillar: PillarState, one: MeasureState) -> MeasureLine:
    return MeasureLine(
        pillar=pillar.pillar.number, pillar_title=pillar.pillar.title, measure=one.measure.key,
        title=one.measure.title, points=one.measure.points, state=one.state, ready=_told(one.ready),
        building=_told(one.building), missing=one.missing, done=_told(one.done), rests_on=_told(one.feeds),
        body=one.measure.body,
    )  # fmt: skip


def _told(works: tuple[Work, ...]) -> tuple[str, ...]:
    return tuple(f"{one.count} {one.words}" for one in works)
