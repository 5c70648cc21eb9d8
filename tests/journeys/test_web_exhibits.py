"""In a real browser: evidence is brought, words in it are selected by mouse and by keys, and become a claim."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.journeys.browsing import WIDTHS, Served, axe, browser, fits, no_foreign_requests, served, shot
from tests.unit.kit.test_pages import pdf
from tests.unit.web.twins import open_ledger

from whereas.core.marking import TLP
from whereas.web.roles import Role

__all__ = ["browser"]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = open_ledger(tmp_path_factory.mktemp("exhibits"))
    with served(folder, jobs=False) as opened:
        yield opened


@pytest.fixture(scope="module")
def order(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("brought") / "order.pdf"
    path.write_bytes(pdf("Order 12 of the invented ministry", "Han Jae-mok is appointed head of Sangnok"))
    return path


def test_a_selection_becomes_a_span_and_the_span_a_claim(browser: Browser, server: Served, order: Path) -> None:
    page = server.signed_in(browser.new_page(viewport={"width": 1280, "height": 900}), Role.ANALYST, TLP.AMBER)
    page.goto(f"{server.address}/exhibits/new")
    with no_foreign_requests(page):
        page.get_by_label("File").set_input_files(order)
        page.get_by_role("button", name="Look at it first").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("What you brought")
        page.get_by_label("Title").fill("Order 12")
        page.get_by_label("Class").select_option("document")
        shot(page, "exhibit-brought")
        axe(page)
        page.get_by_role("button", name="Take it as an exhibit").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Order 12")
        page.get_by_role("link", name="Next").first.click()
        select(page, "Han Jae-mok")
        expect(page.locator(".selection-bar")).to_contain_text("page:2@0-11")
        page.get_by_role("link", name="Take this quotation").click()
        expect(page.locator("mark.cited")).to_have_text("Han Jae-mok")
        expect(page.locator("svg rect.cited")).to_have_count(1)
        shot(page, "exhibit-cited")
        axe(page)
        page.get_by_role("link", name="Make a claim of these").click()
        page.get_by_label("Kind").select_option("holds_office")
        page.get_by_label("Subject").fill("han-jae-mok")
        page.get_by_label("Object").fill("head of Sangnok")
        page.get_by_label("The proposition in one sentence").fill("Han Jae-mok was appointed head of Sangnok.")
        page.get_by_role("button", name="Check").click()
        expect(page.get_by_text("Nothing is wrong with it as it stands")).to_be_visible()
        shot(page, "claim-checked")
        axe(page)
        page.get_by_role("button", name="Record the claim").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Han Jae-mok was appointed head of Sangnok.")
        page.get_by_role("link", name="Order 12, page:2@0-11").click()
        expect(page.locator("mark.cited")).to_have_text("Han Jae-mok")
    page.close()


def select(page: Page, words: str) -> None:
    """Selects words in the text as a mouse would."""
    page.evaluate(
        """words => { const text = document.querySelector("pre.exhibit-text"); const node = text.firstChild;
        const at = node.textContent.indexOf(words); const range = document.createRange();
        range.setStart(node, at); range.setEnd(node, at + words.length);
        const selection = getSelection(); selection.removeAllRanges(); selection.addRange(range); }""",
        words,
    )


def test_words_are_selected_with_the_keys_alone(browser: Browser, server: Served) -> None:
    page = server.signed_in(browser.new_page(), Role.ANALYST, TLP.AMBER)
    page.goto(f"{server.address}/exhibits?q=roster")
    page.get_by_role("link", name="roster.txt").click()
    page.locator("pre.exhibit-text").focus()
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    expect(page.locator(".selection-bar")).to_contain_text("page:1@0-")
    page.keyboard.press("Enter")
    expect(page.locator("#tray")).to_contain_text("Han")
    page.close()


def test_what_a_claim_would_serve_is_shown_while_it_is_filled_in(browser: Browser, server: Served) -> None:
    page = server.signed_in(browser.new_page(), Role.ANALYST, TLP.AMBER)
    page.goto(f"{server.address}/claims/new")
    expect(page.locator("#serves li")).to_have_count(0)
    page.get_by_label("Kind").select_option("holds_office")
    expect(page.locator("#serves")).to_contain_text("independent origins, graded")
    page.get_by_label("Subject").fill("han")
    expect(page.locator("#may-be-subject")).to_contain_text("han-jae-mok")
    page.close()


def test_without_script_pasted_words_find_their_place(browser: Browser, server: Served) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = server.signed_in(context.new_page(), Role.ANALYST, TLP.AMBER)
    page.goto(f"{server.address}/exhibits?q=roster")
    page.get_by_role("link", name="roster.txt").click()
    page.get_by_label("Words as they stand in the exhibit").fill("head of Sangnok")
    page.get_by_role("button", name="Find their place").click()
    expect(page.locator("mark.cited")).to_have_text("head of Sangnok")
    page.get_by_label("Words as they stand in the exhibit").fill("words that are not there")
    page.get_by_role("button", name="Find their place").click()
    expect(page.get_by_text("was not found")).to_be_visible()
    expect(page.locator("#tray")).to_contain_text("head of Sangnok")  # what was chosen before is still there
    context.close()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_of_evidence_can_be_read_by_anybody(browser: Browser, server: Served, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]  # one of two words
    page = server.signed_in(context.new_page(), Role.REVIEWER, TLP.AMBER, name=f"reviewer-{width}-{scheme}")
    page.goto(f"{server.address}/claims")
    claim = page.locator("a.claim").first.get_attribute("href")
    page.goto(f"{server.address}/exhibits?q=roster")
    exhibit = page.locator("th a.exhibit").first.get_attribute("href")
    paths = {"exhibits": "/exhibits", "exhibit": f"{exhibit}?at=page:1@13-28", "exhibit-refile": f"{exhibit}/refile",
             "exhibit-stamp": f"{exhibit}/stamp", "exhibit-new": "/exhibits/new", "origins": "/exhibits/origins",
             "claims": "/claims", "claim": claim, "claim-new": "/claims/new?kind=holds_office",
             "contradictions": "/claims/contradictions"}  # fmt: skip
    for name, path in paths.items():
        page.goto(f"{server.address}{path}")
        fits(page)
        axe(page)
        shot(page, f"{name}-{width}-{scheme}")
    context.close()
