"""Outlet for the strategy's board: per measure what is ready to act on, being built, missing and done."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from whereas.assess.alignment import AlignmentReport
from whereas.assess.contradictions.contradiction import Severity
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
    """One measure: what is ready, what is being built, what is missing, what is done, and its gate if it has one.

    `feeds` is what the ledger holds for it: material, and no progress.
    """

    measure: Measure
    ready: tuple[Work, ...]
    building: tuple[Work, ...]
    missing: tuple[str, ...]
    done: tuple[Work, ...]
    feeds: tuple[Work, ...] = ()
    gate: Gate | None = None

    @property
    def state(self) -> str:
        """In one word: ready, building, waiting (for conditions), done or missing."""
        if self.gate is not None and not self.gate.open:
            return "waiting"
        if self.ready:
            return "ready"
        if self.building or (self.done and self.missing):
            return "building"
        return "done" if self.done else "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class PillarState:
    """One pillar with its measures."""

    pillar: Pillar
    measures: tuple[MeasureState, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question with rival figures: what it is called, how many claims stand on it, how many pairs conflict."""

    key: str
    title: str
    claims: int
    conflicts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request for a channel: what it is called, what is due or missing on it, and whether it has ended."""

    title: str
    due: tuple[str, ...]
    ended: bool


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What a board is made of; `series` are the titles of indicators with data by objective, `texts` those imported."""

    report: AlignmentReport
    routings: tuple[Routing, ...]
    dossiers: tuple[DossierRecord, ...]
    gates: Mapping[str, Gate]
    claims_by_kind: Mapping[str, int]
    sources: frozenset[str]
    captions: Mapping[str, str] = field(default_factory=dict)
    questions: tuple[Question, ...] = ()
    requests: tuple[Asked, ...] = ()
    texts: tuple[str, ...] = ()
    series: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """What one way of counting found for a measure."""

    ready: tuple[Work, ...] = ()
    building: tuple[Work, ...] = ()
    missing: tuple[str, ...] = ()
    done: tuple[Work, ...] = ()


def board(strategy: Strategy, facts: Facts) -> tuple[PillarState, ...]:
    """The strategy's board from what is known."""
    return tuple(
        PillarState(pillar=pillar, measures=tuple(_state_of(strategy, pillar, one, facts) for one in pillar.measures))
        for pillar in strategy.pillars
    )


def _state_of(strategy: Strategy, pillar: Pillar, measure: Measure, facts: Facts) -> MeasureState:
    standards = frozenset(strategy.standards_of(measure))
    gate = facts.gates.get(measure.key)
    found = [
        _routed(measure, standards, facts),
        *(_COUNTS[name](measure, pillar, facts) for name in measure.counts),
        _gated(gate),
    ]
    missing = [words for words in (measure.not_yet,) if words]
    return MeasureState(
        measure=measure,
        ready=tuple(work for one in found for work in one.ready),
        building=tuple(work for one in found for work in one.building),
        missing=(*missing, *(words for one in found for words in one.missing)),
        done=tuple(work for one in found for work in one.done),
        feeds=_feeds(measure, facts),
        gate=gate,
    )


def _gated(gate: Gate | None) -> _Found:
    if gate is None:
        return _Found()
    if gate.open:
        return _Found(ready=(Work(count=1, words=f"its conditions are met; {gate.body} must act",
                                  link="standing.html"),))  # fmt: skip
    return _Found(missing=tuple(f"waits for: {one}" for one in (*gate.waits_for, *gate.closed_by)))


