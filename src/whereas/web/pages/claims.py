"""Claims: their list, each with what it rests on and what rests on it, the form that makes one, and what to settle."""

from collections.abc import Mapping
from typing import Annotated, Any

from litestar import Response, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery, QueryParameter, URLEncodedBody
from litestar.response import Redirect, Template

from whereas.core.claim import Claim
from whereas.core.errors import WhereasError
from whereas.policy.claims import claim_kinds, evidence_classes
from whereas.policy.likelihood import scales
from whereas.web.access import needs
from whereas.web.catalogue import Entry
from whereas.web.claim_form import Form, empty, held, told, typed
from whereas.web.list_files import claims_csv
from whereas.web.roles import Permission
from whereas.web.shown import page
from whereas.web.subjects import suggested
from whereas.web.visit import Here, Visit
from whereas.workbench import desk
from whereas.workbench.case_view import contradictions
from whereas.workbench.claim_files import claim_file
from whereas.workbench.claim_view import (
    STATES,
    Asked,
    ClaimRow,
    against,
    by_element,
    cited,
    claim_rows,
    dossiers_on,
    find_row,
    history,
    rests_on,
    would_serve,
)

ENTRY = Entry(key="claims", path="/claims", order=42, shortcut="k")
READ, RECORD, REVIEW = needs(Permission.READ), needs(Permission.RECORD), needs(Permission.REVIEW)
ON_A_PAGE = 50
InState = Annotated[str, QueryParameter(name="state")]


