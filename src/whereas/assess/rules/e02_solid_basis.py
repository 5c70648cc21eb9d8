"""A solid basis: every sentence rests on a claim with an exhibit that may be used, and says no more than its claims."""

from collections.abc import Iterator

from whereas.assess.draft import Draft, Sentence
from whereas.assess.rules.rule import Finding, Rule, Weight, found
from whereas.assess.wording import excess


def _check(draft: Draft) -> Iterator[Finding]:
    weighed = draft.weighed
    for sentence in draft.sentences:
        claims = draft.of(sentence)
        if not claims:
            yield found("E2", sentence, "it rests on no claim", "tie it to a claim, or strike it")
        if lost := len(set(sentence.claims)) - len({claim.id for claim in claims}):
            words = f"{lost} of the claims it names stand no more"
            yield found("E2", sentence, words, "take it back to what still stands, or strike it")
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
        yield from _beyond(draft, sentence)


def _beyond(draft: Draft, sentence: Sentence) -> Iterator[Finding]:
    """Figures and names that none of the sentence's claims has; one capital alone may be no name, and only warns."""
    more = excess(draft, sentence)
    todo = "say only what its claims say, or tie it to a claim that says this"
    for one in (*more.figures, *more.full_names):
        yield found("E2", sentence, f"it says “{one}”, and none of its claims does", todo)
    for one in more.names:
        yield found("E2", sentence, f"it names “{one}”, and none of its claims does", todo, Weight.WARNS)


RULE = Rule(key="E2", check=_check)
