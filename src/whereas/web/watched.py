"""Around the application: each request gets a number, is counted, and leaves one line in the log."""

import hmac
import os
import secrets
import time
from pathlib import Path
from typing import Any

from litestar import Litestar
from litestar.types import Message, Receive, Send

from whereas.web.logs import digest_of, event, fault_of
from whereas.web.metrics import TYPE, meters, page_of_figures

_HEADER = b"x-request-id"


def shared_figures() -> Path | None:
    """The folder in which Prometheus' library puts figures of several processes together, where there are several."""
    said = os.environ.get("PROMETHEUS_MULTIPROC_DIR", "")  # the library reads it itself, and has no other way
    return Path(said) if said else None


class Watched:
    """An ASGI application that answers as `app` does."""

    def __init__(self, app: Litestar, *, salt: str) -> None:
        self.app, self._salt = app, salt

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        """Answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if self._is_scrape(scope):
            await self._figures(send)
            return
        began, number, seen = time.perf_counter(), secrets.token_hex(8), {"status": 0}

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                seen["status"] = message["status"]
                message["headers"] = [*message["headers"], (_HEADER, number.encode())]
            await send(message)

        scope.setdefault("state", {})  # so that what the door finds out is told here too
        fault = ""
        try:
            await self.app(scope, receive, told)
        except Exception as error:  # the application answers its own faults; this one it could not
            fault = fault_of(error)
            if not seen["status"]:
                await _failed(told)
        self._note(scope, seen["status"], time.perf_counter() - began, number, fault)

    def _note(self, scope: Any, status: int, seconds: float, number: str, fault: str) -> None:
        route = str(scope.get("path_template") or "-")
        method = scope["method"] if scope["method"] in _METHODS else "other"
        meters().answered(method, route, status, seconds)
        state: Any = scope.get("state", {})
        fault = fault or state.get("fault", "")
        if self.app.state.config.log_requests or fault:
            event(
                "request", method=method, route=route, status=status, ms=round(seconds * 1000, 1), request=number,
                account=digest_of(state.get("person", ""), self._salt), **({"fault": fault} if fault else {}),
            )  # fmt: skip

    def _is_scrape(self, scope: Any) -> bool:
        """Whether Prometheus asks with the token that the server was started with: that opens the figures alone."""
        token = self.app.state.config.scrape_token
        said = dict(scope["headers"]).get(b"authorization", b"")
        return bool(token) and scope["path"] == "/metrics" and hmac.compare_digest(said, f"Bearer {token}".encode())

    async def _figures(self, send: Send) -> None:
        from litestar.concurrency import sync_to_thread

        body = await sync_to_thread(page_of_figures, self.app.state, shared_figures())
        headers = [(b"content-type", TYPE.encode()), (b"cache-control", b"no-store")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body, "more_body": False})


_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


async def _failed(send: Send) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"x-content-type-options", b"nosniff")]
    await send({"type": "http.response.start", "status": 500, "headers": headers})
    await send({"type": "http.response.body", "body": b"The program broke here. Try again.\n", "more_body": False})
