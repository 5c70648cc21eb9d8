"""The fitted model: calibrated on pairs that were held out, and counting no feature the wrong way."""

import json
from importlib.resources import files

import numpy as np
import pytest

from whereas.screen import model

KEPT = json.loads((files("whereas.screen") / "tables" / "model.json").read_text("utf-8"))


@pytest.mark.parametrize("kind", ["person", "body", "korean"])
def test_probabilities_on_pairs_that_were_held_out_are_what_was_found(kind: str) -> None:
    bins = KEPT[f"{kind} held out"]["reliability"]
    pairs = sum(one["pairs"] for one in bins)
    error = sum(one["pairs"] * abs(one["given"] - one["found"]) for one in bins) / pairs
    assert pairs > 1000
    assert error < 0.05
    big = [one for one in bins if one["pairs"] >= 150]
    assert all(abs(one["given"] - one["found"]) < 0.12 for one in big)


def test_the_trees_are_those_of_these_features() -> None:
    assert tuple(KEPT["features"]) == model.FEATURES
    assert len(model.model().person) == len(KEPT["person"])


@pytest.mark.parametrize("trees", ["person", "body"])
def test_no_feature_counts_the_wrong_way(trees: str) -> None:
    rng = np.random.default_rng(5)
    values = rng.random((len(model.FEATURES), 400)).astype(np.float32)
    values[1:5] *= 20
    fitted = getattr(model.model(), trees)
    before = model.odds(fitted, values)
    for row, direction in enumerate(model.DIRECTIONS):
        if direction:
            more = values.copy()
            more[row] += rng.random(400).astype(np.float32) * 3
            assert ((model.odds(fitted, more) - before) * direction >= -1e-4).all(), model.FEATURES[row]


def test_bands_and_costs() -> None:
    assert [model.band(one) for one in (0.1, 0.5, 0.85, 0.97)] == ["unlikely", "possible", "probable", "strong"]
    levels = [cost for _, cost in model.costs()]
    assert levels == sorted(levels, reverse=True)
    assert model.threshold_of(levels[-1]) == model.costs()[-1][0]
    assert model.threshold_of(-1) is None
