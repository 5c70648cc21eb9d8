"""Every route is asked by a stranger, by every role, and for what is marked: what comes back is what was promised."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from litestar.testing import TestClient

from tests.unit.web.clients import NOW, Office, serving
from tests.unit.web.twins import open_ledger, with_marked
from whereas.core.marking import TLP
from whereas.web.matrix import Row, rows
from whereas.web.register.audit import Asked
from whereas.web.roles import Permission, Role
from whereas.web.visit import COOKIE

# Only these may be asked by a stranger: a new one is a decision, and stands here.
_PUBLIC = {
    "/static/{file_path}", "/health", "/preferences", "/sign-in", "/first-start/{token}", "/invitation/{token}",
    "/sign-in/provider", "/sign-in/provider/back",
}  # fmt: skip
_PARAMETER = re.compile(r"\{([^}:]+)[^}]*\}")
_ANY = {"number": "1"}  # what stands in the place of a parameter; of any other, a word that names nothing


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A server over an empty ledger, with a person of each role."""
    with serving(tmp_path_factory.mktemp("matrix"), jobs=False) as served:
        for role in Role:
            served.register.enrol(role.value, role)
        served.register.accounts.keep_secret("admin", "no hash")
        yield served


@pytest.fixture(scope="module")
def table(office: Office) -> list[Row]:
    """All routes of the application."""
    return rows(office.client.app)


def test_only_what_must_be_is_public_and_nothing_is_forgotten(table: list[Row]) -> None:
    assert {row.path for row in table if row.needs is Permission.PUBLIC} == _PUBLIC
    assert [row for row in table if row.needs is None] == []
    assert len(table) > 40


def test_a_stranger_is_let_into_nothing_else(office: Office, table: list[Row]) -> None:
    wrong = []
    for row in table:
        office.client.cookies.clear()
        answer = _ask(office.client, row)
        let_in = "www-authenticate" not in answer.headers  # a wrong password is a 401 of another kind
        if let_in != row.open_to(None):
            wrong.append((row.verb, row.path, answer.status_code))
    assert wrong == []


def test_a_stranger_who_looks_at_a_page_is_sent_to_sign_in(office: Office, table: list[Row]) -> None:
    office.client.cookies.clear()
    pages = [row for row in table if row.verb == "GET" and not row.path.startswith("/api/v") and not row.open_to(None)]
    for row in pages:
        answer = office.client.get(_filled(row.path), headers={"accept": "text/html"}, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"][:14]) == (302, "/sign-in?then="), row.path


@pytest.mark.parametrize("role", list(Role))
def test_a_role_is_let_into_what_it_may_and_nothing_else(office: Office, table: list[Row], role: Role) -> None:
    """Asked with a token against forgery; what matters is whether the door let it through, not what came then."""
    wrong = []
    for row in table:
        _signed_in(office, role.value)
        refused = _refused_by_the_door(_ask(office.client, row))
        if refused == row.open_to(role):
            wrong.append((row.verb, row.path, "refused" if refused else "let in"))
    assert wrong == []


@pytest.mark.parametrize("role", list(Role))
def test_nothing_that_changes_something_goes_without_the_token(office: Office, table: list[Row], role: Role) -> None:
    for row in table:
        if row.verb == "GET":
            continue
        _signed_in(office, role.value)
        assert office.client.request(row.verb, _filled(row.path)).status_code == 403, (row.verb, row.path)


# What is marked


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Office, list[str]]]:
    """A server over a ledger with marked material, and the ids of all of it, in full and in short."""
    folder = open_ledger(tmp_path_factory.mktemp("marked"))
    ids = with_marked(folder)
    whole = ids["exhibit"] + ids["claim"]
    with _people_at(folder) as served:
        yield served, [*whole, *(one[:12] for one in whole), *ids["subject"]]


