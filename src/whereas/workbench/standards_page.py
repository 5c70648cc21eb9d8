"""What rests on a standard: subjects with an element shown or opposed, cases, dossiers, measures, and its doubts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from whereas.assess.conditions import Standing
from whereas.assess.posture import Gate
from whereas.assess.proof import Assessment
from whereas.core.filing import DossierRecord
from whereas.core.verdict import Verdict
from whereas.policy.kinds import Unchecked, unverified
from whereas.policy.resolutions import Paragraph, resolutions
from whereas.policy.standards import Standard
from whereas.policy.strategies import Measure, strategies
from whereas.workbench.assessing import Subject
from whereas.workbench.cases import Case, cases
from whereas.workbench.home import front, state_of
from whereas.workbench.room import Seen
from whereas.workbench.supposing import stands_of
from whereas.workbench.warm import Shelf

_RESTS = Shelf(64)
# Verdicts of an element that say more than that nothing was found.
_TELLING = (Verdict.SHOWN, Verdict.CONTRADICTED, Verdict.UNVERIFIABLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rests:
    """What rests on a standard, as far as somebody may see."""

    subjects: tuple[tuple[Subject, Assessment], ...]
    pointed: int
    dossiers: tuple[DossierRecord, ...]
    cases: tuple[Case, ...]
    measures: tuple[tuple[str, Measure], ...]


def rests_on(seen: Seen, standard: Standard) -> Rests:
    """Everything that rests on a standard. Subjects come with their assessment; those only pointed to are counted."""
    board = seen.bench.ledger.desk()
    subjects, pointed = _RESTS.get((state_of(seen), standard.key), lambda: _subjects(seen, standard))
    return Rests(
        subjects=subjects,
        pointed=pointed,
        dossiers=tuple(one for one in board.dossiers if one.standard == standard.key),
        cases=tuple(one for one in cases(board).values() if standard.key in one.standards),
        measures=tuple(measures_of(standard)),
    )


def measures_of(standard: Standard) -> Iterator[tuple[str, Measure]]:
    """The measures of strategies that stand on it, each with its strategy's key."""
    for key, strategy in strategies().items():
        for measure in strategy.measures:
            if standard.key in strategy.standards_of(measure):
                yield key, measure


def _subjects(seen: Seen, standard: Standard) -> tuple[tuple[tuple[Subject, Assessment], ...], int]:
    """Those of whom people claim anything, and those the router points here, where an element came out as anything."""
    known, found = seen.knowledge, front(seen)
    routed = {
        one.subject for one in found.routings
        if any(each.standard.key == standard.key for each in (*one.routes, *one.drafted))
    }  # fmt: skip
    claimed = {claim.subject for claim in known.board.standing if not known.is_context(claim.subject)}
    parties = {one.key: one for one in map(known.subject, sorted({*claimed, *routed}))}
    assessed = [(one, known.assess(standard, one)) for one in parties.values()]
    telling = tuple((one, held) for one, held in assessed if any(each.verdict in _TELLING for each in held.elements))
    told = {one.key for one, _ in telling}
    return tuple(sorted(telling, key=_order)), len({one for one in routed if known.subject(one).key not in told})


def _order(one: tuple[Subject, Assessment]) -> tuple[int, str]:
    subject, held = one
    return -held.shown, subject.caption


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A condition as it stands, with the gates of measures that it opens or closes."""

    standing: Standing
    opens: tuple[Gate, ...]
    closes: tuple[Gate, ...]


def held(seen: Seen, condition: str) -> Held | None:
    """A condition of the strategy as it stands today; None where the strategy does not ask for it."""
    stands = stands_of(seen)
    found = next((one for one in stands.conditions if one.condition.key == condition), None)
    if found is None:
        return None
    return Held(
        standing=found,
        opens=tuple(one for one in stands.gates if condition in one.measure.conditions),
        closes=tuple(one for one in stands.gates if condition in one.measure.closes),
    )


def doubts(file: str, part: str = "") -> tuple[Unchecked, ...]:
    """What a lawyer has to check in a file of the policy: all of it, or what stands at or under one of its parts."""
    return tuple(one for one in unverified() if one.file == file and (not part or f"[{part}]" in one.place))


def before(resolution: str, para: str) -> tuple[tuple[str, Paragraph], ...]:
    """The paragraphs that this one changed: what the duty was before, each with its resolution's key."""
    number = resolution.removeprefix("unscr-")
    return tuple(
        (key, one)
        for key, each in resolutions().items()
        for one in each.paragraphs
        if f"{number}-{para}" in one.amended_by
    )


def counted(found: Iterable[Unchecked]) -> dict[str, int]:
    """How many entries of each file nobody checked."""
    counts: dict[str, int] = {}
    for one in found:
        counts[one.file] = counts.get(one.file, 0) + 1
    return counts
