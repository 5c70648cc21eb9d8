"""Before a server starts: whether it can work as it was told to. Each fault is said at once, with what to do."""

import os
import re
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from ipaddress import ip_network
from pathlib import Path

from whereas.core.errors import WhereasError
from whereas.policy.programmes import load_programme
from whereas.web.config import LOOPBACK, Config

_NAME = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|[0-9A-Fa-f:]+")
# What an account that serves must be able to write to, where it is there: files of another account are met at the first
# start after one as root.
_OWN = ("web-secret", "ledger.sqlite", "register.sqlite", "heads.jsonl", "exhibits", "jobs", "inbox")
# The shortest prefixes of a network that proxies may stand in, by version: what is private in either is no wider.
_SHORTEST = {4: 8, 6: 7}
# A clock that is behind the ledger by less than this is two machines that differ, and no fault.
_SLACK = timedelta(minutes=5)


def check(config: Config) -> None:
    """Raises `WhereasError` for the first thing that cannot work; nothing is changed but that the home is made."""
    if not 0 <= config.port <= 65535:
        raise WhereasError(f"{config.port} is no port", where="--port", todo="give 1 to 65535, or 0 for any free one")
    for name in config.hosts:
        _hold_name(name)
    for proxy in config.proxies:
        _hold_proxy(proxy)
    load_programme(config.focus)
    for folder in config.settings.mirror:
        if not folder.is_dir():
            raise WhereasError(
                "the mirror is no folder", where=str(folder), todo="name the folder that holds SOURCE/FILE, or mount it"
            )
    hold_home(config.home)


def hold_home(home: Path) -> None:
    """Make the home where it is not there, for its owner alone. Raises `WhereasError` where it cannot be written to."""
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryFile(dir=home):
            pass
    except OSError as error:
        raise WhereasError(
            f"the home cannot be written to: {error.strerror or error}",
            where=str(home),
            todo="name a folder with --home or WHEREAS_HOME that the account which serves owns",
        ) from error
    for place in (home / name for name in _OWN):
        if place.exists() and not os.access(place, os.R_OK | os.W_OK):
            raise WhereasError(
                "this belongs to another account than the one that serves",
                where=str(place),
                todo=f"give the whole home to the one that serves (chown -R ACCOUNT {home}), or serve as its owner",
            )


def cautions(config: Config, *, newest: str = "") -> Iterator[str]:
    """What works and is likely not meant. `newest` is the instant of the ledger's last entry, where it has one."""
    if config.https and not config.hosts:
        yield "--https without --name: a proxy that passes the name on which people ask by is answered with 400"
    if set(config.proxies) - set(LOOPBACK) and not config.https:
        yield "--proxy without --https: no proxy's word on where a visitor comes from is taken"
    if newest and _instant(config.clock()) < _instant(newest) - _SLACK:
        yield (
            f"this machine's clock says {config.clock()}, and the ledger's last entry is of {newest}: set the clock "
            "before anybody works, for what is recorded now stands under that time for good"
        )


def _hold_name(name: str) -> None:
    if not _NAME.fullmatch(name):
        raise WhereasError(
            f"{name!r} is no name of a host",
            where="--name",
            todo="give the bare name, as whereas.example.org: no https://, no port, no path",
        )


def _hold_proxy(said: str) -> None:
    try:
        network = ip_network(said)
    except ValueError as error:
        raise WhereasError(
            f"{said!r} is no address",
            where="--proxy",
            todo="give an address or a network, as 10.88.0.1 or 10.88.0.0/16",
        ) from error
    if network.prefixlen < _SHORTEST[network.version]:
        raise WhereasError(
            f"{said} is no network of proxies: whoever asks from it could say that they come from anywhere",
            where="--proxy",
            todo="name the proxy, or the network of the containers alone",
        )


def _instant(said: str) -> datetime:
    return datetime.fromisoformat(said)
