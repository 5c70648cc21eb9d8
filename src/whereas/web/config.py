"""How a server is set up: the ledger, the address it listens on, and the doors that are open."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from whereas.settings import Settings
from whereas.web.provider import Provider

LOOPBACK = ("127.0.0.1", "::1")


def instant() -> str:
    """This instant, ISO 8601 UTC to the second: the server's clock, one place, so that a test may hand in its own."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """`host` other than a loopback address must be asked for; `https` says that a proxy in front speaks TLS.

    Accounts, sessions, jobs and audit stand in `home/register.sqlite`, or in the ledger's PostgreSQL.
    """

    settings: Settings
    focus: str  # the subject of policy, by the name of its file in `policy/programmes`
    host: str = "127.0.0.1"
    port: int = 8000
    https: bool = False
    hosts: tuple[str, ...] = ()  # names by which it may be asked, beside the loopback ones and `host`
    proxies: tuple[str, ...] = LOOPBACK  # whose word on where a visitor comes from is taken, with `https`
    provider: Provider | None = None  # where people of the organisation sign in, beside local accounts
    most_api: int = 6000  # requests a minute of one account to the API; 0: no bound
    most_strangers: int = 120  # requests a minute of one address without an account
    clock: Callable[[], str] = field(default=instant)
    jobs: bool = True  # whether this process runs jobs, and not only answers
    warms: bool = True  # whether it makes at the start what the first visitor would wait for
    log_requests: bool = True
    scrape_token: str = ""  # what opens the figures to Prometheus, and nothing else; empty: only who keeps it up

    @property
    def home(self) -> Path:
        """The folder of the ledger."""
        return self.settings.home
