"""Whether the server serves, for a supervisor, without an account; and its figures, for who keeps it up."""

import shutil
from dataclasses import dataclass
from typing import Any, Literal

import sqlalchemy as sa
from litestar import Request, Response, get
from litestar.exceptions import HTTPException
from sqlalchemy.exc import SQLAlchemyError

from whereas.core.errors import WhereasError
from whereas.web.access import needs
from whereas.web.roles import Permission
from whereas.web.watched import shared_figures

# Below this many free bytes a pull of all lists may not end.
_LOW = 1 << 30
Word = Literal["ok", "failed", "low", "warm", "cold"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """`status` is `ok` or `failed`; then each part. `disk` is `low` under 1 GiB, `index` is `warm` once it is made."""

    status: Word
    ledger: Word
    register: Word
    disk: Word
    index: Word


@get("/health", opt=needs(Permission.PUBLIC), sync_to_thread=True)
def health(request: Request[Any, Any, Any]) -> Response[Health]:
    """Say whether the process answers and can read what it needs: 200, or 503 where it cannot. It says no numbers."""
    state = request.app.state
    ledger = _ok(lambda: state.room.whole(now=state.config.clock()).bench.ledger.root)
    register = _ok(lambda: _asked(state.register))
    status: Word = "ok" if (ledger, register) == ("ok", "ok") else "failed"
    found = Health(
        status=status,
        ledger=ledger,
        register=register,
        disk=_disk(state),
        index="warm" if state.get("warm") else "cold",
    )
    return Response(found, status_code=200 if status == "ok" else 503)


@get("/metrics", opt=needs(Permission.UPKEEP), sync_to_thread=True, include_in_schema=False)
def figures(request: Request[Any, Any, Any]) -> Response[bytes]:
    """Figures in the form of Prometheus."""
    from whereas.web.metrics import TYPE, page_of_figures

    return Response(page_of_figures(request.app.state, shared_figures()), media_type=TYPE)


def _ok(look: Any) -> Word:
    try:
        look()
    except (WhereasError, SQLAlchemyError, OSError, HTTPException):
        return "failed"
    return "ok"


def _asked(register: Any) -> None:
    with register.engine.connect() as connection:
        connection.execute(sa.select(sa.literal(1)))


def _disk(state: Any) -> Word:
    try:
        return "low" if shutil.disk_usage(state.config.home).free < _LOW else "ok"
    except OSError:
        return "failed"


ROUTES = [health, figures]
