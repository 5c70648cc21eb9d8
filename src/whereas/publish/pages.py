"""Self-contained HTML pages: no network, scripts and styles named by digest, and every text of others escaped."""

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from whereas.assess.alignment import AlignmentReport, Row
from whereas.assess.citation import Citation
from whereas.assess.contradictions.contradiction import Severity, detectors
from whereas.assess.gaps import TAGS, TITLES
from whereas.assess.lag import LagState
from whereas.core.claim import Claim
from whereas.core.entity import Entity
from whereas.publish.align_rows import shown_row
from whereas.publish.chart_words import ENGLISH
from whereas.publish.charts import coverage_chart, interval_charts, lag_chart
from whereas.publish.dossier import wording
from whereas.publish.dossier.model import Dossier
from whereas.publish.navigation import Page, bar, pages_of
from whereas.publish.summary import RunSummary


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("whereas.publish", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["figure"] = lambda number: f"{number:,}"
    environment.filters["local"] = _local
    environment.filters["sentence"] = lambda words: words[:1].upper() + words[1:]
    environment.filters["tongues"] = tongues
    environment.globals["english"] = ENGLISH
    return environment


def _local(link: str) -> str:
    """A link to a file beside the page, or to a part of one; raises `ValueError` for any other."""
    if not re.fullmatch(r"[\w.\-/]*(#[\w.\-]*)?", link) or link.startswith("/") or ".." in link:
        raise ValueError(f"not a link to a file of this release: {link!r}")
    return link


# Hangul is Korean and kana is Japanese; Han characters alone are of no one language, and stay unmarked.
_TONGUES = re.compile(
    r"([\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]+(?: [\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]+)*)|([\u3040-\u30ff]+)"
)


def tongues(text: str) -> Markup:
    """Text with its Korean and Japanese runs marked as such, so that a screen reader speaks them (WCAG 2.2, 3.1.2)."""
    made, end = Markup(""), 0
    for run in _TONGUES.finditer(text):
        lang = "ko" if run[1] else "ja"
        made += Markup('{}<span lang="{}">{}</span>').format(text[end : run.start()], lang, run[0])
        end = run.end()
    return made + text[end:]


@cache
def _asset(name: str) -> str:
    loader = _environment().loader
    if loader is None:  # the environment above always has one
        raise LookupError(name)
    return loader.get_source(_environment(), name)[0]


def _digest(text: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


def render(template: str, *, script: str = "", pages: Iterable[Page] = (), here: str = "", **values: Any) -> str:
    """Renders a template with its style and script inline, under a policy that lets nothing else run or load.

    `pages` are those that are surely released together, `here` the file of this one; `navigation.linked` puts all of a
    release in their place.
    """
    style = _asset("page.css")
    code = _asset(script) if script else ""
    policy = f"default-src 'none'; style-src {_digest(style)}; "
    policy += f"script-src {_digest(code) if code else chr(39) + 'none' + chr(39)}; base-uri 'none'; form-action 'none'"
    if "</" in style + code:  # both are ours; an end tag in them would end the element and cannot be escaped there
        raise ValueError("a style or script of our own holds an end tag")
    ours = {"style": Markup(style), "script": Markup(code)}  # noqa: S704  # files of this package, nobody else's text
    links = bar(pages, here)
    return _environment().get_template(template).render(policy=policy, pages=links, **ours, **values)


def drawing(name: str, *made: Any) -> Markup:
    """A drawing of `drawings.html.j2` alone, for a page that others make around it."""
    drawn: str = getattr(_environment().get_template("drawings.html.j2").module, name)(*made)
    return Markup(drawn)  # noqa: S704  # a template of this package, which escapes what others say


def _embedded(value: Any) -> Markup:
    """JSON that can stand in a script element: no character that HTML reads (OWASP XSS prevention, rule 3.1)."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return Markup(text)  # noqa: S704  # escaped for this place above


def align_page(report: AlignmentReport) -> str:
    """The alignment as one HTML page that works from a file: matrix, entities with filters, lags, contradictions."""
    cites = _Cites()
    details = {row.entity: _details(row, cites) for row in (*report.rows, *report.related)}
    for one in report.contradictions:
        for said in (*one.left, *one.right):
            cites.number(said)
    captions = {row.entity: row.caption for row in report.rows}
    unmeasured = [lag for lag in report.lags if lag.state is not LagState.MEASURED]
    exhibits = sorted({(one.source, one.edition, sha) for one in report.lists for sha in one.exhibits} | cites.exhibits)
    return render(
        "align.html.j2",
        script="align.js",
        report=report,
        chart=coverage_chart(report),
        lags=lag_chart(report.lags),
        unmeasured=unmeasured,
        captions=captions,
        rows=[shown_row(row, report) for row in report.rows],
        contradictions=report.contradictions,
        severities=sorted(Severity, reverse=True),
        detectors={one.key: one for one in detectors()},
        gap_titles=TITLES,
        gap_tags=TAGS,
        kinds=sorted({row.kind for row in report.rows}),
        measures=sorted({measure for row in report.rows for measure in row.measures}),
        exhibits=exhibits,
        details=_embedded({"rows": details, "sources": cites.sources}),
    )


class _Cites:
    """Citations in short form: sources with edition and exhibit are named once, and cited by their number."""

    def __init__(self) -> None:
        self.sources: list[list[str]] = []
        self.exhibits: set[tuple[str, str, str]] = set()
        self._known: dict[tuple[str, str, str], int] = {}

    def number(self, said: Citation) -> int:
        """The number of the citation's edition."""
        key = (said.source, said.edition, said.exhibit)
        if key not in self._known:
            self._known[key] = len(self.sources)
            self.sources.append(list(key))
            if said.exhibit:
                self.exhibits.add(key)
        return self._known[key]


def _details(row: Row, cites: _Cites) -> list[list[Any]]:
    """What a row opens into: field, authority, value, text as written, number of the edition, locator."""
    lines = [[said.prop, said.voice, said.value, said.original, cites.number(said), said.locator] for said in row.names]
    for one in row.listings:
        note = "" if one.in_force else " (not in force)"
        for field, said in one.cited:
            name = (
                field + " (the UN's date)" if one.dates_of_un and field in ("listed since", "in force from") else field
            )
            lines.append([name + note, one.authority, said.value, said.original, cites.number(said), said.locator])
    return lines


def index_page(summary: RunSummary) -> str:
    """The page to start from: what a run did, and where to look first."""
    there = tuple(one for one in pages_of(summary.files) if one.file != "index.html")
    return render("index.html.j2", summary=summary, pages_here=there)


def timeline_page(events: Iterable[Entity], claims: Iterable[Claim], captions: Mapping[str, str] | None = None) -> str:
    """Events in the order of their dates, and rival figures drawn as intervals on one scale, each with its source.

    `captions` names the parties that claims without a quantity are about, by their ids.
    """
    names = dict(captions or {})
    dated = sorted(events, key=lambda one: (one.first("date") or one.first("startDate"), one.id))
    all_claims = tuple(claims)
    return render(
        "timeline.html.j2",
        events=dated,
        decades=_decades(dated),
        charts=interval_charts(all_claims),
        others=sorted(
            (one for one in all_claims if one.quantity is None),
            key=lambda one: (names.get(one.subject, one.subject), one.claimed_on, one.id),
        ),
        captions=names,
    )


def _decades(events: Iterable[Entity]) -> list[tuple[str, list[Entity]]]:
    """Dated events by decade (`1990`); those without a date under the empty string."""
    found: dict[str, list[Entity]] = {}
    for one in events:
        year = (one.first("date") or one.first("startDate"))[:4]
        found.setdefault(f"{year[:3]}0" if year.isdigit() else "", []).append(one)
    return list(found.items())


def dossier_page(dossier: Dossier) -> str:
    """A dossier as one HTML page: each sentence leads to its propositions, each of these to quotations and bytes."""
    cited = wording.cited_at(dossier)
    shorts = [
        *(one.short for one in dossier.elements),
        *(one.short for one in dossier.propositions),
        *(one.short for one in dossier.exhibits),
    ]
    return render(
        "dossier.html.j2",
        d=dossier,
        w=wording,
        sections=wording.sections(dossier),
        numbers={line.id: line.number for line in dossier.lines},
        cited={key: cited.get(key, ()) for short in shorts for key in (short, f"{short}/elements")},
    )
