"""The network in a real browser: opened, hidden, undone, pinned, searched, taken along; by mouse, keyboard and ear."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.journeys.browsing import ARGS, WIDTHS, Served, axe, browser, fits, no_foreign_requests, served, shot
from tests.unit.web.test_graph import OPEN
from tests.unit.workbench.desk_case import add_text, bench_in

from whereas.core.marking import Marking
from whereas.web.roles import Role
from whereas.workbench import desk

__all__ = ["browser"]
TEXT = "Han Gil holds 51 percent of Sangnok Trading. Sangnok controls Paektu. Paektu runs Kumgang."
FURTHER = """
claims:
  - {kind: controls, subject: kumgang, object: paektu, words: Paektu controls Kumgang., spans: [{exhibit: register.txt, quote: Paektu runs Kumgang}]}
"""  # noqa: E501 -- one claim a line reads best


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder: Path = tmp_path_factory.mktemp("network")
    with bench_in(folder) as bench:
        add_text(bench, folder, "register.txt", TEXT, evidence="register", available="2022-01-01", marking=Marking())
        desk.claim(bench, "open.yaml", OPEN)
        desk.claim(bench, "further.yaml", FURTHER)
    with served(folder, jobs=False) as running:
        yield running


@pytest.fixture(scope="module")
def drawing(browser: Browser) -> Iterator[Browser]:
    """A browser that draws with WebGL in software: a machine without a screen has no other."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    args = [*(one for one in ARGS if one != "--disable-gpu"), "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
    other = browser.browser_type.launch(executable_path=path, args=args)
    yield other
    other.close()


@pytest.fixture
def page(drawing: Browser, office: Served) -> Iterator[Page]:
    context = drawing.new_context(viewport={"width": 1280, "height": 900}, locale="en", reduced_motion="reduce")
    yield office.signed_in(context.new_page(), Role.ANALYST, name="han")
    context.close()


def opened(page: Page, office: Served, query: str = "around=sangnok") -> Page:
    page.goto(f"{office.address}/network?{query}")
    expect(page.locator("#network")).to_have_attribute("data-ready", "true", timeout=20_000)
    return page


def find(page: Page, name: str) -> None:
    page.get_by_label("Find in the drawing").fill(name)


def test_a_node_is_opened_undone_and_done_again_and_the_address_keeps_it(page: Page, office: Served) -> None:
    opened(page, office)
    said = page.locator(".net-find output")
    expect(said).to_have_text("3 nodes drawn")
    find(page, "paektu")
    page.get_by_role("button", name="Open its links").click()
    expect(said).to_have_text("4 nodes drawn")
    expect(page).to_have_url(re.compile(r"around=sangnok&open=paektu"))
    page.get_by_role("button", name="Undo").click()
    expect(said).to_have_text("3 nodes drawn")
    page.get_by_role("button", name="Redo").click()
    expect(said).to_have_text("4 nodes drawn")

    page.reload()
    expect(said).to_have_text("4 nodes drawn")
    find(page, "paektu")
    page.get_by_role("button", name="Close its links").click()
    expect(said).to_have_text("3 nodes drawn")


def test_one_kind_of_links_is_opened_and_stands_so_in_the_address(page: Page, office: Served) -> None:
    opened(page, office, "around=han-gil")
    said = page.locator(".net-find output")
    expect(said).to_have_text("2 nodes drawn")
    find(page, "Sangnok Trading")
    page.get_by_role("group", name="Open one kind").get_by_role("button", name="Control (1)").click()
    expect(said).to_have_text("3 nodes drawn")
    page.reload()
    expect(said).to_have_text("3 nodes drawn")


def test_a_node_is_hidden_and_shown_again(page: Page, office: Served) -> None:
    opened(page, office)
    find(page, "Han Gil")
    page.get_by_role("button", name="Hide", exact=True).click()
    expect(page.locator(".net-find output")).to_have_text("2 nodes drawn · 1 hidden")
    page.get_by_role("button", name="Show what was hidden").click()
    expect(page.locator(".net-find output")).to_have_text("3 nodes drawn")


