"""From `whereas serve` on an empty folder to the first answer, in a real browser, as a newcomer goes."""

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser
from tests.journeys.browsing import axe, browser, fits, no_foreign_requests, shot

__all__ = ["browser"]
PASSWORD = "an invented long password"  # noqa: S105 -- of nobody
_LINK = re.compile(r"http://127\.0\.0\.1:\d+/first-start/\S+")


@contextmanager
def whereas_serve(home: Path) -> Iterator[str]:
    """The command as a person starts it; gives the link it prints."""
    program = "from whereas.cli.main import main; main()"
    command = [sys.executable, "-c", program, "serve", "--port", "0", "--home", str(home)]
    told = home.with_suffix(".out")
    with told.open("wb") as out, subprocess.Popen(command, stdout=out, stderr=out) as process:
        try:
            while not (found := _LINK.search(told.read_text(encoding="utf-8"))):
                assert process.poll() is None, told.read_text(encoding="utf-8")
                time.sleep(0.1)
            yield found.group()
        finally:
            process.terminate()
            process.wait(timeout=60)


def test_from_an_empty_folder_to_the_first_answer(tmp_path: Path, browser: Browser) -> None:
    with whereas_serve(tmp_path / "home") as link, browser.new_context() as context:
        page = context.new_page()
        page.goto(link)
        with no_foreign_requests(page):
            shot(page, "first-start-1-account")
            page.get_by_label("Name").fill("first.admin")
            page.get_by_label(re.compile("^Password")).fill(PASSWORD)
            page.get_by_label(re.compile("again", re.IGNORECASE)).fill(PASSWORD)
            page.locator("form.panel button[type=submit]").click()
            page.wait_for_url(re.compile(r"/(sign-in.*)?$"))
            if "/sign-in" in page.url:
                page.get_by_label("Name").fill("first.admin")
                page.get_by_label("Password").fill(PASSWORD)
                page.locator("button.primary").first.click()
                page.wait_for_url(re.compile(r"/$"))
            shot(page, "first-start-2-home")
            assert page.locator("h1").count() == 1
            axe(page)
            page.locator("input[type=search][name=q]").first.fill("김영철")
            page.keyboard.press("Enter")
            page.wait_for_url(re.compile(r"/search\?"))
            hit = page.locator("a.entity, .hit a").first
            for _ in range(60):  # the starter casebook is still being read: a person tries again
                if hit.count():
                    break
                page.wait_for_timeout(500)
                page.reload()
            shot(page, "first-start-3-search")
            axe(page)
            fits(page)
            hit.click()
            page.wait_for_url(re.compile(r"/entities/"))
            page.locator("h1").wait_for()
            shot(page, "first-start-4-entity")
            axe(page)


def test_the_link_works_once(tmp_path: Path, browser: Browser) -> None:
    with whereas_serve(tmp_path / "home") as link, browser.new_context() as context:
        page = context.new_page()
        page.goto(link)
        page.get_by_label("Name").fill("first.admin")
        page.get_by_label(re.compile("^Password")).fill(PASSWORD)
        page.get_by_label(re.compile("again", re.IGNORECASE)).fill(PASSWORD)
        page.locator("form.panel button[type=submit]").click()
        page.wait_for_url(re.compile(r"/(sign-in.*)?$"))
        page.goto(link)
        assert page.locator("input[type=password][autocomplete=new-password]").count() == 0
