"""What an admin does with accounts, and the audit as admins read it: over pages and over the API."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from litestar.testing import TestClient

from tests.unit.web.clients import NOW, Office, serving
from whereas.core.marking import TLP
from whereas.web.pages.audit import COLUMNS, as_csv
from whereas.web.register.audit import Act, Asked
from whereas.web.roles import Role
from whereas.web.visit import COOKIE

PAGE = {"accept": "text/html"}
GOOD = "seven ducks on a frozen pond"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """With two admins who can sign in, of whom `ada` is signed in."""
    with serving(tmp_path) as served:
        for name in ("ada", "bob"):
            served.register.enrol(name, Role.ADMIN)
            served.register.accounts.keep_secret(name, "no hash of any password")
        served.client.cookies.set(COOKIE, served.register.open_session("ada", now=NOW))
        yield served


def post(client: TestClient[Any], path: str, **data: str) -> Any:
    """Send a form from the page of accounts."""
    client.get("/account", headers=PAGE)
    told = {"_csrf_token": client.cookies["csrftoken"], **data}
    return client.post(path, data=told, headers=PAGE, follow_redirects=False)


def call(client: TestClient[Any], verb: str, path: str, **said: Any) -> Any:
    """Ask the API as a page's script would."""
    client.get("/account", headers=PAGE)
    return client.request(verb, path, json=said or None, headers={"x-csrftoken": client.cookies["csrftoken"]})


def test_somebody_is_invited_and_chooses_a_password_that_the_admin_never_sees(office: Office) -> None:
    page = post(office.client, "/accounts", name="Rhee", role="analyst", tlp="AMBER", audiences="eu, un")
    link = page.text.partition('value="http://testserver.local')[2].partition('"')[0]
    assert link.startswith("/invitation/")
    invited = office.register.accounts.get("rhee")
    assert invited is not None
    assert (invited.role, invited.tlp, invited.audiences, invited.invited) == (
        Role.ANALYST, TLP.AMBER, {"eu", "un"}, True,
    )  # fmt: skip
    assert "/invitation/" not in office.client.get("/accounts", headers=PAGE).text
    office.client.cookies.clear()
    office.client.get(link, headers=PAGE)
    told = {"password": GOOD, "again": GOOD, "_csrf_token": office.client.cookies["csrftoken"]}
    assert office.client.post(link, data=told, headers=PAGE, follow_redirects=False).status_code == 303
    me = office.client.get("/api/v1/me").json()
    assert (me["name"], me["role"], me["clearance"], me["audiences"]) == ("rhee", "analyst", "AMBER", ["eu", "un"])


@pytest.mark.parametrize(
    "odd",
    [{"name": "ada"}, {"name": "A B"}, {"name": ""}, {"role": "king"}, {"tlp": "PINK"}, {"audiences": "<b>"}],
    ids=str,
)
def test_an_odd_invitation_is_refused_and_what_was_written_stays(office: Office, odd: dict[str, str]) -> None:
    said = {"name": "rhee", "role": "analyst", "tlp": "AMBER", "audiences": "eu"} | odd
    page = post(office.client, "/accounts", **said)
    assert page.status_code == 400
    assert 'role="alert"' in page.text
    assert len(office.register.accounts.all()) == 2
    if "audiences" not in odd:
        assert 'value="eu"' in page.text


def test_nobody_raises_themselves_by_page_or_api(office: Office) -> None:
    said = {"role": "admin", "tlp": "RED", "audiences": ""}
    assert post(office.client, "/accounts/ada", **said).status_code == 400
    wish = {"role": "admin", "clearance": "RED"}
    assert call(office.client, "PUT", "/api/v1/accounts/ada", **wish).status_code == 400
    assert call(office.client, "POST", "/api/v1/accounts/ada/link").status_code == 400
    kept = office.register.accounts.get("ada")
    assert kept is not None
    assert kept.tlp is TLP.CLEAR
    refused = [one.act for one in office.register.audit.rows(Asked(result="refused"))]
    assert [one.object for one in refused] == ["ada: admin, RED"] * 2


def test_a_change_takes_effect_at_once_and_is_noted(office: Office) -> None:
    office.register.enrol("rhee", Role.ANALYST, tlp=TLP.RED)
    token = office.register.open_session("rhee", now=NOW)
    assert post(office.client, "/accounts/rhee", role="reader", tlp="GREEN", audiences="").status_code == 303
    person = office.register.sessions.person_of(token, now=NOW)
    assert person is not None
    assert (person.role, person.clearance.tlp) == (Role.READER, TLP.GREEN)
    assert post(office.client, "/accounts/rhee", role="reader", tlp="GREEN", disabled="yes").status_code == 303
    assert office.register.sessions.person_of(token, now=NOW) is None
    noted = [one.act.object for one in office.register.audit.rows(Asked(action="account-change"))]
    assert noted == ["rhee: reader, GREEN -> reader, GREEN, disabled", "rhee: analyst, RED -> reader, GREEN"]


def test_the_last_admin_stays(office: Office) -> None:
    wish = {"role": "reader"}
    assert call(office.client, "PUT", "/api/v1/accounts/bob", **wish).status_code == 200
    office.client.cookies.set(COOKIE, office.register.open_session("bob", now=NOW), domain="testserver.local")
    office.register.enrol("cat", Role.ADMIN)
    office.client.cookies.clear()
    office.client.cookies.set(COOKIE, office.register.open_session("cat", now=NOW))
    answer = call(office.client, "PUT", "/api/v1/accounts/ada", role="admin", disabled=True)
    assert answer.status_code == 400
    assert "no admin would be left" in answer.json()["error"]


