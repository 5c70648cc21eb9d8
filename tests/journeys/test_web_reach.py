"""Every page within everybody's reach: at 400 % zoom, by keyboard alone, in forced colours and with little movement."""

from collections.abc import Iterator
from contextlib import closing

import pypdfium2 as pdfium
import pytest
from playwright.sync_api import Browser, Page, expect
from tests.journeys.browsing import Served, axe, browser, fits, served, shot
from tests.journeys.test_web_every_page import role_for
from tests.unit.web.twins import open_ledger, with_marked

from whereas.core.marking import TLP
from whereas.web.catalogue import Entry, entries
from whereas.web.roles import Role

__all__ = ["browser"]
# Pages that no entry of the navigation leads to by itself, each with what is long or dense on it.
INNER = (
    "/standards/eu-human-rights/torture", "/standards/unscr-2397", "/standards/calendar", "/standards/points",
    "/standards?unverified=1", "/evaluation", "/figures/arms-deliveries", "/texts", "/channels/new", "/exhibits/new",
    "/exhibits/origins", "/claims/new", "/claims/contradictions", "/cases/new", "/releases", "/batch", "/account",
    "/align?view=lags", "/align?view=contradictions", "/entities/han-jae-mok", "/network?around=han-jae-mok", "/parts",
    "/nowhere",
)  # fmt: skip
TABS = 45

# What is focused: whether it is seen, has a ring, and is not hidden under what sticks to the window.
FOCUSED = """() => {
  const e = document.activeElement; if (!e || e === document.body) return null;
  const box = e.getBoundingClientRect(), style = getComputedStyle(e);
  const at = document.elementFromPoint(Math.min(innerWidth - 1, Math.max(0, box.left + Math.min(box.width, 40) / 2)),
    (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight - 1)) / 2);
  const ring = parseFloat(style.outlineWidth) >= 2 && style.outlineStyle !== "none";
  const seen = box.width > 1 && box.height > 1 && box.bottom > 0 && box.top < innerHeight;
  return { what: e.outerHTML.slice(0, 120), ring, seen,
    covered: !!at && !(e.contains(at) || at.contains(e)) };
}"""
# WCAG 2.5.8: 24 px at least, but for links within a sentence, and boxes whose label is pressed as well.
SMALL = """[...document.querySelectorAll('a, button, input, select, summary, textarea')].filter(e => {
  const box = e.getBoundingClientRect();
  if (box.width < 2 || box.height < 2 || e.closest('svg, .skip')) return false;
  if (e.matches('[type=checkbox], [type=radio]')) return false;
  return Math.min(box.width, box.height) < 23.9 && getComputedStyle(e).display !== 'inline';
}).slice(0, 5).map(e => e.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("reach")
    with_marked(open_ledger(folder))
    with served(folder, jobs=False) as running:
        yield running


@pytest.fixture
def page(browser: Browser, office: Served) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en")
    yield office.signed_in(context.new_page(), Role.RELEASER, TLP.AMBER)
    context.close()


@pytest.fixture(scope="module", params=["en", "ko"])
def narrow(request: pytest.FixtureRequest, browser: Browser, office: Served) -> Iterator[Page]:
    """1280 px at 400 %, in each language: one window for all pages, which opens them faster than one for each."""
    with closing(browser.new_context(viewport={"width": 320, "height": 800}, locale=request.param)) as context:
        yield office.signed_in(context.new_page(), Role.RELEASER, TLP.AMBER)


@pytest.mark.parametrize("path", [*(entry.path for entry in entries() if role_for(entry) is Role.RELEASER), *INNER])
def test_a_window_of_320_px_holds_every_page(narrow: Page, office: Served, path: str) -> None:
    # WCAG 1.4.10. Tables and drawings may scroll in their own frame, the page may not.
    narrow.goto(f"{office.address}{path}")
    fits(narrow)
    assert narrow.evaluate(SMALL) == []


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry.key)
def test_the_keyboard_leads_through_a_page(browser: Browser, office: Served, entry: Entry) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en")
    page = office.signed_in(context.new_page(), role_for(entry), TLP.AMBER)
    page.goto(f"{office.address}{entry.path}")
    page.keyboard.press("Tab")
    expect(page.locator("a.skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    walked = walk(page, "Tab")
    assert walked, "nothing of the page can be reached"
    assert [one for one in walked if not (one["seen"] and one["ring"])] == []
    assert [one["what"] for one in walked if one["covered"]] == []
    assert [one["what"] for one in walk(page, "Shift+Tab") if one["covered"]] == []  # back under what sticks at the top
    context.close()


def walk(page: Page, key: str) -> list[dict[str, object]]:
    """What is focused after each press, until the page is left or enough was seen."""
    found: list[dict[str, object]] = []
    for _ in range(TABS):
        page.keyboard.press(key)
        one = page.evaluate(FOCUSED)
        if one is None:
            break
        found.append(one)
    return found


def test_what_opens_is_closed_by_escape_and_gives_the_focus_back(page: Page, office: Served) -> None:
    page.goto(f"{office.address}/standing")
    page.locator("details.who > summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator("details.who")).to_have_attribute("open", "")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(page.locator("details.who")).not_to_have_attribute("open", "")
    expect(page.locator("details.who > summary")).to_be_focused()


@pytest.mark.parametrize("path", ["/", "/align", "/standing", "/parts"])
def test_forced_colours_reach_the_drawings(browser: Browser, office: Served, path: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en", forced_colors="active")
    page = office.signed_in(context.new_page(), Role.RELEASER, TLP.AMBER)
    page.goto(f"{office.address}{path}")
    words = page.evaluate(
        """() => { const probe = document.body.appendChild(document.createElement('i'));
        probe.style.color = 'CanvasText';
        const wanted = getComputedStyle(probe).color; probe.remove();
        return [...document.querySelectorAll('main svg text')].filter(e => getComputedStyle(e).fill !== wanted)
          .map(e => e.outerHTML.slice(0, 100)).filter(e => !e.includes('onbar')); }"""
    )
    assert words == []
    shot(page, f"forced-colours{path.replace('/', '-')}")
    axe(page)
    context.close()


def test_nothing_moves_for_whoever_asked_for_little_movement(browser: Browser, office: Served) -> None:
    context = browser.new_context(locale="en", reduced_motion="reduce")
    page = office.signed_in(context.new_page(), Role.RELEASER, TLP.AMBER)
    for path in ("/parts", "/network", "/map"):
        page.goto(f"{office.address}{path}")
        moving = page.evaluate(
            "[...document.querySelectorAll('*')].filter(e => { const s = getComputedStyle(e); const long = t =>"
            " t.split(',').some(one => parseFloat(one) > .001); return long(s.transitionDuration)"
            " || (s.animationName !== 'none' && long(s.animationDuration)); }).map(e => e.outerHTML.slice(0, 100))"
        )
        assert moving == []
    context.close()


def test_no_sheet_of_a_print_begins_with_a_title_and_stays_empty(page: Page, office: Served) -> None:
    page.goto(f"{office.address}/standing")
    with closing(pdfium.PdfDocument(page.pdf(format="A4"))) as printed:
        first = printed[0].get_textpage().get_text_range()
    assert "Posture advised" in first
    assert "Because" in first
