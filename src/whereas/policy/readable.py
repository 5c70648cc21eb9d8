"""Records of the policy in words, line by line, for the terminal and for the pages of the reference."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import singledispatch
from typing import Any, Literal

import msgspec

from whereas.policy.claims import ClaimKind, EvidenceClass, evidence_classes
from whereas.policy.conditions import Condition
from whereas.policy.crimes import Crime
from whereas.policy.elements import Act, Element, Precedent
from whereas.policy.forums import Forum, forums
from whereas.policy.indicators import Indicator, Unmeasured
from whereas.policy.regimes import Clock, Regime, Shared, Step
from whereas.policy.resolutions import Paragraph, Resolution, resolutions
from whereas.policy.rules import CourtRule
from whereas.policy.standards import Standard, standards
from whereas.policy.strategies import Measure, Point, Strategy, strategies

SEEN = "seen in a public source; no lawyer has signed it"
MEMORY = "FROM MEMORY, not checked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A heading, a sentence or an item of a list; `depth` is how far under its heading it stands."""

    kind: Literal["head", "text", "item"]
    text: str
    depth: int = 0


def standing(*, verified: bool, seen: str = "") -> str:
    """How far something was checked, in words."""
    if verified:
        return f"{SEEN}{f' ({seen})' if seen else ''}"
    return f"{MEMORY}{f'; seen: {seen}' if seen else ''}"


def mark(*, verified: bool, seen: str = "") -> str:
    """What stands in brackets after an entry that was not checked; nothing after one that was."""
    return "" if verified else f" [{MEMORY}{f'; seen: {seen}' if seen else ''}]"


def head(text: str, depth: int = 0) -> Line:
    """A heading."""
    return Line(kind="head", text=text, depth=depth)


def says(text: str) -> Line:
    """A sentence."""
    return Line(kind="text", text=text)


def item(text: str, depth: int = 0) -> Line:
    """An item of a list."""
    return Line(kind="item", text=text, depth=depth)


def listed(title: str, texts: Iterable[str]) -> Iterator[Line]:
    """One item that names several things; nothing where there are none."""
    found = [text for text in texts if text]
    if found:
        yield item(f"{title}: {', '.join(found)}")


@singledispatch
def describe(record: Any) -> Iterator[Line]:
    """A record in words. Kinds without words of their own are told field by field."""
    yield head(str(getattr(record, "key", "") or getattr(record, "title", "") or type(record).__name__))
    for name in getattr(record, "__struct_fields__", ()):
        value = getattr(record, name)
        label = name.replace("_", " ")
        if isinstance(value, tuple) and value and isinstance(value[0], msgspec.Struct):
            yield item(f"{label}: {len(value)}")
            for one in value:
                yield item(_short(one), 1)
        elif isinstance(value, tuple):
            yield from listed(label, map(str, value))
        elif isinstance(value, msgspec.Struct):
            yield item(f"{label}: {_short(value)}")
        elif name == "verified":
            yield item(standing(verified=value, seen=getattr(record, "seen", "")))
        elif value not in ("", None):
            yield item(f"{label}: {value}")


def _short(record: msgspec.Struct) -> str:
    texts = [
        str(value)
        for value in (getattr(record, name) for name in record.__struct_fields__)
        if isinstance(value, str) and value
    ]
    unchecked = getattr(record, "verified", None) is False
    return "; ".join(texts) + (mark(verified=False) if unchecked else "")


@describe.register
def _(one: Standard) -> Iterator[Line]:
    yield head(f"{one.key}: {one.title}")
    yield says(f"{one.words[:1].upper()}{one.words[1:]}.")
    for place in one.places:
        yield item(f"{place.article}: {standing(verified=place.verified)}")
    yield item(f"standard of proof: {forums()[one.forum].title}, {forums()[one.forum].asks}")
    yield from listed("can apply to", one.subjects)
    if one.in_force or one.ends:
        yield item(f"in force from {one.in_force or 'a day not on file'} to {one.ends or 'now'}")
    for element in one.elements:
        yield from describe(element)
    for precedent in one.precedents:
        yield from describe(precedent)
    for signal in one.signals:
        named = [f"programme {', '.join(signal.programmes)}"] if signal.programmes else []
        named += [f"words {', '.join(signal.words)}"] if signal.words else []
        yield item(f"pointed to by {signal.authority or 'any list'}: {'; '.join(named)} (never proof)")
    yield from listed("note", [one.notes])


@describe.register
def _(one: Element) -> Iterator[Line]:
    group = f" [alternative: {one.group}]" if one.group else ""
    yield item(f"element {one.key}{group}: {one.words}")
    origins = "one origin" if one.lineages == 1 else f"{one.lineages} independent origins"
    age = f", not older than {one.months} months" if one.months else ""
    yield item(
        f"shown by {', '.join(one.shown_by)}; {origins}, graded {one.reliability}{one.credibility} or better{age}"
        + (f"; by {one.source} alone" if one.source else "")
        + ("" if one.conduct else "; says who somebody is, and brings no criterion nearer alone"),
        1,
    )
    yield item(f"would show it: {one.turn}", 1)
    never = [found.title for found in evidence_classes().values() if set(one.shown_by) <= set(found.never_shows)]
    if never:
        yield item(f"cannot be carried by: {', '.join(never)}", 1)


