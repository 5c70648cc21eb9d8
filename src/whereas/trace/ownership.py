"""Which parties listed parties own together on a day, by each rule, and what share of their value is theirs."""

import math
from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Set
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from typing import TypeAlias

from whereas.core.verdict import Verdict
from whereas.policy.ownership import OwnershipLaw, Rule
from whereas.trace.share import NOTHING, Share, capped
from whereas.trace.stakes import Holding

Held = Mapping[str, Mapping[str, Holding]]
# For each party that counts, the owners that made it count, all of which counted before it.
Via = MutableMapping[str, tuple[str, ...]]
_Link: TypeAlias = "tuple[str, _Link | None]"
# More paths than a person reads; the holdings name every stake all the same.
_MOST_PATHS = 24
# In a ring a figure is approached, in steps of this size, and given up as unknown after so many rounds.
_STEP, _ROUNDS = 10**12, 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one rule says of a party: the share that counts, whose it surely is, and whose it may be."""

    rule: Rule
    verdict: Verdict
    share: Share
    owners: tuple[str, ...]
    possible: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Owned:
    """Whether listed parties together own `party` on `day`, by every rule.

    `rule` is the key of the rule in force. `paths` lead from listed parties down to it, `holdings` are all that these
    paths rest on. `value` is their share of its value, multiplied along the chains: it is no test of law.
    """

    party: str
    day: str
    rule: str
    readings: tuple[Reading, ...]
    value: Share
    paths: tuple[tuple[str, ...], ...]
    holdings: tuple[Holding, ...]

    @property
    def now(self) -> Reading:
        """What the rule in force says."""
        return next(one for one in self.readings if one.rule.key == self.rule)

    @property
    def others(self) -> tuple[Reading, ...]:
        """What the rules of other days would say."""
        return tuple(one for one in self.readings if one.rule.key != self.rule)

    @property
    def verdict(self) -> Verdict:
        """By the rule in force."""
        return self.now.verdict

    @property
    def tops(self) -> tuple[str, ...]:
        """The listed parties that its paths start from."""
        return tuple(sorted({path[0] for path in self.paths}))


@dataclass(frozen=True, kw_only=True)
class Ownership:
    """Every party that anybody owns a share of, as of a day."""

    day: str
    listed: Set[str]
    found: Mapping[str, Owned]

    def owned(self, verdict: Verdict) -> frozenset[str]:
        """The parties with this verdict by the rule in force."""
        return frozenset(key for key, one in self.found.items() if one.verdict is verdict)


def trace_ownership(
    held: Held, groups: Iterable[tuple[str, ...]], listed: Set[str], law: OwnershipLaw, day: str
) -> Ownership:
    """Hold what owners hold on an ISO day against every rule of a law.

    `groups` are the parties with those that own them before them, rings together (`rings.in_order`).
    """
    ordered = list(groups)
    now = law.rule_on(day)
    value = _values(held, ordered, listed)
    readings = {rule.key: _by_rule(rule, held, ordered, listed) for rule in law.rules}
    found = {}
    for party in held:
        reading, sure, may = readings[now.key][party]
        shown = reading.verdict is Verdict.SHOWN
        via, owners = (sure, reading.owners) if shown else (may, (*reading.owners, *reading.possible))
        found[party] = Owned(
            party=party,
            day=day,
            rule=now.key,
            readings=tuple(readings[rule.key][party][0] for rule in law.rules),
            value=value[party],
            paths=tuple(islice(_paths(party, owners, listed, via), _MOST_PATHS)),
            holdings=_needed(party, owners, held, listed, via),
        )
    return Ownership(day=day, listed=listed, found=found)


@dataclass(frozen=True, kw_only=True)
class _Level:
    """One rule at one end of the intervals: whose shares count, given who counts as listed-owned."""

    held: Held
    listed: Set[str]
    rule: Rule
    high: bool

    def counted(self, party: str, via: Via, apart: str = "") -> tuple[Fraction, tuple[str, ...]]:
        """The share of a party's owners that count, and who they are; `apart` does not count, even if it is listed."""
        parts = [
            (one.share.high if self.high else one.share.low, owner)
            for owner, one in self.held.get(party, {}).items()
            if owner != apart and (owner in self.listed or owner in via)
        ]
        parts = [(percent, owner) for percent, owner in parts if percent]
        if parts and not self.rule.aggregates:
            parts = [max(parts)]
        return capped(sum((percent for percent, _ in parts), Fraction(0))), tuple(owner for _, owner in parts)

    def grow(self, members: Iterable[str], via: Via, apart: str = "") -> dict[str, tuple[str, ...]]:
        """Those of some parties that count: the least set, so that no ring lifts itself."""
        found: dict[str, tuple[str, ...]] = {}
        left = [party for party in members if party != apart]
        together = ChainMap(found, via)
        while left:
            new = {}
            for party in left:
                share, owners = self.counted(party, together, apart)
                if owners and self.rule.passes(share):
                    new[party] = owners
            if not new:
                break
            found.update(new)
            left = [party for party in left if party not in new]
        return found

    def without(self, party: str, grown: dict[str, tuple[str, ...]], group: tuple[str, ...], via: Via) -> Via:
        """Who counts without a party's own weight: in a ring its own share would come back to it as another's."""
        if len(group) == 1:
            return via
        weighs = party in grown or party in self.listed
        return ChainMap(self.grow(group, via, party) if weighs else grown, via)


