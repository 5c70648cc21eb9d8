"""Indicators of the objectives as data: events, access and acts, each with its source and what it cannot show."""

from functools import cache
from typing import Literal

from whereas.policy.conditions import Objective
from whereas.policy.files import policy_files
from whereas.policy.typed import Key, Typed, read_typed


class Indicator(Typed, frozen=True, kw_only=True):
    """One indicator: how many records of a source bear a keyword, by year.

    `family` is `events`, `access` or `acts`; `keyword` is looked for among a record's keywords and those of the things
    it involves (`a+b` asks for both, `a|b` for one of them). `of` makes it a share: of the records that bear this, how
    many bear `keyword`. `number` is read from the keywords instead of counting, where a record holds a figure
    (`total:3`), less the figure under `minus`; `items` reads a figure for each of several items (`item:A1=0`), on a
    scale that ends at `most`. `silence` says what a year without a record is: a count of `zero`, or `no data`.
    `better` says which way is better, `neither` where the series cannot show progress; `saturated` why it cannot.
    `caveat` is what it does not show.
    """

    key: Key
    title: str
    objective: Objective
    family: Literal["events", "access", "acts"]
    source: Key
    keyword: str
    of: str = ""
    number: str = ""
    minus: str = ""
    items: str = ""
    most: int = 0
    silence: Literal["zero", "no data"] = "zero"
    unit: str
    better: Literal["lower", "higher", "neither"]
    saturated: str = ""
    caveat: str
    points: tuple[str, ...] = ()
    verified: bool


class Unmeasured(Typed, frozen=True, kw_only=True):
    """Something the objective needs and nothing at hand measures: shown as such, never as no change."""

    key: Key
    title: str
    objective: Objective
    family: Literal["events", "access", "acts"]
    why: str
    would_need: str


class Indicators(Typed, frozen=True, kw_only=True):
    """A file of indicators and of what is not measured."""

    indicators: tuple[Indicator, ...]
    unmeasured: tuple[Unmeasured, ...] = ()


@cache
def indicators() -> Indicators:
    """All indicators of all files."""
    parts = [read_typed(name, text, Indicators) for name, text in policy_files("indicators")]
    return Indicators(
        indicators=tuple(one for part in parts for one in part.indicators),
        unmeasured=tuple(one for part in parts for one in part.unmeasured),
    )


FILES = {"indicators": Indicators}
