"""Evidence predates the act: what was not to be had on the day of adoption cannot carry it."""

from collections.abc import Iterator

from whereas.assess.draft import Draft
from whereas.assess.rules.rule import Finding, Rule, Weight, found
from whereas.core.period import PartialDate


def _check(draft: Draft) -> Iterator[Finding]:
    for sentence in draft.sentences:
        for ground in (ground for claim in draft.of(sentence) for ground in draft.grounds(claim)):
            if ground.available and PartialDate(ground.available).latest.isoformat() > draft.adoption:
                words = f"“{ground.title}” is of {ground.available}, after the act of {draft.adoption}"
                yield found("E7", sentence, words, "rest the sentence on what was known on the day")
            elif ground.captured > draft.adoption:
                words = f"“{ground.title}” was captured on {ground.captured}, after the act of {draft.adoption}"
                todo = f"show by a stamp or a witness that it was to be had in {ground.available or 'time'}"
                yield found("E7", sentence, words, todo, Weight.WARNS)


RULE = Rule(key="E7", check=_check)
