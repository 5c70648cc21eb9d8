"""`whereas audit` on SQLite and on PostgreSQL: rows that fit, as a table, CSV and JSON, and a chain that is checked."""

import csv
import json
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from whereas.cli.audit import audit
from whereas.core.errors import WhereasError
from whereas.settings import Settings
from whereas.web.register import Register
from whereas.web.register.audit import Act
from whereas.web.register.tables import audit as table

ACTS = (
    Act(at="2026-03-01T08:00:00Z", who="rhee", action="sign-in"),
    Act(at="2026-03-01T09:00:00Z", who="rhee", action="export", object="un-KPi.901", route="/entities/{key}"),
    Act(at="2026-03-31T23:59:59Z", who="ada", action="export", object="map"),
    Act(at="2026-04-01T00:00:00Z", who="ada", action="read", object="=cmd", result="refused"),
)


@pytest.fixture
def register(tmp_path: Path, url: str) -> Iterator[Register]:
    opened = Register.of(Settings(home=tmp_path / "home", ledger=url))
    for act in ACTS:
        opened.audit.note(act)
    yield opened
    opened.close()


@pytest.fixture
def where(tmp_path: Path, url: str, register: Register) -> dict[str, Any]:
    """What a command names the audit by."""
    return {"home": tmp_path / "home", "ledger": url}


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ({}, [4, 3, 2, 1]), ({"who": "rhee"}, [2, 1]), ({"action": "export"}, [3, 2]), ({"result": "refused"}, [4]),
        ({"about": "un-KP"}, [2]), ({"day": "2026-03"}, [3, 2, 1]), ({"day": "2026-04-01"}, [4]),
        ({"since": "2026-03-01T09:00:00Z", "until": "2026-03-31"}, [3, 2]), ({"most": 1}, [4]),
        ({"who": "nobody"}, []),
    ],
)  # fmt: skip
def test_rows_that_fit_the_newest_first(
    where: dict[str, Any], capsys: pytest.CaptureFixture[str], asked: dict[str, Any], numbers: list[int]
) -> None:
    assert audit(**asked, **where, as_json=True) == 0
    assert [one["no"] for one in json.loads(capsys.readouterr().out)] == numbers


def test_a_table_for_people_says_when_there_is_more(where: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    assert audit(most=2, **where) == 0
    said = capsys.readouterr()
    assert "2026-03-31T23:59:59Z" in said.out
    assert "un-KPi.901" not in said.out
    assert "the newest 2" in said.err
    audit(who="nobody", **where)
    assert capsys.readouterr().out == "no row fits\n"


def test_csv_has_every_column_and_no_formula(where: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    audit(as_csv=True, **where)
    rows = list(csv.DictReader(StringIO(capsys.readouterr().out)))
    assert [one["no"] for one in rows] == ["4", "3", "2", "1"]
    assert rows[0]["object"] == "'=cmd"
    assert {one["previous"] for one in rows[:3]} == {one["digest"] for one in rows[1:]}


def test_the_chain_holds_until_a_row_is_altered_or_cut(
    register: Register, where: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    assert audit(verify=True, **where) == 0
    head = capsys.readouterr().out.split()[-1]
    assert audit(verify=True, head=head.upper(), **where) == 0
    with register.writing() as connection:
        connection.execute(table.delete().where(table.c.no == 4))
    assert audit(verify=True, **where) == 0
    capsys.readouterr()
    assert audit(verify=True, head=head, **where) == 1
    assert "rows are missing: 3 rows hold" in capsys.readouterr().out
    assert audit(verify=True, head=head, as_json=True, **where) == 1
    assert json.loads(capsys.readouterr().out)["cut"] is True
    with register.writing() as connection:
        connection.execute(sa.update(table).where(table.c.no == 2).values(who="ada"))
    assert audit(verify=True, **where) == 1
    assert "broken at row 2: 1 rows before it hold" in capsys.readouterr().out
    assert audit(verify=True, head=head, **where) == 1
    assert "broken at row 2" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"action": "expotr"}, "it has: export, read, sign-in"), ({"result": "maybe"}, "done or refused"),
        ({"day": "soon"}, "is not a day"), ({"head": "abc"}, "give --verify too"),
        ({"as_csv": True, "as_json": True}, "not both"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_said(where: dict[str, Any], asked: dict[str, Any], words: str) -> None:
    with pytest.raises(WhereasError, match=words):
        audit(**asked, **where)


def test_where_no_server_ever_was_nothing_is_made(tmp_path: Path) -> None:
    with pytest.raises(WhereasError, match="no server has kept an audit here"):
        audit(home=tmp_path / "none")
    assert not (tmp_path / "none").exists()
