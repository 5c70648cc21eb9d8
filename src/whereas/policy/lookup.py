"""Finds anything of the policy by its name: strategies, measures, points, standards, conditions, rules, kinds."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Any

import msgspec

from whereas.core.errors import PolicyError
from whereas.policy.claims import evidence
from whereas.policy.conditions import conditions
from whereas.policy.crimes import crimes
from whereas.policy.files import policy_files
from whereas.policy.forums import forums
from whereas.policy.indicators import indicators
from whereas.policy.kinds import kinds
from whereas.policy.regimes import regimes, shared
from whereas.policy.resolutions import resolutions
from whereas.policy.rules import court_rules
from whereas.policy.standards import standards
from whereas.policy.strategies import strategies
from whereas.policy.typed import read_typed

# Kinds of file whose records are found one by one below; those of other kinds are found by their `key`.
_KNOWN = {"strategies", "regimes", "resolutions", "crimes", "conditions", "indicators", "rules", "forums", "evidence",
          "shared"}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Something that can be asked for: what it is, its name, and the record."""

    what: str
    name: str
    record: Any


@cache
def everything() -> tuple[Named, ...]:
    """All that has a name, kind by kind."""
    return (*_known(), *_others())


def _known() -> Iterator[Named]:
    for key, strategy in strategies().items():
        yield Named(what="strategy", name=key, record=strategy)
        yield from _keyed("measure", strategy.measures)
        yield from _keyed("point", strategy.points)
    yield from _keyed("regime", regimes().values())
    yield from _keyed("crimes", crimes().values())
    yield from _keyed("shared", shared().values())
    for standard in standards().values():
        if standard.family != "resolution":
            yield Named(
                what="criterion" if standard.family == "regime" else "crime", name=standard.key, record=standard
            )
    for key, resolution in resolutions().items():
        yield Named(what="resolution", name=key, record=resolution)
        for one in resolution.paragraphs:
            yield Named(what="paragraph", name=f"{key}/{one.para}", record=one)
    yield from _keyed("condition", conditions().values())
    yield from _keyed("rule", court_rules().values())
    yield from _keyed("forum", forums().values())
    yield from _keyed("indicator", (*indicators().indicators, *indicators().unmeasured))
    yield from _keyed("kind of claim", evidence().kinds)
    yield from _keyed("class of evidence", evidence().classes)


def _others() -> Iterator[Named]:
    """Records of kinds of file that this module does not know: whatever has a key, and what it holds that has one."""
    for kind, of in kinds().items():
        if kind in _KNOWN:
            continue
        for name, text in policy_files(kind):
            record = read_typed(name, text, of)
            yield from _keyed(kind, [record])
            for field in record.__struct_fields__:
                held = getattr(record, field)
                yield from _keyed(f"{kind}, {field}", held if isinstance(held, tuple) else ())


def _keyed(what: str, records: Iterable[Any]) -> Iterator[Named]:
    """Those of the records that have a key."""
    for one in records:
        if isinstance(one, msgspec.Struct) and (key := getattr(one, "key", "")):
            yield Named(what=what, name=str(key), record=one)


def find(name: str) -> tuple[Named, ...]:
    """Everything of a name; or the one whose name ends so (`torture`, `2397/5`), without regard to case.

    Raises `PolicyError` where there is none, or where several only end so.
    """
    asked = name.strip().casefold()
    exact = tuple(one for one in everything() if one.name.casefold() == asked)
    if exact:
        return exact
    near = tuple(one for one in everything() if _ends(one.name.casefold(), asked))
    if len(near) == 1:
        return near
    names = [one.name for one in near] or get_close_matches(name, [one.name for one in everything()], n=8, cutoff=0.5)
    raise PolicyError(
        f"{name!r} names several things" if near else f"nothing in the policy is called {name!r}",
        todo=f"choose one of: {', '.join(dict.fromkeys(names[:12]))}" if names else "see `whereas policy`",
    )


def _ends(name: str, asked: str) -> bool:
    return name.endswith((f"/{asked}", f"-{asked}"))
