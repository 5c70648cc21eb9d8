"""Why rival claims differ, pair by pair: unit, period, scope, assumption, or a conflict; and what is never added."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations

from whereas.assess.estimates import Implied, Placed, amount
from whereas.core.claim import Claim
from whereas.core.errors import WhereasError
from whereas.core.period import PartialDate
from whereas.kit.intervals import Interval


class Difference(StrEnum):
    """In what two claims differ before their figures are looked at."""

    UNIT = "unit"
    PERIOD = "period"
    SCOPE = "scope"
    ASSUMPTION = "assumption"


class Relation(StrEnum):
    """How the figures of two claims stand to each other.

    `AGREES`: one number can make both true. `FITS`: the shorter period's amount fits in the longer's. `EXPLAINED`: the
    figures lie apart, and a stated difference may be why. `CONFLICT`: they lie apart, and nothing stated explains it.
    `APART`: they speak of different periods or things, so that neither bears on the other. `NO_SCALE`: no conversion.
    """

    CONFLICT = "conflict"
    EXPLAINED = "explained"
    AGREES = "agrees"
    FITS = "fits"
    APART = "apart"
    NO_SCALE = "no common scale"


class Times(StrEnum):
    """How the periods of two claims lie."""

    SAME = "same period"
    INSIDE = "the first lies in the second"
    AROUND = "the second lies in the first"
    OVERLAP = "they overlap in part"
    DISJOINT = "they do not meet"
    UNKNOWN = "not both are stated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two claims held against each other: how they stand, in what they differ, the reason in words.

    `factor` is by how much the larger figure exceeds the smaller, where they lie apart; `never_added` why their sum
    would mean nothing, empty where it may mean something.
    """

    left: Placed
    right: Placed
    relation: Relation
    differences: tuple[Difference, ...]
    times: Times
    words: str
    factor: Interval | None = None
    never_added: str = ""


def explain(placed: Sequence[Placed], loads: Iterable[Implied] = ()) -> tuple[Pair, ...]:
    """Every pair of the claims, conflicts first; `loads` tell one statement in two units."""
    by_claim = {one.of.id: one for one in loads}
    found = [_pair(left, right, by_claim, placed) for left, right in combinations(placed, 2)]
    order = list(Relation)
    return tuple(sorted(found, key=lambda one: order.index(one.relation)))


def _pair(left: Placed, right: Placed, loads: dict[str, Implied], placed: Sequence[Placed]) -> Pair:
    times = periods(left, right)
    differences = _differences(left, right, times)
    relation, reason = _relation(left, right, times, differences)
    apart = relation in (Relation.CONFLICT, Relation.EXPLAINED)
    more = [_one_statement(left, right, loads)] if apart else []
    if relation is Relation.CONFLICT:
        more.append(_also_said(left, right, placed))
    return Pair(
        left=left, right=right, relation=relation, differences=differences, times=times,
        words=" ".join(filter(None, (reason, *more))), factor=_factor(left.common, right.common) if apart else None,
        never_added=reasons_not_to_add(left.claim, right.claim),
    )  # fmt: skip


Days = tuple[date | None, date | None]


def periods(left: Placed, right: Placed) -> Times:
    """How two periods lie. One lies in another only where it is certain to; an end that nobody states is unknown."""
    one, two = (left.first, left.last), (right.first, right.last)
    if _after(one, two) or _after(two, one):
        return Times.DISJOINT
    if None in (*one, *two):
        return Times.UNKNOWN
    if one == two:
        return Times.SAME
    if _within(one, (right.first, right.surely)):
        return Times.INSIDE
    return Times.AROUND if _within(two, (left.first, left.surely)) else Times.OVERLAP


def _after(one: Days, two: Days) -> bool:
    return one[0] is not None and two[1] is not None and one[0] > two[1]


def _within(one: Days, two: Days) -> bool:
    if one[0] is None or one[1] is None or two[0] is None or two[1] is None:
        return False
    return two[0] <= one[0] and one[1] <= two[1]


def _differences(left: Placed, right: Placed, times: Times) -> tuple[Difference, ...]:
    found = []
    if left.unit != right.unit:
        found.append(Difference.UNIT)
    if times is not Times.SAME:
        found.append(Difference.PERIOD)
    if left.scopes != right.scopes or left.claim.object != right.claim.object:
        found.append(Difference.SCOPE)
    if left.assumes != right.assumes:
        found.append(Difference.ASSUMPTION)
    return tuple(found)


def _relation(left: Placed, right: Placed, times: Times, differences: tuple[Difference, ...]) -> tuple[Relation, str]:
    if found := _beside(left, right, times):
        return found
    if times is Times.SAME:
        shared = left.common.intersect(right.common) if left.common and right.common else None
        if shared is not None:
            return Relation.AGREES, f"Both hold for {amount(shared)}."
        start = "One period, and no amount makes both true."
    else:
        part, whole = (left, right) if times is Times.INSIDE else (right, left)
        lies = f"The shorter period ({part.period}) lies in the longer ({whole.period})"
        if _can_hold(part, whole):
            return Relation.FITS, f"{lies}, and its amount can be a part of the other."
        start = f"{lies}, and yet its amount is more."
    if why := _why(left, right, differences):
        return Relation.EXPLAINED, f"{start} {why}"
    return Relation.CONFLICT, f"{start} Nothing stated explains it."


