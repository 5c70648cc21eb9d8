"""Everything that is weighed: claims by whom they are about, the papers they rest on, and what was settled."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from whereas.assess.grounds import Papers
from whereas.assess.opposition import settled_pairs
from whereas.core.claim import Claim
from whereas.core.filing import Settlement
from whereas.policy.claims import claim_kinds


@dataclass(frozen=True, kw_only=True)
class Record:
    """Everything that is weighed: claims by the id of whom they are about, and the papers they rest on.

    `settled` are pairs (claim that gives way, claim that stands). `opposing` are ids of claims that can stand against
    others and show nothing themselves: no sentence of the draft rests on them.
    """

    papers: Papers
    by_subject: Mapping[str, tuple[Claim, ...]] = field(default_factory=dict)
    context: tuple[Claim, ...] = ()
    settled: frozenset[tuple[str, str]] = frozenset()
    opposing: frozenset[str] = frozenset()

    def about(self, ids: Iterable[str]) -> tuple[Claim, ...]:
        """The claims about a subject under any of its ids, and those that are about nobody in particular."""
        found = {claim.id: claim for key in ids for claim in self.by_subject.get(key, ())}
        return (*found.values(), *self.context)

    def elsewhere(self, claims: Iterable[Claim], ids: Iterable[str]) -> tuple[Claim, ...]:
        """What is claimed of other parties on the questions that these claims answer."""
        keys, own = {claim.rivals for claim in claims} - {""}, set(ids)
        return tuple(one for key in sorted(keys) for one in self._by_question.get(key, ()) if one.subject not in own)

    @cached_property
    def _by_question(self) -> Mapping[str, tuple[Claim, ...]]:
        found: dict[str, list[Claim]] = {}
        for claims in self.by_subject.values():
            for claim in claims:
                if claim.rivals:
                    found.setdefault(claim.rivals, []).append(claim)
        return {key: tuple(claims) for key, claims in found.items()}


def record(claims: Iterable[Claim], papers: Papers, settlements: Iterable[Settlement] = ()) -> Record:
    """Sorts claims by subject. Claims of an unknown kind are left out: the desk refuses them at the door."""
    kinds = claim_kinds()
    by_subject: dict[str, list[Claim]] = {}
    context = []
    for claim in claims:
        if claim.kind not in kinds:
            continue
        if kinds[claim.kind].context:
            context.append(claim)
        else:
            by_subject.setdefault(claim.subject, []).append(claim)
    return Record(
        papers=papers,
        by_subject={key: tuple(found) for key, found in by_subject.items()},
        context=tuple(context),
        settled=settled_pairs(settlements),
    )
