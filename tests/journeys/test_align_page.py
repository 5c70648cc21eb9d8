"""The alignment page in a real browser, from a file: filters, sorting, opening, no error, no request."""

import os
import runpy
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from whereas.publish.pages import align_page

ARGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
INVENTED = runpy.run_path(str(Path(__file__).parents[1] / "fixtures/align/invented.py"))


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or "/usr/bin/chromium"
    if not os.access(chromium, os.X_OK):
        pytest.skip("no chromium on this machine: the page was not opened in a browser")
    file = tmp_path_factory.mktemp("out") / "align.html"
    file.write_text(align_page(INVENTED["report"]()), encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGS)
        opened = browser.new_page()
        opened.noise = []  # type: ignore[attr-defined]  # what the page complained of or asked for, read by the last test
        noise: list[str] = opened.noise  # type: ignore[attr-defined]  # as above
        opened.on("console", lambda message: noise.append(f"console: {message.text}"))
        opened.on("pageerror", lambda error: noise.append(f"error: {error}"))
        opened.on("dialog", lambda dialog: (noise.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        opened.on("request", lambda request: noise.append(request.url) if request.url != file.as_uri() else None)
        opened.goto(file.as_uri())
        yield opened
        browser.close()


@pytest.fixture(autouse=True)
def cleared(page: Page) -> None:
    page.click("#entity-filters button[type=reset]")
    page.locator("tr.entity[hidden]").first.wait_for(state="detached")  # the page's policy forbids wait_for_function


def names(page: Page) -> list[str]:
    return page.locator("tr.entity:visible button.name").all_inner_texts()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("beta", ["Testo Beta"]),
        ("ALFA", ["Testo Alpha"]),
        ("kpe.901", ["Invented Bureau"]),
        ("<script>alert(1)", ["Gamma <script>alert(1)</script>"]),
        ("nobody at all", []),
    ],
)
def test_text_finds_names_aliases_and_references(page: Page, text: str, expected: list[str]) -> None:
    page.fill("#f-text", text)
    assert names(page) == expected
    assert page.inner_text("#entity-count") == f"{len(expected)} of 7 shown"


@pytest.mark.parametrize(
    ("select", "value", "expected"),
    [
        ("#f-kind", "vessel", ["Imaginary Star"]),
        ("#f-by", "UN", ["Invented Bureau", "Testo Alpha"]),
        ("#f-without", "EU", ["Example Trading", "Invented Bureau", "Testo Delta"]),
        ("#f-exact", "EU,US", ["Imaginary Star"]),
        ("#f-gap", "eu_alone", ["Gamma <script>alert(1)</script>", "Testo Beta"]),
        ("#f-measure", "vessel ban", ["Imaginary Star"]),
    ],
)
def test_each_filter_narrows(page: Page, select: str, value: str, expected: list[str]) -> None:
    page.select_option(select, value)
    assert sorted(names(page)) == sorted(expected)


def test_differences_that_age_may_explain_can_be_left_out(page: Page) -> None:
    page.select_option("#f-gap", "eu_alone")
    page.check("#f-sure")
    assert names(page) == ["Gamma <script>alert(1)</script>"]


def test_a_row_of_the_matrix_leads_to_its_entities(page: Page) -> None:
    page.locator("svg a[data-filter='exact=EU,US']").press("Enter")
    assert names(page) == ["Imaginary Star"]


def test_headings_sort_both_ways_and_say_so(page: Page) -> None:
    head = page.locator("#entity-table thead th").first
    head.locator("button").click()
    assert head.get_attribute("aria-sort") == "ascending"
    rising = names(page)
    assert rising == sorted(rising, key=str.casefold)
    head.locator("button").click()
    assert head.get_attribute("aria-sort") == "descending"
    assert names(page) == rising[::-1]
    eu = page.locator("#entity-table thead th", has_text="EU").locator("button")
    eu.click()
    dates = page.locator("tr.entity:visible td:nth-child(4)").all_inner_texts()
    assert [date for date in dates if "20" in date] == sorted(date for date in dates if "20" in date)


def test_a_name_opens_by_keyboard_into_every_value_with_its_place(page: Page) -> None:
    button = page.get_by_role("button", name="Testo Beta")
    button.focus()
    button.press("Enter")
    assert button.get_attribute("aria-expanded") == "true"
    text = page.locator("tr.detail").inner_text()
    assert "=HYPERLINK(1)" in text
    assert "eu_journal of 2025-12-01" in text
    assert "#startDate" in text
    link = page.locator("tr.detail a").first
    assert page.locator(str(link.get_attribute("href"))).count() == 1
    button.press("Enter")
    assert page.locator("tr.detail").count() == 0


def test_contradictions_are_filtered_by_severity_and_kind(page: Page) -> None:
    lines = page.locator("#contradiction-table tbody tr:visible")
    every = lines.count()
    for severity in ("medium", "low", "info"):
        page.uncheck(f"#s-{severity}")
    assert lines.count() == 1
    for severity in ("medium", "low", "info"):
        page.check(f"#s-{severity}")
    page.select_option("#s-kind", "birth_date")
    assert lines.count() == 1
    assert "UN alone against EU, US, AU" in lines.first.inner_text()
    page.select_option("#s-kind", "")
    assert lines.count() == every


def test_a_link_to_a_hidden_entity_shows_it(page: Page) -> None:
    page.fill("#f-text", "beta")
    page.locator("#contradiction-table a[href^='#e-']", has_text="Testo Alpha").first.click()
    assert "Testo Alpha" in names(page)


def test_light_and_dark_text_stands_out_from_its_ground(page: Page) -> None:
    """Contrast of the colours used for text, WCAG 2.2 success criterion 1.4.3: at least 4.5 to 1."""
    pairs = (("--ink", "--ground"), ("--soft", "--ground"), ("--soft", "--panel"), ("--accent", "--ground"),
             ("--yes-ink", "--yes"), ("--aged-ink", "--aged"), ("--high", "--ground"), ("--medium", "--ground"),
             ("--low", "--ground"), ("--warn-ink", "--warn"), ("--ground", "--person"), ("--ground", "--organisation"),
             ("--ground", "--vessel"), ("--ground", "--wallet"), ("--ink", "--panel"), ("--good-ink", "--good"),
             ("--going-ink", "--going"), ("--waits-ink", "--waits"), ("--wanting-ink", "--wanting"),
             ("--closed-ink", "--closed"), ("--lost-ink", "--lost"), ("--accent", "--panel"))  # fmt: skip
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for ink, ground in pairs:
            colours = [
                page.evaluate("name => getComputedStyle(document.documentElement).getPropertyValue(name).trim()", name)
                for name in (ink, ground)
            ]
            one, other = sorted((luminance(colour) for colour in colours), reverse=True)
            assert (one + 0.05) / (other + 0.05) >= 4.5, (scheme, ink, ground, colours)
    page.emulate_media(color_scheme="light")


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_zz_no_error_no_dialog_and_no_request_in_all_this(page: Page) -> None:
    assert page.noise == []  # type: ignore[attr-defined]  # set by the fixture
