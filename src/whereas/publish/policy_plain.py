"""The policy as plain values: what `whereas policy --json` prints and the API answers."""

from datetime import date
from typing import Any

from msgspec import to_builtins

from whereas.core.errors import WhereasError
from whereas.core.period import is_partial_date
from whereas.policy.claims import claim_kinds, evidence_classes
from whereas.policy.kinds import unverified
from whereas.policy.likelihood import scales
from whereas.policy.lookup import everything, find
from whereas.policy.readable import when
from whereas.policy.regimes import Clock, regimes
from whereas.policy.standards import standards
from whereas.publish.dossier.clocks import due


def day_of(text: str, today: str) -> str:
    """The day from which days are counted: today where none is named. Raises `WhereasError` for what is no day."""
    day = text or today
    if len(day) != 10 or not is_partial_date(day):
        raise WhereasError(f"{text!r} is no day", todo="write the day as 2026-11-23")
    return day


def deadlines(day: str) -> list[tuple[str, str, str, str, bool]]:
    """Every clock of a regime that runs out on a day of the calendar: (day, regime, words, basis, verified)."""
    fixed = [(key, clock) for key, one in regimes().items() for clock in one.clocks if clock.on or clock.each_year]
    return sorted((due(clock, day), key, clock.words, clock.basis, clock.verified) for key, clock in fixed)


def from_events() -> dict[Clock, list[str]]:
    """Every clock of a regime that runs from an event, with the regimes that have it."""
    found: dict[Clock, list[str]] = {}
    for key, one in regimes().items():
        for clock in one.clocks:
            if not clock.on and not clock.each_year:
                found.setdefault(clock, []).append(key)
    return found


def days_until(day: str, until: str) -> int | None:
    """Days from one day to another; None for a day that is known to the month or the year only. Negative: passed."""
    return (date.fromisoformat(until) - date.fromisoformat(day)).days if len(until) == 10 else None


def plain_policy(day: str) -> dict[str, Any]:
    """The names of everything, the standards with their elements, the calendar, and how much nobody checked."""
    return {
        "as_of": day,
        "names": [{"what": one.what, "name": one.name} for one in everything()],
        "standards": [
            {"key": one.key, "title": one.title, "article": one.article, "words": one.words, "verified": one.verified,
             "elements": [element.key for element in one.elements]}
            for one in standards().values()
        ],
        "calendar": [
            {"day": due, "regime": key, "words": words, "verified": verified}
            for due, key, words, _, verified in deadlines(day)
        ],
        "unverified": len(unverified()),
    }  # fmt: skip


def plain_named(name: str) -> list[dict[str, Any]]:
    """Whatever has a name, whole. Raises `PolicyError` where there is none."""
    return [{"what": one.what, "name": one.name, "record": to_builtins(one.record)} for one in find(name)]


def plain_unverified() -> list[dict[str, Any]]:
    """What stands in the policy from memory, by file and place."""
    return [{"file": one.file, "place": one.place, "words": one.words, "seen": one.seen} for one in unverified()]


def plain_calendar(day: str) -> dict[str, Any]:
    """When regimes and their listings run out, and the clocks that run from an event."""
    return {
        "as_of": day,
        "dates": [
            {"day": due, "regime": key, "words": words, "basis": basis, "verified": verified}
            for due, key, words, basis, verified in deadlines(day)
        ],
        "from_events": [
            {"regimes": keys, "words": clock.words, "when": when(clock), "verified": clock.verified}
            for clock, keys in from_events().items()
        ],
    }


def plain_evidence() -> dict[str, Any]:
    """Kinds of claim, classes of evidence, and scales of likelihood."""
    return {
        "kinds": to_builtins(list(claim_kinds().values())),
        "classes": to_builtins(list(evidence_classes().values())),
        "scales": to_builtins(list(scales().values())),
    }
