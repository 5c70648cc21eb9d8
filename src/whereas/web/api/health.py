"""Whether the server serves: for a supervisor, without an account."""

from litestar import get

from whereas.web.access import needs
from whereas.web.roles import Permission


@get("/health", opt=needs(Permission.PUBLIC), sync_to_thread=False)
def health() -> dict[str, str]:
    """`ok` while the process answers."""
    return {"status": "ok"}


ROUTES = [health]
