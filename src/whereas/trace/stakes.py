"""Stakes and relations of control as sources state them, with their dates, and which of them count on a day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from fractions import Fraction

from whereas.core.claim import Claim
from whereas.core.period import PartialDate
from whereas.core.statement import Statement
from whereas.trace.share import NOTHING, Share, hull, number

Grounds = tuple[Statement | Claim, ...]


class Holds(IntEnum):
    """Whether something holds on a day: dates known to the year or the month leave it open."""

    NO = 0
    PERHAPS = 1
    SURELY = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Stake:
    """That `owner` holds a share of `owned`, from a partial date to another (empty: open), and what that rests on."""

    owner: str
    owned: str
    share: Share
    start: str = ""
    end: str = ""
    rests: Grounds = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """That `controller` controls `controlled`, by a sign of control (`indicator`, its key).

    `alone` is False where the sign is not enough by itself.
    """

    controller: str
    controlled: str
    indicator: str
    alone: bool = True
    start: str = ""
    end: str = ""
    rests: Grounds = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something in the data that a person must look at: its kind, the parties it is about, and what is wrong."""

    kind: str
    parties: tuple[str, ...]
    words: str
    rests: Grounds = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """What one owner holds of one party on a day: the hull of all figures that sources give for it.

    `clash` are the figures that surely hold on the day and cannot all be right; empty where there are none.
    """

    owner: str
    owned: str
    share: Share
    stakes: tuple[Stake, ...]
    clash: tuple[Share, ...] = ()

    @property
    def rests(self) -> Grounds:
        """What it rests on."""
        return tuple(ground for stake in self.stakes for ground in stake.rests)


def holds(start: str, end: str, day: str) -> Holds:
    """Whether a period between two partial dates (empty: open; both ends included) holds an ISO day.

    Each end narrows the other: what began in 2024 and ended on 2 July 2024 had begun by that day.
    """
    at = date.fromisoformat(day)
    first, last = (PartialDate(start) if start else None), (PartialDate(end) if end else None)
    if (first and first.earliest > at) or (last and last.latest < at):
        return Holds.NO
    begun = first is None or min(first.latest, last.latest if last else first.latest) <= at
    lasts = last is None or max(last.earliest, first.earliest if first else last.earliest) >= at
    return Holds.SURELY if begun and lasts else Holds.PERHAPS


def runs_back(start: str, end: str) -> bool:
    """Whether a period surely ends before it starts."""
    return bool(start and end) and PartialDate(end).latest < PartialDate(start).earliest


def dated(stakes: Iterable[Stake | Relation]) -> Iterable[Problem]:
    """A problem for each stake or relation whose dates contradict one another."""
    for one in stakes:
        if runs_back(one.start, one.end):
            words = f"it ends ({one.end}) before it starts ({one.start}), and is left out"
            yield Problem(kind="dates", parties=_ends(one), words=words, rests=one.rests)


def _ends(one: Stake | Relation) -> tuple[str, str]:
    return (one.owned, one.owner) if isinstance(one, Stake) else (one.controlled, one.controller)


def holdings(stakes: Iterable[Stake], day: str) -> dict[str, dict[str, Holding]]:
    """What each party's owners hold of it on a day, by party and owner, both in order.

    Figures of several sources for one owner stay as one interval that holds them all. A stake that may or may not hold
    on the day leaves open that nothing is held, unless another surely holds. Own shares are left out.
    """
    found: dict[tuple[str, str], list[tuple[Holds, Stake]]] = {}
    for stake in stakes:
        state = Holds.NO if runs_back(stake.start, stake.end) else holds(stake.start, stake.end, day)
        if state is not Holds.NO and stake.owner != stake.owned:
            found.setdefault((stake.owned, stake.owner), []).append((state, stake))
    by_party: dict[str, dict[str, Holding]] = {}
    for owned, owner in sorted(found):
        states = found[owned, owner]
        shares = [stake.share for _, stake in states]
        if all(state is Holds.PERHAPS for state, _ in states):
            shares.append(NOTHING)
        held = tuple(sorted((stake for _, stake in states), key=_order))
        by_party.setdefault(owned, {})[owner] = Holding(
            owner=owner, owned=owned, share=hull(shares), stakes=held,
            clash=_clash(stake.share for state, stake in states if state is Holds.SURELY),
        )  # fmt: skip
    return by_party


def _clash(shares: Iterable[Share]) -> tuple[Share, ...]:
    figures = sorted(set(shares))
    return tuple(figures) if figures and min(one.high for one in figures) < figures[-1].low else ()


def _order(stake: Stake) -> tuple[Share, str, str, tuple[str, ...]]:
    return stake.share, stake.start, stake.end, tuple(ground_id(one) for one in stake.rests)


def ground_id(one: Statement | Claim) -> str:
    """The id (hex) of a statement or a claim."""
    return one.id.hex() if isinstance(one, Statement) else one.id


def doubts(stakes: Iterable[Stake], held: Mapping[str, Mapping[str, Holding]]) -> Iterable[Problem]:
    """Own shares, figures of one party that add to more than the whole, and figures that cannot all be right."""
    for stake in stakes:
        if stake.owner == stake.owned:
            words = f"it is said to hold {stake.share} of itself; own shares count for nobody"
            yield Problem(kind="own shares", parties=(stake.owned,), words=words, rests=stake.rests)
    for owned, owners in held.items():
        total = sum((one.share.low for one in owners.values()), Fraction(0))
        if total > 100:
            words = f"its owners are said to hold at least {number(total)} % together; a figure or a date is wrong"
            every = tuple(ground for one in owners.values() for ground in one.rests)
            yield Problem(kind="more than the whole", parties=(owned, *owners), words=words, rests=every)
        for one in owners.values():
            if one.clash:
                words = f"sources differ on the share ({'; '.join(map(str, one.clash))}); all of it stays open"
                yield Problem(kind="figures differ", parties=(owned, one.owner), words=words, rests=one.rests)
