"""What a case shows beside its board: contradictions and how they were settled, exhibits, next steps and clocks."""

from collections.abc import Iterable
from dataclasses import dataclass

from whereas.assess.opposition import excludes, gone, rivals
from whereas.core.casework import CaseChanged
from whereas.core.claim import Claim
from whereas.core.filing import Filing, Settlement
from whereas.core.marking import OPEN
from whereas.core.verdict import Verdict
from whereas.ledger.desk import Board, Recorded, stamp_state
from whereas.policy.readable import when
from whereas.policy.regimes import Step, regimes
from whereas.publish.dossier.clocks import due, passed
from whereas.workbench.assessing import Knowledge
from whereas.workbench.cases import Case, Held, exhibits_of
from whereas.workbench.drafts import Version, heads, versions


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Two claims that cannot both be right, and the settlement between them, where one is in force."""

    one: Claim
    other: Claim
    settled: Settlement | None
    by: str = ""

    @property
    def open(self) -> bool:
        """Whether nobody has said which of them gives way."""
        return self.settled is None


def contradictions(claims: Iterable[Claim], known: Knowledge) -> tuple[Contradiction, ...]:
    """Every pair of claims about the subjects that cannot both be right, open ones first."""
    about = [one for one in claims if one.id in known.board.claims]
    left = gone(about, known.kept.settled)
    found = []
    for number, one in enumerate(about):
        for other in about[number + 1 :]:
            if rivals(one, other) or excludes(one, other) or excludes(other, one):
                settled, by = _settlement(known.board, one, other)
                if settled is None and {one.id, other.id} & left:
                    continue  # one of them gave way to a third: between these two nothing is left to settle
                found.append(Contradiction(one=one, other=other, settled=settled, by=by))
    return tuple(sorted(found, key=lambda pair: not pair.open))


def _settlement(board: Board, one: Claim, other: Claim) -> tuple[Settlement | None, str]:
    pair = {one.id, other.id}
    found = [said for said in board.settlements if {said.gives_way, said.stands} == pair]
    if not found:
        return None, ""
    by = [each.by for each in board.log if each.said == found[-1]]
    return found[-1], by[-1] if by else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """An exhibit of a case as it is filed, with the state of its time stamp and how many claims cite it."""

    filing: Filing
    stamp: str
    available: str
    cited: int


def papers_of(claims: Iterable[Claim], known: Knowledge) -> tuple[Paper, ...]:
    """The exhibits that the claims cite, the most cited first."""
    about = tuple(claims)
    papers = known.kept.papers.papers
    found = [
        Paper(
            filing=papers[key].filing, stamp=stamp_state(known.board.stamps.get(key, ())),
            available=papers[key].available, cited=sum(key in exhibits_of((one,)) for one in about),
        )
        for key in exhibits_of(about) if key in papers
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (-one.cited, one.filing.title)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A clock of a regime, were the measure adopted and published on the day: when it runs out, or when in words."""

    words: str
    day: str
    passed: bool
    basis: str
    verified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """The way under a regime: who must do what, and when what runs out."""

    key: str
    title: str
    notes: str
    steps: tuple[Step, ...]
    clocks: tuple[Deadline, ...]


def paths(board: Iterable[Held], as_of: str) -> tuple[Path, ...]:
    """The way under each regime of a case's standards."""
    keys = dict.fromkeys(one.standard.regime for one in board if one.standard.regime in regimes())
    found = []
    for regime in (regimes()[key] for key in keys):
        clocks = []
        for one in regime.clocks:
            day = due(one, as_of) if "1900" <= as_of[:4] < "2200" else ""
            clocks.append(Deadline(words=one.words, day=day or when(one), passed=passed(day, as_of), basis=one.basis,
                                   verified=one.verified))  # fmt: skip
        found.append(Path(key=regime.key, title=regime.title, notes=regime.notes, steps=regime.procedure,
                          clocks=tuple(sorted(clocks, key=lambda one: one.day))))  # fmt: skip
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Todo:
    """Something to do next: `kind` is a key of words, `on` where on the board it stands, `words` what exactly."""

    kind: str
    on: str
    words: str = ""


def todos(case: Case, board: Iterable[Held], pairs: Iterable[Contradiction]) -> tuple[Todo, ...]:
    """What to do next, the plainest first: settle, show, draft, make one of two versions."""
    found = [Todo(kind="settle", on="contradictions", words=one.one.words) for one in pairs if one.open]
    for held in board:
        for part in held.assessment.missing:
            if part.turn is not None:
                found.append(Todo(kind="show", on=anchor(held, part.element.key), words=part.turn.words))
        drafted = versions(case, held.subject.key, held.standard.key)
        if not drafted and held.assessment.verdict is Verdict.SHOWN:
            found.append(Todo(kind="draft", on="drafts", words=f"{held.subject.caption}, {held.standard.key}"))
        if len(heads(drafted)) > 1:
            found.append(Todo(kind="join", on="drafts", words=f"{held.subject.caption}, {held.standard.key}"))
    return tuple({(one.kind, one.words): one for one in found}.values())


def anchor(held: Held, element: str = "") -> str:
    """The name by which an element of the board is linked: `element-SUBJECT-REGIME-CRITERION-ELEMENT`."""
    parts = (held.subject.key, held.standard.key, element)
    return "-".join(("element" if element else "held", *(_plain(one) for one in parts if one)))


def _plain(text: str) -> str:
    return "".join(one if one.isalnum() or one in "._" else "-" for one in text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """A draft of the case: whom it is on, under what, and its versions."""

    held: Held
    versions: tuple[Version, ...]
    heads: tuple[Version, ...]


def drafts_of(case: Case, board: Iterable[Held]) -> tuple[Drafted, ...]:
    """One for each subject and standard, also where nothing is drafted yet."""
    found = []
    for held in board:
        every = versions(case, held.subject.key, held.standard.key)
        found.append(Drafted(held=held, versions=every, heads=heads(every)))
    return tuple(found)


def kind_of(one: Recorded) -> str:
    """The kind of a record, as a key of words."""
    return "CaseMarked" if _raises(one) else type(one.said).__name__


def _raises(one: Recorded) -> bool:
    return isinstance(one.said, CaseChanged) and one.said.marking != OPEN


def words_of(one: Recorded) -> str:
    """What a record says, in the words of whoever made it."""
    if isinstance(one.said, CaseChanged) and _raises(one):
        return f"{one.said.marking}: {one.said.reason}"
    for name in ("words", "why", "reason", "question", "title", "note"):
        if said := getattr(one.said, name, ""):
            return str(said)
    return ""
