"""The network in pages and API: what is shown, what is refused with a reason, and what a reader never sees of it."""

from collections.abc import Iterator
from typing import Any

import pytest
from litestar.testing import TestClient
from lxml import html

from tests.unit.web.clients import NOW, Office, serving
from tests.unit.workbench.desk_case import add_text, bench_in
from whereas.core.marking import TLP, Marking
from whereas.web.roles import Role
from whereas.web.visit import COOKIE
from whereas.workbench import desk

OPEN = """
claims:
  - {kind: identity, subject: sangnok, object: "name: Sangnok Trading", words: It is called Sangnok Trading., spans: [{exhibit: register.txt, quote: Sangnok Trading}]}
  - {kind: identity, subject: han-gil, object: "name: Han Gil", words: He is called Han Gil., spans: [{exhibit: register.txt, quote: Han Gil}]}
  - {kind: holds_stake, subject: sangnok, object: han-gil, words: Han Gil holds 51 percent., quantity: {low: 51, high: 51, unit: percent}, start: 2015, end: 2019, spans: [{exhibit: register.txt, quote: Han Gil holds 51 percent}]}
  - {kind: controls, subject: paektu, object: sangnok, words: Sangnok controls Paektu., spans: [{exhibit: register.txt, quote: Sangnok controls Paektu}]}
"""  # noqa: E501 -- one claim a line reads best
MARKED = """
claims:
  - {kind: identity, subject: merlin, object: "name: Merlinname House", words: It is called Merlinname House., spans: [{exhibit: secret.txt, quote: Merlinname House}]}
  - {kind: controls, subject: sangnok, object: merlin, words: Merlinname controls Sangnok., spans: [{exhibit: secret.txt, quote: Merlinname House controls Sangnok}]}
  - {kind: called_at_port, subject: merlin, object: "Nampo, 2017-09-01", words: The Merlinname ship called at Nampo., start: "2017-09-01", spans: [{exhibit: secret.txt, quote: called at Nampo}]}
"""  # noqa: E501 -- as above
WAYS = (
    "/network", "/network?around=sangnok", "/network?around=sangnok&depth=3", "/api/v1/graph?around=sangnok",
    "/api/v1/graph/around?id=sangnok&depth=3", "/api/v1/graph/expand?id=sangnok&kind=control", "/api/v1/graph/all",
    "/api/v1/graph/all?scope=all", *(f"/api/v1/graph/file?format={form}&around=sangnok" for form in
                                     ("gexf", "svg", "links", "nodes")),
    "/map", "/api/v1/places", "/api/v1/places/unplaced", "/api/v1/places/file?format=csv",
    "/api/v1/places/file?format=geojson",
)  # fmt: skip


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("graph")
    with bench_in(folder) as bench:
        add_text(bench, folder, "register.txt", "Han Gil holds 51 percent of Sangnok Trading. Sangnok controls Paektu.",
                 evidence="register", available="2022-01-01", marking=Marking())  # fmt: skip
        desk.claim(bench, "open.yaml", OPEN)
        add_text(bench, folder, "secret.txt", "Merlinname House controls Sangnok. Its ship called at Nampo.",
                 evidence="ngo", available="2022-01-01", marking=Marking(tlp=TLP.AMBER))  # fmt: skip
        desk.claim(bench, "marked.yaml", MARKED)
    with serving(folder, jobs=False) as served:
        yield served


@pytest.fixture
def reader(office: Office) -> TestClient[Any]:
    return _as(office, "plain", TLP.CLEAR)


def _as(office: Office, name: str, tlp: TLP) -> TestClient[Any]:
    """The client, signed in as somebody, who is enrolled when they come first."""
    if name not in _KNOWN:
        _KNOWN.add(name)
        return office.sign_in(Role.ANALYST, name=name, tlp=tlp)
    office.client.cookies.set(COOKIE, office.register.open_session(name, now=NOW))
    return office.client


_KNOWN: set[str] = set()


@pytest.mark.parametrize("way", WAYS)
def test_what_is_marked_is_nowhere_in_the_network_or_on_the_map(office: Office, way: str) -> None:
    plain = _as(office, "plain", TLP.CLEAR).get(way, headers={"accept": "text/html"})
    assert plain.status_code == 200
    assert not any(word in plain.text.casefold() for word in ("merlin", "secret.txt"))


def test_who_is_cleared_sees_it(office: Office) -> None:
    cleared = _as(office, "cleared", TLP.AMBER)
    assert "Merlinname House" in cleared.get("/api/v1/graph/around?id=sangnok").text
    assert "Merlinname House" in cleared.get("/network?around=sangnok").text
    assert [one["layer"] for one in cleared.get("/api/v1/places?layers=vessel").json()["points"]] == ["vessel"]


def test_a_party_that_is_marked_is_unknown_to_others_as_one_that_never_was(reader: TestClient[Any]) -> None:
    marked, never = (reader.get(f"/api/v1/graph/around?id={key}") for key in ("merlin", "nobody"))
    assert (marked.status_code, never.status_code) == (400, 400)
    assert marked.json()["error"].replace("merlin", "nobody") == never.json()["error"]