def test_what_is_chosen_leads_to_its_link_and_to_what_that_rests_on(page: Page, office: Served) -> None:
    opened(page, office)
    find(page, "Sangnok Trading")
    panel = page.locator(".net-panel")
    expect(panel).to_contain_text("Listed by nobody in view")
    panel.get_by_role("button", name="Ownership 51 %").first.click()
    expect(panel).to_contain_text("2015 – 2019")
    expect(panel.locator(".net-grounds a")).to_have_attribute("href", re.compile("^/claims/"))
    shot(page, "network-link", whole=False)


def test_a_pin_stands_in_the_address_behind_the_hash_and_holds(page: Page, office: Served) -> None:
    opened(page, office)
    find(page, "Han Gil")
    page.get_by_role("button", name="Pin", exact=True).click()
    expect(page).to_have_url(re.compile(r"#pin=han-gil"))
    page.reload()
    find(page, "Han Gil")
    expect(page.get_by_role("button", name="Unpin")).to_be_visible()


def test_keys_move_zoom_and_undo(page: Page, office: Served) -> None:
    opened(page, office)
    find(page, "paektu")
    page.get_by_role("button", name="Open its links").click()
    expect(page.locator(".net-find output")).to_have_text("4 nodes drawn")
    page.locator(".net-stage").focus()
    for key in ("+", "ArrowLeft", "0", "-", "u"):
        page.keyboard.press(key)
    expect(page.locator(".net-find output")).to_have_text("3 nodes drawn")


@pytest.mark.parametrize(("name", "begins"), [("PNG", b"\x89PNG"), ("SVG as drawn", b"<svg xmlns")])
def test_the_drawing_is_taken_along_as_it_stands(page: Page, office: Served, name: str, begins: bytes) -> None:
    opened(page, office)
    with page.expect_download() as waiting:
        page.get_by_role("button", name=name).click()
    data = waiting.value.path().read_bytes()
    assert data.startswith(begins)
    assert len(data) > 800


def test_arranging_works_in_a_worker_under_the_policy_of_the_pages(page: Page, office: Served) -> None:
    opened(page, office)
    with no_foreign_requests(page):
        page.get_by_role("button", name="Arrange").click()
        expect(page.get_by_role("button", name="Stop arranging")).to_be_visible()
        page.wait_for_timeout(400)
        page.get_by_role("button", name="Stop arranging").click()
        expect(page.get_by_role("button", name="Arrange")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_the_page_is_accessible_and_fits(page: Page, office: Served, width: int, scheme: str) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    with no_foreign_requests(page):
        opened(page, office, "around=sangnok&depth=2")
        find(page, "Sangnok Trading")
    shot(page, f"network-{width}-{scheme}")
    fits(page)
    axe(page)


def test_without_script_the_drawing_is_a_picture_and_every_step_a_link(browser: Browser, office: Served) -> None:
    context = browser.new_context(java_script_enabled=False, locale="ko")
    page = office.signed_in(context.new_page(), Role.ANALYST, name="han")
    page.goto(f"{office.address}/network?around=sangnok")
    expect(page.locator("img.network-still")).to_be_visible()
    assert page.locator("img.network-still").evaluate("image => image.naturalWidth") > 0
    page.locator("td.actions a", has_text="펼치기").last.click()
    expect(page).to_have_url(re.compile("open="))
    shot(page, "network-no-script-korean")
    context.close()


def test_without_webgl_the_server_s_drawing_is_shown(browser: Browser, office: Served) -> None:
    context = browser.new_context(locale="en")
    page = office.signed_in(context.new_page(), Role.ANALYST, name="han")
    page.add_init_script(
        "const get = HTMLCanvasElement.prototype.getContext;"
        "HTMLCanvasElement.prototype.getContext = function (kind, ...more) {"
        " return kind.startsWith('webgl') ? null : get.call(this, kind, ...more); }"
    )
    page.goto(f"{office.address}/network?around=sangnok")
    expect(page.locator("img.network-still")).to_be_visible()
    expect(page.locator("#network")).to_contain_text("cannot draw with WebGL")
    context.close()