@pytest.fixture(scope="module")
def never(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A server over the same ledger, to which the marked material never came."""
    with _people_at(open_ledger(tmp_path_factory.mktemp("never"))) as served:
        yield served


def test_what_is_hidden_is_answered_as_if_it_had_never_come(marked: tuple[Office, list[str]], never: Office) -> None:
    office, hidden = marked
    told = []
    for one in (office, never):
        _signed_in(one, "reader")
    for path in _naming(office):
        for key in hidden:
            for accept in ("text/html", "application/json"):
                one, other = (_plain(where, path.format(key), accept) for where in (office, never))
                if one != other:
                    told.append((path, key, accept, one[0], other[0]))
    assert told == []


def test_who_is_cleared_reads_it_and_each_reading_is_noted(marked: tuple[Office, list[str]]) -> None:
    office, ids = marked
    _signed_in(office, "cleared")
    read, unnoted = [], []
    for path in _naming(office):
        for hidden in (one for one in ids if len(one) == 64):
            before = next(office.register.audit.rows(Asked(), most=1), None)
            answer = office.client.get(path.format(hidden), follow_redirects=False)
            if answer.status_code != 200:
                continue
            read.append(path)
            after = list(office.register.audit.rows(Asked(who="cleared", action="read", named=hidden), most=1))
            if not after or (before is not None and after[0].no <= before.no):
                unnoted.append((path, hidden))
    assert {"/exhibits/{}", "/claims/{}"} & {*_naming(office)} <= {*read}, "else the test above could not fail"
    assert read
    assert unnoted == []


def _naming(office: Office) -> list[str]:
    """Addresses of what can be read of one thing: each parameter in turn is left open, the others name nothing."""
    found = []
    for row in rows(office.client.app):
        if row.verb != "GET" or row.needs in (Permission.PUBLIC, Permission.ACCOUNTS, Permission.UPKEEP):
            continue
        for number in range(len(_PARAMETER.findall(row.path))):
            parts = iter(range(9))
            found.append(
                _PARAMETER.sub(
                    lambda match, parts=parts, number=number: (
                        "{}" if next(parts) == number else _ANY.get(match[1], "none")
                    ),
                    row.path,
                )
            )
    return found


def _plain(office: Office, address: str, accept: str) -> tuple[int, str, list[tuple[str, str]]]:
    """An answer without what differs between any two states of the log, and between any two sessions."""
    answer = office.client.get(address, headers={"accept": accept}, follow_redirects=False)
    root = office.client.app.state.room.whole(now=NOW).revision
    token = str(office.client.cookies.get("csrftoken"))
    said = answer.text.replace(root, "ROOT").replace(root[:12], "ROOT").replace(token, "TOKEN")
    own = ("content-length", "date", "set-cookie", "etag")
    return answer.status_code, said, sorted(one for one in answer.headers.items() if one[0] not in own)


@contextmanager
def _people_at(folder: Path) -> Iterator[Office]:
    """A server with one who may most and sees what is clear, and one who sees all."""
    with serving(folder, jobs=False) as served:
        served.register.enrol("reader", Role.RELEASER)
        served.register.enrol("cleared", Role.RELEASER, tlp=TLP.RED)
        yield served


def _signed_in(office: Office, name: str) -> None:
    office.client.cookies.clear()
    office.client.cookies.set(COOKIE, office.register.open_session(name, now=NOW))
    office.client.get("/api/v1/me")  # from here on each answer carries the same token against forgery


def _ask(client: TestClient[Any], row: Row) -> Any:
    headers = {}
    if row.verb != "GET":
        client.get("/api/v1/me")
        if (token := client.cookies.get("csrftoken")) is None:
            client.get("/sign-in", headers={"accept": "text/html"})
            token = client.cookies.get("csrftoken")
        headers = {"x-csrftoken": str(token)}
    return client.request(row.verb, _filled(row.path), headers=headers, follow_redirects=False)


def _filled(path: str) -> str:
    return _PARAMETER.sub(lambda match: _ANY.get(match[1], "none"), path)


def _refused_by_the_door(answer: Any) -> bool:
    return answer.status_code == 403 and "the role" in answer.text and "may not" in answer.text
