"""From the likeness of two names to a probability, and what its bands mean.

The coefficients (tables/model.json) are fitted by tools/fit_model.py on labelled pairs; how, on which, and how well
they are calibrated on pairs that were held out: docs/explanation/screening.md.
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from whereas.core.errors import WhereasError
from whereas.screen.pairs import Alignment
from whereas.screen.table import BODY, PERSON
from whereas.screen.words import Floats

# The bands, each named by its lower bound. A name that many bear is never more than possible by itself.
POSSIBLE, PROBABLE, STRONG = 0.5, 0.85, 0.97
# What a table of customers is screened at unless asked otherwise: few names there are anybody listed.
FOR_TABLES = 0.7
NAME_ALONE, SHORT_NAME_ALONE, SHORT_THROUGH_MANDARIN, SHIP_NAME_ALONE = 0.84, 0.80, 0.76, 0.84
# What stands in brackets behind both names (a short form, the parent's) says little.
_BOTH_WEAK = 0.45
_ODDS = 12.0


def band(probability: float) -> str:
    """`strong`, `probable`, `possible` or `unlikely`."""
    if probability >= STRONG:
        return "strong"
    return "probable" if probability >= PROBABLE else "possible" if probability >= POSSIBLE else "unlikely"


# What the models of names by words look at; `few` and `many` are the numbers of words of the shorter and longer name.
FEATURES = (
    "share", "matched", "lesser rest", "greater rest", "loss", "turned", "clash", "joined", "few", "many", "loss part",
    "lesser rest part", "greater rest part",
)  # fmt: skip
# Which way a feature may count: 1 never lowers the probability as it grows, -1 never raises it, 0 either.
DIRECTIONS = (1, 1, 0, 0, -1, -1, -1, 1, 0, 0, 0, 0, 0)
# Names that share less of what they say are other names: their probability is 0.
LEAST_SHARE = 0.35

# A tree: a leaf's value, or (feature, threshold, tree where it is not above, tree where it is).
Tree = float | tuple[int, float, "Tree", "Tree"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """Boosted trees whose values add up to log odds, for names of people and of bodies; and a line for Korean names."""

    person: tuple[Tree, ...]
    body: tuple[Tree, ...]
    korean: tuple[float, float]


@cache
def model() -> Model:
    """The fitted model that travels with the program."""
    kept = json.loads((files(__package__) / "tables" / "model.json").read_text("utf-8"))
    return Model(
        person=tuple(map(_tree, kept["person"])),
        body=tuple(map(_tree, kept["body"])),
        korean=(kept["korean"]["constant"], kept["korean"]["cost"]),
    )


def _tree(kept: Any) -> Tree:
    if not isinstance(kept, list):
        return float(kept)
    return int(kept[0]), float(kept[1]), _tree(kept[2]), _tree(kept[3])


def features(found: Alignment) -> Floats:
    """13 x P: what the models of names by words look at, the same for both orders of a pair."""
    said = found.matched + found.loss
    lesser, greater = np.minimum(found.left, found.right), np.maximum(found.left, found.right)
    some = said + np.float32(1e-6)
    return np.stack(
        [
            2 * found.matched / (2 * said + lesser + greater + np.float32(1e-6)),
            found.matched,
            lesser,
            greater,
            found.loss,
            found.turned,
            found.clash,
            found.joined,
            found.few,
            found.many,
            found.loss / some,
            lesser / (lesser + some),
            greater / (greater + some),
        ]
    ).astype(np.float32)


def odds(trees: tuple[Tree, ...], values: Floats) -> Floats:
    """The log odds that the trees add up to, for 13 x P features."""
    total = np.zeros(values.shape[1], np.float32)
    for tree in trees:
        total += _value(tree, values)
    return total


def _value(tree: Tree, values: Floats) -> Floats:
    if isinstance(tree, float):
        return np.float32(tree)  # type: ignore[return-value] # a leaf spreads over the whole row
    feature, threshold, low, high = tree
    return np.where(values[feature] <= np.float32(threshold), _value(low, values), _value(high, values))


def sigmoid(log_odds: Floats) -> Floats:
    """The probability of log odds, which are kept within bounds."""
    found: Floats = (1 / (1 + np.exp(-np.clip(log_odds, -_ODDS, _ODDS)))).astype(np.float32)
    return found


def by_words(found: Alignment, kind: int) -> Floats:
    """The probability that two names of people (PERSON) or bodies (BODY) name one, from their words."""
    fitted = model()
    values = features(found)
    probability = np.zeros(values.shape[1], np.float32)
    alike = np.flatnonzero(values[0] >= LEAST_SHARE)
    probability[alike] = sigmoid(odds(fitted.person if kind == PERSON else fitted.body, values[:, alike]))
    if kind == BODY:  # numbered sisters: another number is another plant
        probability = np.where(found.clash, np.minimum(probability, 0.3), probability)
    return np.where(found.weak, np.minimum(probability, _BOTH_WEAK), probability).astype(np.float32)


def by_hull(found: Alignment) -> Floats:
    """The same for ships: names are reused and sisters numbered, so a name alone is possible at most."""
    likeness = found.matched / np.maximum(found.matched + found.loss, np.float32(1e-6))
    likeness = np.maximum(np.where(found.matched > 0, likeness, 0), found.joined)
    probability = sigmoid((30 * (likeness - np.float32(0.9))).astype(np.float32)) * SHIP_NAME_ALONE
    return np.where(found.clash, np.minimum(probability, 0.1), probability).astype(np.float32)


def by_sound(cost: Floats, given: Floats, mandarin: NDArray[np.bool_]) -> Floats:
    """The same for names read as Korean, from what it costs to take one reading for the other.

    `given` is the number of syllables in the given name, `mandarin` whether one is read through Mandarin. Thousands
    bear most Korean names, so however alike two are, the name alone leaves them possible.
    """
    constant, slope = model().korean
    cap = np.where(given < 2, np.where(mandarin, SHORT_THROUGH_MANDARIN, SHORT_NAME_ALONE), NAME_ALONE)
    line = np.asarray(constant + slope * cost, np.float32)
    return (sigmoid(line) / sigmoid(np.asarray(constant, np.float32)) * cap).astype(np.float32)


@cache
def costs() -> tuple[tuple[float, float], ...]:
    """(threshold, false alerts per thousand clean names) as tools/clean_names.py measured them, lowest first."""
    kept = json.loads((files(__package__) / "tables" / "cost.json").read_text("utf-8"))
    return tuple((float(threshold), float(alerts)) for threshold, alerts in kept["alerts per thousand"])


def threshold_of(alerts: float) -> float | None:
    """The lowest threshold that costs no more than so many false alerts per thousand clean names; None if none does."""
    return next((threshold for threshold, cost in costs() if cost <= alerts), None)


def read_threshold(text: str, *, otherwise: float = POSSIBLE) -> float:
    """A probability from a number (`0.7`) or from what it may cost (`20/1000`); `otherwise` where nothing is said.

    Raises `WhereasError` for anything else.
    """
    if not text.strip():
        return otherwise
    try:
        if text.endswith("/1000"):
            found = threshold_of(float(text.removesuffix("/1000")))
        else:
            found = float(text)
            found = found if 0 < found < 1 else None
    except ValueError:
        found = None
    if found is None:
        shown = ", ".join(f"{alerts:g}/1000 is {level:.2f}" for level, alerts in costs()[::10])
        raise WhereasError(
            f"{text!r} is no threshold", todo=f"give a number between 0 and 1, or false alerts per thousand: {shown}"
        )
    return found


def cost_of(threshold: float) -> float:
    """False alerts per thousand clean names at a threshold: those measured at the nearest one that is not above it."""
    return next((alerts for level, alerts in reversed(costs()) if level <= threshold), costs()[0][1])
