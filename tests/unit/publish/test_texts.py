"""The page and tables of strategy texts: nothing that was not measured looks like 0, no guess looks like a finding."""

import csv
import io
import json
from dataclasses import replace
from typing import Any

import pytest
from lxml import html

from whereas.assess.coding import Sheet, coding
from whereas.assess.concreteness import Codes
from whereas.assess.strategy_texts import StrategyText, TextsReport, in_order, measure
from whereas.policy.texts import lexicon, rubric, texts
from whereas.publish.texts import alpha_words, plain_texts, table_csv, texts_files, texts_page
from whereas.publish.texts_chart import AttentionColumn, ConcretenessColumn, attention_chart, concreteness_chart

BODY = "The aim of this <b>invented</b> text is to be read by a test, as it is of no use to anybody in the world. " * 8
SAID = "We will speak with North Korea by June 2030 about fish.\n\nIn the end North Korea, Iran and we all agree again."
TEXTS = (
    ("named", "2003", f"{BODY}\n\n{SAID}"),
    ("silent", "2016", BODY),
    ("empty", "2022", ""),
)


def report(coded: tuple[list[Codes], list[Codes]] | None = None) -> TextsReport:
    measured = [
        measure(
            StrategyText(key=key, title=f"A <i>{key}</i> text", sha256=key * 8, name=f"{key}.txt", text=text,
                         dated=year, official_id="X 1/03" if key == "named" else "", from_memory=("dated",)),
            lexicon("dprk"), texts().states, rubric(),
        )
        for key, year, text in TEXTS
    ]  # fmt: skip
    made = TextsReport(lexicon=lexicon("dprk"), texts=in_order(measured), policy={"texts/dprk.yaml": "ab"}, version="0")
    if coded is None:
        return made
    keys = list(made.passages)
    sheets = [Sheet(coder=f"{n}.csv", sha256=str(n), codes=dict(zip(keys, codes, strict=True)))
              for n, codes in enumerate(coded)]  # fmt: skip
    return TextsReport(
        lexicon=made.lexicon, texts=made.texts, policy=made.policy, version="0", coding=coding(sheets, keys)
    )  # fmt: skip


YES = Codes(actor=True, instrument=True, commitment="strong", resource=True, deadline=True, verification=False)
NO = Codes(actor=False, instrument=False, commitment="none", resource=False, deadline=False, verification=False)
BARE, AGREED, APART = report(), report(([YES, NO], [YES, NO])), report(([YES, NO], [NO, YES]))


def text_of(page: str) -> str:
    return " ".join(html.fromstring(page).text_content().split())


def test_what_is_not_measurable_is_said_and_is_no_nought() -> None:
    plain = {one["key"]: one for one in plain_texts(BARE)["texts"]}
    assert (plain["empty"]["measurable"], plain["empty"]["mentions"], plain["empty"]["per_10k"]) == (False, None, None)
    assert (plain["silent"]["measurable"], plain["silent"]["mentions"], plain["silent"]["per_10k"]) == (True, 0, 0)
    rows = list(csv.DictReader(io.StringIO(table_csv(BARE).decode("utf-8-sig"))))
    assert [row["words"] for row in rows if "empty" in row["text"]] == ["not measurable"]
    columns = {one.key: one for one in attention_chart(BARE).columns if isinstance(one, AttentionColumn)}
    assert columns["empty"].why
    assert not columns["silent"].why
    page = text_of(texts_page(BARE))
    assert page.count("Not measurable: the file holds no text") == 2
    assert "It is not named." in page


def test_every_figure_leads_to_passages_with_their_places() -> None:
    page = html.fromstring(texts_page(BARE))
    targets = {element.get("id") for element in page.xpath("//*[@id]")}
    for link in page.xpath("//a/@href"):
        assert not link.startswith("#") or link[1:] in targets, link
    places = page.xpath("//li/span[@class='place']/text()")
    assert len(places) == 2
    assert all(place.strip().startswith("page:1@") for place in places)


def test_the_words_of_others_are_shown_and_never_run() -> None:
    page = texts_page(BARE)

    assert "<i>named</i>" not in page
    assert "A &lt;i&gt;named&lt;/i&gt; text" in page


