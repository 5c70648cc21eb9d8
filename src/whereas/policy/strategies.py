"""A strategy as data: objectives, pillars and measures, each with the point of the brief that asks for it."""

from collections.abc import Iterator
from functools import cache
from typing import Annotated, Literal

import msgspec

from whereas.core.errors import PolicyError
from whereas.policy.conditions import conditions
from whereas.policy.estimates import estimates
from whereas.policy.files import policy_files
from whereas.policy.programmes import programme_keys
from whereas.policy.regimes import regimes
from whereas.policy.resolutions import resolutions
from whereas.policy.standards import standards
from whereas.policy.typed import Doubt, Key, Typed, hold, read_typed, twice, unknown

# What the board counts of a run itself, beside the standards and conditions of a measure.
Counted = Literal["un-not-eu", "partner-not-eu", "contradictions", "related", "estimates", "dossiers", "series",
                  "requests", "texts"]  # fmt: skip
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
    does its part; `watches` the kinds of claim, sources and indicators it feeds on; `reads` further sources its product
    is made from; `counts` what of a run itself stands for its progress, with `questions` on rival figures (empty: all);
    `body` who must act; `not_yet` what the program does not do for it.
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
    reads: tuple[Key, ...] = ()
    counts: tuple[Counted, ...] = ()
    questions: tuple[Key, ...] = ()
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


class Unused(Typed, frozen=True, kw_only=True):
    """Something the program has and the strategy makes no use of, and why: so that nothing is forgotten silently."""

    name: Key
    kind: Literal["source", "detector", "claim kind", "regime", "indicator"]
    why: Annotated[str, msgspec.Meta(min_length=10)]


class Strategy(Typed, frozen=True, kw_only=True):
    """A strategy, whole; `unused` is what it leaves aside on purpose."""

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
    unused: tuple[Unused, ...] = ()

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
    found: dict[str, Strategy] = {}
    for name, text in policy_files("strategies"):
        one = read_typed(name, text, Strategy)
        hold(name, text, [*twice([one.key], "$.key", taken=found), *doubts_of_strategy(one)])
        found[one.key] = one
    return found


def doubts_of_strategy(one: Strategy) -> Iterator[Doubt]:
    """What a strategy names and what is not there; points that no measure answers; keys that stand twice."""
    yield from unknown((one.programme,), "$.programme", set(programme_keys()), "programme")
    yield from unknown(one.conditions, "$.conditions[{}]", conditions(), "condition")
    yield from twice((point.key for point in one.points), "$.points[{}].key")
    yield from twice((each.key for each in one.objectives), "$.objectives[{}].key")
    objectives, taken = {each.key for each in one.objectives}, set[str]()
    for number, pillar in enumerate(one.pillars):
        path = f"$.pillars[{number}]"
        yield from unknown(pillar.objective, f"{path}.objective[{{}}]", objectives, "objective")
        yield from twice((measure.key for measure in pillar.measures), f"{path}.measures[{{}}].key", taken=taken)
        taken |= {measure.key for measure in pillar.measures}
        for place, measure in enumerate(pillar.measures):
            yield from _doubts_of_measure(one, measure, f"{path}.measures[{place}]")
    answered = {key for measure in one.measures for key in measure.points}
    for number, point in enumerate(one.points):
        if point.key not in answered and not point.why_no_measure:
            what = f"the point {point.key} is answered by no measure"
            yield f"$.points[{number}].key", what, "name it in a measure, or say in why_no_measure why not"


def _doubts_of_measure(one: Strategy, measure: Measure, path: str) -> Iterator[Doubt]:
    whole = {key.partition("/")[0] for key in standards()}
    yield from unknown(measure.points, f"{path}.points[{{}}]", {point.key for point in one.points}, "point")
    yield from unknown(
        measure.standards, f"{path}.standards[{{}}]", {*standards(), *regimes(), *resolutions(), *whole}, "standard"
    )
    # Only what the strategy itself asks for has a state that can open or close a measure of it.
    yield from unknown(measure.conditions, f"{path}.conditions[{{}}]", set(one.conditions), "condition")
    yield from unknown(measure.closes, f"{path}.closes[{{}}]", set(one.conditions), "condition")
    yield from unknown(measure.questions, f"{path}.questions[{{}}]", estimates(), "question")


def strategy(key: str) -> Strategy:
    """The strategy of a key. Raises `PolicyError` where there is none."""
    if key not in strategies():
        raise PolicyError(f"there is no strategy {key!r}", todo=f"choose one of: {', '.join(strategies())}")
    return strategies()[key]


FILES = {"strategies": Strategy}
CHECKS = {"strategies": doubts_of_strategy}
