"""Individual reasons: each sentence names an act, a time and a place, and does not recite the criterion."""

import re
from collections.abc import Iterator

from whereas.assess.draft import Draft, words_of
from whereas.assess.rules.rule import Finding, Rule, found

_YEAR = re.compile(r"\b(19|20)\d\d\b")
# Of the words of a sentence, the share found in the criterion above which it says nothing of its own.
_RECITAL = 0.75


def _check(draft: Draft) -> Iterator[Finding]:
    criterion = words_of(draft.standard.words)
    for sentence in draft.sentences:
        claims = draft.of(sentence)
        said = words_of(sentence.text) - words_of(draft.identity.caption)
        if said and len(said & criterion) / len(said) > _RECITAL:
            yield found("E1", sentence, "it only recites the criterion", "say what was done, when and where")
        if not (_YEAR.search(sentence.text) or any(claim.start or claim.end for claim in claims)):
            yield found("E1", sentence, "it names no time", "give the year or the period, in the sentence or its claim")
        if not any(claim.place or claim.object for claim in claims):
            yield found("E1", sentence, "it names neither a place nor a counterpart", "say where, or towards whom")


RULE = Rule(key="E1", check=_check)
