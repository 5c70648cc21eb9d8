"""Signing in at a real, small issuer: what it grants, and every answer that must not be believed."""

import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from joserfc.jwk import RSAKey
from litestar.testing import TestClient

from tests.stores import settings_of
from tests.unit.web.clients import compiled_once
from tests.unit.web.issuer import CLIENT, SECRET, Issuer, issuing
from whereas.core.errors import WhereasError
from whereas.core.marking import TLP
from whereas.web.app import app
from whereas.web.config import Config, instant
from whereas.web.provider import Grant, Provider, provider_of
from whereas.web.register import Register
from whereas.web.register.audit import Asked
from whereas.web.roles import Role

PAGE = {"accept": "text/html"}


@pytest.fixture(scope="module")
def _running() -> Iterator[Issuer]:
    with issuing() as issuer:
        yield issuer


@pytest.fixture
def issuer(_running: Issuer) -> Issuer:
    """An issuer that keeps to the rules."""
    _running.__init__(_running.address)  # type: ignore[misc] # as new for each test
    return _running


@pytest.fixture
def client(issuer: Issuer, tmp_path: Path) -> Iterator[TestClient[Any]]:
    grants = {"heads": Grant(role=Role.RELEASER, tlp=TLP.RED), "desk": Grant(role=Role.ANALYST, tlp=TLP.AMBER)}
    provider = Provider(issuer=issuer.address, client=CLIENT, secret=SECRET, grants=grants)
    config = Config(
        focus="dprk",
        settings=settings_of(tmp_path),
        hosts=("testserver.local",),
        provider=provider,
        jobs=False,
        warms=False,
    )
    register = Register.of(config.settings)
    with TestClient(compiled_once(app(config, register=register, secret="s" * 32))) as made:
        yield made


def _left(client: TestClient[Any], then: str = "/account") -> str:
    answer = client.get("/sign-in/provider", params={"then": then}, follow_redirects=False, headers=PAGE)
    assert answer.status_code == 302
    return str(answer.headers["location"])


def _came_back(client: TestClient[Any], issuer: Issuer) -> Any:
    return client.get(issuer.approve(_left(client)), headers=PAGE, follow_redirects=False)


def _an_admin(register: Register) -> None:
    secret = "no hash of any password"  # noqa: S105 -- and none will fit it
    register.accounts.add("ada", Role.ADMIN, tlp=TLP.CLEAR, audiences=frozenset(), made="", secret=secret)


def _register(client: TestClient[Any]) -> Register:
    found: Register = client.app.state.register
    return found


def test_somebody_of_the_organisation_gets_what_their_group_grants(client: TestClient[Any], issuer: Issuer) -> None:
    answer = _came_back(client, issuer)
    assert answer.status_code == 200
    assert 'content="0; url=/account"' in answer.text
    me = client.get("/api/v1/me").json()
    assert (me["name"], me["role"], me["clearance"]) == ("rhee", "analyst", "AMBER")
    cookie = next(one for one in answer.headers.get_list("set-cookie") if one.startswith("whereas_session"))
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie


def test_a_change_at_the_provider_is_a_change_here_at_the_next_sign_in(client: TestClient[Any], issuer: Issuer) -> None:
    _came_back(client, issuer)
    issuer.person |= {"groups": ["heads"], "preferred_username": "somebody-else"}
    _came_back(client, issuer)
    accounts = _register(client).accounts.all()
    assert [(one.name, one.role, one.tlp) for one in accounts] == [("rhee", Role.RELEASER, TLP.RED)]


def test_a_name_that_is_taken_is_not_given_again(client: TestClient[Any], issuer: Issuer) -> None:
    _register(client).enrol("rhee", Role.ADMIN)
    assert _came_back(client, issuer).status_code == 200
    assert client.get("/api/v1/me").json()["name"] == "rhee-2"


def test_whom_nothing_is_granted_does_not_get_in(client: TestClient[Any], issuer: Issuer) -> None:
    issuer.person["groups"] = ["canteen"]
    answer = _came_back(client, issuer)
    assert answer.status_code == 403
    assert "opens nothing here" in answer.text
    assert client.get("/api/v1/me").status_code == 401
    assert [one.act.result for one in _register(client).audit.rows(Asked(action="sign-in"))] == ["refused"]