def _routed(measure: Measure, standards: frozenset[str], facts: Facts) -> _Found:
    """Parties by how far the facts go toward one of the measure's standards, each under the best only."""
    if not standards:
        return _Found()
    by_fit: dict[Fit, dict[str, str]] = {Fit.FITS: {}, Fit.PARTLY: {}, Fit.POINTED: {}}
    for routing in facts.routings:
        fits = [one.fit for one in routing.routes if one.standard.key in standards]
        # A draft criterion is no law: whatever it takes in is at most a case to argue for it.
        fits += [Fit.PARTLY for one in routing.drafted if one.standard.key in standards]
        best = next((fit for fit in by_fit if fit in fits), None)
        if best is not None:
            by_fit[best][routing.subject] = routing.caption
    lead = _parties(by_fit[Fit.POINTED], "other lists or claims point to a standard, and no element is shown")
    nothing = (
        () if measure.counts or any(by_fit.values()) else ("no exhibit and no list points to one of its standards",)
    )
    return _Found(
        ready=_parties(by_fit[Fit.FITS], "every element of a standard is shown"),
        building=(*_parties(by_fit[Fit.PARTLY], "some elements are shown"), *lead),
        missing=nothing,
        done=_made(standards, facts),
    )


def _parties(found: Mapping[str, str], words: str) -> tuple[Work, ...]:
    if not found:
        return ()
    examples = tuple(sorted(found.values()))[:_EXAMPLES]
    return (Work(count=len(found), words=words, examples=examples, link="routes.csv"),)


def _made(standards: frozenset[str], facts: Facts) -> tuple[Work, ...]:
    made = sorted({facts.captions.get(one.subject, one.subject) for one in facts.dossiers if one.standard in standards})
    return (Work(count=len(made), words="dossiers made", examples=tuple(made[:_EXAMPLES])),) if made else ()


# --- What a measure counts of a run itself


def _un_not_eu(_measure: Measure, _pillar: Pillar, facts: Facts) -> _Found:
    """For what the UN listed, its listing is all that is needed."""
    report = facts.report
    if "EU" not in {one.authority for one in report.lists}:
        return _Found(missing=("no list of the Union is in view",))
    sure = [row for row in report.rows if any(gap.kind is GapKind.UN_NOT_EU and not gap.uncertain for gap in row.gaps)]
    both = sum({"UN", "EU"} <= set(row.authorities) for row in report.rows)
    ready = Work(count=len(sure), words="listed by the UN and not on the Union's list, which is new enough to have it",
                 examples=tuple(row.caption for row in sure[:_EXAMPLES]), link="align.html")  # fmt: skip
    done = Work(count=both, words="listings of the UN that the Union carries", link="align.html")
    return _Found(ready=(ready,) if sure else (), done=(done,) if both else ())


def _partner_not_eu(_measure: Measure, _pillar: Pillar, facts: Facts) -> _Found:
    sure = [row for row in facts.report.rows
            if any(gap.kind is GapKind.PARTNER_NOT_EU and not gap.uncertain for gap in row.gaps)]  # fmt: skip
    words = "a partner lists and the Union does not, and no age of a list explains it: to raise, or to build a case"
    work = Work(count=len(sure), words=words, examples=tuple(row.caption for row in sure[:_EXAMPLES]),
                link="align.html")  # fmt: skip
    return _Found(building=(work,) if sure else ())


def _contradictions(_measure: Measure, _pillar: Pillar, facts: Facts) -> _Found:
    found = [one for one in facts.report.contradictions if one.severity >= Severity.MEDIUM]
    work = Work(count=len(found), words="contradictions between lists, with both statements: to raise with who prints "
                "them", examples=tuple(one.words for one in found[:2]), link="align.html#contradictions")  # fmt: skip
    return _Found(ready=(work,) if found else ())


def _related(_measure: Measure, _pillar: Pillar, facts: Facts) -> _Found:
    related = facts.report.related
    work = Work(count=len(related), words="parties of related programmes shown beside those of this one",
                examples=tuple(row.caption for row in related[:_EXAMPLES]), link="align.html")  # fmt: skip
    return _Found(done=(work,) if related else (), missing=() if related else ("no list of a related programme",))


