"""Cases: a question worked on by several people, folded from what they recorded; opened, changed and commented here."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from whereas.assess.proof import Assessment
from whereas.core.canon import digest
from whereas.core.casework import CASE_STATES, CaseChanged, CaseOpened, Comment, DraftSaved
from whereas.core.claim import Claim
from whereas.core.errors import WhereasError
from whereas.core.filing import Filing, Reopening, Settlement, Withdrawal
from whereas.core.marking import OPEN, Marking, join_all
from whereas.ledger.desk import Board, Recorded
from whereas.policy.standards import Standard
from whereas.workbench.assessing import Knowledge, Subject, standard_of
from whereas.workbench.bench import Workbench

_LONGEST_NAME = 40


@dataclass(frozen=True, kw_only=True)
class Case:
    """A case as it stands. `records` is all that was recorded in it, oldest first; `reason` why its state is so."""

    key: str
    question: str
    subjects: tuple[str, ...]
    standards: tuple[str, ...]
    people: tuple[str, ...]
    marking: Marking
    state: str
    reason: str
    records: tuple[Recorded, ...]

    @property
    def opened(self) -> Recorded:
        """Who opened it, and when."""
        return self.records[0]

    @property
    def changed(self) -> str:
        """When something was last recorded in it (ISO UTC)."""
        return self.records[-1].at

    def since(self, no: int) -> tuple[Recorded, ...]:
        """What was recorded in it after an entry of the log."""
        return tuple(one for one in self.records if one.no > no)

    @cached_property
    def comments(self) -> tuple[tuple[Recorded, Comment], ...]:
        """Every comment with who made it and when, marked at least as the case is now."""
        return tuple(
            (one, replace(one.said, marking=one.said.marking.join(self.marking)))
            for one in self.records
            if isinstance(one.said, Comment)
        )

    @cached_property
    def drafts(self) -> Mapping[tuple[str, str], tuple[Recorded, ...]]:
        """The versions of each draft, oldest first, by subject and standard, marked at least as the case is now."""
        found: dict[tuple[str, str], tuple[Recorded, ...]] = {}
        for one in self.records:
            if isinstance(one.said, DraftSaved):
                key = (one.said.subject, one.said.standard)
                said = replace(one.said, marking=one.said.marking.join(self.marking))
                found[key] = (*found.get(key, ()), replace(one, said=said))
        return found


def cases(board: Board) -> dict[str, Case]:
    """Every case of a desk by key, the one last worked on first."""
    found = [
        _folded(key, records) for key, records in board.casework.items() if isinstance(records[0].said, CaseOpened)
    ]
    return {one.key: one for one in sorted(found, key=lambda one: one.records[-1].no, reverse=True)}


def case_of(board: Board, key: str) -> Case:
    """A case by its key. Raises `WhereasError` for one that is not there, or not in sight."""
    records = board.casework.get(key, ())
    if not records or not isinstance(records[0].said, CaseOpened):
        raise WhereasError(f"there is no case {key!r}", todo="`whereas case` lists those there are")
    return _folded(key, records)


def _folded(key: str, records: tuple[Recorded, ...]) -> Case:
    first = records[0].said
    if not isinstance(first, CaseOpened):
        raise TypeError(f"{key} begins with no opening")
    case = Case(
        key=key, question=first.question, subjects=first.subjects, standards=first.standards,
        people=_also(first.people, (records[0].by,)), marking=first.marking, state=CASE_STATES[0], reason="",
        records=records,
    )  # fmt: skip
    for one in records:
        if isinstance(one.said, CaseChanged):
            case = _turned(case, one.said)
    return case


def _turned(case: Case, said: CaseChanged) -> Case:
    return replace(
        case,
        subjects=_also(case.subjects, said.subjects, said.not_subjects),
        standards=_also(case.standards, said.standards, said.not_standards),
        people=_also(case.people, said.people, said.not_people),
        state=said.state or case.state,
        reason=said.reason if said.state else case.reason,
        marking=case.marking.join(said.marking),
    )


def _also(have: Iterable[str], more: Iterable[str], less: Iterable[str] = ()) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for one in (*have, *more) if one not in set(less)))


def open_case(bench: Workbench, said: CaseOpened) -> Case:
    """Open a case; `key` of what is said is a short name for it, and may be empty.

    The key ends in digits of its own, so that no two cases share one, and none is refused because of a case that is
    out of sight. Raises `WhereasError` for a question that is none, and for standards there are not.
    """
    if not said.question.strip():
        raise WhereasError("a case is a question, and none is asked", todo="say in a sentence what is to be found out")
    digits = digest([said.question, bench.settings.author, bench.now])[:6]
    key = f"{_plain(said.key or said.question)}-{digits}"
    people = tuple(dict.fromkeys(filter(None, map(str.strip, said.people))))
    made = replace(
        said, key=key, question=said.question.strip(), standards=_standards(said.standards), people=people,
        subjects=tuple(dict.fromkeys(filter(None, map(str.strip, said.subjects)))),
    )  # fmt: skip
    with bench.ledger.writing(bench.now) as writer:
        writer.record(made, bench.settings.author)
    return case_of(bench.ledger.desk(), key)


def _plain(text: str) -> str:
    """The first words of a text, as an address can hold them."""
    words = re.findall(r"[a-z0-9]+", text.casefold())
    return "-".join(words[:5])[:_LONGEST_NAME].strip("-") or "case"


def change(bench: Workbench, said: CaseChanged) -> Case:
    """Change a case. Raises `WhereasError` for a state there is not, and for one that is left without a reason."""
    before = case_of(bench.ledger.desk(), said.case)
    if said.state and said.state not in CASE_STATES:
        raise WhereasError(f"there is no state {said.state!r}", todo=f"choose one of: {', '.join(CASE_STATES)}")
    if said.state and said.state != before.state and not said.reason.strip():
        raise WhereasError("no reason is given", todo="say why: it stands in the log beside the new state")
    made = replace(
        said, standards=_standards(said.standards), reason=said.reason.strip(),
        state="" if said.state == before.state else said.state,
    )  # fmt: skip
    if replace(_turned(before, made), reason="") == replace(before, reason=""):
        return before
    with bench.ledger.writing(bench.now) as writer:
        writer.record(made, bench.settings.author)
    return case_of(bench.ledger.desk(), said.case)


def raise_marking(bench: Workbench, key: str, to: Marking, reason: str) -> Case:
    """Mark a case more strictly; whoever that does not cover sees the case, its drafts and its releases no more.

    Raises `WhereasError` for a marking that would raise nothing, without a reason, and above one's own clearance.
    """
    if not reason.strip():
        raise WhereasError("no reason is given", todo="say why: it stands in the log beside the new marking")
    with bench.ledger.writing(bench.now) as writer:
        before = case_of(bench.ledger.desk(), key)
        made = before.marking.join(to)
        if made == before.marking:
            raise WhereasError(
                f"the case is marked {before.marking} already, and its marking is never lowered",
                todo="choose a stricter marking, or fewer audiences",
            )
        writer.record(CaseChanged(case=key, reason=reason.strip(), marking=made), bench.settings.author)
    return case_of(bench.ledger.desk(), key)


def comment(bench: Workbench, said: Comment) -> None:
    """Record a comment; its marking is at least that of its case. Raises `WhereasError` for one without words."""
    case = case_of(bench.ledger.desk(), said.case)
    if not said.words.strip():
        raise WhereasError("the comment is empty", todo="say something; it stays in the log")
    made = replace(said, words=said.words.strip(), marking=said.marking.join(case.marking))
    with bench.ledger.writing(bench.now) as writer:
        writer.record(made, bench.settings.author)


def _standards(named: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(standard_of(one).key for one in named))


@dataclass(frozen=True, kw_only=True)
class Held:
    """One subject of a case held against one of its standards."""

    subject: Subject
    standard: Standard
    assessment: Assessment


def subject_of(known: Knowledge, named: str) -> Subject:
    """A subject of a case; one that nobody has claimed anything of yet is a subject all the same, by its key alone."""
    try:
        return known.subject(named)
    except WhereasError:
        return Subject(key=named, ids=(named,), caption=named, kind="person")


def board_of(case: Case, known: Knowledge) -> tuple[Held, ...]:
    """Every subject of a case held against every standard of it."""
    return tuple(
        Held(subject=who, standard=law, assessment=known.assess(law, who))
        for who in (subject_of(known, one) for one in case.subjects)
        for law in (standard_of(one) for one in case.standards)
    )


def claims_of(case: Case, known: Knowledge) -> tuple[Claim, ...]:
    """Every claim about a subject of a case that stands."""
    ids = [one for named in case.subjects for one in subject_of(known, named).ids]
    return tuple({claim.id: claim for claim in known.kept.about(tuple(ids))}.values())


def exhibits_of(claims: Iterable[Claim]) -> tuple[str, ...]:
    """The digests of the exhibits that claims cite, for them or against them, each once."""
    return tuple(dict.fromkeys(span.exhibit for one in claims for span in (*one.spans, *one.against)))


def log_of(case: Case, known: Knowledge) -> tuple[Recorded, ...]:
    """Who did what, newest first: all of the case, and what was done to claims and exhibits about its subjects.

    Claims that stand no more are among them: that one was withdrawn is part of what was done.
    """
    board = known.board
    subjects = {one for named in case.subjects for one in subject_of(known, named).ids}
    about = [one for one in board.claims.values() if {one.subject, one.object} & subjects]
    ids, cited = {one.id for one in about}, set(exhibits_of(about))
    own = {one.no for one in case.records}
    return tuple(one for one in reversed(board.log) if one.no in own or _touches(one, ids, cited))


def _touches(one: Recorded, ids: set[str], cited: set[str]) -> bool:
    match one.said:
        case Claim():
            return one.said.id in ids
        case Filing():
            return one.said.exhibit in cited
        case Withdrawal():
            return one.said.claim in ids
        case Settlement() | Reopening():
            return one.said.gives_way in ids or one.said.stands in ids
        case _:
            return False


def marking_of_claims(known: Knowledge, ids: Iterable[str]) -> Marking:
    """The strictest marking of the exhibits that claims rest on: what a text made of them bears."""
    wanted = set(ids)
    cited = exhibits_of(one for one in known.claims if one.id in wanted)
    papers = known.kept.papers.papers
    return join_all([OPEN, *(papers[one].filing.marking for one in cited if one in papers)])
