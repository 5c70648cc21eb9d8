"""Fits what turns the likeness of two names into a probability, and says how well it holds.

    python -m tools.fit_model            fits and writes screen/tables/model.json (with the reliability found)
    python -m tools.fit_model --report   fits and prints only

Needs WHEREAS_TEST_DATA. Pairs: of each listed party two of its own names (not those without a like word: another name
is no spelling), against names of other parties that a search brings up for the same query. Others by proof: people
whose known birth years lie three or more apart, bodies that one list enters apart. Everything is measured on parties
that the fit did not see (five folds by party); the model that is written is then fitted on all.
Names by words: boosted trees (LightGBM), kept from counting a feature the wrong way. Names by sound: a line.
"""

import csv
import json
import math
import os
import random
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from bench.resolve_dprk import load
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from whereas.kit import names
from whereas.kit.korean import mandarin_readings, readings, same_reading
from whereas.resolve.profile import BODY as LEGAL_BODY
from whereas.resolve.resolution import build_graph
from whereas.screen import model, segment
from whereas.screen.card import Card, cards
from whereas.screen.likeness import Prepared, crossed, prepare
from whereas.screen.pairs import align
from whereas.screen.search import Searcher
from whereas.screen.table import BODY, PERSON
from whereas.screen.words import Floats, Ints

