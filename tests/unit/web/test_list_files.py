"""The lists of exhibits and claims as CSV: what is shown and no more, marked, and noted as an export."""

import csv
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from lxml import html

from tests.unit.web.clients import Office, serving
from tests.unit.web.test_graph import MARKED, OPEN
from tests.unit.workbench.desk_case import add_text, bench_in
from whereas.core.marking import TLP, Marking
from whereas.web.register.audit import Asked
from whereas.web.roles import Role
from whereas.workbench import desk


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("files")
    with bench_in(folder) as bench:
        text = "Han Gil holds 51 percent of Sangnok Trading. Sangnok controls Paektu."
        add_text(bench, folder, "register.txt", text, evidence="register", title="=Register", marking=Marking())
        desk.claim(bench, "open.yaml", OPEN)
        text = "Merlinname House controls Sangnok. Its ship called at Nampo."
        add_text(bench, folder, "secret.txt", text, evidence="ngo", marking=Marking(tlp=TLP.AMBER))
        desk.claim(bench, "marked.yaml", MARKED)
    with serving(folder, jobs=False) as served:
        yield served


def table(answer: Any) -> list[dict[str, str]]:
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-disposition"].startswith("attachment")
    return list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))


def test_the_file_of_exhibits_is_the_list_that_is_shown(office: Office) -> None:
    client = office.sign_in(Role.ANALYST, name="cleared", tlp=TLP.AMBER)
    every = table(client.get("/exhibits/export.csv"))
    assert {one["file name"]: one["marking"] for one in every} == {
        "register.txt": "TLP:CLEAR", "secret.txt": "TLP:AMBER",
    }  # fmt: skip
    page = html.fromstring(client.get("/exhibits?marking=TLP:AMBER").text)
    (address,) = page.xpath("//a[@class='download']/@href")
    assert [one["file name"] for one in table(client.get(address))] == ["secret.txt"]
    (marked,) = table(client.get(address))
    assert (marked["claims that cite it"], marked["time stamp"], marked["brought by"]) == ("3", "unstamped", "a person")


def test_no_cell_is_a_formula(office: Office) -> None:
    client = office.sign_in(Role.ANALYST, name="opens it")
    (one,) = table(client.get("/exhibits/export.csv"))
    assert one["title"] != "=Register"
    assert one["title"].endswith("=Register")


def test_the_file_of_claims_has_their_state_and_the_marking_of_what_they_cite(office: Office) -> None:
    client = office.sign_in(Role.ANALYST, name="cleared too", tlp=TLP.AMBER)
    page = html.fromstring(client.get("/claims?kind=holds_stake").text)
    address = next(one for one in page.xpath("//a[@class='download']/@href") if ".csv" in one)
    (stake,) = table(client.get(address))
    said = {name: stake[name] for name in ("subject", "object", "from", "until", "least", "unit", "state", "marking")}
    assert said == {
        "subject": "sangnok", "object": "han-gil", "from": "2015", "until": "2019", "least": "51",
        "unit": "percent", "state": "stands", "marking": "TLP:CLEAR",
    }  # fmt: skip
    every = table(client.get("/claims/export.csv"))
    assert len(every) == 7
    assert {one["marking"] for one in every if "merlin" in (one["subject"], one["object"])} == {"TLP:AMBER"}


def test_what_is_marked_is_not_in_the_files_of_who_may_not_see_it(office: Office) -> None:
    client = office.sign_in(Role.READER, name="plain reader")
    for way in ("/exhibits/export.csv", "/claims/export.csv"):
        said = client.get(way).text.casefold()
        assert "register" in said or "sangnok" in said
        assert "merlin" not in said
        assert "secret" not in said


def test_each_file_is_noted_once_without_what_was_searched(office: Office) -> None:
    client = office.sign_in(Role.READER, name="saves files")
    client.get("/exhibits/export.csv?q=register")
    client.get("/claims/export.csv?subject=sangnok")
    noted = [one.act for one in office.register.audit.rows(Asked(who="saves files", action="export"))]
    assert [one.object for one in noted] == ["claims", "exhibits"]
