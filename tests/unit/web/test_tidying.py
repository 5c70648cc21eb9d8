"""What jobs, releases and working copies leave is taken away in time, and never what something still needs."""

import io
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.stores import settings_of
from tests.unit.web.clients import NOW, serving
from tests.unit.web.test_cases import Room
from tests.unit.web.test_jobs import ADMIN, ended, queued, until
from tests.unit.web.test_make_dossier import room
from tests.unit.web.test_releases_pages import asked
from tests.unit.workbench.desk_case import bench_in
from whereas.web import staging
from whereas.web.jobs import Jobs, folder_of
from whereas.web.kinds import Done
from whereas.web.register import Register
from whereas.web.roles import Role
from whereas.web.tidying import Tidying, go_round_jobs
from whereas.workbench.releases import requests

__all__ = ["room"]
_DAY = 86_400


@pytest.fixture
def jobs(tmp_path: Path) -> Iterator[Jobs]:
    """A queue that nobody works on."""
    register = Register.of(settings_of(tmp_path))
    yield Jobs(register)
    register.close()


def filled(home: Path, key: str, *names: str) -> Path:
    """A job's folder with files, one of them in a folder of its own."""
    folder = folder_of(home, key)
    (folder / "matches.jsonl.parts").mkdir(parents=True)
    (folder / "matches.jsonl.parts" / "0").write_text("a customer")
    for name in names:
        (folder / name).write_text("a customer")
    return folder


def left(folder: Path) -> set[str]:
    return {one.name for one in folder.iterdir()} if folder.is_dir() else set()


def aged(place: Path, days: float) -> None:
    then = time.time() - days * _DAY
    os.utime(place, (then, then))


def test_of_a_job_that_is_over_its_results_stay_and_what_waits_or_runs_keeps_all(tmp_path: Path, jobs: Jobs) -> None:
    names = ("customers.csv", "asked.json", "index.json", "matches.csv")
    folders = {key: filled(tmp_path, key, *names) for key in ("done", "cancelled", "runs", "waits")}
    for key in ("done", "runs"):
        queued(jobs, key, "screen-table")
        assert jobs.claim("w", now=NOW)
    jobs.finish("done", Done(words="", files=("matches.csv",)), now=NOW)
    for key in ("cancelled", "waits"):
        queued(jobs, key, "screen-table")
    jobs.stop("cancelled", now=NOW)
    go_round_jobs(tmp_path, jobs)
    assert left(folders["done"]) == {"matches.csv", "asked.json"}
    assert left(folders["cancelled"]) == {"asked.json"}
    assert left(folders["runs"]) == left(folders["waits"]) == {*names, "matches.jsonl.parts"}


def test_a_folder_of_which_no_job_knows_goes_when_it_is_old(tmp_path: Path, jobs: Jobs) -> None:
    young, old = filled(tmp_path, "young"), filled(tmp_path, "old")
    aged(old, 2)
    go_round_jobs(tmp_path, jobs)
    assert (young.exists(), old.exists()) == (True, False)


def test_what_a_job_worked_with_goes_at_its_end(tmp_path: Path) -> None:
    with serving(tmp_path) as office:
        client = office.sign_in(Role.ADMIN)
        jobs = Jobs(office.register)
        folder = filled(tmp_path / "home", "k1", "customers.csv")
        jobs.add("verify", {}, ADMIN, key="k1", now=NOW)
        assert ended(client, "k1")["state"] == "done"
        until(lambda: left(folder) == {"findings.json"})


def test_what_waits_for_a_second_person_is_kept_and_the_rest_goes(room: Room) -> None:
    home = room.folder / "home"
    waits = asked(room).rpartition("/")[2]
    for key in ("never-recorded", waits):
        (home / "asked" / key).mkdir(parents=True, exist_ok=True)
        aged(home / "asked" / key, 400)
    (home / "asked" / "being-made").mkdir()
    Tidying(room.office.client.app.state).look()
    assert left(home / "asked") == {waits, "being-made"}
    room.become("A Releaser")
    room.post(f"/releases/{waits}", do="agree", read="true", reason="read in full")
    again = home / "asked" / waits  # as if the process had been killed before it could take it away
    again.mkdir()
    aged(again, 2)
    Tidying(room.office.client.app.state).look()
    assert left(home / "asked") == {"being-made"}
    assert left(home / "released" / waits) >= {"RELEASE.json", "dossier.json"}
    assert [one.state for one in requests(room.desk()).values()] == ["agreed"]


def test_a_working_copy_can_be_taken_back_for_half_a_year(room: Room) -> None:
    folder = room.folder / "home" / "working"
    folder.mkdir()
    for name, days in (("young.json", 170), ("old.json", 190)):
        (folder / name).write_text("{}")
        aged(folder / name, days)
    Tidying(room.office.client.app.state).look()
    assert left(folder) == {"young.json"}


def test_it_goes_round_now_and_then(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[Any] = []
    monkeypatch.setattr("whereas.web.tidying.go_round_jobs", lambda *said: looked.append(said))
    tidying = Tidying(room.office.client.app.state)
    tidying.look()
    tidying.look()
    assert len(looked) == 1


def test_an_upload_that_a_job_takes_is_not_swept_while_it_waits(tmp_path: Path) -> None:
    with bench_in(tmp_path) as bench:
        tokens = [staging.stage(bench, "A", name, io.BytesIO(b"An invented note.")) for name in ("one.txt", "two.txt")]
        staging.hold(bench, "A", tokens[0])
        for token in tokens:
            aged(staging.place_of(bench, "A", token).parent, 2)
        staging.sweep(bench)
        held = staging.place_of(bench, "A", tokens[0])
        assert held.name == "one.txt"
        assert left(held.parent.parent) == {tokens[0]}
        staging.let_go(bench, "A", tokens[0])
        staging.sweep(bench)
        assert held.exists()  # for a day from then
        aged(held.parent, 2)
        staging.sweep(bench)
        assert not held.exists()
