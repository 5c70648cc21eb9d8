"""Decisions of third States: if one is relied on, the check of the rights of defence there is recorded."""

import re
from collections.abc import Iterator

from whereas.assess.draft import Draft
from whereas.assess.rules.rule import Finding, Rule, Weight, found

# How a list of persons under measures calls itself, whoever files it as what.
_LISTS = re.compile(
    r"\b(specially designated|SDN|designat(?:ed|ion) (?:pursuant|under|list)|sanctions list|consolidated list|"
    r"asset freeze (?:list|targets)|foreign assets control)\b",
    re.IGNORECASE,
)
_OWN = ("third_state_listing", "act", "un")


def _check(draft: Draft) -> Iterator[Finding]:
    for sentence in draft.sentences:
        for ground in (ground for claim in draft.of(sentence) for ground in draft.grounds(claim)):
            if ground.evidence == "third_state_listing" and not ground.checked:
                words = f"“{ground.title}” is a decision of a third State, and nobody recorded how it was made"
                yield found("E12", sentence, words, "record how the rights of defence were kept there, or drop it")
            elif ground.evidence not in _OWN and _LISTS.search(f"{ground.title} {ground.publisher}"):
                words = f"“{ground.title}” is called like a list of another authority, and is filed as something else"
                yield found("E12", sentence, words, "file it as the decision of a third State if it is one",
                            Weight.WARNS)  # fmt: skip


RULE = Rule(key="E12", check=_check)
