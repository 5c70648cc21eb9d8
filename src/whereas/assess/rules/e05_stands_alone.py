"""One good reason suffices, and must stand alone: a sentence that shows nothing only adds a place to attack."""

from collections.abc import Iterator

from whereas.assess.draft import Draft, Sentence
from whereas.assess.rules.rule import Finding, Rule, Weight, found
from whereas.core.verdict import Verdict


def _check(draft: Draft) -> Iterator[Finding]:
    weighed = draft.weighed
    best: tuple[int, Sentence] | None = None
    for sentence in draft.sentences:
        if not draft.elements_of(sentence):
            continue  # E10 speaks of sentences that serve no element
        held = [weighed[claim.id] for claim in draft.of(sentence) if claim.id in weighed]
        shown = [one for one in held if one.verdict is Verdict.SHOWN]
        if held and not shown:
            why = "; ".join(dict.fromkeys(word for one in held for word in one.weak)) or held[0].verdict.value
            yield found("E5", sentence, f"it does not stand alone ({why})", "strengthen it or strike it")
        lineages = max((one.lineages for one in shown), default=0)
        if lineages and (best is None or lineages > best[0]):
            best = (lineages, sentence)
    if best is not None:
        words = f"the strongest reason: {best[0]} independent origin" + ("" if best[0] == 1 else "s")
        yield found("E5", best[1], words, "put it first", Weight.NOTES)
    elif draft.sentences:
        yield found("E5", None, "no reason stands alone", "see what would show each element")


RULE = Rule(key="E5", check=_check)
