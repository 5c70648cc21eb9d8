"""Currency: on renewal the newest fact is recent, or reasons are given why old facts still count."""

from collections.abc import Iterator

from whereas.assess.draft import Draft
from whereas.assess.proof import months_before
from whereas.assess.rules.rule import Finding, Rule, found

# How old the newest fact may be on renewal without reasons, in months: the Council reviews at least every twelve.
_RECENT = 24


def _check(draft: Draft) -> Iterator[Finding]:
    if not draft.renewal or draft.persistence:
        return
    dates = [
        claim.end or claim.start or max((ground.available for ground in draft.grounds(claim)), default="")
        for claim in draft.used
    ]
    newest = max(dates, default="")
    limit = months_before(draft.adoption, _RECENT)
    if newest[: len(limit)] < limit[: len(newest)] or not newest:
        words = f"the newest fact is of {newest or 'no known date'}, and this prolongs a listing on {draft.adoption}"
        yield found("E8", None, words, "add a recent fact, or give the reasons for which old facts still count")


RULE = Rule(key="E8", check=_check)