def _estimates(measure: Measure, _pillar: Pillar, facts: Facts) -> _Found:
    done = tuple(
        Work(count=one.claims, words=f"rival figures on one scale ({one.title}), {one.conflicts} conflicts told from "
             "differences of unit, period and scope", link="estimate.html")
        for one in facts.questions
        if one.claims and (not measure.questions or one.key in measure.questions)
    )  # fmt: skip
    return _Found(done=done, missing=() if done else ("no figure is in view",))


def _dossiers(_measure: Measure, _pillar: Pillar, facts: Facts) -> _Found:
    made = sorted({facts.captions.get(one.subject, one.subject) for one in facts.dossiers})
    work = Work(count=len(made), words="parties on whom a dossier was made that verifies on any machine",
                examples=tuple(made[:_EXAMPLES]))  # fmt: skip
    return _Found(done=(work,)) if made else _Found(missing=("no dossier has been made yet",))


def _series(_measure: Measure, pillar: Pillar, facts: Facts) -> _Found:
    titles = [title for objective in pillar.objective for title in facts.series.get(objective, ())]
    work = Work(count=len(titles), words="series with data on the page of the objectives",
                examples=tuple(titles[:_EXAMPLES]), link="standing.html")  # fmt: skip
    return _Found(done=(work,)) if titles else _Found(missing=("no series of its objectives has data",))


def _requests(_measure: Measure, _pillar: Pillar, facts: Facts) -> _Found:
    due = [one for one in facts.requests if one.due]
    open_ones = [one for one in facts.requests if not one.ended and not one.due]
    ended = [one for one in facts.requests if one.ended]
    told = tuple(f"{one.title}: {one.due[0]}" for one in due[:_EXAMPLES])
    return _Found(
        ready=(Work(count=len(due), words="requests on which something is due", examples=told),) if due else (),
        building=(Work(count=len(open_ones), words="requests under way",
                       examples=tuple(one.title for one in open_ones[:_EXAMPLES])),) if open_ones else (),
        done=(Work(count=len(ended), words="requests that ended"),) if ended else (),
        missing=() if facts.requests else ("no request is recorded; `whereas channel --template` begins one",),
    )  # fmt: skip


def _texts(_measure: Measure, _pillar: Pillar, facts: Facts) -> _Found:
    if not facts.texts:
        return _Found(missing=("no strategy text is imported; `whereas texts --add` takes one in",))
    return _Found(done=(Work(count=len(facts.texts), words="texts imported and measured",
                             examples=facts.texts[:_EXAMPLES]),))  # fmt: skip


_COUNTS: Mapping[str, Callable[[Measure, Pillar, Facts], _Found]] = {
    "un-not-eu": _un_not_eu, "partner-not-eu": _partner_not_eu, "contradictions": _contradictions, "related": _related,
    "estimates": _estimates, "dossiers": _dossiers, "series": _series, "requests": _requests, "texts": _texts,
}  # fmt: skip


def _feeds(measure: Measure, facts: Facts) -> tuple[Work, ...]:
    """What the ledger holds of the kinds of claim and the sources that the measure feeds on."""
    found = [(kind, facts.claims_by_kind[kind]) for kind in measure.watches if facts.claims_by_kind.get(kind)]
    held = [name for name in (*measure.watches, *measure.reads) if name in facts.sources]
    works = [Work(count=count, words=f"claims of the kind {kind.replace('_', ' ')}") for kind, count in found]
    if held:
        works.append(
            Work(
                count=len(held),
                words="source in view" if len(held) == 1 else "sources in view",
                examples=tuple(dict.fromkeys(held)),
            )
        )
    return tuple(works)


def counted(pillars: Iterable[PillarState]) -> dict[str, int]:
    """How many measures are in each state, in the order of the words a board uses."""
    states = [one.state for pillar in pillars for one in pillar.measures]
    return {state: states.count(state) for state in ("ready", "building", "waiting", "missing", "done")
            if state in states}  # fmt: skip
