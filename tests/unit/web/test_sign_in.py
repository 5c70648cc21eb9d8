"""Signing in, staying in and getting out: what an attacker would try at each step."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import argon2
import pytest
from litestar.testing import TestClient

from tests.unit.web.clients import NOW, Office, serving
from whereas.core.errors import WhereasError
from whereas.core.marking import TLP
from whereas.web import passwords
from whereas.web.first_start import first_start_link
from whereas.web.register.audit import Asked
from whereas.web.register.once import INVITE
from whereas.web.roles import Role
from whereas.web.strangers import own_path
from whereas.web.visit import COOKIE

PAGE = {"accept": "text/html"}
GOOD = "seven ducks on a frozen pond"
WRONG = "a wrong one of some length"
REFUSED = "The name or the password is not right"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """With an account `rhee` whose password is GOOD."""
    with serving(tmp_path) as served:
        secret = passwords.hashed(GOOD)
        served.register.accounts.add(
            "rhee", Role.ANALYST, tlp=TLP.CLEAR, audiences=frozenset(), made=NOW, secret=secret
        )
        yield served


def post(client: TestClient[Any], path: str, data: dict[str, str], *, form: str = "/sign-in") -> Any:
    """Send a form as a browser does: from its page, with the token that stands in it."""
    client.get(form, headers=PAGE)
    told = {"_csrf_token": client.cookies["csrftoken"], **data}
    return client.post(path, data=told, headers=PAGE, follow_redirects=False)


def sign_in(office: Office, name: str = "rhee", password: str = GOOD, then: str = "/account") -> Any:
    return post(office.client, "/sign-in", {"name": name, "password": password, "then": then})


def test_a_name_and_its_password_open_the_door(office: Office) -> None:
    answer = sign_in(office, " Rhee ")
    assert (answer.status_code, answer.headers["location"]) == (303, "/account")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"{COOKIE}=")
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert "Domain" not in cookie
    assert office.client.get("/account", headers=PAGE).status_code == 200


def test_what_is_not_right_is_answered_in_one_way(office: Office) -> None:
    wrong, unknown, empty = sign_in(office, password="x" * 20), sign_in(office, "nobody"), sign_in(office, "", "")
    assert {one.status_code for one in (wrong, unknown, empty)} == {401}
    assert REFUSED in wrong.text
    tokens = [one.text.partition('name="_csrf_token" value="')[2][:128] for one in (wrong, unknown, empty)]
    texts = {one.text.replace(token, "") for one, token in zip((wrong, unknown, empty), tokens, strict=True)}
    assert len(texts) == 1


def test_an_unknown_name_costs_the_same_work(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []
    real = argon2.PasswordHasher.verify

    def verify(self: argon2.PasswordHasher, kept: str, password: str) -> Any:
        looked.append(kept.rpartition("$")[0].rpartition("$")[0])
        return real(self, kept, password)

    monkeypatch.setattr(argon2.PasswordHasher, "verify", verify)
    for name in ("rhee", "nobody"):
        sign_in(office, name, WRONG)
    assert len(looked) == 2
    assert looked[0] == looked[1], "the same parameters"


def test_a_disabled_or_invited_account_does_not_open(office: Office) -> None:
    office.register.enrol("invited", Role.READER)
    office.register.enrol("ada", Role.ADMIN)
    office.register.accounts.change(
        "rhee", by="ada", role=Role.ANALYST, tlp=TLP.CLEAR, audiences=frozenset(), disabled=True
    )
    assert sign_in(office).status_code == 401
    for password in ("", "a password that opens nothing"):
        assert sign_in(office, "invited", password).status_code == 401


def test_after_some_failures_even_the_right_password_waits(office: Office) -> None:
    for _ in range(5):
        assert sign_in(office, password=WRONG).status_code == 401
    assert sign_in(office).status_code == 401
    results = [one.act.result for one in office.register.audit.rows(Asked(action="sign-in"))]
    assert results == ["refused"] * 6


def test_an_unknown_name_waits_as_a_known_one_and_is_kept_nowhere(office: Office) -> None:
    for _ in range(7):
        sign_in(office, "my-secret-in-the-wrong-field", "x" * 12)
    rows = list(office.register.audit.rows(Asked()))
    assert {one.act.who for one in rows} == {"-"}
    assert not office.register.attempts.try_now("my-secret-in-the-wrong-field", "192.0.2.1", now=NOW)


def test_a_hash_of_yesterdays_parameters_is_made_anew(office: Office) -> None:
    weak = argon2.PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(GOOD)
    office.register.accounts.keep_secret("rhee", weak)
    assert sign_in(office).status_code == 303
    kept = office.register.accounts.secret("rhee")
    assert kept.startswith("$argon2id$")
    assert not passwords.is_old(kept)
    assert sign_in(office).status_code == 303


def test_a_session_that_was_put_into_the_browser_is_worth_nothing(office: Office) -> None:
    """Fixation: whoever set the cookie does not get in with it, nor stays in with one that was theirs."""
    office.client.cookies.set(COOKIE, "chosen-by-somebody-else")
    assert sign_in(office).status_code == 303
    assert office.register.sessions.person_of("chosen-by-somebody-else", now=NOW) is None
    office.client.cookies.clear()
    office.register.enrol("eve", Role.READER)
    eves = office.register.open_session("eve", now=NOW)
    office.client.cookies.set(COOKIE, eves)
    sign_in(office)
    assert office.register.sessions.person_of(eves, now=NOW) is None


def test_a_session_that_was_copied_ends_with_signing_out(office: Office) -> None:
    sign_in(office)
    stolen = office.client.cookies[COOKIE]
    answer = post(office.client, "/sign-out", {}, form="/account")
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")
    office.client.cookies.clear()
    office.client.cookies.set(COOKIE, stolen)
    assert office.client.get("/account", headers=PAGE, follow_redirects=False).status_code == 302


def test_signing_out_needs_a_form_of_ours(office: Office) -> None:
    sign_in(office)
    assert office.client.get("/sign-out", headers=PAGE).status_code == 405
    assert office.client.post("/sign-out", headers=PAGE).status_code == 403
    assert office.client.get("/account", headers=PAGE).status_code == 200


@pytest.mark.parametrize(
    "then",
    [
        "https://evil.example/", "//evil.example", "/\\evil.example", "\\\\evil.example", "javascript:alert(1)",
        "/\t/evil.example", "/\r\nset-cookie: a=b", "evil", "", "/" + "a" * 3000,
    ],
)  # fmt: skip
def test_one_goes_on_here_and_nowhere_else(office: Office, then: str) -> None:
    answer = sign_in(office, then=then)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert "a=b" not in answer.headers.get("set-cookie", "")
    office.client.cookies.clear()
    page = office.client.get("/sign-in", params={"then": then}, headers=PAGE)
    assert 'name="then" value="/"' in page.text


def test_a_deep_link_is_kept_over_signing_in(office: Office) -> None:
    asked = office.client.get("/audit?who=a%20b&result=done", headers=PAGE, follow_redirects=False)
    assert asked.headers["location"] == "/sign-in?then=/audit%3Fwho%3Da%2520b%26result%3Ddone"
    assert own_path("/audit?who=a%20b&result=done") == "/audit?who=a%20b&result=done"


def test_the_first_start_makes_an_admin_and_the_link_is_spent(tmp_path: Path) -> None:
    with serving(tmp_path) as office:
        client = office.client
        link = first_start_link(client.app.state.config, office.register) or ""
        assert client.get(link, headers=PAGE).status_code == 200
        chosen = {"name": "Ada", "password": GOOD, "again": GOOD}
        assert "differ" in post(client, link, chosen | {"again": "another"}, form=link).text
        assert "12 to 256" in post(client, link, chosen | {"password": "short", "again": "short"}, form=link).text
        assert post(client, link, chosen, form=link).status_code == 303
        assert client.get("/api/v1/me").json()["role"] == "admin"
        assert first_start_link(client.app.state.config, office.register) is None
        client.cookies.clear()
        assert client.get(link, headers=PAGE).status_code == 404
        again = post(client, link, {"name": "eve", "password": GOOD, "again": GOOD})
        assert again.status_code == 400
        assert [one.name for one in office.register.accounts.all()] == ["ada"]


def test_an_invitation_is_answered_once(office: Office) -> None:
    office.register.enrol("kim", Role.READER)
    link = f"/invitation/{office.register.once.make(INVITE, 'kim', now=NOW)}"
    chosen = {"name": "rhee", "password": GOOD, "again": GOOD}  # another name in the form changes nothing
    assert post(office.client, link, chosen, form=link).status_code == 303
    assert office.client.get("/api/v1/me").json()["name"] == "kim"
    office.client.cookies.clear()
    assert post(office.client, link, chosen).status_code == 400
    assert office.client.get("/invitation/guessed", headers=PAGE).status_code == 404


def test_a_changed_password_ends_everything_else(office: Office) -> None:
    other = office.register.open_session("rhee", now=NOW)
    token = office.register.tokens.make("rhee", label="x", role=Role.READER, until="2025", now=NOW)
    sign_in(office)
    form = {"old": GOOD, "password": "eight geese on a thawing pond", "again": "eight geese on a thawing pond"}
    wrong = post(office.client, "/account/password", form | {"old": "x" * 12}, form="/account")
    assert wrong.status_code == 400
    before = office.client.cookies[COOKIE]
    assert post(office.client, "/account/password", form, form="/account").status_code == 303
    assert office.client.cookies[COOKIE] != before
    assert office.client.get("/account", headers=PAGE).status_code == 200
    assert [office.register.sessions.person_of(one, now=NOW) for one in (other, before)] == [None, None]
    assert office.register.tokens.person_of(token, now=NOW) is None
    office.client.cookies.clear()
    assert sign_in(office).status_code == 401
    assert sign_in(office, password=form["password"]).status_code == 303


def test_a_stolen_session_cannot_guess_the_password_without_end(office: Office) -> None:
    sign_in(office)
    form = {"old": "x" * 12, "password": GOOD, "again": GOOD}
    for _ in range(5):
        post(office.client, "/account/password", form, form="/account")
    assert "too many tries" in post(office.client, "/account/password", form | {"old": GOOD}, form="/account").text


def test_ones_own_sessions_are_shown_and_ended_and_nobody_elses(office: Office) -> None:
    sign_in(office)
    office.register.open_session("rhee", now="2024-02-01T08:59:00Z")
    office.register.enrol("kim", Role.READER)
    kims = office.register.open_session("kim", now=NOW)
    mine = office.register.sessions.of("rhee", now=NOW)
    assert len(mine) == 2
    old = next(one for one in mine if one.began != NOW)
    kim = office.register.sessions.of("kim", now=NOW)[0]
    for named in (old.id, kim.id):
        post(office.client, f"/account/sessions/{named}/end", {}, form="/account")
    assert [one.began for one in office.register.sessions.of("rhee", now=NOW)] == [NOW]
    assert office.register.sessions.person_of(kims, now=NOW) is not None


@pytest.mark.parametrize(
    "password", ["short", "x" * 11, "123456789012", "PasswordPassword", "aaaaaaaaaaaaaa", "rhee123"]
)
def test_a_password_that_is_guessed_first_is_refused(password: str) -> None:
    with pytest.raises(WhereasError):
        passwords.checked(password, name="rhee")


@pytest.mark.parametrize("password", [GOOD, "오리 일곱 마리가 언 못 위에 있다", "x7" * 6 + "Qrs", "a" * 250 + "bcdef"])
def test_any_long_password_will_do(password: str) -> None:
    assert passwords.checked(password) == password
    assert passwords.verify(passwords.hashed(password), password)


def test_the_hash_is_as_strong_as_the_standard_asks() -> None:
    """RFC 9106, section 4, second choice: argon2id, 64 MiB, 3 passes, 4 lanes."""
    kept = argon2.extract_parameters(passwords.hashed(GOOD))
    assert kept.type is argon2.Type.ID
    assert (kept.memory_cost, kept.time_cost, kept.parallelism) >= (65536, 3, 4)
    assert kept.hash_len >= 32
    assert kept.salt_len >= 16