def _beside(left: Placed, right: Placed, times: Times) -> tuple[Relation, str] | None:
    """Where neither claim bears on the other: no scale, a rate against a total, other things, other periods."""
    if left.common is None or right.common is None:
        lost = left if left.common is None else right
        return Relation.NO_SCALE, f"Nothing here converts {lost.unit}."
    supposed = [
        (one.unit, one.conversion.under) for one in (left, right) if one.conversion and one.conversion.hypothetical
    ]
    if supposed and left.unit != right.unit:
        unit, under = supposed[0]
        return Relation.APART, f"One is in {unit}: it is drawn as if {under}, which nobody says."
    if left.scopes and right.scopes and not left.scopes & right.scopes:
        return Relation.APART, f"One counts {_things(left)}, the other {_things(right)}: two readings, never two parts."
    if times in (Times.OVERLAP, Times.DISJOINT, Times.UNKNOWN):
        return Relation.APART, f"{left.period} against {right.period}: {times.value}."
    return None


def _can_hold(part: Placed, whole: Placed) -> bool:
    return bool(part.common and whole.common and part.common.ends[0] <= whole.common.ends[1])


def _why(left: Placed, right: Placed, differences: tuple[Difference, ...]) -> str:
    """Which stated differences may explain figures that lie apart. A period inside another explains no excess."""
    said = []
    if Difference.UNIT in differences:
        under = next(one.conversion.under for one in (left, right) if one.conversion is not None)
        said.append(f"by unit: {left.unit} against {right.unit}, converted as if {under}")
    if Difference.SCOPE in differences:
        said.append(f"by scope: {_things(left)} against {_things(right)}")
    if Difference.ASSUMPTION in differences and left.assumes and right.assumes:
        said.append(f"by assumption: {left.assumes}; against: {right.assumes}")
    return f"Explained {'; '.join(said)}." if said else ""


def _also_said(left: Placed, right: Placed, placed: Sequence[Placed]) -> str:
    """Where the smaller of two figures is what another source gives for a narrower thing in the same period."""
    small = min((left, right), key=lambda one: one.common.ends[1] if one.common else 0.0)
    if small.common is None:
        return ""
    for one in placed:
        inside = _within((one.first, one.last), (small.first, small.surely)) and one.scopes and not small.scopes
        inside = inside and one.conversion is None
        if not inside or one.common is None or None in (one.common.low, one.common.high):
            continue
        if small.common.is_point and one.common.meets(small.common):
            return f"The smaller figure is also what {one.claim.source} gives for {_things(one)}."
    return ""


def _things(one: Placed) -> str:
    return ", ".join(sorted(one.scopes)) or "what is not narrowed"


def _factor(one: Interval | None, two: Interval | None) -> Interval | None:
    """By how much the larger exceeds the smaller; None where an end that it needs is open."""
    if one is None or two is None:
        return None
    small, large = sorted((one, two), key=lambda each: each.ends[0])
    if small.high is None or large.low is None or (small.low or 0.0) <= 0:
        return None
    return Interval(large.ends[0], large.ends[1]) / small


def _one_statement(left: Placed, right: Placed, loads: dict[str, Implied]) -> str:
    """Where two claims are one source's statement in two units: what it implies of the one per the other."""
    for over, under in ((left, right), (right, left)):
        load = loads.get(over.claim.id)
        if load is not None and load.per.id == under.claim.id:
            return f"They are one statement in two units; it implies {amount(load.stated)} {load.unit}."
    return ""


def reasons_not_to_add(one: Claim, two: Claim) -> str:
    """Why two amounts may not be added; empty where they may: one unit, and periods that are stated and do not meet.

    Whatever the periods, incidents that may stand in both would count twice, so an end that nobody states refuses too.
    """
    if one.quantity is None or two.quantity is None:
        return "one of them states no amount"
    unit, other = one.quantity.unit, two.quantity.unit
    if unit != other:
        return f"their units differ: {unit} and {other}"
    if unit.endswith((" a month", " a year")) or unit == "percent":
        return f"amounts in {unit} do not add up"
    return "they are one claim" if one.id == two.id else _may_share(one, two)


def _may_share(one: Claim, two: Claim) -> str:
    first, second = sorted((one, two), key=lambda each: (each.end or "9999", each.start or ""))
    if not first.end or not second.start:
        return "a period is not stated, so that the same incidents may stand in both"
    if PartialDate(second.start).earliest <= PartialDate(first.end).latest:
        when = f"{_when(first)} and {_when(second)}"
        return f"their periods overlap ({when}), so that the same incidents may stand in both"
    return ""


def _when(claim: Claim) -> str:
    return f"{claim.start or '…'} to {claim.end or '…'}"


def never_sum(claims: Sequence[Claim]) -> Interval:
    """The sum of amounts that cannot overlap.

    Raises `WhereasError` with the reason where any two overlap in period, may share incidents, or differ in unit.
    """
    if not claims:
        raise WhereasError("there is nothing to add", todo="name at least one claim")
    for one, two in combinations(claims, 2):
        if why := reasons_not_to_add(one, two):
            raise WhereasError(
                f"these amounts are never added: {why}", where=f"{one.source}: {one.words} | {two.source}: {two.words}",
                todo="choose one of them, or put them beside each other",
            )  # fmt: skip
    total = Interval(0.0, 0.0)
    for claim in claims:
        if claim.quantity is None:
            raise WhereasError("a claim states no amount", where=claim.words, todo="leave it out")
        total += Interval(claim.quantity.low, claim.quantity.high)
    return total
