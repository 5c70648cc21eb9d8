"""Past policies to be evaluated as data: their phases, what each objective sought, and who judged the outcome."""

from functools import cache
from typing import Annotated

import msgspec

from whereas.core.errors import PolicyError
from whereas.policy.files import policy_files
from whereas.policy.indicators import indicators
from whereas.policy.typed import Key, Typed, read_typed

Year = Annotated[int, msgspec.Meta(ge=1900, le=2200)]


class Phase(Typed, frozen=True, kw_only=True):
    """A stretch of years, both ends counted, in which one form of the policy was in use."""

    key: Key
    title: str
    first: Year
    last: Year
    words: str
    points: tuple[str, ...]


class Sought(Typed, frozen=True, kw_only=True):
    """What one objective sought and how its outcome can be seen.

    `themes` are keywords of the timeline's events that bear on it, `indicators` the series that do; `judged` is the
    outcome in the words of whoever judged it, named in `judged_by`, and no computation of ours; `unknown` is what
    nothing at hand can tell.
    """

    objective: Key
    title: str
    words: str
    themes: tuple[str, ...]
    indicators: tuple[Key, ...] = ()
    judged: str
    judged_by: str
    points: tuple[str, ...]
    unknown: str
    verified: bool


class Evaluation(Typed, frozen=True, kw_only=True):
    """One past policy: phases in order, and what was sought. `means` are the themes of its own instruments."""

    key: Key
    strategy: Key
    title: str
    source: str
    phases: Annotated[tuple[Phase, ...], msgspec.Meta(min_length=1)]
    means: tuple[str, ...]
    sought: Annotated[tuple[Sought, ...], msgspec.Meta(min_length=1)]


@cache
def evaluations() -> dict[str, Evaluation]:
    """Every evaluation by key. Raises `PolicyError` for phases that overlap or an indicator there is none of."""
    found = {}
    known = {one.key for one in indicators().indicators}
    for name, text in policy_files("evaluations"):
        one = read_typed(name, text, Evaluation)
        for before, after in zip(one.phases, one.phases[1:], strict=False):
            if after.first <= before.last:
                raise PolicyError(f"the phases {before.key} and {after.key} overlap", where=name, todo="part them")
        if unknown := sorted({key for each in one.sought for key in each.indicators} - known):
            raise PolicyError(f"there is no indicator {unknown[0]!r}", where=name, todo="see policy/indicators")
        found[one.key] = one
    return found


FILES = {"evaluations": Evaluation}
