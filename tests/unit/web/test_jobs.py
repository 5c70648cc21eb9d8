"""Jobs: who may start them, how they are told of, cancelled, resumed, and kept from others."""

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.stores import settings_of
from tests.unit.web.clients import NOW, Office, serving
from whereas.core.clearance import Clearance
from whereas.core.errors import WhereasError
from whereas.core.marking import TLP
from whereas.web.jobs import Jobs, State, folder_of, start
from whereas.web.kinds import Done, Kind, kinds, plain
from whereas.web.register import Person, Register
from whereas.web.roles import Permission, Role
from whereas.web.runner import Runner, is_gone
from whereas.web.visit import Visit
from whereas.web.words import catalogue

pytestmark = pytest.mark.usefixtures("store")

ADMIN = Person(name="admin-1", role=Role.ADMIN, clearance=Clearance())


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A server whose jobs run in processes of their own."""
    with serving(tmp_path) as served:
        yield served


@pytest.fixture
def jobs(tmp_path: Path) -> Iterator[Jobs]:
    """A queue that nobody works on."""
    register = Register.of(settings_of(tmp_path))
    yield Jobs(register)
    register.close()


def csrf(client: Any) -> dict[str, str]:
    client.get("/health")
    return {"x-csrftoken": client.cookies["csrftoken"]}


def until(there: Callable[[], Any], seconds: float = 40.0) -> Any:
    """Wait until something is there."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := there():
            return found
        time.sleep(0.05)
    raise AssertionError("it did not come")


def ended(client: Any, key: str) -> dict[str, Any]:
    def over() -> dict[str, Any] | None:
        said: dict[str, Any] = client.get(f"/api/v1/jobs/{key}").json()
        return said if State(said["state"]).over else None

    found: dict[str, Any] = until(over)
    return found


def queued(jobs: Jobs, key: str, kind: str = "pull", person: Person = ADMIN) -> None:
    jobs.add(kind, {}, person, key=key, now=NOW)


def test_a_pull_in_the_browser_fills_the_ledger(office: Office) -> None:
    client = office.sign_in(Role.ADMIN)
    begun = client.post("/api/v1/jobs", json={"kind": "pull", "params": {"sources": "casebook"}}, headers=csrf(client))
    assert begun.status_code == 201

    said = ended(client, begun.json()["id"])

    assert (said["state"], said["link"]) == ("done", "/sources")
    assert "new editions" in said["words"]
    assert client.app.state.room.whole(now=NOW).bench.view().readings


def test_a_stream_of_events_ends_with_how_it_went(office: Office) -> None:
    client = office.sign_in(Role.ADMIN)
    key = client.post("/api/v1/jobs", json={"kind": "verify"}, headers=csrf(client)).json()["id"]

    with client.stream("GET", f"/api/v1/jobs/{key}/events") as answer:
        lines = [line for line in answer.iter_lines() if line]

    assert answer.headers["content-type"].startswith("text/event-stream")
    assert lines[-2] == "event: end"
    assert json.loads(lines[-1].removeprefix("data: "))["state"] == "done"
    assert set(lines[:-2:2]) <= {"event: progress"}


def test_a_file_that_a_job_left_is_downloaded_by_its_starter_alone(office: Office) -> None:
    client = office.sign_in(Role.ADMIN, name="first")
    key = client.post("/api/v1/jobs", json={"kind": "verify"}, headers=csrf(client)).json()["id"]
    assert ended(client, key)["files"] == ["findings.json"]

    mine = client.get(f"/api/v1/jobs/{key}/files/findings.json")
    assert mine.json()["findings"] == []
    assert mine.headers["content-disposition"].startswith("attachment")
    for name in ("%2e%2e%2fregister.sqlite", "other.json"):
        assert client.get(f"/api/v1/jobs/{key}/files/{name}").status_code == 404
    assert client.get(f"/api/v1/jobs/{key}/files/findings.json%00").status_code == 400

    other = office.sign_in(Role.ADMIN, name="second")
    assert other.get(f"/api/v1/jobs/{key}/files/findings.json").status_code == 404


