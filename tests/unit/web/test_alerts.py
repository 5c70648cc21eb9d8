"""Alerts: a change of a list tells whoever watches what it touches, and nobody what they may not see."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from tests.stores import settings_of
from tests.unit.web.clients import NOW, Office, serving
from tests.unit.web.test_jobs import csrf, until
from whereas.core.clearance import WHOLE
from whereas.core.marking import TLP, Marking
from whereas.web.filling import Lookout
from whereas.web.jobs import Jobs
from whereas.web.kinds import Task
from whereas.web.register import Register
from whereas.web.roles import Role
from whereas.web.watches import Alert, Watches, Watching
from whereas.web.work import alerts as work
from whereas.workbench import workbench

pytestmark = pytest.mark.usefixtures("store")

FIRST = (Path(__file__).parents[2] / "fixtures" / "un" / "un_consolidated_invented_ferryman.xml").read_text("utf-8")
HAN, LINE = "un-KPi.901", "un-KPe.951"
# The ferryman is a general now, the shipping company is gone, and somebody new is listed.
_COMPANY = re.compile(r"<ENTITY>.*</ENTITY>", re.DOTALL)
_NEW = """<ENTITY><DATAID>9000003</DATAID><VERSIONNUM>1</VERSIONNUM><FIRST_NAME>PORAMAE TRADING</FIRST_NAME>
<UN_LIST_TYPE>DPRK</UN_LIST_TYPE><REFERENCE_NUMBER>KPe.952</REFERENCE_NUMBER><LISTED_ON>2026-01-20</LISTED_ON>
<LIST_TYPE><VALUE>UN List</VALUE></LIST_TYPE><SORT_KEY/><SORT_KEY_LAST_MOD/></ENTITY>"""
SECOND = _COMPANY.sub(_NEW, FIRST).replace("Colonel", "General").replace('"2026-01-01T', '"2026-02-01T')


def pull(home: Path, text: str, *, resolve: bool = True) -> None:
    """An edition of the invented list comes into the ledger, as from any other process."""
    place = home.parent / "mirror" / "un" / "consolidated.xml"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, encoding="utf-8")
    with workbench(settings_of(home, mirror=(home.parent / "mirror",), author="test"), now=NOW) as bench:
        assert not bench.pull(["un"], accept=True).refused
        if resolve:
            bench.resolve()


def look(home: Path) -> None:
    """What the job does, here."""
    work.run(
        Task(
            id="t",
            focus="dprk",
            by="whereas",
            clearance=WHOLE,
            now=NOW,
            folder=home / "jobs" / "t",
            settings=settings_of(home),
        )
    )


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A server over a ledger that has the first edition, and where nobody looked for alerts but once."""
    with serving(tmp_path, jobs=False) as served:
        home = tmp_path / "home"
        pull(home, FIRST)
        look(home)
        yield served


def watch(client: Any, kind: str, key: str) -> None:
    assert client.post("/api/v1/watches", json={"kind": kind, "key": key}, headers=csrf(client)).status_code == 201


def told(client: Any) -> list[tuple[str, str]]:
    return sorted((one["what"], one["entity"]) for one in client.get("/api/v1/alerts").json())


def update(tmp_path: Path) -> None:
    pull(tmp_path / "home", SECOND)
    look(tmp_path / "home")


def test_a_party_that_is_watched_and_changes_is_told_with_both_statements(office: Office, tmp_path: Path) -> None:
    client = office.sign_in()
    watch(client, "entity", HAN)
    update(tmp_path)

    assert told(client) == [("changed", HAN)]
    page = client.get("/alerts").text
    assert "Han Jae Mok" in page or "HAN JAE" in page
    key = client.get("/api/v1/alerts").json()[0]["id"]
    detail = client.get(f"/alerts/{key}").text
    came, _, went = detail.partition('id="went"')
    assert "General" in came
    assert "Colonel" not in came
    assert "Colonel" in went
    assert "as_of=2026-01-01" in detail


def test_a_name_meets_who_was_added_and_who_was_removed(office: Office, tmp_path: Path) -> None:
    client = office.sign_in()
    watch(client, "name", "Poramae Trading")
    watch(client, "name", "Sangnok Shipping Company")
    watch(client, "name", "Nobody At All Whatsoever")
    update(tmp_path)

    assert told(client) == [("added", "un-KPe.952"), ("removed", LINE)]
    page = client.get("/alerts").text
    assert "Gone from a list is not cleared" not in page
    removed = next(one for one in client.get("/api/v1/alerts").json() if one["what"] == "removed")
    assert "not cleared" in client.get(f"/alerts/{removed['id']}").text


def test_a_source_tells_of_its_new_edition(office: Office, tmp_path: Path) -> None:
    client = office.sign_in()
    watch(client, "source", "un")
    update(tmp_path)
    (found,) = client.get("/api/v1/alerts").json()
    assert (found["what"], found["words"], found["was"], found["edition"]) == (
        "edition", "+1 / -1 / 1 changed", "2026-01-01", "2026-02-01",
    )  # fmt: skip


def test_the_page_of_a_party_says_that_it_is_watched_and_ends_it(office: Office) -> None:
    client = office.sign_in(Role.READER, name="presses")
    address = f"/entities/{HAN}"

    def press() -> html.HtmlElement:
        page = html.fromstring(client.get(address).text)
        (form,) = page.xpath("//main//form[starts-with(@action, '/watches')]")
        answer = client.post(form.get("action"), data=dict(form.form_values()), follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, address)
        return html.fromstring(client.get(address).text)

    watched = press()
    assert watched.xpath("//main//a[@href='/alerts']/text()") == ["Watched"]
    assert [one["key"] for one in client.get("/api/v1/watches").json()] == [HAN]
    assert not press().xpath("//main//a[@href='/alerts']")
    assert client.get("/api/v1/watches").json() == []


