"""Currency: on renewal the newest fact is recent, or reasons are given why old facts still count."""

from collections.abc import Iterator

from whereas.assess.draft import Draft
from whereas.assess.rules.rule import Finding, Rule, found
from whereas.assess.weighing import months_before
from whereas.core.period import PartialDate, is_partial_date
from whereas.core.verdict import Verdict

# How old the newest fact may be on renewal without reasons, in months: the Council reviews at least every twelve.
_RECENT = 24


def _check(draft: Draft) -> Iterator[Finding]:
    if not draft.renewal or draft.persistence:
        return
    newest = max(_dates(draft), key=lambda text: PartialDate(text).latest, default="")
    limit = months_before(draft.adoption, _RECENT)
    if not newest or PartialDate(newest).latest.isoformat() < limit:
        words = f"the newest fact is of {newest or 'no known date'}, and this prolongs a listing on {draft.adoption}"
        yield found("E8", None, words, "add a recent fact, or give the reasons for which old facts still count")


def _dates(draft: Draft) -> Iterator[str]:
    """When the facts are of that carry the listing: who somebody is, and what is not shown, keep none current.

    A fact without any date is of the day of its newest exhibit that counts.
    """
    for element in draft.assessment.elements:
        if not element.element.conduct:
            continue
        for held in element.claims:
            had = [ground.available for ground in held.grounds if is_partial_date(ground.available)]
            newest = max(had, key=lambda text: PartialDate(text).latest, default="")
            said = held.claim.end or held.claim.start or newest
            if held.verdict is Verdict.SHOWN and is_partial_date(said):
                yield said


RULE = Rule(key="E8", check=_check)
