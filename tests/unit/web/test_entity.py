"""The entity's page over a server: every value leads to its place, and a decision needs a right and a reason."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlparse

import pytest
from lxml import html

from tests.unit.web.clients import Office
from tests.unit.web.listed import casebook_served
from whereas.web.roles import Role


@pytest.fixture
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with casebook_served(tmp_path_factory.mktemp("entity")) as found:
        yield found


def merged(client: Any) -> tuple[str, list[str]]:
    """An entity that was merged from several entries."""
    rows = client.get("/api/v1/align/rows", params={"per_page": 500}).json()["items"]
    row = max(rows, key=lambda one: len(one["members"]))
    return row["entity"], row["members"]


def token(client: Any, path: str) -> str:
    found: str = html.fromstring(client.get(path).text).xpath("//input[@name='_csrf_token']/@value")[0]
    return found


def test_every_value_opens_its_exhibit_at_its_place(office: Office) -> None:
    client = office.sign_in(name="reads")
    key, members = merged(client)
    tree = html.fromstring(client.get(f"/entities/{key}").text)
    heads = tree.xpath("//table[contains(@class, 'sides')]/thead/tr/th")[1:]
    assert len(heads) == len(members)
    statements = client.get(f"/api/v1/entities/{key}").json()["statements"]
    places = {(one["exhibit"], one["locator"]) for one in statements}
    links = tree.xpath("//table[contains(@class, 'sides')]//a[@class='exhibit']/@href")
    opened = {(urlparse(one).path.removeprefix("/exhibits/"), parse_qs(urlparse(one).query)["at"][0]) for one in links}
    assert opened == places


def test_the_files_hold_each_statement(office: Office) -> None:
    client = office.sign_in(name="saves")
    key, _ = merged(client)
    whole = client.get(f"/api/v1/entities/{key}").json()
    lines = client.get(f"/entities/{key}/statements.csv").content.decode("utf-8-sig").splitlines()
    for said in whole["statements"]:
        assert any(line.endswith(said["id"]) for line in lines)
    answer = client.get(f"/entities/{key}/ftm.json")
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.json()["id"] == key if answer.text.count("\n") == 1 else key in answer.text


def test_another_day_leaves_later_editions_out(office: Office) -> None:
    client = office.sign_in(name="looks back")
    key, _ = merged(client)
    early = client.get(f"/entities/{key}", params={"as_of": "1990"})
    assert early.status_code == 404
    assert "No list in view has the entry" in early.text
    wrong = client.get(f"/entities/{key}", params={"as_of": "soon"})
    assert wrong.status_code == 400
    assert "is not a day" in wrong.text


def test_an_analyst_splits_an_entry_off_and_takes_it_back(office: Office) -> None:
    client = office.sign_in(Role.ANALYST, name="An Analyst")
    key, members = merged(client)
    one, *others = sorted(members)
    for other in others:
        sent = {"left": one, "right": other, "decision": "different", "why": "other dates of birth"}
        sent["_csrf_token"] = token(client, f"/entities/{key}")
        answer = client.post(f"/entities/{key}/judgements", data=sent, follow_redirects=False)
        assert answer.status_code == 303
    assert client.get(f"/api/v1/entities/{one}").json()["members"] == [one]
    assert "other dates of birth" in client.get(f"/entities/{one}").text
    for other in others:
        sent = {"left": one, "right": other, "decision": "take back", "why": "looked again"}
        client.post(f"/entities/{one}/judgements", data={**sent, "_csrf_token": token(client, f"/entities/{one}")})
    assert sorted(client.get(f"/api/v1/entities/{key}").json()["members"]) == sorted(members)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"why": " "}, "needs its reason"),
        ({"right": "nobody-9"}, "no list in view has"),
        ({"decision": "merge"}, "is no decision"),
    ],
)
def test_a_decision_that_cannot_stand_is_refused_and_the_form_kept(
    office: Office, change: dict[str, str], said: str
) -> None:
    client = office.sign_in(Role.ANALYST, name="errs")
    key, members = merged(client)
    sent = {"left": members[0], "right": members[-1], "decision": "different", "why": "a reason", **change}
    answer = client.post(f"/entities/{key}/judgements", data={**sent, "_csrf_token": token(client, f"/entities/{key}")})
    assert answer.status_code == 400
    assert said in answer.text
    assert sorted(client.get(f"/api/v1/entities/{key}").json()["members"]) == sorted(members)


def test_a_reader_may_not_decide(office: Office) -> None:
    client = office.sign_in(Role.READER, name="only reads")
    key, members = merged(client)
    page = client.get(f"/entities/{key}").text
    assert f"/entities/{key}/judgements" not in page
    sent = {"left": members[0], "right": members[-1], "decision": "different", "why": "a reason"}
    answer = client.post(f"/entities/{key}/judgements", data={**sent, "_csrf_token": token(client, "/search")})
    assert answer.status_code == 403


def test_what_is_merged_by_nobody_is_not_found(office: Office) -> None:
    assert office.sign_in(name="lost").get("/entities/nobody-at-all").status_code == 404