def test_who_may_not_keep_the_server_up_starts_no_pull(office: Office) -> None:
    client = office.sign_in(Role.RELEASER)
    refused = client.post("/api/v1/jobs", json={"kind": "pull"}, headers=csrf(client))
    assert refused.status_code == 403
    assert client.get("/api/v1/jobs").json() == []


def test_a_kind_that_is_none_and_a_parameter_that_is_none_are_told(office: Office) -> None:
    client = office.sign_in(Role.ADMIN)
    for wanted in ({"kind": "nonsense"}, {"kind": "pull", "params": {"path": "/etc"}}):
        refused = client.post("/api/v1/jobs", json=wanted, headers=csrf(client))
        assert (refused.status_code, bool(refused.json()["todo"])) == (400, True)


def test_a_job_of_another_is_not_there_for_a_reader(office: Office) -> None:
    admin = office.sign_in(Role.ADMIN)
    key = admin.post("/api/v1/jobs", json={"kind": "verify"}, headers=csrf(admin)).json()["id"]
    reader = office.sign_in(Role.READER)
    known, unknown = reader.get(f"/api/v1/jobs/{key}"), reader.get("/api/v1/jobs/0000")
    assert (known.status_code, known.text.replace(key, "0000")) == (unknown.status_code, unknown.text)
    assert reader.delete(f"/api/v1/jobs/{key}", headers=csrf(reader)).status_code == 404


def test_who_keeps_the_server_up_sees_that_a_job_is_there_and_not_what_it_is_about(office: Office) -> None:
    office.sign_in(Role.ADMIN)
    jobs = Jobs(office.register)
    other = Person(name="other", role=Role.ADMIN, clearance=Clearance(tlp=TLP.RED))
    jobs.add("verify", {}, other, key="k1", now=NOW)
    claimed = jobs.claim("w", now=NOW)
    assert claimed is None or claimed.id == "k1"
    jobs.tell("k1", "the name of a file", 1, 2)
    said = office.client.get("/api/v1/jobs/k1").json()
    assert (said["by"], said["words"]) == ("other", "")


def test_a_job_is_claimed_once(jobs: Jobs) -> None:
    queued(jobs, "a")
    first, second = jobs.claim("one", now=NOW), jobs.claim("two", now=NOW)
    assert first is not None
    assert (first.id, first.state, second) == ("a", State.RUNNING, None)


def test_a_job_that_waits_is_cancelled_at_once_and_one_that_runs_when_its_worker_hears(jobs: Jobs) -> None:
    queued(jobs, "a")
    queued(jobs, "b")
    assert jobs.stop("a", now=NOW)
    running = jobs.claim("w", now=NOW)
    assert running is not None
    assert running.id == "b"
    assert jobs.beat("b", "w")
    assert jobs.stop("b", now=NOW)
    assert not jobs.beat("b", "w")
    jobs.release("b", kinds()["pull"], now=NOW)
    assert [one.state for one in jobs.every()] == [State.CANCELLED, State.CANCELLED]
    assert not jobs.stop("b", now=NOW)


def test_a_job_whose_process_died_is_taken_up_again_but_not_for_ever(jobs: Jobs) -> None:
    queued(jobs, "a")
    states = []
    for _ in range(3):
        assert jobs.claim("dead", now=NOW)
        jobs.release("a", kinds()["pull"], now=NOW)
        found = jobs.get("a")
        assert found
        states.append(found.state)
    assert states == [State.QUEUED, State.QUEUED, State.INTERRUPTED]


def test_a_job_that_cannot_be_taken_up_again_says_so(jobs: Jobs) -> None:
    queued(jobs, "a")
    jobs.claim("dead", now=NOW)
    jobs.release("a", Kind(key="x", needs=Permission.READ, run=lambda task: Done(words="")), now=NOW)
    found = jobs.get("a")
    assert found
    assert (found.state, found.todo) == (State.INTERRUPTED, "start it again")


def test_a_worker_that_finishes_late_changes_nothing(jobs: Jobs) -> None:
    queued(jobs, "a")
    jobs.claim("w", now=NOW)
    jobs.stop("a", now=NOW)
    jobs.release("a", None, now=NOW)
    jobs.finish("a", Done(words="too late"), now=NOW)
    found = jobs.get("a")
    assert found
    assert (found.state, found.words) == (State.CANCELLED, "")


