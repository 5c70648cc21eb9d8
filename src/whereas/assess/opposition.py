"""What stands against a claim: rivals on one question, what excludes it, and which of them gave way."""

from collections.abc import Iterable

from whereas.core.claim import Claim
from whereas.core.filing import Settlement
from whereas.core.period import PartialDate, is_partial_date


def rivals(claim: Claim, other: Claim) -> bool:
    """Whether two claims about one party answer one question in ways that cannot both be right.

    A claim does not escape a question by not naming it: what says the same thing of the same time is asked it too.
    """
    if claim.rivals and other.rivals:
        return claim.rivals == other.rivals and _differ(claim, other) and claim.id != other.id
    if not claim.rivals and not other.rivals:
        return False
    alike = (claim.kind, claim.object, claim.place) == (other.kind, other.object, other.place)
    return alike and _overlap(claim, other) and _differ(claim, other)


def one_answer(claim: Claim, other: Claim) -> bool:
    """Whether one claim can stand in the place of another: rivals, or of one kind about the same two parties."""
    parties = (claim.kind, claim.subject, claim.object) == (other.kind, other.subject, other.object)
    return parties or rivals(claim, other)


def excludes(claim: Claim, other: Claim) -> bool:
    """Whether a claim about another party gives it what one question allows to one: the same office at one time."""
    alike = claim.rivals and (claim.rivals, claim.kind, claim.object) == (other.rivals, other.kind, other.object)
    return bool(alike) and not (claim.place and other.place and claim.place != other.place) and _overlap(claim, other)


def settled_pairs(settlements: Iterable[Settlement]) -> frozenset[tuple[str, str]]:
    """Which claim gives way to which, oldest settlement first: of one pair the latest word holds.

    Two claims never both give way to one another, and none gives way to itself: either would make a contradiction go
    away and leave nobody's answer.
    """
    latest = {frozenset((one.gives_way, one.stands)): (one.gives_way, one.stands) for one in settlements}
    return frozenset(pair for both, pair in latest.items() if len(both) == 2)


def gone(claims: Iterable[Claim], settled: frozenset[tuple[str, str]]) -> frozenset[str]:
    """The ids of claims that gave way to one that stands, and is not itself of those.

    A settlement between claims that answer different questions settles nothing, and in a ring none is gone.
    """
    standing = {one.id: one for one in claims}
    ways: dict[str, set[str]] = {}
    for loser, winner in settled:
        if loser in standing and winner in standing and one_answer(standing[loser], standing[winner]):
            ways.setdefault(loser, set()).add(winner)
    found: set[str] = set()
    while more := {
        loser for loser, winners in ways.items()
        if loser not in found and any(ways.get(winner, set()) <= found and winner not in found for winner in winners)
    }:  # fmt: skip
        found |= more
    return frozenset(found)


def _differ(claim: Claim, other: Claim) -> bool:
    if claim.object != other.object or (claim.place and other.place and claim.place != other.place):
        return True
    if claim.quantity is not None and other.quantity is not None and claim.quantity.unit == other.quantity.unit:
        low, high = claim.quantity, other.quantity
        if _before(low.high, high.low) or _before(high.high, low.low):
            return True
    return not _agree(claim.start, other.start) or not _agree(claim.end, other.end)


def _overlap(claim: Claim, other: Claim) -> bool:
    """Whether both surely hold at one time: a handover within one year is none, and an open end goes on."""

    def ends_by(one: Claim, two: Claim) -> bool:
        known = is_partial_date(one.end) and is_partial_date(two.start)
        return known and PartialDate(one.end).earliest <= PartialDate(two.start).latest

    return not ends_by(claim, other) and not ends_by(other, claim)


def _before(high: float | None, low: float | None) -> bool:
    return high is not None and low is not None and high < low


def _agree(one: str, other: str) -> bool:
    """Whether two partial dates can be one: the shorter begins the longer; an absent date agrees with any."""
    return one.startswith(other) or other.startswith(one)
