"""What law is made of wherever it stands: acts, criteria, and the elements that must be shown, each with its proof."""

from collections.abc import Iterable, Iterator
from typing import Annotated, Literal

import msgspec

from whereas.policy.claims import claim_kinds
from whereas.policy.typed import Day, Doubt, Key, Letter, Typed, twice, unknown


class Act(Typed, frozen=True, kw_only=True):
    """A legal act or document: `celex` its CELEX number where it is of the Union, `number` any other official number.

    `verified` is True only where what stands here was seen outside memory; `seen` says what was, also where the rest
    was not.
    """

    title: str
    celex: str = ""
    number: str = ""
    article: str = ""
    dated: Day = ""
    verified: bool
    seen: str = ""


class Element(Typed, frozen=True, kw_only=True):
    """One thing that must be shown.

    `shown_by` are the kinds of claim that can show it, `leads` those that point to it and never show it. `lineages`
    independent origins are needed, each from a source graded `reliability` or better (A to F) with an item graded
    `credibility` or better (1 to 6), for the Admiralty grades; `months` is how old the newest fact may be on the day
    of the act (0: any age). Elements that share `group` are alternatives. `turn` says in words what exhibit would show
    it. `source` demands that the claim's object is this (that the UN listed, and nobody else). `conduct` is False for
    what only says who somebody is: shown alone, it brings no criterion nearer.
    """

    key: Key
    words: str
    shown_by: Annotated[tuple[Key, ...], msgspec.Meta(min_length=1)]
    leads: tuple[Key, ...] = ()
    lineages: Annotated[int, msgspec.Meta(ge=1, le=5)] = 2
    reliability: Letter = "C"
    credibility: Annotated[int, msgspec.Meta(ge=1, le=6)] = 3
    months: Annotated[int, msgspec.Meta(ge=0)] = 0
    group: str = ""
    turn: str
    source: str = ""
    conduct: bool = True


class Signal(Typed, frozen=True, kw_only=True):
    """What on another authority's list points to a criterion: its programmes, or words in its reasons. Never proof."""

    authority: str = ""
    programmes: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


class Precedent(Typed, frozen=True, kw_only=True):
    """A listing under a criterion: who, when, by which act; `seen` is what of it was seen, where the rest was not."""

    name: str
    act: str
    dated: Day = ""
    verified: bool
    seen: str = ""


class Place(Typed, frozen=True, kw_only=True):
    """Where else a criterion stands, or a part of it that was checked apart from the rest."""

    article: str
    verified: bool


class Criterion(Typed, frozen=True, kw_only=True):
    """One limb of a regime, or one crime: all its elements must be shown.

    Its elements are its own first, then those it `uses` by name: written once under `common` in its file, or in the
    file of `shared` that its regime names. `also` are further places, each with its own standing. `subjects` are the
    kinds it can apply to; `in_force` and `ends` are the days between which it can be used (the day of the act, where
    its entry into force was not looked up).
    """

    key: Key
    article: str
    also: tuple[Place, ...] = ()
    words: str
    elements: tuple[Element, ...] = ()
    uses: tuple[Key, ...] = ()
    subjects: tuple[Literal["person", "organisation", "vessel"], ...] = ("person", "organisation")
    signals: tuple[Signal, ...] = ()
    precedents: tuple[Precedent, ...] = ()
    in_force: Day = ""
    ends: Day = ""
    verified: bool
    notes: str = ""


def elements_of(one: Criterion, common: Iterable[Element]) -> tuple[Element, ...]:
    """A criterion's own elements, then those it uses, in the order in which it names them."""
    named = {element.key: element for element in common}
    return (*one.elements, *(named[key] for key in one.uses))


def doubts_of_common(common: tuple[Element, ...], used: set[str]) -> Iterator[Doubt]:
    yield from doubts_of_elements(common, "$.common")
    for number, element in enumerate(common):
        if element.key not in used:
            yield f"$.common[{number}].key", f"the element {element.key!r} is used by nothing", "use it or remove it"


def doubts_of_criteria(criteria: tuple[Criterion, ...], path: str, common: tuple[Element, ...]) -> Iterator[Doubt]:
    yield from twice((one.key for one in criteria), f"{path}[{{}}].key")
    known = {element.key for element in common}
    for number, one in enumerate(criteria):
        yield from doubts_of_elements(one.elements, f"{path}[{number}].elements")
        yield from unknown(one.uses, f"{path}[{number}].uses[{{}}]", known, "common element")
        own = {element.key for element in one.elements}
        yield from twice(one.uses, f"{path}[{number}].uses[{{}}]", taken=own)
        if not one.elements and not one.uses:
            yield f"{path}[{number}]", f"{one.key} has no elements", "say what must be shown"
        if one.ends and one.ends < one.in_force:
            yield f"{path}[{number}].ends", f"{one.key} ends before it is in force", "correct one of the days"


def doubts_of_elements(elements: tuple[Element, ...], path: str) -> Iterator[Doubt]:
    yield from twice((one.key for one in elements), f"{path}[{{}}].key")
    for number, one in enumerate(elements):
        for field in ("shown_by", "leads"):
            yield from unknown(
                getattr(one, field), f"{path}[{number}].{field}[{{}}]", set(claim_kinds()), "kind of claim"
            )
