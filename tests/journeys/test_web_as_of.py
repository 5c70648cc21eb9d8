"""In a browser: a party is followed through the states of a list by mouse, keyboard and address, and without script."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.journeys.browsing import WIDTHS, Served, axe, browser, fits, no_foreign_requests, served, shot
from tests.unit.web.test_alerts import FIRST, HAN, LINE, SECOND, pull
from tests.unit.workbench.test_entity_states import THIRD

from whereas.web.roles import Role

__all__ = ["browser"]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("as-of")
    for text in (FIRST, SECOND, THIRD):
        pull(folder / "home", text)
    with served(folder, jobs=False) as running:
        yield running


@pytest.fixture
def page(browser: Browser, office: Served) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en")
    yield office.signed_in(context.new_page(), Role.ANALYST, name="han")
    context.close()


def test_the_slider_leads_through_the_states_and_the_address_follows(page: Page, office: Served) -> None:
    page.goto(f"{office.address}/entities/{HAN}")
    with no_foreign_requests(page):
        state = page.get_by_label("State", exact=True)
        expect(state).to_have_attribute("aria-valuetext", "2026-03-01")
        axe(page)
        state.press("ArrowLeft")
        expect(page.locator("#state-said")).to_have_text(
            "Shown: the state from 2026-02-01 on (statements about it: 1 came, 4 went)"
        )
        expect(state).to_have_attribute("aria-valuetext", "2026-02-01")
        expect(state).to_be_focused()
        state.press("ArrowLeft")
        expect(page).to_have_url(f"{office.address}/entities/{HAN}?as_of=2026-01-01")
        expect(page.locator("table.sides")).to_contain_text("Colonel")
        expect(page.locator("table.sides")).not_to_contain_text("General")
        axe(page)
        shot(page, "entity-state")
        page.go_back()
        expect(page.locator("table.sides")).to_contain_text("General")
        expect(state).to_have_attribute("aria-valuetext", "2026-02-01")
        page.get_by_role("button", name="Later state").click()
        expect(page).to_have_url(f"{office.address}/entities/{HAN}")
        saved = page.get_by_role("link", name="Statements (CSV)")
        expect(saved).to_have_attribute("href", f"/entities/{HAN}/statements.csv")


def test_a_state_has_an_address_and_what_is_open_stays_open(page: Page, office: Served) -> None:
    page.goto(f"{office.address}/entities/{HAN}?as_of=2026-01-15")
    expect(page.get_by_label("State", exact=True)).to_have_attribute("aria-valuetext", "2026-01-01")
    page.get_by_text("All 3 states, with what each edition changed").click()
    page.get_by_label("State", exact=True).press("End")
    expect(page.locator("table.sides")).to_contain_text("General")
    expect(page.get_by_role("row", name="2026-02-01").first).to_be_visible()


def test_a_party_that_was_removed_is_found_on_the_day_before(page: Page, office: Served) -> None:
    page.goto(f"{office.address}/entities/{LINE}")
    expect(page.get_by_role("heading", name=f"No list in view has the entry {LINE}.")).to_be_visible()
    page.get_by_label("State", exact=True).press("Home")
    expect(page.get_by_role("heading", level=1)).to_have_text("SANGNOK SHIPPING COMPANY")
    axe(page)


def test_without_script_the_marks_and_days_are_links(browser: Browser, office: Served) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = office.signed_in(context.new_page(), Role.READER, name="plain")
    page.goto(f"{office.address}/entities/{HAN}")
    assert not page.get_by_label("State", exact=True).is_visible()
    page.locator(".axis-of-editions a").first.click()
    assert page.url == f"{office.address}/entities/{HAN}?as_of=2026-01-01"
    page.get_by_role("link", name="2026-02-01").first.click()
    assert "General" in page.locator("table.sides").inner_text()
    context.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_it_is_readable_at_every_width(page: Page, office: Served, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{office.address}/entities/{HAN}?as_of=2026-02-01")
    fits(page)
    shot(page, f"entity-states-{width}")


def test_the_network_of_a_day_is_offered_from_the_partys_page(page: Page, office: Served) -> None:
    page.goto(f"{office.address}/entities/{LINE}?as_of=2026-01-01")
    page.get_by_role("link", name="Network").last.click()
    expect(page.get_by_text("The ledger as of 2026-01-01")).to_be_visible()
    axe(page)
    shot(page, "network-as-of")
