"""Ownership and control as law: the share that counts and since when, and the signs of control with their words."""

import re
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import pairwise
from typing import Annotated

import msgspec

from whereas.core.errors import PolicyError
from whereas.policy.files import policy_files
from whereas.policy.typed import Day, Key, Typed, read_typed

_WHERE = "policy/ownership"


class Rule(Typed, frozen=True, kw_only=True):
    """From which share listed parties own another, between which days.

    `threshold` is in percent; `inclusive` whether the threshold itself is enough; `aggregates` whether the shares of
    several listed parties are added up; `in_force` and `ends` are the first and the last day (empty: open).
    """

    key: Key
    title: str
    threshold: Decimal
    inclusive: bool
    aggregates: bool
    in_force: Day = ""
    ends: Day = ""
    source: str
    verified: bool

    def passes(self, percent: Fraction) -> bool:
        """Whether an exact share is enough."""
        limit = Fraction(self.threshold)
        return percent > limit or (self.inclusive and percent == limit)

    def runs(self, day: str) -> bool:
        """Whether it is in force on an ISO day."""
        return (not self.in_force or self.in_force <= day) and (not self.ends or day <= self.ends)


class Indicator(Typed, frozen=True, kw_only=True):
    """A sign of control.

    `words` says what the law asks, `says` completes "the party ... the other" (`is controlled by`). `under` are
    patterns of words by which a source puts a party under another ("subsidiary of"), `over` those by which it puts it
    over another ("parent company of"). `alone` is False for a sign that is looked at and is not enough by itself.
    """

    key: Key
    title: str
    words: str
    says: str
    under: tuple[str, ...] = ()
    over: tuple[str, ...] = ()
    alone: bool = True
    source: str
    verified: bool


class OwnershipLaw(Typed, frozen=True, kw_only=True):
    """What one legal order asks of ownership and of control."""

    key: Key
    title: str
    rules: Annotated[tuple[Rule, ...], msgspec.Meta(min_length=1)]
    indicators: tuple[Indicator, ...]
    notes: str = ""

    def rule_on(self, day: str) -> Rule:
        """The rule in force on an ISO day."""
        return next(rule for rule in self.rules if rule.runs(day))

    def named_under(self, text: str) -> Indicator | None:
        """The sign by which a text puts a party under another; None where the text is silent on control."""
        return _first(self.indicators, "under", text)

    def named_over(self, text: str) -> Indicator | None:
        """The sign by which a text puts a party over another."""
        return _first(self.indicators, "over", text)

    def indicator(self, key: str) -> Indicator:
        """A sign by its key. Raises `PolicyError` where there is none of it."""
        found = next((one for one in self.indicators if one.key == key), None)
        if found is None:
            raise PolicyError(f"there is no sign of control {key!r}", where=f"{_WHERE}/{self.key}.yaml",
                              todo="add it to the indicators")  # fmt: skip
        return found


def _first(indicators: tuple[Indicator, ...], side: str, text: str) -> Indicator | None:
    return next((one for one in indicators if any(_pattern(each).search(text) for each in getattr(one, side))), None)


@cache
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


@cache
def ownership_law(key: str = "eu") -> OwnershipLaw:
    """The law of one legal order.

    Raises `PolicyError` where there is none, where its rules leave a day without one or with two, or where a pattern
    is not a regular expression.
    """
    every = {name: read_typed(name, text, OwnershipLaw) for name, text in policy_files("ownership")}
    found = next(((name, law) for name, law in every.items() if law.key == key), None)
    if found is None:
        known = ", ".join(law.key for law in every.values())
        raise PolicyError(f"there is no law of ownership {key!r}", where=_WHERE, todo=f"choose one of: {known}")
    check(*found)
    return found[1]


def check(name: str, law: OwnershipLaw) -> None:
    """Raises `PolicyError` unless every day has exactly one rule and every pattern can be searched for."""
    for rule in law.rules:
        if not 0 <= rule.threshold <= 100:
            raise PolicyError(f"{rule.key} has the threshold {rule.threshold}", where=name, todo="give 0 to 100")
    ordered = sorted(law.rules, key=lambda rule: rule.in_force)
    if ordered[0].in_force or ordered[-1].ends:
        raise PolicyError("the rules do not cover every day", where=name,
                          todo="leave in_force of the first rule and ends of the last empty")  # fmt: skip
    for rule, later in pairwise(ordered):
        if len(rule.ends) != 10 or len(later.in_force) != 10:
            raise PolicyError(f"{rule.key} and {later.key} do not meet on a day", where=name, todo="give full dates")
        if date.fromisoformat(rule.ends) + timedelta(days=1) != date.fromisoformat(later.in_force):
            raise PolicyError(f"{rule.key} ends on {rule.ends} and {later.key} starts on {later.in_force}", where=name,
                              todo="let each rule start on the day after the one before")  # fmt: skip
    for one in law.indicators:
        for text in (*one.under, *one.over):
            try:
                re.compile(text)
            except re.error as problem:
                raise PolicyError(f"{one.key}: {text!r} is no regular expression: {problem}", where=name,
                                  todo="correct the pattern") from None  # fmt: skip


FILES = {"ownership": OwnershipLaw}
