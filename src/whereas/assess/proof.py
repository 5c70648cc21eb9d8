"""Outlet for proof: a standard held against a subject, element by element, and what one exhibit would turn."""

from collections.abc import Iterable
from dataclasses import dataclass

from whereas.assess.record import Record
from whereas.assess.turn import Turn, turn
from whereas.assess.weighing import Weighed, strength, weigh
from whereas.core.claim import Claim
from whereas.core.verdict import Verdict, all_of, any_of
from whereas.policy.elements import Element
from whereas.policy.forums import Forum, forums
from whereas.policy.standards import Standard


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
        best = sorted(self.claims, key=strength)
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
    turned = None if verdict is Verdict.SHOWN else turn(element, weighed, kept.papers, forum, as_of)
    return Shown(element=element, verdict=verdict, claims=weighed, leads=leads, turn=turned)


def serves(element: Element, claim: Claim) -> bool:
    """Whether a claim is of a kind that can show an element, and of whom the element asks for."""
    return claim.kind in element.shown_by and (not element.source or claim.object == element.source)


def _only_leads(claim: Claim, element: Element) -> bool:
    return claim.kind in element.shown_by and not serves(element, claim)
