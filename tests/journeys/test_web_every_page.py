"""Every page of the navigation, in a real browser: accessible, no wider than its window, and asking no other host.

A new page is held to it by being in the catalogue; nothing is to be added here.
"""

from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser
from tests.journeys.browsing import Served, axe, browser, fits, no_foreign_requests, served, shot
from tests.unit.web.twins import open_ledger, with_marked

from whereas.core.marking import TLP
from whereas.web.catalogue import Entry, entries
from whereas.web.roles import GRANTS, Role

__all__ = ["browser"]
LOOKS: tuple[tuple[int, Literal["light", "dark"]], ...] = ((360, "light"), (1280, "dark"), (2560, "light"))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("pages")
    with_marked(open_ledger(folder))
    with served(folder, jobs=False) as running:
        yield running


def role_for(entry: Entry) -> Role:
    """Who may see most of a page: the releaser, else the one role that may see it at all."""
    return next(role for role in (Role.RELEASER, Role.ADMIN) if entry.needs in GRANTS[role])


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry.key)
def test_a_page_of_the_navigation(browser: Browser, office: Served, entry: Entry) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en")
    page = office.signed_in(context.new_page(), role_for(entry), TLP.AMBER)
    with no_foreign_requests(page):
        page.goto(f"{office.address}{entry.path}", wait_until="networkidle")
    assert page.locator("h1").count() == 1
    assert "e3b0c44298fc" not in page.locator("body > footer").inner_text(), "the ledger of this test is empty"
    for width, scheme in LOOKS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        fits(page)
        axe(page)
        shot(page, f"page-{entry.key}-{width}-{scheme}")
    context.close()
