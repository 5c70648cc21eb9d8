"""Against forged requests: what changes something carries a token that only our own pages could have given it.

The token is signed for the session it was made in, so that one of another session, or one that somebody got for
themselves as a stranger, is worth nothing. API tokens need none: no browser sends them by itself.
"""

import hmac
import secrets
from hashlib import sha256
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlsplit

from litestar import Request
from litestar.datastructures import MutableScopeHeaders
from litestar.enums import RequestEncodingType
from litestar.exceptions import PermissionDeniedException
from litestar.types import Message
from litestar.utils.scope.state import ScopeState

from whereas.web.visit import cookie_name

COOKIE, HEADER, FIELD = "csrftoken", "x-csrftoken", "_csrf_token"
_SAFE = {"GET", "HEAD", "OPTIONS"}
_RANDOM = 64  # characters of a token that are random; the signature follows


async def checked(request: Request[Any, Any, Any]) -> str:
    """The token that the page's forms carry stands in the request's state afterwards; given where it is a new one.

    Raises `PermissionDeniedException` for a request that changes something and carries none, or a wrong one.
    """
    cookie = request.cookies.get(_cookie_name(request), "")
    if request.method in _SAFE:
        token = cookie if _is_ours(request, cookie) else _made(request)
        ScopeState.from_scope(request.scope).csrf_token = token
        return "" if token == cookie else token
    _refuse_other_site(request)
    carried = await _carried(request)
    if not (cookie and hmac.compare_digest(carried.encode(), cookie.encode()) and _is_ours(request, cookie)):
        raise PermissionDeniedException("the form is out of date, or it is not ours: open the page again")
    ScopeState.from_scope(request.scope).csrf_token = cookie
    return ""


def set_cookie(request: Request[Any, Any, Any], message: Message, token: str) -> None:
    """Let an answer set the token as a cookie. Scripts of our pages may read it: it is no secret from them."""
    made: SimpleCookie = SimpleCookie({_cookie_name(request): token})
    morsel = made[_cookie_name(request)]
    morsel["path"], morsel["samesite"], morsel["secure"] = "/", "Strict", request.app.state.config.https
    MutableScopeHeaders.from_message(message).add("set-cookie", morsel.OutputString())


def _refuse_other_site(request: Request[Any, Any, Any]) -> None:
    """A browser says from where a request comes; one that says nothing must have the token all the same."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise PermissionDeniedException("this request comes from another site")
    origin = request.headers.get("origin", "")
    if origin and urlsplit(origin).netloc != request.headers.get("host", ""):
        raise PermissionDeniedException("this request comes from another site")


async def _carried(request: Request[Any, Any, Any]) -> str:
    if said := request.headers.get(HEADER, ""):
        return said
    if request.content_type[0] in (RequestEncodingType.URL_ENCODED, RequestEncodingType.MULTI_PART):
        field = (await request.form()).get(FIELD, "")
        return field if isinstance(field, str) else ""
    return ""


def _made(request: Request[Any, Any, Any]) -> str:
    random = secrets.token_hex(_RANDOM // 2)
    return random + _signature(request, random)


def _is_ours(request: Request[Any, Any, Any], token: str) -> bool:
    random, signature = token[:_RANDOM], token[_RANDOM:]
    return hmac.compare_digest(signature.encode(), _signature(request, random).encode())


def _signature(request: Request[Any, Any, Any], random: str) -> str:
    session = request.cookies.get(cookie_name(request.app.state.config.https), "")
    return hmac.new(request.app.state.secret.encode(), f"{random} {session}".encode(), sha256).hexdigest()


def _cookie_name(request: Request[Any, Any, Any]) -> str:
    return f"__Host-{COOKIE}" if request.app.state.config.https else COOKIE