def test_a_job_sees_what_its_starter_could_see_when_it_was_started(jobs: Jobs) -> None:
    sight = Clearance(tlp=TLP.AMBER, audiences=frozenset({"eu", "un"}))
    queued(jobs, "a", person=Person(name="p", role=Role.ADMIN, clearance=sight))
    found = jobs.get("a")
    assert found
    assert found.clearance == sight


def test_nobody_fills_the_queue(jobs: Jobs, tmp_path: Path) -> None:
    for number in range(6):
        queued(jobs, f"k{number}")
    visit = _visit(jobs, tmp_path)
    with pytest.raises(WhereasError, match="not done yet"):
        start(visit, "pull")


def test_files_of_a_job_stand_in_its_own_folder(jobs: Jobs, tmp_path: Path) -> None:
    key = start(_visit(jobs, tmp_path), "pull", files={"customers.csv": b"name\nA\n"}, sources="un")
    folder = folder_of(tmp_path, key)
    assert (folder / "customers.csv").read_bytes() == b"name\nA\n"
    assert folder.stat().st_mode & 0o077 == 0
    found = jobs.get(key)
    assert found
    assert found.params == {"sources": "un"}


@pytest.mark.parametrize("name", ["../up", "a/b", "a\\b", "", ".hidden", "x" * 300, "nul\0"])
def test_no_name_leads_out_of_a_jobs_folder(name: str, tmp_path: Path) -> None:
    with pytest.raises(WhereasError):
        plain(tmp_path, name)


def test_a_worker_of_this_machine_that_is_no_process_is_gone() -> None:
    assert is_gone("here:2147483646:x", "here:2:y")
    assert is_gone("here:2:before", "here:2:now")
    assert not is_gone("there:2147483646:x", "here:2:y")
    assert not is_gone("here:2:y", "here:2:y")


def test_rows_and_files_go_after_their_time(tmp_path: Path) -> None:
    register = Register.of(settings_of(tmp_path))
    jobs = Jobs(register)
    queued(jobs, "old")
    jobs.claim("w", now=NOW)
    jobs.finish("old", Done(words=""), now="2023-12-01T00:00:00Z")
    folder_of(tmp_path, "old").mkdir(parents=True)
    config: Any = SimpleNamespace(home=tmp_path, clock=lambda: NOW, settings=None, focus="dprk")
    runner = Runner(config, jobs)
    runner.begin()
    until(lambda: not folder_of(tmp_path, "old").exists())
    runner.end()
    assert jobs.every() == []
    register.close()


def _visit(jobs: Jobs, home: Path) -> Visit:
    seen: Any = SimpleNamespace(bench=SimpleNamespace(settings=SimpleNamespace(home=home)))
    return Visit(person=ADMIN, seen=seen, language="en", now=NOW, register=jobs.register)


def test_every_kind_has_words_in_every_language() -> None:
    for language, words in catalogue().items():
        assert {f"jobs.kind.{key}" for key in kinds()} <= words.keys(), language
        assert {f"jobs.state.{state}" for state in State} <= words.keys(), language


def test_a_page_starts_a_job_shows_it_and_cancels_it(tmp_path: Path) -> None:
    with serving(tmp_path, jobs=False) as office:
        client = office.sign_in(Role.ADMIN)
        token = csrf(client)["x-csrftoken"]
        assert 'value="pull"' in client.get("/jobs").text
        begun = client.post("/jobs", data={"kind": "pull", "_csrf_token": token}, follow_redirects=False)
        assert begun.status_code == 303
        place = begun.headers["location"]
        page = client.get(place).text
        assert "data-job=" in page
        assert f'action="{place}/cancel"' in page
        client.post(f"{place}/cancel", data={"_csrf_token": token})
        page = client.get(place).text
        assert "cancelled" in page
        assert "/cancel" not in page
        assert "cancelled" in client.get("/jobs").text


def test_a_reader_is_offered_no_upkeep(tmp_path: Path) -> None:
    with serving(tmp_path, jobs=False) as office:
        page = office.sign_in(Role.READER).get("/jobs").text
        assert "<form" not in page.partition("<main")[2]
        assert "No job yet" in page
