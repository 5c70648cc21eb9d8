"""The frame: who is let in, and what a browser is told."""

from pathlib import Path

from tests.unit.web.clients import serving
from whereas.web.catalogue import handlers
from whereas.web.roles import Permission


def test_a_stranger_is_sent_to_sign_in(tmp_path: Path) -> None:
    with serving(tmp_path) as office:
        answer = office.client.get("/", headers={"accept": "text/html"}, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (302, "/sign-in?then=/")


def test_a_reader_sees_the_first_page(tmp_path: Path) -> None:
    with serving(tmp_path) as office:
        answer = office.sign_in().get("/")
        assert answer.status_code == 200
        assert "script-src 'self'" in answer.headers["content-security-policy"]
        assert "<h1>" in answer.text


def test_every_route_names_a_permission() -> None:
    assert all(isinstance(one.opt.get("needs"), Permission) for one in handlers())
