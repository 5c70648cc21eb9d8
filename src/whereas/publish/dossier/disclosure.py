"""What the person listed may read: how much of an exhibit goes into the copy for a listing package, and what bars it.

Whoever is listed has a right to the file, so whatever goes in is read by the adversary. The answer is therefore no
unless something on record says yes: testimony needs the witness's consent for this very forum, written down.
"""

from collections.abc import Iterable, Iterator
from enum import StrEnum

from whereas.assess.draft import Draft
from whereas.assess.grounds import Ground, Paper
from whereas.assess.rules.rule import Finding, Weight
from whereas.core.claim import Claim
from whereas.core.filing import Filing
from whereas.core.marking import TLP, Marking
from whereas.core.verdict import Verdict
from whereas.policy.forums import Forum, forums
from whereas.policy.regimes import regimes

TESTIMONY = "testimony"


class Let(StrEnum):
    """How much of an exhibit a listing copy may show: all of it, its agreed summary and nothing else, or nothing."""

    WHOLE = "whole"
    SUMMARY = "summary"
    NOTHING = "nothing"


def let_out(paper: Paper | None, forum: Forum) -> tuple[Let, str]:
    """How much of an exhibit the person listed may read in a proceeding before this forum, and why not all of it."""
    if paper is None:
        return Let.NOTHING, "it is not in this ledger"
    filing = paper.filing
    if no := _no_consent(filing, forum):
        return Let.NOTHING, no
    if filing.disclosure != "open":
        kind = Let.SUMMARY if filing.summary else Let.NOTHING
        return kind, filing.withheld or "it may not be disclosed, and no reason is on record"
    no = _marked(filing.marking, forum)
    return (Let.NOTHING if no else Let.WHOLE), no


def _no_consent(filing: Filing, forum: Forum) -> str:
    if filing.uses and forum.uses not in filing.uses:
        return f"its owner allows {', '.join(filing.uses)} and not {forum.uses}"
    if filing.evidence == TESTIMONY and forum.uses not in filing.uses:
        return f"it is testimony, and it is not on record that the witness allows the use “{forum.uses}”"
    return ""


def _marked(marking: Marking, forum: Forum) -> str:
    if marking.tlp is not TLP.CLEAR:
        return f"it is marked {marking.tlp}, and the person listed reads the file"
    audiences = marking.releasable_to
    if audiences is not None and forum.uses not in audiences:
        return "it is releasable to " + (", ".join(sorted(audiences)) or "nobody") + " only"
    return ""


def outlet_of(draft: Draft, exhibit: str) -> tuple[Let, str]:
    """How much of an exhibit a draft's listing copy may show, by the draft's forum."""
    return let_out(draft.kept.papers.papers.get(exhibit), draft.assessment.forum)


def disclosed(draft: Draft, claim: Claim) -> tuple[Ground, ...]:
    """The grounds of a claim that its listing copy shows: admitted, allowed, and let out at least in summary."""
    held = draft.weighed.get(claim.id)
    left = {one.ground.span.id for one in held.left} if held is not None else set()
    return tuple(
        ground
        for ground in draft.grounds(claim)
        if ground.span.id not in left and outlet_of(draft, ground.span.exhibit)[0] is not Let.NOTHING
    )


def bars(draft: Draft, findings: Iterable[Finding]) -> tuple[str, ...]:
    """Why the copy for a listing package may not leave, in words with what to do; nothing where it may."""
    return tuple(dict.fromkeys(_bars(draft, findings)))


def _bars(draft: Draft, findings: Iterable[Finding]) -> Iterator[str]:
    regime = regimes().get(draft.standard.regime)
    if regime is not None and regime.draft:
        yield f"“{draft.standard.title}” is a draft and no law: choose a criterion that is in force"
    asked, own = draft.assessment.forum, forums()[draft.standard.forum]
    if asked.uses != own.uses or asked.strength < own.strength:
        yield f"it is held against what “{asked.title}” asks, and “{own.title}” decides: leave out --forum"
    verdict = draft.assessment.verdict
    if verdict is not Verdict.SHOWN:
        yield f"the standard is {verdict.value.replace('_', ' ')}: the internal copy says what would show it"
    for one in findings:
        if one.weight is Weight.FAILS:
            where = f", sentence {one.sentence}" if one.sentence else ""
            yield f"{one.rule}{where}: {one.words}: {one.todo}"
    for sentence in draft.sentences:
        if sentence.unchecked:
            yield f"sentence {sentence.number} was changed and not held against its exhibits again: check it"
    for claim in draft.used:
        yield from _kept_back(draft, claim)


def _kept_back(draft: Draft, claim: Claim) -> Iterator[str]:
    """A verdict must rest on what the copy shows: what counts towards it and may not be shown bars the copy."""
    held = draft.weighed.get(claim.id)
    counted = held.grounds if held is not None else draft.grounds(claim)
    for ground in counted:
        let, why = outlet_of(draft, ground.span.exhibit)
        if let is Let.NOTHING:
            yield f"“{ground.title}” counts and may not be shown: {why}: file what is allowed, or take it off the claim"
    if not disclosed(draft, claim):
        yield f"“{claim.words}” rests on nothing this copy may show: add an exhibit that may be shown, or strike it"
