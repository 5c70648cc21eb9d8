"""Outlet for proof: a standard held against a subject, element by element, and what one exhibit would turn."""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, lru_cache

from whereas.assess.grounds import Ground, Paper, Papers, independent
from whereas.core.claim import Claim
from whereas.core.filing import Filing, Settlement
from whereas.core.period import PartialDate, is_partial_date
from whereas.core.span import Span
from whereas.core.verdict import Verdict, all_of, any_of
from whereas.policy.standards import Element, Forum, Standard, claim_kinds, evidence_classes, forums

# So many further exhibits are tried before the machine says that exhibits alone do not turn an element.
_MOST_EXHIBITS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """A ground that was left out, and why, in words; `rule` names the check that it fails."""

    ground: Ground
    why: str
    rule: str


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What would show an element: `exhibits` more of the kind that `words` describe; None if no exhibit alone would."""

    exhibits: int | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One element's outcome: the claims that bear on it, the leads that point to it, and what would turn it."""

    element: Element
    verdict: Verdict
    claims: tuple[Weighed, ...] = ()
    leads: tuple[Claim, ...] = ()
    turn: Turn | None = None

    @property
    def strongest(self) -> Weighed | None:
        """The claim that carries it best: shown first, then the more origins, then the better grade."""
        best = sorted(self.claims, key=_strength)
        return best[0] if best else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """A standard held against a subject as of a day, by the standard of proof of a forum."""

    standard: Standard
    subject: str
    as_of: str
    forum: Forum
    verdict: Verdict
    elements: tuple[Shown, ...]

    @property
    def shown(self) -> int:
        """How many elements are shown, alternatives counted once."""
        return sum(verdict is Verdict.SHOWN for verdict in _groups(self.elements))

    @property
    def needed(self) -> int:
        """How many must be shown, alternatives counted once."""
        return len(_groups(self.elements))

    @property
    def missing(self) -> tuple[Shown, ...]:
        """The elements that are not shown, save those whose alternative is."""
        done = {one.element.group for one in self.elements if one.verdict is Verdict.SHOWN and one.element.group}
        return tuple(one for one in self.elements if one.verdict is not Verdict.SHOWN and one.element.group not in done)

    @property
    def missing_words(self) -> tuple[str, ...]:
        """What is not shown, in words: alternatives as one, and what was done before who did it."""
        words: dict[str, list[str]] = {}
        ordered = sorted(self.missing, key=lambda one: not one.element.conduct)
        for number, one in enumerate(ordered):
            words.setdefault(one.element.group or f"#{number}", []).append(one.element.words)
        return tuple(found[0] if len(found) == 1 else f"one of: {'; or '.join(found)}" for found in words.values())

    @property
    def leads(self) -> tuple[Claim, ...]:
        """What points to an element without showing it, each once."""
        return tuple({claim.id: claim for one in self.elements for claim in one.leads}.values())


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


def assess(
    standard: Standard, subject: str, ids: Iterable[str], kept: Record, *, as_of: str, forum: str = ""
) -> Assessment:
    """Holds a standard against a subject as of an ISO day, by the standard of proof of a forum (default: its own).

    The verdict is shown only if every element is, alternatives counted as one; see `core.verdict` for how others join.
    """
    asked = forums()[forum or standard.forum]
    known = tuple(ids)
    claims = kept.about(known)
    # Only where a question is named does anything stand against a claim but its own grounds.
    others = claims if any(one.rivals for one in claims) else ()
    elsewhere = kept.elsewhere(others, known)
    world = _World(kept=kept, forum=asked, as_of=as_of, claims=claims, others=others, elsewhere=elsewhere)
    elements = tuple(_element(element, world) for element in standard.elements)
    return Assessment(
        standard=standard, subject=subject, as_of=as_of, forum=asked,
        verdict=all_of(_groups(elements)) if elements else Verdict.UNVERIFIABLE, elements=elements,
    )  # fmt: skip


def _groups(elements: Iterable[Shown]) -> list[Verdict]:
    """One verdict for each element that stands alone and for each group of alternatives."""
    grouped: dict[str, list[Verdict]] = {}
    for number, one in enumerate(elements):
        grouped.setdefault(one.element.group or f"#{number}", []).append(one.verdict)
    return [any_of(verdicts) for verdicts in grouped.values()]


@dataclass(frozen=True, slots=True, kw_only=True)
class _World:
    """What an element is held against: the claims about the subject, and those that may stand against one of them."""

    kept: Record
    forum: Forum
    as_of: str
    claims: tuple[Claim, ...]
    others: tuple[Claim, ...]
    elsewhere: tuple[Claim, ...]


