"""A database that goes away while a server runs: said as that, to people and supervisors, and well again by itself."""

from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError, ProgrammingError

from tests.stores import POSTGRESQL, address_of, standing_in
from tests.unit.web.clients import serving
from whereas.core.errors import LedgerError
from whereas.ledger.store import Store
from whereas.web.errors import is_away
from whereas.web.roles import Role

_PAGE = {"accept": "text/html"}


def _shut(server: str, name: str, *, opened: bool) -> None:
    """Let nobody into a database and throw out who is in it, as a server that is restarted does; or open it again."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'ALTER DATABASE "{name}" WITH ALLOW_CONNECTIONS {"true" if opened else "false"}')  # type: ignore[arg-type]
        connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (name,))


def test_a_database_that_goes_away_is_said_to_be_away_and_found_again(tmp_path: Path, postgres_server: str) -> None:
    with standing_in(POSTGRESQL), serving(tmp_path, jobs=False) as office:
        client = office.sign_in()
        assert client.get("/", headers=_PAGE).status_code == 200
        name = sa.make_url(address_of(tmp_path / "home")).database or ""
        _shut(postgres_server, name, opened=False)
        try:
            page = client.get("/", headers=_PAGE)
            assert page.status_code == 503
            assert "The database does not answer" in page.text
            assert name not in page.text
            assert client.get("/health").status_code == 503
            assert client.get("/api/v1/me").json()["error"] == "The database does not answer."
        finally:
            _shut(postgres_server, name, opened=True)
        assert client.get("/health").json()["status"] == "ok"
        assert client.get("/", headers=_PAGE).status_code == 200


@pytest.mark.parametrize(
    ("error", "away"),
    [
        (OperationalError("", {}, Exception("database is locked")), True),
        (sa.exc.TimeoutError("all connections are in use"), True),
        (OperationalError("", {}, Exception("no such table: watch")), False),
        (ProgrammingError("", {}, Exception("syntax error")), False),
        (KeyError("x"), False),
    ],
)
def test_what_passes_is_told_from_a_fault(error: Exception, away: bool) -> None:
    assert is_away(error) is away


def test_a_text_with_a_nul_is_refused_in_words(tmp_path: Path) -> None:
    """PostgreSQL keeps none."""
    with standing_in(POSTGRESQL), serving(tmp_path, jobs=False) as office:
        client = office.sign_in(Role.ANALYST)
        for address in ("/search?q=%00", "/entities/%00", "/api/v1/jobs/a%00b"):
            assert client.get(address, headers=_PAGE).status_code == 400
        client.get("/health")
        token = {"x-csrftoken": client.cookies["csrftoken"]}
        answer = client.post("/api/v1/watches", json={"kind": "name", "key": "a\0b"}, headers=token)
        assert (answer.status_code, answer.json()["error"]) == (400, "a text holds a NUL, which cannot be kept")


def test_a_ledger_that_cannot_be_written_tells_no_visitor_where_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_store: Store, _waiting: object) -> None:
        cause = OperationalError("", {}, Exception("database or disk is full"))
        raise LedgerError("it cannot take what was to be written", where="postgresql://somewhere/else") from cause

    with serving(tmp_path, jobs=False) as office:
        client = office.sign_in(Role.ANALYST)
        client.get("/health")
        monkeypatch.setattr(Store, "writing", full)
        token = {"x-csrftoken": client.cookies["csrftoken"]}
        answer = client.post("/api/v1/cases", json={"question": "Who?"}, headers=token)
        assert answer.status_code == 503
        assert "somewhere" not in answer.text
