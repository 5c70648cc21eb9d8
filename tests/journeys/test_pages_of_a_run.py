"""The pages of a starter run: their counts agree, every link leads somewhere, and a browser shows them to anybody."""

import csv
import io
import json
import os
import re
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from playwright.sync_api import Browser, Page, sync_playwright
from tests.unit.workbench.desk_case import bench_in

from whereas.assess.indicators import Point
from whereas.policy.strategies import strategy
from whereas.publish.evaluation import evaluation_files
from whereas.publish.standing import standing_files
from whereas.workbench.running import publish
from whereas.workbench.standing import Stands, standing

PAGES = ("index.html", "board.html", "standing.html", "evaluation.html", "estimate.html", "timeline.html", "align.html")
ARGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Made:
    """The folder of a run, a standing with a condition supposed, and the files of `standing --out` made of it."""

    out: Path
    supposed: Stands
    alone: dict[str, bytes]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The folder of a run on the starter casebook, and the files of `standing --out` with a condition supposed."""
    folder = tmp_path_factory.mktemp("run")
    with bench_in(folder / "home") as bench:
        publish(bench, bench.pull(["casebook"]), out=folder / "out", focus="dprk")
        chosen = strategy("critical-engagement-2")
        supposed = standing(bench, chosen, suppose={"iaea-return": "met"})
        alone = standing_files(supposed)
        for past in supposed.evaluations:
            alone |= evaluation_files(past, supposed)
    return Made(out=folder / "out", supposed=supposed, alone=alone)


@pytest.fixture(scope="module")
def out(made: Made) -> Path:
    return made.out


@pytest.fixture(scope="module")
def trees(out: Path) -> dict[str, Any]:
    return {name: parsed((out / name).read_bytes()) for name in PAGES}


def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"))))


def parsed(data: bytes) -> Any:
    """A page as a tree; of any type, for what an XPath gives has none that holds."""
    return html.fromstring(data.decode())


def told(node: Any) -> str:
    return " ".join(node.text_content().split())


def counts(page: Any, label: str) -> dict[str, int]:
    """What a list of counts with their states says: `{"ready": 1}`."""
    items = page.xpath("//ul[@aria-label=$label]/li", label=label)
    return {told(item.xpath("./span")[0]): int(item.xpath("./strong")[0].text) for item in items}


# --- What the pages and the tables beside them count


def test_the_board_its_table_and_the_summary_count_the_same_measures(out: Path, trees: dict[str, Any]) -> None:
    states = Counter(row["state"] for row in table(out / "board.csv"))
    rows = trees["board.html"].xpath("//table/tbody/tr[td/span[contains(@class, 'chip')]]")
    words = json.loads((out / "summary.json").read_bytes())["summary"]["first_looks"][0]["words"]

    assert len(states) > 2
    assert counts(trees["board.html"], "Measures by state") == states
    assert Counter(told(row.xpath("./td[1]")[0]) for row in rows) == states
    assert {state: int(count) for count, state in re.findall(r"(\d+) (\w+)(?=,|$)", words) if state != "measures"} == (
        states
    )
    assert f": {states.total()} measures" in words


def test_every_measure_has_the_same_figures_on_the_board_and_in_its_table(out: Path, trees: dict[str, Any]) -> None:
    for row in table(out / "board.csv"):
        (link,) = trees["board.html"].xpath(f"//table//a[@href='#m-{row['measure']}']")
        cells = [told(cell) for cell in link.xpath("./ancestor::tr/td")]
        sums = [
            sum(int(one) for one in re.findall(r"(?:^|; )(\d+) ", row[key])) for key in ("ready", "being built", "done")
        ]
        missing = len([one for one in re.split(r"; ", row["missing"]) if one])
        shown = [0 if cell == "–" else int(cell.replace(",", "")) for cell in (cells[1], cells[2], cells[4])]
        assert (cells[0], shown, cells[5]) == (row["state"], sums, row["who must act"])
        assert (cells[3] == "–") == (missing == 0)


def test_the_standing_its_tables_and_the_summary_say_the_same(out: Path, trees: dict[str, Any]) -> None:
    plain, page = json.loads((out / "standing.json").read_bytes()), trees["standing.html"]
    states = Counter(one["state"] for one in plain["conditions"])
    rows = page.xpath("//tr[starts-with(@id, 'c-')]")
    looks = json.loads((out / "summary.json").read_bytes())["summary"]["first_looks"]

    assert counts(page, "Conditions by state") == states
    assert Counter(told(row.xpath("./td[1]")[0]) for row in rows) == states
    assert Counter(row["state"] for row in table(out / "standing-conditions.csv")) == states
    assert told(page.xpath("//h2[@id='posture']")[0]) == f"Posture advised: {plain['posture']['key']}"
    assert f"posture advised: {plain['posture']['key']}" in looks[1]["words"]
    gates = [told(item.xpath("./span")[0]) == "open" for item in page.xpath("//h2[@id='measures']/following::ul[1]/li")]
    assert gates == [one["open"] for one in plain["gates"]]


def test_the_series_are_the_same_as_data_as_a_table_and_drawn(out: Path, trees: dict[str, Any]) -> None:
    plain = json.loads((out / "standing.json").read_bytes())
    points = {(one["key"], point[0]): point[1] for each in plain["objectives"] for one in each["series"]
              for point in one["points"]}  # fmt: skip
    rows = {(row["indicator"], int(row["year"])): float(row["value"]) for row in table(out / "standing-series.csv")}
    drawn = [told(one) for one in trees["standing.html"].xpath("//*[local-name()='svg']//*[local-name()='title']")]

    assert rows == points
    assert [rows["nuclear-tests", year] for year in (2006, 2009, 2013, 2016, 2017)] == [1, 1, 1, 2, 1]
    assert {f"{year}: {value:g}" for (key, year), value in points.items() if key == "nuclear-tests"} <= set(drawn)


def test_a_selection_by_hand_gets_no_rate_in_the_evaluation(out: Path, trees: dict[str, Any]) -> None:
    rows = [row for row in table(out / "evaluation.csv") if row["what"] == "Nuclear tests"]
    cells = trees["evaluation.html"].xpath("//h2[@id='o-non-proliferation']/following::table[1]//tbody/tr/td")

    assert [(row["value"], row["low"]) for row in rows] == [("", ""), ("3", ""), ("3", "")]
    assert "Nuclear tests: 3 (2006, 2009, 2013); counted by hand; not compared" in told(cells[1])
    assert "none was written down, which is not none" in told(cells[0])


def test_the_lists_page_the_report_and_the_start_page_count_the_same(out: Path, trees: dict[str, Any]) -> None:
    report = json.loads((out / "align.json").read_bytes())
    tiles = {told(item.xpath("./span")[0]): told(item.xpath("./strong")[0]) for item in
             trees["index.html"].xpath("//ul[@class='tiles']/li")}  # fmt: skip

    assert len(report["entities"]) == len(table(out / "align-entities.csv"))
    assert len(trees["align.html"].xpath("//tr[@class='entity']")) == len(report["entities"])
    assert tiles["contradictions"] == str(len(report["contradictions"]))
    assert len(trees["align.html"].xpath("//tr[@data-severity]")) == len(report["contradictions"])
    assert tiles["entities differ"] == str(sum(bool(one["gaps"]) for one in report["entities"]))


def test_the_rival_figures_are_as_many_on_the_page_as_in_the_data(out: Path, trees: dict[str, Any]) -> None:
    for one in json.loads((out / "estimate.json").read_bytes()):
        (head,) = trees["estimate.html"].xpath(f"//h3[@id='c-{one['question']}']")
        assert len(head.xpath("./following::table[1]/tbody/tr")) == len(one["claims"])
        conflicts = sum(pair["relation"] == "conflict" for pair in one["pairs"])
        (lead,) = trees["estimate.html"].xpath(f"//header//a[@href='#q-{one['question']}']/..")
        assert f"{len(one['claims'])} claims, {conflicts} pair" in told(lead)


# --- Where the links lead


def broken(files: Mapping[str, bytes]) -> list[str]:
    """Every link of every page that leads to no file of these, or to no place in it."""
    pages = {name: parsed(data) for name, data in files.items() if name.endswith(".html")}
    ids = {name: set(page.xpath("//@id")) for name, page in pages.items()}
    found = []
    for name, page in pages.items():
        for link in page.xpath("//@href"):
            file, _, place = link.partition("#")
            target = file or name
            if target not in files or (place and place not in ids.get(target, ())):
                found.append(f"{name} -> {link}")
    return found


def test_every_link_of_a_run_leads_to_a_file_and_a_place_that_are_there(out: Path) -> None:
    files = {path.name: path.read_bytes() for path in out.iterdir()}

    assert set(PAGES) == {name for name in files if name.endswith(".html")}
    assert broken(files) == []
    assert broken({"a.html": b'<a href="#no">x</a><a href="b.html">y</a>'}) == ["a.html -> #no", "a.html -> b.html"]


def test_every_page_of_a_run_leads_to_every_other_and_says_where_it_is(trees: dict[str, Any]) -> None:
    for name, page in trees.items():
        links = page.xpath("//nav[@class='pages']/a")
        assert [link.get("href") for link in links] == list(PAGES), name
        assert [link.get("href") for link in links if link.get("aria-current") == "page"] == [name]
        assert "starter casebook" in told(page.xpath("//header")[0])
    cards = trees["index.html"].xpath("//ul[@class='cards']/li")
    assert [card.xpath("./a/@href")[0] for card in cards] == list(PAGES[1:])
    assert all(told(card.xpath("./span")[0]) for card in cards)


def test_a_standing_by_itself_leads_only_to_what_goes_with_it(made: Made) -> None:
    alone = made.alone
    page = parsed(alone["standing.html"])

    assert broken(alone) == []
    assert page.xpath("//nav[@class='pages']/a/@href") == ["standing.html", "evaluation.html"]
    assert "A what-if" in told(page.xpath("//header")[0])
    assert "starter" not in told(page.xpath("//header")[0])


# --- How they are built


@pytest.mark.parametrize("name", PAGES)
def test_a_page_can_be_read_by_ear_and_by_keyboard(trees: dict[str, Any], name: str) -> None:
    page = trees[name]
    levels = [int(one.tag[1]) for one in page.xpath("//h1 | //h2 | //h3 | //h4 | //h5")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels
    assert page.get("lang") == "en"
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    for one in page.xpath("//table"):
        assert told(one.xpath("./caption")[0])
        assert one.xpath("./thead//th[@scope='col'] | ./tbody//th[@scope='row']")
        assert not one.xpath(".//th[not(@scope)]")
    for link in page.xpath("//a"):
        assert told(link) or link.get("aria-label"), html.tostring(link)
    for drawing in page.xpath("//*[local-name()='svg']"):
        assert drawing.get("aria-hidden") == "true" or drawing.get("aria-label")
    for region in page.xpath("//*[@role='region']"):
        assert region.get("aria-label")
        assert region.get("tabindex") == "0"
    for nav in page.xpath("//nav"):
        assert nav.get("aria-label")


def test_a_chip_never_speaks_by_its_colour_alone(trees: dict[str, Any]) -> None:
    chips = [chip for page in trees.values() for chip in page.xpath("//span[contains(@class, 'chip')]")]
    assert len(chips) > 50
    assert all(told(chip) for chip in chips)


def test_korean_is_marked_as_korean(trees: dict[str, Any]) -> None:
    marked = trees["align.html"].xpath("//*[@lang='ko']/text()")
    hangul = re.compile("[\uac00-\ud7a3]")
    loose = [
        text
        for text in trees["align.html"].xpath("//tbody//text()[not(ancestor::*[@lang='ko'])]")
        if hangul.search(text)
    ]
    assert len(marked) > 5
    assert loose == []


# --- In a browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or "/usr/bin/chromium"
    if not os.access(chromium, os.X_OK):
        pytest.skip("no chromium on this machine: the pages were not opened in a browser")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=ARGS)
        yield opened
        opened.close()


def opened(browser: Browser, file: Path, *, width: int, scheme: Any = "light") -> tuple[Page, list[str]]:
    """A page in the browser, and what it complained of or asked for."""
    page, noise = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme), []
    page.on("console", lambda message: noise.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: noise.append(f"error: {error}"))
    page.on("request", lambda request: noise.append(request.url) if request.url != file.as_uri() else None)
    page.goto(file.as_uri())
    page.evaluate("() => document.querySelectorAll('details').forEach(one => one.open = true)")
    return page, noise


# Text whose colour stands out from its ground by less than WCAG 2.2, 1.4.3 asks for. Drawings lie on the page's ground,
# or on what the template draws beneath them: their text is held against both grounds by the test of the colours.
FAINT = """() => {
  const parse = text => (text.match(/[\\d.]+/g) || []).map(Number);
  const light = parts => { const [r, g, b] = parts.map(one => one / 255).map(one => one <= 0.04045 ? one / 12.92
    : ((one + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const ground = node => { for (let one = node; one; one = one.parentElement) { const found = parse(
    getComputedStyle(one).backgroundColor); if (found.length === 3 || found[3] === 1) return found.slice(0, 3); }
    return [255, 255, 255]; };
  const faint = new Set(); let seen = 0;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || !node.offsetParent) continue;
    if (node.closest('svg, script, option, .skip')) continue;
    const style = getComputedStyle(node); seen += 1;
    const [one, other] = [light(parse(style.color).slice(0, 3)), light(ground(node))].sort((a, b) => b - a);
    const size = parseFloat(style.fontSize), large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const enough = (one + 0.05) / (other + 0.05) >= (large ? 3 : 4.5);
    if (!enough) faint.add(node.className + ': ' + node.textContent.slice(0, 40));
  }
  return [seen, [...faint]];
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_a_telephone_asks_for_nothing_and_stands_out(
    browser: Browser, out: Path, name: str, scheme: str
) -> None:
    page, noise = opened(browser, out / name, width=360, scheme=scheme)

    assert page.evaluate("() => document.documentElement.scrollWidth") <= 360
    seen, faint = page.evaluate(FAINT)
    assert seen > 30
    assert faint == []
    assert noise == []
    page.close()


@pytest.mark.parametrize("name", ["standing.html", "evaluation.html"])
def test_a_standing_by_itself_fits_a_telephone_too(browser: Browser, made: Made, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(made.alone[name])
    page, noise = opened(browser, tmp_path / name, width=360)

    assert page.evaluate("() => document.documentElement.scrollWidth") <= 360
    assert noise == []
    page.close()


def test_the_columns_of_the_phases_are_equally_wide(browser: Browser, out: Path) -> None:
    page, _ = opened(browser, out / "evaluation.html", width=1200)
    for one in page.locator("table.phases").all():
        widths = one.locator("thead th").evaluate_all("cells => cells.map(cell => cell.getBoundingClientRect().width)")
        assert max(widths) - min(widths) < 1
    page.close()


def test_a_link_to_a_measure_opens_it_and_the_keyboard_is_seen(browser: Browser, out: Path) -> None:
    page, _ = opened(browser, out / "board.html", width=1200)
    page.evaluate("() => document.querySelectorAll('details').forEach(one => one.open = false)")
    link = page.locator("table.board a").first
    place = page.locator(str(link.get_attribute("href")))
    assert not place.is_visible()
    link.focus()
    assert link.evaluate("node => getComputedStyle(node).outlineStyle") != "none"
    link.press("Enter")
    place.wait_for(state="visible")
    page.close()


def test_what_is_folded_is_printed(browser: Browser, out: Path) -> None:
    page, _ = opened(browser, out / "board.html", width=1000)
    page.evaluate("() => document.querySelectorAll('details').forEach(one => one.open = false)")
    seen = "all => all.map(one => one.checkVisibility())"
    folded = page.locator("details.measure > div")
    assert set(folded.evaluate_all(seen)) == {False}
    page.emulate_media(media="print")
    assert set(folded.evaluate_all(seen)) == {True}
    assert not page.locator("nav.pages").is_visible()
    page.close()


def test_zero_is_drawn_otherwise_than_no_data(made: Made) -> None:
    board = next(one for one in made.supposed.objectives if any(each.points for each in one.series))
    known = next(one for one in board.series if one.points)
    points = tuple(Point(year=year, value=value, low=value, high=value) for year, value in ((2000, 2), (2001, 0)))
    stood = replace(
        made.supposed, as_of="2002-06-01", objectives=(replace(board, series=(replace(known, points=points),)),)
    )

    page = parsed(standing_files(stood)["standing.html"])

    marks = {told(one.xpath("./*[local-name()='title']")[0]): one[1].get("class") for one in
             page.xpath("//*[local-name()='svg']/*[local-name()='g']")}  # fmt: skip
    assert marks == {"2000: 2": "act", "2001: 0": "zero", "no data for 2002": "silence"}
