"""Pages for somebody who is not signed in, or where it does not matter: sign-in, the first start, errors."""

from typing import Any

from litestar import Request
from litestar.response import Template

from whereas.web.shown import page
from whereas.web.visit import language_of, person_of, visit
from whereas.web.words import word


def open_page(request: Request[Any, Any, Any], template: str, **values: Any) -> Template:
    """A page without a visit: the frame is drawn without navigation."""
    language = language_of(request)

    def t(key: str, **said: object) -> str:
        return word(language, key, **said)

    known = {"t": t, "language": language, "here": "", "navigation": (), "person": person_of(request)}
    return Template(template_name=template, context={**known, **values})


def framed(request: Request[Any, Any, Any], template: str, **values: Any) -> Template:
    """A page in the frame of whoever asks, with navigation where they are signed in."""
    if person_of(request) is None:
        return open_page(request, template, **values)
    return page(visit(request), template, **values)


def own_path(said: str) -> str:
    """Where to go on: a path of this server as it was asked, else the first page. Never another host."""
    odd = any(character < "!" or character in "\\\x7f" for character in said)
    return said if said.startswith("/") and not said.startswith("//") and not odd and len(said) <= 2048 else "/"
