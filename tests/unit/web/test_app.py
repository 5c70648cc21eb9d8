"""The frame: who is let in, and what a browser is told."""

from pathlib import Path

from litestar.plugins.jinja import JinjaTemplateEngine

from tests.unit.web.clients import serving
from whereas.web.attendant import keep_templates
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


def test_a_running_server_keeps_the_templates_it_began_with(tmp_path: Path) -> None:
    """Files of a newer version that are laid over the running one must not meet its words and code in one page."""
    with serving(tmp_path, jobs=False) as office:
        engine = office.client.app.template_engine
        assert isinstance(engine, JinjaTemplateEngine)
        keep_templates(office.client.app)
        kept = engine.engine.cache
        names = engine.engine.list_templates(extensions=["j2"])
        assert kept is not None
        assert len(kept) == len(names)  # none was pushed out for another
        assert not engine.engine.auto_reload
