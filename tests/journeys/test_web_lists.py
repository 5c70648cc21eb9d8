"""In a real browser: from a name to the exhibit it rests on, a table screened, a gap opened, an entry split off."""

import csv
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.journeys.browsing import WIDTHS, Served, axe, browser, fits, no_foreign_requests, served, shot
from tests.unit.workbench.desk_case import bench_in

from whereas.web.roles import Role

__all__ = ["browser"]
TABLE = "Client No,Full Name,DOB\nC1,Kim Yong Chol,1962-02-18\nC2,Nobody Atall,1990-01-01\n"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("lists")
    with bench_in(folder) as bench:
        bench.pull(["casebook"])
        bench.resolve()
    with served(folder) as running:
        yield running


@pytest.fixture
def page(browser: Browser, office: Served) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en", accept_downloads=True)
    yield office.signed_in(context.new_page(), Role.ANALYST, name="han")
    context.close()


def merged(page: Page, office: Served) -> str:
    """An entity that several lists name."""
    rows = page.request.get(f"{office.address}/api/v1/align/rows?per_page=500").json()["items"]
    return str(max(rows, key=lambda row: len(row["members"]))["entity"])


def test_from_a_name_to_the_place_in_the_exhibit(page: Page, office: Served) -> None:
    page.goto(f"{office.address}/search")
    with no_foreign_requests(page):
        page.get_by_label("Name or number").fill("김영철")
        page.get_by_label("Name or number").press("Enter")
        expect(page.get_by_text("a name in Hangul")).to_be_visible()
        hit = page.locator("li.hit").first
        expect(hit.locator("table.meets td").first).to_contain_text("김")
        expect(hit.get_by_role("heading", name="Before you accept")).to_be_visible()
        shot(page, "search-hangul")
        axe(page)
        hit.get_by_role("link", name="Open the entity").click()
        expect(page.get_by_role("heading", name="What each source says")).to_be_visible()
        shot(page, "entity")
        axe(page)
        source = page.locator("table.sides a.exhibit").first
        asked = parse_qs(urlsplit(str(source.get_attribute("href"))).query)
        source.click()
        assert parse_qs(urlsplit(page.url).query)["at"] == asked["at"]
        expect(page.locator(".cited").first).to_be_visible()


def test_a_table_is_screened_and_its_matches_saved(page: Page, office: Served, tmp_path: Path) -> None:
    (tmp_path / "customers.csv").write_text(TABLE, encoding="utf-8")
    page.goto(f"{office.address}/batch")
    axe(page)
    page.get_by_label("Table").set_input_files(tmp_path / "customers.csv")
    page.get_by_role("button", name="Bring the table").click()
    expect(page.get_by_label("Name (needed)")).to_have_value("Full Name")
    expect(page.get_by_label("Birth date")).to_have_value("DOB")
    shot(page, "batch-columns")
    axe(page)
    page.get_by_role("button", name="Screen the table").click()
    expect(page.locator(".state-done")).to_be_visible(timeout=60_000)
    page.locator("main a[href^='/batch/results/']").click()
    expect(page.locator("tbody tr").first).to_contain_text("Kim Yong Chol")
    shot(page, "batch-results")
    axe(page)
    with page.expect_download() as saved:
        page.get_by_role("link", name="matches.csv").click()
    rows = list(csv.DictReader(saved.value.path().read_text("utf-8-sig").splitlines()))
    assert {row["row"] for row in rows} == {"C1"}


def test_a_gap_is_opened_to_both_statements(page: Page, office: Served) -> None:
    page.goto(f"{office.address}/align")
    shot(page, "align")
    axe(page)
    page.get_by_label("Difference", exact=True).select_option("partner_not_eu")
    page.get_by_role("button", name="Filter", exact=True).click()
    assert parse_qs(urlsplit(page.url).query)["gap"] == ["partner_not_eu"]
    page.get_by_role("link", name="side by side").first.click()
    expect(page.locator("table.sides").first).to_contain_text("not found")
    shot(page, "align-row")
    axe(page)
    for view in ("contradictions", "lags", "related"):
        page.goto(f"{office.address}/align?view={view}")
        axe(page)


def test_an_entry_is_split_off_with_a_reason(page: Page, office: Served) -> None:
    key = merged(page, office)
    page.goto(f"{office.address}/entities/{key}")
    members = page.request.get(f"{office.address}/api/v1/entities/{key}").json()["members"]
    page.get_by_text("Merge with another entry, or split one off").click()
    form = page.locator("form.ask.judge")
    form.get_by_label("This entry").select_option(members[0])
    form.get_by_label("The other entry").fill(members[-1])
    form.get_by_label("Decision").select_option("unsure")
    form.get_by_label("Reason").fill("the lists give two dates of birth")
    axe(page)
    form.get_by_role("button", name="Record the decision").click()
    expect(page.locator("#history")).to_be_visible()
    expect(page.get_by_text("the lists give two dates of birth").first).to_be_visible()


def test_without_script_every_page_works(browser: Browser, office: Served) -> None:
    context = browser.new_context(java_script_enabled=False, locale="en")
    page = office.signed_in(context.new_page(), Role.READER, name="plain")
    page.goto(f"{office.address}/search")
    page.get_by_label("Name or number").fill("Kim Yong Chol")
    page.get_by_label("Name or number").press("Enter")
    page.get_by_role("link", name="Open the entity").first.click()
    page.get_by_label("As of").fill("1990")
    page.get_by_role("button", name="Look").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("No list in view has the entry")
    page.goto(f"{office.address}/align")
    page.get_by_label("Name, id or reference").fill("kim")
    page.get_by_role("button", name="Filter", exact=True).click()
    assert "text=kim" in page.url
    context.close()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_fit_and_are_accessible_at_every_width(page: Page, office: Served, width: int, scheme: str) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    key = merged(page, office)
    for name, path in (
        ("search", "/search?q=Kim%20Yong%20Chol&birth=1962"), ("entity", f"/entities/{key}"), ("align", "/align"),
        ("contradictions", "/align?view=contradictions"), ("row", f"/align/rows/{key}"), ("batch", "/batch"),
    ):  # fmt: skip
        answer = page.goto(office.address + path)
        assert answer is not None
        assert answer.ok, path
        shot(page, f"lists-{name}-{width}-{scheme}")
        fits(page)
        axe(page)


def test_in_korean_too(browser: Browser, office: Served) -> None:
    context = browser.new_context(locale="ko", viewport={"width": 1280, "height": 900})
    page = office.signed_in(context.new_page(), Role.ANALYST, name="han")
    key = merged(page, office)
    for path in ("/search?q=Kim%20Yong%20Chol", f"/entities/{key}", "/align", "/align?view=lags", "/batch"):
        answer = page.goto(office.address + path)
        assert answer is not None
        assert answer.ok, path
        expect(page.locator("html")).to_have_attribute("lang", "ko")
        axe(page)
    shot(page, "lists-korean")
    context.close()