def test_a_link_says_its_share_its_dates_its_basis_and_what_it_rests_on(reader: TestClient[Any]) -> None:
    said = reader.get("/api/v1/graph/around?id=sangnok").json()
    assert {one["id"] for one in said["nodes"]} == {"sangnok", "han-gil", "paektu"}
    (stake,) = [one for one in said["links"] if one["kind"] == "ownership" and one["basis"] == "recorded"]
    assert (stake["source"], stake["low"], stake["high"], stake["share"]) == ("han-gil", 51, 51, "51 %")
    assert (stake["start"], stake["end"]) == ("2015", "2019")
    (ground,) = stake["grounds"]
    assert (ground["kind"], ground["href"]) == ("claim", f"/claims/{ground['id']}")
    alone = reader.get(f"/api/v1/graph/link/{stake['id']}").json()
    assert alone == stake
    assert reader.get("/api/v1/graph/link/none").status_code == 404


def test_the_same_question_has_the_same_answer_places_too(reader: TestClient[Any]) -> None:
    first, again = (reader.get("/api/v1/graph/around?id=sangnok&depth=2").json() for _ in range(2))
    assert first == again
    assert len({(one["x"], one["y"]) for one in first["nodes"]}) == len(first["nodes"])


def test_ways_lead_through_links_that_are_said(reader: TestClient[Any]) -> None:
    ways = reader.get("/api/v1/graph/path?from=han-gil&to=paektu").json()
    assert [link["kind"] for link in ways[0]["links"]] == ["ownership", "control"]
    assert reader.get("/api/v1/graph/path?from=han-gil&to=paektu&kinds=family").json() == []


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("graph?kinds=frends", "no kind of link"),
        ("graph?as_of=soon", "not a day"),
        ("graph?path_to=x", "both its ends"),
        ("graph/file?format=exe", "no format"),
        ("places?layers=clouds", "no layer"),
        ("places/file?format=exe", "format"),
    ],
)
def test_a_slip_is_told_with_what_to_do(reader: TestClient[Any], asked: str, words: str) -> None:
    answer = reader.get(f"/api/v1/{asked}")
    assert answer.status_code == 400
    assert words in answer.json()["error"] + answer.json()["todo"]
    assert answer.json()["todo"]


@pytest.mark.parametrize(
    "asked", ["graph/around", "graph/around?id=x&depth=9", "graph?scope=world", "places?view=a,b,c"]
)
def test_a_question_of_another_form_is_refused_before_it_is_asked(reader: TestClient[Any], asked: str) -> None:
    assert reader.get(f"/api/v1/{asked}").status_code == 400


def test_the_page_lists_every_link_with_both_ends_and_its_grounds(reader: TestClient[Any]) -> None:
    page = html.fromstring(reader.get("/network?around=Sangnok+Trading").text)
    rows = page.xpath("//table[contains(@class,'links')]/tbody/tr")
    said = reader.get("/api/v1/graph/around?id=sangnok").json()
    assert {row.get("id") for row in rows} == {f"l-{one['id']}" for one in said["links"]}
    assert all(row.xpath("./td[last()]//a/@href") for row in rows)
    assert "Sangnok Trading" in page.xpath("string(//h1)")
    assert not page.xpath("//*[@style] | //script[not(@src)]")


def test_the_state_of_the_page_is_in_its_address(reader: TestClient[Any]) -> None:
    page = html.fromstring(reader.get("/network?around=sangnok&kinds=control&as_of=2016&open=paektu").text)
    assert page.xpath("//input[@id='as_of']/@value") == ["2016"]
    assert page.xpath("//input[@name='kinds'][@checked]/@value") == ["control"]
    (api,) = page.xpath("//*[@id='network']/@data-api")
    assert reader.get(api).json()["starts"] == ["sangnok", "paektu"]
    links = page.xpath("//td[@class='actions']/a/@href")
    assert links
    assert all(reader.get(one).status_code == 200 for one in links)


@pytest.mark.parametrize(
    "asked", ["around=Nobody+At+All", "kinds=frends", "as_of=soon", "around=sangnok&path_to=nobody"]
)
def test_the_page_stays_when_the_form_holds_a_slip(reader: TestClient[Any], asked: str) -> None:
    answer = reader.get(f"/network?{asked}")
    assert answer.status_code == 200
    assert "notice bad" in answer.text


def test_what_cannot_be_placed_is_on_the_page_with_its_reason(office: Office) -> None:
    page = _as(office, "cleared", TLP.AMBER).get("/map").text
    assert "no position on the status" in page
    assert 'class="land"' in page
    row = html.fromstring(page).xpath("//table[contains(@class,'points')]/tbody/tr")[0]
    assert "2017-09-01" in row.text_content()
    assert "may be off by 2 km" in row.text_content()


def test_both_pages_are_there_in_korean(reader: TestClient[Any]) -> None:
    for way, title in (("/network", "관계망"), ("/map", "지도")):
        page = html.fromstring(reader.get(way, headers={"accept-language": "ko"}).text)
        assert page.xpath("string(//h1)") == title
