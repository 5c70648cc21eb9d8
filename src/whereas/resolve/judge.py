"""The machine's proposal: judgements with reasons in words for every pair worth one, and the homonyms left apart."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from whereas.core.entity import Entity
from whereas.core.judgement import Decision, Judgement, Reason
from whereas.resolve.block import SkippedBlock, candidates
from whereas.resolve.compare import compare
from whereas.resolve.homonyms import Homonym, find_homonyms
from whereas.resolve.profile import Profile, profiles
from whereas.resolve.rarity import measure_rarity
from whereas.resolve.resolution import clusters, effective
from whereas.resolve.score import score

AUTHOR = "machine:resolve/1"
# A score that moved by less than this is the same judgement: rarities shift a little with every list.
_SAME_SCORE = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """New judgements to append, homonyms among the clusters that result, and blocks too large to compare."""

    judgements: tuple[Judgement, ...]
    homonyms: tuple[Homonym, ...]
    blocks_reported: tuple[SkippedBlock, ...]


def propose(entities: Iterable[Entity], existing: Sequence[Judgement], *, at: str) -> Proposal:
    """Judge all candidate pairs of a view; `at` is the ISO 8601 instant the judgements carry.

    Only what is new is returned: run twice on one view, the second proposal holds no judgement. A machine's earlier
    judgement that is no longer reached, its entities being in view, is taken back. A person's judgement is left alone.
    """
    prepared = profiles(entities)
    rarity = measure_rarity(prepared.values())
    found = candidates(prepared, rarity)
    judged: dict[tuple[str, str], Judgement] = {}
    for pair in sorted(found.pairs):
        left, right = prepared[pair[0]], prepared[pair[1]]
        result = score(left, right, compare(left, right, rarity))
        if result.decision is not None:
            judged[pair] = _judgement(pair, result.decision, at, result.probability, result.reasons)
    people = [said for said in existing if not said.by_machine]
    _part_lists(judged, people, prepared, at)
    cluster_of = clusters([*judged.values(), *people])
    return Proposal(
        judgements=tuple(_news(judged, existing, prepared, at)),
        homonyms=find_homonyms(prepared.values(), cluster_of),
        blocks_reported=found.skipped,
    )


def _judgement(
    pair: tuple[str, str], decision: Decision, at: str, probability: float, reasons: tuple[Reason, ...]
) -> Judgement:
    return Judgement(
        left=pair[0], right=pair[1], decision=decision, author=AUTHOR, at=at, score=probability, reasons=reasons
    )


def _part_lists(
    judged: dict[tuple[str, str], Judgement], people: list[Judgement], prepared: Mapping[str, Profile], at: str
) -> None:
    """Hold apart two entries of one list that a chain through another list would join.

    Without a strong identifier between them the chain's weakest link is likelier wrong than the list.
    """
    reason = Reason(
        feature="rule", weight=0.0, words="two entries of one list would be joined through another list's entry"
    )
    groups: dict[str, list[str]] = {}
    for member, canonical in clusters([*judged.values(), *people]).items():
        groups.setdefault(canonical, []).append(member)
    for members in groups.values():
        by_list: dict[str, list[str]] = {}
        for member in sorted(members):
            if member in prepared:
                by_list.setdefault(prepared[member].listing, []).append(member)
        for same_list in by_list.values():
            for pair in combinations(same_list, 2):
                before = judged.get(pair)
                if before is not None and before.decision is not Decision.UNSURE:
                    continue
                if not _joined_by_identifier(pair, members, judged):
                    # The score stays, so that a review shows the pair: a list may list a party twice.
                    score_so_far, reasons = (before.score, before.reasons) if before else (0.05, ())
                    judged[pair] = _judgement(pair, Decision.DIFFERENT, at, score_so_far, (*reasons, reason))


def _joined_by_identifier(
    pair: tuple[str, str], members: list[str], judged: Mapping[tuple[str, str], Judgement]
) -> bool:
    """Whether identifiers link the two through some third: each link certain in itself."""
    return any(
        all(_certain(judged.get((min(end, middle), max(end, middle)))) for end in pair)
        for middle in members
        if middle not in pair
    )


def _certain(said: Judgement | None) -> bool:
    return (
        said is not None
        and said.decision is Decision.SAME
        and any(
            reason.feature in ("identifier", "authority reference") and reason.weight >= 9 for reason in said.reasons
        )
    )


def _news(
    judged: Mapping[tuple[str, str], Judgement], existing: Sequence[Judgement], prepared: Mapping[str, Profile], at: str
) -> Iterable[Judgement]:
    """What the log does not say yet."""
    inforce = effective(said for said in existing if said.by_machine)
    for pair, said in judged.items():
        before = inforce.get(pair)
        if before is None or before.decision is not said.decision or abs(before.score - said.score) > _SAME_SCORE:
            yield said
    withdrawn = Reason(feature="rule", weight=0.0, words="what the lists now say no longer leads to this judgement")
    for pair in sorted(inforce.keys() - judged.keys()):
        if inforce[pair].author.startswith("machine:resolve/") and pair[0] in prepared and pair[1] in prepared:
            yield _judgement(pair, Decision.NO_JUDGEMENT, at, 0.0, (withdrawn,))
