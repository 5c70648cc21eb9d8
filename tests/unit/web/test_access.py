"""The door: who is let in, what a request must carry, what is noted, and what an answer says when it does not go."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from litestar import get, post
from litestar.connection import Request
from litestar.params import FromPath
from litestar.response import Response
from litestar.testing import TestClient

from tests.stores import settings_of
from tests.unit.web.clients import NOW, Office, serving
from whereas.core.errors import WhereasError
from whereas.core.marking import TLP
from whereas.web import app as application
from whereas.web.access import UPLOAD, needs
from whereas.web.config import Config
from whereas.web.register import Register
from whereas.web.register.audit import Asked
from whereas.web.register.store import later
from whereas.web.roles import Permission, Role
from whereas.web.visit import COOKIE, Here

PAGE = {"accept": "text/html"}
HOST = "testserver.local"


@get("/api/v1/test/unnamed", sync_to_thread=False)
def unnamed() -> str:
    """A route whose author forgot to name a permission."""
    return "open"


@post("/api/v1/test/record", opt=needs(Permission.RECORD), sync_to_thread=False)
def record(visit: Here) -> dict[str, str]:
    """Something that changes something."""
    return {"by": visit.person.name}


@post("/api/v1/test/upload", opt=needs(Permission.RECORD), request_max_body_size=UPLOAD, sync_to_thread=False)
def upload(visit: Here) -> dict[str, str]:
    """Something that takes files."""
    return {"by": visit.person.name}


@post("/api/v1/test/small", opt=needs(Permission.RECORD))
async def small(visit: Here, request: Request[Any, Any, Any]) -> dict[str, int]:
    """Something that takes a body of the usual size."""
    return {"bytes": len(await request.body())}


@get("/api/v1/test/file/{sha256:str}", opt=needs(Permission.READ), sync_to_thread=False)
def file(sha256: FromPath[str]) -> Response[str]:
    """Something that is saved as a file."""
    return Response("x", headers={"content-disposition": f'attachment; filename="{sha256}"'})


@get("/api/v1/test/fault", opt=needs(Permission.READ), sync_to_thread=False)
def fault() -> str:
    """A fault of the program that has content in its message."""
    raise RuntimeError("Kestrelmark stands here")


@get("/test/taught", opt=needs(Permission.READ), sync_to_thread=False)
def taught() -> str:
    """What the program says when it cannot do something."""
    raise WhereasError("the exhibit <b>has</b> no text", where="row 7", todo="choose another")


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """A server with some routes more, on which the door is tried."""
    real = application.handlers
    more = [unnamed, record, upload, small, file, fault, taught]
    monkeypatch.setattr(application, "handlers", lambda: [*real(), *more])
    with serving(tmp_path) as served:
        yield served


def _token(client: TestClient[Any]) -> str:
    client.get("/account", headers=PAGE)
    return str(client.cookies["csrftoken"])


def _bearer(office: Office, role: Role, scope: Role) -> dict[str, str]:
    office.register.enrol(f"{role.value}-bot", role)
    made = office.register.tokens.make(f"{role.value}-bot", label="x", role=scope, until=later(NOW, 60), now=NOW)
    return {"authorization": f"Bearer {made}"}


# Permissions


def test_a_route_that_names_no_permission_is_closed_to_everybody(office: Office) -> None:
    for role in Role:
        assert office.sign_in(role).get("/api/v1/test/unnamed").status_code == 403
    office.client.cookies.clear()
    assert office.client.get("/api/v1/test/unnamed").status_code == 403


def test_a_refusal_is_noted_like_a_grant(office: Office) -> None:
    office.sign_in(Role.READER, name="rhee").get("/accounts", headers=PAGE)
    row = next(iter(office.register.audit.rows(Asked(who="rhee"))))
    assert (row.act.result, row.act.action, row.act.route) == ("refused", "get", "/accounts")


def test_a_body_is_not_read_before_it_is_known_who_sends_it(office: Office) -> None:
    sent: list[int] = []

    def body() -> Iterator[bytes]:
        for _ in range(64):
            sent.append(1)
            yield b"x" * 65536

    headers = {"content-type": "multipart/form-data; boundary=b"}
    answer = office.client.post("/api/v1/test/upload", content=body(), headers=headers)
    assert answer.status_code == 401
    assert len(sent) < 64
    assert office.sign_in(Role.READER).post("/api/v1/test/upload", headers=headers).status_code == 403


# Against forged requests


def test_what_changes_something_needs_the_token_of_this_session(office: Office) -> None:
    client = office.sign_in(Role.ANALYST, name="kim")
    kims = _token(client)
    client = office.sign_in(Role.ANALYST, name="rhee")
    assert client.post("/api/v1/test/record").status_code == 403, "none"
    assert client.post("/api/v1/test/record", headers={"x-csrftoken": "x" * 128}).status_code == 403, "made up"
    assert client.post("/api/v1/test/record", headers={"x-csrftoken": kims}).status_code == 403, "of another session"
    client.cookies.delete("csrftoken")
    client.cookies.set("csrftoken", kims, domain=HOST)
    assert client.post("/api/v1/test/record", headers={"x-csrftoken": kims}).status_code == 403, "with its cookie"
    mine = _token(client)
    assert mine != kims
    assert client.post("/api/v1/test/record", headers={"x-csrftoken": mine}).json() == {"by": "rhee"}
    client.cookies.delete("csrftoken")
    assert client.post("/api/v1/test/record", headers={"x-csrftoken": mine}).status_code == 403, "without its cookie"


def test_a_token_of_a_stranger_is_worth_nothing_inside(office: Office) -> None:
    office.client.get("/sign-in", headers=PAGE)
    strangers = str(office.client.cookies["csrftoken"])
    client = office.sign_in(Role.ANALYST)
    assert client.post("/api/v1/test/record", headers={"x-csrftoken": strangers}).status_code == 403


@pytest.mark.parametrize(
    "said",
    [{"origin": "https://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"},
     {"sec-fetch-site": "same-site"}],
    ids=str,
)  # fmt: skip
def test_a_request_from_another_site_is_refused_even_with_a_token(office: Office, said: dict[str, str]) -> None:
    client = office.sign_in(Role.ANALYST)
    token = _token(client)
    assert client.post("/api/v1/test/record", headers={"x-csrftoken": token, **said}).status_code == 403
    same = {"origin": f"http://{HOST}", "sec-fetch-site": "same-origin"}
    assert client.post("/api/v1/test/record", headers={"x-csrftoken": token, **same}).status_code == 201


# API tokens


def test_an_api_token_opens_the_api_and_needs_no_form(office: Office) -> None:
    headers = _bearer(office, Role.REVIEWER, Role.ANALYST)
    assert office.client.post("/api/v1/test/record", headers=headers).json() == {"by": "reviewer-bot"}
    me = office.client.get("/api/v1/me", headers=headers).json()
    assert (me["role"], "review" in me["permissions"], "record" in me["permissions"]) == ("reviewer", False, True)


def test_an_api_token_does_not_reach_above_its_role_nor_a_page(office: Office) -> None:
    headers = _bearer(office, Role.ADMIN, Role.READER)
    assert office.client.get("/api/v1/accounts", headers=headers).status_code == 403
    assert office.client.get("/account", headers=headers | PAGE, follow_redirects=False).status_code == 302
    assert office.client.get("/api/v1/me", headers=headers).status_code == 200


def test_a_wrong_api_token_is_not_helped_by_a_cookie(office: Office) -> None:
    client = office.sign_in(Role.ADMIN)
    answer = client.get("/api/v1/me", headers={"authorization": "Bearer whereas_guessed"})
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"


def test_a_token_can_be_no_higher_than_its_maker(office: Office) -> None:
    client = office.sign_in(Role.ANALYST, name="rhee")
    form = {"_csrf_token": _token(client), "label": "x", "days": "30"}
    for role in ("reviewer", "admin"):
        assert client.post("/account/tokens", data=form | {"role": role}, headers=PAGE).status_code == 400
    page = client.post("/account/tokens", data=form | {"role": "analyst"}, headers=PAGE)
    made = page.text.partition('value="whereas_')[2].partition('"')[0]
    headers = {"authorization": f"Bearer whereas_{made}"}
    client.cookies.clear()
    assert client.get("/api/v1/me", headers=headers).json()["name"] == "rhee"
    office.register.tokens.end_one("rhee", office.register.tokens.of("rhee")[0].id)
    assert client.get("/api/v1/me", headers=headers).status_code == 401


# Names of the server, sizes, pace


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "0.0.0.0", "", "testserver.local.evil"])  # noqa: S104
def test_a_server_answers_to_its_own_names_only(office: Office, host: str) -> None:
    assert office.client.get("/sign-in", headers=PAGE | {"host": host}).status_code == 400


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1", "[::1]:8000", "LOCALHOST"])
def test_loopback_names_are_its_own(office: Office, host: str) -> None:
    assert office.client.get("/sign-in", headers=PAGE | {"host": host}).status_code == 200


def test_a_large_body_is_refused_where_none_is_expected(office: Office) -> None:
    client = office.sign_in(Role.ANALYST)
    headers = {"x-csrftoken": _token(client)}
    assert client.post("/api/v1/test/small", content=b"x" * 5000, headers=headers).json() == {"bytes": 5000}
    answer = client.post("/api/v1/test/small", content=b"x" * (1 << 21), headers=headers)
    assert answer.status_code == 413
    assert answer.json()["todo"]

    def stream() -> Iterator[bytes]:  # that does not say how long it is
        yield from [b"x" * 65536] * 40

    assert client.post("/api/v1/test/small", content=stream(), headers=headers).status_code == 413


@pytest.fixture
def slow(tmp_path: Path) -> Iterator[TestClient[Any]]:
    """A server that takes few requests a minute."""
    config = Config(focus="dprk", settings=settings_of(tmp_path), clock=lambda: NOW, hosts=(HOST,), most_api=5,
                    most_strangers=4, jobs=False, warms=False)  # fmt: skip
    with TestClient(application.app(config, register=Register.of(config.settings), secret="s" * 32)) as client:
        yield client


def test_strangers_and_programs_are_slowed_down(slow: TestClient[Any]) -> None:
    statuses = [slow.get("/sign-in", headers=PAGE).status_code for _ in range(6)]
    assert statuses == [200] * 4 + [429] * 2
    register = slow.app.state.register
    for name in ("rhee", "kim"):
        register.enrol(name, Role.READER)
    slow.cookies.set(COOKIE, register.open_session("rhee", now=NOW))
    answers = [slow.get("/api/v1/me") for _ in range(6)]
    assert [one.status_code for one in answers] == [200] * 5 + [429]
    assert answers[-1].headers["retry-after"] == "60"
    slow.cookies.set(COOKIE, register.open_session("kim", now=NOW))
    assert slow.get("/api/v1/me").status_code == 200


# Answers


def test_every_answer_carries_what_protects_it(office: Office) -> None:
    client = office.sign_in(Role.READER)
    for path in ("/account", "/nothing", "/accounts", "/api/v1/me", "/api/v1/test/fault"):
        headers = client.get(path, headers=PAGE).headers
        assert "script-src 'self'" in headers["content-security-policy"]
        assert (headers["x-content-type-options"], headers["cache-control"]) == ("nosniff", "no-store")
        assert "strict-transport-security" not in headers


def test_over_https_cookies_and_headers_say_so(tmp_path: Path) -> None:
    settings = settings_of(tmp_path)
    plain = Config(focus="dprk", settings=settings, clock=lambda: NOW, hosts=(HOST,), jobs=False, warms=False)
    with TestClient(
        application.app(replace(plain, https=True), register=Register.of(settings), secret="s" * 32),
        base_url=f"https://{HOST}",
    ) as client:
        register = client.app.state.register
        register.enrol("rhee", Role.READER)
        client.cookies.set(COOKIE, register.open_session("rhee", now=NOW))
        assert client.get("/api/v1/me").status_code == 401, "a cookie that any host of the domain could have set"
        client.cookies.set(f"__Host-{COOKIE}", register.open_session("rhee", now=NOW))
        answer = client.get("/account", headers=PAGE)
        assert answer.status_code == 200
        assert answer.headers["strict-transport-security"].startswith("max-age=")
        assert answer.headers["set-cookie"].startswith("__Host-csrftoken=")
        assert "Secure" in answer.headers["set-cookie"]


def test_an_error_says_what_to_do_to_people_and_to_programs(office: Office) -> None:
    client = office.sign_in(Role.READER)
    page = client.get("/test/taught", headers=PAGE)
    assert page.status_code == 400
    assert "the exhibit &lt;b&gt;has&lt;/b&gt; no text" in page.text
    assert "choose another" in page.text
    said = client.get("/test/taught").json()
    assert said == {"error": "the exhibit <b>has</b> no text", "where": "row 7", "todo": "choose another"}
    missing = client.get("/api/v1/nothing")
    assert missing.status_code == 404
    assert set(missing.json()) == {"error", "where", "todo"}


def test_a_fault_shows_nothing_of_what_it_was_about(office: Office, capfd: pytest.CaptureFixture[str]) -> None:
    client = office.sign_in(Role.READER)
    for headers in (PAGE, {}):
        answer = client.get("/api/v1/test/fault", headers=headers)
        assert answer.status_code == 500
        assert "Kestrelmark" not in answer.text
        assert "Traceback" not in answer.text
    assert "Kestrelmark" not in "".join(capfd.readouterr())


def test_a_header_cannot_be_broken_into_two(office: Office) -> None:
    answer = office.client.get("/api/v1/nothing%0d%0aset-cookie:a=b", headers=PAGE, follow_redirects=False)
    assert "a=b" not in str(answer.headers)
    answer = office.client.get("/account%0d%0aset-cookie:a=b?x=%0d%0aset-cookie:a=b", headers=PAGE,
                               follow_redirects=False)  # fmt: skip
    assert "set-cookie: a=b" not in str(answer.headers).lower()


# What is noted


def test_what_is_saved_as_a_file_is_noted(office: Office) -> None:
    client = office.sign_in(Role.READER, name="rhee")
    client.get("/api/v1/test/file/abcdef0123456789")
    row = next(iter(office.register.audit.rows(Asked(action="export"))))
    assert (row.act.who, row.act.object, row.act.route) == ("rhee", "abcdef0123456789", "/api/v1/test/file/{sha256}")


def test_a_search_stands_in_no_row(office: Office) -> None:
    client = office.sign_in(Role.ANALYST, name="rhee", tlp=TLP.RED)
    client.get("/search?q=Kestrelmark", headers=PAGE)
    client.get("/api/v1/test/unnamed?q=Kestrelmark")
    rows = list(office.register.audit.rows(Asked()))
    assert rows
    assert "Kestrelmark" not in str(rows)
