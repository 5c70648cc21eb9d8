"""Regimes of restrictive measures: their acts and criteria, the procedure of a listing, and its clocks."""

from collections.abc import Iterator
from functools import cache
from typing import Annotated

import msgspec

from whereas.policy.elements import (
    Act,
    Criterion,
    Element,
    Place,
    doubts_of_common,
    doubts_of_criteria,
    doubts_of_elements,
)
from whereas.policy.files import read_keyed
from whereas.policy.forums import forums
from whereas.policy.typed import Day, Doubt, Key, Typed, twice, unknown


class Step(Typed, frozen=True, kw_only=True):
    """A step of a procedure: who does what, on what basis; `seen` is what of it was seen, where the rest was not."""

    who: str
    does: str
    basis: str = ""
    verified: bool
    seen: str = ""


class Clock(Typed, frozen=True, kw_only=True):
    """A deadline: `counts_from` names the event, `months` and `days` run from it; or `each_year` on fixed days (MM-DD).

    `on` is a single day where the act names one.
    """

    key: Key
    words: str
    counts_from: str = ""
    months: int = 0
    days: int = 0
    each_year: tuple[Annotated[str, msgspec.Meta(pattern=r"^\d\d-\d\d$")], ...] = ()
    on: Day = ""
    basis: str = ""
    verified: bool


class Shared(Typed, frozen=True, kw_only=True):
    """What several regimes share, written once: elements, steps of the procedure, clocks and identifiers."""

    key: Key
    title: str
    elements: tuple[Element, ...] = ()
    procedure: tuple[Step, ...] = ()
    clocks: tuple[Clock, ...] = ()
    identifiers: tuple[str, ...] = ()


class Regime(Typed, frozen=True, kw_only=True):
    """A regime of restrictive measures with its acts, criteria, procedure and clocks.

    `forum` names the standard of proof; `measures` what a listing under it does; `conduct` what kind of facts it is
    about, in one sentence; `shares` names a file of `shared`; `common` are elements that several criteria use; `also`
    are places that every criterion has; `draft` that it is no law: a criterion drafted on the model of an act for
    another State.
    """

    key: Key
    title: str
    authority: str
    forum: Key
    conduct: str
    shares: str = ""
    acts: Annotated[tuple[Act, ...], msgspec.Meta(min_length=1)]
    measures: tuple[str, ...]
    also: tuple[Place, ...] = ()
    common: tuple[Element, ...] = ()
    criteria: Annotated[tuple[Criterion, ...], msgspec.Meta(min_length=1)]
    procedure: tuple[Step, ...] = ()
    clocks: tuple[Clock, ...] = ()
    annexes: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    draft: bool = False
    notes: str = ""


@cache
def shared() -> dict[str, Shared]:
    """What regimes share, by key. Raises `PolicyError` naming file, line and field."""
    return read_keyed("shared", Shared, doubts_of_shared)


@cache
def regimes() -> dict[str, Regime]:
    """Every regime by key, with the steps, clocks and identifiers it shares. Raises `PolicyError` as `shared` does."""
    return {key: _with_shared(one) for key, one in read_keyed("regimes", Regime, doubts_of_regime).items()}


def common_of(regime: Regime) -> tuple[Element, ...]:
    """The elements that a regime's criteria may use: its own, then those of the file it shares."""
    return (*regime.common, *(shared()[regime.shares].elements if regime.shares else ()))


def _with_shared(regime: Regime) -> Regime:
    if not regime.shares:
        return regime
    whole = shared()[regime.shares]
    return msgspec.structs.replace(
        regime,
        procedure=(*whole.procedure, *regime.procedure),
        clocks=(*regime.clocks, *whole.clocks),
        identifiers=regime.identifiers or whole.identifiers,
    )


def doubts_of_shared(one: Shared) -> Iterator[Doubt]:
    """What is wrong in a file of `shared` beyond its form."""
    yield from doubts_of_elements(one.elements, "$.elements")
    yield from twice((clock.key for clock in one.clocks), "$.clocks[{}].key")


def doubts_of_regime(one: Regime) -> Iterator[Doubt]:
    """What is wrong in a regime beyond its form: names that lead nowhere, keys that stand twice."""
    yield from unknown((one.forum,), "$.forum", set(forums()), "forum")
    if one.shares:
        yield from unknown((one.shares,), "$.shares", set(shared()), "file of what regimes share")
    yield from twice((clock.key for clock in one.clocks), "$.clocks[{}].key")
    used = {key for criterion in one.criteria for key in criterion.uses}
    yield from doubts_of_common(one.common, used)
    yield from doubts_of_criteria(one.criteria, "$.criteria", common_of(one) if one.shares in ("", *shared()) else ())


CHECKS = {"shared": doubts_of_shared, "regimes": doubts_of_regime}
FILES = {"shared": Shared, "regimes": Regime}
