"""The map in a real browser: a mark opens what lies there, a period cuts it, the address keeps the view."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.journeys.browsing import WIDTHS, Served, axe, browser, fits, no_foreign_requests, served, shot
from tests.unit.workbench.desk_case import add_text, bench_in

from whereas.core.marking import Marking
from whereas.web.roles import Role
from whereas.workbench import desk

__all__ = ["browser"]
CLAIMS = """
claims:
  - {kind: called_at_port, subject: chol-san-7, object: "Nampo, 2017-09-01", words: It called at Nampo., start: "2017-09-01", spans: [{exhibit: log.txt, quote: called at Nampo}]}
  - {kind: called_at_port, subject: chol-san-7, object: "Vostochny, 2018-02", words: It called at Vostochny., start: "2018-02", spans: [{exhibit: log.txt, quote: then at Vostochny}]}
  - {kind: transferred_at_sea, subject: chol-san-7, object: two ships, place: "geo:38.5,124.0;u=30000", words: It met another ship., start: "2019-05-03", spans: [{exhibit: log.txt, quote: met another ship}]}
  - {kind: called_at_port, subject: paektu-2, object: "Port Erehwon, 2018", words: It called at Port Erehwon., start: "2018", spans: [{exhibit: log.txt, quote: called at Port Erehwon}]}
"""  # noqa: E501 -- one claim a line reads best
TEXT = "CHOL SAN 7 called at Nampo, then at Vostochny, and met another ship. PAEKTU 2 called at Port Erehwon."


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder: Path = tmp_path_factory.mktemp("map")
    with bench_in(folder) as bench:
        add_text(bench, folder, "log.txt", TEXT, evidence="ngo", available="2022-01-01", marking=Marking())
        desk.claim(bench, "calls.yaml", CLAIMS)
    with served(folder, jobs=False) as running:
        yield running


@pytest.fixture
def page(browser: Browser, office: Served) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en", reduced_motion="reduce")
    yield office.signed_in(context.new_page(), Role.ANALYST, name="han")
    context.close()


def opened(page: Page, office: Served, query: str = "") -> Page:
    page.goto(f"{office.address}/map?{query}")
    expect(page.locator("#map")).to_have_attribute("data-ready", "true", timeout=20_000)
    return page


def vessels(page: Page) -> int:
    return page.locator("#map .live .spot-vessel").count()


def test_a_mark_opens_what_lies_there_and_what_says_so(page: Page, office: Served) -> None:
    opened(page, office, "layers=vessel")
    assert vessels(page) == 3
    expect(page.locator("#map .live .off-vessel")).to_have_count(1)  # one place is known to 30 km only
    page.locator("#map .live .mark", has=page.locator(".off-vessel")).locator(".spot-vessel").click()
    panel = page.locator(".map-panel")
    expect(panel).to_contain_text("2019-05-03 · last stated place · coordinates in the claim · may be off by km: 30")
    expect(panel.locator("a[href^='/claims/']")).to_have_count(1)


def test_a_period_cuts_the_map_and_stands_in_the_address(page: Page, office: Served) -> None:
    opened(page, office, "layers=vessel")
    late = page.get_by_role("slider", name="Shown until")
    late.focus()
    page.keyboard.press("Home")
    expect(page.locator("#map .live .spot-vessel")).to_have_count(1)
    expect(page).to_have_url(re.compile(r"to=2017-09"))


def test_keys_move_and_zoom_and_the_address_keeps_the_view(page: Page, office: Served) -> None:
    opened(page, office)
    page.locator("#map .live").focus()
    page.keyboard.press("+")
    page.keyboard.press("ArrowLeft")
    expect(page).to_have_url(re.compile(r"view=-?\d"))
    view = re.search(r"view=([^&]+)", page.url)
    assert view is not None
    page.reload()
    expect(page.locator("#map")).to_have_attribute("data-ready", "true")
    east, north, zoom = map(float, view[1].replace("%2C", ",").split(","))
    kept = [float(one) for one in (page.locator("#map").get_attribute("data-view") or "").split(",")]
    assert kept == pytest.approx([east, north, zoom], abs=0.02)


def test_what_lies_nowhere_is_listed_with_its_reason(page: Page, office: Served) -> None:
    opened(page, office)
    page.locator("#nowhere ~ details summary").click()
    expect(page.locator(".nowhere")).to_contain_text("Port Erehwon")
    expect(page.locator(".nowhere")).to_contain_text("nobody in view says where it lies")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_the_page_is_accessible_fits_and_asks_nobody_else(page: Page, office: Served, width: int, scheme: str) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    with no_foreign_requests(page):
        opened(page, office)
    shot(page, f"map-{width}-{scheme}")
    fits(page)
    axe(page)


def test_without_script_the_map_is_drawn_and_moved_by_links(browser: Browser, office: Served) -> None:
    context = browser.new_context(java_script_enabled=False, locale="ko")
    page = office.signed_in(context.new_page(), Role.ANALYST, name="han")
    page.goto(f"{office.address}/map")
    assert page.locator("svg.still .spot-vessel").count() == 3
    assert page.locator("svg.still path.land").count() > 3
    page.get_by_role("link", name="확대").click()
    expect(page).to_have_url(re.compile("view="))
    shot(page, "map-no-script-korean")
    context.close()
