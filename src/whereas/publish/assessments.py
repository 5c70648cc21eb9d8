"""Assessments as plain values: what `whereas assess --json` prints, and what the API answers."""

import msgspec

from whereas.assess.grounds import Ground
from whereas.assess.proof import Assessment, Shown
from whereas.assess.router import Route, Routing
from whereas.assess.weighing import Weighed

Place = tuple[str, str]


class ClaimWeighed(msgspec.Struct, frozen=True, kw_only=True):
    """A claim that bears on an element: `grounds` and `against` are (digest of the exhibit, locator)."""

    id: str
    words: str
    verdict: str
    origins: int
    needed: int
    weak: tuple[str, ...]
    grounds: tuple[Place, ...]
    against: tuple[Place, ...]


class TurnShown(msgspec.Struct, frozen=True, kw_only=True):
    """What would turn an element: how many more exhibits (null: no number of them would), and what in words."""

    exhibits: int | None
    words: str


class ElementShown(msgspec.Struct, frozen=True, kw_only=True):
    """An element of a standard: `shown`, `not_shown`, `contradicted` or `unverifiable`, and by what."""

    key: str
    words: str
    group: str
    verdict: str
    claims: tuple[ClaimWeighed, ...]
    leads: tuple[str, ...]
    turn: TurnShown | None


class AssessmentShown(msgspec.Struct, frozen=True, kw_only=True):
    """A standard held against a party as of a day. `verified` is whether the law's text was held against the act."""

    standard: str
    subject: str
    as_of: str
    forum: str
    verdict: str
    verified: bool
    elements: tuple[ElementShown, ...]


class StepShown(msgspec.Struct, frozen=True, kw_only=True):
    """Who must do what until a measure stands, and on what basis."""

    who: str
    does: str
    basis: str
    verified: bool


class RouteShown(msgspec.Struct, frozen=True, kw_only=True):
    """One criterion for one party: how far the facts go, what is missing, and the way."""

    standard: str
    fit: str
    shown: int
    needed: int
    missing: tuple[str, ...]
    signals: tuple[str, ...]
    verified: bool
    precedents: tuple[str, ...]
    path: tuple[StepShown, ...]


class RoutingShown(msgspec.Struct, frozen=True, kw_only=True):
    """One party's facts against every criterion, the best fit first; `words` is the answer in a sentence."""

    subject: str
    caption: str
    listed_by: tuple[str, ...]
    as_of: str
    words: str
    routes: tuple[RouteShown, ...]
    unfit: tuple[str, ...]
    drafted: tuple[str, ...]


def shown_assessment(result: Assessment) -> AssessmentShown:
    """An assessment as plain values."""
    return AssessmentShown(
        standard=result.standard.key, subject=result.subject, as_of=result.as_of, forum=result.forum.key,
        verdict=result.verdict.value, verified=result.standard.verified,
        elements=tuple(_element(one) for one in result.elements),
    )  # fmt: skip


def _element(one: Shown) -> ElementShown:
    turn = None if one.turn is None else TurnShown(exhibits=one.turn.exhibits, words=one.turn.words)
    return ElementShown(
        key=one.element.key, words=one.element.words, group=one.element.group, verdict=one.verdict.value,
        claims=tuple(_claim(held) for held in one.claims), leads=tuple(lead.words for lead in one.leads), turn=turn,
    )  # fmt: skip


def _claim(held: Weighed) -> ClaimWeighed:
    return ClaimWeighed(
        id=held.claim.id, words=held.claim.words, verdict=held.verdict.value, origins=held.lineages,
        needed=held.needed, weak=tuple(held.weak), grounds=tuple(_place(one) for one in held.grounds),
        against=tuple(_place(one) for one in held.against),
    )  # fmt: skip


def _place(ground: Ground) -> Place:
    return ground.span.exhibit, ground.span.locator


def shown_routing(found: Routing, authorities: tuple[str, ...]) -> RoutingShown:
    """A routing as plain values; `authorities` are those that list the party."""
    return RoutingShown(
        subject=found.subject, caption=found.caption, listed_by=tuple(authorities), as_of=found.as_of,
        words=found.words, routes=tuple(_route(one) for one in found.routes),
        unfit=tuple(one.words for one in found.unfit), drafted=tuple(one.standard.key for one in found.drafted),
    )  # fmt: skip


def _route(one: Route) -> RouteShown:
    steps = (StepShown(who=each.who, does=each.does, basis=each.basis, verified=each.verified) for each in one.path)
    return RouteShown(
        standard=one.standard.key, fit=one.fit.value, shown=one.assessment.shown, needed=one.assessment.needed,
        missing=tuple(one.missing), signals=tuple(one.signals), verified=one.standard.verified,
        precedents=tuple(each.name for each in one.precedents), path=tuple(steps),
    )  # fmt: skip
