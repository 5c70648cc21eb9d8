"""Cases, drafts and releases as plain values: what `whereas case --json` prints, and what the API answers."""

from collections.abc import Iterable

import msgspec

from whereas.core.casework import Comment
from whereas.ledger.desk import Recorded
from whereas.publish.assessments import AssessmentShown, shown_assessment
from whereas.workbench.assessing import Knowledge
from whereas.workbench.case_view import contradictions, kind_of, todos, words_of
from whereas.workbench.cases import Case, board_of, claims_of, log_of
from whereas.workbench.drafts import Checked, Version, heads, versions
from whereas.workbench.releases import Request, requests


class CaseLine(msgspec.Struct, frozen=True, kw_only=True):
    """A case without what was done in it; times are ISO 8601 UTC."""

    key: str
    question: str
    subjects: tuple[str, ...]
    standards: tuple[str, ...]
    people: tuple[str, ...]
    marking: str
    state: str
    reason: str
    opened_by: str
    opened: str
    changed: str


class CommentShown(msgspec.Struct, frozen=True, kw_only=True):
    """A comment; `no` is its number in the log."""

    no: int
    at: str
    by: str
    on: str
    words: str
    marking: str


class PairShown(msgspec.Struct, frozen=True, kw_only=True):
    """Two claims (ids) that cannot both be right; `stands` and `why` are empty where nobody settled it."""

    one: str
    other: str
    stands: str
    why: str


class VersionShown(msgspec.Struct, frozen=True, kw_only=True):
    """A version of a draft; `base` are the ids of those it was made from, `stands` whether none was made from it."""

    id: str
    number: int
    at: str
    by: str
    subject: str
    standard: str
    adoption: str
    forum: str
    base: tuple[str, ...]
    stands: bool
    note: str
    body: str


class ReleaseShown(msgspec.Struct, frozen=True, kw_only=True):
    """A release that was asked for: `files` are (name, SHA-256, bytes); `state` is asked, agreed or refused."""

    key: str
    case: str
    subject: str
    standard: str
    copy: str
    state: str
    dossier: str
    marking: str
    recipient: str
    reason: str
    asked_by: str
    asked: str
    authors: tuple[str, ...]
    files: tuple[tuple[str, str, int], ...]
    bars: tuple[str, ...]
    decided_by: str
    decided: str
    decision: str


class LogLine(msgspec.Struct, frozen=True, kw_only=True):
    """Something that was done: who did what, by the number of its entry in the log."""

    no: int
    at: str
    by: str
    did: str
    words: str


class TodoShown(msgspec.Struct, frozen=True, kw_only=True):
    """Something to do next."""

    kind: str
    words: str


class CaseShown(msgspec.Struct, frozen=True, kw_only=True):
    """A case, whole: its board as of a day, contradictions, drafts, comments, releases, next steps and log."""

    case: CaseLine
    as_of: str
    board: tuple[AssessmentShown, ...]
    contradictions: tuple[PairShown, ...]
    drafts: tuple[VersionShown, ...]
    comments: tuple[CommentShown, ...]
    releases: tuple[ReleaseShown, ...]
    next: tuple[TodoShown, ...]
    log: tuple[LogLine, ...]


class FindingShown(msgspec.Struct, frozen=True, kw_only=True):
    """What a check found: on a sentence (0: the whole draft); `weight` is fails, warns or notes."""

    rule: str
    sentence: int
    weight: str
    words: str
    todo: str


class LeftOut(msgspec.Struct, frozen=True, kw_only=True):
    """What the listing copy shows less of, and why; `whole` is whether it shows nothing of it."""

    sentence: int
    title: str
    why: str
    whole: bool


class DraftChecked(msgspec.Struct, frozen=True, kw_only=True):
    """A draft with what the checks found, what bars its listing copy, and what that copy leaves out."""

    subject: str
    standard: str
    adoption: str
    verdict: str
    findings: tuple[FindingShown, ...]
    bars: tuple[str, ...]
    left_out: tuple[LeftOut, ...]
    lost: tuple[tuple[int, str], ...]


