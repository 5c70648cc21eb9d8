"""Which parties listed parties control on a day, step by step, through others if need be."""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from whereas.core.verdict import Verdict
from whereas.policy.ownership import Rule
from whereas.trace.ownership import Held, Ownership
from whereas.trace.share import capped
from whereas.trace.stakes import Grounds, Holds, Relation, holds, runs_back

# How a step is called that is no sign of control but a share by the rule in force.
BY_SHARE = "share"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a chain: those `over` it put `under` under them, by a sign of control or by their share."""

    over: tuple[str, ...]
    under: str
    sign: str
    rests: Grounds


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """One way down from listed parties (`tops`) to a party: its steps, topmost first, and the ids it runs through."""

    tops: tuple[str, ...]
    steps: tuple[Step, ...]
    path: tuple[str, ...]

    @property
    def rests(self) -> Grounds:
        """Everything the chain rests on: each step must stand."""
        return tuple(dict.fromkeys(ground for step in self.steps for ground in step.rests))


@dataclass(frozen=True, slots=True, kw_only=True)
class Controlled:
    """Whether a listed party controls `party`, by which chains; those of `open_chains` may be, and are not shown."""

    party: str
    verdict: Verdict
    chains: tuple[Chain, ...]
    open_chains: tuple[Chain, ...] = ()


def trace_control(relations: Iterable[Relation], held: Held, ownership: Ownership, rule: Rule) -> dict[str, Controlled]:
    """Hold relations of control in force on the day of the ownership against who is listed or owned by listed parties.

    Control passes on: whom a controlled party controls is controlled, and so is one whose shares controlled and listed
    parties hold as the rule asks. Ownership alone is `Ownership`'s and makes no chain here.
    """
    running = [(one, _state(one, ownership.day)) for one in relations if one.controller != one.controlled]
    sure = _Reach(
        relations=[one for one, state in running if state is Holds.SURELY and one.alone], held=held,
        ownership=ownership, rule=rule, high=False,
    ).chains()  # fmt: skip
    may = _Reach(
        relations=[one for one, state in running if state is not Holds.NO], held=held, ownership=ownership, rule=rule,
        high=True,
    ).chains()  # fmt: skip
    found = {}
    for party in sorted(sure.keys() | may.keys()):
        chains = sure.get(party, ())
        known = {chain.path for chain in chains}
        others = tuple(chain for chain in may.get(party, ()) if chain.path not in known)
        verdict = Verdict.SHOWN if chains else Verdict.UNVERIFIABLE
        found[party] = Controlled(party=party, verdict=verdict, chains=chains, open_chains=others)
    return found


def _state(one: Relation, day: str) -> Holds:
    return Holds.NO if runs_back(one.start, one.end) else holds(one.start, one.end, day)


@dataclass(frozen=True, kw_only=True)
class _Reach:
    """How far control reaches, at one end of the intervals."""

    relations: list[Relation]
    held: Held
    ownership: Ownership
    rule: Rule
    high: bool

    def chains(self) -> dict[str, tuple[Chain, ...]]:
        """Every party that is reached, with one chain for each step that ends at it."""
        first = self._first()
        found: dict[str, tuple[Chain, ...]] = {}
        for party in first:
            made = [chain for step in self._steps(party, first.keys()) if (chain := self._chain(step, first))]
            if made:  # a listed party may come back to itself, which is no chain
                found[party] = tuple(sorted(dict.fromkeys(made), key=lambda one: (len(one.path), one.path)))
        return found

    def _first(self) -> dict[str, Step]:
        """The step that reached each party first, round by round: the least set, so that no ring lifts itself."""
        first: dict[str, Step] = {}
        under: dict[str, None] = dict.fromkeys([one.controlled for one in self.relations])
        candidates = sorted({*under, *self.held})
        while True:
            new = {}
            for party in candidates:
                step = next(self._steps(party, first.keys()), None)
                if step is not None:
                    new[party] = step
            if not new:
                return first
            first.update(new)
            candidates = [party for party in candidates if party not in new]

    def _steps(self, party: str, reached: Set[str]) -> Iterator[Step]:
        by_pair: dict[tuple[str, str], list[Relation]] = {}
        for one in self._by_party.get(party, ()):
            if self._counts(one.controller, reached):
                by_pair.setdefault((one.controller, one.indicator), []).append(one)
        for (controller, sign), found in sorted(by_pair.items()):
            rests = tuple(dict.fromkeys(ground for one in found for ground in one.rests))
            yield Step(over=(controller,), under=party, sign=sign, rests=rests)
        if (step := self._by_share(party, reached)) is not None:
            yield step

    def _by_share(self, party: str, reached: Set[str]) -> Step | None:
        """The step by shares of listed and controlled parties, where those of listed parties alone fall short."""
        parts = {
            owner: one.share.high if self.high else one.share.low
            for owner, one in self.held.get(party, {}).items()
            if self._counts(owner, reached)
        }
        parts = {owner: percent for owner, percent in parts.items() if percent}
        if not self.rule.aggregates and parts:
            parts = dict([max(parts.items(), key=lambda one: (one[1], one[0]))])
        if parts.keys() <= self._base or not self.rule.passes(capped(sum(parts.values(), Fraction(0)))):
            return None
        rests = tuple(dict.fromkeys(ground for owner in parts for ground in self.held[party][owner].rests))
        return Step(over=tuple(parts), under=party, sign=BY_SHARE, rests=rests)

    def _counts(self, party: str, reached: Set[str]) -> bool:
        return party in self._base or party in reached

    @cached_property
    def _base(self) -> frozenset[str]:
        """Who is listed, or owned by listed parties."""
        owned = self.ownership.owned(Verdict.SHOWN)
        if self.high:
            owned |= self.ownership.owned(Verdict.UNVERIFIABLE)
        return frozenset(self.ownership.listed) | owned

    @cached_property
    def _by_party(self) -> Mapping[str, list[Relation]]:
        found: dict[str, list[Relation]] = {}
        for one in self.relations:
            found.setdefault(one.controlled, []).append(one)
        return found

    def _chain(self, last: Step, first: Mapping[str, Step]) -> Chain | None:
        """The chain that ends with a step; None where it would run through the party it ends at."""
        steps, tops = [last], set()
        seen, waiting = {last.under}, list(last.over)
        while waiting:
            party = waiting.pop(0)
            if party == last.under:
                return None
            if party in seen:
                continue
            seen.add(party)
            if party in self.ownership.listed:
                tops.add(party)
                continue
            step = self._owned(party) if party in self._base else first[party]
            steps.append(step)
            waiting += step.over
        return Chain(tops=tuple(sorted(tops)), steps=tuple(reversed(steps)), path=self._path(last, first))

    def _owned(self, party: str) -> Step:
        """The step by which listed parties own one: its grounds are all holdings, however many levels there are."""
        one = self.ownership.found[party]
        rests = tuple(dict.fromkeys(ground for holding in one.holdings for ground in holding.rests))
        return Step(over=one.tops, under=party, sign=BY_SHARE, rests=rests)

    def _path(self, last: Step, first: Mapping[str, Step]) -> tuple[str, ...]:
        """The ids from the first of the listed parties down."""
        path: tuple[str, ...] = (last.under,)
        party = last.over[0]
        while party not in self.ownership.listed:
            if party in self._base:
                return (*self.ownership.found[party].paths[0], *path)
            path = (party, *path)
            party = first[party].over[0]
        return (party, *path)
