"""Rival quantities as data: a question, the claims that answer it, a model with its priors, and what units convert."""

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Literal

import msgspec

from whereas.core.errors import PolicyError, WhereasError
from whereas.core.period import PartialDate, is_partial_date
from whereas.kit import densities
from whereas.kit.densities import Density
from whereas.kit.formulas import Formula, names_of, read_formula, sums_in
from whereas.policy.files import policy_files
from whereas.policy.typed import Day, Key, Typed, read_typed

Named = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
_NEEDS = {"uniform": (), "triangular": ("mode",), "normal": ("mean", "sd"), "beta": ("a", "b")}


class Part(Typed, frozen=True, kw_only=True):
    """A quantity of the model that nobody knows: how likely each value is, and who says so.

    `low` and `high` are hard bounds in the part's unit. `mode`, `mean` and `sd`, or `a` and `b`, are what the shape
    needs. `elicited` is True only where experts were asked by a method; `start` and `end` say which period it counts.
    """

    key: Named
    title: str
    unit: str
    shape: Literal["uniform", "triangular", "normal", "beta"]
    low: float
    high: float
    mode: float | None = None
    mean: float | None = None
    sd: Annotated[float, msgspec.Meta(gt=0)] | None = None
    a: Annotated[float, msgspec.Meta(ge=1)] | None = None
    b: Annotated[float, msgspec.Meta(ge=1)] | None = None
    start: Day = ""
    end: Day = ""
    why: str
    source: str
    elicited: bool = False
    verified: bool

    def __post_init__(self) -> None:
        given = {name for name in ("mode", "mean", "sd", "a", "b") if getattr(self, name) is not None}
        if given != set(_NEEDS[self.shape]):
            raise ValueError(f"the shape {self.shape} takes {', '.join(_NEEDS[self.shape]) or 'bounds only'}")
        if not self.low < self.high:
            raise ValueError("low must be less than high")
        if self.unit == "share" and not (self.low >= 0 and self.high <= 1):
            raise ValueError("a share lies between 0 and 1")
        if self.mode is not None and not self.low <= self.mode <= self.high:
            raise ValueError("the mode lies outside the bounds")

    @property
    def words(self) -> str:
        """The prior in words, figures grouped."""
        figures = ", ".join(f"{name} {getattr(self, name):,.12g}" for name in _NEEDS[self.shape])
        return f"{self.shape}, {self.low:,.12g} to {self.high:,.12g}{f', {figures}' if figures else ''}"

    def density(self) -> Density:
        """The prior as a density between its bounds."""
        match self.shape:
            case "triangular":
                return densities.triangular(self.low, self.mode or 0.0, self.high)
            case "normal":
                return densities.normal(self.mean or 0.0, self.sd or 0.0, self.low, self.high)
            case "beta":
                return densities.beta(self.a or 0.0, self.b or 0.0, self.low, self.high)
            case _:
                return densities.uniform(self.low, self.high)


class Step(Typed, frozen=True, kw_only=True):
    """A quantity on the way to the answer, from parts and earlier steps."""

    key: Named
    title: str
    unit: str
    formula: str


class Conversion(Typed, frozen=True, kw_only=True):
    """How an amount in one unit becomes one in the question's unit: by a factor between bounds, under an assumption.

    `of_step` takes the factor from the model (the 5 % to 95 % range of that step) in place of `low` and `high`. Of
    several for one unit the first is drawn. `hypothetical` marks what nobody claims, such as a rate that never changed.
    """

    key: Key
    unit: str
    low: float | None = None
    high: float | None = None
    of_step: Named = ""
    under: str
    hypothetical: bool = False
    source: str
    verified: bool

    def __post_init__(self) -> None:
        stated = self.low is not None and self.high is not None and 0 < self.low <= self.high
        if stated == bool(self.of_step):
            raise ValueError("a conversion needs either low and high, above zero and in order, or of_step")


class Load(Typed, frozen=True, kw_only=True):
    """How much of one unit can be in one of another, by what packing: bounds of physics, not of evidence.

    `scope` is the scope of the question that it is for; empty for claims of no scope that has a load of its own.
    """

    key: Key
    title: str
    low: float
    high: float
    scope: str = ""
    why: str
    source: str
    verified: bool


class Ratio(Typed, frozen=True, kw_only=True):
    """What claims imply of one unit per another, `of` rounds `per` containers, and the loads that can be."""

    of: str
    per: str
    loads: tuple[Load, ...]


