"""Crimes by article: what surrounds the acts, each underlying act, and the modes of liability."""

from collections.abc import Iterator
from functools import cache
from typing import Annotated

import msgspec

from whereas.policy.elements import Act, Criterion, Element, doubts_of_common, doubts_of_criteria, doubts_of_elements
from whereas.policy.files import read_keyed
from whereas.policy.forums import forums
from whereas.policy.typed import Doubt, Key, Typed, twice, unknown


class Crime(Typed, frozen=True, kw_only=True):
    """Crimes of one article: the contextual elements, each underlying act's own, and modes of liability."""

    key: Key
    title: str
    forum: Key
    acts: Annotated[tuple[Act, ...], msgspec.Meta(min_length=1)]
    chapeau: tuple[Element, ...]
    common: tuple[Element, ...] = ()
    underlying: Annotated[tuple[Criterion, ...], msgspec.Meta(min_length=1)]
    liability: tuple[Criterion, ...]
    notes: str = ""


@cache
def crimes() -> dict[str, Crime]:
    """Every family of crimes by key."""
    return read_keyed("crimes", Crime, doubts_of_crime)


def doubts_of_crime(one: Crime) -> Iterator[Doubt]:
    """What is wrong in a family of crimes beyond its form."""
    yield from unknown((one.forum,), "$.forum", set(forums()), "forum")
    yield from doubts_of_elements(one.chapeau, "$.chapeau")
    yield from doubts_of_common(one.common, {key for each in (*one.underlying, *one.liability) for key in each.uses})
    taken = {each.key for each in one.underlying}
    yield from twice((each.key for each in one.liability), "$.liability[{}].key", taken=taken)
    for path, criteria in (("$.underlying", one.underlying), ("$.liability", one.liability)):
        yield from doubts_of_criteria(criteria, path, one.common)


CHECKS = {"crimes": doubts_of_crime}
FILES = {"crimes": Crime}
