"""Home, standing, standards, figures, channels, sources and ledger in a real browser: readable, accessible, linked."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.journeys.browsing import WIDTHS, Served, axe, browser, fits, served, shot
from tests.unit.workbench.desk_case import add_text, bench_in

from whereas.core.marking import TLP
from whereas.web.roles import Role
from whereas.workbench import desk

__all__ = ["browser"]

CLAIMS = """
claims:
  - {kind: identity, subject: han-jae-mok, object: "name: Han Jae-mok", words: He is called Han Jae-mok., spans: [{exhibit: roster.txt, quote: Han Jae-mok}]}
  - {kind: supplied_arms, subject: han-jae-mok, object: shells, words: Han Jae-mok supplied shells., start: 2023-05, spans: [{exhibit: roster.txt, quote: supplied shells}]}
  - {kind: step_verified, subject: dprk, object: iaea-return, words: Inspectors work again., start: 2024-01-10, spans: [{exhibit: statement.txt, quote: Inspectors were back}]}
"""  # noqa: E501 -- one claim a line reads best
PAGES = {
    "home": "/", "home-since": "/?since=2024-01-31", "standing": "/standing",
    "what-if": "/standing?suppose=un-access%3Dmet&suppose=no-arms-to-russia%3Dmet&suppose=test-moratorium%3Dmet",
    "standards": "/standards", "to-check": "/standards?unverified=1", "calendar": "/standards/calendar",
    "points": "/standards/points", "criterion": "/standards/eu-human-rights/torture",
    "rests": "/standards/eu-ukraine/military-industry", "paragraph": "/standards/unscr-2397/5",
    "resolution": "/standards/unscr-2397", "regime": "/standards/eu-dprk", "crime": "/standards/rome-statute-7",
    "condition": "/standards/iaea-return", "measure": "/standards/follow-un", "rule": "/standards/E6",
    "figures": "/figures", "estimate": "/figures/arms-deliveries", "texts": "/texts", "evaluation": "/evaluation",
    "channels": "/channels", "channel-new": "/channels/new", "sources": "/sources", "source": "/sources/casebook",
    "ledger": "/ledger?exhibit=roster.txt",
}  # fmt: skip


def _filled(home: Path) -> None:
    folder = home.parent
    with bench_in(folder) as bench:
        bench.pull(["casebook"])
        bench.resolve()
        text = "Han Jae-mok supplied shells in May 2023."
        add_text(
            bench, folder, "roster.txt", text, evidence="ngo", available="2023-06-01", publisher="An invented body"
        )
        text = "Invented. Inspectors were back."
        add_text(bench, folder, "statement.txt", text, evidence="un", publisher="IAEA", available="2024-01-12")
        desk.claim(bench, "claims.yaml", CLAIMS)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("standing"), prepare=_filled, jobs=False) as running:
        yield running


@pytest.fixture
def page(browser: Browser, office: Served) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en")
    yield office.signed_in(context.new_page(), Role.REVIEWER, TLP.AMBER, name="rim")
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible_and_fits(page: Page, office: Served, name: str) -> None:
    answer = page.goto(f"{office.address}{PAGES[name]}")
    assert answer is not None
    assert answer.status == 200
    axe(page)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        fits(page)
        shot(page, f"standing-{name}-{width}")


@pytest.mark.parametrize("name", ["home", "standing", "criterion", "estimate", "channel-new"])
def test_a_page_is_accessible_in_the_dark_and_in_korean(page: Page, office: Served, name: str) -> None:
    page.emulate_media(color_scheme="dark")
    page.context.add_cookies([{"name": "whereas_language", "value": "ko", "url": office.address}])
    page.goto(f"{office.address}{PAGES[name]}")
    expect(page.locator("html")).to_have_attribute("lang", "ko")
    axe(page)
    shot(page, f"standing-{name}-dark-ko")


def test_a_condition_leads_to_its_claim_and_a_what_if_to_an_open_gate(page: Page, office: Served) -> None:
    page.goto(f"{office.address}/standing")
    row = page.locator("#c-iaea-return")
    expect(row).to_contain_text("met")
    expect(row.locator("a.claim")).to_have_count(1)
    page.get_by_label("Access for the UN's human rights mandates").select_option("un-access=met")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page).to_have_url(re.compile("suppose=un-access%3Dmet"))
    expect(page.get_by_text("This is a what-if.")).to_be_visible()
    expect(page.locator("#c-un-access")).to_contain_text("(supposed)")
    page.get_by_role("link", name="Back to what is recorded").click()
    expect(page.get_by_text("This is a what-if.")).to_have_count(0)


def test_a_request_is_routed_changed_and_kept_without_script(browser: Browser, office: Served) -> None:
    context = browser.new_context(java_script_enabled=False, locale="en")
    page = office.signed_in(context.new_page(), Role.ANALYST, TLP.AMBER, name="bo")
    page.goto(f"{office.address}/channels/new")
    page.locator("#title").fill("Clean water for an invented hospital")
    page.locator("[id='organisation.name']").fill("Wells of Sangnok")
    page.locator("[id='item1.description']").fill("submersible water pump")
    page.locator("[id='item1.hs']").fill("841370")
    page.get_by_role("button", name="Route it").first.click()
    expect(page.get_by_text("Nothing of this is kept.")).to_be_visible()
    expect(page.locator("#routes + *, section:has(#routes)").first).to_contain_text("submersible water pump")
    shot(page, "standing-channel-routed")
    page.get_by_role("button", name="Record the request").click()
    expect(page.get_by_text("Nothing is recorded yet.")).to_be_visible()
    shot(page, "standing-channel-kept")
    context.close()
