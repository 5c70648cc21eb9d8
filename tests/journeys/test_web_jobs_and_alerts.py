"""In a browser: who keeps the server up pulls lists and watches it go; an update of a list reaches who watches it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.journeys.browsing import WIDTHS, Served, axe, browser, no_foreign_requests, served, shot
from tests.unit.web.test_alerts import FIRST, HAN, SECOND, pull
from tests.unit.web.test_jobs import until

from whereas.web.jobs import Jobs
from whereas.web.roles import Role
from whereas.web.watches import Watches

__all__ = ["browser"]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Served]:
    """A server over the first edition of an invented list."""
    with served(tmp_path, prepare=lambda home: pull(home, FIRST)) as found:
        yield found


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


def test_a_pull_is_started_followed_and_done(server: Served, page: Page) -> None:
    server.signed_in(page, Role.ADMIN)
    page.goto(f"{server.address}/jobs")
    with no_foreign_requests(page):
        axe(page)
        shot(page, "jobs-empty")
        page.get_by_role("button", name="Verify the ledger").click()
        page.wait_for_url("**/jobs/*")
        shot(page, "job-running")
        axe(page)
        page.get_by_text("everything recomputes").wait_for(timeout=60_000)
        page.goto(page.url)
        page.get_by_role("link", name="Download findings.json").wait_for()
        axe(page)
        shot(page, "job-done")
        page.goto(f"{server.address}/jobs")
        axe(page)
        shot(page, "jobs")


def test_a_job_that_waits_is_cancelled_by_keyboard(server: Served, page: Page) -> None:
    server.signed_in(page, Role.ADMIN)
    page.goto(f"{server.address}/jobs")
    page.get_by_role("button", name="Pull lists, resolve who is who").press("Enter")
    page.wait_for_url("**/jobs/*")
    key = page.url.rsplit("/", 1)[1]
    cancel = page.get_by_role("button", name="Cancel")
    if cancel.count():
        cancel.press("Enter")
    found = until(lambda: (one := Jobs(server.register).get(key)) and one.state.over and one)
    assert found.state in ("cancelled", "done", "failed")


def test_an_update_of_a_list_reaches_who_watches_a_party(server: Served, page: Page, tmp_path: Path) -> None:
    server.signed_in(page, Role.READER)
    until(lambda: Watches(server.register).told() is not None)
    page.goto(f"{server.address}/alerts")
    with no_foreign_requests(page):
        axe(page)
        shot(page, "alerts-empty")
        page.get_by_label("A name, in any script").fill("Han Jae Mok")
        page.get_by_role("button", name="Watch this name").click()
        page.get_by_role("link", name="Han Jae Mok").wait_for()
        pull(tmp_path / "home", SECOND)
        until(lambda: Watches(server.register).alerts("reader-clear"))
        page.goto(f"{server.address}/alerts")
        row = page.get_by_role("listitem").filter(has_text="changed")
        assert row.get_by_text("new", exact=True).count() == 1
        axe(page)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            shot(page, f"alerts-{width}")
        page.set_viewport_size({"width": 1280, "height": 900})
        row.get_by_role("link", name="HAN JAE MOK").click()
        page.get_by_role("cell", name="General").wait_for()
        assert page.get_by_role("cell", name="Colonel").count() == 1
        assert HAN in page.content()
        axe(page)
        shot(page, "alert")
        page.get_by_role("button", name="Dismiss").click()
        page.get_by_text("No alert.").wait_for()
