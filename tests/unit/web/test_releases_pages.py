"""Releases in the browser: who asks, who agrees, what is told to whom, and what is noted."""

import re

import pytest

from tests.unit.web.clients import NOW
from tests.unit.web.test_cases import Room, room, texts
from tests.unit.web.test_drafts import address
from tests.unit.workbench.desk_case import bench_in
from whereas.core.marking import TLP
from whereas.web.register.audit import Asked
from whereas.web.roles import Role
from whereas.workbench import desk

__all__ = ["room"]


def asked(room: Room, *, copy: str = "listing", by: str = "A Reviewer") -> str:
    """The address of a release that the reviewer asked for, of the draft that the analyst wrote."""
    case = room.opened()
    room.post(address(case), **room.draft())
    room.become(by)
    version = re.search(r'name="draft" value="(\w+)"', room.get(address(case)))
    assert version is not None
    said = {"draft": version[1], "copy": copy, "recipient": "the working party", "reason": "ready"}
    return str(room.post(address(case, "asks"), **said).headers["location"])


def test_two_people_release_and_the_audit_names_both(room: Room) -> None:
    release = asked(room)
    assert "You asked for it. Another person decides." in room.get(release)
    room.become("A Releaser")
    assert release in room.get("/releases")
    assert "account-3" not in room.get(f"{release}/files/dossier.html?show=true")
    room.get(f"{release}/files/dossier.docx", status=400)
    room.post(release, do="agree", read="true", reason="read in full")
    page = room.get(release)
    assert "Agreed by A Releaser" in page
    taken = room.office.client.get(f"{release}/files/dossier.json")
    assert "attachment" in taken.headers["content-disposition"]
    acts = {(one.act.who, one.act.action) for one in room.office.register.audit.rows(Asked())}
    assert {("A Reviewer", "release-asked"), ("A Releaser", "release"), ("A Releaser", "export")} <= acts


@pytest.mark.parametrize("name", ["A Reviewer", "An Analyst"])
def test_who_asked_or_wrote_it_finds_no_button_and_gets_nowhere_without_one(room: Room, name: str) -> None:
    release = asked(room)
    room.become(name)
    assert 'value="agree"' not in room.get(release)
    status = 400 if name == "A Reviewer" else 403
    room.post(release, status=status, do="agree", read="true", reason="fine")
    room.get(f"{release}/files/dossier.json", status=400)


def test_two_accounts_of_one_person_at_the_provider_are_one_person(room: Room) -> None:
    accounts = room.office.register.accounts
    for name, role in (("R. Viewer", Role.REVIEWER), ("R. Viewer (releases)", Role.RELEASER)):
        accounts.add(name, role, tlp=TLP.RED, audiences=frozenset(), made=NOW, subject="https://id.example|7")
    release = asked(room, by="R. Viewer")
    room.become("R. Viewer (releases)")
    assert "You asked for it. Another person decides." in room.get(release)
    room.post(release, status=400, do="agree", read="true", reason="fine")
    room.become("A Releaser")
    room.post(release, do="agree", read="true", reason="read in full")


def test_nothing_is_agreed_to_unread_or_without_a_reason(room: Room) -> None:
    release = asked(room)
    room.become("A Releaser")
    assert "not said that what leaves was read" in room.post(release, status=400, do="agree", reason="fine").text
    room.post(release, status=400, do="agree", read="true", reason=" ")
    room.post(release, do="refuse", reason="the roster is too young")
    assert "the roster is too young" in room.get(release)
    room.get(f"{release}/files/dossier.json", status=400)


def test_a_release_of_evidence_that_changed_says_so_before_anybody_agrees(room: Room) -> None:
    release = asked(room)
    with bench_in(room.folder, author="An Analyst") as bench:
        desk.withdraw(bench, "guards beat detainees", "the witness took it back")
    room.become("A Releaser")
    page = room.get(release)
    assert "It cannot be let go as it was asked for:" in page
    assert texts(page, "//button[@value='agree'][@disabled]")
    room.post(release, status=400, do="agree", read="true", reason="fine")


def test_whoever_asked_may_take_it_back(room: Room) -> None:
    release = asked(room)
    room.post(release, do="refuse", reason="too early")
    assert "Refused or taken back by A Reviewer" in room.get(release)


def test_a_barred_listing_copy_is_not_asked_for_and_the_reason_is_told(room: Room) -> None:
    case = room.opened()
    fields = room.draft()
    fields["text-5"] = "He ordered it all."
    room.post(address(case), **fields)
    room.become("A Reviewer")
    version = re.search(r'name="draft" value="(\w+)"', room.get(address(case)))
    assert version is not None
    said = {"draft": version[1], "copy": "listing", "recipient": "x", "reason": "y"}
    assert "does not leave" in room.post(address(case, "asks"), status=400, **said).text


@pytest.mark.parametrize("tlp", [TLP.CLEAR, TLP.GREEN, TLP.AMBER])
def test_below_the_marking_of_an_internal_copy_there_is_no_release(room: Room, tlp: TLP) -> None:
    release = asked(room, copy="internal")
    room.office.sign_in(Role.RELEASER, name="Low", tlp=tlp)
    assert release not in room.get("/releases")
    room.get(release, status=400)
    room.get(f"{release}/files/dossier.html?show=true", status=400)
    room.post(release, status=400, do="agree", read="true", reason="fine")
