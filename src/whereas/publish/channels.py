"""Outlet for requests: the route, the checklist and the file for the body that decides, as page, DOCX, CSV and JSON."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import msgspec

from whereas.assess.channels import Check, Outcome, Route, Routed
from whereas.assess.channels_clocks import Life
from whereas.core.match import Match
from whereas.policy.channels import Exemption
from whereas.publish.channels_word import request_docx
from whereas.publish.pages import render
from whereas.publish.tables import csv_bytes, json_bytes

FORMAT = "whereas-channel/1"
NON_CLAIMS = (
    "The route follows from what the request says. Whether that is true, nobody has checked here.",
    "A listed party that is not named in the request is not found. A hit is no finding, and no hit is no clearance.",
    "“Free” means that no measure in this file of policy touches it; another State or a bank may still refuse.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A routed request with its life and what screening met; `against` is empty where nothing was screened."""

    route: Route
    life: Life
    as_of: str
    version: str
    policy: str
    names: tuple[str, ...] = ()
    hits: tuple[tuple[str, Match], ...] = ()
    against: str = ""


def outcome_words(one: Routed) -> str:
    """The outcome in words, with the acts that answer it; what already holds, where the rest cannot be told."""
    if one.outcome is Outcome.UNKNOWN:
        held = f"; at least: {one.at_least.value}" if one.at_least is not Outcome.FREE else ""
        return f"{one.outcome.value}{held}"
    if one.outcome in (Outcome.FREE, Outcome.BARRED):
        return one.outcome.value
    return f"{one.outcome.value}: {', '.join(short(each) for each in one.routes)}"


def short(exemption: Exemption) -> str:
    """An exemption by its basis, marked where it stands from memory."""
    basis = exemption.basis.partition(";")[0].partition(", which")[0]
    return basis + ("" if exemption.verified else " (not checked)")


def asked_words(check: Check) -> str:
    """Which exemptions ask for a requirement, and which may."""
    maybe = f"perhaps {', '.join(check.maybe)}" if check.maybe else ""
    return "; ".join(filter(None, (", ".join(check.asked_by), maybe))) or "nothing in this request"


def channel_files(made: Made) -> dict[str, bytes]:
    """Every file of a request by name; the same request and day give the same bytes."""
    return {
        "request.docx": request_docx(made.route),
        "request.html": channel_page(made).encode(),
        "request.json": json_bytes(plain_channel(made)),
        "checklist.csv": csv_bytes(("requirement", "field", "state", "value", "asked for by", "basis", "checked"),
                                   (row for one in made.route.checks for row in _rows(one))),
    }  # fmt: skip


def _rows(check: Check) -> Iterable[tuple[str, ...]]:
    asked = asked_words(check)
    last = (asked, check.requirement.basis, "yes" if check.requirement.verified else "no")
    for field, value in check.there:
        yield (check.requirement.title, field, "there", value, *last)
    for field in check.missing:
        yield (check.requirement.title, field, "MISSING", "", *last)


def channel_page(made: Made) -> str:
    """The route, the checklist, what screening met, and the life of a request as one page, for internal use."""
    counts = Counter(one.outcome.value for one in made.route.routed)
    outcomes = {one.value: counts[one.value] for one in Outcome if counts[one.value]}
    return render("channel.html.j2", m=made, r=made.route.request, outcome=outcome_words, outcomes=outcomes,
                  asked=asked_words, non_claims=NON_CLAIMS)  # fmt: skip


def plain_channel(made: Made) -> dict[str, Any]:
    """A routed request as JSON values."""
    found = made.route
    return {
        "format": FORMAT,
        "as_of": made.as_of,
        "version": made.version,
        "policy": {"key": found.policy.key, "sha256": made.policy},
        "request": msgspec.to_builtins(found.request, order="deterministic"),
        "verdict": found.verdict,
        "complete": found.complete,
        "items_and_acts": [_plain(one) for one in found.routed],
        "asks": list(found.asks),
        "exemptions": [
            {"key": one.key, "title": one.title, "kind": one.kind, "basis": one.basis, "body": one.body,
             "words": one.words, "verified": one.verified, "seen": one.seen, "needed": one in found.routes}
            for one in (*found.routes, *found.possible)
        ],
        "ways": [{"key": one.door.key, "open": one.open, "words": one.words, "verified": one.door.verified}
                 for one in found.entrances],
        "checklist": [
            {"key": one.requirement.key, "title": one.requirement.title, "asked_by": list(one.asked_by),
             "perhaps_asked_by": list(one.maybe), "there": dict(one.there), "missing": list(one.missing),
             "verified": one.requirement.verified}
            for one in found.checks
        ],
        "screening": {
            "against": made.against, "names": list(made.names),
            "hits": [{"name": name, **msgspec.to_builtins(match, order="deterministic")} for name, match in made.hits],
        },
        "life": plain_life(made.life),
        "cautions": [*found.policy.cautions, *NON_CLAIMS],
    }  # fmt: skip


def _plain(one: Routed) -> dict[str, Any]:
    return {
        "key": one.key, "kind": one.kind, "title": one.title, "outcome": one.outcome.value,
        "at_least": one.at_least.value, "exemptions": [each.key for each in one.routes],
        "perhaps": [each.key for each in one.possible], "asks": list(one.asks),
        "reasons": [
            {"barrier": leg.barrier.key, "basis": leg.barrier.basis, "state": leg.state, "words": leg.words,
             "outcome": leg.outcome.value, "verified": leg.barrier.verified}
            for leg in one.legs
        ],
    }  # fmt: skip


def plain_life(life: Life) -> dict[str, Any]:
    """The life of a request as JSON values."""
    return {
        "state": life.state,
        "since": life.since,
        "clocks": [
            {"key": one.key, "words": one.words, "due": one.due, "state": one.state, "basis": one.basis,
             "verified": one.verified}
            for one in life.clocks
        ],
        "odd": list(life.odd),
        "diversion_log": [{"date": day, "what": what, "by": by} for day, what, by in life.diversion],
    }  # fmt: skip