class Scope(Typed, frozen=True, kw_only=True):
    """A kind of thing that may be counted, known by words in a claim."""

    key: str
    words: Annotated[tuple[str, ...], msgspec.Meta(min_length=1)]


class Lacking(Typed, frozen=True, kw_only=True):
    """A unit that nothing here converts, and what it would need: `40 percent` needs the whole."""

    unit: str
    needs: str
    words: str


class Estimate(Typed, frozen=True, kw_only=True):
    """One question with its model.

    `rivals` are the keys of the claims that answer it; `begins` is where a claim that names no start is read from;
    `formula` gives the answer, in `unit`, for the period from `start` to `end`.
    """

    key: Key
    question: str
    unit: str
    points: tuple[str, ...]
    start: Day
    end: Day
    begins: Day = ""
    rivals: Annotated[tuple[str, ...], msgspec.Meta(min_length=1)]
    parts: Annotated[tuple[Part, ...], msgspec.Meta(min_length=1)]
    steps: tuple[Step, ...] = ()
    formula: str
    conversions: tuple[Conversion, ...] = ()
    ratio: Ratio | None = None
    scopes: tuple[Scope, ...] = ()
    lacking: tuple[Lacking, ...] = ()
    cautions: Annotated[tuple[str, ...], msgspec.Meta(min_length=1)]

    def __post_init__(self) -> None:
        _check_names(self)
        _check_sums(self)

    @property
    def elicited(self) -> bool:
        """Whether every prior was elicited from experts."""
        return all(part.elicited for part in self.parts)

    def formulas(self) -> tuple[tuple[str, Formula], ...]:
        """The steps in order, then the answer under the empty key."""
        return (*((step.key, read_formula(step.formula)) for step in self.steps), ("", read_formula(self.formula)))


class Estimates(Typed, frozen=True, kw_only=True):
    """A file of questions."""

    estimates: tuple[Estimate, ...]


def _check_names(model: Estimate) -> None:
    """Formulas may name parts and earlier steps, every part must be used, and conversions name steps there are."""
    known, used = {part.key for part in model.parts}, set[str]()
    if len(known) < len(model.parts):
        raise ValueError("two parts have one key")
    for key, formula in model.formulas():
        if unknown := names_of(formula) - known:
            raise ValueError(f"the formula of {key or 'the answer'} names {', '.join(sorted(unknown))}: there is none")
        if key in known:
            raise ValueError(f"the step {key} has the key of another")
        used |= names_of(formula)
        known |= {key}
    if idle := {part.key for part in model.parts} - used:
        raise ValueError(f"no formula uses {', '.join(sorted(idle))}")
    steps, scopes = {step.key for step in model.steps}, {scope.key for scope in model.scopes}
    for conversion in model.conversions:
        if conversion.of_step and conversion.of_step not in steps:
            raise ValueError(f"the conversion {conversion.key} takes its factor from no step: {conversion.of_step}")
    for load in model.ratio.loads if model.ratio else ():
        if load.scope and load.scope not in scopes:
            raise ValueError(f"the load {load.key} applies to no scope: {load.scope}")


def _check_sums(model: Estimate) -> None:
    """Amounts of periods that overlap are never added: the same rounds or thefts would count twice."""
    dated = {part.key: part for part in model.parts if part.start and part.end}
    for part in dated.values():
        if not (is_partial_date(part.start) and is_partial_date(part.end)):
            raise ValueError(f"the period of {part.key} is none in the calendar")
    for _, formula in model.formulas():
        for left, right in sums_in(formula):
            for one in left & dated.keys():
                for two in right & dated.keys():
                    if _overlap(dated[one], dated[two]):
                        raise ValueError(f"{one} and {two} are added, and their periods overlap")


def _overlap(one: Part, two: Part) -> bool:
    first, second = sorted((one, two), key=lambda part: PartialDate(part.start).earliest)
    return PartialDate(second.start).earliest <= PartialDate(first.end).latest


@cache
def estimates() -> Mapping[str, Estimate]:
    """Every question by key. Raises `PolicyError` for two of one key."""
    every = [one for name, text in policy_files("estimates") for one in read_typed(name, text, Estimates).estimates]
    found = {one.key: one for one in every}
    if len(found) < len(every):
        raise PolicyError("two questions have one key", where="policy/estimates", todo="give one another key")
    return found


def estimate(key: str) -> Estimate:
    """One question by its key. Raises `WhereasError` for a key there is none of."""
    if key not in estimates():
        raise WhereasError(f"there is no question {key!r}", todo=f"choose one of: {', '.join(estimates())}")
    return estimates()[key]


FILES = {"estimates": Estimates}
