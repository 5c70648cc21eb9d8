"""Criterion and conduct fit: each element is served by a sentence, each sentence serves an element."""

from collections.abc import Iterator

from whereas.assess.draft import Draft
from whereas.assess.rules.rule import Finding, Rule, found


def _check(draft: Draft) -> Iterator[Finding]:
    served = {key for sentence in draft.sentences for key in draft.elements_of(sentence)}
    groups = {one.group for one in draft.standard.elements if one.group and one.key in served}
    for element in draft.standard.elements:
        if element.key not in served and element.group not in groups:
            yield found("E10", None, f"no sentence serves the element “{element.words}”", element.turn)
    for sentence in draft.sentences:
        if draft.of(sentence) and not draft.elements_of(sentence):
            words = "it serves no element of the criterion"
            yield found("E10", sentence, words, "strike it, or choose the criterion it serves")


RULE = Rule(key="E10", check=_check)
