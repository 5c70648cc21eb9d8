"""Role drift: who left an office is called its former holder, and an office is confirmed near the day."""

import re
from collections.abc import Iterator

from whereas.assess.draft import Draft
from whereas.assess.rules.rule import Finding, Rule, found

_FORMER = re.compile(
    r"\b(former(ly)?|was|were|had been|held|served|until|from \d{4}.{0,20} to|between)\b", re.IGNORECASE
)


def _check(draft: Draft) -> Iterator[Finding]:
    for sentence in draft.sentences:
        for claim in draft.of(sentence):
            if claim.kind != "holds_office":
                continue
            if claim.end and claim.end[: len(draft.adoption)] < draft.adoption and not _FORMER.search(sentence.text):
                words = f"the office ended in {claim.end}, and the sentence does not say so"
                yield found("E15", sentence, words, "write “former”, or give the period")
            if not claim.end and not claim.start:
                words = "the claim does not say since when the office is held"
                yield found("E15", sentence, words, "give the period of the office")


RULE = Rule(key="E15", check=_check)
