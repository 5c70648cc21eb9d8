"""A real browser before a real server: what the journeys through the workbench share."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, Request, sync_playwright
from tests.stores import settings_of
from tests.unit.web.clients import NOW, compiled_once

from whereas.core.marking import TLP
from whereas.web.app import app
from whereas.web.config import Config
from whereas.web.provider import Provider
from whereas.web.register import Register
from whereas.web.roles import Role
from whereas.web.visit import COOKIE

ARGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
WIDTHS = (360, 1280, 2560)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's Chromium; the test is skipped where there is none. Import it beside `served` to use it."""
    with sync_playwright() as playwright:
        opened = _chromium(playwright)
        yield opened
        opened.close()


def _chromium(playwright: Playwright) -> Browser:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("no Chromium on the path: install it to run the tests in a browser")
    return playwright.chromium.launch(executable_path=path, args=ARGS)


@dataclass(frozen=True, kw_only=True)
class Served:
    """A server that answers at `address`, and its register of accounts."""

    address: str
    register: Register
    _people: list[str] = field(default_factory=list)

    def signed_in(
        self, page: Page, role: Role = Role.READER, tlp: TLP = TLP.CLEAR, *, name: str = "",
        audiences: frozenset[str] = frozenset(),
    ) -> Page:  # fmt: skip
        """The page, with the session of a person of this role and clearance; the same name again is the same person."""
        name = name or f"{role.value}-{tlp.name.lower()}"
        if name not in self._people:
            self.register.enrol(name, role, tlp=tlp, audiences=audiences)
            self._people.append(name)
        token = self.register.open_session(name, now=NOW)
        page.context.add_cookies([{"name": COOKIE, "value": token, "url": self.address}])
        return page


@contextmanager
def served(
    folder: Path, *, prepare: Callable[[Path], object] | None = None, now: str = NOW, jobs: bool = True,
    provider: Provider | None = None,
) -> Iterator[Served]:  # fmt: skip
    """A real server on a free port over the ledger in `folder/home`, which `prepare` may fill first."""
    home = folder / "home"
    home.mkdir(parents=True, exist_ok=True)
    if prepare is not None:
        prepare(home)
    register = Register.of(settings_of(home))
    config = Config(
        focus="dprk", settings=settings_of(home), clock=lambda: now, jobs=jobs, provider=provider, warms=False
    )
    made = compiled_once(app(config, register=register, secret="s" * 32))  # an invented secret
    server = uvicorn.Server(uvicorn.Config(made, port=0, log_config=None, ws="none", timeout_graceful_shutdown=3))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield Served(address=f"http://127.0.0.1:{_port(server, thread)}", register=register)
    finally:
        server.should_exit = True
        thread.join(timeout=30)


def _port(server: uvicorn.Server, thread: threading.Thread) -> int:
    while not server.started:
        thread.join(timeout=0.02)
        assert thread.is_alive(), "the server did not start"
    port: int = server.servers[0].sockets[0].getsockname()[1]
    return port


@contextmanager
def no_foreign_requests(page: Page, *, bearing: str = "") -> Iterator[None]:
    """Fails on a request to another host, an error in the console, a script that broke, or what the CSP had to stop.

    `bearing` is part of a console message that the journey means to cause: `404` for a page that is not there.
    """
    host = urlsplit(page.url).netloc
    seen: list[str] = []

    def asked(request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != (host or parts.netloc):
            seen.append(f"asked {parts.netloc} for {parts.path}")

    def said(message: ConsoleMessage) -> None:
        if message.type == "error" and not (bearing and bearing in message.text):
            seen.append(f"console: {message.text} ({message.location.get('url')})")

    def broke(error: Exception) -> None:
        seen.append(f"script: {error}")

    page.on("request", asked)
    page.on("console", said)
    page.on("pageerror", broke)
    try:
        yield
    finally:
        page.remove_listener("request", asked)
        page.remove_listener("console", said)
        page.remove_listener("pageerror", broke)
    assert seen == []


def axe(page: Page) -> None:
    """Asserts that axe-core finds nothing against WCAG 2.2 AA on the page as it stands."""
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}, "resultTypes": ["violations"]})
    told = [
        f"{one['id']}: {one['help']}: {node['target']} {node.get('failureSummary', '')}"
        for one in found.response["violations"]
        for node in one["nodes"][:5]
    ]
    assert told == [], "\n".join(told)


def fits(page: Page) -> None:
    """Asserts that nothing makes the page itself scroll sideways."""
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    culprits = page.evaluate(
        "[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1"
        " && !e.closest('.scroll')).slice(0, 5).map(e => e.outerHTML.slice(0, 120))"
    )
    assert wide <= 0, f"{wide} px too wide: {culprits}"


def shot(page: Page, name: str, *, whole: bool = True) -> Path:
    """A screenshot kept as `NAME.png` in the folder that WHEREAS_ARTEFACTS names, or in `artefacts/`."""
    file = Path(os.environ.get("WHEREAS_ARTEFACTS", "artefacts"), f"{name}.png")
    file.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=file, full_page=whole)
    return file
