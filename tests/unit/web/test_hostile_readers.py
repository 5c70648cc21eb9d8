"""What an account may not learn or do though it asks for it in ways that no page offers."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from litestar.testing import TestClient

from tests.unit.web.clients import NOW, Office, serving
from tests.unit.web.test_alerts import FIRST, HAN, SECOND, pull
from tests.unit.web.test_cases import Room, room
from tests.unit.workbench.desk_case import add_text, bench_in
from tests.unit.workbench.test_afoot import crowd
from whereas.core.clearance import Clearance
from whereas.core.marking import TLP, Marking
from whereas.web.jobs import Jobs
from whereas.web.register import Person
from whereas.web.register.audit import Asked
from whereas.web.roles import Role
from whereas.workbench import desk

__all__ = ["room"]  # the fixture


def test_how_far_a_job_is_with_the_whole_ledger_is_told_to_its_starter_alone(tmp_path: Path) -> None:
    with serving(tmp_path, jobs=False) as office:
        jobs, keeper = Jobs(office.register), Person(name="keeper", role=Role.ADMIN, clearance=Clearance())
        jobs.add("pull", {}, keeper, key="run", now=NOW)
        jobs.claim("a:1:b", now=NOW)
        jobs.tell("run", "comparing Kestrel", 7_001, 7_777)
        for role, name in ((Role.READER, "reader"), (Role.ADMIN, "another keeper")):
            text = office.sign_in(role, name=name).get("/").text
            assert "Lists are being read now" in text
            assert not {"Kestrel", "7001", "7777"} & set(text.replace(",", "").replace("<", " ").split())
        assert "comparing Kestrel" in office.sign_in(Role.ADMIN, name="keeper").get("/").text


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A server over two editions of an invented list."""
    pull(tmp_path / "home", FIRST)
    pull(tmp_path / "home", SECOND)
    with serving(tmp_path, jobs=False) as served:
        yield served


def test_many_who_look_back_leave_the_server_to_others(office: Office) -> None:
    """Each past day is a state of all lists: asked for all at once they would take every thread and the memory."""
    reader = office.sign_in(Role.READER)
    then = {"as_of": "2026-01-15"}
    with crowd():
        for path in ("/network", "/map"):
            page = reader.get(path, params={**then, "wait": 1})
            assert (page.status_code, "data-afoot" in page.text) == (200, True), path
        for path in ("/api/v1/graph", "/api/v1/places", "/api/v1/assess/routes", f"/api/v1/entities/{HAN}"):
            told(reader, path, {**then, "subject": HAN})
        page = reader.get(f"/entities/{HAN}", params=then, headers={"accept": "text/html"})
        assert (page.status_code, "others look at past days" in page.text) == (503, True)
        for path in ("/network", "/map", "/", f"/entities/{HAN}"):
            assert reader.get(path).status_code == 200, path
    assert reader.get("/api/v1/graph", params=then).status_code == 200


def told(reader: TestClient[Any], path: str, asked: dict[str, str]) -> None:
    answer = reader.get(path, params=asked)
    assert (answer.status_code, answer.headers.get("retry-after")) == (503, "60"), (path, answer.text)
    assert answer.json()["todo"] == "ask again in a minute"


def test_the_audit_has_no_words_of_a_case(room: Room) -> None:
    """Who reads the audit keeps accounts, and sees what is clear: the key of a case begins with its question."""
    case = room.opened(question="Does Kestrel evade?", tlp="AMBER")
    room.get(case)
    room.get(f"/claims/new?case={case.rpartition('/')[2]}")
    room.post(f"{case}/marking", tlp="AMBER_STRICT", reason="a source could be known by it")
    rows = list(room.office.register.audit.rows(Asked()))
    assert {one.act.action for one in rows if one.act.object == f"case-{case[-6:]}"} >= {"read", "mark"}
    assert not [one.act for one in rows if "kestrel" in repr(one.act).casefold()]


def test_the_audit_has_no_words_that_were_searched_for(tmp_path: Path) -> None:
    """A search for the very words of a marked claim is a search all the same."""
    claims = """claims: [{kind: holds_office, subject: han, object: OBJECT, words: Han led it., spans:
        [{exhibit: closed.txt, quote: It was Han}]}]"""
    with bench_in(tmp_path) as bench:
        add_text(bench, tmp_path, "closed.txt", "It was Han.", evidence="ngo", available="2023",
                 marking=Marking(tlp=TLP.AMBER))  # fmt: skip
        for words in ("Office Kestrel", "Kestrel"):
            desk.claim(bench, "claims.yaml", claims.replace("OBJECT", words))
    with serving(tmp_path, jobs=False) as office:
        client = office.sign_in(Role.ANALYST, tlp=TLP.AMBER)
        for words in ("Office Kestrel", "Kestrel"):
            for path in ("/claims?q=", "/search?q=", "/exhibits?q=", "/api/v1/screen?name="):
                client.get(path + words)
        client.get("/claims?subject=han")
        noted = [one.act for one in office.register.audit.rows(Asked())]
    assert "han" in {one.object for one in noted}
    assert not [one for one in noted if "Kestrel" in one.object]


def test_whoever_has_a_network_of_addresses_is_counted_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One connection has 2^64 addresses of version 6: passwords would be tried from a new one each time."""
    with serving(tmp_path, jobs=False) as office:
        tried: list[str] = []
        monkeypatch.setattr(office.register.attempts, "try_now", lambda name, address, now: bool(tried.append(address)))
        paced: list[str] = []
        monkeypatch.setattr(office.client.app.state.pace_of_strangers, "allows", lambda key: not paced.append(key))
        for address in ("2001:db8:0:7::1", "2001:db8:0:7:ffff::2", "::ffff:192.0.2.9", "192.0.2.9", "odd"):
            asyncio.run(tries(office.client.app, address))
    assert tried == ["2001:db8:0:7::/64", "2001:db8:0:7::/64", "192.0.2.9", "192.0.2.9", "odd"]
    assert set(paced) == set(tried)


async def tries(app: Any, address: str) -> None:
    """Somebody at an address tries to sign in."""
    transport = httpx.ASGITransport(app=app, client=(address, 1))
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver.local") as client:
        await client.get("/sign-in", headers={"accept": "text/html"})
        token = {"_csrf_token": client.cookies["csrftoken"]}
        await client.post("/sign-in", data={"name": "a", "password": "b" * 12, "then": "/", **token})
