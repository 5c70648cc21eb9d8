"""Decisions of third States: if one is relied on, the check of the rights of defence there is recorded."""

from collections.abc import Iterator

from whereas.assess.draft import Draft
from whereas.assess.rules.rule import Finding, Rule, found


def _check(draft: Draft) -> Iterator[Finding]:
    for sentence in draft.sentences:
        for ground in (ground for claim in draft.of(sentence) for ground in draft.grounds(claim)):
            if ground.evidence == "third_state_listing" and not ground.checked:
                words = f"“{ground.title}” is a decision of a third State, and nobody recorded how it was made"
                yield found("E12", sentence, words, "record how the rights of defence were kept there, or drop it")


RULE = Rule(key="E12", check=_check)
