"""What a user can set: read once from the environment and the command line, then passed down."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from whereas.core.errors import WhereasError


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where things stand.

    `home` holds the ledger and its exhibits; `ledger` is empty for the embedded SQLite file in it, or a
    `postgresql://` address; `mirror` the folders of captured files that are read instead of the network (empty: the
    network is asked); `contact` an address that publishers' servers are told in the user agent; `author` the name under
    which a person's acts are recorded.
    """

    home: Path
    ledger: str = ""
    mirror: tuple[Path, ...] = ()
    contact: str = ""
    author: str = ""


def settings(
    environment: Mapping[str, str] = os.environ,
    *,
    home: Path | None = None,
    ledger: str = "",
    mirror: Sequence[Path] = (),
) -> Settings:
    """Settings from `WHEREAS_HOME`, `WHEREAS_LEDGER`, `WHEREAS_MIRROR`, `WHEREAS_CONTACT` and `WHEREAS_AUTHOR`.

    Arguments outrank the environment; the home is `whereas-home` in the working folder where neither names one.
    `WHEREAS_MIRROR` may name several folders, parted as in `PATH` (`os.pathsep`). Raises `WhereasError` for a
    ledger that is no address of PostgreSQL.
    """
    said_mirrors = filter(None, environment.get("WHEREAS_MIRROR", "").split(os.pathsep))
    return Settings(
        home=home or Path(environment.get("WHEREAS_HOME", "") or "whereas-home"),
        ledger=_address(ledger or environment.get("WHEREAS_LEDGER", "")),
        mirror=tuple(mirror) or tuple(Path(said) for said in said_mirrors),
        contact=environment.get("WHEREAS_CONTACT", ""),
        author=environment.get("WHEREAS_AUTHOR", "") or environment.get("USER", "") or "unnamed",
    )


def _address(ledger: str) -> str:
    """As it is said; anything else would quietly become a file of that name."""
    if ledger and not ledger.startswith(("postgresql://", "postgres://")):
        scheme = ledger.partition(":")[0][:20]  # no more of it is said: it may hold a password
        raise WhereasError(
            f"a ledger's tables stand in SQLite or PostgreSQL, not at {scheme!r}",
            where="--ledger or WHEREAS_LEDGER",
            todo="give postgresql://USER@HOST/NAME, or leave it out for SQLite in the home",
        )
    return ledger
