"""`whereas serve`: the workbench in a browser, and its API."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from whereas.cli.common import Home, LedgerUrl, chosen, note, now, say
from whereas.cli.pull import Mirror
from whereas.core.errors import WhereasError

if TYPE_CHECKING:  # so that `whereas --help` starts fast
    from whereas.web.config import Config

_LOOPBACK = ("127.0.0.1", "::1", "localhost")
_EVERY = ("0.0.0.0", "::")  # noqa: S104 -- what is compared with


def serve(
    *, host: Annotated[str, Parameter(help="Address to listen on.")] = "",
    port: Annotated[int, Parameter(help="Port; 0 for any that is free.")] = 8000,
    name: Annotated[list[str] | None, Parameter(negative="", help="A name by which people ask for the server.")] = None,
    https: Annotated[bool, Parameter(negative="", help="A proxy in front speaks TLS.")] = False,
    proxy: Annotated[
        list[str] | None, Parameter(negative="", help="Address of the proxy, where it is not on this machine.")
    ] = None,
    workers: Annotated[int, Parameter(help="Processes that answer.")] = 1,
    metrics_token: Annotated[
        Path | None, Parameter(help="A file with a token that opens /metrics, and nothing else.")
    ] = None,
    open_: Annotated[bool, Parameter(name=["--open"], negative="", help="Open the page in a browser.")] = False,
    programme: str = "dprk",
    mirror: Mirror = None, home: Home = None, ledger: LedgerUrl = "",
) -> int:  # fmt: skip
    """Serve the workbench in a browser, and the REST API, from this machine; no request goes to any other host.

    It listens on this machine alone, unless `--host` says otherwise. With no account yet it prints a link that makes
    the first one, once, within an hour. With an empty ledger it reads the mirror, or else the starter casebook.

    Examples:

        whereas serve

        whereas serve --home /srv/whereas --mirror /media/lists --open

        whereas serve --host 10.0.0.5 --name whereas.example.org --https --workers 2

    Parameters
    ----------
    programme
        The subject of policy, by the name of its file in `policy/programmes`.
    """
    from whereas.web.config import LOOPBACK, Config
    from whereas.web.preflight import check
    from whereas.web.provider import provider_of
    from whereas.web.serving import bound, secret_of, serve_here, serve_many

    config = Config(
        settings=chosen(home, ledger, mirror), host=host or _LOOPBACK[0], port=port, https=https, focus=programme,
        hosts=tuple(name or ()), scrape_token=_token(metrics_token), provider=provider_of(os.environ),
        log_requests=not _watched_by_a_person(), proxies=(*LOOPBACK, *(proxy or ())),
    )  # fmt: skip
    if workers < 1:
        raise WhereasError(f"{workers} processes cannot answer anybody", todo="give 1 or more")
    check(config)
    secret = secret_of(config.home)
    listening = bound(config)
    told = _Told(config=config, port=listening.getsockname()[1])
    told.before()
    try:
        if workers == 1:
            serve_here(config, listening, secret, ready=lambda: told.ready(open_))
        else:
            told.ready(open_)
            serve_many(config, listening, secret, workers)
    finally:
        listening.close()
    return 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What whoever starts the server is told on the terminal."""

    config: "Config"
    port: int

    def before(self) -> None:
        """Warnings, and what the ledger lacks."""
        from whereas.web.preflight import cautions

        config = self.config
        if config.host not in _LOOPBACK and not config.https:
            note(
                f"whereas: listening on {config.host} WITHOUT TLS: passwords and evidence cross the network as they "
                "are. Put a proxy that speaks TLS in front, and say --https"
            )
        empty, newest = _found(config)
        for caution in cautions(config, newest=newest):
            note(f"whereas: {caution}")
        if empty:
            _begin_to_fill(config)
            came = "the mirror" if config.settings.mirror else "the starter casebook: a small sample, no real lists"
            say(f"The ledger in {config.home} is empty. Reading {came}.")

    def ready(self, wanted: bool) -> None:
        """The address, and with no account the link of the first start."""
        from whereas.web.first_start import first_start_link
        from whereas.web.register import Register

        register = Register.of(self.config.settings)
        link = first_start_link(self.config, register)
        register.close()
        say(f"Whereas serves on {self.base}  (end it with Ctrl-C)")
        if link:
            say(f"No account yet. Make the first one here, once, within an hour:\n  {self.base}{link}")
        sys.stdout.flush()  # into a journal or a pipe it goes at once, too
        if wanted:
            import webbrowser

            webbrowser.open(f"{self.base}{link or '/'}")

    @property
    def base(self) -> str:
        """The address that people open."""
        config = self.config
        if config.https and config.hosts:
            return f"https://{config.hosts[0]}"
        host = _LOOPBACK[0] if config.host in _EVERY else config.host
        host = config.hosts[0] if config.hosts else f"[{host}]" if ":" in host else host
        return f"http://{host}:{self.port}"


def _found(config: "Config") -> tuple[bool, str]:
    """Whether the ledger is empty, and the instant of its last entry."""
    from whereas.workbench import workbench

    with workbench(config.settings, now=now()) as bench, bench.ledger.store.reading() as connection:
        newest = bench.ledger.store.newest_head(connection)
        return not bench.view().readings, newest[2] if newest else ""


def _begin_to_fill(config: "Config") -> None:
    """Queue the first pull; no network is asked for it."""
    from whereas.web.filling import queue_first_pull

    queue_first_pull(config)


def _token(place: Path | None) -> str:
    if place is None:
        return ""
    try:
        said = place.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise WhereasError("the token cannot be read", where=str(place), todo="name a file you may read") from error
    if len(said) < 24:
        raise WhereasError("the token is too short to keep anybody out", where=str(place), todo="24 characters or more")
    return said


def _watched_by_a_person() -> bool:
    return sys.stderr.isatty()