def _element(element: Element, world: _World) -> Shown:
    kept, forum, as_of = world.kept, world.forum, world.as_of
    weighed = tuple(
        weigh(claim, element, kept, forum=forum, as_of=as_of, others=world.others, elsewhere=world.elsewhere)
        for claim in world.claims
        if serves(element, claim) and claim.id not in kept.opposing
    )
    leads = tuple(claim for claim in world.claims if claim.kind in element.leads or _only_leads(claim, element))
    verdict = any_of(one.verdict for one in weighed)
    turn = None if verdict is Verdict.SHOWN else _turn(element, weighed, kept, forum, as_of)
    return Shown(element=element, verdict=verdict, claims=weighed, leads=leads, turn=turn)


def serves(element: Element, claim: Claim) -> bool:
    """Whether a claim is of a kind that can show an element, and of whom the element asks for."""
    return claim.kind in element.shown_by and (not element.source or claim.object == element.source)


def _only_leads(claim: Claim, element: Element) -> bool:
    return claim.kind in element.shown_by and not serves(element, claim)


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
    grounds, left = _admit(kept.papers.supporting(claim), claim, element, forum, as_of)
    rival = [one for one in others if rivals(claim, one)] + [one for one in elsewhere if excludes(claim, one)]
    held = [_admit(kept.papers.undermining(claim), None, element, None, as_of)]
    held += [
        _admit(kept.papers.supporting(one), one, element, None, as_of)
        for one in rival
        if (one.id, claim.id) not in kept.settled
    ]
    against = tuple(dict.fromkeys(ground for admitted, _ in held for ground in admitted))
    set_aside = tuple(one for _, refused in held for one in refused)
    weak = list(dict.fromkeys(one.why for one in left))
    weak += dict.fromkeys(f"stands against it, and is not weighed: {one.why}" for one in set_aside)
    weak += dict.fromkeys(
        f"the time stamp of “{one.title}” is {one.stamp}" for one in grounds if one.stamp not in ("", "stamped")
    )
    stale = _not_yet(claim, as_of) or _stale(claim, grounds, element, as_of)
    origins = _origins(claim, grounds)
    enough = origins >= needed
    refuted = independent(ground.origins for ground in against) >= needed
    if stale:
        weak.append(stale)
    if grounds and not enough:
        where = f" for the weakest of {len(claim.parts)} parts" if claim.parts else ""
        weak.append(f"E6: {_count(origins, 'independent origin')}{where}, {needed} needed")
    if against and (enough or refuted):
        verdict = Verdict.CONTRADICTED
    elif enough and not stale:
        verdict = Verdict.SHOWN
    elif not grounds and left and all(_cannot_be_judged(one.ground) for one in left):
        verdict = Verdict.UNVERIFIABLE
    else:
        verdict = Verdict.NOT_SHOWN
    return Weighed(
        claim=claim, verdict=verdict, grounds=grounds, against=against, left=left, needed=needed, weak=tuple(weak),
        set_aside=set_aside,
    )  # fmt: skip


def _origins(claim: Claim, grounds: Iterable[Ground]) -> int:
    """How many independent origins a claim has; one in parts has as many as its weakest part."""
    by_span: dict[str, set[frozenset[str]]] = {}
    for ground in grounds:
        by_span.setdefault(ground.span.id, set()).add(ground.origins)
    parts = claim.parts or (tuple(by_span),)
    return min(independent(one for key in part for one in by_span.get(key, ())) for part in parts)


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


def _admit(
    grounds: Iterable[Ground], claim: Claim | None, element: Element, forum: Forum | None, as_of: str
) -> tuple[tuple[Ground, ...], tuple[Left, ...]]:
    """Grounds that may be weighed before a forum, and those left out.

    Without a forum they are what stands against a claim; `claim` is what they must be able to show, None for nothing.
    """
    admitted, left = [], []
    for ground in grounds:
        found = _objection(ground, claim, element, forum, as_of)
        if found is None:
            admitted.append(ground)
        else:
            left.append(Left(ground=ground, rule=found[0], why=f"{found[0]}: {found[1]}"))
    return tuple(admitted), tuple(left)


def _objection(
    ground: Ground, claim: Claim | None, element: Element, forum: Forum | None, as_of: str
) -> tuple[str, str] | None:
    """The first reason not to admit a ground, as (rule, words)."""
    if forum is not None and not ground.intact:
        return "E2", f"the exhibit of “{ground.title}” is damaged or missing"
    if forum is not None and not ground.allows(forum.uses):
        return "consent", _not_allowed(ground, forum)
    if ground.available and _had_from(ground, sure=forum is not None) > as_of:
        return "E7", f"“{ground.title}” was not to be had before {ground.available}, after {as_of}"
    if claim is not None and (cannot := _cannot_show(ground, claim)):
        return cannot
    if not ground.at_least(element.reliability, element.credibility):
        asked = f"{element.reliability}{element.credibility}"
        return "E11", f"“{ground.title}” is graded {ground.grade}, {asked} or better is needed"
    return None


def _had_from(ground: Ground, *, sure: bool) -> str:
    """The ISO day since when a ground was surely to be had, or since when it may have been."""
    day = PartialDate(ground.available)
    return (day.latest if sure else day.earliest).isoformat()


