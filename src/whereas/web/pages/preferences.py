"""Look and language: two cookies that a form sets, so that both work without script and before signing in."""

from dataclasses import dataclass
from typing import Annotated, Any

from litestar import Request, post
from litestar.datastructures import Cookie
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.response import Redirect

from whereas.web.access import needs
from whereas.web.roles import Permission
from whereas.web.strangers import own_path
from whereas.web.words import languages

THEMES = ("system", "light", "dark")
_YEAR = 365 * 24 * 3600  # seconds


@dataclass(kw_only=True)
class Chosen:
    """What the form says; a field that is empty changes nothing."""

    theme: str = ""
    language: str = ""
    then: str = "/"


@post("/preferences", opt=needs(Permission.PUBLIC), sync_to_thread=True, include_in_schema=False)
def prefer(
    request: Request[Any, Any, Any], data: Annotated[Chosen, Body(media_type=RequestEncodingType.URL_ENCODED)]
) -> Redirect:
    """Keep the choice for a year and go back; a value that is not offered changes nothing."""
    chosen = [("theme", data.theme, THEMES), ("language", data.language, languages())]
    https = request.app.state.config.https
    cookies = [_kept(name, value, https=https) for name, value, offered in chosen if value in offered]
    return Redirect(own_path(data.then), status_code=303, cookies=cookies)


def _kept(name: str, value: str, *, https: bool) -> Cookie:
    return Cookie(key=f"whereas_{name}", value=value, max_age=_YEAR, samesite="lax", httponly=True, secure=https)


ROUTES = [prefer]
