"""A solid basis: every sentence rests on a claim with an exhibit that is there and may be used."""

from collections.abc import Iterator

from whereas.assess.draft import Draft
from whereas.assess.rules.rule import Finding, Rule, found


def _check(draft: Draft) -> Iterator[Finding]:
    weighed = draft.weighed
    for sentence in draft.sentences:
        claims = draft.of(sentence)
        if not claims:
            yield found("E2", sentence, "it rests on no claim", "tie it to a claim, or strike it")
        for claim in claims:
            spans = draft.grounds(claim)
            held = weighed.get(claim.id)
            if not spans:
                yield found("E2", sentence, f"its claim “{claim.words}” has no exhibit", "add a span, or strike it")
            elif not all(ground.intact for ground in spans):
                yield found("E2", sentence, "an exhibit it rests on is damaged or missing", "restore it from a copy")
            elif held is not None and not held.grounds:
                why = "; ".join(held.weak)
                yield found("E2", sentence, f"no exhibit of its claim may be used: {why}", "add one that may be")


RULE = Rule(key="E2", check=_check)