OUT = Path(model.__file__).parent / "tables" / "model.json"
_FOLDS, _PAIRS, _AT_RANDOM, _TREES, _SEED = 5, 4000, 5, 100, 20261123
# What a pair picked at random counts beside the likest: there are many, and most are easy.
_EASY = 0.3
# Two names of one party that share less of what they say are two names, not two spellings of one.
_SPELLING = 0.45
_PROGRAMMES = ("un", "csl", "au")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two names with whether they are of one party, and the party whose names stand on the left."""

    left: str
    right: str
    same: bool
    party: str
    weight: float = 1.0


def pairs_of(kind: int, listed: Sequence[Card], rng: random.Random) -> list[Pair]:
    """Labelled pairs of one kind."""
    parties = [card for card in listed if kind in segment.KINDS_OF.get(card.kind, ()) and card.kind != LEGAL_BODY]
    parties = [card for card in parties if card.id.split("-")[0] in _PROGRAMMES and "kp" not in card.countries]
    rng.shuffle(parties)
    found = _own_names(kind, parties)
    same = found[:_PAIRS]
    rng.shuffle(same)
    others = _others(kind, parties, [pair.left for pair in same], rng)
    return [*same, *others, *_spelled_alike(kind, parties, rng)]


def _own_names(kind: int, parties: Sequence[Card]) -> list[Pair]:
    found = []
    for card in parties:
        texts = [name.text for name in card.names if not name.weak]
        for other in texts[1:3]:
            if names.fold(texts[0]) != names.fold(other) and _not_korean(kind, texts[0], other):
                found.append(Pair(left=texts[0], right=other, same=True, party=card.id))
    left, right = (prepare([getattr(pair, side) for pair in found], kind) for side in ("left", "right"))
    values = features(left, right)
    # A pair without a like word is another name, found because lists print it, not because it looks like the first.
    return [pair for pair, share in zip(found, values[0].tolist(), strict=True) if share >= _SPELLING]


def _not_korean(kind: int, left: str, right: str) -> bool:
    """Pairs that sound decides are not for the model of words."""
    return kind != PERSON or not (readings(left) and readings(right))


def _others(kind: int, parties: Sequence[Card], queries: Sequence[str], rng: random.Random) -> list[Pair]:
    """For each query (a name of a listed party) up to two names of other parties that share most with it."""
    whole = segment.build(parties)
    listed = whole.names[kind]
    owner = {text: card for card in parties for text in (name.text for name in card.names)}
    batch = prepare(queries, kind)
    rows, places, _ = Searcher(listed)._candidates(batch)  # what a search would bring up, before any score
    query, text = batch.names.text[rows], listed.prepared.names.text[places]
    share = model.features(align(batch.names, rows, listed.prepared.names, places))[0]
    found: list[Pair] = []
    order = np.argsort(query, kind="stable")
    borders = np.searchsorted(query[order], np.arange(len(queries) + 1))
    for place in range(len(queries)):
        mine = owner[queries[place]]
        at = order[borders[place] : borders[place + 1]]
        at = at[share[at] >= model.LEAST_SHARE]
        # The likest, which are the hardest to tell apart, and some at random, which are what a search mostly brings up.
        likest = at[np.argsort(-share[at], kind="stable")][:30].tolist()
        taken = 0
        for many, some, weight in ((2, likest, 1.0), (_AT_RANDOM, rng.sample(at.tolist(), min(20, len(at))), _EASY)):
            enough = taken + many
            for one in some:
                other = whole.card(int(listed.card[listed.owner[text[one]]]))
                right = listed.prepared.texts[text[one]]
                if taken < enough and _apart(kind, mine, other) and _not_korean(kind, queries[place], right):
                    found.append(Pair(left=queries[place], right=right, same=False, party=mine.id, weight=weight))
                    taken += 1
    return found


def _apart(kind: int, one: Card, other: Card) -> bool:
    """Whether two entries are known to be two parties."""
    if one.id == other.id:
        return False
    if kind == PERSON:
        mine, theirs = ({int(date[:4]) for date in card.births} for card in (one, other))
        return bool(mine and theirs) and min(abs(a - b) for a in mine for b in theirs) >= 3
    keys = [{names.organisation(name.text).key for name in card.names} for card in (one, other)]
    return _list_of(one) == _list_of(other) and keys[0].isdisjoint(keys[1]) and not {*one.numbers} & {*other.numbers}


def _list_of(card: Card) -> str:
    return "-".join(card.id.split("-")[:2]) if card.id.startswith("csl") else card.id.split("-")[0]


def features(left: Prepared, right: Prepared) -> Floats:
    """The features of the likest forms of each pair of texts, 13 x P."""
    number = np.arange(len(left.texts))
    pair, one, other = crossed(left.names.text, number, right.names.text, number)
    values = model.features(align(left.names, one, right.names, other))
    order = np.lexsort((-values[0], pair))
    first = np.unique(pair[order], return_index=True)[1]
    found = np.zeros((values.shape[0], len(number)), np.float32)
    found[:, pair[order][first]] = values[:, order][:, first]
    return found


def balanced(same: Floats, weight: Floats) -> Floats:
    """Weights under which the pairs that are the same count as much as those that are not."""
    return np.where(same > 0, weight * weight[same == 0].sum() / weight[same > 0].sum(), weight).astype(np.float32)


def boosted(values: Floats, same: Floats, weight: Floats) -> Any:
    """Boosted trees for 13 x P features; the same every time."""
    import lightgbm

    settings = {
        "objective": "binary", "num_leaves": 8, "learning_rate": 0.1, "min_data_in_leaf": 60, "lambda_l2": 1.0,
        "monotone_constraints": list(model.DIRECTIONS), "monotone_constraints_method": "advanced",
        "deterministic": True, "force_row_wise": True, "num_threads": 1, "seed": 1, "verbose": -1,
    }  # fmt: skip
    return lightgbm.train(settings, lightgbm.Dataset(values.T, same, weight=balanced(same, weight)), _TREES)


def trees_of(fitted: Any) -> list[Any]:
    """The trees as they are written: a value, or [feature, threshold, tree, tree]."""

    def tree(node: Mapping[str, Any]) -> Any:
        if "leaf_value" in node:
            return round(node["leaf_value"], 5)
        return [node["split_feature"], round(node["threshold"], 6), tree(node["left_child"]), tree(node["right_child"])]

    return [tree(one["tree_structure"]) for one in fitted.dump_model()["tree_info"]]


def line(cost: Floats, same: Floats) -> tuple[float, float]:
    """Constant and slope of a logistic regression on one number (Newton's method)."""
    values = np.stack([np.ones_like(cost), cost], axis=1).astype(np.float64)
    found = np.zeros(2)
    for _ in range(50):
        chance = 1 / (1 + np.exp(-values @ found))
        curve = (values * (chance * (1 - chance))[:, None]).T @ values + 1e-6 * np.eye(2)
        found += np.linalg.solve(curve, values.T @ (same - chance))
    return float(found[0]), float(found[1])


def held_out(fitted: Callable[[NDArray[np.bool_]], Callable[[NDArray[np.bool_]], Floats]], folds: Ints) -> Floats:
    """The probability of each pair from a model that has not seen its party; `fitted` fits on some and gives others."""
    found = np.zeros(len(folds), np.float32)
    for fold in range(_FOLDS):
        found[folds == fold] = fitted(folds != fold)(folds == fold)
    return found


def reliability(chance: Floats, same: Floats, weight: Floats, bins: int = 10) -> list[dict[str, float]]:
    """Per tenth of probability: how many pairs, what they were given on average, and how many were the same."""
    place = np.minimum((chance * bins).astype(int), bins - 1)
    return [
        {
            "from": at / bins,
            "pairs": int((place == at).sum()),
            "given": round(float(np.average(chance[place == at], weights=weight[place == at])), 4),
            "found": round(float(np.average(same[place == at], weights=weight[place == at])), 4),
        }
        for at in range(bins)
        if (place == at).any()
    ]


def best_f1(chance: Floats, same: Floats, weight: Floats) -> dict[str, float]:
    """The best F1 with its precision, recall and threshold, and the recall at 95 % precision."""
    order = np.argsort(-chance, kind="stable")
    hits, all_found = np.cumsum((same * weight)[order]), np.cumsum(weight[order])
    last = np.append(np.diff(chance[order]) != 0, True)
    precision, recall = hits / all_found, hits / hits[-1]
    f1 = np.where(last, 2 * precision * recall / np.maximum(precision + recall, 1e-9), 0)
    at = int(f1.argmax())
    sure = last & (precision >= 0.95)
    return {
        "F1": round(float(f1[at]), 4), "P": round(float(precision[at]), 4), "R": round(float(recall[at]), 4),
        "threshold": round(float(chance[order][at]), 4), "R at P 0.95": round(float(recall[sure].max(initial=0)), 4),
    }  # fmt: skip


def korean_pairs(listed: Sequence[Card], folder: Path, rng: random.Random) -> list[Pair]:
    """Labelled pairs that sound decides: the evaluation set's, and people of the DPRK listed apart."""
    found = []
    for name in ("person_pairs.tsv", "script_pairs.tsv"):
        for row in csv.DictReader((folder / "eval" / "names" / name).open(encoding="utf-8"), delimiter="\t"):
            if "pseudonym" not in row["kind"] and "homonym" not in row["kind"]:
                found.append(Pair(left=row["left"], right=row["right"], same=row["label"] == "1", party=row["left"]))
    people = [card for card in listed if PERSON in segment.KINDS_OF.get(card.kind, ()) and "kp" in card.countries]
    people = [card for card in people if card.births and readings(card.caption)]
    rng.shuffle(people)
    for place, one in enumerate(people):
        for other in people[:place]:
            likeness = same_reading(one.caption, other.caption).score
            # Equal readings are homonyms, which no likeness of names can tell apart: names alone are capped for them.
            if 0.12 < likeness < 0.99 and _apart(PERSON, one, other):
                found.append(Pair(left=one.caption, right=other.caption, same=False, party=one.id))
    return [
        pair
        for pair in found
        if (readings(pair.left) or mandarin_readings(pair.left))
        and (readings(pair.right) or mandarin_readings(pair.right))
    ]


def main() -> None:
    """Fit, measure, write."""
    folder = Path(os.environ.get("WHEREAS_TEST_DATA", "") or sys.exit("fit_model: set WHEREAS_TEST_DATA"))
    rng = random.Random(_SEED)
    listed = list(cards(build_graph(load(folder / "data" / "lists"), ()), {}))
    written: dict[str, Any] = {"features": model.FEATURES}
    for name, kind in (("person", PERSON), ("body", BODY)):
        pairs = pairs_of(kind, listed, rng)
        if kind == BODY:
            pairs += organisations(folder)
        values = features(*(prepare([getattr(pair, side) for pair in pairs], kind) for side in ("left", "right")))
        same = np.array([pair.same for pair in pairs], np.float32)
        weight = np.array([pair.weight for pair in pairs], np.float32)
        chance = held_out(_by_trees(values, same, weight), _folds(pairs))
        written[name] = trees_of(boosted(values, same, weight))
        written[f"{name} held out"] = _figures(chance, same, balanced(same, weight))
        _wrong(pairs, chance, rng)
    pairs = korean_pairs(listed, folder, rng)
    cost = np.array([-math.log(max(same_reading(pair.left, pair.right).score, 1e-3)) for pair in pairs], np.float32)
    same = np.array([pair.same for pair in pairs], np.float32)
    chance = held_out(_by_line(cost, same), _folds(pairs))
    constant, slope = line(cost, same)
    written["korean"] = {"constant": round(constant, 4), "cost": round(slope, 4)}
    written["korean held out"] = _figures(chance, same, np.ones_like(same))
    text = json.dumps(written, separators=(",", ":"), sort_keys=True) + "\n"
    for name in ("person", "body", "korean"):
        sys.stdout.write(f"{name}: {json.dumps(written[f'{name} held out'])}\n")
    if "--report" not in sys.argv[1:]:
        OUT.write_text(text, "utf-8")


def _folds(pairs: Sequence[Pair]) -> Ints:
    return np.array([random.Random(pair.party).randrange(_FOLDS) for pair in pairs])


def _by_trees(
    values: Floats, same: Floats, weight: Floats
) -> Callable[[NDArray[np.bool_]], Callable[[NDArray[np.bool_]], Floats]]:
    def fitted(some: NDArray[np.bool_]) -> Callable[[NDArray[np.bool_]], Floats]:
        found = boosted(values[:, some], same[some], weight[some])
        return lambda others: np.asarray(found.predict(values[:, others].T), np.float32)

    return fitted


def _by_line(cost: Floats, same: Floats) -> Callable[[NDArray[np.bool_]], Callable[[NDArray[np.bool_]], Floats]]:
    def fitted(some: NDArray[np.bool_]) -> Callable[[NDArray[np.bool_]], Floats]:
        constant, slope = line(cost[some], same[some])
        return lambda others: (1 / (1 + np.exp(-constant - slope * cost[others]))).astype(np.float32)

    return fitted


def _figures(chance: Floats, same: Floats, weight: Floats) -> dict[str, object]:
    figures = {"pairs": len(same), "same": int(same.sum()), **best_f1(chance, same, weight)}
    return {**figures, "reliability": reliability(chance, same, weight)}


def organisations(folder: Path) -> list[Pair]:
    """The evaluation set's pairs of organisations that are spellings of one name, or of others."""
    rows = csv.DictReader((folder / "eval" / "names" / "org_vessel_pairs.tsv").open(encoding="utf-8"), delimiter="\t")
    return [
        Pair(left=row["left"], right=row["right"], same=row["label"] == "1", party=row["left"])
        for row in rows
        if row["schema"] == "Organization" and "different name" not in row["kind"] and "acronym" not in row["kind"]
    ]


def _spelled_alike(kind: int, parties: Sequence[Card], rng: random.Random) -> list[Pair]:
    """Names of other parties that are spelled most like a name, as tools without an index would bring them up."""
    names_of = [(card, card.names[0].text) for card in parties if card.names]
    asked = rng.sample(names_of, min(_PAIRS // 2, len(names_of)))
    texts = [names.fold(text) for _, text in names_of]
    found = []
    for start in range(0, len(asked), 250):
        some = asked[start : start + 250]
        scores = process.cdist([names.fold(text) for _, text in some], texts, scorer=fuzz.token_sort_ratio)
        for (mine, text), row in zip(some, scores, strict=True):
            for place in np.argsort(-row)[:12]:
                other, right = names_of[int(place)]
                if _apart(kind, mine, other) and _not_korean(kind, text, right):
                    found.append(Pair(left=text, right=right, same=False, party=mine.id))
                    break
    return found


def _wrong(pairs: Sequence[Pair], chance: Floats, rng: random.Random) -> None:
    wrong = [at for at, pair in enumerate(pairs) if (chance[at] >= model.POSSIBLE) != pair.same]
    for at in rng.sample(wrong, min(25, len(wrong))):
        sys.stderr.write(
            f"{chance[at]:.2f} {'same' if pairs[at].same else 'other'}  {pairs[at].left} | {pairs[at].right}\n"
        )


if __name__ == "__main__":
    main()
