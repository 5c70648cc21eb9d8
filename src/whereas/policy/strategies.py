"""A strategy as data: objectives, pillars and measures, each with the point of the brief that asks for it."""

from functools import cache
from typing import Annotated, Literal

import msgspec

from whereas.core.errors import PolicyError
from whereas.policy.conditions import conditions
from whereas.policy.standards import Key, Typed, regimes, resolutions, standards
from whereas.policy.typed import policy_files, read_typed

PointKey = Annotated[str, msgspec.Meta(pattern=r"^[A-Z]\d{1,3}$")]


class Point(Typed, frozen=True, kw_only=True):
    """A numbered point of the brief, in our own words; `page` is where it is recorded if no measure answers it."""

    key: PointKey
    words: str
    part: str
    page: str = ""
    command: str = ""
    why_no_measure: str = ""


class Objective(Typed, frozen=True, kw_only=True):
    """What the strategy is to reach."""

    key: Key
    title: str
    words: str


class Measure(Typed, frozen=True, kw_only=True):
    """Something the policy can do.

    `points` are the points that ask for it; `instrument` the law or forum it uses; `standards` the keys of what must be
    shown (a regime's or resolution's key stands for all of its); `conditions` what must be met before it opens, with
    `closes` what shuts it again; `product` what goes out, `partners` to whom; `commands` and `pages` where the program
    does its part; `watches` the kinds of claim, sources and indicators it feeds on; `body` who must act.
    """

    key: Key
    title: str
    points: Annotated[tuple[PointKey, ...], msgspec.Meta(min_length=1)]
    act: Literal["list", "delist", "inspect", "deny", "notify", "share", "submit", "offer", "suspend", "publish"]
    instrument: str
    body: str
    product: str
    standards: tuple[str, ...] = ()
    conditions: tuple[Key, ...] = ()
    closes: tuple[Key, ...] = ()
    partners: tuple[str, ...] = ()
    commands: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    watches: tuple[str, ...] = ()
    not_yet: str = ""


class Pillar(Typed, frozen=True, kw_only=True):
    """A pillar with its measures."""

    key: Key
    number: int
    title: str
    objective: tuple[Key, ...]
    measures: Annotated[tuple[Measure, ...], msgspec.Meta(min_length=1)]


class Posture(Typed, frozen=True, kw_only=True):
    """A posture and when it is advised: at least so many conditions of these groups in these states.

    Postures are tried in the order of the file; the first that holds is advised. `recorded` counts only what somebody
    recorded, and not the baselines of the file; `none` are states in which no recorded condition may be; `each_group`
    asks for the number in every group and not over all. `changes` says what would change the advice.
    """

    key: Literal["hold", "probe", "calibrated step", "suspend", "snap back"]
    words: str
    states: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    at_least: int = 0
    recorded: bool = False
    none: tuple[str, ...] = ()
    each_group: bool = False
    changes: str


class Strategy(Typed, frozen=True, kw_only=True):
    """A strategy, whole."""

    key: Key
    title: str
    country: str
    programme: str
    source: str
    authority: str
    points: tuple[Point, ...]
    objectives: tuple[Objective, ...]
    pillars: Annotated[tuple[Pillar, ...], msgspec.Meta(min_length=1)]
    conditions: tuple[Key, ...] = ()
    postures: tuple[Posture, ...] = ()

    @property
    def measures(self) -> tuple[Measure, ...]:
        """Every measure, pillar by pillar."""
        return tuple(one for pillar in self.pillars for one in pillar.measures)

    def standards_of(self, measure: Measure) -> tuple[str, ...]:
        """The keys of a measure's standards, those of a whole regime or resolution spelled out."""
        return tuple(
            key for named in measure.standards for key in standards() if key == named or key.startswith(f"{named}/")
        )


@cache
def strategies() -> dict[str, Strategy]:
    """Every strategy by key. Raises `PolicyError` for one that names what is not there, or leaves a point open."""
    found = {}
    for name, text in policy_files("strategies"):
        one = read_typed(name, text, Strategy)
        check_strategy(name, one)
        found[one.key] = one
    return found


def check_strategy(name: str, one: Strategy) -> None:
    """Holds a strategy against everything it names. Raises `PolicyError` with the first thing that is wrong."""
    points = {point.key for point in one.points}
    answered = {key for measure in one.measures for key in measure.points}
    objectives = {each.key for each in one.objectives}
    known = {*standards(), *regimes(), *resolutions()}
    for measure in one.measures:
        _among(name, measure.key, "point", measure.points, points)
        _among(name, measure.key, "standard", measure.standards, known | {key.partition("/")[0] for key in standards()})
        _among(name, measure.key, "condition", (*measure.conditions, *measure.closes), set(conditions()))
    for pillar in one.pillars:
        _among(name, pillar.key, "objective", pillar.objective, objectives)
    _among(name, one.key, "condition", one.conditions, set(conditions()))
    for point in one.points:
        if point.key not in answered and not point.why_no_measure:
            raise PolicyError(
                f"the point {point.key} is answered by no measure", where=name, todo="name it in one, or say why not"
            )


def _among(name: str, where: str, what: str, named: tuple[str, ...], known: set[str]) -> None:
    for one in named:
        if one not in known:
            raise PolicyError(
                f"{where} names the {what} {one!r}, which is not there",
                where=name,
                todo=f"correct it, or add the {what}",
            )


def strategy(key: str) -> Strategy:
    """The strategy of a key. Raises `PolicyError` where there is none."""
    if key not in strategies():
        raise PolicyError(f"there is no strategy {key!r}", todo=f"choose one of: {', '.join(strategies())}")
    return strategies()[key]


FILES = {"strategies": Strategy}
