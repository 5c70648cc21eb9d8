"""A screening answer: who a name may be, how likely, why, on which statements, and who else bears the name."""

from dataclasses import dataclass

from whereas.core.judgement import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Designated:
    """One listing of a matched party: by whom, in which source, under which programme and act, since when."""

    authority: str
    source: str
    programme: str
    act: str
    since: str
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """That what was asked for may be this listed party. Matched is not same, listed is not convicted.

    `probability` is from 0 to 1, `band` names it (strong, probable, possible); `name` is the listed name that was
    met, `words` one sentence that explains; `reasons` are the features in order of weight; `homonyms` counts the other
    listed parties met by a name as like, and `bearers` says about how many living people may bear it (0: not
    estimated); `statements` are the ids of the statements it rests on.
    """

    entity: str
    members: tuple[str, ...]
    caption: str
    schema: str
    probability: float
    band: str
    name: str
    words: str
    reasons: tuple[Reason, ...] = ()
    listed: tuple[Designated, ...] = ()
    homonyms: int = 0
    bearers: int = 0
    statements: tuple[str, ...] = ()
