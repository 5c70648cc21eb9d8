"""The application: finds pages and API, sets the one door before them, and says what a browser may load."""

from pathlib import Path
from typing import Any

from litestar import Litestar, Router
from litestar.datastructures import MutableScopeHeaders, State
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.plugins.jinja import JinjaTemplateEngine
from litestar.static_files import create_static_files_router
from litestar.template.config import TemplateConfig
from litestar.types import Message, Scope

from whereas.core.errors import WhereasError
from whereas.publish.pages import tongues
from whereas.web import links, spoken
from whereas.web.access import SMALL, Door, needs
from whereas.web.assets import asset
from whereas.web.attendant import attended
from whereas.web.catalogue import entries, handlers
from whereas.web.config import Config
from whereas.web.errors import refused, taught, unexpected
from whereas.web.pace import Pace
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
# An address with a digest means the same bytes for good; a font that a style names is asked for again, by its ETag.
_KEPT, _ASKED_AGAIN = "public, max-age=31536000, immutable", "public, max-age=3600"
_TLS = {"strict-transport-security": "max-age=31536000"}


def app(config: Config, *, register: Register, secret: str) -> Litestar:
    """The application over a ledger and a register. `secret` signs what forms carry against forgery."""
    room = Room(config.settings, focus=config.focus)
    return Litestar(
        route_handlers=[*handlers(), _static()],
        middleware=[Door],
        dependencies={"visit": Provide(visit, sync_to_thread=True)},
        template_config=TemplateConfig(
            directory=HERE / "templates", engine=JinjaTemplateEngine, engine_callback=_words
        ),
        openapi_config=_openapi(),
        exception_handlers={WhereasError: taught, HTTPException: refused, Exception: unexpected},
        logging_config=None,  # its own would print the addresses that libraries ask, search words and all
        before_send=[_headers],
        request_max_body_size=SMALL,
        lifespan=[attended],
        on_shutdown=[register.close, room.close],
        state=_state(config, register, room, secret),
    )


def _state(config: Config, register: Register, room: Room, secret: str) -> State:
    return State(
        {
            "config": config, "register": register, "room": room, "secret": secret,
            "pace_of_accounts": Pace(config.most_api), "pace_of_strangers": Pace(config.most_strangers),
            "sights": set(),  # who saw which state of the ledger, as far as this process has noted it
        }
    )  # fmt: skip


def _openapi() -> OpenAPIConfig:
    """The description of the API, for whoever may read; the page of it is our own (`pages/api_docs.py`)."""
    router = Router(path="/api", route_handlers=[], opt=needs(Permission.READ))
    return OpenAPIConfig(title="Whereas", version="1", openapi_router=router, render_plugins=[JsonRenderPlugin()])


def _static() -> Any:
    return create_static_files_router(path="/static", directories=[HERE / "static"], opt=needs(Permission.PUBLIC))


def _words(engine: JinjaTemplateEngine) -> None:
    """What every template knows: `t`, `links`, the navigation, and who is here."""
    environment = engine.engine
    environment.filters["tongues"] = tongues
    spoken.install(environment)
    # A process keeps the templates it began with, as it keeps its words and code: files of a newer version that are
    # laid over a running server must not meet in one page with what is in memory.
    environment.auto_reload = False
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.globals |= {"links": links, "entries": entries, "languages": languages, "word": word, "asset": asset}


async def _headers(message: Message, scope: Scope) -> None:
    """On every answer, also one of an error; a handler that sets one of them itself has its reason."""
    if message["type"] != "http.response.start":
        return
    headers = MutableScopeHeaders.from_message(message)
    if scope["path"].startswith("/static/") and message["status"] in (200, 206, 304):
        headers.setdefault("cache-control", _KEPT if scope["query_string"].startswith(b"v=") else _ASKED_AGAIN)
    for name, value in (HEADERS | (_TLS if scope["litestar_app"].state.config.https else {})).items():
        headers.setdefault(name, value)


__all__ = ["app", "language_of", "person_of"]
