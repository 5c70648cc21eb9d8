"""The first page and the standing: the same as the command line, with what changed, and nothing out of sight."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.stores import address_of
from tests.unit.web.clients import NOW, Office, serving
from tests.unit.web.twins import open_ledger
from tests.unit.workbench.desk_case import add_text, bench_in
from whereas.cli.standing import standing
from whereas.core.clearance import Clearance
from whereas.core.marking import TLP, Marking
from whereas.web import attendant
from whereas.web.jobs import Jobs
from whereas.web.kinds import Done
from whereas.web.pages.home import COOKIE
from whereas.web.register import Person
from whereas.web.roles import Role
from whereas.workbench import desk

STEP = """
claims:
  - {{kind: step_verified, subject: dprk, object: iaea-return, words: {words}, start: 2024-01-10, spans: [{{exhibit: {file}, quote: Inspectors were back}}]}}
"""  # noqa: E501 -- one claim a line reads best


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return open_ledger(tmp_path)


@pytest.fixture
def office(folder: Path) -> Iterator[Office]:
    with serving(folder, now="2024-02-01T10:00:00Z") as served:
        yield served


def _step(folder: Path, name: str, words: str, marking: Marking | None = None) -> None:
    with bench_in(folder, now="2024-02-01T09:20:00Z") as bench:
        filed = {} if marking is None else {"marking": marking}
        add_text(bench, folder, name, "Invented. Inspectors were back.", evidence="un", publisher="IAEA",
                 available="2024-01-12", **filed)  # fmt: skip
        desk.claim(bench, f"{name}.yaml", STEP.format(words=words, file=name))


def test_home_says_starter_pillars_and_posture(office: Office) -> None:
    text = office.sign_in(Role.READER, name="first").get("/").text
    assert "Starter casebook only" in text
    assert all(f"{number}. " in text for number in range(1, 6))
    assert "Posture advised" in text
    assert "Ask an administrator" in text


def test_who_keeps_the_server_up_can_pull_from_here(office: Office) -> None:
    assert 'name="kind" value="pull"' in office.sign_in(Role.ADMIN, name="keeper").get("/").text


def test_what_changed_since_a_day_is_told_with_what_it_turned(office: Office, folder: Path) -> None:
    _step(folder, "statement.txt", "Inspectors work again.")
    text = office.sign_in(Role.READER, name="second").get("/?since=2024-02-01T09:10:00Z").text
    assert "Inspectors work again." in text
    assert "Conditions that changed state" in text
    assert "Conditions that changed state" not in office.client.get("/?since=2024-02-01T09:30:00Z").text


def test_what_is_marked_changes_nothing_for_who_may_not_see_it(office: Office, folder: Path) -> None:
    _step(folder, "secret.txt", "Kestrelmark inspectors.", Marking(tlp=TLP.RED))
    asked = "/?since=2024-02-01T09:10:00Z"
    reader = office.sign_in(Role.READER, name="third").get(asked).text
    assert "Kestrelmark" not in reader
    assert "Nothing that you may see has changed" in reader
    assert "Kestrelmark" in office.sign_in(Role.READER, name="cleared", tlp=TLP.RED).get(asked).text


def test_the_last_visit_is_remembered_for_who_made_it_alone(folder: Path) -> None:
    with serving(folder, now=NOW) as before:
        before.sign_in(Role.READER, name="fourth").get("/")
        kept = before.client.cookies[COOKIE]
    _step(folder, "statement.txt", "Inspectors work again.")
    with serving(folder, now="2024-02-01T10:00:00Z") as later:
        for name, told in (("fifth", False), ("fourth", True)):
            later.client.cookies.clear()
            if name == "fourth":
                later.client.cookies.set("whereas_session", later.register.open_session(name, now=NOW))
            else:
                later.sign_in(Role.READER, name=name)
            later.client.cookies.set(COOKIE, kept)
            assert ("New claims" in later.client.get("/").text) is told


def test_a_cookie_that_somebody_forged_does_no_harm(office: Office) -> None:
    client = office.sign_in(Role.READER, name="sixth")
    for forged in ("x", "a_b_c", "_" * 500, "0_9999_<script>"):
        client.cookies.set(COOKIE, forged)
        answer = client.get("/")
        assert answer.status_code == 200
        assert "first visit" in answer.text


def test_standing_is_what_the_command_line_prints(
    office: Office, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    client = office.sign_in(Role.READER, name="seventh")
    answer = client.get("/api/v1/standing?suppose=iaea-return%3Dmet&as_of=2024-01-31").json()
    home = folder / "home"
    standing(home=home, ledger=address_of(home), suppose=["iaea-return=met"], as_of="2024-01-31", as_json=True)
    assert answer == json.loads(capsys.readouterr().out)


def test_the_board_has_every_measure_with_a_state(office: Office) -> None:
    lines = office.sign_in(Role.READER, name="eighth").get("/api/v1/board").json()
    assert len(lines) > 20
    assert {one["state"] for one in lines} <= {"ready", "building", "waiting", "missing", "done"}
    assert all(one["body"] and one["points"] for one in lines)


def test_a_what_if_says_what_opens_beside_what_is_recorded(office: Office) -> None:
    client = office.sign_in(Role.READER, name="ninth")
    asked = "/standing?suppose=un-access%3Dmet&suppose=no-arms-to-russia%3Dmet"
    text = client.get(asked).text
    assert "This is a what-if" in text
    assert "(supposed)" in text
    assert "This is a what-if" not in client.get("/standing").text
    assert client.get("/standing?suppose=un-access").status_code == 400
    assert b"un-access" in client.get(asked.replace("/standing?", "/standing/conditions.csv?")).content


def test_dissent_needs_a_reviewer_and_stays(office: Office) -> None:
    reader = office.sign_in(Role.ANALYST, name="analyst")
    assert "/standing/dissent" not in reader.get("/standing").text
    client = office.sign_in(Role.REVIEWER, name="A Reviewer")
    page = client.get("/standing")
    token = page.text.split('name="_csrf_token" value="')[1].split('"')[0]
    sent = {"words": "The May launch was a test.", "_csrf_token": token}
    assert client.post("/standing/dissent", data=sent, follow_redirects=False).status_code == 303
    assert "A Reviewer, 2024-02-01: The May launch was a test." in client.get("/standing").text


def test_an_empty_ledger_says_so_and_breaks_no_page(tmp_path: Path) -> None:
    with serving(tmp_path) as office:
        client = office.sign_in(Role.ADMIN, name="first")
        text = client.get("/").text
        assert "This ledger is empty." in text
        assert 'name="kind" value="pull"' in text
        for path in ("/standing", "/standards", "/standards/points", "/standards/eu-human-rights/torture", "/figures",
                     "/texts", "/evaluation", "/channels", "/sources", "/sources/un", "/ledger"):  # fmt: skip
            assert client.get(path).status_code == 200, path


def test_while_lists_are_read_the_page_says_so_and_offers_no_second_pull(tmp_path: Path) -> None:
    with serving(tmp_path, jobs=False) as office:
        Jobs(office.register).add("pull", {}, Person(name="whereas", role=Role.ADMIN, clearance=Clearance()), key="run",
                                  now=NOW)  # fmt: skip
        keeper = office.sign_in(Role.ADMIN, name="keeper").get("/").text
        assert "Lists are being read now" in keeper
        assert 'href="/jobs/run"' in keeper
        assert 'name="kind" value="pull"' not in keeper
        reader = office.sign_in(Role.READER, name="reader").get("/").text
        assert "Lists are being read now" in reader
        assert "/jobs/run" not in reader


def test_while_lists_change_every_page_says_that_an_absence_says_nothing(tmp_path: Path) -> None:
    with serving(tmp_path, jobs=False) as office:
        jobs = Jobs(office.register)
        jobs.add("pull", {}, Person(name="whereas", role=Role.ADMIN, clearance=Clearance()), key="run", now=NOW)
        client = office.sign_in(Role.READER, name="searches")
        assert "Lists are being read or compared now" not in client.get("/search?q=nobody").text  # it only waits
        assert jobs.claim("a worker", now=NOW)
        for path in ("/search?q=nobody", "/align", "/network", "/batch", "/alerts"):
            assert "Lists are being read or compared now" in client.get(path).text, path
        jobs.finish("run", Done(words=""), now=NOW)
        assert "Lists are being read or compared now" not in client.get("/search?q=nobody").text


def test_boards_are_made_ahead_for_the_sights_of_who_is_signed_in(office: Office, monkeypatch: Any) -> None:
    office.sign_in(Role.ANALYST, tlp=TLP.AMBER)
    office.sign_in(Role.READER)
    made: list[Clearance] = []
    monkeypatch.setattr(attendant, "front", lambda seen: made.append(seen.clearance))
    attendant.warm(office.client.app.state)
    assert made == [Clearance(), Clearance(tlp=TLP.AMBER)]
