"""What would turn an element: ideal exhibits, one more at a time, tried on the claim that is nearest to it."""

from dataclasses import dataclass, replace
from functools import lru_cache

from whereas.assess.grounds import Paper, Papers
from whereas.assess.record import Record
from whereas.assess.weighing import Weighed, strength, weigh
from whereas.core.claim import Claim
from whereas.core.filing import Filing
from whereas.core.span import Span
from whereas.core.verdict import Verdict
from whereas.policy.elements import Element
from whereas.policy.forums import Forum

# So many further exhibits are tried before the machine says that exhibits alone do not turn an element.
_MOST_EXHIBITS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What would show an element: `exhibits` more of the kind that `words` describe; None if no exhibit alone would."""

    exhibits: int | None
    words: str


def turn(element: Element, weighed: tuple[Weighed, ...], papers: Papers, forum: Forum, as_of: str) -> Turn:
    """What would show an element: ideal exhibits are tried, one more at a time, on the claim that is nearest."""
    contradicted = [one for one in weighed if one.verdict is Verdict.CONTRADICTED]
    free = [one for one in weighed if not one.against]  # more exhibits for a claim that is opposed only contradict it
    if contradicted or (weighed and not free):
        opposed = contradicted or weighed
        names = ", ".join(sorted({f"“{ground.title}”" for one in opposed for ground in one.against}))
        return Turn(exhibits=None, words=f"Settle with reasons what stands against it ({names}), or narrow the claim.")
    best = min(free, key=strength, default=None)
    if best is None:
        return _turn_from_nothing(element, forum, as_of)
    return _turn_of(element, best, best.claim, papers, forum=forum, as_of=as_of)


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
