"""Conditions of diplomacy as data: what must happen, who can verify it, when a confirmation runs out, what it opens."""

from functools import cache
from typing import Annotated, Literal

import msgspec

from whereas.core.errors import PolicyError
from whereas.policy.files import policy_files
from whereas.policy.typed import Day, Key, Typed, read_typed

Objective = Literal["tension", "non-proliferation", "human-rights"]


class Verifier(Typed, frozen=True, kw_only=True):
    """Who can confirm a step, and by what; `access` is False where they have none at present."""

    who: str
    by: str
    access: bool
    verified: bool


class Relief(Typed, frozen=True, kw_only=True):
    """What a met condition would let a body consider, and on what basis: never automatic."""

    what: str
    body: str
    basis: str
    verified: bool


class Quiet(Typed, frozen=True, kw_only=True):
    """That nothing of a kind happens for so many days, counted over the events of a source with a keyword."""

    source: Key
    keyword: str
    days: Annotated[int, msgspec.Meta(ge=1)]
    stale_days: Annotated[int, msgspec.Meta(ge=1)] = 120


class Condition(Typed, frozen=True, kw_only=True):
    """One condition.

    `baseline` says how it stood on `baseline_on`; `expires_months` how long a confirmation holds; `reversed_by` what
    would undo it; `quiet` what must not happen, where that can be counted; `reliefs` what it lets bodies consider.
    """

    key: Key
    title: str
    group: Literal["disarmament", "de-escalation", "human rights", "humanitarian", "diplomacy"]
    objective: Objective
    points: tuple[str, ...]
    words: str
    verifiers: Annotated[tuple[Verifier, ...], msgspec.Meta(min_length=1)]
    baseline: str
    baseline_on: Day
    baseline_state: Literal["unmet", "announced", "partly met", "met", "reversed", "unverifiable"] = "unmet"
    expires_months: Annotated[int, msgspec.Meta(ge=1)]
    reversed_by: str
    quiet: Quiet | None = None
    reliefs: tuple[Relief, ...] = ()
    source: str = ""
    verified: bool


class Conditions(Typed, frozen=True, kw_only=True):
    """A file of conditions."""

    conditions: tuple[Condition, ...]


@cache
def conditions() -> dict[str, Condition]:
    """Every condition by key. Raises `PolicyError` for two of one key."""
    every = [one for name, text in policy_files("conditions") for one in read_typed(name, text, Conditions).conditions]
    found = {one.key: one for one in every}
    if len(found) < len(every):
        raise PolicyError("two conditions have one key", where="policy/conditions", todo="give one another key")
    return found


FILES = {"conditions": Conditions}
