"""How an exhibit is filed, from the fields of a form: the filing, or what is wrong with each field."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from whereas.core.errors import WhereasError
from whereas.core.filing import DISCLOSURES, Filing
from whereas.core.marking import TLP, Marking, audiences_in
from whereas.core.period import is_partial_date
from whereas.policy.claims import evidence_classes
from whereas.web.visit import Visit
from whereas.workbench import desk

FIELDS = ("title", "evidence", "publisher", "reliability", "available", "repeats", "uses", "disclosure", "summary",
          "withheld", "checked", "lang", "marking", "audiences", "note")  # fmt: skip
LETTERS = "ABCDEF"
# As a form names them: `amber+strict`.
MARKINGS = tuple(one.name.lower().replace("_", "+") for one in TLP)
_LONGEST = 4_000
_MADE = ("repeats", "uses", "marking", "audiences")  # a filing holds them otherwise than a form


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What a form says: its values as they were typed, and each field that is wrong, with why."""

    values: Mapping[str, str]
    errors: Mapping[str, str]
    filing: Filing | None


def filled(visit: Visit, said: Mapping[str, object]) -> Filled:
    """A form as a filing. Nothing is lost: what was typed stands in `values` whatever is wrong with it."""
    values = {name: str(said.get(name, "") or "").strip()[:_LONGEST] for name in FIELDS}
    errors: dict[str, str] = {}
    evidence = values["evidence"] or "other"

    def held(name: str, make: Callable[[], object]) -> object:
        try:
            return make()
        except WhereasError as error:
            errors[name] = f"{error.what}. {error.todo}".strip(". ") + "."
            return None

    held("audiences", lambda: _seen(visit, Marking(releasable_to=audiences_in(values["audiences"]) or None)))
    audiences = "" if "audiences" in errors else values["audiences"]
    marking = held("marking", lambda: _seen(visit, desk.marking_of(values["marking"], evidence, audiences)))
    repeats = held("repeats", lambda: desk.repeats_of(visit.seen.bench, _lines(values["repeats"])))
    held("evidence", lambda: _known(evidence, evidence_classes()))
    held("reliability", lambda: _known(values["reliability"] or "A", LETTERS))
    held("disclosure", lambda: _known(values["disclosure"] or "open", DISCLOSURES))
    held("available", lambda: _day(values["available"]))
    if errors or not isinstance(marking, Marking) or not isinstance(repeats, tuple):
        return Filled(values=values, errors=errors, filing=None)
    filing = Filing(
        exhibit="", title=values["title"], evidence=evidence, publisher=values["publisher"],
        reliability=values["reliability"], repeats=repeats, available=values["available"],
        uses=tuple(_listed(values["uses"])), disclosure=values["disclosure"] or "open", summary=values["summary"],
        withheld=values["withheld"], checked=values["checked"], lang=values["lang"],
        marking=marking, note=values["note"],
    )  # fmt: skip
    return Filled(values=values, errors=errors, filing=filing)


def values_of(filing: Filing) -> dict[str, str]:
    """A filing as a form shows it."""
    plain = {name: getattr(filing, name) for name in FIELDS if name not in _MADE}
    return {
        **{name: str(value) for name, value in plain.items()},
        "repeats": "\n".join(filing.repeats), "uses": ", ".join(filing.uses),
        "marking": filing.marking.tlp.name.lower().replace("_", "+"),
        "audiences": ", ".join(sorted(filing.marking.releasable_to or ())),
    }  # fmt: skip


def _seen(visit: Visit, marking: Marking) -> Marking:
    if not visit.person.clearance.covers(marking):
        raise WhereasError(
            f"you may not mark it {marking}: you would not see it yourself",
            todo="choose a marking that your clearance covers, or ask somebody who has a higher one",
        )
    return marking


def _known(said: str, among: object) -> str:
    if not isinstance(among, Mapping | str | tuple) or said not in among:
        raise WhereasError(f"{said!r} is not one of these", todo="choose one from the list")
    return said


def _day(said: str) -> str:
    if said and not is_partial_date(said):
        raise WhereasError(f"{said!r} is not a date", todo="write YYYY, YYYY-MM or YYYY-MM-DD")
    return said


def _lines(said: str) -> list[str]:
    return [one.strip() for one in said.splitlines() if one.strip()]


def _listed(said: str) -> list[str]:
    return [one.strip() for one in said.replace("\n", ",").split(",") if one.strip()]
