"""The arrays say what the scalar forms say, and a search finds what comparing everything would."""

import itertools
import math

import numpy as np
import pytest

from tests.unit.screen.people import PARTIES
from whereas.kit.korean import compare_readings, mandarin_readings, readings
from whereas.screen import explain, segment
from whereas.screen.likeness import prepare, probabilities
from whereas.screen.search import Searcher
from whereas.screen.sounds import FAR, make_readings, pair_costs
from whereas.screen.table import BODY, PERSON, VESSEL
from whereas.screen.words import likeness, make_words

KOREAN = (
    "Kim Chol Su", "Kim Chul-soo", "Kŭng Nyŏl-su", "Kuk Ryol Su", "김철수", "리영희", "Lee Young-hee", "Ri Yong Hui",
    "Jin Tiezhu", "Li Yingji", "Pak Tong Hyok", "Bak Dong-hyuk", "Namgung Min", "Choi Sung", "RI, Chong-nin",
    "Kim Yong-jin", "Kim Yŏn-chin", "Chin Ying-chu", "Хан Чэ Мок", "キム・ヨンチョル", "Rim Song", "Im Sung",
    "No Kwang", "Ro Gwang",
)  # fmt: skip
WORDS = (
    "mohammed muhammad mohamad aleksandr alexander kim gim li lee a al ali osama usama weber werner fang gang mary "
    "mark taesong daesong taejin daizin ryonha yunha trading sergei siarhei awlaki aulaqi zaitsau zaitsev x1 701st"
).split()


def test_costs_of_readings_are_those_of_the_scalar_form() -> None:
    table = make_readings(list(enumerate(KOREAN)))
    objects = [one for text in KOREAN for one in (*readings(text), *mandarin_readings(text))]
    assert len(objects) == len(table.text)
    left, right = (np.array(side) for side in zip(*itertools.product(range(len(objects)), repeat=2), strict=True))
    for one, other, cost in zip(left, right, pair_costs(table, left, table, right).tolist(), strict=True):
        if cost < FAR and not (table.hanja[one] and table.hanja[other]):
            score = compare_readings(objects[one], objects[other]).score
            assert cost == pytest.approx(-100 * math.log(score), abs=0.01)


@pytest.mark.parametrize("korean", [False, True])
def test_likeness_of_words_is_that_of_the_scalar_form(korean: bool) -> None:
    table = make_words(WORDS, korean=korean)
    left, right = (np.array(side) for side in zip(*itertools.product(range(len(WORDS)), repeat=2), strict=True))
    values = likeness(table, left, table, right)
    for one, other, value in zip(left, right, values.tolist(), strict=True):
        assert value == pytest.approx(250 * explain.alike(WORDS[one], WORDS[other], korean=korean), abs=0.51)


@pytest.mark.parametrize("kind", [PERSON, BODY, VESSEL])
def test_a_search_finds_what_comparing_everything_finds(kind: int) -> None:
    listed = segment.build(PARTIES).names[kind]
    asked = [
        *KOREAN,
        *(name.text for card in PARTIES for name in card.names),
        "Vasya Bykovatow",
        "Munhwa Bank",
        "Un Ha",
    ]
    batch = prepare(asked, kind)
    found = Searcher(listed).search(batch, floor=0.3)
    got = {(q, t): c for q, t, c in zip(found.query.tolist(), found.text.tolist(), found.chance.tolist(), strict=True)}
    one = np.repeat(np.arange(len(asked)), len(listed.prepared.texts))
    other = np.tile(np.arange(len(listed.prepared.texts)), len(asked))
    chances = probabilities(batch, listed.prepared, one, other).tolist()
    want = {
        pair: c for pair, c in zip(zip(one.tolist(), other.tolist(), strict=True), chances, strict=True) if c >= 0.3
    }
    assert got == pytest.approx(want)
