"""A claim as it is looked at: whether it stands, what it rests on, what it would serve, and what rests on it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from whereas.assess.grounds import lineages
from whereas.assess.opposition import gone, settled_pairs
from whereas.assess.proof import serves
from whereas.assess.weighing import Weighed
from whereas.core.claim import Claim
from whereas.core.errors import WhereasError
from whereas.core.exhibit import Exhibit
from whereas.core.filing import Dissent, DossierRecord, Filing, Reopening, Settlement, Withdrawal
from whereas.core.span import Span
from whereas.core.verdict import Verdict
from whereas.ledger.desk import Board, Recorded
from whereas.policy.claims import ClaimKind, claim_kinds, evidence_classes
from whereas.policy.elements import Element
from whereas.policy.standards import Standard, standards
from whereas.workbench.assessing import Knowledge
from whereas.workbench.bench import Workbench
from whereas.workbench.case_view import Contradiction, contradictions

STATES = ("stands", "gave way", "withdrawn")
_SHORTEST = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """A claim as a list shows it: `state` is one of `STATES`."""

    claim: Claim
    state: str
    made: Recorded | None

    @property
    def kind(self) -> ClaimKind | None:
        """Its kind."""
        return claim_kinds().get(self.claim.kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which claims are wanted; empty fields want all."""

    kind: str = ""
    subject: str = ""
    state: str = ""
    author: str = ""
    exhibit: str = ""
    words: str = ""

    def wants(self, row: ClaimRow) -> bool:
        """Whether a row is wanted."""
        claim = row.claim
        cited = {span.exhibit for span in (*claim.spans, *claim.against)}
        named = f"{claim.subject} {claim.object}".casefold()
        return (
            self.kind in ("", claim.kind)
            and self.subject.casefold() in named
            and self.state in ("", row.state)
            and self.author in ("", claim.author)
            and (not self.exhibit or any(key.startswith(self.exhibit) for key in cited))
            and all(word in claim.words.casefold() for word in self.words.casefold().split())
        )


def claim_rows(board: Board) -> list[ClaimRow]:
    """Every claim that people recorded and that is in sight, the latest first."""
    left = gone(board.standing, settled_pairs(board.settlements))
    return [
        ClaimRow(claim=claim, state=_state(key, board, left), made=board.made.get(key))
        for key, claim in reversed(list(board.claims.items()))
    ]


def _state(key: str, board: Board, left: frozenset[str]) -> str:
    if key in board.withdrawn:
        return "withdrawn"
    return "gave way" if key in left else "stands"


def find_row(board: Board, named: str) -> ClaimRow | None:
    """A claim by its id, or the beginning of it (six digits or more) where only one begins so."""
    every = {row.claim.id: row for row in claim_rows(board)}
    if named in every:
        return every[named]
    found = [row for key, row in every.items() if len(named) >= _SHORTEST and key.startswith(named)]
    return found[0] if len(found) == 1 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A quotation of a claim with its exhibit and how that is filed; `origin` is one for exhibits of one lineage."""

    span: Span
    exhibit: Exhibit | None
    filing: Filing | None
    origin: str

    @property
    def grade(self) -> str:
        """The Admiralty grade: letter of the source, figure of the item; the class's where nothing else is said."""
        kind = evidence_classes().get(self.filing.evidence) if self.filing else None
        letter = (self.filing.reliability if self.filing else "") or (kind.reliability if kind else "")
        figure = self.span.credibility or (str(kind.credibility) if kind else "")
        return f"{letter}{figure}"


def cited(bench: Workbench, spans: Iterable[Span]) -> tuple[Cited, ...]:
    """Quotations with what is known of their exhibits."""
    board, exhibits = bench.ledger.desk(), bench.ledger.exhibits()
    leaders = lineages(board.filings.values())
    return tuple(
        Cited(span=one, exhibit=exhibits.get(one.exhibit), filing=board.filings.get(one.exhibit),
              origin=leaders.get(one.exhibit, one.exhibit))
        for one in spans
    )  # fmt: skip


def history(board: Board, claim: Claim) -> tuple[Recorded, ...]:
    """What was recorded of a claim, oldest first: made, withdrawn, settled, opened again, disagreed with."""
    return tuple(one for one in board.log if _is_about(one.said, claim))


def _is_about(said: object, claim: Claim) -> bool:
    match said:
        case Claim():
            return said.id == claim.id
        case Withdrawal():
            return said.claim == claim.id
        case Settlement() | Reopening():
            return claim.id in (said.gives_way, said.stands)
        case Dissent():
            return len(said.on) >= _SHORTEST and claim.id.startswith(said.on)
    return False


def dossiers_on(board: Board, claim: Claim) -> tuple[DossierRecord, ...]:
    """The dossiers that rest on a claim."""
    return tuple(one for one in board.dossiers if claim.id in one.claims)


def against(board: Board, known: Knowledge, claim: Claim) -> tuple[Contradiction, ...]:
    """The claims that cannot be right beside this one, and how that was settled."""
    about = [one for one in board.standing if one.id == claim.id or _of_one_matter(one, claim)]
    return tuple(pair for pair in contradictions(about, known) if claim.id in (pair.one.id, pair.other.id))


def _of_one_matter(one: Claim, claim: Claim) -> bool:
    return one.subject == claim.subject or bool(claim.rivals and one.rivals == claim.rivals)


@dataclass(frozen=True, slots=True, kw_only=True)
class Serves:
    """An element of a standard that a claim of a kind can show, or (`leads`) only points to."""

    standard: Standard
    element: Element
    leads: bool = False


def would_serve(kind: str, object_: str = "") -> tuple[Serves, ...]:
    """Every element that a claim of a kind can show or lead to."""
    found = []
    for standard in standards().values():
        for element in standard.elements:
            if kind in element.shown_by and element.source in ("", object_):
                found.append(Serves(standard=standard, element=element))
            elif kind in element.leads:
                found.append(Serves(standard=standard, element=element, leads=True))
    return tuple(sorted(found, key=lambda one: one.leads))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rests:
    """An element that was held against a claim, and what that came to for its subject."""

    standard: Standard
    element: Element
    verdict: Verdict
    weighed: Weighed


def rests_on(known: Knowledge, claim: Claim) -> tuple[Rests, ...]:
    """The assessments of its subject in which a claim was weighed."""
    try:
        subject = known.subject(claim.subject)
    except WhereasError:
        return ()
    found = []
    for standard in standards().values():
        if not any(serves(element, claim) for element in standard.elements):
            continue
        for shown in known.assess(standard, subject).elements:
            found += [
                Rests(standard=standard, element=shown.element, verdict=shown.verdict, weighed=one)
                for one in shown.claims if one.claim.id == claim.id
            ]  # fmt: skip
    return tuple(found)


Held = TypeVar("Held", Serves, Rests)


def by_element(found: Iterable[Held]) -> list[list[Held]]:
    """What one element comes to, once for all standards that have it: conduct before what says only who somebody is."""
    grouped: dict[tuple[object, ...], list[Held]] = {}
    for one in found:
        said = one.verdict if isinstance(one, Rests) else one.leads
        proof = (one.element.lineages, one.element.reliability, one.element.credibility)
        grouped.setdefault((one.element.words, said, proof), []).append(one)
    return sorted(grouped.values(), key=lambda group: (isinstance(group[0], Serves) and group[0].leads,
                                                       not group[0].element.conduct))  # fmt: skip
