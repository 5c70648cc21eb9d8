"""The fictional case in a real browser: from an exhibit that is brought to a dossier that two people let go."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, Locator, Page, expect
from tests.journeys.browsing import WIDTHS, Served, axe, browser, fits, no_foreign_requests, served, shot
from tests.unit.workbench.case_on_file import ADOPTION, AT, STANDARD, SUBJECT, exhibits, note, texts
from tests.unit.workbench.desk_case import bench_in

from whereas.core.marking import TLP
from whereas.web.roles import Role
from whereas.workbench import desk

__all__ = ["browser"]
PEOPLE = {"han": Role.ANALYST, "park": Role.REVIEWER, "lee": Role.RELEASER}


def prepare(home: Path) -> None:
    """All of the tutorial's evidence but the roster, and what an analyst claimed before it came."""
    told = texts()
    with bench_in(home.parent, now=AT, author="An Analyst") as bench:
        bench.pull(["casebook"])
        bench.resolve()
        exhibits(bench, home.parent, without="roster.txt")
        desk.claim(bench, "claims.yaml", _without_roster(told["claims.yaml"]))


def _without_roster(text: str) -> str:
    every = yaml.safe_load(text)["claims"]
    kept = [one for one in every if "roster.txt" not in {each["exhibit"] for each in one["spans"]}]
    return str(yaml.safe_dump({"claims": kept}, allow_unicode=True))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, Path]]:
    folder = tmp_path_factory.mktemp("case")
    with served(folder, prepare=prepare, jobs=False) as running:
        yield running, folder


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en", accept_downloads=True)
    yield context.new_page()
    context.close()


def become(page: Page, office: Served, name: str) -> None:
    office.signed_in(page, PEOPLE[name], TLP.RED, name=name)


