"""A job whose process is killed in the middle goes on where it was cut short; one that had ended is not cancelled."""

import csv
import io
import multiprocessing
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.unit.web.clients import NOW, Office, serving
from tests.unit.web.listed import casebook_served
from tests.unit.web.test_batch import brought, send
from tests.unit.web.test_jobs import ADMIN, csrf, ended, queued, until
from whereas.core.clearance import Clearance
from whereas.screen.batch import BATCH
from whereas.web.jobs import Jobs, State, folder_of
from whereas.web.kinds import Done, kinds
from whereas.web.register import Person
from whereas.web.roles import Role

_NAMES = ("Kim Yong Chol", "Nobody Atall", "Ri Won Ho", "Pak Somebody Else")
_ROWS = 6 * BATCH


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("killed")


@pytest.fixture(scope="module")
def office(folder: Path) -> Iterator[Office]:
    with casebook_served(folder) as found:
        yield found


def table() -> bytes:
    """More customers than are screened in one go."""
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(["id", "name"])
    rows.writerows([number, f"{_NAMES[number % 4]} {'abcdefgh'[number % 7]}"] for number in range(_ROWS))
    return text.getvalue().encode()


def begun(client: Any) -> str:
    """The id of a job that screens the table."""
    place = brought(client, "customers.csv", table()).headers["location"]
    answer = send(client, place, data={"name": "name", "id": "id", "threshold": "0.7"})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"].rpartition("/")[2])


def killed(jobs: Jobs, key: str) -> None:
    """Kill the job's process with no warning, when some of its rows are screened and some are not."""

    def halfway() -> bool:
        found = jobs.get(key)
        assert found is not None
        assert not found.state.over, found.words
        return 0 < (found.done or 0) < _ROWS

    until(halfway)
    (process,) = [one for one in multiprocessing.active_children() if one.name == "job screen-table"]
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)


def test_a_table_goes_on_where_it_was_cut_short(office: Office, folder: Path) -> None:
    client = office.sign_in(Role.READER, name="screens")
    jobs = Jobs(office.register)
    key = begun(client)
    killed(jobs, key)
    parts = folder_of(folder / "home", key) / "matches.jsonl.parts"
    made = {one.name: one.stat().st_mtime_ns for one in parts.iterdir()}
    assert made
    again = until(lambda: (found := jobs.get(key)) is not None and found.tries == 2 and found)
    assert again.state in (State.RUNNING, State.DONE)
    said = ended(client, key)
    assert said["state"] == "done", said
    whole = ended(client, other := begun(client))
    assert (whole["state"], whole["words"]) == ("done", said["words"])
    files = [client.get(f"/api/v1/jobs/{one}/files/matches.jsonl").content for one in (key, other)]
    assert files[0] == files[1]
    assert b"\n" in files[0]


@pytest.fixture
def idle(tmp_path: Path) -> Iterator[Office]:
    """A server that runs no job."""
    with serving(tmp_path, jobs=False) as served:
        yield served


def test_one_that_cannot_be_taken_up_again_says_so_on_its_page(idle: Office) -> None:
    client = idle.sign_in(Role.ANALYST, name="adds")
    jobs = Jobs(idle.register)
    queued(jobs, "a", "add", Person(name="adds", role=Role.ANALYST, clearance=Clearance()))
    assert jobs.claim("w", now=NOW)
    jobs.release("a", kinds()["add"], now=NOW)
    page = client.get("/jobs/a").text
    assert "state-interrupted" in page
    assert "its process ended before it was done" in page
    assert "start it again" in page


def test_a_job_that_had_ended_is_not_cancelled_and_that_is_told(idle: Office) -> None:
    client = idle.sign_in(Role.ADMIN, name=ADMIN.name)
    jobs = Jobs(idle.register)
    for key in ("done", "cancelled"):
        queued(jobs, key, "verify")
        assert jobs.claim("w", now=NOW)
    jobs.finish("done", Done(words="all recomputes"), now=NOW)
    jobs.stop("cancelled", now=NOW)
    jobs.release("cancelled", None, now=NOW)

    late = client.delete("/api/v1/jobs/done", headers=csrf(client))
    assert late.status_code == 409
    assert late.json() == {"error": "it had ended before it was cancelled: done", "where": "/api/v1/jobs/done",
                           "todo": "Look at how it ended."}  # fmt: skip
    assert client.delete("/api/v1/jobs/cancelled", headers=csrf(client)).json()["state"] == "cancelled"

    form = {"_csrf_token": csrf(client)["x-csrftoken"]}
    page = client.post("/jobs/done/cancel", data=form).text
    assert "It had ended before it could be cancelled." in page
    assert "all recomputes" in page
    assert "It had ended before" not in client.get("/jobs/done").text
    assert "It had ended before" not in client.post("/jobs/cancelled/cancel", data=form).text
    found = jobs.get("done")
    assert found is not None
    assert found.state is State.DONE


def test_one_that_ends_while_it_is_being_cancelled_says_so(idle: Office) -> None:
    client = idle.sign_in(Role.ADMIN, name=ADMIN.name)
    jobs = Jobs(idle.register)
    queued(jobs, "a", "verify")
    assert jobs.claim("w", now=NOW)
    assert client.delete("/api/v1/jobs/a", headers=csrf(client)).json()["state"] == "running"
    jobs.finish("a", Done(words="all recomputes"), now=NOW)  # its worker had not heard of it yet
    assert "It had ended before it could be cancelled." in client.get("/jobs/a").text
