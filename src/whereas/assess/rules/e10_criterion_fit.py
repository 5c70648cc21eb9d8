"""Criterion and conduct fit: the criterion applies, sentences serve its elements, and claims stand behind its verbs."""

from collections.abc import Iterator

from whereas.assess.draft import Draft
from whereas.assess.rules.rule import Finding, Rule, found
from whereas.assess.wording import excess
from whereas.core.period import PartialDate, is_partial_date


def _check(draft: Draft) -> Iterator[Finding]:
    yield from _applies(draft)
    served = {key for sentence in draft.sentences for key in draft.elements_of(sentence)}
    groups = {one.group for one in draft.standard.elements if one.group and one.key in served}
    for element in draft.standard.elements:
        if element.key not in served and element.group not in groups:
            yield found("E10", None, f"no sentence serves the element “{element.words}”", element.turn)
    for sentence in draft.sentences:
        if draft.of(sentence) and not draft.elements_of(sentence):
            words = "it serves no element of the criterion"
            yield found("E10", sentence, words, "strike it, or choose the criterion it serves")
        for verb in excess(draft, sentence).verbs:
            words = f"it says “{verb}”, and no claim of the sentence is about that"
            yield found("E10", sentence, words, "say what its claims say, or tie it to a claim of that kind")


def _applies(draft: Draft) -> Iterator[Finding]:
    """Whether the criterion can be used for such a party on the day of the act."""
    one, day = draft.standard, draft.adoption
    if one.subjects and draft.identity.kind not in one.subjects:
        words = f"the criterion is for {' and '.join(one.subjects)}, and this is of the kind {draft.identity.kind}"
        yield found("E10", None, words, "choose a criterion that applies to the party")
    if is_partial_date(one.in_force) and PartialDate(one.in_force).latest.isoformat() > day:
        words = f"the criterion is in force from {one.in_force}, after the act of {day}"
        yield found("E10", None, words, "choose a criterion that was in force on the day")
    if is_partial_date(one.ends) and PartialDate(one.ends).latest.isoformat() < day:
        yield found("E10", None, f"the criterion ended on {one.ends}", "choose a criterion that is in force")


RULE = Rule(key="E10", check=_check)