def case_line(case: Case) -> CaseLine:
    """A case without what was done in it."""
    return CaseLine(
        key=case.key, question=case.question, subjects=case.subjects, standards=case.standards, people=case.people,
        marking=str(case.marking), state=case.state, reason=case.reason, opened_by=case.opened.by,
        opened=case.opened.at, changed=case.changed,
    )  # fmt: skip


def case_shown(case: Case, known: Knowledge) -> CaseShown:
    """A case with its board and all that was done in it, by what is known."""
    board, claims = board_of(case, known), claims_of(case, known)
    pairs = contradictions(claims, known)
    return CaseShown(
        case=case_line(case), as_of=known.as_of, board=tuple(shown_assessment(one.assessment) for one in board),
        contradictions=tuple(
            PairShown(one=pair.one.id, other=pair.other.id, stands=pair.settled.stands if pair.settled else "",
                      why=pair.settled.why if pair.settled else "") for pair in pairs
        ),
        drafts=all_versions(case), comments=tuple(_comment(one, said) for one, said in case.comments),
        releases=tuple(release_shown(one) for one in requests(known.board).values() if one.said.case == case.key),
        next=tuple(TodoShown(kind=one.kind, words=one.words) for one in todos(case, board, pairs)),
        log=tuple(_line(one) for one in log_of(case, known)),
    )  # fmt: skip


def all_versions(case: Case) -> tuple[VersionShown, ...]:
    """Every version of every draft of a case."""
    found: list[VersionShown] = []
    for subject, standard in case.drafts:
        every = versions(case, subject, standard)
        stand = {one.said.id for one in heads(every)}
        found += [version_shown(one, stands=one.said.id in stand) for one in every]
    return tuple(found)


def version_shown(one: Version, *, stands: bool) -> VersionShown:
    """A version of a draft."""
    said = one.said
    return VersionShown(
        id=said.id, number=one.number, at=one.at, by=one.by, subject=said.subject, standard=said.standard,
        adoption=said.adoption, forum=said.forum, base=said.base, stands=stands, note=said.note, body=said.body,
    )  # fmt: skip


def release_shown(one: Request) -> ReleaseShown:
    """A release that was asked for, and how it was decided."""
    said, decided = one.said, one.decided
    return ReleaseShown(
        key=said.key, case=said.case, subject=said.subject, standard=said.standard, copy=said.copy, state=one.state,
        dossier=said.dossier, marking=str(said.marking), recipient=said.recipient, reason=said.reason,
        asked_by=one.asked.by, asked=one.asked.at, authors=said.authors, files=said.files, bars=said.bars,
        decided_by=decided.by if decided else "", decided=decided.at if decided else "",
        decision=one.decision.reason if one.decision else "",
    )  # fmt: skip


def checked_shown(result: Checked) -> DraftChecked:
    """What the checks said of a draft."""
    draft = result.draft
    return DraftChecked(
        subject=draft.subject, standard=draft.standard.key, adoption=draft.adoption,
        verdict=draft.assessment.verdict.value,
        findings=tuple(
            FindingShown(rule=one.rule, sentence=one.sentence, weight=one.weight.value, words=one.words, todo=one.todo)
            for one in result.findings
        ),
        bars=result.bars, lost=result.lost,
        left_out=tuple(LeftOut(sentence=one.sentence, title=one.title, why=one.why, whole=one.whole)
                       for one in result.left_out),
    )  # fmt: skip


def _comment(one: Recorded, said: Comment) -> CommentShown:
    return CommentShown(no=one.no, at=one.at, by=one.by, on=said.on, words=said.words, marking=str(said.marking))


def _line(one: Recorded) -> LogLine:
    return LogLine(no=one.no, at=one.at, by=one.by, did=kind_of(one), words=words_of(one))


def lines_of(cases: Iterable[Case]) -> tuple[CaseLine, ...]:
    """Cases without what was done in them."""
    return tuple(case_line(one) for one in cases)
