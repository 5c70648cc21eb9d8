"""The audit's page says every act and every term of a marking in the reader's language."""

import re
from pathlib import Path

import pytest
from lxml import html

from tests.unit.web.clients import serving
from whereas.core.marking import Marking
from whereas.sources.catalogue import sources
from whereas.web.roles import Role
from whereas.web.words import catalogue, languages

WEB = Path(__file__).parents[3] / "src" / "whereas" / "web"
_NOTED = re.compile(r'audit\(\s*(?:visit, )?"([a-z-]+)"|note\(request, \w+, "([a-z-]+)"|action="([a-z-]+)"')
_VERBS = re.compile(r'case "([a-z-]+)"')


def acts() -> set[str]:
    texts = [file.read_text("utf-8") for file in sorted(WEB.rglob("*.py"))]
    found = {one for text in texts for each in _NOTED.findall(text) for one in each if one}
    return found | set(_VERBS.findall((WEB / "pages" / "claims.py").read_text("utf-8")))


@pytest.mark.parametrize("language", languages())
def test_every_act_that_is_noted_has_a_word(language: str) -> None:
    assert {"read", "export", "sign-in", "withdraw", "release-asked"} <= acts()
    assert not {one for one in acts() if f"audit.acts.{one}" not in catalogue()[language]}


@pytest.mark.parametrize("language", languages())
def test_every_term_of_a_source_has_a_word(language: str) -> None:
    terms = {one for module in sources().values() for one in module.SOURCE.marking.terms}
    assert terms
    said = {*terms, str(Marking(personal_data=True)).split("; ")[1].replace(" ", "_")}
    assert not {one for one in said if f"marking.{one}" not in catalogue()[language]}


def test_a_korean_admin_reads_korean_acts_and_filters_by_what_the_file_holds(tmp_path: Path) -> None:
    with serving(tmp_path, jobs=False) as office:
        client = office.sign_in(Role.ADMIN)
        assert client.get("/claims/new").status_code == 403
        client.get("/audit.csv")
        page = html.fromstring(client.get("/audit", headers={"accept-language": "ko"}).text)
        rows = [row.xpath("string(td[4])") for row in page.xpath("//tbody/tr")]
        assert rows == ["내보내기", "화면 열기"]
        assert page.xpath("//select[@id='action']/option/@value") == ["", "export", "get"]
        kept = html.fromstring(client.get("/audit?action=export", headers={"accept-language": "ko"}).text)
        assert len(kept.xpath("//tbody/tr")) == 1