def _not_allowed(ground: Ground, forum: Forum) -> str:
    if not ground.uses:
        return f"no use of “{ground.title}” is on record, which an account of a witness needs"
    return f"“{ground.title}” may be used for {', '.join(ground.uses)} and not for {forum.uses}"


def _cannot_show(ground: Ground, claim: Claim) -> tuple[str, str] | None:
    """Whether a ground's class can carry no claim of this kind, whatever its grade."""
    kind = evidence_classes()[ground.evidence]
    words = f"“{ground.title}” is of the class “{kind.title}”"
    if "any" in kind.never_shows:
        return "E12", f"{words}, which by itself shows no element"
    if claim.kind in kind.never_shows:
        return "E11", f"{words}, which cannot show “{claim_kinds()[claim.kind].title}”"
    return None


def _cannot_be_judged(ground: Ground) -> bool:
    return not ground.intact or ground.reliability == "F" or ground.credibility == 6


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


def _turn(element: Element, weighed: tuple[Weighed, ...], kept: Record, forum: Forum, as_of: str) -> Turn:
    """Tries ideal exhibits, one more at a time, on the claim that is nearest, until the element is shown."""
    contradicted = [one for one in weighed if one.verdict is Verdict.CONTRADICTED]
    free = [one for one in weighed if not one.against]  # more exhibits for a claim that is opposed only contradict it
    if contradicted or (weighed and not free):
        opposed = contradicted or weighed
        names = ", ".join(sorted({f"“{ground.title}”" for one in opposed for ground in one.against}))
        return Turn(exhibits=None, words=f"Settle with reasons what stands against it ({names}), or narrow the claim.")
    best = min(free, key=_strength, default=None)
    if best is None:
        return _turn_from_nothing(element, forum, as_of)
    return _turn_of(element, best, best.claim, kept.papers, forum=forum, as_of=as_of)


@lru_cache(maxsize=4096)
def _turn_from_nothing(element: Element, forum: Forum, as_of: str) -> Turn:
    """What would show an element on which nothing bears yet: the same for every subject."""
    return _turn_of(element, None, _ideal_claim(element, as_of), Papers(), forum=forum, as_of=as_of)


def _turn_of(element: Element, best: Weighed | None, base: Claim, papers: Papers, *, forum: Forum, as_of: str) -> Turn:
    for count in range(1, _MOST_EXHIBITS + 1):
        spans, more = _with_ideal(papers, count, as_of)
        parts = tuple((*part, *(one.id for one in spans)) for part in base.parts)
        tried = replace(base, spans=(*base.spans, *spans), parts=parts, end="" if element.months else base.end)
        found = weigh(tried, element, Record(papers=more), forum=forum, as_of=as_of)
        if found.verdict is Verdict.SHOWN:
            return Turn(exhibits=count, words=_turn_words(count, element, best, forum, as_of))
    return Turn(exhibits=None, words=f"{element.turn} No number of exhibits of one kind alone would do.")


def _turn_words(count: int, element: Element, best: Weighed | None, forum: Forum, as_of: str) -> str:
    have = sorted({ground.title for ground in best.grounds}) if best is not None else []
    whole = " that shows every part of it" if best is not None and best.claim.parts else ""
    apart = f", of another origin than {', '.join(f'“{title}”' for title in have)}" if have else ""
    each = f"one exhibit{whole}" if count == 1 else f"{count} exhibits of independent origin{whole}"
    return (
        f"{element.turn} Needed: {each}{apart}, graded {element.reliability}{element.credibility} or better, "
        f"to be had by {as_of}, and free for use before {forum.title}."
    )


def _ideal_claim(element: Element, as_of: str) -> Claim:
    return Claim(
        kind=element.shown_by[0], subject="", words="", author="", source="", claimed_on=as_of, object=element.source
    )


def _with_ideal(papers: Papers, count: int, as_of: str) -> tuple[tuple[Span, ...], Papers]:
    """So many ideal exhibits: the Union's own register, each of an origin of its own, to be had on the day."""
    names = [f"ideal:{number}" for number in range(count)]
    ideal = {
        name: Paper(
            filing=Filing(exhibit=name, title="an exhibit to be found", evidence="register", reliability="A"),
            available=as_of,
            captured=as_of,
        )
        for name in names
    }
    spans = tuple(Span(exhibit=name, locator="line:1", quote="", credibility="1") for name in names)
    return spans, Papers(papers={**papers.papers, **ideal}, origins=papers.origins)


def _strength(one: Weighed) -> tuple[int, int, str, str]:
    order = (Verdict.SHOWN, Verdict.CONTRADICTED, Verdict.NOT_SHOWN, Verdict.UNVERIFIABLE)
    grade = min((ground.grade for ground in one.grounds), default="G9")
    return order.index(one.verdict), -one.lineages, grade, one.claim.id


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")