def test_what_was_there_before_the_watch_is_no_news_and_the_same_edition_tells_nothing(
    office: Office, tmp_path: Path
) -> None:
    client = office.sign_in()
    watch(client, "entity", HAN)
    look(tmp_path / "home")
    assert told(client) == []
    update(tmp_path)
    look(tmp_path / "home")
    pull(tmp_path / "home", SECOND)
    look(tmp_path / "home")
    assert len(told(client)) == 1


def test_alerts_are_their_owners_alone(office: Office, tmp_path: Path) -> None:
    first = office.sign_in(Role.READER, name="first")
    watch(first, "entity", HAN)
    update(tmp_path)
    key = first.get("/api/v1/alerts").json()[0]["id"]
    watched = first.get("/api/v1/watches").json()[0]["id"]

    second = office.sign_in(Role.ADMIN, name="second")
    assert (told(second), second.get("/api/v1/watches").json()) == ([], [])
    assert second.get(f"/alerts/{key}").status_code == 404
    assert second.delete(f"/api/v1/alerts/{key}", headers=csrf(second)).status_code == 404
    assert second.delete(f"/api/v1/watches/{watched}", headers=csrf(second)).status_code == 404


def test_an_alert_on_what_the_clearance_does_not_cover_is_not_there(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = office.sign_in()
    watch(client, "entity", HAN)
    update(tmp_path)
    assert len(told(client)) == 1

    from whereas.workbench import room

    real = room._marking_of_source
    monkeypatch.setattr(room, "_marking_of_source", lambda key: Marking(tlp=TLP.AMBER) if key == "un" else real(key))
    with serving(tmp_path, jobs=False) as later:
        narrow = later.sign_in(name="narrow")
        _give(later.register, "narrow")
        assert told(narrow) == []
        assert "No alert" in narrow.get("/alerts").text
        wide = later.sign_in(name="wide", tlp=TLP.RED)
        _give(later.register, "wide")
        assert told(wide) == [("changed", HAN)]


def _give(register: Register, name: str) -> None:
    """The alert of the reader above, as if it were another's."""
    watches = Watches(register)
    (found,) = watches.alerts("reader-clear")
    mine = watches.begin(name, Watching.ENTITY, HAN, HAN, now=NOW)
    fields = {key: getattr(found, key) for key in Alert.__slots__}
    copy = Alert(**{**fields, "id": f"{name}-1", "account": name, "watch": mine.id})
    watches.tell([copy], revision=found.to_revision, newest=99)


def test_dismissing_and_ending_a_watch(office: Office, tmp_path: Path) -> None:
    client = office.sign_in()
    watch(client, "entity", HAN)
    watch(client, "source", "un")
    update(tmp_path)
    token = csrf(client)["x-csrftoken"]
    assert len(told(client)) == 2
    key = next(one["id"] for one in client.get("/api/v1/alerts").json() if one["what"] == "changed")
    client.post("/alerts/dismiss", data={"alert": key, "_csrf_token": token})
    assert told(client) == [("edition", "")]
    for one in client.get("/api/v1/watches").json():
        client.post(f"/watches/{one['id']}/end", data={"_csrf_token": token})
    assert (told(client), client.get("/api/v1/watches").json()) == ([], [])


@pytest.mark.parametrize(("kind", "key"), [("entity", ""), ("name", "x" * 301), ("source", "nowhere"), ("colour", "x")])
def test_what_cannot_be_watched_is_told(kind: str, key: str, office: Office) -> None:
    client = office.sign_in()
    answer = client.post("/api/v1/watches", json={"kind": kind, "key": key}, headers=csrf(client))
    assert answer.status_code == 400
    token = csrf(client)["x-csrftoken"]
    form = client.post("/watches", data={"kind": kind, "key": key, "_csrf_token": token}, follow_redirects=False)
    assert form.status_code == 400


def test_a_watch_leads_back_to_where_it_was_begun_and_nowhere_else(office: Office) -> None:
    client = office.sign_in()
    token = csrf(client)["x-csrftoken"]
    for then, place in (("/entities/un-KPi.901", "/entities/un-KPi.901"), ("//evil.example", "/")):
        data = {"kind": "entity", "key": HAN, "then": then, "_csrf_token": token}
        assert client.post("/watches", data=data, follow_redirects=False).headers["location"] == place


def test_parties_that_nobody_compared_are_compared(tmp_path: Path) -> None:
    """Whoever pulls beside the server is given time to compare too; then the server does it, once."""
    with serving(tmp_path, jobs=False) as office:
        pull(tmp_path / "home", FIRST, resolve=False)
        state, jobs = office.client.app.state, Jobs(office.register)
        patient, hasty = Lookout(state, patience=3600), Lookout(state, patience=0)
        for one in (patient, patient):
            one.look()
        assert jobs.every() == []
        for _ in range(2):
            hasty.look()
        assert [one.kind for one in jobs.every()] == ["resolve"]
        with workbench(settings_of(tmp_path / "home"), now=NOW) as bench:
            bench.resolve()
        patient.look()
        assert Watches(office.register).told() is not None  # who is who is settled: from here on news is told
        assert len(jobs.every()) == 1


def test_the_server_notices_a_pull_of_another_process(tmp_path: Path) -> None:
    with serving(tmp_path) as office:
        client = office.sign_in()
        until(lambda: Watches(office.register).told() is not None)
        watch(client, "name", "Han Jae Mok")
        pull(tmp_path / "home", FIRST)
        until(lambda: told(client))
        assert told(client) == [("first", HAN)]
