"""In a browser: a case is marked more strictly and is gone for who is not covered; a large dossier is made by a job."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.journeys.browsing import WIDTHS, Served, axe, browser, fits, no_foreign_requests, served, shot
from tests.unit.workbench.case_on_file import ADOPTION, STANDARD, SUBJECT, fill, note
from tests.unit.workbench.desk_case import NOW, bench_in

from whereas.core.casework import CaseOpened, DraftSaved
from whereas.core.marking import TLP
from whereas.web import asking
from whereas.web.roles import Role
from whereas.workbench.assessing import know, standard_of
from whereas.workbench.cases import open_case, subject_of
from whereas.workbench.drafts import save

__all__ = ["browser"]


def prepare(home: Path) -> None:
    """The tutorial's evidence, a case about it, and its draft."""
    fill(home.parent)
    with bench_in(home.parent, now=NOW, author="An Analyst") as bench:
        asked = CaseOpened(key="sangnok", question="Who answers for Sangnok?", subjects=(SUBJECT,),
                           standards=(STANDARD,))  # fmt: skip
        case, known = open_case(bench, asked), know(bench, "dprk", as_of=ADOPTION)
        said = DraftSaved(case=case.key, subject="", standard="", body="", adoption=ADOPTION)
        save(bench, known, said, note(), subject=subject_of(known, SUBJECT), of=standard_of(STANDARD))


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Served]:
    with served(tmp_path, prepare=prepare) as found:
        yield found


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en")
    yield context.new_page()
    context.close()


def looked_at(page: Page, name: str) -> None:
    """At three widths, light and dark."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        fits(page)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            shot(page, f"{name}-{width}-{scheme}")
        axe(page)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1280, "height": 900})


def test_a_case_is_marked_more_strictly_and_is_gone_for_who_is_not_covered(server: Served, page: Page) -> None:
    server.signed_in(page, Role.READER, TLP.CLEAR, name="reader")
    page.goto(f"{server.address}/cases")
    page.get_by_role("link", name="Who answers for Sangnok?").click()
    case = page.url
    expect(page.locator("#raise-tlp")).to_have_count(0)

    server.signed_in(page, Role.ANALYST, TLP.AMBER, name="analyst")
    with no_foreign_requests(page):
        page.goto(case)
        looked_at(page, "case-marking")
        page.locator("#raise-tlp").select_option("AMBER")
        page.locator("#raise-reason").fill("A source could be known by it.")
        page.locator("#raise-reason").press("Enter")
        expect(page).to_have_url(re.compile("#case$"))
        expect(page.locator("p.badges .marking").first).to_have_text("TLP:AMBER")
        expect(page.locator("#log")).to_contain_text("TLP:AMBER: A source could be known by it.")
    assert [one.strip() for one in page.locator("#raise-tlp option").all_inner_texts()] == ["TLP:AMBER"]

    server.signed_in(page, name="reader")
    page.goto(f"{server.address}/cases")
    expect(page.get_by_text("Who answers for Sangnok?")).to_have_count(0)
    page.goto(case)
    expect(page.get_by_text("Who answers for Sangnok?")).to_have_count(0)


def test_a_large_dossier_is_made_by_a_job_that_leads_to_the_release(
    server: Served, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "_EXHIBITS", 0)
    server.signed_in(page, Role.REVIEWER, TLP.RED, name="reviewer")
    page.goto(f"{server.address}/cases")
    page.get_by_role("link", name="Who answers for Sangnok?").click()
    page.locator("#drafts h3 a").first.click()
    page.locator("#copy").select_option("listing")
    page.locator("#recipient").fill("the working party")
    page.locator("#why").fill("ready")
    page.locator("#why").press("Enter")
    page.wait_for_url("**/jobs/*")
    page.get_by_text("files wait for a second person").wait_for(timeout=60_000)
    page.goto(page.url)
    looked_at(page, "job-dossier-done")
    page.get_by_role("link", name="See the result").click()
    expect(page).to_have_url(re.compile("/releases/"))
    expect(page.get_by_text("You asked for it. Another person decides.")).to_be_visible()


def test_an_exhibit_is_narrowed_in_its_form(server: Served, page: Page, tmp_path: Path) -> None:
    file = tmp_path / "note.txt"
    file.write_text("An invented note.", encoding="utf-8")
    server.signed_in(page, Role.ANALYST, TLP.AMBER, name="of-the-eu", audiences=frozenset({"eu"}))
    page.goto(f"{server.address}/exhibits/new")
    page.locator("#file").set_input_files(file)
    page.locator("form[action='/exhibits/new'] button[type=submit]").click()
    page.locator("#evidence").select_option("ngo")
    page.locator("#audiences").fill("un")
    looked_at(page, "exhibit-audiences")
    page.locator("button[value=take]").click()
    expect(page.locator("#audiences-error")).to_contain_text("you would not see it yourself")
    page.locator("#audiences").fill("eu")
    page.locator("button[value=take]").click()
    expect(page).to_have_url(re.compile(r"/exhibits/[0-9a-f]{64}"))
    expect(page.locator("p.badges .markings")).to_contain_text("REL TO eu")