@describe.register
def _(one: Precedent) -> Iterator[Line]:
    day = f", {one.dated}" if one.dated else ""
    yield item(f"precedent: {one.name}, {one.act}{day}{mark(verified=one.verified, seen=one.seen)}")


@describe.register
def _(one: Act) -> Iterator[Line]:
    parts = [one.title, one.celex or one.number, one.article, f"of {one.dated}" if one.dated else ""]
    yield item(f"act: {', '.join(part for part in parts if part)}: {standing(verified=one.verified, seen=one.seen)}")


@describe.register
def _(one: Step) -> Iterator[Line]:
    basis = f" ({one.basis})" if one.basis else ""
    yield item(f"{one.who} {one.does}{basis}{mark(verified=one.verified, seen=one.seen)}")


@describe.register
def _(one: Clock) -> Iterator[Line]:
    yield item(f"{one.words}: {when(one)} ({one.basis}){mark(verified=one.verified)}")


def when(one: Clock) -> str:
    """When a clock runs out, in words."""
    if one.on:
        return one.on
    if one.each_year:
        return f"each year on {' and '.join(one.each_year)}"
    spans = [f"{one.months} months"] if one.months else []
    spans += [f"{one.days} days"] if one.days else []
    return f"{' and '.join(spans)} from {one.counts_from}"


@describe.register
def _(one: Shared) -> Iterator[Line]:
    yield head(f"{one.key}: {one.title}")
    yield from _procedure(one.procedure, one.clocks, one.identifiers)


def _procedure(steps: Iterable[Step], clocks: Iterable[Clock], identifiers: Iterable[str]) -> Iterator[Line]:
    for number, step in enumerate(steps, start=1):
        for line in describe(step):
            yield item(f"step {number}: {line.text}")
    for clock in clocks:
        for line in describe(clock):
            yield item(f"clock {clock.key}: {line.text}")
    yield from listed("identifiers a proposal gives", identifiers)


@describe.register
def _(one: Regime) -> Iterator[Line]:
    yield head(f"{one.key}: {one.title}")
    yield says(f"Facts on {one.conduct}." if not one.draft else f"NO LAW, a draft. Facts on {one.conduct}.")
    yield from listed("measures", one.measures)
    for act in one.acts:
        yield from describe(act)
    yield from listed("annexes", one.annexes)
    yield from _procedure(one.procedure, one.clocks, one.identifiers)
    if one.notes:
        yield item(f"note: {one.notes}")
    for criterion in one.criteria:
        key = f"{one.key}/{criterion.key}"
        for line in describe(standards()[key]):
            yield head(key, 1) if line.kind == "head" else line


@describe.register
def _(one: Crime) -> Iterator[Line]:
    yield head(f"{one.key}: {one.title}")
    for act in one.acts:
        yield from describe(act)
    if one.notes:
        yield item(f"note: {one.notes}")
    for part in (*one.underlying, *one.liability):
        key = f"{one.key}/{part.key}"
        for line in describe(standards()[key]):
            yield head(key, 1) if line.kind == "head" else line


@describe.register
def _(one: Resolution) -> Iterator[Line]:
    yield head(f"{one.key}: Resolution {one.number} ({one.year}), {one.subject}")
    yield says(f"Adopted on {one.dated or 'a day not on file'}: {standing(verified=one.verified, seen=one.seen)}.")
    if one.notes:
        yield item(f"note: {one.notes}")
    for paragraph in one.paragraphs:
        for line in describe(paragraph):
            yield head(line.text, 1) if line.kind == "head" else line


@describe.register
def _(one: Paragraph) -> Iterator[Line]:
    yield head(f"paragraph {one.para}")
    yield says(f"{one.addressee[:1].upper()}{one.addressee[1:]} {one.verb} {one.object}.")
    yield item(f"{one.status}: {standing(verified=one.verified)}")
    for named in one.amended_by:
        yield item(f"{'superseded' if one.status == 'superseded' else 'amended'} by {_amendment(named)}")
    yield from listed("exceptions", one.exceptions)
    for cap in one.caps:
        yield item(f"cap: {cap.amount:,.15g} {cap.unit} per {cap.per}{mark(verified=cap.verified)}")
    if one.goods:
        yield item(f"goods: HS {', '.join(one.goods)}{mark(verified=one.codes_verified)}")
    yield from listed("reporting", [one.reporting])
    for element in one.breach:
        yield from describe(element)
    yield from listed("nothing to breach", [one.no_breach])
    yield from listed("note", [one.notes])


def _amendment(named: str) -> str:
    number, _, para = named.partition("-")
    later = resolutions().get(f"unscr-{number}")
    return f"{number}, paragraph {para}{f' ({later.dated})' if later is not None and later.dated else ''}"