def test_a_disabled_account_stays_shut(client: TestClient[Any], issuer: Issuer) -> None:
    _came_back(client, issuer)
    register = _register(client)
    _an_admin(register)
    register.accounts.change("rhee", by="ada", role=Role.READER, tlp=TLP.CLEAR, audiences=frozenset(), disabled=True)
    assert _came_back(client, issuer).status_code == 403


@pytest.mark.parametrize(
    "spoil",
    [
        {"iss": "https://id.example.org"},
        {"aud": "another-client"},
        {"aud": [CLIENT, "another-client"]},
        {"aud": [CLIENT, "another-client"], "azp": "another-client"},
        {"exp": int(time.time()) - 3600},
        {"exp": None},
        {"iat": int(time.time()) + 3600},
        {"nonce": "of another question"},
        {"nonce": None},
        {"sub": None},
        {"sub": 7},
    ],
    # no clock in a name: two workers must collect the same
    ids=lambda spoil: ",".join(spoil) + ":" + ",".join(type(one).__name__ for one in spoil.values()),
)
def test_a_token_that_is_not_for_us_and_now_is_not_believed(
    client: TestClient[Any], issuer: Issuer, spoil: dict[str, Any]
) -> None:
    issuer.spoil = spoil
    assert _came_back(client, issuer).status_code == 403
    assert client.get("/api/v1/me").status_code == 401
    assert _register(client).accounts.all() == []


def test_a_token_by_another_key_is_not_believed(client: TestClient[Any], issuer: Issuer) -> None:
    issuer.sign = RSAKey.generate_key(2048, {"kid": "one"})
    assert _came_back(client, issuer).status_code == 403


@pytest.mark.parametrize("algorithm", ["HS256", "none"])
def test_a_token_that_anybody_could_have_made_is_not_believed(
    client: TestClient[Any], issuer: Issuer, algorithm: str
) -> None:
    issuer.algorithm = algorithm
    assert _came_back(client, issuer).status_code == 403
    assert _register(client).accounts.all() == []


def test_a_provider_that_changes_its_keys_is_understood(client: TestClient[Any], issuer: Issuer) -> None:
    assert _came_back(client, issuer).status_code == 200
    issuer.key = issuer.sign = RSAKey.generate_key(2048, {"kid": "two", "use": "sig", "alg": "RS256"})
    assert _came_back(client, issuer).status_code == 200


def test_a_code_works_in_the_browser_that_asked_and_once(client: TestClient[Any], issuer: Issuer) -> None:
    back = issuer.approve(_left(client))
    errand = dict(client.cookies)
    client.cookies.clear()
    assert client.get(back, headers=PAGE).status_code == 403, "a browser that did not ask"
    client.cookies.update(errand)
    assert client.get(back, headers=PAGE).status_code == 200
    client.cookies.clear()
    client.cookies.update(errand)
    assert client.get(back, headers=PAGE).status_code == 403, "the code again"


def test_the_answer_to_another_question_is_not_taken(client: TestClient[Any], issuer: Issuer) -> None:
    other = issuer.approve(_left(client))
    _left(client)
    assert client.get(other, headers=PAGE).status_code == 403


def test_an_answer_of_another_provider_is_not_taken(client: TestClient[Any], issuer: Issuer) -> None:
    back = issuer.approve(_left(client)).partition("&iss=")[0] + "&iss=https://id.example.org"
    assert client.get(back, headers=PAGE).status_code == 403


def test_a_cookie_that_was_changed_is_not_taken(client: TestClient[Any], issuer: Issuer) -> None:
    back = issuer.approve(_left(client))
    kept = client.cookies["whereas_errand"]
    client.cookies.clear()
    client.cookies.set("whereas_errand", "A" + kept)
    assert client.get(back, headers=PAGE).status_code == 403


@pytest.mark.parametrize("name", ["token_endpoint", "jwks_uri", "authorization_endpoint"])
def test_no_other_host_than_the_issuer_is_asked(client: TestClient[Any], issuer: Issuer, name: str) -> None:
    issuer.discovery = {name: "http://198.51.100.1/x"}
    answer = client.get("/sign-in/provider", headers=PAGE, follow_redirects=False)
    if name == "authorization_endpoint":
        assert answer.status_code == 400
        assert "another host" in answer.text
    else:
        assert client.get(issuer.approve(answer.headers["location"]), headers=PAGE).status_code == 403


