"""Every route of the application and who may ask it, read from the application itself: for docs and for the test."""

from collections.abc import Iterator
from dataclasses import dataclass

from litestar import Litestar
from litestar.routes import HTTPRoute

from whereas.web.roles import GRANTS, Permission, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A route: its verb, its address with the names of what varies, and the permission it names (None: closed)."""

    verb: str
    path: str
    needs: Permission | None

    def open_to(self, role: Role | None) -> bool:
        """Whether somebody with this role (None: a stranger) may ask it."""
        if self.needs is None:
            return False
        return self.needs is Permission.PUBLIC or (role is not None and self.needs in GRANTS[role])


def rows(app: Litestar) -> list[Row]:
    """All routes, by address."""
    return sorted(_rows(app), key=lambda row: (row.path, row.verb))


def _rows(app: Litestar) -> Iterator[Row]:
    for route in app.routes:
        if not isinstance(route, HTTPRoute):  # none is mounted; one that were would stand here as closed
            yield Row(verb="*", path=route.path_format, needs=None)
            continue
        for handler in route.route_handlers:
            named = handler.opt.get("needs")
            for verb in handler.http_methods - {"OPTIONS", "HEAD"}:
                yield Row(verb=verb, path=route.path_format, needs=named if isinstance(named, Permission) else None)
