"""Outlet for the regime router: one party's facts against every regime, with what fits, what is missing and the way."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from whereas.assess.proof import Assessment, Shown, assess
from whereas.assess.record import Record
from whereas.core.claim import Claim
from whereas.core.period import PartialDate
from whereas.core.verdict import Verdict
from whereas.policy.claims import claim_kinds
from whereas.policy.elements import Precedent, Signal
from whereas.policy.regimes import Regime, Step, regimes
from whereas.policy.standards import Standard, standards


class Fit(StrEnum):
    """How far the facts go toward one criterion.

    FITS every element is shown; PARTLY some are; POINTED nothing is shown, but another list or a claim points to it.
    """

    FITS = "fits"
    PARTLY = "partly"
    POINTED = "pointed to"
    NONE = "nothing points to it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What one authority's list says of a party, as far as signals are searched for: programmes and words."""

    authority: str
    programmes: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    def also(self, prop: str, value: str) -> "Listed":
        """With one thing more that the list says: a name, an alias, a position or a note."""
        if prop in ("name", "alias"):
            return replace(self, names=(*self.names, value))
        if prop == "position":
            return replace(self, offices=(*self.offices, value))
        return replace(self, reasons=(*self.reasons, value))

    def find(self, words: Iterable[str]) -> str:
        """Where one of the words stands, in words; empty where none does."""
        for what, texts in (("its reasons say", self.reasons), ("the office it gives is", self.offices),
                            ("its name for the party is", self.names)):  # fmt: skip
            for word in words:
                for text in texts:
                    if _pattern(word).search(text):
                        return f"{what} “{_around(text, word)}”"
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One criterion for one party: how far the facts go, and which signals point to it.

    `own` is whether anything bears on what the criterion has of its own, and not only on what all criteria of its
    regime share, such as that the party gave an order.
    """

    standard: Standard
    fit: Fit
    assessment: Assessment
    signals: tuple[str, ...] = ()
    own: bool = True

    @property
    def missing(self) -> tuple[str, ...]:
        """The elements that are not shown, in words."""
        return self.assessment.missing_words

    @property
    def path(self) -> tuple[Step, ...]:
        """Who must do what until the measure stands, in order."""
        return regimes()[self.standard.regime].procedure

    @property
    def precedents(self) -> tuple[Precedent, ...]:
        """Who was listed under the criterion before."""
        return self.standard.precedents


@dataclass(frozen=True, slots=True, kw_only=True)
class Routing:
    """All routes of one party worth a look, best first; `words` is the answer in a sentence.

    `unfit` are material claims that serve no element of any criterion in force; `drafted` the draft criteria, on the
    model of an act for another State, that would take them in.
    """

    subject: str
    caption: str
    as_of: str
    routes: tuple[Route, ...]
    unfit: tuple[Claim, ...]
    drafted: tuple[Route, ...]
    words: str

    @property
    def best(self) -> Route | None:
        """The route on which most is shown."""
        return self.routes[0] if self.routes else None


def route(
    subject: str, caption: str, ids: Iterable[str], kept: Record, *, as_of: str, kind: str,
    listed: Iterable[Listed] = (), authority: str = "EU",
) -> Routing:  # fmt: skip
    """Holds a party's claims against every criterion of an authority's regimes in force on an ISO day.

    `kind` is `person`, `organisation` or `vessel`; `listed` what other lists say, which can point and never shows.
    """
    known, said = tuple(ids), tuple(listed)
    chosen = [one for one in standards().values() if _serves(one, authority, kind, as_of)]
    routes = [_route(one, subject, known, kept, as_of=as_of, listed=said) for one in chosen]
    drafts = [one for one in routes if regimes()[one.standard.regime].draft]
    routes = [one for one in routes if not regimes()[one.standard.regime].draft and one.fit is not Fit.NONE]
    routes.sort(key=_order)
    unfit = _unfit(kept.about(known), routes)
    nearer = {one.standard.regime for one in routes if one.own}
    routes = [one for one in routes if one.own or one.standard.regime not in nearer]
    drafted = [one for one in drafts if one.fit in (Fit.FITS, Fit.PARTLY)]
    drafted.sort(key=_order)
    return Routing(
        subject=subject, caption=caption, as_of=as_of, routes=tuple(routes), unfit=unfit, drafted=tuple(drafted),
        words=_answer(caption, authority, routes, unfit, drafted),
    )  # fmt: skip


def _serves(one: Standard, authority: str, kind: str, as_of: str) -> bool:
    if one.family != "regime" or regimes()[one.regime].authority != authority or kind not in one.subjects:
        return False
    begins, ends = one.in_force or _first_act(one.regime), one.ends
    begun = not begins or PartialDate(begins).latest.isoformat() <= as_of
    return begun and not (ends and PartialDate(ends).latest.isoformat() < as_of)


def _first_act(regime: str) -> str:
    """The day of a regime's first act: no criterion of it is older, though nobody looked up since when it stands."""
    return min((act.dated for act in regimes()[regime].acts if act.dated), default="")


