"""What a check's file promises: a `RULE` with its id and a function from a draft to findings."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from whereas.assess.draft import Draft, Sentence
from whereas.core.catalogue import modules
from whereas.policy.rules import court_rules


class Weight(StrEnum):
    """How a finding counts: `fails` bars the draft from standing, `warns` does not, `notes` only informs."""

    FAILS = "fails"
    WARNS = "warns"
    NOTES = "notes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something a check found: which sentence (0: the whole draft), in words, and what to do about it."""

    rule: str
    sentence: int
    words: str
    todo: str
    weight: Weight = Weight.FAILS


Check = Callable[[Draft], Iterator[Finding]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One check; its title, source and standing are data in `policy/rules`."""

    key: str
    check: Check


def found(rule: str, sentence: Sentence | None, words: str, todo: str, weight: Weight = Weight.FAILS) -> Finding:
    """A finding on a sentence, or on the whole draft."""
    return Finding(rule=rule, sentence=sentence.number if sentence else 0, words=words, todo=todo, weight=weight)


@cache
def rules() -> tuple[Rule, ...]:
    """Every check, in the order of their numbers."""
    held = [module.RULE for module in modules("whereas.assess.rules").values() if hasattr(module, "RULE")]
    return tuple(sorted(held, key=lambda one: int(one.key[1:])))


def check_draft(draft: Draft) -> tuple[Finding, ...]:
    """All findings of the checks that apply before the draft's forum, by rule and sentence."""
    forum = draft.assessment.forum.key
    return tuple(one for rule in rules() if forum in court_rules()[rule.key].forums for one in rule.check(draft))
