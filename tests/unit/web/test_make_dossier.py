"""A dossier that rests on much is made by a job, which asks for its release as its starter and decides on nothing."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.stores import settings_of
from tests.unit.web.clients import NOW, serving
from tests.unit.web.test_case_api import sentences, told
from tests.unit.web.test_cases import PEOPLE, Room, room
from tests.unit.web.test_jobs import ended
from tests.unit.web.test_releases_pages import asked
from tests.unit.workbench.case_on_file import ADOPTION, STANDARD, SUBJECT, fill, note
from tests.unit.workbench.test_releases import Office
from whereas.core.clearance import Clearance
from whereas.core.errors import WhereasError
from whereas.core.marking import TLP
from whereas.publish.release import ReleaseError
from whereas.web import asking
from whereas.web.jobs import Jobs, State
from whereas.web.kinds import Task, kinds
from whereas.web.register import Register
from whereas.web.register.audit import Asked
from whereas.web.roles import Role
from whereas.workbench.releases import Wanted, requests

__all__ = ["room"]
FULL = Clearance(tlp=TLP.RED)


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every dossier rests on too much to be waited for."""
    monkeypatch.setattr(asking, "_EXHIBITS", 0)


@pytest.fixture
def busy(tmp_path: Path, large: None) -> Iterator[Room]:
    """The server over the tutorial's case, with its people and with jobs that run."""
    fill(tmp_path)
    with serving(tmp_path) as office:
        for name, role in PEOPLE.items():
            office.sign_in(role, name=name, tlp=TLP.RED)
        made = Room(office=office, folder=tmp_path)
        made.become("An Analyst")
        yield made


def test_the_job_asks_as_its_starter_and_another_person_lets_it_go(busy: Room) -> None:
    job = asked(busy)
    assert job.startswith("/jobs/")
    said = ended(busy.office.client, job.rpartition("/")[2])
    assert (said["state"], said["by"]) == ("done", "A Reviewer"), said
    release = said["link"]
    assert f'href="{release}"' in busy.get(job)
    assert "You asked for it. Another person decides." in busy.get(release)
    busy.post(release, status=400, do="agree", read="true", reason="mine")
    acts = [one.act for one in busy.office.register.audit.rows(Asked()) if one.act.action == "release-asked"]
    assert [(one.who, one.object) for one in acts] == [("A Reviewer", release.rpartition("/")[2])]
    busy.become("A Releaser")
    busy.post(release, do="agree", read="true", reason="read in full")
    assert "attachment" in busy.office.client.get(f"{release}/files/dossier.json").headers["content-disposition"]


def test_an_ordinary_dossier_is_made_at_once(room: Room) -> None:
    assert asked(room).startswith("/releases/")


def test_the_api_answers_the_job(busy: Room) -> None:
    key = told(busy, "/api/v1/cases", {"question": "Who?", "subjects": [SUBJECT], "standards": [STANDARD]}, status=201)
    draft = {"subject": SUBJECT, "standard": STANDARD, "adoption": ADOPTION, "sentences": sentences(),
             "proportionality": note().proportionality}  # fmt: skip
    version = told(busy, f"/api/v1/cases/{key['key']}/drafts", draft, status=201)["version"]["id"]
    busy.become("A Reviewer")
    body = {"case": key["key"], "subject": SUBJECT, "standard": STANDARD, "draft": version, "copy": "internal",
            "recipient": "the desk", "reason": "ready"}  # fmt: skip
    job = told(busy, "/api/v1/releases", body, status=201)["job"]
    said = ended(busy.office.client, job)
    release = busy.office.client.get(f"/api/v1{said['link']}").json()
    assert (release["state"], release["copy"], release["recipient"]) == ("asked", "internal", "the desk")


def test_what_would_be_refused_whatever_the_files_say_is_refused_at_once(busy: Room) -> None:
    case = busy.opened()
    busy.become("A Reviewer")
    said = {"draft": "0" * 64, "copy": "listing", "recipient": "x", "reason": "y"}
    busy.post(f"{case}/asks/{SUBJECT}/{STANDARD}", status=400, **said)
    assert busy.office.client.get("/api/v1/jobs").json() == []


def test_who_may_not_ask_starts_no_such_job_and_without_a_draft_it_says_what_to_do(busy: Room) -> None:
    assert told(busy, "/api/v1/jobs", {"kind": "make-dossier"}, status=403)
    busy.become("A Reviewer")
    key = told(busy, "/api/v1/jobs", {"kind": "make-dossier"}, status=201)["id"]
    said = ended(busy.office.client, key)
    assert (said["state"], said["todo"]) == ("failed", "ask for the release on the draft's page")


def test_a_job_that_waits_is_cancelled_and_asks_for_nothing(room: Room, large: None) -> None:
    job = asked(room)
    room.post(f"{job}/cancel")
    found = Jobs(room.office.register).get(job.rpartition("/")[2])
    assert found is not None
    assert found.state is State.CANCELLED
    assert requests(room.desk()) == {}


class Desk:
    """The work of the job without its process, over the tutorial's case."""

    def __init__(self, folder: Path) -> None:
        self.office = Office(folder)
        self.settings = settings_of(folder / "home")
        self.register = Register.of(self.settings)
        self.register.enrol("A Reviewer", Role.REVIEWER, tlp=TLP.RED)
        self.task = Task(id="a-job", by="A Reviewer", clearance=FULL, now=NOW, folder=folder / "job",
                         settings=self.settings, focus="dprk")  # fmt: skip
        self.task.folder.mkdir()
        wanted = Wanted(case=self.office.case, subject=SUBJECT, standard=STANDARD, draft=self.office.draft,
                        copy="listing", recipient="the working party", reason="ready")  # fmt: skip
        self.task.file("wanted.json").write_bytes(msgspec.json.encode(wanted))

    def run(self, **said: Any) -> str:
        return kinds()["make-dossier"].run(replace(self.task, **said)).link

    def asked(self) -> int:
        return len(requests(self.office.of("A Reviewer").bench.ledger.desk()))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    made.register.close()


def test_taken_up_again_it_asks_once(desk: Desk) -> None:
    told: list[str] = []
    first = desk.run(progress=lambda words, done=None, total=None: told.append(words))
    assert {"checking the draft", "writing the PDF", "keeping the files"} <= set(told)
    assert desk.run(now="2024-02-01T09:05:00Z") == first
    assert desk.asked() == 1
    assert desk.run(id="another-job") != first


def test_who_lost_the_right_or_the_sight_while_it_waited_asks_for_nothing(desk: Desk) -> None:
    change = desk.register.accounts.change
    desk.register.enrol("An Admin", Role.ADMIN)
    for role, tlp, disabled in ((Role.ANALYST, TLP.RED, False), (Role.REVIEWER, TLP.AMBER, False),
                                (Role.REVIEWER, TLP.RED, True)):  # fmt: skip
        change("A Reviewer", by="An Admin", role=role, tlp=tlp, audiences=frozenset(), disabled=disabled)
        with pytest.raises(WhereasError, match="may not ask for this any more"):
            desk.run()
    assert desk.asked() == 0


def test_it_sees_no_more_than_its_starter(desk: Desk) -> None:
    with pytest.raises(ReleaseError, match="there is no version of the draft"):
        desk.run(clearance=Clearance(tlp=TLP.GREEN))
    assert desk.asked() == 0
