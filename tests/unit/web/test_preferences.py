"""Look and language are kept by a form, without script and without an account, and lead nowhere else."""

import re
from pathlib import Path

import pytest

from tests.unit.web.clients import Office, serving


def choose(office: Office, **chosen: str) -> tuple[int, str]:
    page = office.client.get("/", headers={"accept": "text/html"}).text
    token = re.search(r'name="_csrf_token" value="([0-9a-f]+)"', page)
    assert token
    answer = office.client.post("/preferences", data={"_csrf_token": token[1], **chosen}, follow_redirects=False)
    return answer.status_code, answer.headers["location"]


def test_a_look_that_was_chosen_is_drawn_by_the_server(tmp_path: Path) -> None:
    with serving(tmp_path) as office:
        office.sign_in()
        assert "data-theme" not in office.client.get("/").text
        assert choose(office, theme="dark", then="/parts?x=1") == (303, "/parts?x=1")
        assert '<html lang="en" data-theme="dark">' in office.client.get("/").text
        choose(office, theme="system")
        assert "data-theme" not in office.client.get("/").text


def test_a_language_that_was_chosen_goes_before_that_of_the_browser(tmp_path: Path) -> None:
    with serving(tmp_path) as office:
        office.sign_in()
        assert '<html lang="ko">' in office.client.get("/", headers={"accept-language": "ko-KR,en;q=0.5"}).text
        choose(office, language="ko")
        assert '<html lang="ko">' in office.client.get("/", headers={"accept-language": "en"}).text


@pytest.mark.parametrize(
    "elsewhere", ["https://example.com/", "//example.com", "/\\example.com", "javascript:alert(1)"]
)
def test_the_way_on_leads_to_no_other_site(tmp_path: Path, elsewhere: str) -> None:
    with serving(tmp_path) as office:
        office.sign_in()
        assert choose(office, theme="dark", then=elsewhere) == (303, "/")


def test_what_is_not_offered_changes_nothing(tmp_path: Path) -> None:
    with serving(tmp_path) as office:
        office.sign_in()
        choose(office, theme='dark" onload="x', language="xx")
        assert '<html lang="en">' in office.client.get("/").text
