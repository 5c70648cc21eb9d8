"""The rows of an answer: one shape for files, pipes and Spark."""

import json

from tests.unit.screen.people import PARTIES, card
from whereas.core.match import Designated, Match
from whereas.screen.batch import COLUMNS
from whereas.screen.index import made_of
from whereas.screen.query import Query
from whereas.screen.rows import rows_of
from whereas.screen.screening import Answer, Screener

# The members of Designated that a test does not speak of.
BLANK = {"source": "invented", "programme": "", "act": "", "since": "", "reference": ""}


def match(entity: str, *listed: Designated) -> Match:
    return Match(
        entity=entity, members=("m-1", "m-2"), caption="Pak", schema="Person", probability=0.9, band="probable",
        name="PAK", words="why", listed=listed, homonyms=3, bearers=40, statements=("s-1", "s-2"),
    )  # fmt: skip


def test_a_row_says_all_of_a_match() -> None:
    listed = Designated(
        authority="UN", source="un", programme="1718", act="Resolution 1", since="2013-03-07", reference="KPi.1"
    )
    (row,) = rows_of(Answer(query=Query(name="Pak Asked", id="C7"), matches=(match("pak", listed),)))
    assert row == {
        "row": "C7",
        "asked": "Pak Asked",
        "entity": "pak",
        "members": ["m-1", "m-2"],
        "caption": "Pak",
        "schema": "Person",
        "probability": 0.9,
        "band": "probable",
        "listed name": "PAK",
        "why": "why",
        "homonyms": 3,
        "bearers": 40,
        "authorities": ["UN"],
        "acts": ["UN: 1718; Resolution 1 (2013-03-07)"],
        "statements": ["s-1", "s-2"],
    }


def test_the_rows_have_the_columns_of_a_table_and_pass_through_json() -> None:
    (row,) = rows_of(Answer(query=Query(name="Pak"), matches=(match("pak"),)))
    assert {"number", *row} == set(COLUMNS)
    assert json.loads(json.dumps(row)) == row


def test_every_match_has_a_row_in_its_order_and_no_match_has_none() -> None:
    found = rows_of(Answer(query=Query(name="Pak"), matches=(match("second"), match("first"))))
    assert [row["entity"] for row in found] == ["second", "first"]
    assert rows_of(Answer(query=Query(name="Pak"), matches=())) == []


def test_what_is_not_known_of_an_act_leaves_no_marks_behind() -> None:
    acts = (
        Designated(authority="EU", **BLANK),
        Designated(authority="EU", **{**BLANK, "programme": "PRK"}),
        Designated(authority="EU", **{**BLANK, "act": "2017/1509"}),
        Designated(authority="EU", **{**BLANK, "since": "2017"}),
    )
    (row,) = rows_of(Answer(query=Query(name="Pak"), matches=(match("pak", *acts),)))
    assert row["acts"] == ["EU: invented", "EU: PRK", "EU: 2017/1509", "EU: invented (2017)"]


def test_a_list_that_names_a_party_twice_under_one_act_is_told_once() -> None:
    twice = [Designated(authority="UN", **{**BLANK, "act": "A", "reference": one}) for one in ("1", "2")]
    other = Designated(authority="AU", **{**BLANK, "act": "B"})
    (row,) = rows_of(Answer(query=Query(name="Pak"), matches=(match("pak", *twice, other),)))
    assert row["authorities"] == ["AU", "UN"]
    assert row["acts"] == ["UN: A", "AU: B"]


def test_a_screening_fills_the_row() -> None:
    screener = Screener(made_of([*PARTIES, card("twin", "Pak Tong Hyok")]))
    (answer,) = screener.screen([Query(name="박동혁", id="C1")])
    rows = rows_of(answer)
    assert {row["entity"] for row in rows} == {"pak", "twin"}
    assert all(row["acts"] == ["XX: Test; Act 1 (2020-01-01)"] for row in rows)
    assert all(row["row"] == "C1" and row["homonyms"] == 1 and row["statements"] for row in rows)
