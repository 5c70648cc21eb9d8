"""A claim held against an element: which grounds count, which are left out, and what it comes to."""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from whereas.assess.admission import Left, admit, cannot_be_judged
from whereas.assess.grounds import Ground, independent
from whereas.assess.opposition import excludes, rivals
from whereas.assess.record import Record
from whereas.core.claim import Claim
from whereas.core.period import PartialDate, is_partial_date
from whereas.core.verdict import Verdict
from whereas.policy.elements import Element
from whereas.policy.forums import Forum


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A claim held against an element: what counts for and against it, what was left out, and what it comes to.

    `left` was left out of what supports it, `set_aside` of what stands against it.
    """

    claim: Claim
    verdict: Verdict
    grounds: tuple[Ground, ...]
    against: tuple[Ground, ...]
    left: tuple[Left, ...]
    needed: int
    set_aside: tuple[Left, ...] = ()
    weak: tuple[str, ...] = ()

    @property
    def lineages(self) -> int:
        """Of how many independent origins the grounds are that count; of a claim in parts, for its weakest part."""
        return _origins(self.claim, self.grounds)


def weigh(
    claim: Claim, element: Element, kept: Record, *, forum: Forum, as_of: str, others: Iterable[Claim] = (),
    elsewhere: Iterable[Claim] = (),
) -> Weighed:  # fmt: skip
    """Holds one claim against one element; `others` are claims of the subject, `elsewhere` of others, of any kind.

    Shown if grounds of enough independent origins remain after those are left out that came later than the day, that
    no consent covers, that are damaged, graded too low, or of a class that cannot prove it. Contradicted if one ground
    of equal quality, or a rival claim, stands against it and nobody settled it. Unverifiable if all that supports it
    cannot be judged. What stands against it counts although its witness does not let it be used here, and although its
    bytes were damaged since: whoever decides knows of it, and it must not help to spoil it. It counts from the first
    day its date can mean, and of whatever class it is: it need not show the claim to speak against it.
    """
    needed = max(element.lineages, forum.lineages) if element.lineages > 1 else 1
    grounds, left = admit(kept.papers.supporting(claim), claim, element, forum, as_of)
    rival = [one for one in others if rivals(claim, one)] + [one for one in elsewhere if excludes(claim, one)]
    against, set_aside = _opposed(claim, rival, element, kept, as_of)
    stale = _not_yet(claim, as_of) or _stale(claim, grounds, element, as_of)
    enough = _origins(claim, grounds) >= needed
    refuted = independent(ground.origins for ground in against) >= needed
    if against and (enough or refuted):
        verdict = Verdict.CONTRADICTED
    elif enough and not stale:
        verdict = Verdict.SHOWN
    elif not grounds and left and all(cannot_be_judged(one.ground) for one in left):
        verdict = Verdict.UNVERIFIABLE
    else:
        verdict = Verdict.NOT_SHOWN
    weak = (*_weak_links(grounds, left, set_aside), stale, _too_few(claim, grounds, needed))
    return Weighed(
        claim=claim, verdict=verdict, grounds=grounds, against=against, left=left, needed=needed,
        weak=tuple(filter(None, weak)), set_aside=set_aside,
    )  # fmt: skip


def _opposed(
    claim: Claim, rival: Iterable[Claim], element: Element, kept: Record, as_of: str
) -> tuple[tuple[Ground, ...], tuple[Left, ...]]:
    """The grounds that stand against a claim, its own and those of rivals nobody settled, and those set aside."""
    held = [admit(kept.papers.undermining(claim), None, element, None, as_of)]
    held += [
        admit(kept.papers.supporting(one), one, element, None, as_of)
        for one in rival
        if (one.id, claim.id) not in kept.settled
    ]
    against = tuple(dict.fromkeys(ground for admitted, _ in held for ground in admitted))
    return against, tuple(one for _, refused in held for one in refused)


def _weak_links(grounds: Iterable[Ground], left: Iterable[Left], set_aside: Iterable[Left]) -> Iterator[str]:
    """What was left out, what was set aside, and which time stamps are wrong, in words, each once."""
    yield from dict.fromkeys(one.why for one in left)
    yield from dict.fromkeys(f"stands against it, and is not weighed: {one.why}" for one in set_aside)
    yield from dict.fromkeys(
        f"the time stamp of “{one.title}” is {one.stamp}" for one in grounds if one.stamp not in ("", "stamped")
    )


def _too_few(claim: Claim, grounds: tuple[Ground, ...], needed: int) -> str:
    """How many origins are missing, in words; empty if none are, or where nothing at all was admitted."""
    origins = _origins(claim, grounds)
    if not grounds or origins >= needed:
        return ""
    where = f" for the weakest of {len(claim.parts)} parts" if claim.parts else ""
    return f"E6: {_count(origins, 'independent origin')}{where}, {needed} needed"


def _origins(claim: Claim, grounds: Iterable[Ground]) -> int:
    """How many independent origins a claim has; one in parts has as many as its weakest part."""
    by_span: dict[str, set[frozenset[str]]] = {}
    for ground in grounds:
        by_span.setdefault(ground.span.id, set()).add(ground.origins)
    parts = claim.parts or (tuple(by_span),)
    return min(independent(one for key in part for one in by_span.get(key, ())) for part in parts)


def _not_yet(claim: Claim, as_of: str) -> str:
    """Why a fact cannot be shown as of a day before it; empty if it is not of after the day."""
    if is_partial_date(claim.start) and PartialDate(claim.start).earliest.isoformat() > as_of:
        return f"E7: the fact is of {claim.start}, after {as_of}"
    return ""


def _stale(claim: Claim, grounds: tuple[Ground, ...], element: Element, as_of: str) -> str:
    """Why the newest fact is too old for an element that needs a recent one; empty if it is not."""
    if not element.months:
        return ""
    dates = (ground.available for ground in grounds if is_partial_date(ground.available))
    newest = claim.end or max(dates, key=lambda text: PartialDate(text).latest, default="") or claim.start
    if not newest or not is_partial_date(newest):
        return "E8: no date says how recent the fact is"
    oldest = months_before(as_of, element.months)
    if newest[: len(oldest)] < oldest[: len(newest)]:
        return f"E8: the newest fact is of {newest}, more than {element.months} months before {as_of}"
    return ""


def months_before(day: str, months: int) -> str:
    """The ISO day so many months before another, or after it where the number is negative.

    A day that the month does not have is its last (Regulation (EEC, Euratom) 1182/71, Article 3(2)(c)).
    """
    at = date.fromisoformat(day)
    year, month = divmod(at.year * 12 + at.month - 1 - months, 12)
    return date(year, month + 1, min(at.day, monthrange(year, month + 1)[1])).isoformat()


def strength(one: Weighed) -> tuple[int, int, str, str]:
    """What a claim is sorted by: shown first, then the more origins, then the better grade."""
    order = (Verdict.SHOWN, Verdict.CONTRADICTED, Verdict.NOT_SHOWN, Verdict.UNVERIFIABLE)
    grade = min((ground.grade for ground in one.grounds), default="G9")
    return order.index(one.verdict), -one.lineages, grade, one.claim.id


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")
