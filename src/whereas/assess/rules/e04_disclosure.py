"""Only what may be disclosed: each exhibit is open, or has a summary and the reason for withholding the rest."""

from collections.abc import Iterator

from whereas.assess.draft import Draft
from whereas.assess.rules.rule import Finding, Rule, found


def _check(draft: Draft) -> Iterator[Finding]:
    for sentence in draft.sentences:
        for ground in (ground for claim in draft.of(sentence) for ground in draft.grounds(claim)):
            if ground.disclosure == "closed":
                words = f"“{ground.title}” may not be disclosed to the person listed"
                yield found("E4", sentence, words, "rest the sentence on other exhibits, or agree a summary")
            elif ground.disclosure == "summary" and not (ground.summary and ground.withheld):
                words = f"“{ground.title}” is withheld without a summary or without a reason"
                yield found("E4", sentence, words, "file the summary, and why the rest is withheld")


RULE = Rule(key="E4", check=_check)
