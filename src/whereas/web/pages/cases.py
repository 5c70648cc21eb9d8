"""Cases, the desk: the list, opening one, and the page of one with its board, people, drafts, comments and log."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from litestar import get, post
from litestar.params import FromPath, FromQuery, URLEncodedBody
from litestar.response import Redirect, Template

from whereas.core.casework import CASE_STATES, CaseChanged, CaseOpened, Comment
from whereas.core.errors import WhereasError
from whereas.core.marking import TLP, Marking, audiences_in
from whereas.ledger.desk import Recorded
from whereas.policy.standards import standards
from whereas.web import links
from whereas.web.access import needs
from whereas.web.catalogue import Entry
from whereas.web.forms import listed, one
from whereas.web.marked import noted_as
from whereas.web.roles import Permission
from whereas.web.shown import page
from whereas.web.visit import Here, Visit
from whereas.workbench import case_view as view
from whereas.workbench.cases import (
    board_of,
    case_of,
    cases,
    change,
    claims_of,
    comment,
    log_of,
    open_case,
    raise_marking,
)
from whereas.workbench.releases import requests

ENTRY = Entry(key="cases", path="/cases", order=45, shortcut="c")
_LISTS = ("subjects", "standards", "people", "not_subjects", "not_standards", "not_people")
_LINES = 40  # of the log, before one asks for all


@get("/cases", opt=needs(Permission.READ), sync_to_thread=True, include_in_schema=False)
def all_cases(visit: Here, *, in_state: FromQuery[str] = "", mine: FromQuery[bool] = False) -> Template:
    """The cases that the visitor may see, the one last worked on first."""
    every = tuple(cases(visit.seen.bench.ledger.desk()).values())
    shown = [
        each for each in every
        if (not in_state or each.state == in_state) and (not mine or visit.person.name in each.people)
    ]  # fmt: skip
    return page(visit, "cases.html.j2", here="cases", cases=shown, every=len(every), states=CASE_STATES,
                in_state=in_state, mine=mine, may_open=visit.person.may(Permission.RECORD))  # fmt: skip


@get("/cases/new", opt=needs(Permission.RECORD), sync_to_thread=True, include_in_schema=False)
def new_case(visit: Here, subject: FromQuery[str] = "", standard: FromQuery[str] = "") -> Template:
    """The form that opens a case."""
    return page(visit, "case_new.html.j2", here="cases", said={"subjects": subject, "standards": standard},
                standards=standards(), tlps=_tlps(visit), refused=None)  # fmt: skip


@post("/cases/new", opt=needs(Permission.RECORD), sync_to_thread=True, include_in_schema=False)
def opened_case(visit: Here, data: URLEncodedBody[dict[str, str | list[str]]]) -> Redirect | Template:
    """Open a case from the form; what is wrong with it is said beside what was typed."""
    try:
        made = open_case(visit.seen.bench, CaseOpened(
            key=one(data, "name"), question=one(data, "question"), subjects=listed(data, "subjects"),
            standards=listed(data, "standards"), people=listed(data, "people"),
            marking=_marking(one(data, "tlp"), one(data, "audiences")),
        ))  # fmt: skip
    except WhereasError as error:
        return _again(page(
            visit, "case_new.html.j2", here="cases", refused=error, standards=standards(), tlps=_tlps(visit),
            said={name: one(data, name) for name in data},
        ))  # fmt: skip
    return Redirect(links.case(made.key), status_code=303)


def _again(form: Template) -> Template:
    form.status_code = 400
    return form


@get("/cases/{key:str}", opt=needs(Permission.READ), sync_to_thread=True, include_in_schema=False)
def one_case(
    visit: Here,
    key: FromPath[str],
    *,
    as_of: FromQuery[str] = "",
    who: FromQuery[str] = "",
    what: FromQuery[str] = "",
    whole_log: FromQuery[bool] = False,
) -> Template:
    """A case."""
    case = case_of(visit.seen.bench.ledger.desk(), key)
    known = visit.seen.know(as_of)
    board, claims = board_of(case, known), claims_of(case, known)
    pairs = view.contradictions(claims, known)
    drafts = view.drafts_of(case, board)
    lines = log_of(case, known)
    shown = [each for each in lines if (not who or each.by == who) and (not what or view.kind_of(each) == what)]
    asked = [each for each in requests(known.board).values() if each.said.case == key]
    return page(
        visit, "case.html.j2", here="cases", case=case, board=board, known=known, pairs=pairs, drafts=drafts,
        asked=asked, papers=view.papers_of(claims, known), paths=view.paths(board, known.as_of),
        todos=view.todos(case, board, pairs), anchor=view.anchor, as_of=as_of, who=who, what=what,
        log=[_line(each) for each in (shown if whole_log else shown[:_LINES])], lines=len(shown),
        people=sorted({each.by for each in lines}), kinds=sorted({view.kind_of(each) for each in lines}),
        names=sorted({claim.subject for claim in claims}), standards=standards(), states=CASE_STATES,
        tlps=_tlps(visit), may_record=visit.person.may(Permission.RECORD), address_of_draft=address_of_draft,
        whole=visit.seen.is_whole([each for held in board for each in held.subject.ids]),
    )  # fmt: skip


def address_of_draft(case: str, subject: str, standard: str, verb: str = "drafts") -> str:
    """The address of a draft, or of what is done with it (`checks`, `versions`, `word`, `asks`)."""
    return f"{links.case(case)}/{verb}/{quote(subject, safe='/')}/{quote(standard, safe='/')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the log: who did what, when, and in what words."""

    at: str
    by: str
    kind: str
    words: str
    no: int


