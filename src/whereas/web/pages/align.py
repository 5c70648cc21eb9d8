"""Align: who lists whom, gaps both ways, lags and contradictions, each state of the filters under its own address."""

from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any
from urllib.parse import quote, urlencode

from litestar import Request, Response, get
from litestar.params import FromPath, FromQuery
from litestar.response import Template

from whereas.assess.alignment import AlignmentReport
from whereas.assess.contradictions.contradiction import Severity, detectors
from whereas.assess.gaps import TAGS, TITLES
from whereas.assess.lag import LagState
from whereas.core.errors import WhereasError
from whereas.publish.align_rows import (
    Wanted,
    shown_row,
    sides_of,
    wanted_contradictions,
    wanted_lags,
    wanted_rows,
)
from whereas.publish.charts import coverage_chart, lag_chart
from whereas.publish.pages import drawing
from whereas.publish.tables import contradictions_csv, coverage_csv, entities_csv, lags_csv
from whereas.web.access import needs
from whereas.web.catalogue import Entry
from whereas.web.roles import Permission
from whereas.web.shown import page
from whereas.web.visit import Here, Visit
from whereas.workbench.looking import aligned_on, editions

ENTRY = Entry(key="align", path="/align", order=30, shortcut="d")
VIEWS = ("entities", "contradictions", "lags", "related")
ON_A_PAGE = 60
_FIELDS = tuple(one.name for one in fields(Wanted))
# Which filters say something of which table.
FILTERS = {
    "entities": ("text", "kind", "by", "without", "exact", "gap", "measure", "since", "sure"),
    "contradictions": ("text", "kind", "by", "severity", "clash"),
    "lags": ("text", "kind", "since", "state"),
    "related": (),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The state of the page as its address has it: what is wanted, of which table, as of which day, which page."""

    view: str = "entities"
    as_of: str = ""
    number: int = 1
    wanted: Wanted = field(default_factory=Wanted)

    def address(self, path: str = "/align", **changes: Any) -> str:
        """The address of this state with something changed; a change of what is wanted leads to its first page."""
        own = {name: value for name, value in changes.items() if name in ("view", "as_of", "number")}
        wanted = replace(self.wanted, **{name: value for name, value in changes.items() if name in _FIELDS})
        state = replace(self, wanted=wanted, **({"number": 1} | own))
        said = {"view": "" if state.view == "entities" else state.view, "as_of": state.as_of,
                "page": str(state.number) if state.number > 1 else ""}  # fmt: skip
        said |= {name: "1" if value is True else str(value or "") for name, value in asdict(wanted).items()}
        kept = {
            name: text for name, text in said.items() if text and (name not in _FIELDS or name in FILTERS[state.view])
        }
        return f"{path}?{urlencode(kept)}" if kept else path


def asked_of(request: Request[Any, Any, Any]) -> Asked:
    """The state that an address has; what it does not know is left out."""
    said = {name: str(value).strip()[:200] for name, value in request.query_params.items()}
    view = said.get("view", "entities")
    number = said.get("page", "1")
    chosen: dict[str, Any] = {name: said.get(name, "") for name in _FIELDS if name != "sure"}
    return Asked(
        view=view if view in VIEWS else "entities",
        as_of=said.get("as_of", ""),
        number=max(int(number), 1) if number.isdecimal() and len(number) < 7 else 1,
        wanted=Wanted(**chosen, sure=said.get("sure", "") in ("1", "on", "true")),
    )


@get("/align", opt=needs(Permission.READ), sync_to_thread=True, include_in_schema=False)
def align(visit: Here, request: Request[Any, Any, Any]) -> Template:
    """The comparison of lists."""
    asked, trouble = asked_of(request), None
    try:
        report = aligned_on(visit.seen, asked.as_of)
    except WhereasError as error:
        asked, trouble = replace(asked, as_of=""), error
        report = aligned_on(visit.seen, "")
    found = _found(report, asked)
    last = max(-(-len(found) // ON_A_PAGE), 1)
    asked = replace(asked, number=min(asked.number, last))
    shown = found[(asked.number - 1) * ON_A_PAGE : asked.number * ON_A_PAGE]
    return page(
        visit, "align.html.j2", here="align", asked=asked, report=report, trouble=trouble, total=len(found), last=last,
        shown=[shown_row(row, report) for row in shown] if asked.view == "entities" else shown,
        views=VIEWS, filters=FILTERS[asked.view], editions=editions(visit.seen), choices=_choices(report),
        captions={row.entity: row.caption for row in (*report.rows, *report.related)},
        detectors={one.key: one for one in detectors()}, gap_titles=TITLES, gap_tags=TAGS,
        plain=asked.wanted == Wanted(), matrix=_matrix(visit, report, asked),
        lag_drawing=_lag_drawing(visit, report, asked),
    )  # fmt: skip


@get("/align.csv", opt=needs(Permission.READ), sync_to_thread=True, include_in_schema=False)
def table(visit: Here, request: Request[Any, Any, Any]) -> Response[bytes]:
    """What is shown, all pages of it, as CSV; the lags and the coverage by their views."""
    asked = asked_of(request)
    report = aligned_on(visit.seen, asked.as_of)
    if asked.view == "contradictions":
        content = contradictions_csv(wanted_contradictions(report, asked.wanted))
    elif asked.view == "lags":
        content = lags_csv(report, wanted_lags(report, asked.wanted))
    else:
        content = entities_csv(report, _found(report, asked))
    return _csv(content, f"align-{asked.view}-{report.as_of}")


@get("/align/coverage.csv", opt=needs(Permission.READ), sync_to_thread=True, include_in_schema=False)
def coverage(visit: Here, as_of: FromQuery[str] = "") -> Response[bytes]:
    """The data of the matrix."""
    report = aligned_on(visit.seen, as_of)
    return _csv(coverage_csv(report), f"align-coverage-{report.as_of}")


@get("/align/rows/{key:str}", opt=needs(Permission.READ), sync_to_thread=True, include_in_schema=False)
def row(visit: Here, key: FromPath[str], request: Request[Any, Any, Any]) -> Template:
    """One entity: what each authority says of it, side by side."""
    asked = asked_of(request)
    report = aligned_on(visit.seen, asked.as_of)
    found = next((one for one in (*report.rows, *report.related) if key == one.entity or key in one.members), None)
    drawn = page(
        visit, "align_row.html.j2", here="align", asked=asked, report=report, row=found, key=key,
        sides=sides_of(found, report) if found else (),
        contradictions=[one for one in report.contradictions if found and found.entity in one.entities],
        lag=next((one for one in report.lags if found and one.entity == found.entity), None),
        titles={name: module.SOURCE.title for name, module in visit.seen.bench.modules.items()},
        detectors={one.key: one for one in detectors()},
        captions={one.entity: one.caption for one in (*report.rows, *report.related)},
    )  # fmt: skip
    drawn.status_code = 200 if found else 404
    return drawn


def _found(report: AlignmentReport, asked: Asked) -> tuple[Any, ...]:
    match asked.view:
        case "contradictions":
            return wanted_contradictions(report, asked.wanted)
        case "lags":
            return wanted_lags(report, asked.wanted)
        case "related":
            return report.related
    return wanted_rows(report, asked.wanted)


def _choices(report: AlignmentReport) -> dict[str, list[tuple[str, str]]]:
    """What each filter can be set to: what the report has."""
    combinations = [(",".join(one.authorities), ", ".join(one.authorities)) for one in report.coverage]
    clashes = {one.kind for one in report.contradictions}
    return {
        "kind": [(one, one) for one in sorted({row.kind for row in report.rows})],
        "by": [(one, one) for one in report.authorities],
        "without": [(one, one) for one in report.authorities if one not in report.silent],
        "exact": combinations,
        "gap": [(kind.value, title) for kind, title in TITLES.items()],
        "measure": [(one, one) for one in sorted({each for row in report.rows for each in row.measures})],
        "severity": [(str(one), str(one)) for one in sorted(Severity, reverse=True)],
        "clash": [(one.key, one.title) for one in detectors() if one.key in clashes],
        "state": [(one.value, one.value) for one in LagState],
    }


def _matrix(visit: Visit, report: AlignmentReport, asked: Asked) -> Any:
    """The matrix as SVG; each row leads to its entities."""
    if asked.view != "entities" or not report.coverage:
        return ""
    bare = Asked(as_of=asked.as_of).address()
    prefix = bare + ("&" if "?" in bare else "?") + "exact="
    return drawing("coverage", coverage_chart(report, visit.drawn), prefix, visit.drawn)


def _lag_drawing(visit: Visit, report: AlignmentReport, asked: Asked) -> Any:
    chart = lag_chart(report.lags, visit.drawn)
    return drawing("lags", chart, visit.drawn) if asked.view == "lags" and chart.rows else ""


def _csv(content: bytes, name: str) -> Response[bytes]:
    named = f'attachment; filename="{quote(name)}.csv"'
    return Response(content, media_type="text/csv; charset=utf-8", headers={"content-disposition": named})


ROUTES = [align, table, coverage, row]
