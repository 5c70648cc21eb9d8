"""Signing in and out: what happens to attempts, sessions and the audit when somebody shows who they are."""

from typing import Any

from litestar import Request
from litestar.datastructures import Cookie
from litestar.response.base import Response

from whereas.core.errors import WhereasError
from whereas.web import passwords
from whereas.web.hosts import one_of
from whereas.web.register import Register
from whereas.web.register.audit import Act
from whereas.web.register.sessions import WHOLE
from whereas.web.visit import address_of, cookie_name


def sign_in(request: Request[Any, Any, Any], name: str, password: str) -> str | None:
    """A new session's token, or None: for a name there is not, a wrong password, and where one has to wait alike."""
    register, now, address = _register(request), _now(request), _client(request)
    if not register.attempts.try_now(name, address, now=now):
        note(request, name, "sign-in", result="refused")
        return None
    kept = register.accounts.secret(name)
    if not passwords.verify(kept, password):
        note(request, name, "sign-in", result="refused")
        return None
    if passwords.is_old(kept):
        register.accounts.keep_secret(name, passwords.hashed(password), was=kept)
    register.attempts.succeeded(name, address)
    return begin(request, name)


def begin(request: Request[Any, Any, Any], name: str) -> str:
    """A new session for somebody who has shown who they are; one that the browser came with ends."""
    register = _register(request)
    if carried := carried_session(request):
        register.sessions.end(carried)
    note(request, name, "sign-in")
    return register.sessions.begin(name, now=_now(request))


def set_session(request: Request[Any, Any, Any], answer: Response[Any], token: str) -> None:
    """Let an answer set the session's cookie: for no script, no other site and, with https, no other channel."""
    https = request.app.state.config.https
    answer.set_cookie(
        Cookie(key=cookie_name(https), value=token, path="/", httponly=True, secure=https, samesite="strict",
               max_age=WHOLE)
    )  # fmt: skip


def end(request: Request[Any, Any, Any], answer: Response[Any]) -> None:
    """End the session that a request came with."""
    _register(request).sessions.end(carried_session(request))
    https = request.app.state.config.https
    answer.set_cookie(
        Cookie(key=cookie_name(https), value="", path="/", httponly=True, secure=https, samesite="strict", max_age=0)
    )


def change_password(request: Request[Any, Any, Any], name: str, *, old: str, new: str, again: str) -> str:
    """A new password: every session and token ends, and a new session begins, whose token is given.

    Raises `WhereasError` where the old one is not right, or the new one will not do.
    """
    register, now = _register(request), _now(request)
    if not register.attempts.try_now(name, _client(request), now=now):
        raise WhereasError("too many tries", todo="wait a quarter of an hour and try again")
    kept = register.accounts.secret(name)
    if not passwords.verify(kept, old):
        note(request, name, "password", result="refused")
        raise WhereasError("the present password is not right", todo="write it again")
    register.attempts.succeeded(name, _client(request))
    register.accounts.keep_secret(name, passwords.chosen(new, again, name=name))
    register.sessions.end_all(name)
    register.tokens.end_all(name)
    note(request, name, "password")
    return register.sessions.begin(name, now=now)


def note(request: Request[Any, Any, Any], name: str, action: str, *, named: str = "", result: str = "done") -> None:
    """Note an act in the audit. A name that no account has is not kept: it may be a password in the wrong field."""
    register = _register(request)
    who = name if register.accounts.get(name) is not None else "-"
    register.audit.note(
        Act(at=_now(request), who=who, action=action, object=named, result=result, address=address_of(request),
            route=request.scope.get("path_template", ""))
    )  # fmt: skip


def carried_session(request: Request[Any, Any, Any]) -> str:
    """The session's token that a request came with; empty where it came with none."""
    return request.cookies.get(cookie_name(request.app.state.config.https), "")


def _register(request: Request[Any, Any, Any]) -> Register:
    found: Register = request.app.state.register
    return found


def _now(request: Request[Any, Any, Any]) -> str:
    now: str = request.app.state.config.clock()
    return now


def _client(request: Request[Any, Any, Any]) -> str:
    return one_of(request.client.host if request.client else "")
