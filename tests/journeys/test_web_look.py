"""The look in a real browser: every part at three widths, light and dark, without script, by keyboard and on paper."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.journeys.browsing import WIDTHS, Served, axe, browser, fits, no_foreign_requests, served, shot

from whereas.core.marking import TLP
from whereas.web.roles import Role

__all__ = ["browser"]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("look"), jobs=False) as running:
        yield running


@pytest.fixture
def page(browser: Browser, office: Served) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en")
    yield office.signed_in(context.new_page(), Role.ANALYST, TLP.AMBER, name="han")
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_every_part_is_accessible_and_fits(page: Page, office: Served, width: int, scheme: str) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(f"{office.address}/parts")
    shot(page, f"parts-{width}-{scheme}")
    fits(page)
    axe(page)


def test_in_korean_too(page: Page, office: Served) -> None:
    page.goto(f"{office.address}/parts")
    page.locator("details.who > summary").click()
    page.get_by_role("button", name="한국어").click()
    expect(page.locator("html")).to_have_attribute("lang", "ko")
    expect(page).to_have_url(f"{office.address}/parts")
    shot(page, "parts-korean")
    axe(page)


def test_no_other_host_is_asked_and_fonts_of_every_script_are_ours(page: Page, office: Served) -> None:
    page.goto(f"{office.address}/")
    with no_foreign_requests(page):
        page.goto(f"{office.address}/parts", wait_until="networkidle")
    loaded = page.evaluate("[...document.fonts].filter(face => face.status == 'loaded').map(face => face.family)")
    families = {str(one).strip('"') for one in loaded}
    assert {"Whereas Sans", "Whereas Korean", "Whereas Arabic", "Whereas Mono"} <= families


def test_keys_lead_through_the_pages(page: Page, office: Served) -> None:
    page.goto(f"{office.address}/parts")
    page.keyboard.press("/")
    expect(page.locator("#find")).to_be_focused()
    page.keyboard.type("g/?")
    expect(page.locator("#find")).to_have_value("g/?")
    page.locator("h1").click()
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator("tr.at a")).to_have_text("Baek")
    page.keyboard.press("k")
    expect(page.locator("tr.at a")).to_be_focused()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    axe(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("g")
    page.keyboard.press("h")
    expect(page).to_have_url(f"{office.address}/")


def test_keys_of_one_letter_can_be_switched_off(page: Page, office: Served) -> None:
    page.goto(f"{office.address}/parts")
    page.keyboard.press("?")
    page.get_by_role("checkbox").last.uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    expect(page.locator("tr.at")).to_have_count(0)
    page.reload()
    page.keyboard.press("/")
    expect(page.locator("#find")).not_to_be_focused()
    page.locator("details.who > summary").click()
    page.locator("[data-keys]").click()
    expect(page.get_by_role("dialog")).to_be_visible()


def test_a_table_is_sorted_and_filtered_and_a_form_asks_first(page: Page, office: Served) -> None:
    page.goto(f"{office.address}/parts")
    names = page.locator("#estimates tbody th")
    page.get_by_role("button", name="At most").click()
    expect(names).to_have_text(["Baek", "Ahn", "Chung"])
    expect(page.locator("#estimates th[aria-sort=ascending]")).to_have_text("At most")
    page.locator("#only").fill("chung")
    expect(page.locator("#estimates tbody tr:visible")).to_have_count(1)
    page.get_by_role("button", name="Discard").click()
    expect(page.get_by_role("button", name="Cancel")).to_be_focused()
    page.get_by_role("button", name="Cancel").click()
    expect(page).to_have_url(f"{office.address}/parts")
    page.get_by_role("button", name="Discard").click()
    page.get_by_role("button", name="Go on").click()
    expect(page).to_have_url(f"{office.address}/parts?name=&kind=person&why=&discard=1")


def test_without_script_a_look_is_chosen_and_the_menu_opens(browser: Browser, office: Served) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False, locale="en")
    page = office.signed_in(context.new_page(), Role.ANALYST, TLP.AMBER, name="han")
    page.goto(f"{office.address}/parts?x=1")
    page.locator("details.menu > summary").click()
    expect(page.locator("details.menu a").first).to_be_visible()
    page.locator("details.who > summary").click()
    page.get_by_role("button", name="Dark").click()
    expect(page).to_have_url(f"{office.address}/parts?x=1")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    shot(page, "parts-without-script")
    context.close()


def test_a_chosen_look_goes_before_the_systems(page: Page, office: Served) -> None:
    def ground() -> str:
        return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))

    page.emulate_media(color_scheme="dark")
    page.goto(f"{office.address}/parts")
    dark = ground()
    page.locator("details.who > summary").click()
    page.get_by_role("button", name="Light", exact=True).click()
    assert ground() == "rgb(255, 255, 255)" != dark


def test_paper_carries_the_content_and_not_the_frame(page: Page, office: Served) -> None:
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(f"{office.address}/parts")
    expect(page.locator(".top")).to_be_hidden()
    expect(page.locator(".rail")).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_what_one_presses_is_large_enough(page: Page, office: Served) -> None:
    # WCAG 2.5.8: 24 px at least, but for links within a sentence.
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{office.address}/parts")
    small = page.evaluate(
        "[...document.querySelectorAll('button, select, summary, input:not([type=hidden]), nav a, .button')]"
        ".filter(e => e.offsetParent).map(e => [e.outerHTML.slice(0, 80), e.closest('label') || e])"
        ".filter(([, e]) => e.getBoundingClientRect().height < 24).map(([html]) => html)"
    )
    assert small == []


def test_an_error_has_its_page(page: Page, office: Served) -> None:
    page.goto(f"{office.address}/no-such-page")
    expect(page.get_by_role("alert")).to_be_visible()
    axe(page)