def test_a_provider_that_calls_itself_otherwise_is_not_believed(client: TestClient[Any], issuer: Issuer) -> None:
    issuer.discovery = {"issuer": "https://id.example.org"}
    assert client.get("/sign-in/provider", headers=PAGE, follow_redirects=False).status_code == 400


def test_where_one_goes_then_is_here(client: TestClient[Any], issuer: Issuer) -> None:
    answer = client.get(issuer.approve(_left(client, "https://evil.example/")), headers=PAGE)
    assert 'content="0; url=/"' in answer.text


def test_nothing_of_it_is_written_to_a_log(
    client: TestClient[Any], issuer: Issuer, capfd: pytest.CaptureFixture[str]
) -> None:
    back = issuer.approve(_left(client))
    client.get(back, headers=PAGE)
    issuer.spoil = {"aud": "another"}
    _came_back(client, issuer)
    said = "".join(capfd.readouterr())
    assert SECRET not in said
    assert back.partition("code=")[2][:16] not in said


def test_without_a_provider_there_is_no_such_page(tmp_path: Path) -> None:
    config = Config(focus="dprk", settings=settings_of(tmp_path), hosts=("testserver.local",), jobs=False, warms=False)
    with TestClient(app(config, register=Register.of(config.settings), secret="s" * 32)) as made:
        assert made.get("/sign-in/provider", headers=PAGE, follow_redirects=False).status_code == 404
        assert "/sign-in/provider" not in made.get("/sign-in", headers=PAGE).text


def test_the_environment_sets_it_up(tmp_path: Path) -> None:
    secret, roles = tmp_path / "secret", tmp_path / "roles.json"
    secret.write_text("shh\n")
    said = {
        "claim": "roles",
        "strangers": True,
        "grants": {"desk": {"role": "analyst", "tlp": "AMBER", "audiences": ["eu"]}},
    }
    roles.write_text(json.dumps(said))
    environment = {
        "WHEREAS_OIDC_ISSUER": "https://id.example.org/", "WHEREAS_OIDC_CLIENT": "whereas",
        "WHEREAS_OIDC_SECRET_FILE": str(secret), "WHEREAS_OIDC_ROLES": str(roles),
    }  # fmt: skip
    found = provider_of(environment)
    assert found is not None
    assert (found.issuer, found.secret, found.claim) == ("https://id.example.org", "shh", "roles")
    assert found.grant(["desk"]) == Grant(role=Role.ANALYST, tlp=TLP.AMBER, audiences=frozenset({"eu"}))
    assert found.grant(["other"]) == Grant(role=Role.READER)
    assert "shh" not in repr(found)
    assert provider_of({}) is None


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"WHEREAS_OIDC_ISSUER": "http://id.example.org"}, "https"),
        ({"WHEREAS_OIDC_CLIENT": ""}, "client"),
        ({"WHEREAS_OIDC_SECRET_FILE": "/nowhere/at-all"}, "secret"),
        ({"WHEREAS_OIDC_ROLES": "{"}, "roles"),
        ({"WHEREAS_OIDC_ROLES": '{"grants": {"desk": {"role": "king"}}}'}, "desk"),
        ({"WHEREAS_OIDC_ROLES": '{"grants": {"desk": {"role": "reader", "tlp": "PINK"}}}'}, "desk"),
    ],
)
def test_what_is_set_up_wrongly_is_said_at_the_start(change: dict[str, str], says: str) -> None:
    environment = {"WHEREAS_OIDC_ISSUER": "https://id.example.org", "WHEREAS_OIDC_CLIENT": "whereas"}
    with pytest.raises(WhereasError, match=says):
        provider_of(environment | change)


def test_the_clock_of_the_server_is_near_that_of_the_tests() -> None:
    """Else the tests of times above would say nothing."""
    assert abs(datetime.fromisoformat(instant()).timestamp() - datetime.now(UTC).timestamp()) < 5
