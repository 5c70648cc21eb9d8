"""The network and the map as of a day: read in that day's editions, with who was removed since, and kept when made."""

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from litestar.testing import TestClient
from lxml import html

from tests.stores import settings_of
from tests.unit.web.clients import NOW as CLOCK
from tests.unit.web.clients import Office, serving
from tests.unit.web.test_alerts import FIRST, HAN, LINE, SECOND, pull
from tests.unit.workbench import linked
from whereas.core.entity import Entity
from whereas.resolve.resolution import Graph
from whereas.web.graph import Asked as Question
from whereas.web.graph import known_there
from whereas.web.pages import map as map_page
from whereas.web.pages import network as network_page
from whereas.web.register.audit import Asked
from whereas.web.roles import Role
from whereas.workbench import workbench

pytestmark = pytest.mark.usefixtures("store")

FIXTURES = Path(__file__).parents[2] / "fixtures"
THEN, NOW = "2026-01-15", "2026-02-15"


@pytest.fixture(scope="module")
def office(store: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A server over two editions of an invented list: the second drops the shipping company."""
    folder = tmp_path_factory.mktemp("as-of")
    pull(folder / "home", FIRST)
    pull(folder / "home", SECOND)
    with serving(folder, jobs=False) as served:
        yield served


@pytest.fixture(scope="module")
def reader(office: Office) -> TestClient[Any]:
    return office.sign_in(Role.ANALYST, name="looks back")


def keys(client: TestClient[Any], **asked: str) -> set[str]:
    answer = client.get("/api/v1/graph/all", params={"scope": "all", **asked})
    assert answer.status_code == 200, answer.text
    return {one["id"] for one in answer.json()["nodes"]}


def test_a_party_that_was_removed_since_is_in_the_network_of_a_day_before(reader: TestClient[Any]) -> None:
    assert LINE not in keys(reader)
    assert {HAN, LINE} <= keys(reader, as_of=THEN)
    assert keys(reader, as_of=NOW) == keys(reader)
    assert reader.get("/api/v1/graph", params={"around": LINE}).status_code == 400
    assert reader.get("/api/v1/graph", params={"around": LINE, "as_of": THEN}).status_code == 200


def test_before_any_list_was_out_nothing_is_linked(reader: TestClient[Any]) -> None:
    assert keys(reader, as_of="1990") == set()


def test_the_page_of_a_day_says_what_it_is_and_leads_to_the_pages_of_that_day(reader: TestClient[Any]) -> None:
    page = html.fromstring(reader.get("/network", params={"around": LINE, "as_of": THEN}).text)
    (said,) = page.xpath("//div[contains(@class, 'past')]")
    assert "editions published by then" in said.text_content()
    assert "2026-01-01" in said.text_content()
    leads = page.xpath("//a[@class='entity']/@href")
    assert f"/entities/{LINE}?as_of={THEN}" in leads
    today = reader.get("/network", params={"around": LINE})
    assert "Nobody in view has this name or id" in today.text


def test_a_link_of_the_past_is_opened_in_its_own_editions(reader: TestClient[Any]) -> None:
    drawn = reader.get("/api/v1/graph", params={"around": LINE, "as_of": THEN}).json()
    link = drawn["links"][0]["id"]
    assert reader.get(f"/api/v1/graph/link/{link}", params={"as_of": THEN}).json()["id"] == link
    assert reader.get(f"/api/v1/graph/link/{link}").status_code == 404


def test_while_a_past_state_is_made_the_page_says_so_and_then_shows_it(
    reader: TestClient[Any], office: Office, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A state that is slow: the first answer says that it is being made, and one that waits has it."""
    pull(tmp_path / "home", FIRST)
    pull(tmp_path / "home", SECOND)
    from whereas.workbench import network as states

    go, made = threading.Event(), states._made
    monkeypatch.setattr(network_page, "_PATIENCE", 0.05)
    monkeypatch.setattr(
        states, "_made", lambda seen, day: (go.wait(30), made(seen, day))[1] if day else made(seen, day)
    )
    with serving(tmp_path, jobs=False) as served:
        client = served.sign_in(Role.ANALYST, name="waits")
        first = client.get("/network", params={"around": LINE, "as_of": THEN})
        assert first.status_code == 200
        page = html.fromstring(first.text)
        (notice,) = page.xpath("//*[@data-afoot]")
        assert notice.get("role") == "status"
        (again,) = page.xpath("//main//a[@class='button']/@href")
        go.set()
        shown = client.get(again)
        assert f"/entities/{LINE}?as_of={THEN}" in shown.text
        monkeypatch.setattr(states, "_made", lambda seen, day: pytest.fail("it was made twice"))
        assert "data-afoot" not in client.get("/network", params={"around": LINE, "as_of": THEN}).text


def test_a_party_without_links_is_told_from_one_that_has_none(reader: TestClient[Any]) -> None:
    page = html.fromstring(reader.get("/network", params={"around": HAN, "kinds": "ownership"}).text)
    (said,) = page.xpath("//main//*[@class='empty']")
    assert "no proof that there is none" in said.text_content()
    assert page.xpath("//*[@id='drawing']")


@pytest.mark.parametrize("day", ["", "2026-01-10"])
def test_who_is_not_found_is_not_answered_with_the_whole_programme(reader: TestClient[Any], day: str) -> None:
    page = html.fromstring(reader.get("/network", params={"around": "Xyzzy", "as_of": day, "wait": 1}).text)
    (notice,) = page.xpath("//main//*[@role='alert']")
    assert "Xyzzy" in notice.text_content()
    assert (day in notice.text_content()) if day else True
    assert notice.xpath(".//a/@href") == ["/search?q=Xyzzy"]
    assert not page.xpath("//*[@id='drawing' or @id='network' or @id='nodes' or @id='links']")
    assert not page.xpath("//main//a[@download]")
    assert page.xpath("//input[@name='around']/@value") == ["Xyzzy"]


def test_while_the_map_of_a_day_is_made_the_page_says_so(
    reader: TestClient[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(map_page, "places_soon", lambda *_: None)
    said = reader.get("/map", params={"as_of": "2026-01-14"})
    assert said.status_code == 200
    page = html.fromstring(said.text)
    assert "2026-01-14" in page.xpath("string(//h1)")
    (again,) = page.xpath("//main//a[@class='button']/@href")
    assert reader.get(again).status_code == 200


def test_what_is_taken_along_is_noted_as_an_export(reader: TestClient[Any], office: Office) -> None:
    before = sum(1 for _ in office.register.audit.rows(Asked(action="export")))
    for form in ("gexf", "svg", "links", "nodes"):
        asked = {"around": LINE, "as_of": THEN, "format": form}
        assert reader.get("/api/v1/graph/file", params=asked).status_code == 200
    token = html.fromstring(reader.get("/network").text).xpath("//input[@name='_csrf_token']/@value")[0]
    said = reader.post(f"/api/v1/graph/pictures?around={LINE}&as_of={THEN}", headers={"x-csrftoken": token})
    assert said.status_code == 204, said.text
    noted = list(office.register.audit.rows(Asked(action="export")))
    assert len(noted) - before == 5
    assert {one.act.object for one in noted[:5]} == {LINE}


def test_a_picture_is_not_noted_for_another_site(reader: TestClient[Any]) -> None:
    assert reader.post("/api/v1/graph/pictures").status_code == 403


def test_the_map_of_a_day_shows_what_sources_said_by_then(tmp_path: Path) -> None:
    shutil.copytree(FIXTURES / "facilities", tmp_path / "mirror" / "rights")
    with workbench(settings_of(tmp_path / "home", mirror=(tmp_path / "mirror",)), now=CLOCK) as bench:
        assert bench.pull(["facilities"], accept=True).taken
        bench.resolve()
    with serving(tmp_path, jobs=False) as served:
        client = served.sign_in(Role.READER, name="looks at maps")
        today = client.get("/api/v1/places", params={"layers": "detention"}).json()
        assert today["total"] > 0
        before = client.get("/api/v1/places", params={"layers": "detention", "as_of": "1990"}).json()
        assert (before["total"], before["unplaced"]) == (0, {})
        assert "sources in the editions published by then" in client.get("/map?as_of=1990").text
        assert client.get("/map?as_of=soon").status_code == 200
        for form in ("csv", "geojson"):
            client.get("/api/v1/places/file", params={"format": form})
        noted = [one.act.object for one in served.register.audit.rows(Asked(action="export"))]
        assert noted == ["map", "map"]


def test_the_states_of_a_party_by_api(reader: TestClient[Any]) -> None:
    first, second = reader.get(f"/api/v1/entities/{LINE}/states").json()
    assert (first["as_of"], second["as_of"]) == ("2026-01-01", "")
    assert first["editions"] == [
        {"source": "un", "feed": "xml", "edition": "2026-01-01", "first": True, "came": None, "went": None}
    ]
    gone = reader.get(f"/api/v1/entities/{LINE}", params={"as_of": THEN}).json()
    parts = {one["id"]: one["statements"] for one in gone["parts"]}
    assert second["editions"][0]["came"] == 0
    assert second["editions"][0]["went"] == len(gone["statements"]) + sum(map(len, parts.values()))
    assert reader.get("/api/v1/entities/nobody/states").status_code == 404


def test_what_is_still_being_counted_is_not_drawn_as_unchanged(
    reader: TestClient[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def marks() -> list[str]:
        page = html.fromstring(reader.get(f"/entities/{HAN}").text)
        return [str(one.get("class")) for one in page.xpath("//*[contains(@class, 'axis-of-editions')]//a/*[last()]")]

    assert marks() == ["mark first", "mark changed"]
    monkeypatch.setattr("whereas.workbench.entity_states.within", lambda *_: None)
    assert marks() == ["mark first", "mark open"]
    assert "being counted for the first time" in reader.get(f"/entities/{HAN}").text


def test_a_party_goes_by_the_id_that_lists_had_for_it_then() -> None:
    merged = Entity(id="au-1", statements=(), members=("au-1", "un-1"))
    graph = Graph(things={"au-1": merged}, canonical={"au-1": "au-1", "un-1": "au-1"}, parts={})
    today: Any = SimpleNamespace(resolved=SimpleNamespace(graph=graph))
    question = Question(around="au-1", path_to="us-3", opened=("au-1|director", "us-8"), as_of="2020")
    found = known_there(today, linked.network(), question)
    assert (found.around, found.path_to, found.opened) == ("un-1", "us-3", ("un-1|director", "us-8"))
    assert known_there(today, linked.network(), Question(around="au-1")).around == "au-1"
