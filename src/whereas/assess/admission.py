"""Which grounds may be weighed before a forum, and in words why others are left out."""

from collections.abc import Iterable
from dataclasses import dataclass

from whereas.assess.grounds import Ground
from whereas.core.claim import Claim
from whereas.core.period import PartialDate
from whereas.policy.claims import claim_kinds, evidence_classes
from whereas.policy.elements import Element
from whereas.policy.forums import Forum


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """A ground that was left out, and why, in words; `rule` names the check that it fails."""

    ground: Ground
    why: str
    rule: str


def admit(
    grounds: Iterable[Ground], claim: Claim | None, element: Element, forum: Forum | None, as_of: str
) -> tuple[tuple[Ground, ...], tuple[Left, ...]]:
    """Grounds that may be weighed before a forum, and those left out.

    Without a forum they are what stands against a claim; `claim` is what they must be able to show, None for nothing.
    """
    admitted, left = [], []
    for ground in grounds:
        found = _objection(ground, claim, element, forum, as_of)
        if found is None:
            admitted.append(ground)
        else:
            left.append(Left(ground=ground, rule=found[0], why=f"{found[0]}: {found[1]}"))
    return tuple(admitted), tuple(left)


def _objection(
    ground: Ground, claim: Claim | None, element: Element, forum: Forum | None, as_of: str
) -> tuple[str, str] | None:
    """The first reason not to admit a ground, as (rule, words)."""
    if forum is not None and not ground.intact:
        return "E2", f"the exhibit of “{ground.title}” is damaged or missing"
    if forum is not None and not ground.allows(forum.uses):
        return "consent", _not_allowed(ground, forum)
    if ground.available and _had_from(ground, sure=forum is not None) > as_of:
        return "E7", f"“{ground.title}” was not to be had before {ground.available}, after {as_of}"
    if claim is not None and (cannot := _cannot_show(ground, claim)):
        return cannot
    if not ground.at_least(element.reliability, element.credibility):
        asked = f"{element.reliability}{element.credibility}"
        return "E11", f"“{ground.title}” is graded {ground.grade}, {asked} or better is needed"
    return None


def _had_from(ground: Ground, *, sure: bool) -> str:
    """The ISO day since when a ground was surely to be had, or since when it may have been."""
    day = PartialDate(ground.available)
    return (day.latest if sure else day.earliest).isoformat()


def _not_allowed(ground: Ground, forum: Forum) -> str:
    if not ground.uses:
        return f"no use of “{ground.title}” is on record, which an account of a witness needs"
    return f"“{ground.title}” may be used for {', '.join(ground.uses)} and not for {forum.uses}"


def _cannot_show(ground: Ground, claim: Claim) -> tuple[str, str] | None:
    """Whether a ground's class can carry no claim of this kind, whatever its grade."""
    kind = evidence_classes()[ground.evidence]
    words = f"“{ground.title}” is of the class “{kind.title}”"
    if "any" in kind.never_shows:
        return "E12", f"{words}, which by itself shows no element"
    if claim.kind in kind.never_shows:
        return "E11", f"{words}, which cannot show “{claim_kinds()[claim.kind].title}”"
    return None


def cannot_be_judged(ground: Ground) -> bool:
    """Whether nothing can be said for or against a ground: its bytes are damaged, or its grade is F or 6."""
    return not ground.intact or ground.reliability == "F" or ground.credibility == 6