def _line(record: Recorded) -> Line:
    return Line(at=record.at, by=record.by, kind=view.kind_of(record), words=view.words_of(record), no=record.no)


@post("/cases/{key:str}/changes", opt=needs(Permission.RECORD), sync_to_thread=True, include_in_schema=False)
def changed_case(visit: Here, key: FromPath[str], data: URLEncodedBody[dict[str, str | list[str]]]) -> Redirect:
    """Change the state, the subjects, the standards or the people of a case."""
    lists: dict[str, Any] = {name: listed(data, name) for name in _LISTS}
    change(visit.seen.bench, CaseChanged(case=key, state=one(data, "state"), reason=one(data, "reason"), **lists))
    return Redirect(f"{links.case(key)}#case", status_code=303)


@post("/cases/{key:str}/marking", opt=needs(Permission.RECORD), sync_to_thread=True, include_in_schema=False)
def marked_case(visit: Here, key: FromPath[str], data: URLEncodedBody[dict[str, str | list[str]]]) -> Redirect:
    """Mark a case more strictly."""
    raise_marking(visit.seen.bench, key, _marking(one(data, "tlp"), one(data, "audiences")), one(data, "reason"))
    visit.audit("mark", noted_as(key))
    return Redirect(f"{links.case(key)}#case", status_code=303)


@post("/cases/{key:str}/comments", opt=needs(Permission.RECORD), sync_to_thread=True, include_in_schema=False)
def commented_case(visit: Here, key: FromPath[str], data: URLEncodedBody[dict[str, str | list[str]]]) -> Redirect:
    """Add a comment."""
    marking = _marking(one(data, "tlp"))
    comment(visit.seen.bench, Comment(case=key, words=one(data, "words"), on=one(data, "on"), marking=marking))
    return Redirect(f"{links.case(key)}#comments", status_code=303)


def _tlps(visit: Visit) -> list[TLP]:
    """The markings that somebody may give: none above what they may see."""
    return [each for each in TLP if visit.seen.clearance.covers(Marking(tlp=each))]


def _marking(name: str, audiences: str = "") -> Marking:
    if name and name not in TLP.__members__:
        raise WhereasError(f"there is no TLP {name!r}", todo=f"choose one of: {', '.join(TLP.__members__)}")
    return Marking(tlp=TLP[name] if name else TLP.CLEAR, releasable_to=audiences_in(audiences) or None)


ROUTES = [all_cases, new_case, opened_case, one_case, changed_case, marked_case, commented_case]
