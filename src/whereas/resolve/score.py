"""From reasons to a decision: the weights summed to a probability, and the rules no sum may overrule."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from whereas.core.judgement import Decision, Reason
from whereas.resolve.profile import AIRCRAFT, BODY, ORGANISATION, PERSON, VESSEL, WALLET, Profile

# Log odds that a pair which shares a key is one thing, before anything is compared.
_PRIOR = {PERSON: -4.5, BODY: -4.5, ORGANISATION: -4.5, VESSEL: -4.0, AIRCRAFT: -4.0, WALLET: -4.0}
SAME_FROM, UNSURE_FROM = 0.92, 0.30

# What can stand beside a name for a person: without at least one of these, two people are never merged.
_SECOND_ATTRIBUTES = {
    "birth date": 1.5, "document": 5.0, "authority reference": 5.0, "identifier": 5.0, "circumstances": 2.0,
    "birthplace": 2.0, "address": 2.0,
}  # fmt: skip
# What can stand beside a name for an organisation.
_SECOND_FOR_BODIES = {
    "identifier": 5.0, "shared number": 2.0, "authority reference": 5.0, "document": 5.0, "country": 0.5,
    "programme": 0.5, "address": 1.0, "circumstances": 2.0,
}  # fmt: skip
_STRONG = ("authority reference", "document", "identifier")


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A probability that two entries are one thing, the decision it leads to, and the reasons, heaviest first.

    `decision` is None where the pair is not worth recording: neither likely nor of one name.
    """

    probability: float
    decision: Decision | None
    reasons: tuple[Reason, ...]


def score(left: Profile, right: Profile, reasons: Sequence[Reason]) -> Score:
    """Sum the weights over the prior of the kind and decide.

    Rules that outrank the sum: a name alone never merges two people; flatly contradicting names never merge, whatever
    document they share (the pair is put before a person); two entries of one list are two, unless a strong identifier
    says otherwise; a ship is merged by its IMO number or by its name with another identifier.
    """
    kind = left.kind if left.kind == right.kind else PERSON if PERSON in (left.kind, right.kind) else ORGANISATION
    odds = _PRIOR[kind] + sum(reason.weight for reason in reasons)
    probability = 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))
    found = {reason.feature: reason.weight for reason in reasons}
    rule = _rule(kind, found)
    if rule is not None:
        reasons = (*reasons, rule)
    return Score(probability=round(probability, 4), decision=_decide(probability, found, rule), reasons=tuple(reasons))


def _rule(kind: str, found: dict[str, float]) -> Reason | None:
    """The rule that forbids merging this pair, as a reason without weight; None if none does."""
    strong = _identified(found)
    hull = kind in (VESSEL, AIRCRAFT)
    named = found.get("name", 0.0)
    known_hull = strong or (found.get("shared number", 0.0) > 0 and named > 0)
    rules = (
        ("same list" in found and not strong, "two entries of one list are never merged without an identifier"),
        (
            not hull and kind != WALLET and named <= -5.0 and strong,
            "the identifier says one party, the names say two: a person must look",
        ),
        (
            kind == PERSON and not _second(found, _SECOND_ATTRIBUTES),
            "a name alone never makes one person: nothing else agrees",
        ),
        (kind == ORGANISATION and not _second(found, _SECOND_FOR_BODIES), "nothing but the name agrees"),
        (hull and not known_hull, "a name alone never makes one hull"),
    )
    return next((_says(words) for forbids, words in rules if forbids), None)


def _identified(found: dict[str, float]) -> bool:
    return any(found.get(feature, 0.0) >= 5.0 for feature in _STRONG)


def _says(words: str) -> Reason:
    return Reason(feature="rule", weight=0.0, words=words)


def _second(found: dict[str, float], enough: dict[str, float]) -> bool:
    return any(found.get(feature, 0.0) >= least for feature, least in enough.items())


def _decide(probability: float, found: dict[str, float], rule: Reason | None) -> Decision | None:
    strong = _identified(found)
    if probability >= SAME_FROM and rule is None:
        return Decision.SAME
    if probability >= UNSURE_FROM or (strong and rule is not None):
        return Decision.UNSURE
    namesakes = found.get("name", 0.0) > 1.0 or strong or "sister ships" in found
    conflict = any(weight <= -3.0 for feature, weight in found.items() if feature != "name")
    return Decision.DIFFERENT if namesakes and conflict else None
