"""What to look at first: broken exhibits, releases that wait, contradictions, confirmations and clocks that run out."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

from whereas.assess.contradictions.contradiction import Severity
from whereas.assess.opposition import gone, rivals, settled_pairs
from whereas.core.casework import ReleaseAsked, ReleaseDecided
from whereas.core.claim import Claim
from whereas.ledger.desk import Board
from whereas.policy.regimes import regimes
from whereas.publish.dossier.clocks import due
from whereas.workbench.changes import caption_of
from whereas.workbench.channels import kept
from whereas.workbench.room import Seen
from whereas.workbench.sources_page import states
from whereas.workbench.supposing import stands_of

# Days before an end at which somebody should know: a renewal is prepared for months, a confirmation for weeks.
_CLOCK_DAYS, _CONFIRMATION_DAYS = 120, 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One thing to look at: its kind (which says why it is here), what it is about, and the figures of its reason.

    `key` is what a link is made of: an exhibit's digest, a case, a condition, a source, a request, a regime.
    """

    kind: str
    title: str
    key: str
    values: Mapping[str, object] = field(default_factory=dict)


def looks(seen: Seen, *, releases: bool) -> tuple[Look, ...]:
    """The ranked list: first what makes evidence false, then who is waited for, then what opposes, then what ends.

    `releases` is whether whoever looks may decide on releases.
    """
    board = seen.bench.ledger.desk()
    found = [*_broken(seen), *(_releases(seen, board) if releases else ()), *_desk_contradictions(seen, board)]
    found += [*_expiring(seen), *_requests(seen), *_clocks(seen.bench.now[:10])]
    return (*found, *_list_contradictions(seen), *_late(seen))


def _broken(seen: Seen) -> Iterator[Look]:
    for key, paper in seen.knowledge.kept.papers.papers.items():
        if not paper.intact:
            yield Look(kind="broken", title=paper.filing.title or key[:12], key=key)


def _releases(seen: Seen, board: Board) -> Iterator[Look]:
    decided = {one.said.on for one in board.log if isinstance(one.said, ReleaseDecided)}
    for one in board.log:
        said = one.said
        if isinstance(said, ReleaseAsked) and said.key not in decided and one.by != seen.bench.settings.author:
            values = {"by": one.by, "recipient": said.recipient or said.audience, "day": one.at[:10]}
            yield Look(kind="release", title=f"{said.subject}, {said.standard}", key=said.case, values=values)


def _desk_contradictions(seen: Seen, board: Board) -> Iterator[Look]:
    """Pairs of standing claims of people that cannot both be right and that nobody settled, told once a party."""
    lost = gone(board.standing, settled_pairs(board.settlements))
    by: dict[str, list[Claim]] = {}
    for claim in board.standing:
        if claim.id not in lost:
            by.setdefault(claim.subject, []).append(claim)
    for subject, claims in sorted(by.items()):
        count = sum(rivals(one, other) for one, other in combinations(claims, 2))
        if count:
            yield Look(kind="rivals", title=caption_of(seen.knowledge, subject), key=subject, values={"count": count})


def _expiring(seen: Seen) -> Iterator[Look]:
    today = seen.bench.now[:10]
    ending = [one for one in stands_of(seen).conditions if one.expires and one.expires >= today]
    for one in sorted(ending, key=lambda each: each.expires):
        days = _between(today, one.expires)
        if days <= _CONFIRMATION_DAYS:
            yield Look(kind="expires", title=one.condition.title, key=one.condition.key,
                       values={"day": one.expires, "days": days})  # fmt: skip


def _requests(seen: Seen) -> Iterator[Look]:
    for one in kept(seen.bench):
        for clock in one.life.due if one.life is not None else ():
            yield Look(kind="request", title=one.record.title, key=one.record.key,
                       values={"what": clock.words, "day": clock.due})  # fmt: skip


def _clocks(today: str) -> Iterator[Look]:
    ahead = [
        (day, key, f"{regime.title}: {clock.words}", clock.verified)
        for key, regime in regimes().items()
        for clock in regime.clocks
        if (clock.on or clock.each_year) and len(day := due(clock, today)) == 10 and day >= today
    ]
    for day, key, words, verified in sorted(ahead):
        if (days := _between(today, day)) <= _CLOCK_DAYS:
            kind = "clock" if verified else "clock_unverified"
            yield Look(kind=kind, title=words, key=key, values={"day": day, "days": days})


def _list_contradictions(seen: Seen) -> Iterator[Look]:
    high = [one for one in seen.knowledge.report.contradictions if one.severity is Severity.HIGH]
    if high:
        yield Look(kind="lists", title=high[0].words, key="", values={"count": len(high)})


def _late(seen: Seen) -> Iterable[Look]:
    late = sorted((one for one in states(seen) if one.late), key=lambda one: -(one.age or 0))
    for one in late:
        yield Look(kind="late", title=one.source.title, key=one.source.key,
                   values={"days": one.age, "usual": one.usual})  # fmt: skip


def _between(earlier: str, later: str) -> int:
    return (date.fromisoformat(later) - date.fromisoformat(earlier)).days
