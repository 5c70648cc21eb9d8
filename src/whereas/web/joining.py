"""Who somebody is that the organisation's provider signed in: an account, as the claims grant it today."""

import re
from typing import Any

from whereas.core.errors import WhereasError
from whereas.web.oidc import ProviderError
from whereas.web.provider import Grant, Provider
from whereas.web.register import Register
from whereas.web.register.accounts import Account

BY = "provider"  # who changes such accounts, in the audit
_ODD = re.compile(r"[^a-z0-9._@-]+")


def account_for(register: Register, provider: Provider, claims: dict[str, Any], *, now: str) -> str:
    """The name of their account, made or changed to what the claims grant today.

    Raises `ProviderError` for somebody whom no grant fits, or whose account may not be used.
    """
    grant = provider.grant(claims.get(provider.claim, []))
    if grant is None:
        raise ProviderError("your organisation's account opens nothing here", todo="ask an administrator for a role")
    subject = f"{provider.issuer}|{claims['sub']}"
    known = register.accounts.of_subject(subject)
    if known is None:
        return _new(register, claims, grant, subject, now)
    if known.disabled:
        raise ProviderError("your account may not be used", todo="ask an administrator")
    if not _is_as_granted(known, grant):
        register.accounts.change(
            known.name, by=BY, role=grant.role, tlp=grant.tlp, audiences=grant.audiences, disabled=False
        )
    return known.name


def _new(register: Register, claims: dict[str, Any], grant: Grant, subject: str, now: str) -> str:
    wished = str(claims.get("preferred_username") or claims.get("email") or claims["sub"])
    stem = _ODD.sub("-", wished.lower()).strip("-._@")[:56] or "member"
    for number in range(1, 100):
        name = stem if number == 1 else f"{stem}-{number}"
        try:
            register.accounts.add(name, grant.role, tlp=grant.tlp, audiences=grant.audiences, made=now, subject=subject)
        except WhereasError:
            continue
        return name
    raise ProviderError("no name is free for your account", todo="ask an administrator")


def _is_as_granted(known: Account, grant: Grant) -> bool:
    return (known.role, known.tlp, known.audiences) == (grant.role, grant.tlp, grant.audiences)