def test_without_coders_all_that_is_shown_is_called_a_guess() -> None:
    page = text_of(texts_page(BARE))

    assert "No coder has coded these texts." in page
    assert "a rule's guess" in page
    assert "Coders' mean" not in page
    assert all(one.score is None for one in concreteness_chart(BARE).columns if isinstance(one, ConcretenessColumn))
    assert "texts-coded.csv" not in texts_files(BARE)


def test_scores_of_coders_who_agree_are_published_apart_from_the_guess() -> None:
    files = texts_files(AGREED)
    columns = {one.key: one for one in concreteness_chart(AGREED).columns if isinstance(one, ConcretenessColumn)}
    assert columns["named"].score is not None
    assert columns["named"].guess is not None
    assert columns["named"].score != columns["named"].guess
    rows = list(csv.DictReader(io.StringIO(files["texts-coded.csv"].decode("utf-8-sig"))))
    assert sorted(row["points by 0.csv"] for row in rows) == ["0", "4"]
    assert sorted(row["commitment by 1.csv"] for row in rows) == ["none", "strong"]
    assert not [name for name in rows[0] if "guess" in name]
    guesses = list(csv.DictReader(io.StringIO(files["texts-first-pass.csv"].decode("utf-8-sig"))))
    assert {row["by"] for row in guesses} == {"a rule, no coder"}
    assert not [name for name in guesses[0] if "coder" in name.lower()]
    assert "Coders' mean: 2.00 of 5 points" in text_of(files["texts.html"].decode())


def test_scores_of_coders_who_do_not_agree_stand_nowhere() -> None:
    files = texts_files(APART)
    plain = json.loads(files["texts.json"])

    assert plain["coding"]["published"] is False
    assert [one["score_by_coders"] for one in plain["texts"]] == [None] * 3
    assert [passage["points_by_coders"] for one in plain["texts"] for passage in one["passages"]] == [None, None]
    assert "texts-coded.csv" not in files
    page = text_of(files["texts.html"].decode())
    assert "The coders' scores are withheld: the coders agree too little" in page
    assert "Coders' mean" not in page
    assert "0.csv: " not in page


def test_the_same_report_gives_the_same_bytes() -> None:
    assert texts_files(report(([YES, NO], [YES, NO]))) == texts_files(AGREED)


@pytest.mark.parametrize(("made", "words"), [(AGREED, "1.00 (95 %: "), (APART, "-")])
def test_an_agreement_is_said_with_its_interval(made: TextsReport, words: str) -> None:
    assert made.coding is not None
    assert alpha_words(made.coding.total).startswith(words)
    assert alpha_words(made.coding.features["verification"]) == "not defined: every code is the same"


def test_columns_are_as_high_as_their_rates_and_in_the_order_of_dates() -> None:
    chart = attention_chart(BARE)
    columns: list[Any] = list(chart.columns)

    assert [one.key for one in columns] == ["named", "silent", "empty"]
    named = columns[0]
    assert named.sole_height == pytest.approx(named.listed_height)  # one mention each
    assert named.sole_y + named.sole_height == pytest.approx(chart.base, abs=0.02)
    assert named.listed_y + named.listed_height == pytest.approx(named.sole_y, abs=0.02)
    assert "1 by itself, 1 in a list" in named.words


def test_editions_of_one_title_are_called_by_their_years_and_other_texts_by_more() -> None:
    assert [one.label for one in attention_chart(BARE).columns] == [
        "2003 X 1/03",
        "2016 A <i>silent…",
        "2022 A <i>empty<…",
    ]
    editions = tuple(
        replace(one, of=replace(one.of, title=f"{one.of.dated} Invented strategy", official_id=""))
        for one in BARE.texts
    )
    assert [one.label for one in attention_chart(replace(BARE, texts=editions)).columns] == ["2003", "2016", "2022"]
    twice = tuple(replace(one, of=replace(one.of, dated="2003", title="2003 Invented strategy")) for one in editions)
    assert {one.label for one in attention_chart(replace(BARE, texts=twice)).columns} == {"2003 Invented st…"}
