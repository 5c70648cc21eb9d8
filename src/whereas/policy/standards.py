"""Outlet for what must be shown: criteria, breaches of paragraphs and crimes, flattened into standards of one form."""

from collections.abc import Iterator
from functools import cache

import msgspec

from whereas.policy.crimes import Crime, crimes
from whereas.policy.elements import Criterion, Element, Place, Precedent, Signal, elements_of
from whereas.policy.regimes import Regime, common_of, regimes
from whereas.policy.resolutions import resolutions


class Standard(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to assess a subject against: a criterion, a breach of a paragraph, or a crime, flattened.

    `key` is `regime/criterion`; `family` is `regime`, `resolution` or `crime`; `article` names every place, `places`
    each with its own standing; `verified` is True only where all of them were seen.
    """

    key: str
    family: str
    title: str
    article: str
    places: tuple[Place, ...]
    words: str
    forum: str
    elements: tuple[Element, ...]
    subjects: tuple[str, ...]
    signals: tuple[Signal, ...] = ()
    precedents: tuple[Precedent, ...] = ()
    in_force: str = ""
    ends: str = ""
    verified: bool
    regime: str = ""
    notes: str = ""


@cache
def standards() -> dict[str, Standard]:
    """Every standard that has elements, by key: criteria, breaches of paragraphs, crimes."""
    found = [*_of_regimes(), *_of_resolutions(), *_of_crimes()]
    return {one.key: one for one in found}


def _of_regimes() -> Iterator[Standard]:
    for regime in regimes().values():
        for one in regime.criteria:
            yield _standard(one, elements_of(one, common_of(regime)), family="regime", of=regime, also=regime.also)


def _of_crimes() -> Iterator[Standard]:
    for crime in crimes().values():
        for one in crime.underlying:
            yield _standard(one, (*crime.chapeau, *elements_of(one, crime.common)), family="crime", of=crime)
        for one in crime.liability:
            yield _standard(one, elements_of(one, crime.common), family="crime", of=crime)


def _of_resolutions() -> Iterator[Standard]:
    for resolution in resolutions().values():
        for one in resolution.paragraphs:
            if one.breach:
                yield Standard(
                    key=f"{resolution.key}/{one.para}",
                    family="resolution",
                    title=f"Resolution {resolution.number} ({resolution.year})",
                    article=f"paragraph {one.para}",
                    places=(Place(article=f"paragraph {one.para}", verified=one.verified),),
                    words=f"{one.addressee} {one.verb} {one.object}",
                    forum="un-listing",
                    elements=one.breach,
                    subjects=("person", "organisation", "vessel"),
                    in_force=resolution.dated,
                    verified=one.verified,
                    regime=resolution.key,
                    notes=one.notes,
                )


def _standard(
    one: Criterion, elements: tuple[Element, ...], *, family: str, of: Regime | Crime, also: tuple[Place, ...] = ()
) -> Standard:
    places = (Place(article=one.article, verified=one.verified), *one.also, *also)
    return Standard(
        key=f"{of.key}/{one.key}",
        family=family,
        title=of.title,
        article="; ".join(place.article for place in places),
        places=places,
        words=one.words,
        forum=of.forum,
        elements=elements,
        subjects=one.subjects,
        signals=one.signals,
        precedents=one.precedents,
        in_force=one.in_force,
        ends=one.ends,
        verified=all(place.verified for place in places),
        regime=of.key,
        notes=one.notes,
    )