def _route(
    one: Standard, subject: str, ids: tuple[str, ...], kept: Record, *, as_of: str, listed: tuple[Listed, ...]
) -> Route:
    result = assess(one, subject, ids, kept, as_of=as_of)
    shared = {part.key for part in regimes()[one.regime].common}
    own = [part for part in result.elements if part.element.conduct and part.element.key not in shared]
    signals = tuple(dict.fromkeys(word for signal in one.signals for word in _signalled(signal, listed)))
    if result.verdict is Verdict.SHOWN:
        fit = Fit.FITS
    elif any(part.verdict is Verdict.SHOWN for part in own) and any(map(_names_an_act, result.elements)):
        fit = Fit.PARTLY
    elif signals or any(part.claims and part.element.conduct for part in result.elements):
        fit = Fit.POINTED
    else:
        fit = Fit.NONE
    bears = bool(signals) or any(map(_names_an_act, own))
    return Route(standard=one, fit=fit, assessment=result, signals=signals, own=bears)


def _names_an_act(part: Shown) -> bool:
    """Whether a claim says what was done, and not only that the party had a part in something."""
    kinds = claim_kinds()
    return part.element.conduct and any(not kinds[one.claim.kind].role for one in part.claims)


def _signalled(signal: Signal, listed: Iterable[Listed]) -> Iterable[str]:
    """Why a signal fires, in words, for each list on which it does."""
    for one in listed:
        if signal.authority and signal.authority != one.authority:
            continue
        named = sorted(set(signal.programmes) & set(one.programmes))
        if signal.programmes and not named:
            continue
        found = one.find(signal.words)
        if signal.words and not found:
            continue
        parts = [f"programme {', '.join(named)}"] if named else []
        parts += [found] if found else []
        if parts:
            yield f"{one.authority}: {' and '.join(parts)}"


@lru_cache(maxsize=512)
def _pattern(word: str) -> re.Pattern[str]:
    return re.compile(word, re.IGNORECASE)


def _around(text: str, word: str, room: int = 30) -> str:
    """The word as it stands, with a little of what stands around it."""
    hit = _pattern(word).search(text)
    if hit is None:
        return ""
    start, end = max(0, hit.start() - room), min(len(text), hit.end() + room)
    return f"{'…' if start else ''}{text[start:end].strip()}{'…' if end < len(text) else ''}"


def _unfit(claims: Iterable[Claim], routes: Iterable[Route]) -> tuple[Claim, ...]:
    served = {one.claim.id for route in routes for part in route.assessment.elements for one in part.claims}
    kinds = claim_kinds()
    return tuple(
        claim
        for claim in claims
        if claim.id not in served and kinds[claim.kind].material and not kinds[claim.kind].context
        and claim.kind not in ("identity", "holds_office", "hull")
    )  # fmt: skip


def _order(one: Route) -> tuple[int, bool, float, int, str]:
    rank = (Fit.FITS, Fit.PARTLY, Fit.POINTED, Fit.NONE).index(one.fit)
    needed = max(one.assessment.needed, 1)
    return rank, not one.own, -one.assessment.shown / needed, -len(one.signals), one.standard.key


def _answer(caption: str, authority: str, routes: list[Route], unfit: tuple[Claim, ...], drafted: list[Route]) -> str:
    fitting = [one for one in routes if one.fit is Fit.FITS]
    if fitting:
        return f"{caption}: {fitting[0].standard.key} fits: every element is shown."
    if any(one.fit is Fit.PARTLY for one in routes):
        best = routes[0]
        return (
            f"{caption}: nothing fits yet. Nearest is {best.standard.key}, "
            f"{best.assessment.shown} of {best.assessment.needed} elements shown; missing: {'; '.join(best.missing)}."
        )
    draft = f" The draft criterion {drafted[0].standard.key} would take them in." if unfit and drafted else ""
    claimed = [one for one in routes if any(part.claims and part.element.conduct for part in one.assessment.elements)]
    if claimed:
        rest = f" No {authority} regime takes in the other facts at hand.{draft}" if unfit else ""
        return f"{caption}: nothing fits yet. {_near(claimed[0])}{rest}"
    if unfit:
        pointed = f" Other lists point to {routes[0].standard.key}." if routes else ""
        return f"{caption}: no {authority} regime fits the facts at hand.{draft}{pointed}"
    if routes:
        return (
            f"{caption}: no element is shown. Other lists point to {routes[0].standard.key}; "
            f"a listing by a third State shows none by itself."
        )
    return f"{caption}: no {authority} regime fits, and nothing at hand points to one."


def _near(one: Route) -> str:
    """How far claims go that show nothing a criterion has of its own, in a sentence."""
    shown = [part.element.words for part in one.assessment.elements
             if part.element.conduct and part.verdict is Verdict.SHOWN]  # fmt: skip
    if shown:
        return f"Shown is only what several criteria ask for ({'; '.join(shown)}), as for {one.standard.key}."
    if not one.own:
        return "What is claimed is a part in acts that no claim names, for which several criteria ask."
    return f"What is claimed bears on {one.standard.key}, and shows no element of what was done."


def of_authority(authority: str) -> tuple[Regime, ...]:
    """The regimes of an authority that are in force, not drafts."""
    return tuple(one for one in regimes().values() if one.authority == authority and not one.draft)
