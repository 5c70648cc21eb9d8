"""The organisation's OpenID Connect provider, as it is set up in the environment."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from whereas.core.errors import WhereasError
from whereas.core.marking import TLP
from whereas.web.roles import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """What a value of the claim gives: a role, and how far its members see."""

    role: Role
    tlp: TLP = TLP.CLEAR
    audiences: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """`issuer` is the address its discovery stands below; `claim` the claim of the ID token that `grants` are read by.

    Who has none of its values is refused; where `strangers` is True they are a reader who sees what is clear.
    """

    issuer: str
    client: str
    secret: str = field(default="", repr=False)
    claim: str = "groups"
    grants: Mapping[str, Grant] = field(default_factory=dict)
    strangers: bool = False
    url: str = ""  # this server's own address, as the provider knows it; empty: as the browser asked

    @property
    def name(self) -> str:
        """The provider's host, as people read it on the button."""
        return urlsplit(self.issuer).netloc

    def grant(self, said: object) -> Grant | None:
        """What the claim's value gives: of several grants that fit, the one that stands first; None: refused."""
        values = {str(one) for one in said} if isinstance(said, list) else {str(said)}
        fitting = next((grant for value, grant in self.grants.items() if value in values), None)
        return fitting or (Grant(role=Role.READER) if self.strangers else None)


def provider_of(environment: Mapping[str, str]) -> Provider | None:
    """The provider of `WHEREAS_OIDC_ISSUER`, `_CLIENT`, `_SECRET_FILE`, `_ROLES` and `_URL`; None where none is named.

    `_ROLES` is a file, or JSON itself: `{"claim": "groups", "strangers": false, "grants": {"sanctions-desk": {"role":
    "analyst", "tlp": "AMBER", "audiences": ["eu"]}}}`. Raises `WhereasError` where it cannot be read.
    """
    issuer = environment.get("WHEREAS_OIDC_ISSUER", "").rstrip("/")
    if not issuer:
        return None
    if urlsplit(issuer).scheme != "https" and urlsplit(issuer).hostname not in ("localhost", "127.0.0.1", "::1"):
        raise WhereasError("the provider must be asked over https", where="WHEREAS_OIDC_ISSUER", todo="name it so")
    client = environment.get("WHEREAS_OIDC_CLIENT", "")
    if not client:
        raise WhereasError("no client is named", where="WHEREAS_OIDC_CLIENT", todo="set the client's id")
    said = _roles(environment.get("WHEREAS_OIDC_ROLES", ""))
    return Provider(
        issuer=issuer, client=client, secret=_secret(environment.get("WHEREAS_OIDC_SECRET_FILE", "")),
        claim=str(said.get("claim", "groups")), strangers=bool(said.get("strangers", False)),
        grants={str(value): _grant(value, one) for value, one in said.get("grants", {}).items()},
        url=environment.get("WHEREAS_OIDC_URL", "").rstrip("/"),
    )  # fmt: skip


def _secret(file: str) -> str:
    """A file, so that it stands in no list of processes and no shell's history."""
    if not file:
        return ""
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise WhereasError(
            f"the secret cannot be read: {error.strerror}", where=file, todo="check WHEREAS_OIDC_SECRET_FILE"
        ) from error


def _roles(said: str) -> dict[str, Any]:
    text = said
    try:
        if said and not said.lstrip().startswith("{"):
            text = Path(said).read_text(encoding="utf-8")
        read = json.loads(text or "{}")
    except (OSError, ValueError) as error:
        raise WhereasError(
            f"the roles cannot be read: {error}", where="WHEREAS_OIDC_ROLES", todo="see docs/explanation/who-may.md"
        ) from error
    return dict(read) if isinstance(read, dict) else {}


def _grant(value: str, said: Mapping[str, Any]) -> Grant:
    try:
        tlp, audiences = TLP[str(said.get("tlp", "CLEAR"))], frozenset(map(str, said.get("audiences", [])))
        return Grant(role=Role(str(said["role"])), tlp=tlp, audiences=audiences)
    except (KeyError, ValueError, TypeError) as error:
        raise WhereasError(
            f"the grant of {value!r} names no role or marking that there is: {error}", where="WHEREAS_OIDC_ROLES",
            todo=f"roles are {', '.join(Role)}; markings {', '.join(TLP.__members__)}",
        ) from error  # fmt: skip
