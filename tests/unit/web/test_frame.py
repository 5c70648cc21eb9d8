"""The frame of pages: who is here and how far they see, where they can go, and what is always said."""

import re
from pathlib import Path

import pytest
from lxml import html

from tests.unit.web.clients import serving
from whereas.core.marking import TLP
from whereas.web.app import HERE
from whereas.web.catalogue import Entry
from whereas.web.roles import Permission, Role
from whereas.web.shown import grouped
from whereas.web.words import word


def test_a_page_says_who_is_here_and_that_others_may_see_more(tmp_path: Path) -> None:
    with serving(tmp_path) as office:
        page = html.fromstring(office.sign_in(Role.ANALYST, name="han", tlp=TLP.GREEN).get("/parts").text)
    (who,) = page.xpath("//details[@class='who']/summary")
    assert who.text_content().split() == ["han", "analyst", "·", "TLP:GREEN"]
    (foot,) = page.xpath("//body/footer")
    assert word("en", "frame.sight", clearance="TLP:GREEN") in foot.text_content()
    assert word("en", "frame.verdicts") in foot.text_content()


def test_the_ends_of_a_session_and_a_look_are_forms_that_carry_the_token(tmp_path: Path) -> None:
    with serving(tmp_path) as office:
        page = html.fromstring(office.sign_in().get("/parts").text)
    for action in ("/sign-out", "/preferences"):
        forms = page.xpath(f"//form[@action='{action}']")
        assert forms
        assert all(form.xpath(".//input[@name='_csrf_token']/@value")[0] for form in forms)


def test_navigation_shows_only_what_a_role_may(tmp_path: Path) -> None:
    with serving(tmp_path) as office:
        reader = html.fromstring(office.sign_in(Role.READER).get("/parts").text)
        admin = html.fromstring(office.sign_in(Role.ADMIN).get("/parts").text)
    links = "//div[@class='rail']//a/@href"
    assert "/accounts" in admin.xpath(links)
    assert "/accounts" not in reader.xpath(links)
    assert reader.xpath(links)[0] == "/"


def test_the_page_that_is_open_is_marked_once_in_each_navigation(tmp_path: Path) -> None:
    with serving(tmp_path) as office:
        page = html.fromstring(office.sign_in().get("/").text)
    marked = page.xpath("//nav[@class='pages']//a[@aria-current='page']/@href")
    assert marked == ["/", "/"]


def test_a_ledger_without_lists_says_so_on_every_page(tmp_path: Path) -> None:
    with serving(tmp_path) as office:
        page = html.fromstring(office.sign_in().get("/parts").text)
    assert word("en", "frame.starter") in page.xpath("//aside")[0].text_content()


def test_a_stranger_has_no_navigation_and_no_search(tmp_path: Path) -> None:
    with serving(tmp_path) as office:
        page = html.fromstring(office.client.get("/sign-in", headers={"accept": "text/html"}).text)
    assert page.xpath("//nav | //form[@role='search']") == []
    assert page.xpath("//form[@action='/preferences']")


def test_entries_stand_in_the_groups_of_their_numbers() -> None:
    made = [Entry(key=key, path=f"/{key}", order=order, needs=Permission.READ) for key, order in
            (("home", 0), ("search", 10), ("map", 35), ("cases", 45), ("jobs", 90))]  # fmt: skip
    assert [(group, [one.key for one in found]) for group, found in grouped(made)] == [
        ("look", ["home"]), ("find", ["search", "map"]), ("evidence", ["cases"]), ("upkeep", ["jobs"]),
    ]  # fmt: skip


@pytest.mark.parametrize("template", sorted((HERE / "templates").glob("*.j2")), ids=lambda file: file.name)
def test_no_page_carries_script_or_style_in_itself(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    scripts = [one for one in re.findall(r"<script[^>]*>", text) if "src=" not in one and "application/json" not in one]
    assert scripts == []
    assert re.findall(r"""<style|\sstyle=|\son\w+=["']""", text) == []
