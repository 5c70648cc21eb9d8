"""Finds pages and API parts: a new one is one file in `pages/` or `api/`, and no list is edited."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import wraps
from importlib import import_module
from inspect import iscoroutinefunction
from pkgutil import iter_modules
from typing import Any

from litestar.concurrency import sync_to_thread

import whereas.web.api
import whereas.web.pages
from whereas.web.roles import Permission


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A page's place in the navigation: `key` names its words (`nav.KEY`), `order` its place, `needs` who sees it."""

    key: str
    path: str
    order: int
    needs: Permission = Permission.READ
    shortcut: str = ""  # a letter: g then the letter goes there


def handlers() -> list[Any]:
    """Every route handler of every page and API part, in the order of their files."""
    return [_in_thread(handler) for module in _modules() for handler in _routes(module)]


def entries() -> tuple[Entry, ...]:
    """The navigation: the `ENTRY` of every page module that has one."""
    found = (getattr(module, "ENTRY", None) for module in _modules())
    return tuple(sorted((one for one in found if one is not None), key=lambda one: one.order))


def _in_thread(handler: Any) -> Any:
    """The handler as a coroutine where it asks for a thread.

    Litestar 2.25 wraps a function once for each handler that shares its path (GET and POST of one page), and then
    hands on a coroutine in place of the answer; one that is a coroutine already is not wrapped.
    """
    plain = handler.fn
    if getattr(handler, "sync_to_thread", False) and not iscoroutinefunction(plain):

        @wraps(plain)
        async def threaded(*given: Any, **named: Any) -> Any:
            return await sync_to_thread(plain, *given, **named)

        handler._fn = threaded
    return handler


def _routes(module: Any) -> Sequence[Any]:
    routes: Sequence[Any] = module.ROUTES
    return routes


def _modules() -> list[Any]:
    return [
        import_module(f"{package.__name__}.{found.name}")
        for package in (whereas.web.pages, whereas.web.api)
        for found in sorted(iter_modules(package.__path__), key=lambda one: one.name)
    ]
