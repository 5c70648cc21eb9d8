"""Signing in at the organisation's provider: leaving for it, and coming back."""

from typing import Any

from litestar import Request, get
from litestar.datastructures import Cookie
from litestar.exceptions import NotFoundException
from litestar.params import FromQuery
from litestar.response import Redirect, Template

from whereas.core.errors import WhereasError
from whereas.web import gate
from whereas.web.access import needs
from whereas.web.joining import account_for
from whereas.web.oidc import LASTS, Client, Errand
from whereas.web.roles import Permission
from whereas.web.strangers import open_page, own_path

Asked = Request[Any, Any, Any]
_OPEN = needs(Permission.PUBLIC)
_BACK = "/sign-in/provider/back"
_COOKIE = "whereas_errand"


@get("/sign-in/provider", opt=_OPEN, sync_to_thread=True, include_in_schema=False)
def leave(request: Asked, then: FromQuery[str] = "/") -> Redirect:
    """Send the browser to the provider; it keeps what it must come back with."""
    client, errand = _client(request), Errand.new(own_path(then))
    answer = Redirect(client.address(errand, _back(request)))
    _set(request, answer, errand.signed(request.app.state.secret), LASTS)
    return answer


@get(_BACK, opt=_OPEN, sync_to_thread=True, include_in_schema=False)
def back(request: Asked) -> Template:
    """Take the provider's answer; sign in whom it names, or say that it did not go."""
    client, now = _client(request), request.app.state.config.clock()
    register = request.app.state.register
    try:
        errand = Errand.of(request.cookies.get(_COOKIE, ""), request.app.state.secret)
        claims = client.claims(errand, dict(request.query_params), _back(request), now=now)
        name = account_for(register, client.provider, claims, now=now)
    except WhereasError as error:
        gate.note(request, "", "sign-in", named="provider", result="refused")
        page = open_page(request, "sign_in_failed.html.j2", error=error)
        page.status_code = 403
    else:
        # The next page is asked from this one, and not by the provider's: else the browser would keep the cookie back.
        page = open_page(request, "sign_in_done.html.j2", then=errand.then)
        gate.set_session(request, page, gate.begin(request, name))
    _set(request, page, "", 0)
    return page


def _client(request: Asked) -> Client:
    state = request.app.state
    if state.config.provider is None:
        raise NotFoundException
    if "oidc" not in state:
        state.oidc = Client(state.config.provider)
    found: Client = state.oidc
    return found


def _back(request: Asked) -> str:
    """The address that is registered at the provider: as it was set, or as the browser asked by a known name."""
    config = request.app.state.config
    scheme = "https" if config.https else request.url.scheme
    return (config.provider.url or f"{scheme}://{request.headers.get('host', '')}") + _BACK


def _set(request: Asked, answer: Redirect | Template, value: str, lasts: int) -> None:
    """It must come back from the provider's page, which is another site: lax, and for this path only."""
    answer.set_cookie(
        Cookie(key=_COOKIE, value=value, path=_BACK, httponly=True, secure=request.app.state.config.https,
               samesite="lax", max_age=lasts)
    )  # fmt: skip


ROUTES = [leave, back]
