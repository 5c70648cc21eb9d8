"""The words of drawings: all of them are given by the page, and no drawing keeps one of its own."""

import re
import runpy
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from lxml import html

from tests.unit.publish.test_series_chart import point, series
from tests.unit.publish.test_texts import AGREED
from whereas.assess.estimates import place
from whereas.assess.simulation import simulate
from whereas.core.claim import Claim, Quantity
from whereas.policy.estimates import estimate
from whereas.publish.chart_words import ENGLISH, ChartWords, words_of
from whereas.publish.charts import coverage_chart, lag_chart
from whereas.publish.estimate_charts import scale_chart, tornado
from whereas.publish.pages import drawing
from whereas.publish.series_chart import series_chart
from whereas.publish.texts_chart import attention_chart, concreteness_chart

INVENTED = runpy.run_path(str(Path(__file__).parents[2] / "fixtures/align/invented.py"))
MODEL = estimate("arms-deliveries")
FOUND = simulate(MODEL, seed=1, draws=2_000)
SERIES = series(point(2001, 2, low=1, high=3), point(2004, 0), point(2005, 1, whole=False))
PLACED = place(
    [Claim(kind="k", subject="kp", words="w", author="a", claimed_on="2024-01", source="Gazette",
           rivals="arms-transfers/rounds", quantity=Quantity(low=None, high=5e6, unit="rounds"))], MODEL,
)  # fmt: skip
OF_THE_CLAIM = f"{PLACED!r} {PLACED[0].period}"


def masked(words: str) -> str:
    """The words with every letter outside braces replaced, the numbers of `sizes` kept."""
    return re.sub(r"\{\w+\}|1e\d|[^\W\d_]", lambda one: one[0] if len(one[0]) > 1 else "§", words)


MASKED = words_of({one.name: masked(getattr(ENGLISH, one.name)) for one in fields(ChartWords)})
DRAWN: dict[str, Callable[[ChartWords], str]] = {
    "coverage": lambda w: drawing("coverage", coverage_chart(INVENTED["report"](), w), "/x?", w),
    "lags": lambda w: drawing("lags", lag_chart(INVENTED["report"]().lags, w), w),
    "series": lambda w: drawing("series", series_chart(SERIES, until=2006, words=w), w),
    "scale": lambda w: drawing("scale", scale_chart(PLACED, FOUND, w), FOUND, MODEL, w),
    "tornado": lambda w: drawing("tornado", tornado(FOUND, w), w),
    "attention": lambda w: drawing("attention", attention_chart(AGREED, w), w),
    "concreteness": lambda w: drawing("concreteness", concreteness_chart(AGREED, w), w),
}


def said(drawn: str) -> Iterator[str]:
    """Every text of a drawing, and every name that only a screen reader speaks."""
    tree = html.fromstring(drawn)
    for one in tree.iter():
        yield from (text for text in (one.text, one.tail, one.get("aria-label")) if text and text.strip())


def literals(words: ChartWords) -> set[str]:
    every = (part.strip(" ,;:.()") for one in fields(words) for part in re.split(r"\{\w+\}", getattr(words, one.name)))
    return {one for one in every if " " in one and re.search("[a-z]{3}", one) and one not in OF_THE_CLAIM}


@pytest.mark.parametrize("name", DRAWN)
def test_a_drawing_says_nothing_but_data_and_the_words_it_is_given(name: str) -> None:
    english, other = " | ".join(said(DRAWN[name](ENGLISH))), " | ".join(said(DRAWN[name](MASKED)))
    assert [one for one in literals(ENGLISH) if one in english] != [] or name in ("coverage", "concreteness")
    assert "§" in other
    assert [one for one in literals(ENGLISH) if one in other] == []


def test_words_that_a_language_lacks_are_asked_for() -> None:
    with pytest.raises(KeyError):
        words_of({"span": "{first} to {last}"})


def test_a_kind_that_nobody_named_keeps_its_key() -> None:
    assert (ENGLISH.kind("vessel"), ENGLISH.kind("crypto")) == ("vessel", "crypto")