def _by_rule(
    rule: Rule, held: Held, groups: Iterable[tuple[str, ...]], listed: Set[str]
) -> dict[str, tuple[Reading, Via, Via]]:
    """What one rule says of each party, with who counts surely and who may, as far as the party has no part in it."""
    low = _Level(held=held, listed=listed, rule=rule, high=False)
    high = _Level(held=held, listed=listed, rule=rule, high=True)
    sure: dict[str, tuple[str, ...]] = {}
    may: dict[str, tuple[str, ...]] = {}
    found: dict[str, tuple[Reading, Via, Via]] = {}
    for group in groups:
        grown, may_grown = low.grow(group, sure), high.grow(group, may)
        for party in group:
            own_sure, own_may = low.without(party, grown, group, sure), high.without(party, may_grown, group, may)
            found[party] = _reading(party, low, high, own_sure, own_may), own_sure, own_may
        sure.update(grown)
        may.update(may_grown)
    return found


def _reading(party: str, low: _Level, high: _Level, sure: Via, may: Via) -> Reading:
    least, owners = low.counted(party, sure)
    most, possible = high.counted(party, may)
    verdict = Verdict.NOT_SHOWN
    if owners and low.rule.passes(least):
        verdict = Verdict.SHOWN
    elif possible and high.rule.passes(most):
        verdict = Verdict.UNVERIFIABLE
    return Reading(
        rule=low.rule, verdict=verdict, share=Share(least, most), owners=owners,
        possible=tuple(one for one in possible if one not in owners),
    )  # fmt: skip


def _paths(party: str, owners: Iterable[str], listed: Set[str], via: Via) -> Iterator[tuple[str, ...]]:
    """Every way down from a listed party; who counts does so through those that counted before, so none is a ring."""
    # Each waiting path is its first party and the rest below it: a long chain is not copied at every step.
    below: list[_Link] = [(owner, (party, None)) for owner in sorted(owners, reverse=True)]
    while below:
        path = below.pop()
        if path[0] in listed:
            yield tuple(_keys(path))
        else:
            below += [(owner, path) for owner in sorted(via.get(path[0], ()), reverse=True)]


def _keys(path: _Link) -> Iterator[str]:
    rest: _Link | None = path
    while rest is not None:
        yield rest[0]
        rest = rest[1]


def _needed(party: str, owners: Iterable[str], held: Held, listed: Set[str], via: Via) -> tuple[Holding, ...]:
    """Every holding that the verdict rests on, nearest first."""
    found: dict[tuple[str, str], Holding] = {}
    waiting = [(party, tuple(owners))]
    while waiting:
        owned, above = waiting.pop(0)
        for owner in sorted(above):
            if (owned, owner) not in found:
                found[owned, owner] = held[owned][owner]
                if owner not in listed:
                    waiting.append((owner, via.get(owner, ())))
    return tuple(found.values())


def _values(held: Held, groups: Iterable[tuple[str, ...]], listed: Set[str]) -> dict[str, Share]:
    """The part of each party's value that is listed parties', multiplied along the chains: sound at both ends."""
    found: dict[str, Share] = {}
    for group in groups:
        if len(group) == 1:
            found[group[0]] = _value(group[0], held, found, listed)
        else:
            found.update(_ring_values(group, held, found, listed))
    return found


def _value(party: str, held: Held, known: Mapping[str, Share], listed: Set[str]) -> Share:
    low = high = Fraction(0)
    for owner, one in held.get(party, {}).items():
        above = _ALL if owner in listed else known.get(owner, NOTHING)
        low += one.share.low * above.low / 100
        high += one.share.high * above.high / 100
    return Share(_round(capped(low), up=False), _round(capped(high), up=True))


def _ring_values(group: tuple[str, ...], held: Held, known: dict[str, Share], listed: Set[str]) -> dict[str, Share]:
    """Approached from below: each low end is reached or less, and a high end counts once nothing moves any more."""
    now = dict.fromkeys(group, NOTHING)
    for _ in range(_ROUNDS):
        then = {party: _value(party, held, ChainMap(now, known), listed) for party in group}
        if then == now:
            return now
        now = then
    return {party: Share(share.low, _ALL.high) for party, share in now.items()}


def _round(percent: Fraction, *, up: bool) -> Fraction:
    """A long fraction cut outwards, so that figures of long chains stay short and sound."""
    if percent.denominator <= _STEP:
        return percent
    scaled = percent * _STEP
    return Fraction(math.ceil(scaled) if up else math.floor(scaled), _STEP)


_ALL = Share(Fraction(100), Fraction(100))
