"""The pages of sources and the ledger: editions and what they changed, issues with their place, and no count more."""

import csv
import io
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from tests.stores import settings_of
from tests.unit.web.clients import Office, serving
from tests.unit.workbench.desk_case import add_text, bench_in
from whereas.core.marking import TLP, Marking
from whereas.web.roles import Role
from whereas.web.visit import COOKIE
from whereas.workbench import sources_page, workbench
from whereas.workbench.warm import Shelf

FIRST = (Path(__file__).parents[2] / "fixtures" / "un" / "un_consolidated_invented_ferryman.xml").read_text("utf-8")
HAN, LINE = "un-KPi.901", "un-KPe.951"
# A month later the ferryman is a general, the company is gone, and a field stands there that nobody reads.
SECOND = re.sub(r"<ENTITY>.*</ENTITY>", "", FIRST, flags=re.DOTALL)
SECOND = SECOND.replace("Colonel", "General").replace('"2026-01-01T', '"2026-02-01T')
SECOND = SECOND.replace("<REFERENCE_NUMBER>KPi.901", "<HAT_SIZE>58</HAT_SIZE><REFERENCE_NUMBER>KPi.901")
TODAY = "2026-02-10T09:00:00Z"


def _pull(home: Path, text: str, day: str) -> None:
    place = home.parent / "mirror" / "un" / "consolidated.xml"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, encoding="utf-8")
    settings = settings_of(home, mirror=(home.parent / "mirror",), author="test")
    with workbench(settings, now=f"{day}T08:00:00Z") as bench:
        assert not bench.pull(["un"], accept=True).refused
        bench.resolve()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("sources")
    _pull(made / "home", FIRST, "2026-01-02")
    _pull(made / "home", SECOND, "2026-02-02")
    with bench_in(made, now="2026-02-03T09:00:00Z") as bench:
        add_text(bench, made, "open.txt", "Open.", publisher="A library")
        add_text(bench, made, "Ospreyfile.txt", "Kestrelmark.", title="Kestrelmark", marking=Marking(tlp=TLP.RED))
    return made


@pytest.fixture(scope="module")
def office(folder: Path) -> Iterator[Office]:
    with serving(folder, now=TODAY) as served:
        yield served


def _sign_in(office: Office, name: str, role: Role = Role.READER, tlp: TLP = TLP.CLEAR) -> Office:
    office.register.enrol(name, role, tlp=tlp)
    office.client.cookies.set(COOKIE, office.register.open_session(name, now=TODAY))
    return office


def test_a_source_says_its_edition_age_and_size(office: Office) -> None:
    text = _sign_in(office, "a").client.get("/sources").text
    assert "9 days old" in text
    assert "2026-02-01" in text
    said = next(one for one in office.client.get("/api/v1/sources").json() if one["key"] == "un")
    assert (said["edition"], said["age"], said["usual"], said["late"]) == ("2026-02-01", 9, None, False)
    assert said["entities"] >= 1


def test_what_an_edition_changed_is_told_with_names(office: Office) -> None:
    client = _sign_in(office, "b").client
    newest = client.get("/api/v1/sources/un/editions").json()[0]
    assert newest["current"]
    assert newest["before"]
    told = client.get(f"/api/v1/sources/un/delta?edition={newest['exhibit']}").json()
    assert (told["removed"], told["changed"], told["added"]) == ([LINE], [HAN], [])
    page = client.get(f"/sources/un?edition={newest['exhibit']}").text
    assert "1 removed" in page
    assert f"/entities/{LINE}" in page
    rows = list(csv.reader(io.StringIO(client.get(f"/sources/un/delta.csv?edition={newest['exhibit']}").text)))[1:]
    assert sorted(map(tuple, rows)) == [("changed", HAN), ("removed", LINE)]


def test_what_takes_long_to_compare_is_said_to_be_compared_and_can_be_waited_for(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = _sign_in(office, "waits").client
    address = f"/sources/un?edition={client.get('/api/v1/sources/un/editions').json()[0]['exhibit']}"
    slow, real = threading.Event(), sources_page.delta

    def delta(*said: Any) -> Any:
        slow.wait(10)
        return real(*said)

    monkeypatch.setattr(sources_page, "delta", delta)
    monkeypatch.setattr(sources_page, "_DELTAS", Shelf(8))
    monkeypatch.setattr(sources_page, "_TOLD", Shelf(8))
    monkeypatch.setattr(sources_page, "QUICK", 0)
    page = client.get(address).text
    assert "are being compared" in page
    assert "wait=true" in page
    slow.set()
    page = client.get(f"{address}&wait=true").text
    assert "are being compared" not in page
    assert "delta.csv" in page
    assert "are being compared" not in client.get(address).text


def test_an_issue_leads_to_its_place_in_the_exhibit(office: Office) -> None:
    client = _sign_in(office, "c").client
    page = html.fromstring(client.get("/sources/un?kind=unread").text)
    row = next(
        row for row in page.xpath("//section[.//h2[@id='issues']]//tbody/tr") if "HAT_SIZE" in row.text_content()
    )
    assert row.xpath("./th//a[contains(@href, '/exhibits/')]/@href")[0].count("at=") == 1
    issues = client.get("/api/v1/sources/un/issues").json()
    assert any(one["field"] == "HAT_SIZE" and one["locator"] for one in issues)
    assert "HAT_SIZE" in client.get("/sources/un/issues.csv").text


def test_what_is_not_there_is_not_found(office: Office) -> None:
    client = _sign_in(office, "d").client
    for path in ("/sources/nowhere", "/sources/un/nothing.csv", f"/sources/un?edition={'0' * 64}",
                 "/api/v1/sources/nowhere", f"/api/v1/custody/{'0' * 64}"):  # fmt: skip
        assert client.get(path).status_code == 404, path


def test_home_tells_the_new_edition_since_a_day(office: Office) -> None:
    text = _sign_in(office, "e").client.get("/?since=2026-01-15").text
    assert "New editions of lists" in text
    assert "0 added, 1 removed, 1 changed" in text
    assert "New editions of lists" not in office.client.get("/?since=2026-02-05").text


def test_the_ledger_counts_what_one_may_see_and_its_size_only_for_who_keeps_it(office: Office) -> None:
    reader = _sign_in(office, "f").client
    page, counted = reader.get("/ledger").text, reader.get("/api/v1/ledger").json()
    assert "Kestrelmark" not in page
    assert "Copy the newest" not in page
    cleared = _sign_in(office, "g", Role.ANALYST, TLP.RED).client.get("/api/v1/ledger").json()
    assert (cleared["exhibits"], cleared["records"]) == (counted["exhibits"] + 1, counted["records"] + 1)
    keeper = _sign_in(office, "h", Role.ADMIN).client.get("/ledger").text
    assert "Copy the newest" in keeper
    assert 'name="kind" value="verify"' in keeper


def test_custody_is_told_of_what_one_may_see(office: Office) -> None:
    client = _sign_in(office, "i").client
    assert "An Analyst" in client.get("/ledger?exhibit=open.txt").text
    hidden = client.get("/ledger?exhibit=Ospreyfile.txt").text
    assert "No exhibit that you may see has this name" in hidden
    assert (
        "An Analyst" in _sign_in(office, "j", Role.ANALYST, TLP.RED).client.get("/ledger?exhibit=Ospreyfile.txt").text
    )
