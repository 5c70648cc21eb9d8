"""Channels: a form becomes a request, its route is the command line's, and only who may see requests meets one."""

import html
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.unit.web.clients import NOW, Office, serving
from tests.unit.workbench.desk_case import bench_in
from whereas.cli.channel import channel
from whereas.core.marking import TLP
from whereas.web.roles import Role

FORM = {
    "title": "Clean water for two invented hospitals", "organisation.name": "Wells of Sangnok",
    "organisation.kind": "ngo",
    "fact.basic-needs": "yes", "item1.description": "submersible water pump", "item1.hs": "841370",
    "item1.quantity": "2", "item1.unit": "pieces", "item1.direction": "to", "act1.kind": "travel-in",
    "act1.words": "two engineers", "act1.parties": "Han Jae-mok; Ri Invented",
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with bench_in(tmp_path) as bench:
        bench.pull(["casebook"])
    return tmp_path


@pytest.fixture
def office(folder: Path) -> Iterator[Office]:
    with serving(folder, now=NOW) as served:
        yield served


def _post(office: Office, path: str, **said: str) -> Any:
    page = office.client.get("/channels/new").text
    token = page.split('name="_csrf_token" value="')[1].split('"')[0]
    return office.client.post(path, data={**said, "_csrf_token": token}, follow_redirects=False)


def _text(answer: Any) -> str:
    return html.unescape(answer.text.split('aria-label="The file of the request (YAML)">')[1].split("</textarea>")[0])


def test_a_form_is_routed_as_the_command_line_routes_its_file(
    office: Office, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office.sign_in(Role.READER, name="a-reader")
    answer = _post(office, "/channels/route", **FORM)
    assert answer.status_code == 200
    assert "needs an exemption" in answer.text
    assert "MISSING" in answer.text
    assert "Nothing of this is kept" in answer.text
    text = _text(answer)
    place = folder / "request.yaml"
    place.write_text(text, encoding="utf-8")
    channel(place, home=folder / "home", screen=False, as_of="2024-02-01", as_json=True)
    told = json.loads(capsys.readouterr().out)
    token = office.client.cookies["csrftoken"]
    asked = office.client.post("/api/v1/channel-routes", json={"text": text, "screen": False},
                               headers={"x-csrftoken": token}).json()  # fmt: skip
    assert asked == told
    assert {one["key"] for one in told["items_and_acts"]} >= {"item-1", "act-1"}


def test_names_are_screened_and_never_decided(office: Office) -> None:
    office.sign_in(Role.READER, name="b-reader")
    text = _post(office, "/channels/route", **FORM, screen="1").text
    assert "names against" in text
    assert "Matched is not same" in text or "No hit. That is no clearance." in text


def test_a_file_is_sent_without_being_kept(office: Office) -> None:
    office.sign_in(Role.READER, name="c-reader", tlp=TLP.AMBER)
    answer = _post(office, "/channels/route", **FORM, file="request.docx")
    assert answer.content[:2] == b"PK"
    assert "attachment" in answer.headers["content-disposition"]
    assert office.client.get("/api/v1/channels").json() == []


def test_a_request_is_kept_followed_and_hidden_from_who_may_not_see_it(office: Office) -> None:
    office.sign_in(Role.ANALYST, name="an-analyst", tlp=TLP.AMBER)
    sent = _post(office, "/channels/route", **FORM, do="record")
    assert sent.status_code == 303
    place = sent.headers["location"]
    assert "Wells of Sangnok" in office.client.get(place).text
    event = {"kind": "sent", "on": "2024-01-31", "why": "letter of an invented clerk"}
    answer = _post(office, f"{place}/events", **event)
    assert answer.status_code == 303, answer.text
    page = office.client.get(place).text
    assert "letter of an invented clerk" in page
    assert office.client.get(f"{place}/request.json").json()["life"]["state"] == office.client.get(
        f"/api/v1{place}").json()["life"]["state"]  # fmt: skip
    assert [one["key"] for one in office.client.get("/api/v1/channels").json()] == [place.rpartition("/")[2]]
    reader = office.sign_in(Role.READER, name="d-reader")
    assert "Sangnok" not in reader.get("/channels").text + reader.get("/").text
    assert reader.get(place).status_code == 404
    assert reader.get(f"/api/v1{place}").status_code == 404


def test_who_may_not_record_is_told_so(office: Office) -> None:
    office.sign_in(Role.READER, name="e-reader", tlp=TLP.AMBER)
    assert _post(office, "/channels/route", **FORM, do="record").status_code == 400
    assert _post(office, "/channels/anything/events", kind="sent").status_code == 403


def test_a_text_that_is_no_request_is_refused_with_its_line(office: Office) -> None:
    office.sign_in(Role.READER, name="f-reader")
    answer = _post(office, "/channels/route", text="key: [")
    assert answer.status_code == 400
    assert "line" in answer.json()["where"]
