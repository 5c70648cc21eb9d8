"""Outlet for the strategy's board: per measure what is ready to act on, being built, missing and done."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from whereas.assess.alignment import AlignmentReport
from whereas.assess.gaps import GapKind
from whereas.assess.posture import Gate
from whereas.assess.router import Fit, Routing
from whereas.core.filing import DossierRecord
from whereas.policy.strategies import Measure, Pillar, Strategy

# So many examples stand behind each count; the table has all of them.
_EXAMPLES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A line of the board: how many, in words, with examples and the file where all of them stand."""

    count: int
    words: str
    examples: tuple[str, ...] = ()
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureState:
    """One measure: what is ready, what is being built, what is missing, what is done, and its gate if it has one."""

    measure: Measure
    ready: tuple[Work, ...]
    building: tuple[Work, ...]
    missing: tuple[str, ...]
    done: tuple[Work, ...]
    gate: Gate | None = None

    @property
    def state(self) -> str:
        """In one word: ready, building, waiting (for conditions), done or missing."""
        if self.ready:
            return "ready"
        if self.gate is not None and not self.gate.open:
            return "waiting"
        if self.building:
            return "building"
        return "done" if self.done else "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class PillarState:
    """One pillar with its measures."""

    pillar: Pillar
    measures: tuple[MeasureState, ...]


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What a board is made of."""

    report: AlignmentReport
    routings: tuple[Routing, ...]
    dossiers: tuple[DossierRecord, ...]
    gates: Mapping[str, Gate]
    claims_by_kind: Mapping[str, int]
    sources: frozenset[str]


def board(strategy: Strategy, facts: Facts) -> tuple[PillarState, ...]:
    """The strategy's board from what is known."""
    return tuple(
        PillarState(pillar=pillar, measures=tuple(_measure(strategy, one, facts) for one in pillar.measures))
        for pillar in strategy.pillars
    )


def _measure(strategy: Strategy, measure: Measure, facts: Facts) -> MeasureState:
    standards = frozenset(strategy.standards_of(measure))
    ready, building, pointed = _routed(standards, facts.routings)
    done = _done(standards, facts.dossiers)
    aligned_ready, aligned_done = _aligned(measure, facts.report)
    gate = facts.gates.get(measure.key)
    if gate is not None and gate.open:
        ready = (*ready, Work(count=1, words=f"its conditions are met; {gate.body} must act", link="standing.html"))
    fed = _fed(measure, facts)
    missing = [words for words in (measure.not_yet,) if words]
    if gate is not None and not gate.open:
        missing += [f"waits for: {one}" for one in (*gate.waits_for, *gate.closed_by)]
    if standards and not ready and not building and not pointed:
        missing.append("no exhibit and no list points to one of its standards")
    return MeasureState(
        measure=measure, ready=(*ready, *aligned_ready), building=(*building, *pointed, *fed), missing=tuple(missing),
        done=(*done, *aligned_done), gate=gate,
    )  # fmt: skip


def _routed(
    standards: frozenset[str], routings: Iterable[Routing]
) -> tuple[tuple[Work, ...], tuple[Work, ...], tuple[Work, ...]]:
    by_fit: dict[Fit, dict[str, str]] = {Fit.FITS: {}, Fit.PARTLY: {}, Fit.POINTED: {}}
    for routing in routings:
        for one in (*routing.routes, *routing.drafted):
            if one.standard.key in standards and one.fit in by_fit:
                by_fit[one.fit].setdefault(routing.subject, routing.caption)
    partly = {key: name for key, name in by_fit[Fit.PARTLY].items() if key not in by_fit[Fit.FITS]}
    pointed = {
        key: name for key, name in by_fit[Fit.POINTED].items() if key not in by_fit[Fit.FITS] and key not in partly
    }
    return (
        _work(by_fit[Fit.FITS], "every element is shown"),
        _work(partly, "some elements are shown"),
        _work(pointed, "listed elsewhere: points to a standard, and no element is shown"),
    )


def _work(parties: Mapping[str, str], words: str) -> tuple[Work, ...]:
    if not parties:
        return ()
    examples = tuple(sorted(parties.values()))[:_EXAMPLES]
    return (Work(count=len(parties), words=words, examples=examples, link="routes.csv"),)


def _done(standards: frozenset[str], dossiers: Iterable[DossierRecord]) -> tuple[Work, ...]:
    made = sorted({one.subject for one in dossiers if one.standard in standards})
    return (Work(count=len(made), words="dossiers made", examples=tuple(made[:_EXAMPLES])),) if made else ()


def _aligned(measure: Measure, report: AlignmentReport) -> tuple[tuple[Work, ...], tuple[Work, ...]]:
    """For the measure that carries the UN's listings over: the UN's listing is all that is needed."""
    if "transposed_late" not in measure.watches or "EU" not in {one.authority for one in report.lists}:
        return (), ()
    sure = [row for row in report.rows if any(gap.kind is GapKind.UN_NOT_EU and not gap.uncertain for gap in row.gaps)]
    both = sum({"UN", "EU"} <= set(row.authorities) for row in report.rows)
    ready = (
        Work(count=len(sure), words="listed by the UN and not on the Union's list, which is new enough to have it",
             examples=tuple(row.caption for row in sure[:_EXAMPLES]), link="align.html"),
    )  # fmt: skip
    done = (Work(count=both, words="listings of the UN that the Union carries", link="align.html"),)
    return (ready if sure else ()), (done if both else ())


def _fed(measure: Measure, facts: Facts) -> tuple[Work, ...]:
    """What the ledger holds of the kinds of claim and the sources that the measure feeds on."""
    found = [(kind, facts.claims_by_kind[kind]) for kind in measure.watches if facts.claims_by_kind.get(kind)]
    held = [name for name in measure.watches if name in facts.sources]
    works = [Work(count=count, words=f"claims of the kind {kind.replace('_', ' ')}") for kind, count in found]
    if held:
        works.append(Work(count=len(held), words="sources in view", examples=tuple(held)))
    return tuple(works)