def test_the_api_invites_and_lists_as_the_page_does(office: Office) -> None:
    made = call(office.client, "POST", "/api/v1/accounts", name="rhee", role="analyst", clearance="AMBER")
    assert made.status_code == 201
    assert made.json()["link"].startswith("/invitation/")
    listed = {one["name"]: one for one in office.client.get("/api/v1/accounts").json()}
    assert (listed["rhee"]["invited"], listed["rhee"]["clearance"], listed["ada"]["invited"]) == (True, "AMBER", False)
    again = call(office.client, "POST", "/api/v1/accounts/rhee/link").json()
    assert again["link"] != made.json()["link"]
    assert call(office.client, "PUT", "/api/v1/accounts/nobody", role="reader").status_code == 400
    assert call(office.client, "POST", "/api/v1/accounts", role="analyst", name="<i>").status_code == 400


def test_names_are_shown_and_never_run(office: Office) -> None:
    office.register.enrol("<script>alert(1)</script>", Role.READER)
    page = office.client.get("/accounts", headers=PAGE)
    assert "<script>alert" not in page.text
    assert "&lt;script&gt;" in page.text
    assert office.client.get("/accounts/%3Cscript%3Ealert(1)%3C%2Fscript%3E", headers=PAGE).status_code in (200, 404)


def _noted(office: Office, count: int) -> None:
    for number in range(count):
        office.register.audit.note(Act(at=f"2024-01-{1 + number // 10:02}T00:00:00Z", who="rhee", action="read",
                                       object=f"{number:04x}"))  # fmt: skip


def test_the_audit_is_read_in_pages_and_by_filter(office: Office) -> None:
    _noted(office, 150)
    page = office.client.get("/audit?who=rhee", headers=PAGE)
    assert page.text.count("<tr>") == 101
    older = page.text.partition('rel="next"')[0].rpartition('href="')[2].partition('"')[0].replace("&amp;", "&")
    rest = office.client.get(older, headers=PAGE)
    assert rest.text.count("<tr>") == 51
    one = office.client.get("/audit?named=0007&until=2024-01-01", headers=PAGE)
    assert one.text.count("<tr>") == 2
    assert "No row fits" in office.client.get("/audit?who=nobody", headers=PAGE).text


def test_a_filter_that_is_no_date_or_number_does_no_harm(office: Office) -> None:
    _noted(office, 3)
    for asked in ("since=%27%3B--", "until=never", "named=%25", "before=-1", "action=%F0%9F%A6%86"):
        assert office.client.get(f"/audit?{asked}", headers=PAGE).status_code == 200
    for asked in ("before=x", "who=%00"):
        assert office.client.get(f"/audit?{asked}", headers=PAGE).status_code == 400


def test_the_file_has_what_the_page_has_and_is_noted(office: Office) -> None:
    _noted(office, 3)
    answer = office.client.get("/audit.csv?who=rhee")
    lines = answer.text.splitlines()
    assert lines[0] == ",".join(COLUMNS)
    assert len(lines) == 4
    rows = list(office.register.audit.rows(Asked(who="ada", action="export")))
    assert [one.act.object for one in rows] == ["audit"]


def test_no_cell_of_the_file_is_run_by_a_spreadsheet(office: Office) -> None:
    office.register.audit.note(Act(at=NOW, who="=cmd()", action="+1", object="@x"))
    assert "'=cmd(),'+1,'@x" in as_csv(list(office.register.audit.rows(Asked(who="=cmd()"))))


def test_the_chain_is_checked_on_the_page_and_over_the_api(office: Office) -> None:
    _noted(office, 3)
    assert "The chain holds" in office.client.get("/audit?verify=1", headers=PAGE).text
    found = office.client.get("/api/v1/audit/verified").json()
    assert (found["broken_at"], len(found["head"])) == (None, 64)
    cut = office.client.get(f"/audit?verify=1&head={'0' * 63}1", headers=PAGE).text
    assert "does not stand among them" in cut
    with office.register.writing() as connection:
        connection.exec_driver_sql("UPDATE web_audit SET action = 'nothing' WHERE no = 2")
    assert "breaks at row 2" in office.client.get("/audit?verify=1", headers=PAGE).text
    assert office.client.get("/api/v1/audit/verified").json()["broken_at"] == 2


def test_the_audit_over_the_api_says_what_the_page_says(office: Office) -> None:
    _noted(office, 3)
    rows = office.client.get("/api/v1/audit", params={"who": "rhee"}).json()
    assert [one["object"] for one in rows] == ["0002", "0001", "0000"]
    assert rows[0]["previous"] == rows[1]["digest"]


def test_the_page_of_the_api_names_every_part_of_it(office: Office) -> None:
    described = office.client.get("/api/openapi.json").json()["paths"]
    page = office.client.get("/api/docs", headers=PAGE).text
    assert {path for path in described if f" {path}</code>" not in page} == set()
    assert len(described) > 5
    office.client.cookies.clear()
    for path in ("/api/openapi.json", "/api/docs", "/api"):
        assert office.client.get(path).status_code == 401
