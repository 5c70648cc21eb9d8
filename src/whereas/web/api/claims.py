"""Claims by API: listed, read, recorded as a file of claims would, withdrawn, settled, opened again, dissented from."""

from typing import Annotated, Literal

import msgspec
from litestar import get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter

from whereas.core.claim import Claim
from whereas.web.access import needs
from whereas.web.pages.claims import done
from whereas.web.roles import Permission
from whereas.web.visit import Here, Visit
from whereas.workbench import desk
from whereas.workbench.case_view import contradictions
from whereas.workbench.claim_view import Asked, ClaimRow, claim_rows, dossiers_on, find_row, history, rests_on
from whereas.workbench.desk import ClaimNote

READ, RECORD, REVIEW = needs(Permission.READ), needs(Permission.RECORD), needs(Permission.REVIEW)
Count = Annotated[int, QueryParameter(ge=1, le=1000, description="At most so many.")]
Skip = Annotated[int, QueryParameter(ge=0, le=10_000_000, description="Leave out so many first.")]
InState = Annotated[str, QueryParameter(name="state", description="`stands`, `gave way` or `withdrawn`.")]


class ClaimShown(msgspec.Struct, frozen=True, kw_only=True):
    """A claim as it was recorded, its id, and whether it stands, gave way or was withdrawn. Claimed is not proven."""

    id: str
    state: str
    recorded_at: str
    recorded_by: str
    claim: Claim


class ClaimList(msgspec.Struct, frozen=True, kw_only=True):
    """Some claims, the latest first; `total` counts all that were asked for."""

    total: int
    claims: tuple[ClaimShown, ...]


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """Something recorded of a claim: `what` is Claim, Withdrawal, Settlement, Reopening or Dissent."""

    at: str
    by: str
    what: str
    why: str


class Weighed(msgspec.Struct, frozen=True, kw_only=True):
    """An element of a standard that the claim was held against as of today, and the element's verdict."""

    standard: str
    element: str
    verdict: str


class ClaimWhole(msgspec.Struct, frozen=True, kw_only=True):
    """A claim with its history, the assessments it was weighed in, and the dossiers that rest on it."""

    claim: ClaimShown
    history: tuple[Event, ...]
    weighed: tuple[Weighed, ...]
    dossiers: tuple[str, ...]


class Contradicting(msgspec.Struct, frozen=True, kw_only=True):
    """Two claims (ids) that cannot both be right; `gives_way` and `why` where that was settled."""

    one: str
    other: str
    gives_way: str = ""
    why: str = ""
    by: str = ""


class ClaimsSaid(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Claims in the form of `whereas claim FILE`: all of them are recorded, or none where one is wrong."""

    claims: Annotated[tuple[ClaimNote, ...], msgspec.Meta(min_length=1, max_length=1000)]


class Decision(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A reason, which stays in the log; `stands` is the claim that stays, for `settle` and (may be empty) `reopen`."""

    why: Annotated[str, msgspec.Meta(max_length=4000)]
    stands: str = ""


@get("/api/v1/claims", opt=READ, sync_to_thread=True)
def claims(
    visit: Here, *, kind: FromQuery[str] = "", subject: FromQuery[str] = "", in_state: InState = "",
    author: FromQuery[str] = "", exhibit: FromQuery[str] = "", q: FromQuery[str] = "", limit: Count = 100,
    offset: Skip = 0,
) -> ClaimList:  # fmt: skip
    """Claims.

    Those in sight that fit: a kind, a subject or object, a state, an author, an exhibit they quote, words they say.
    """
    asked = Asked(kind=kind, subject=subject, state=in_state, author=author, exhibit=exhibit, words=q)
    found = [one for one in claim_rows(visit.seen.bench.ledger.desk()) if asked.wants(one)]
    return ClaimList(total=len(found), claims=tuple(_shown(one) for one in found[offset : offset + limit]))


def _shown(row: ClaimRow) -> ClaimShown:
    at, by = (row.made.at, row.made.by) if row.made else ("", "")
    return ClaimShown(id=row.claim.id, state=row.state, recorded_at=at, recorded_by=by, claim=row.claim)


def _row(visit: Visit, named: str) -> ClaimRow:
    found = find_row(visit.seen.bench.ledger.desk(), named)
    if found is None:
        raise NotFoundException("there is no such claim, or none that you may see")
    return found


@get("/api/v1/claims/contradictions", opt=READ, sync_to_thread=True)
def contradicting(visit: Here) -> list[Contradicting]:
    """Contradictions.

    Pairs of claims that cannot both be right, open ones first.
    """
    pairs = contradictions(visit.seen.bench.ledger.desk().standing, visit.seen.knowledge)
    return [
        Contradicting(
            one=pair.one.id, other=pair.other.id, gives_way=pair.settled.gives_way if pair.settled else "",
            why=pair.settled.why if pair.settled else "", by=pair.by,
        )
        for pair in pairs
    ]  # fmt: skip


@get("/api/v1/claims/{named:str}", opt=READ, sync_to_thread=True)
def claim(visit: Here, *, named: FromPath[str]) -> ClaimWhole:
    """One claim.

    By its id, or the beginning of it (six digits or more), with what was recorded of it and what rests on it.
    """
    return _whole(visit, _row(visit, named))


def _whole(visit: Visit, row: ClaimRow) -> ClaimWhole:
    board = visit.seen.bench.ledger.desk()
    return ClaimWhole(
        claim=_shown(row),
        history=tuple(
            Event(at=one.at, by=one.by, what=type(one.said).__name__, why=_why(one.said))
            for one in history(board, row.claim)
        ),
        weighed=tuple(
            Weighed(standard=one.standard.key, element=one.element.key, verdict=one.verdict.value)
            for one in rests_on(visit.seen.knowledge, row.claim)
        ),
        dossiers=tuple(one.dossier for one in dossiers_on(board, row.claim)),
    )  # fmt: skip


def _why(said: object) -> str:
    return "" if isinstance(said, Claim) else str(getattr(said, "why", "") or getattr(said, "words", ""))


@post("/api/v1/claims", opt=RECORD, sync_to_thread=True)
def record(visit: Here, data: JSONBody[ClaimsSaid]) -> list[ClaimShown]:
    """Record claims.

    Each quotation is looked up in its exhibit: one that does not stand there is refused, and then nothing is recorded.
    """
    made = desk.record_claims(visit.seen.bench, data.claims)
    for one in made:
        visit.audit("record", one.id)
    every = {row.claim.id: row for row in claim_rows(visit.seen.bench.ledger.desk())}
    return [_shown(every[one.id]) for one in made]


Verb = Literal["withdraw", "settle", "reopen", "dissent"]
_CALLED = {"settle": "give-way"}


@post("/api/v1/claims/{named:str}/{verb:str}", opt=REVIEW, sync_to_thread=True, status_code=200)
def decide(visit: Here, *, named: FromPath[str], verb: FromPath[Verb], data: JSONBody[Decision]) -> ClaimWhole:
    """Decide on a claim.

    `withdraw` it, `settle` that it gives way to the one in `stands`, `reopen` that settlement, or put `dissent` on
    record. Nothing is deleted: claim, decision and reason stay in the log.
    """
    row = _row(visit, named)
    done(visit, row.claim.id, _CALLED.get(verb, verb), data.why, data.stands)
    return _whole(visit, _row(visit, row.claim.id))


ROUTES = [claims, contradicting, claim, record, decide]
