"""The one door: every route names the permission it needs, and a route that names none is closed."""

from typing import Any

from litestar import Request
from litestar.connection import ASGIConnection
from litestar.exceptions import NotAuthorizedException, PermissionDeniedException
from litestar.handlers.base import BaseRouteHandler

from whereas.web.roles import Permission
from whereas.web.visit import person_of


def needs(permission: Permission) -> dict[str, Any]:
    """What a handler declares as its `opt`: `@get("/", opt=needs(Permission.READ))`."""
    return {"needs": permission}


def guard(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """Lets through only who has the permission that the route names; a route that names none lets nobody through."""
    wanted = handler.opt.get("needs")
    if wanted is Permission.PUBLIC:
        return
    if not isinstance(wanted, Permission):
        raise PermissionDeniedException("this route names no permission and is closed")
    person = person_of(Request(connection.scope))
    if person is None:
        raise NotAuthorizedException("sign in first")
    if not person.may(wanted):
        raise PermissionDeniedException(f"the role {person.role} may not {wanted}")
