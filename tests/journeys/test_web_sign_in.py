"""Two people get in: one is invited by the other, and one comes from the organisation's provider. In a real browser."""

# ruff: noqa: F811 -- fixtures are found by their names
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.journeys.browsing import WIDTHS, Served, axe, browser, fits, no_foreign_requests, served, shot  # noqa: F401
from tests.unit.web.clients import NOW
from tests.unit.web.issuer import CLIENT, SECRET, issuing

from whereas.core.marking import TLP
from whereas.web import passwords
from whereas.web.provider import Grant, Provider
from whereas.web.roles import Role

GOOD = "seven ducks on a frozen pond"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("people"), jobs=False) as one:
        for name in ("ada", "bob"):
            one.register.enrol(name, Role.ADMIN)
            one.register.accounts.keep_secret(name, passwords.hashed(GOOD))
        yield one


def _sign_in(page: Page, server: Served, name: str, *, then: str = "/account") -> None:
    page.goto(f"{server.address}{then}")
    page.get_by_role("textbox", name="Name").fill(name)
    page.get_by_label("Password", exact=True).fill(GOOD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{server.address}{then}")


def test_an_admin_invites_somebody_who_chooses_a_password(browser: Browser, server: Served) -> None:
    page = browser.new_page()
    _sign_in(page, server, "ada", then="/accounts")
    with no_foreign_requests(page):
        page.get_by_label("Name", exact=True).fill("rhee")
        page.get_by_label("Role", exact=True).select_option("analyst")
        page.get_by_label("Sees up to").select_option("AMBER")
        page.get_by_label("Audiences").fill("eu, un")
        axe(page)
        page.get_by_role("button", name="Invite", exact=True).click()
        link = page.get_by_label("Link", exact=True).input_value()
        axe(page)
        shot(page, "accounts-invited")
    page.close()

    theirs = browser.new_context().new_page()
    theirs.goto(link)
    with no_foreign_requests(theirs):
        axe(theirs)
        shot(theirs, "accounts-invitation")
        theirs.get_by_label("Password", exact=True).fill(GOOD)
        theirs.get_by_label("The same password again").fill(GOOD)
        theirs.get_by_role("button", name="Keep the password").click()
        theirs.goto(f"{server.address}/account")
        expect(theirs.get_by_role("heading", level=1)).to_have_text("Your account")
        expect(theirs.locator("main")).to_contain_text("TLP:AMBER")
        theirs.get_by_label("What it is for").fill("nightly screening")
        theirs.get_by_role("button", name="Make a token").click()
        expect(theirs.get_by_label("Token", exact=True)).to_have_value(re.compile(r"^whereas_\S{40,}$"))
        axe(theirs)
        shot(theirs, "account-token")
    theirs.goto(link)
    expect(theirs.locator("main")).to_contain_text("This link does not work")
    theirs.context.close()


def test_a_wrong_password_is_told_and_signing_out_ends_it(browser: Browser, server: Served) -> None:
    page = browser.new_context().new_page()
    page.goto(f"{server.address}/account")
    page.get_by_role("textbox", name="Name").fill("bob")
    page.get_by_label("Password", exact=True).fill("not this one at all")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("not right")
    axe(page)
    shot(page, "sign-in-refused")
    page.get_by_role("textbox", name="Name").fill("bob")
    page.get_by_label("Password", exact=True).fill(GOOD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{server.address}/account")
    page.locator("details.who summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(f"{server.address}/sign-in")
    page.go_back()
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_the_pages_of_accounts_are_read_at_every_width(
    browser: Browser,
    server: Served,
    width: int,
    scheme: str,
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{server.address}/sign-in")
    _seen(page, f"sign-in-{width}-{scheme}")
    page.context.add_cookies([_session(server, "ada")])
    for path in ("/account", "/accounts", "/accounts/bob", "/audit?verify=1", "/api/docs"):
        name = re.sub(r"\W+", "-", path).strip("-")
        page.goto(f"{server.address}{path}")
        with no_foreign_requests(page):
            page.reload()
            _seen(page, f"{name}-{width}-{scheme}")
    context.close()


def test_the_pages_of_accounts_speak_korean(browser: Browser, server: Served) -> None:
    context = browser.new_context(locale="ko-KR", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{server.address}/sign-in")
    expect(page.get_by_role("heading", level=1)).to_have_text("로그인")
    shot(page, "sign-in-korean")
    context.add_cookies([_session(server, "ada")])
    for name in ("account", "accounts", "audit"):
        page.goto(f"{server.address}/{name}")
        _seen(page, f"{name}-korean")
    context.close()


def test_somebody_comes_from_another_site_and_is_signed_in(
    browser: Browser,
    tmp_path: Path,
) -> None:
    """The server is `localhost` and the provider `127.0.0.1`: another site, from which strict cookies are kept back."""
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    with issuing() as issuer:
        provider = Provider(
            issuer=issuer.address,
            client=CLIENT,
            secret=SECRET,
            grants={"desk": Grant(role=Role.ANALYST, tlp=TLP.GREEN)},
        )
        with served(tmp_path, now=now, jobs=False, provider=provider) as server:
            address = server.address.replace("127.0.0.1", "localhost")
            page = browser.new_context().new_page()
            page.goto(f"{address}/account")
            axe(page)
            shot(page, "sign-in-provider")
            page.get_by_role("link", name="Sign in at").click()
            page.wait_for_url(f"{address}/account")
            expect(page.locator("main")).to_contain_text("rhee")
            expect(page.locator("main")).to_contain_text("TLP:GREEN")
            page.context.close()


def _seen(page: Page, name: str) -> None:
    fits(page)
    axe(page)
    shot(page, name)


def _session(server: Served, name: str) -> dict[str, str]:
    token = server.register.open_session(name, now=NOW)
    return {"name": "whereas_session", "value": token, "url": server.address}