@get("/claims", opt=READ, sync_to_thread=True, include_in_schema=False)
def claims(
    visit: Here, *, kind: FromQuery[str] = "", subject: FromQuery[str] = "", in_state: InState = "",
    author: FromQuery[str] = "", exhibit: FromQuery[str] = "", q: FromQuery[str] = "", part: FromQuery[int] = 1,
) -> Template:  # fmt: skip
    """Every claim in sight, by what is asked for."""
    asked = Asked(kind=kind, subject=subject, state=in_state, author=author, exhibit=exhibit, words=q)
    every = claim_rows(visit.seen.bench.ledger.desk())
    found = [one for one in every if asked.wants(one)]
    parts = max(1, -(-len(found) // ON_A_PAGE))
    at = max(1, min(part, parts))
    return page(
        visit, "claims.html.j2", here="claims", asked=asked, shown=found[(at - 1) * ON_A_PAGE : at * ON_A_PAGE],
        total=len(found), every=len(every), part=at, of=parts, kinds=_kinds_of(every), states=STATES,
        authors=sorted({one.claim.author for one in every}), query=_query(asked),
        address=lambda number: f"/claims?{_query(asked)}part={number}",
    )  # fmt: skip


def _kinds_of(rows: list[ClaimRow]) -> dict[str, str]:
    found = {row.claim.kind: row.kind.title if row.kind else row.claim.kind for row in rows}
    return dict(sorted(found.items(), key=lambda one: one[1]))


def _query(asked: Asked) -> str:
    from urllib.parse import urlencode

    said = {"kind": asked.kind, "subject": asked.subject, "state": asked.state, "author": asked.author,
            "exhibit": asked.exhibit, "q": asked.words}  # fmt: skip
    query = urlencode({name: text for name, text in said.items() if text})
    return f"{query}&" if query else ""


@get("/claims/export.yaml", opt=READ, sync_to_thread=True, include_in_schema=False)
def export(
    visit: Here, *, kind: FromQuery[str] = "", subject: FromQuery[str] = "", in_state: InState = "stands",
    author: FromQuery[str] = "", exhibit: FromQuery[str] = "", q: FromQuery[str] = "",
) -> Response[str]:  # fmt: skip
    """The claims that are asked for, in the very form that `whereas claim FILE` reads."""
    asked = Asked(kind=kind, subject=subject, state=in_state, author=author, exhibit=exhibit, words=q)
    board = visit.seen.bench.ledger.desk()
    chosen = [one.claim for one in claim_rows(board) if asked.wants(one)]
    return yaml_of(visit, chosen, "claims.yaml")


@get("/claims/export.csv", opt=READ, sync_to_thread=True, include_in_schema=False)
def export_csv(
    visit: Here, *, kind: FromQuery[str] = "", subject: FromQuery[str] = "", in_state: InState = "",
    author: FromQuery[str] = "", exhibit: FromQuery[str] = "", q: FromQuery[str] = "",
) -> Response[bytes]:  # fmt: skip
    """The claims that are asked for as a table, each with its state and the marking of what it cites."""
    asked = Asked(kind=kind, subject=subject, state=in_state, author=author, exhibit=exhibit, words=q)
    bench = visit.seen.bench
    made = claims_csv(bench, [one for one in claim_rows(bench.ledger.desk()) if asked.wants(one)])
    visit.audit("export", "claims")
    headers = {"content-disposition": 'attachment; filename="claims.csv"'}
    return Response(made, media_type="text/csv; charset=utf-8", headers=headers)


def yaml_of(visit: Visit, chosen: list[Claim], name: str) -> Response[str]:
    """Claims as a file; noted in the audit."""
    board = visit.seen.bench.ledger.desk()
    visit.audit("export", chosen[0].id if len(chosen) == 1 else "claims")
    return Response(
        claim_file(reversed(chosen), board.made), media_type="application/yaml",
        headers={"content-disposition": f'attachment; filename="{name}"'},
    )  # fmt: skip


@get("/claims/contradictions", opt=READ, sync_to_thread=True, include_in_schema=False)
def to_settle(visit: Here) -> Template:
    """Claims that cannot both be right, open ones first, with how others were settled."""
    board = visit.seen.bench.ledger.desk()
    pairs = contradictions(_near(board.standing), visit.seen.knowledge)
    return page(visit, "contradictions.html.j2", here="claims", pairs=pairs)


def _near(standing: tuple[Claim, ...]) -> list[Claim]:
    """The claims that share a subject or a question with another: only those can contradict one."""
    subjects: dict[str, int] = {}
    for one in standing:
        for key in (f"s:{one.subject}", f"r:{one.rivals}" if one.rivals else ""):
            subjects[key] = subjects.get(key, 0) + bool(key)
    return [one for one in standing if subjects[f"s:{one.subject}"] > 1 or subjects.get(f"r:{one.rivals}", 0) > 1]


# --- One claim


@get("/claims/{named:str}", opt=READ, sync_to_thread=True, include_in_schema=False)
def claim(visit: Here, *, named: FromPath[str], said: FromQuery[str] = "") -> Template:
    """A claim with its quotations, what stands against it, what was recorded of it, and what rests on it."""
    return _one(visit, _row(visit, named), said=said)


def _row(visit: Visit, named: str) -> ClaimRow:
    found = find_row(visit.seen.bench.ledger.desk(), named)
    if found is None:
        raise NotFoundException
    return found


def _one(visit: Visit, row: ClaimRow, *, said: str = "", trouble: str = "", why: str = "") -> Template:
    bench = visit.seen.bench
    board, known = bench.ledger.desk(), visit.seen.knowledge
    supports, opposes = cited(bench, row.claim.spans), cited(bench, row.claim.against)
    shown = page(
        visit, "claim.html.j2", here="claims", row=row, c=row.claim, supports=supports, opposes=opposes,
        origins=len({one.origin for one in supports}), pairs=against(board, known, row.claim),
        history=history(board, row.claim), rests=by_element(rests_on(known, row.claim)),
        dossiers=dossiers_on(board, row.claim),
        withdrawn=board.withdrawn.get(row.claim.id), settlements=[one for one in board.settlements
                                                                  if row.claim.id in (one.gives_way, one.stands)],
        claims=board.claims, may_review=visit.person.may(Permission.REVIEW), said=said, trouble=trouble, why=why,
    )  # fmt: skip
    shown.status_code = 422 if trouble else 200
    return shown


@get("/claims/{named:str}/claim.yaml", opt=READ, sync_to_thread=True, include_in_schema=False)
def one_export(visit: Here, *, named: FromPath[str]) -> Response[str]:
    """One claim in the form that `whereas claim FILE` reads."""
    found = _row(visit, named).claim
    return yaml_of(visit, [found], f"claim-{found.id[:12]}.yaml")


@post("/claims/{named:str}/{verb:str}", opt=REVIEW, sync_to_thread=True, include_in_schema=False)
def act(
    visit: Here, *, named: FromPath[str], verb: FromPath[str], data: URLEncodedBody[dict[str, str]]
) -> Redirect | Template:
    """Withdraws, settles, opens again, or puts dissent on record: each with a reason that stays in the log."""
    row = _row(visit, named)
    why = data.get("why", "")[:4_000]
    try:
        done(visit, row.claim.id, verb, why, data.get("other", ""))
    except WhereasError as error:
        return _one(visit, row, trouble=told(error), why=why)
    return Redirect(f"/claims/{row.claim.id}?said={verb}", status_code=303)


def done(visit: Visit, key: str, verb: str, why: str, other: str = "") -> None:
    """What a reviewer does to a claim. Raises `WhereasError`, and `NotFoundException` for a verb there is not."""
    bench = visit.seen.bench
    match verb:
        case "withdraw":
            desk.withdraw(bench, key, why)
        case "give-way":
            desk.settle(bench, key, other, why)
        case "stand":
            desk.settle(bench, other, key, why)
        case "reopen":
            desk.reopen(bench, key, why, stands=other)
        case "dissent":
            desk.dissent(bench, key, why)
        case _:
            raise NotFoundException
    visit.audit(verb, key)


# --- A claim is made


@get("/claims/new", opt=RECORD, sync_to_thread=True, include_in_schema=False)
def new(
    visit: Here, *, span: FromQuery[list[str] | None] = None, kind: FromQuery[str] = "",
    subject: FromQuery[str] = "", object_: Annotated[str, QueryParameter(name="object")] = "",
    rivals: FromQuery[str] = "", again: FromQuery[str] = "",
) -> Template:  # fmt: skip
    """The form, with the quotations that were chosen."""
    form = empty(visit, span or [], {"kind": kind, "subject": subject, "object": object_, "rivals": rivals})
    return _form(visit, form, again=again)


@post("/claims/new", opt=RECORD, sync_to_thread=True, include_in_schema=False)
def record(visit: Here, *, data: URLEncodedBody[dict[str, str]]) -> Redirect | Template:
    """Records the claim, or shows the form again with what is wrong beside each field; `check` only checks."""
    form = typed(data)
    form, made, note = held(visit, form)
    if data.get("do") == "check" or made is None or note is None:
        return _form(visit, form, checked=made, status=422 if form.errors and data.get("do") != "check" else 200)
    try:
        (kept,) = desk.record_claims(visit.seen.bench, [note])
    except WhereasError as error:
        return _form(visit, form.with_error("form", told(error)), status=422)
    visit.audit("record", kept.id)
    return Redirect(f"/claims/{kept.id}?said=recorded", status_code=303)


def _form(visit: Visit, form: Form, *, checked: Claim | None = None, status: int = 200, again: str = "") -> Template:
    values: Mapping[str, str] = form.values
    kinds = {key: one for key, one in claim_kinds().items() if one.by != "detector"}
    bench = visit.seen.bench
    exhibits, filings = bench.ledger.exhibits(), bench.ledger.desk().filings
    shown = page(
        visit, "claim_new.html.j2", here="claims", values=values, spans=form.spans, errors=form.errors, kinds=kinds,
        chosen=kinds.get(values["kind"]), scales=scales(), checked=checked,
        serves=by_element(would_serve(values["kind"], values["object"])),
        subjects=suggested(visit, values["subject"]), objects=suggested(visit, values["object"]),
        exhibits=exhibits, filings=filings, classes=evidence_classes(), again=again, wrong=_words(visit, form.errors),
    )  # fmt: skip
    shown.status_code = status
    return shown


def _words(visit: Visit, errors: Mapping[str, str]) -> dict[str, Any]:
    """What is wrong in the visitor's language, where it is one of the form's own words."""
    own = ("missing", "unknown", "date", "number", "unit", "credibility", "translator", "moved")
    return {name: visit.t(f"claims.wrong.{said}") if said in own else said for name, said in errors.items()}


ROUTES = [claims, export, export_csv, to_settle, new, record, claim, one_export, act]
