"""What the Court tests in a listing, as data: rules E1 to E16, each with the cases it comes from and its forums."""

from collections.abc import Iterator
from functools import cache
from typing import Annotated

import msgspec

from whereas.core.errors import PolicyError
from whereas.policy.files import policy_files
from whereas.policy.forums import forums
from whereas.policy.typed import Doubt, Key, Typed, hold, read_typed, twice, unknown

RuleKey = Annotated[str, msgspec.Meta(pattern=r"^E\d{1,2}$")]


class Case(Typed, frozen=True, kw_only=True):
    """Where a rule comes from: a judgment with its paragraph, or a practice; `seen` is what of it was seen.

    `forums` are those of the rule's forums that it speaks to; without any it is of the first, the Court's own.
    """

    case: str
    paragraph: str = ""
    verified: bool
    seen: str = ""
    forums: tuple[Key, ...] = ()

    @property
    def words(self) -> str:
        """The source in one line, as a finding cites it."""
        return f"{self.case}{f', paragraph {self.paragraph}' if self.paragraph else ''}"


class CourtRule(Typed, frozen=True, kw_only=True):
    """One rule.

    `asks` is what it asks of a draft, in words; `sources` where it comes from; `forums` the standards of proof before
    which it applies. The check with the same key is code, and holds no law.
    """

    key: RuleKey
    title: str
    asks: str
    sources: Annotated[tuple[Case, ...], msgspec.Meta(min_length=1)]
    forums: Annotated[tuple[Key, ...], msgspec.Meta(min_length=1)]
    notes: str = ""

    @property
    def source(self) -> str:
        """Its sources in the review of listings in one line, those from memory marked."""
        return self.source_for("")

    def source_for(self, forum: str) -> str:
        """Its sources before a forum in one line; where nothing speaks to that one, those of the review of listings."""
        chosen = [one for one in self.sources if forum in one.forums] or [one for one in self.sources if not one.forums]
        return "; ".join(f"{one.words}{'' if one.verified else ' (not checked)'}" for one in chosen)


class CourtRules(Typed, frozen=True, kw_only=True):
    """A file of rules."""

    rules: tuple[CourtRule, ...]


@cache
def court_rules() -> dict[str, CourtRule]:
    """Every rule by key, in the order of their numbers. Raises `PolicyError` naming file, line and field."""
    found: dict[str, CourtRule] = {}
    for name, text in policy_files("rules"):
        read = read_typed(name, text, CourtRules)
        hold(name, text, doubts_of_rules(read))
        hold(name, text, twice((one.key for one in read.rules), "$.rules[{}].key", taken=found))
        found |= {one.key: one for one in read.rules}
    return dict(sorted(found.items(), key=lambda item: int(item[0][1:])))


def rule_of(key: str) -> CourtRule:
    """The rule of a key such as `E6`. Raises `PolicyError` where there is none."""
    if key not in court_rules():
        raise PolicyError(f"there is no rule {key!r}", todo=f"choose one of: {', '.join(court_rules())}")
    return court_rules()[key]


def doubts_of_rules(one: CourtRules) -> Iterator[Doubt]:
    """What is wrong in a file of rules beyond its form."""
    yield from twice((rule.key for rule in one.rules), "$.rules[{}].key")
    for number, rule in enumerate(one.rules):
        yield from unknown(rule.forums, f"$.rules[{number}].forums[{{}}]", set(forums()), "forum")
        for place, case in enumerate(rule.sources):
            path = f"$.rules[{number}].sources[{place}].forums[{{}}]"
            yield from unknown(case.forums, path, set(rule.forums), "forum of the rule")


FILES = {"rules": CourtRules}
CHECKS = {"rules": doubts_of_rules}
