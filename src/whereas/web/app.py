"""The application: finds pages and API, sets the one door before them, and says what a browser may load."""

from pathlib import Path
from typing import Any

from litestar import Litestar, Request, Response
from litestar.config.csrf import CSRFConfig
from litestar.di import Provide
from litestar.exceptions import HTTPException, NotAuthorizedException
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.plugins.jinja import JinjaTemplateEngine
from litestar.response import Redirect
from litestar.static_files import create_static_files_router
from litestar.template.config import TemplateConfig

from whereas.core.errors import WhereasError
from whereas.web import links
from whereas.web.access import guard, needs
from whereas.web.assets import asset
from whereas.web.attendant import attended
from whereas.web.catalogue import entries, handlers
from whereas.web.config import Config
from whereas.web.register import Register
from whereas.web.roles import Permission
from whereas.web.visit import language_of, person_of, visit
from whereas.web.words import languages, word
from whereas.workbench.room import Room

HERE = Path(__file__).parent
# Nothing is loaded from anywhere else, and no script or style stands in a page.
HEADERS = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; "
    "manifest-src 'self'; worker-src 'self' blob:",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "no-store",
}


def app(config: Config, *, register: Register, secret: str) -> Litestar:
    """The application over a ledger and a register. `secret` signs what forms carry against forgery (CSRF)."""
    return Litestar(
        route_handlers=[*handlers(), _static()],
        guards=[guard],
        dependencies={"visit": Provide(visit, sync_to_thread=True)},
        template_config=TemplateConfig(
            directory=HERE / "templates", engine=JinjaTemplateEngine, engine_callback=_words
        ),
        csrf_config=CSRFConfig(secret=secret, cookie_secure=config.https, cookie_samesite="strict"),
        openapi_config=OpenAPIConfig(title="Whereas", version="1", path="/api", render_plugins=[JsonRenderPlugin()]),
        exception_handlers={WhereasError: _taught, HTTPException: _refused},
        after_request=_headers,
        lifespan=[attended],
        on_shutdown=[register.close],
        state=_state(config, register),
    )


def _state(config: Config, register: Register) -> Any:
    from litestar.datastructures import State

    return State({"config": config, "register": register, "room": Room(config.settings, focus=config.focus)})


def _static() -> Any:
    return create_static_files_router(path="/static", directories=[HERE / "static"], opt=needs(Permission.PUBLIC))


def _words(engine: JinjaTemplateEngine) -> None:
    """What every template knows: `t`, `links`, the navigation, and who is here."""
    environment = engine.engine
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.globals |= {"links": links, "entries": entries, "languages": languages, "word": word, "asset": asset}


def _headers(response: Response[Any]) -> Response[Any]:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def _wants_page(request: Request[Any, Any, Any]) -> bool:
    return not request.url.path.startswith("/api") and "text/html" in request.headers.get("accept", "")


def _refused(request: Request[Any, Any, Any], error: HTTPException) -> Response[Any]:
    if isinstance(error, NotAuthorizedException) and _wants_page(request):
        return Redirect(f"/sign-in?then={request.url.path}")
    return Response({"error": error.detail}, status_code=error.status_code)


def _taught(request: Request[Any, Any, Any], error: WhereasError) -> Response[Any]:
    return Response({"error": error.what, "where": error.where, "todo": error.todo}, status_code=400)


__all__ = ["app", "language_of", "person_of"]
