"""Identifiers inside running text: candidates by their form, kept where the scheme says they are whole and right."""

import re
from collections.abc import Callable

Found = tuple[int, int, str]


def found(pattern: re.Pattern[str], normal: Callable[[str], str | None], text: str) -> list[Found]:
    """Each valid identifier as (start, end, normal form), in order; end excluded, the pattern's group 1 if it has one.

    A pattern guards its own ends, so that a part of a longer word is never taken for an identifier.
    """
    group = 1 if pattern.groups else 0
    return [
        (*candidate.span(group), form)
        for candidate in pattern.finditer(text)
        if (form := normal(candidate[group])) is not None
    ]
