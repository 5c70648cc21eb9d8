"""Outlet of trace for ownership and control: who is owned or controlled by listed parties on a day, and why."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

from whereas.core.verdict import Verdict
from whereas.policy.ownership import OwnershipLaw
from whereas.trace.chains import Controlled, trace_control
from whereas.trace.ownership import Held, Owned, Ownership, Reading, trace_ownership
from whereas.trace.rings import in_order
from whereas.trace.stakes import Problem, Relation, Stake, dated, doubts, holdings


@dataclass(frozen=True, kw_only=True)
class Traced:
    """What is known of ownership and control on a day: see `owned` and `controlled` for one party.

    `holdings` are all shares known on the day, by who is owned and who owns.
    """

    law: OwnershipLaw
    ownership: Ownership
    control: Mapping[str, Controlled]
    holdings: Held
    problems: tuple[Problem, ...]

    def owned(self, party: str) -> Owned:
        """Whether listed parties own it; of one that nobody is known to own, nothing is shown."""
        found = self.ownership.found.get(party)
        if found is not None:
            return found
        day = self.ownership.day
        alone = trace_ownership({party: {}}, [(party,)], frozenset(), self.law, day)
        return alone.found[party]

    def controlled(self, party: str) -> Controlled:
        """Whether listed parties control it; of one that nobody is known to control, nothing is shown."""
        return self.control.get(party) or Controlled(party=party, verdict=Verdict.NOT_SHOWN, chains=())

    def about(self, parties: Iterable[str]) -> tuple[Problem, ...]:
        """The problems in what is known of some parties, each once: those about a party, not about its owners."""
        wanted = set(parties)
        return tuple(
            one for one in self.problems if wanted & set(one.parties if one.kind == "ring" else one.parties[:1])
        )


def control(
    stakes: Iterable[Stake], relations: Iterable[Relation], listed: Set[str], law: OwnershipLaw, *, as_of: str,
    problems: Iterable[Problem] = (),
) -> Traced:  # fmt: skip
    """Hold stakes and relations of control, as of an ISO day, against the law.

    Order changes nothing. What is wrong in the data becomes a problem and stops nothing: own shares, rings, dates
    that contradict one another, figures that add to more than the whole, sources that differ. `problems` are those that
    were found before.
    """
    every, related = list(stakes), list(relations)
    held = holdings(every, as_of)
    groups = in_order(held)
    ownership = trace_ownership(held, groups, listed, law, as_of)
    rings = [
        Problem(kind="ring", parties=group, words="they hold shares of one another in a ring; it lifts none of them")
        for group in groups
        if len(group) > 1
    ]
    return Traced(
        law=law,
        ownership=ownership,
        control=trace_control(related, held, ownership, law.rule_on(as_of)),
        holdings=held,
        problems=tuple(sorted((*problems, *dated(every), *dated(related), *doubts(every, held), *rings), key=_order)),
    )


def _order(one: Problem) -> tuple[str, tuple[str, ...], str]:
    return one.kind, one.parties, one.words


__all__ = ["Controlled", "Owned", "Ownership", "Problem", "Reading", "Relation", "Stake", "Traced", "control"]