def seen_at_every_width(page: Page, name: str) -> None:
    """Nothing of the page is cut, hidden from assistive technology or out of reach at three widths, light and dark."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        fits(page)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            shot(page, f"{name}-{width}-{scheme}")
            if width == 1280 or (width == 360 and scheme == "light"):
                axe(page)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1280, "height": 900})


def brings(page: Page, address: str, file: Path) -> str:
    """Bring the roster as an exhibit; gives its digest."""
    page.goto(f"{address}/exhibits/new")
    page.locator("#file").set_input_files(file)
    page.locator("form[action='/exhibits/new'] button[type=submit]").click()
    page.locator("#evidence").select_option("ngo")
    page.locator("#publisher").fill("An invented organisation")
    page.locator("#available").fill("2023-09-01")
    page.locator("#marking").select_option("clear")
    page.locator("button[value=take]").click()
    expect(page).to_have_url(re.compile(r"/exhibits/[0-9a-f]{64}"))
    return page.url.split("/exhibits/")[1].split("?")[0].split("#")[0]


def claims(page: Page, address: str, spans: list[tuple[str, str]], **said: str) -> None:
    """Choose quotations in exhibits, one after the other, and make a claim of them."""
    carried: list[str] = []
    for sha256, words in spans:
        page.goto(f"{address}/exhibits/{sha256}?" + "&".join(f"span={one}" for one in carried))
        page.locator("#words").fill(words)
        page.locator(f"form[action='/exhibits/{sha256}/place'] button[type=submit]").click()
        expect(page.locator("#tray")).to_be_visible()
        found = page.locator("#tray a.button").get_attribute("href") or ""
        carried = [one.partition("=")[2] for one in found.partition("?")[2].split("&") if one.startswith("span=")]
    page.locator("#tray a.button").click()
    for name, value in said.items():
        if name == "kind":
            page.locator("#kind").select_option(value)
        else:
            page.locator(f"#{name}").fill(value)
    page.locator("button[value=record]").click()
    expect(page).to_have_url(re.compile(r"said=recorded"))


def test_from_an_exhibit_to_a_dossier_that_two_people_let_go(
    page: Page, office: tuple[Served, Path], tmp_path: Path
) -> None:
    running, folder = office
    address = running.address
    become(page, running, "han")
    page.goto(f"{address}/cases")
    with no_foreign_requests(page):
        # A case is opened: what two witnesses say of the office contradicts a third.
        page.get_by_role("link", name="Open a case").click()
        page.get_by_label("Question").fill("Who answers for the beatings at Sangnok?")
        page.get_by_label("Short name").fill("sangnok")
        page.locator("#subjects").fill(SUBJECT)
        page.locator("#standards").fill(STANDARD)
        page.locator("#people").fill("park\nlee")
        page.get_by_role("button", name="Open the case").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Who answers for the beatings at Sangnok?")
        case = page.url
        office_held = page.locator("li.element", has_text="held office or authority over the place")
        expect(office_held.locator("h4 .badge")).to_have_text("contradicted")
        expect(page.locator("#next")).to_contain_text("Settle a contradiction")

        # The roster comes, and with it three claims.
        roster = tmp_path / "roster.txt"
        roster.write_text(texts()["roster.txt"], encoding="utf-8")
        brought = brings(page, address, roster)
        with bench_in(folder) as bench:
            known = {one.name: key for key, one in bench.ledger.exhibits().items()}
        claims(
            page, address,
            [(brought, "deputy head from 2016, head from March 2018 to 2021"),
             (known["account-2.txt"], "The chief of the centre was Han Jae-mok"),
             (known["account-1.txt"], "Han Jae-mok was the head of the centre")],
            kind="holds_office", subject=SUBJECT, start="2016", end="2021", place="Sangnok", rivals="head of Sangnok",
            object="deputy head, from March 2018 head, of the Sangnok detention centre",
            words="Han Jae-mok was deputy head and from March 2018 head of the Sangnok detention centre.",
        )  # fmt: skip
        claims(
            page, address,
            [(known["account-1.txt"], "the guards stood up when he came in"),
             (known["account-2.txt"], "The chief of the centre was Han Jae-mok")],
            kind="exercised_authority", subject=SUBJECT, start="2017", end="2019", place="Sangnok",
            object="the guards of the Sangnok detention centre",
            words="From 2017 to 2019 Han Jae-mok exercised authority over the facility where detainees were beaten.",
        )  # fmt: skip
        claims(page, address, [(brought, "Han Jae-mok (born 1961)")], kind="identity", subject=SUBJECT,
               object="birthDate: 1961", words="Han Jae-mok was born in 1961.")  # fmt: skip

        # The reviewer withdraws what was too wide, and says which claim gives way to the narrower one, and why.
        become(page, running, "park")
        page.goto(case)
        page.locator("#contradictions").get_by_role("link", name="from 2016 to 2021").first.click()
        page.locator("#decide [name=why]").fill("head only from March 2018, see the roster")
        page.locator("#decide button[formaction$='/withdraw']").click()
        page.goto(case)
        expect(page.locator("li.pair")).to_contain_text("nobody has said which of them gives way")
        page.locator("li.pair").get_by_role("link", name="became head").click()
        way = page.locator("form[action$='/give-way']").first
        way.locator("[name=why]").fill("the witness saw him become head; the roster has him as deputy before")
        way.locator("button").first.click()
        page.goto(case)
        expect(page.locator("li.pair")).to_contain_text("Settled by park")
        expect(page.locator("table.summary .badge").first).to_have_text("shown")
        seen_at_every_width(page, "case")

        # The analyst drafts, and the checks run while they write.
        become(page, running, "han")
        page.goto(f"{case}?as_of={ADOPTION}")
        page.locator("#drafts").get_by_role("link", name=STANDARD).click()
        page.locator("#adoption").fill(ADOPTION)
        expect(sentence(page, "ordered the beatings").locator(".findings")).to_contain_text("E5")
        expect(page.locator("#bars")).to_contain_text("E14")
        page.locator("#proportionality").fill(note().proportionality)
        expect(page.locator("#bars")).not_to_contain_text("E14")  # without a click: it was checked while writing
        for words in ("ordered the beatings", "became head"):
            sentence(page, words).locator("button[value^=strike]").click()
        expect(page.locator("#bars")).to_contain_text("Nothing bars it.")
        seen_at_every_width(page, "draft")
        page.get_by_role("button", name="Save as a new version").click()
        expect(page.locator("aside[aria-labelledby=checks-head]")).to_contain_text("All versions (1)")
        page.get_by_role("link", name="All versions").click()
        axe(page)

        # A reviewer asks for the release of that version, and may not agree to it.
        become(page, running, "park")
        page.goto(page.url.replace("/versions/", "/drafts/"))
        page.locator("#copy").select_option("listing")
        page.locator("#recipient").fill("the working party of foreign relations counsellors")
        page.locator("#why").fill("ready for the proposal")
        page.get_by_role("button", name="Ask for the release").click()
        release = page.url
        expect(page.locator("#decision").locator("..")).to_contain_text("Another person decides.")
        expect(page.get_by_role("button", name="Agree to the release")).to_have_count(0)

        # The second person reads what leaves, and agrees.
        become(page, running, "lee")
        page.goto(f"{address}/releases")
        axe(page)
        page.get_by_role("link", name=SUBJECT).click()
        seen_at_every_width(page, "release")
        page.get_by_role("link", name="Read what leaves").click()
        expect(page.locator("body")).to_contain_text("Han Jae-mok")
        assert "account-3" not in page.content()
        page.goto(release)
        page.get_by_label("I have read what leaves").check()
        page.locator("#reason").fill("every sentence leads to its exhibit")
        page.get_by_role("button", name="Agree to the release").click()
        expect(page.locator("main")).to_contain_text("Agreed by lee")
        shot(page, "released")
    taken = take_all(page, tmp_path / "package")
    assert {"dossier.json", "dossier.docx", "dossier.html", "verify_dossier.py", "RELEASE.json"} <= taken
    done = subprocess.run(
        [sys.executable, "-I", str(tmp_path / "package" / "verify_dossier.py")], capture_output=True, text=True,
        check=False, timeout=120,
    )  # fmt: skip
    assert "everything that could be checked holds" in done.stdout, done.stdout + done.stderr
    package = [one for one in (tmp_path / "package").rglob("*") if one.suffix in (".json", ".html")]
    everything = b"".join(one.read_bytes() for one in package)
    for hidden in (b"third former detainee", b"had just become the head", b"lee", b"park"):
        assert hidden not in everything


def sentence(page: Page, words: str) -> Locator:
    """The sentence of the draft in the form that has these words."""
    return page.locator("li.sentence", has=page.locator("textarea", has_text=words))


def take_all(page: Page, folder: Path) -> set[str]:
    """Download every file of a release, each to its own place."""
    names = set()
    for link in page.locator("a.download").all():
        name = link.inner_text().strip()
        with page.expect_download() as download:
            link.click()
        download.value.save_as(folder / name)
        names.add(name)
    return names


def test_a_draft_is_written_and_saved_without_a_script(browser: Browser, office: tuple[Served, Path]) -> None:
    running, _ = office
    context = browser.new_context(java_script_enabled=False, locale="en")
    page = context.new_page()
    become(page, running, "han")
    page.goto(f"{running.address}/cases/new")
    page.locator("#question").fill("Does it work without a script?")
    page.locator("#subjects").fill(SUBJECT)
    page.locator("#standards").fill(STANDARD)
    page.get_by_role("button", name="Open the case").click()
    page.locator("#drafts").get_by_role("link", name=STANDARD).click()
    before = page.locator("li.sentence").count()
    page.get_by_role("button", name="Strike sentence 1").click()
    expect(page.locator("li.sentence")).to_have_count(before - 1)
    page.get_by_role("button", name="Save as a new version").click()
    expect(page.locator("aside[aria-labelledby=checks-head]")).to_contain_text("All versions (1)")
    context.close()


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_pages_of_cases_are_accessible_in_both_languages(
    browser: Browser, office: tuple[Served, Path], language: str
) -> None:
    running, _ = office
    context = browser.new_context(locale=language, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    become(page, running, "park")
    for path, name in (("/cases", "cases"), ("/cases/new", "case-new"), ("/releases", "releases")):
        page.goto(f"{running.address}{path}")
        expect(page.locator("html")).to_have_attribute("lang", language)
        fits(page)
        axe(page)
        shot(page, f"{name}-{language}")
    context.close()