@describe.register
def _(one: Condition) -> Iterator[Line]:
    yield head(f"{one.key}: {one.title}")
    yield says(f"{one.words[:1].upper()}{one.words[1:]}.")
    yield item(f"{one.group}; objective {one.objective}; points {', '.join(one.points)}")
    yield item(standing(verified=one.verified, seen=one.source))
    for each in one.verifiers:
        access = "has access" if each.access else "has no access at present"
        yield item(f"verifier: {each.who}, by {each.by}; {access}{mark(verified=each.verified)}")
    yield item(f"baseline of {one.baseline_on}, {one.baseline_state}: {one.baseline}")
    yield item(f"a confirmation holds for {one.expires_months} months; reversed by {one.reversed_by}")
    for relief in one.reliefs:
        yield item(f"lets {relief.body} consider {relief.what} ({relief.basis}){mark(verified=relief.verified)}")


@describe.register
def _(one: CourtRule) -> Iterator[Line]:
    yield head(f"{one.key}: {one.title}")
    yield says(one.asks)
    for case in one.sources:
        yield item(f"{case.words}: {standing(verified=case.verified, seen=case.seen)}")
    yield from listed("before", (forums()[key].title for key in one.forums))
    yield from listed("note", [one.notes])


@describe.register
def _(one: Forum) -> Iterator[Line]:
    yield head(f"{one.key}: {one.title}")
    yield says(f"Asks for: {one.asks}.")
    yield item(f"{one.basis}: {standing(verified=one.verified)}")
    yield item(f"at least {one.lineages} independent origins for a material fact; consent for the purpose “{one.uses}”")


@describe.register
def _(one: ClaimKind) -> Iterator[Line]:
    yield head(f"{one.key}: {one.title}")
    yield says(f"{one.says}.")
    maker = {"detector": "a detector", "analyst": "an analyst", "either": "a detector or an analyst"}[one.by]
    yield item(f"made by {maker}" + (f"; its object is {one.object}" if one.object else ""))
    if not one.material:
        yield item("it orients and never carries a measure")
    if one.context:
        yield item("it is not about one subject and counts for all")
    showing = [f"{each.key} ({part.key})" for each in standards().values() for part in each.elements
               if one.key in part.shown_by]  # fmt: skip
    yield from listed("shows elements of", showing)
    yield from listed(
        "cannot be carried by", (each.title for each in evidence_classes().values() if one.key in each.never_shows)
    )


@describe.register
def _(one: EvidenceClass) -> Iterator[Line]:
    yield head(f"{one.key}: {one.title}")
    yield item(f"default grade {one.reliability}{one.credibility}{', a primary source' if one.primary else ''}")
    yield from listed("can prove", [one.proves])
    yield from listed("cannot prove", [one.cannot])
    if "any" in one.never_shows:
        yield item("by itself it shows no element")
    else:
        yield from listed("never carries", one.never_shows)


@describe.register
def _(one: Indicator) -> Iterator[Line]:
    yield head(f"{one.key}: {one.title}")
    yield item(f"{one.family} of {one.objective}, in {one.unit}; better: {one.better}; from {one.source}")
    yield item(f"what it does not show: {one.caveat}")
    yield from listed("saturated", [one.saturated])
    yield item(standing(verified=one.verified))


@describe.register
def _(one: Unmeasured) -> Iterator[Line]:
    yield head(f"{one.key}: {one.title}")
    yield item(f"not measured: {one.why}; it would need {one.would_need}")


@describe.register
def _(one: Measure) -> Iterator[Line]:
    yield head(f"{one.key}: {one.title}")
    yield says(f"{one.act}, by {one.body}.")
    yield item(f"instrument: {one.instrument}")
    yield from listed("asked for by", one.points)
    yield from listed("standards", one.standards)
    yield from listed("opens when met", one.conditions)
    yield from listed("closed again by", one.closes)
    yield from listed("goes out", [one.product])
    yield from listed("to", one.partners)
    yield from listed("commands", one.commands)
    yield from listed("pages of a run", one.pages)
    yield from listed("feeds on", (*one.watches, *one.reads))
    yield from listed("not yet", [one.not_yet])


@describe.register
def _(one: Point) -> Iterator[Line]:
    yield head(f"{one.key}: {one.part}")
    yield says(one.words)
    for key, strategy in strategies().items():
        for measure in strategy.measures:
            if one.key in measure.points and one in strategy.points:
                yield item(f"measure {measure.key} ({key}): {measure.title}")
    yield from listed("no measure", [one.why_no_measure])
    yield from listed("command", [one.command])
    yield from listed("page of a run", [one.page])


@describe.register
def _(one: Strategy) -> Iterator[Line]:
    yield head(f"{one.key}: {one.title}")
    yield says(f"Source: {one.source}.")
    for objective in one.objectives:
        yield item(f"objective {objective.key}: {objective.words}")
    for pillar in one.pillars:
        yield item(f"pillar {pillar.number}: {pillar.title}")
        for measure in pillar.measures:
            yield item(f"{measure.key} ({', '.join(measure.points)}): {measure.title}", 1)
    yield from listed("conditions", one.conditions)
    for posture in one.postures:
        yield item(f"posture {posture.key}: {posture.words}")
    for each in one.unused:
        yield item(f"not used, {each.kind} {each.name}: {each.why}")
