"""Where the policy stands: conditions, objectives, posture, gates, and the board of its measures."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from whereas.assess.board import Asked, Facts, PillarState, Question, board
from whereas.assess.conditions import Standing, State, stand
from whereas.assess.evaluation import Evaluated, evaluate
from whereas.assess.indicators import ObjectiveBoard, boards
from whereas.assess.posture import Gate, Stance, advise, gates, reliefs
from whereas.assess.record import record
from whereas.assess.rivalry import Relation
from whereas.assess.router import Routing
from whereas.core.entity import Entity
from whereas.core.errors import WhereasError
from whereas.ledger.desk import Board
from whereas.ledger.view import View
from whereas.policy.conditions import Relief, conditions
from whereas.policy.evaluations import evaluations
from whereas.policy.strategies import Strategy
from whereas.sources import casebook
from whereas.workbench.assessing import Knowledge, papers, whole_day
from whereas.workbench.bench import Progress, Workbench, silent
from whereas.workbench.channels import Kept, kept
from whereas.workbench.estimating import Estimated
from whereas.workbench.texts import from_ledger


@dataclass(frozen=True, kw_only=True)
class Stands:
    """Where a strategy stands on a day."""

    strategy: Strategy
    as_of: str
    conditions: tuple[Standing, ...]
    objectives: tuple[ObjectiveBoard, ...]
    stance: Stance | None
    gates: tuple[Gate, ...]
    reliefs: tuple[tuple[Standing, Relief], ...]
    timeline: tuple[Entity, ...]
    evaluations: tuple[Evaluated, ...]
    editions: Mapping[str, str]
    revision: str
    version: str


def standing(
    bench: Workbench, strategy: Strategy, *, as_of: str = "", known_on: str = "",
    suppose: Mapping[str, str] | None = None, progress: Progress = silent,
) -> Stands:  # fmt: skip
    """Where a strategy stands as of a day; `suppose` gives conditions a state for a what-if.

    Raises `WhereasError` for a condition or state there is none of.
    """
    supposed = dict(suppose or {})
    _known(strategy, supposed)
    day = whole_day(as_of) or bench.now[:10]
    view = bench.view(as_of)
    progress("reading events")
    events, editions = events_of(bench, view)
    desk = bench.ledger.desk(known_on=known_on)
    progress("holding conditions against what is recorded")
    kept = record(desk.standing, papers(bench, desk, desk.standing), desk.settlements)
    held = tuple(
        stand(conditions()[key], kept, as_of=day, events=events, editions=editions, supposed=supposed.get(key, ""))
        for key in strategy.conditions
    )
    objectives = boards((one.key for one in strategy.objectives), events, editions, as_of=day)
    timeline = tuple(one for one in events if any(said.source == casebook.KEY for said in one.statements))
    series = {one.indicator.key: one for board in objectives for one in board.series}
    return Stands(
        strategy=strategy,
        as_of=day,
        conditions=held,
        objectives=objectives,
        stance=advise(strategy, held, _dissent(desk, strategy)),
        gates=gates(strategy, held),
        reliefs=reliefs(held),
        timeline=timeline,
        evaluations=tuple(
            evaluate(one, timeline, series) for one in evaluations().values() if one.strategy == strategy.key
        ),
        editions=editions,
        revision=view.root,
        version=bench.version,
    )


def _known(strategy: Strategy, supposed: Mapping[str, str]) -> None:
    for key, state in supposed.items():
        if key not in strategy.conditions:
            raise WhereasError(
                f"{strategy.key} has no condition {key!r}", todo=f"it has: {', '.join(strategy.conditions)}"
            )
        if state not in [one.value for one in State]:
            raise WhereasError(
                f"there is no state {state!r}", todo=f"choose one of: {', '.join(one.value for one in State)}"
            )


def _dissent(desk: Board, strategy: Strategy) -> list[str]:
    return [
        f"{one.by}, {one.at[:10]}: {one.said.words}"  # type: ignore[union-attr]  # the desk's dissents are of their kind
        for one in desk.dissents
        if one.said.on in ("posture", strategy.key)  # type: ignore[union-attr]  # as above
    ]


def events_of(bench: Workbench, view: View) -> tuple[tuple[Entity, ...], dict[str, str]]:
    """The events in view from sources that list nobody, and the edition of each such source."""
    chosen = tuple(
        one for one in view.readings if bench.modules[one.exhibit.source].SOURCE.authority == "-"
        and one.exhibit.source != "ofac_wallets"
    )  # fmt: skip
    narrowed = replace(view, readings=chosen)
    events = tuple(one for one in narrowed.entities() if one.schema in ("Event", "Document"))
    return events, dict(narrowed.editions())


def board_of(
    bench: Workbench, known: Knowledge, stands: Stands, routings: tuple[Routing, ...],
    estimated: Iterable[Estimated] = (),
) -> tuple[PillarState, ...]:  # fmt: skip
    """The strategy's board from what is known, recorded and estimated."""
    facts = Facts(
        report=known.report,
        routings=routings,
        dossiers=known.board.dossiers,
        gates={one.measure.key: one for one in stands.gates},
        claims_by_kind=Counter(claim.kind for claim in (*known.claims, *known.resolved.view.claims())),
        sources=frozenset(known.resolved.view.editions()),
        captions={one.subject: known.subject(one.subject).caption for one in known.board.dossiers},
        questions=tuple(_question(one) for one in estimated),
        requests=tuple(_asked(one) for one in kept(bench, as_of=stands.as_of)),
        texts=tuple(one.title for one in from_ledger(bench)),
        series={
            each.objective: tuple(one.indicator.title for one in each.series if one.points)
            for each in stands.objectives
        },
    )
    return board(stands.strategy, facts)


def _question(one: Estimated) -> Question:
    conflicts = sum(pair.relation is Relation.CONFLICT for pair in one.pairs)
    return Question(key=one.model.key, title=one.model.question, claims=len(one.placed), conflicts=conflicts)


def _asked(one: Kept) -> Asked:
    if one.life is None:
        return Asked(title=one.record.title, due=(f"the policy no longer takes it: {one.unread}",), ended=False)
    due = tuple(f"{clock.words}, {clock.due}" for clock in one.life.due)
    return Asked(title=one.record.title, due=due, ended=all(clock.state == "stopped" for clock in one.life.clocks))
