"""Role drift: who left an office is called its former holder, and an office held on is confirmed near the day."""

import re
from collections.abc import Iterator

from whereas.assess.draft import Draft
from whereas.assess.rules.rule import Finding, Rule, Weight, found
from whereas.assess.weighing import months_before
from whereas.core.claim import Claim
from whereas.core.period import PartialDate, is_partial_date

_FORMER = re.compile(
    r"\b(former(ly)?|had been|served|until|left|from (\w+ )?\d{4}.{0,20} to|between (\w+ )?\d{4})\b", re.IGNORECASE
)
# Where nothing says "former", a past tense does, unless the sentence also speaks of the present.
_PAST = re.compile(r"\b(was|held|headed|led)\b", re.IGNORECASE)
_PRESENT = re.compile(r"\b(is|holds|heads|leads|serves|remains|currently|continues)\b", re.IGNORECASE)
# How old the newest exhibit on an office that goes on may be, in months, before somebody should look again.
_RECENT = 24


def _check(draft: Draft) -> Iterator[Finding]:
    for sentence in draft.sentences:
        for claim in draft.of(sentence):
            if claim.kind != "holds_office":
                continue
            if _ended(claim, draft.adoption) and not _says_so(sentence.text):
                words = f"the office ended in {claim.end}, and the sentence does not say so"
                yield found("E15", sentence, words, "write “former”, or give the period")
            if not claim.end and not claim.start:
                words = "the claim does not say since when the office is held"
                yield found("E15", sentence, words, "give the period of the office")
            if not claim.end and (newest := _seen(draft, claim)) < months_before(draft.adoption, _RECENT):
                words = f"nothing confirms the office after {newest or 'any known day'}"
                todo = "add a recent exhibit, give the end of the office, or say until when it was confirmed"
                yield found("E15", sentence, words, todo, Weight.WARNS)


def _ended(claim: Claim, adoption: str) -> bool:
    return is_partial_date(claim.end) and PartialDate(claim.end).latest.isoformat() < adoption


def _says_so(text: str) -> bool:
    return bool(_FORMER.search(text) or (_PAST.search(text) and not _PRESENT.search(text)))


def _seen(draft: Draft, claim: Claim) -> str:
    """The last day that the newest exhibit on a claim can be of."""
    dates = (ground.available for ground in draft.grounds(claim) if is_partial_date(ground.available))
    return max((PartialDate(text).latest.isoformat() for text in dates), default="")


RULE = Rule(key="E15", check=_check)
