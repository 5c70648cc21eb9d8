"""On a page in Korean what policy and program say in English is marked as English, so that it is spoken as such."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from lxml import html

from tests.unit.web.clients import Office, serving
from tests.unit.web.twins import open_ledger
from whereas.assess.conditions import State
from whereas.core.marking import TLP
from whereas.web.roles import Role
from whereas.web.words import catalogue

PAGES = (
    "/", "/standing", "/standards", "/standards?unverified=1", "/standards/calendar", "/standards/points",
    "/standards/eu-human-rights/torture", "/standards/unscr-2397", "/standards/un-1718", "/figures", "/channels/new",
    "/evaluation", "/claims/new", "/align",
)  # fmt: skip
# Names and files, whose language nobody told; what people wrote is there in other places only.
_NAMES = "self::code or self::kbd or self::textarea or self::script or contains(@class, 'mono') or self::datalist"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with serving(open_ledger(tmp_path_factory.mktemp("spoken")), jobs=False) as opened:
        opened.sign_in(Role.ANALYST, tlp=TLP.RED)
        yield opened


def tree(office: Office, path: str, language: str) -> Any:
    answer = office.client.get(path, headers={"accept": "text/html", "accept-language": language})
    assert answer.status_code == 200, path
    return html.fromstring(answer.text)


def unmarked(page: Any) -> list[str]:
    """Texts of at least four English words in a row whose nearest language is not English."""
    found = []
    for text in page.xpath(f"//main//text()[not(ancestor::*[{_NAMES}])]"):
        near = text.getparent().xpath("(ancestor-or-self::*[@lang])[last()]/@lang") if text.is_text else []
        near = near or text.getparent().getparent().xpath("(ancestor-or-self::*[@lang])[last()]/@lang")
        if near == ["ko"] and re.search(r"(\b[A-Za-z]?[a-z]+\b[ ,]+){4}", text) and not re.search("[가-힣]", text):
            found.append(" ".join(text.split()))
    return found


@pytest.mark.parametrize("path", PAGES)
def test_no_english_of_ours_is_spoken_as_korean(office: Office, path: str) -> None:
    page = tree(office, path, "ko")
    assert unmarked(page) == []
    assert page.xpath("//main//*[@lang='en']"), "nothing on this page is English: it does not belong here"


def test_a_page_in_english_says_so_once_and_marks_nothing(office: Office) -> None:
    assert tree(office, "/standing", "en").xpath("//main//*[@lang='en']") == []
    assert "정책 파일의 내용" in tree(office, "/standing", "ko").xpath("string(//body/footer)")
    assert catalogue()["en"]["frame.in_english"] not in tree(office, "/standing", "en").xpath("string(//body/footer)")


@pytest.mark.parametrize("state", State)
def test_every_state_of_a_condition_has_a_word_in_every_language(state: State) -> None:
    assert all("state." + state.value.replace(" ", "_") in words for words in catalogue().values())


def test_states_are_korean_in_korean(office: Office) -> None:
    badges = tree(office, "/standing", "ko").xpath("//section//td/span[contains(@class, 'badge state-')]/text()")
    assert badges
    assert [one for one in badges if not re.search("[가-힣]", one)] == []


@pytest.mark.parametrize(("path", "words"), [("/figures/arms-deliveries", "모형, "), ("/standing", "자료 없음")])
def test_drawings_are_korean_on_a_page_in_korean(office: Office, path: str, words: str) -> None:
    texts = tree(office, path, "ko").xpath("//svg//text//text()")
    assert [one for one in texts if one.startswith(words)]
    english = ("no data", "at least", "The model", "million", "draws", "rank")
    assert [one for one in texts if any(each in one for each in english)] == []
