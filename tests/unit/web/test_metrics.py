"""Health, figures and lines of the log: what a supervisor needs, and nothing of what people read or ask."""

import json
import logging
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from litestar.testing import TestClient

from tests.stores import SQLITE, settings_of, standing_in
from tests.unit.web.clients import NOW, serving
from whereas.web.app import app
from whereas.web.config import Config
from whereas.web.logs import Lines, digest_of, fault_of
from whereas.web.register import Register
from whereas.web.roles import Role
from whereas.web.visit import COOKIE
from whereas.web.watched import Watched

TOKEN = "t" * 32  # an invented one


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[TestClient[Any]]:
    """A server with its log and figures around it, signed in as who keeps it up."""
    (tmp_path / "home").mkdir()
    config = Config(
        focus="dprk", settings=settings_of(tmp_path / "home"), clock=lambda: NOW, jobs=False, warms=False,
        scrape_token=TOKEN, hosts=("testserver.local",),
    )  # fmt: skip
    register = Register.of(config.settings)
    register.enrol("admin-1", Role.ADMIN)
    session = register.open_session("admin-1", now=NOW)
    made: Any = Watched(app(config, register=register, secret="s" * 32), salt="s")  # an invented secret
    with TestClient(made.app):  # begins and ends the application
        client = TestClient[Any](made, raise_server_exceptions=False)
        client.cookies.set(COOKIE, session)
        yield client


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines() if line.startswith("{")]


def test_health_says_what_works_and_no_numbers(tmp_path: Path) -> None:
    with serving(tmp_path) as office:
        answer = office.client.get("/health")
        assert answer.status_code == 200
        assert answer.json() | {"disk": "ok"} == {
            "status": "ok", "ledger": "ok", "register": "ok", "disk": "ok", "index": "cold",
        }  # fmt: skip


def test_health_says_when_the_ledger_cannot_be_read(tmp_path: Path) -> None:
    with standing_in(SQLITE), serving(tmp_path, jobs=False) as office:
        for place in (tmp_path / "home").glob("ledger.sqlite*"):
            place.unlink()
        (tmp_path / "home" / "ledger.sqlite").mkdir()
        answer = office.client.get("/health")
        assert (answer.status_code, answer.json()["status"], answer.json()["ledger"]) == (503, "failed", "failed")
        shutil.rmtree(tmp_path / "home" / "ledger.sqlite")


@pytest.mark.parametrize("role", list(Role))
def test_figures_are_for_who_keeps_the_server_up(role: Role, tmp_path: Path) -> None:
    with serving(tmp_path, jobs=False) as office:
        answer = office.sign_in(role).get("/metrics")
        assert answer.status_code == (200 if role is Role.ADMIN else 403)


def test_figures_count_requests_by_route_and_name_nobody(watched: TestClient[Any]) -> None:
    watched.get("/jobs/Hanjaemok")
    watched.get("/nowhere/Hanjaemok")
    watched.request("FORGED", "/health")
    text = watched.get("/metrics").text
    assert re.search(r'whereas_requests_total\{method="GET",route="/jobs/\{key\}",status="404"\} \d', text)
    assert 'route="-"' in text
    assert 'method="other"' in text
    assert 'whereas_jobs{state="queued"} 0.0' in text
    assert "whereas_ledger_entries 0.0" in text
    assert "Hanjaemok" not in text
    assert "FORGED" not in text
    assert "admin-1" not in text


def test_the_token_opens_the_figures_and_nothing_else(watched: TestClient[Any]) -> None:
    watched.cookies.clear()
    header = {"authorization": f"Bearer {TOKEN}"}
    assert "whereas_warm" in watched.get("/metrics", headers=header).text
    assert watched.get("/metrics", headers={"authorization": f"Bearer {TOKEN}x"}).status_code == 401
    assert watched.get("/metrics").status_code == 401
    assert watched.get("/api/v1/jobs", headers=header).status_code == 401
    assert watched.get("/jobs", headers=header).status_code == 401


def test_a_line_names_the_route_and_a_digest_of_who_asked(
    watched: TestClient[Any], capsys: pytest.CaptureFixture[str]
) -> None:
    answer = watched.get("/jobs/Hanjaemok?q=Hanjaemok")
    (line,) = lines(capsys)
    assert (line["route"], line["status"], line["request"]) == (
        "/jobs/{key}", 404, answer.headers["x-request-id"],
    )  # fmt: skip
    assert line["account"] == digest_of("admin-1", "s")
    assert "Hanjaemok" not in json.dumps(line)


def test_a_fault_is_named_by_its_place_and_not_by_its_words(
    watched: TestClient[Any], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(visit: Any) -> Any:
        raise KeyError("the name of a witness")

    monkeypatch.setattr("whereas.web.pages.jobs.listed", broken)
    answer = watched.get("/jobs")
    (line,) = lines(capsys)
    assert answer.status_code == 500
    assert re.fullmatch(r"KeyError at test_metrics\.py:\d+", line["fault"])
    assert "witness" not in json.dumps(line) + answer.text


def test_what_libraries_log_is_told_without_their_words(capsys: pytest.CaptureFixture[str]) -> None:
    record = logging.LogRecord("lib", logging.ERROR, "x", 1, "asked for %s", ("Hanjaemok",), None)
    Lines().emit(record)
    (line,) = lines(capsys)
    assert (line["logger"], line["level"], line["fault"]) == ("lib", "error", "")
    assert "Hanjaemok" not in json.dumps(line)


def test_a_digest_of_an_account_hangs_on_the_salt() -> None:
    assert digest_of("a", "1") == digest_of("a", "1") != digest_of("a", "2")
    assert digest_of("", "1") == ""
    assert fault_of(ValueError("words")) == "ValueError"
