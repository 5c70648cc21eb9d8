"""Probity of sources: origin, class, grade, and whether a report repeats another."""

import re
from collections.abc import Iterable, Iterator
from itertools import combinations

from whereas.assess.draft import Draft
from whereas.assess.grounds import Ground
from whereas.assess.rules.rule import Finding, Rule, Weight, found

# So many words in one order are a copy rather than chance.
_RUN = 9


def _check(draft: Draft) -> Iterator[Finding]:
    for sentence in draft.sentences:
        for ground in (ground for claim in draft.of(sentence) for ground in draft.grounds(claim)):
            where = f"“{ground.title}”"
            if ground.evidence == "other":
                yield found("E11", sentence, f"{where} has no class", "file it under its class of evidence")
            elif ground.reliability == "F" or ground.credibility == 6:
                yield found("E11", sentence, f"{where} cannot be judged ({ground.grade})", "grade it, with reasons")
            elif ground.evidence == "press_repeat" and not ground.repeats:
                yield found("E11", sentence, f"{where} repeats a report that is not named", "file what it repeats")
            if not ground.publisher:
                yield found("E11", sentence, f"{where} has no publisher", "file who published it", Weight.WARNS)
        for claim in draft.of(sentence):
            for one, other in _alike(draft.grounds(claim)):
                words = f"“{one.title}” and “{other.title}” say the same in the same words, and count as two origins"
                yield found("E11", sentence, words, "find out which repeats which, and file it", Weight.WARNS)


def _alike(grounds: Iterable[Ground]) -> Iterator[tuple[Ground, Ground]]:
    """Pairs of independent exhibits quoted with a run of words in common that two hands hardly write by chance."""
    runs = [(ground, _runs(ground.span.quote)) for ground in grounds]
    for (one, ours), (other, theirs) in combinations(runs, 2):
        if not one.origins & other.origins and ours & theirs:
            yield one, other


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return frozenset(tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1))


RULE = Rule(key="E11", check=_check)
