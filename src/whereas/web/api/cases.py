"""Cases by API: list, open, show, change and comment, as `whereas case` does."""

from dataclasses import dataclass
from typing import Annotated

from litestar import get, post
from litestar.params import FromPath, JSONBody, Parameter

from whereas.core.casework import CaseChanged, CaseOpened, Comment
from whereas.core.marking import Marking
from whereas.web.access import needs
from whereas.web.marked import noted_as
from whereas.web.roles import Permission
from whereas.web.visit import Here
from whereas.workbench.case_plain import CaseLine, CaseShown, case_line, case_shown, lines_of
from whereas.workbench.cases import case_of, cases, change, comment, open_case, raise_marking
from whereas.workbench.desk import marking_of

AsOf = Annotated[str, Parameter(description="The day of the board (YYYY, YYYY-MM or YYYY-MM-DD); empty: today.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A case to open. `name` is a short name for its address; `tlp` clear, green, amber, amber+strict or red.

    `audiences` are those it is releasable to; empty: nothing narrows them.
    """

    question: str
    name: str = ""
    subjects: tuple[str, ...] = ()
    standards: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    tlp: str = "clear"
    audiences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A stricter marking for a case, and why. It joins the one the case has: audiences that both name remain."""

    reason: str
    tlp: str = "clear"
    audiences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Changing:
    """What to change of a case: a new `state` (open, parked, closed) with its reason, and what is taken in or out."""

    state: str = ""
    reason: str = ""
    subjects: tuple[str, ...] = ()
    standards: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    not_subjects: tuple[str, ...] = ()
    not_standards: tuple[str, ...] = ()
    not_people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A comment to make; `on` is what it is about (the id of a claim or an exhibit; empty: the case)."""

    words: str
    on: str = ""
    tlp: str = "clear"


@get("/api/v1/cases", opt=needs(Permission.READ), sync_to_thread=True)
def every(visit: Here) -> tuple[CaseLine, ...]:
    """List the cases you may see, the one last worked on first."""
    return lines_of(cases(visit.seen.bench.ledger.desk()).values())


@post("/api/v1/cases", opt=needs(Permission.RECORD), sync_to_thread=True)
def opened(visit: Here, data: JSONBody[Opening]) -> CaseLine:
    """Open a case."""
    said = CaseOpened(
        key=data.name, question=data.question, subjects=data.subjects, standards=data.standards, people=data.people,
        marking=_marking(data.tlp, data.audiences),
    )  # fmt: skip
    return case_line(open_case(visit.seen.bench, said))


@get("/api/v1/cases/{key:str}", opt=needs(Permission.READ), sync_to_thread=True)
def whole(visit: Here, key: FromPath[str], *, as_of: AsOf = "") -> CaseShown:
    """Show a case: its board as of a day, contradictions, drafts, comments, releases, next steps and log.

    The same as `whereas case KEY --json`.
    """
    return case_shown(case_of(visit.seen.bench.ledger.desk(), key), visit.seen.know(as_of))


@post("/api/v1/cases/{key:str}/changes", opt=needs(Permission.RECORD), sync_to_thread=True, status_code=200)
def changed(visit: Here, key: FromPath[str], data: JSONBody[Changing]) -> CaseLine:
    """Change the state, the subjects, the standards or the people of a case."""
    said = {name: getattr(data, name) for name in Changing.__dataclass_fields__}
    return case_line(change(visit.seen.bench, CaseChanged(case=key, **said)))


@post("/api/v1/cases/{key:str}/marking", opt=needs(Permission.RECORD), sync_to_thread=True, status_code=200)
def marked(visit: Here, key: FromPath[str], data: JSONBody[Marked]) -> CaseLine:
    """Mark a case more strictly; nothing lowers it again.

    Its drafts, comments and releases follow: whoever the new marking does not cover sees the case nowhere. A release
    that waits must be asked for anew.
    """
    made = raise_marking(visit.seen.bench, key, _marking(data.tlp, data.audiences), data.reason)
    visit.audit("mark", noted_as(key))
    return case_line(made)


@post("/api/v1/cases/{key:str}/comments", opt=needs(Permission.RECORD), sync_to_thread=True)
def commented(visit: Here, key: FromPath[str], data: JSONBody[Remark]) -> CaseLine:
    """Add a comment. Its marking is at least that of the case."""
    comment(visit.seen.bench, Comment(case=key, words=data.words, on=data.on, marking=_marking(data.tlp)))
    return case_line(case_of(visit.seen.bench.ledger.desk(), key))


def _marking(tlp: str, audiences: tuple[str, ...] = ()) -> Marking:
    return marking_of(tlp or "clear", audiences=",".join(audiences))


ROUTES = [every, opened, whole, changed, marked, commented]
