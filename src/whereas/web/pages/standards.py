"""Standards: law as data that reads like law, what was checked of it, what rests on it, and when it runs out."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any

from litestar import get
from litestar.params import FromPath, FromQuery, QueryParameter
from litestar.response import Template

from whereas.core.errors import PolicyError
from whereas.policy.claims import claim_kinds
from whereas.policy.conditions import Condition, conditions
from whereas.policy.crimes import Crime, crimes
from whereas.policy.forums import forums
from whereas.policy.kinds import unverified
from whereas.policy.lookup import Named, everything, find
from whereas.policy.readable import describe, when
from whereas.policy.regimes import Regime, regimes
from whereas.policy.resolutions import Paragraph, Resolution, resolutions
from whereas.policy.rules import court_rules
from whereas.policy.standards import Standard, standards
from whereas.policy.strategies import Measure, strategy
from whereas.publish.policy_plain import day_of, days_until, deadlines, from_events
from whereas.web.access import needs
from whereas.web.catalogue import Entry
from whereas.web.pages.home import PLACES
from whereas.web.roles import Permission
from whereas.web.shown import page
from whereas.web.visit import Here, Visit
from whereas.workbench.home import front
from whereas.workbench.standards_page import before, doubts, held, measures_of, rests_on
from whereas.workbench.supposing import STRATEGY

ENTRY = Entry(key="standards", path="/standards", order=50, shortcut="l")
# The families of the list, in the order in which they are shown.
FAMILIES = ("regimes", "resolutions", "crimes", "conditions", "rules")


@get("/standards", opt=needs(Permission.READ), sync_to_thread=True, include_in_schema=False)
def standards_page(
    visit: Here, q: FromQuery[str] = "", family: FromQuery[str] = "", authority: FromQuery[str] = "",
    to_check: Annotated[str, QueryParameter(name="unverified")] = "",
) -> Template:  # fmt: skip
    """Everything that can be shown, breached or met; or what a lawyer has to check."""
    if to_check:
        return _to_check(visit, q)
    return _list(visit, q=q, family=family, authority=authority)


def _list(visit: Visit, *, q: str = "", family: str = "", authority: str = "", trouble: str = "") -> Template:
    wanted = q.casefold().split()

    def takes(*texts: str) -> bool:
        said = " ".join(texts).casefold()
        return all(word in said for word in wanted)

    return page(
        visit, "standards.html.j2", here="standards", q=q, family=family, authority=authority, trouble=trouble,
        families=[one for one in FAMILIES if not family or one == family], every_family=FAMILIES,
        authorities=sorted({one.authority for one in regimes().values()} | {"UN"}), **_listed(takes, authority),
        others=[one for one in everything() if q and takes(one.name, one.what)][:40], forums=forums(),
    )  # fmt: skip


def _listed(takes: Callable[..., bool], authority: str) -> dict[str, Any]:
    """What of each family a filter lets through: a regime and a resolution with those of their parts that it takes."""
    return {
        "regimes": [
            (one, kept) for one in regimes().values() if authority in ("", one.authority)
            and (kept := [standards()[f"{one.key}/{each.key}"] for each in one.criteria
                          if takes(one.key, one.title, each.key, each.words, each.article)])
        ],
        "resolutions": [
            (one, paragraphs) for one in resolutions().values() if authority in ("", "UN")
            and (paragraphs := [each for each in one.paragraphs
                          if takes(one.key, one.subject, str(one.year), each.para, each.addressee, each.verb,
                                   each.object)])
        ],
        "crimes": [
            (one, kept) for one in crimes().values() if not authority
            and (kept := [standards()[f"{one.key}/{each.key}"] for each in (*one.underlying, *one.liability)
                          if takes(one.key, one.title, each.key, each.words, each.article)])
        ],
        "conditions": [one for one in conditions().values() if not authority
                       and takes(one.key, one.title, one.words, one.group)],
        "rules": [one for one in court_rules().values() if not authority and takes(one.key, one.title, one.asks)],
    }  # fmt: skip


def _to_check(visit: Visit, q: str) -> Template:
    wanted = q.casefold().split()
    found = [
        one for one in unverified()
        if all(word in f"{one.file} {one.place} {one.words} {one.seen}".casefold() for word in wanted)
    ]  # fmt: skip
    files: dict[str, list[Any]] = {}
    for one in found:
        files.setdefault(one.file, []).append(one)
    return page(
        visit, "unverified.html.j2", here="standards", files=files, count=len(found), all=len(unverified()), q=q
    )


@get("/standards/calendar", opt=needs(Permission.READ), sync_to_thread=True, include_in_schema=False)
def calendar(visit: Here, as_of: FromQuery[str] = "") -> Template:
    """When regimes and listings run out, and the clocks that run from an event."""
    day = day_of(as_of, visit.now[:10])
    rows = [(due, days_until(day, due), *rest) for due, *rest in deadlines(day)]
    others = [(keys, clock, when(clock)) for clock, keys in from_events().items()]
    return page(visit, "calendar.html.j2", here="standards", day=day, as_of=as_of, rows=rows, others=others)


@get("/standards/points", opt=needs(Permission.READ), sync_to_thread=True, include_in_schema=False)
def points(visit: Here) -> Template:
    """Each point of the brief: the measures that answer it, their state, and where the program does its part."""
    chosen, states = strategy(STRATEGY), {one.measure: one.state for one in front(visit.seen).lines}
    answered = [(one, [each for each in chosen.measures if one.key in each.points]) for one in chosen.points]
    return page(
        visit, "points.html.j2", here="standards", strategy=chosen, answered=answered, states=states, places=PLACES
    )


@get("/standards/{key:path}", opt=needs(Permission.READ), sync_to_thread=True, include_in_schema=False)
def standard_page(visit: Here, key: FromPath[str]) -> Template:
    """One thing of the policy as law reads, with what rests on it."""
    try:
        found = find(key.strip("/"))
    except PolicyError as error:
        missing = _list(visit, trouble=f"{error.what}: {error.todo}")
        missing.status_code = 404
        return missing
    shown = [_shown(visit, one) for one in found]
    return page(
        visit, "standard.html.j2", here="standards", found=shown, name=found[0].name, forums=forums(),
        kinds=claim_kinds(), places=PLACES, when=when,
    )  # fmt: skip


def _shown(visit: Visit, one: Named) -> dict[str, Any]:
    """What the page draws of one record: its form, the record, and what belongs to it."""
    record = one.record
    for kind, form in _FORMS.items():
        if isinstance(record, kind):
            return {"what": one.what, "name": one.name, "r": record, **form(visit, one)}
    return {"what": one.what, "name": one.name, "r": record, "form": "lines", "lines": list(describe(record))}


def _standard(visit: Visit, one: Named) -> dict[str, Any]:
    record: Standard = one.record
    file = f"{record.family}s/{record.regime}.yaml"
    part = one.name.rpartition("/")[2]
    return {"form": "standard", "rests": rests_on(visit.seen, record), "doubts": doubts(file, part), "file": file,
            "regime": regimes().get(record.regime)}  # fmt: skip


def _paragraph(visit: Visit, one: Named) -> dict[str, Any]:
    resolution, _, para = one.name.partition("/")
    of = resolutions()[resolution]
    breach = standards().get(one.name)
    return {
        "form": "paragraph", "of": of, "before": before(resolution, para), "file": f"resolutions/{resolution}.yaml",
        "later": [_later(named) for named in one.record.amended_by], "standard": breach,
        "rests": rests_on(visit.seen, breach) if breach is not None else None,
        "doubts": doubts(f"resolutions/{resolution}.yaml", para),
    }  # fmt: skip


def _later(named: str) -> tuple[str, Resolution | None]:
    number, _, para = named.partition("-")
    return f"unscr-{number}/{para}", resolutions().get(f"unscr-{number}")


def _regime(visit: Visit, one: Named) -> dict[str, Any]:
    file = f"regimes/{one.name}.yaml"
    criteria = [standards()[f"{one.name}/{each.key}"] for each in one.record.criteria]
    measures = {each.key: each for each_standard in criteria for _, each in measures_of(each_standard)}
    return {"form": "regime", "criteria": criteria, "doubts": doubts(file), "file": file,
            "measures": list(measures.values()), "dates": [row for row in deadlines(visit.now[:10])
                                                           if row[1] == one.name]}  # fmt: skip


def _resolution(_visit: Visit, one: Named) -> dict[str, Any]:
    file = f"resolutions/{one.name}.yaml"
    return {"form": "resolution", "doubts": doubts(file), "file": file}


def _crime(_visit: Visit, one: Named) -> dict[str, Any]:
    file = f"crimes/{one.name}.yaml"
    parts = [standards()[f"{one.name}/{each.key}"] for each in (*one.record.underlying, *one.record.liability)]
    return {"form": "crime", "criteria": parts, "doubts": doubts(file), "file": file}


def _condition(visit: Visit, one: Named) -> dict[str, Any]:
    return {"form": "condition", "held": held(visit.seen, one.name), "doubts": _of_condition(one.name)}


def _of_condition(key: str) -> tuple[Any, ...]:
    return tuple(one for one in unverified() if one.file.startswith("conditions/") and f"[{key}]" in one.place)


def _measure(visit: Visit, one: Named) -> dict[str, Any]:
    return {"form": "measure", "state": front(visit.seen).measure(one.name), "standards": standards()}


_FORMS: Mapping[type, Callable[[Visit, Named], dict[str, Any]]] = {
    Standard: _standard, Paragraph: _paragraph, Regime: _regime, Resolution: _resolution, Crime: _crime,
    Condition: _condition, Measure: _measure,
}  # fmt: skip


ROUTES = [standards_page, calendar, points, standard_page]
