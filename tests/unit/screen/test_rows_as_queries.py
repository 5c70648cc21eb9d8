"""What a row of a table of customers asks: nobody is left out because of a column that is empty for them."""

from pathlib import Path

import pytest

from tests.unit.screen.people import PARTIES
from whereas.screen.batch import Job, query_of
from whereas.screen.index import made_of
from whereas.screen.query import Query
from whereas.screen.screening import Screener
from whereas.screen.tabular import Columns

COLUMNS = Columns(name="name", birth_date="born", gender="sex", schema="kind")


def asked(*, schema: str = "", **row: str) -> Query:
    job = Job(index=Path("index"), columns=COLUMNS, schema=schema, threshold=0.7)
    return query_of({"born": "", "sex": "", "kind": "", **row}, 1, job)


@pytest.mark.parametrize(
    ("row", "schema"),
    [
        ({"name": "Kim Chol Su", "born": "1961-02-03"}, "Person"),
        ({"name": "Kim Chol Su", "sex": "male"}, "Person"),
        ({"name": "Munhwa Bank"}, ""),
        ({"name": "Munhwa Trading Co., Ltd.", "born": "1999-01-01"}, ""),  # founded then
        ({"name": "Kim Chol Su", "born": "1961", "kind": "LegalEntity"}, "LegalEntity"),
    ],
)
def test_a_row_is_of_a_person_where_it_says_so_itself(row: dict[str, str], schema: str) -> None:
    assert asked(**row).schema == schema
    assert asked(schema="Vessel", **row).schema == (row.get("kind") or "Vessel")


def test_a_company_in_a_table_that_has_birth_dates_is_met() -> None:
    screener = Screener(made_of(PARTIES))
    person, bank = screener.screen(
        [asked(name="Kim Chol Su", born="1961-02-03"), asked(name="Munhwa Joint Bank")], threshold=0.7
    )
    assert [one.entity for one in person.matches] == ["kim-1"]
    assert [one.entity for one in bank.matches] == ["bank"]
