"""Specific, precise and consistent indicia: independent origins for each material fact, and no open contradiction."""

from collections.abc import Iterator

from whereas.assess.draft import Draft
from whereas.assess.rules.rule import Finding, Rule, Weight, found

# Kinds of claim that stand against a proposal without being the rival of one claim.
_SPEAKS = ("speaks_against", "identity_conflict")


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
            if against := draft.contradicted.get(claim.id, ()):
                names = ", ".join(sorted({f"“{ground.title}”" for ground in against}))
                yield found("E6", sentence, f"{names} stands against it", "settle it with reasons, or narrow the claim")
    for claim in draft.claims.values():
        if claim.kind in _SPEAKS:
            todo = "answer it in the note on proportionality, or settle it: it goes with the internal copy"
            yield found("E6", None, f"on record against measures: “{claim.words}”", todo, Weight.WARNS)


RULE = Rule(key="E6", check=_check)
