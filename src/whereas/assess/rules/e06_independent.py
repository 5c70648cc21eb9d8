"""Specific, precise and consistent indicia: independent origins for each material fact, and no open contradiction."""

from collections.abc import Iterator

from whereas.assess.draft import Draft
from whereas.assess.rules.rule import Finding, Rule, found
from whereas.core.verdict import Verdict


def _check(draft: Draft) -> Iterator[Finding]:
    weighed = draft.weighed
    for sentence in draft.sentences:
        for claim in draft.of(sentence):
            held = weighed.get(claim.id)
            if held is None:
                continue
            if held.lineages < held.needed:
                words = f"“{claim.words}”: {held.lineages} independent origins, {held.needed} needed"
                yield found("E6", sentence, words, "find an exhibit of another origin, or say less")
            if held.verdict is Verdict.CONTRADICTED:
                names = ", ".join(sorted({f"“{ground.title}”" for ground in held.against}))
                yield found("E6", sentence, f"{names} stands against it", "settle it with reasons, or narrow the claim")


RULE = Rule(key="E6", check=_check)
