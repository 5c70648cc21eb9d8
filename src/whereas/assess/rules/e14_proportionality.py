"""Proportionality: a note on aim, necessity, alternatives and derogations."""

from collections.abc import Iterator

from whereas.assess.draft import Draft
from whereas.assess.rules.rule import Finding, Rule, found

# A note shorter than this says nothing on aim, necessity and derogations; counted in words.
_LEAST = 12


def _check(draft: Draft) -> Iterator[Finding]:
    if len(draft.proportionality.split()) < _LEAST:
        words = "there is no note on proportionality"
        yield found("E14", None, words, "note aim, necessity, milder means and humanitarian derogations")


RULE = Rule(key="E14", check=_check)
