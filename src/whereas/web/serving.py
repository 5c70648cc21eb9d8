"""Serves: one process, or several that share one address, one ledger and one register; until it is told to stop."""

import multiprocessing
import multiprocessing.connection
import os
import secrets
import shutil
import signal
import socket
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from multiprocessing.context import SpawnProcess
from pathlib import Path
from types import FrameType

from whereas.core.errors import WhereasError
from whereas.web.config import Config
from whereas.web.logs import event

# Seconds that requests are given to end after a signal, and a process after that.
_GRACE = 10


def secret_of(home: Path) -> str:
    """The secret of this home, made at the first start; only the account that serves may read it."""
    place = home / "web-secret"
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _kept_secret(place)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        made = secrets.token_urlsafe(48)
        file.write(made + "\n")
    return made


def _kept_secret(place: Path) -> str:
    for _ in range(20):
        if len(said := place.read_text(encoding="ascii").strip()) >= 32:
            return said
        time.sleep(0.1)  # a server that starts at the same instant has made it, and not written it yet
    raise WhereasError(
        "the file that signs forms is damaged", where=str(place), todo="delete it: open pages must be reloaded"
    )


def bound(config: Config) -> socket.socket:
    """The socket that is listened on. Raises `WhereasError` where the address cannot be had."""
    family = socket.AF_INET6 if ":" in config.host else socket.AF_INET
    # The protocol is named: the event loop sends small answers at once (TCP_NODELAY) only where it reads TCP here.
    made = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((config.host, config.port))
    except OSError as error:  # a name that leads nowhere among them
        made.close()
        raise WhereasError(
            f"{config.host} port {config.port} cannot be listened on: {error.strerror}",
            todo="choose another --port (0: any that is free), or end what listens there",
        ) from error
    made.set_inheritable(True)
    return made


def serve_here(config: Config, listening: socket.socket, secret: str, ready: Callable[[], None] = lambda: None) -> None:
    """Serve in this process until SIGTERM or SIGINT; requests that run are finished."""
    import uvicorn

    from whereas.web.app import app
    from whereas.web.logs import take_over
    from whereas.web.register import Register
    from whereas.web.watched import Watched

    take_over()
    application = app(config, register=Register.of(config.settings), secret=secret)
    closing = threading.Event()
    application.state.closing = closing

    class Server(uvicorn.Server):
        """Tells open streams that the end has come, before it waits for them."""

        def handle_exit(self, sig: int, frame: FrameType | None) -> None:
            closing.set()
            self.force_exit = self.should_exit and sig == signal.SIGINT  # asked again by somebody who will not wait
            self.should_exit = True

        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            ready()

    settings = uvicorn.Config(
        Watched(application, salt=secret), log_config=None, access_log=False, server_header=False, lifespan="on",
        ws="none", proxy_headers=config.https, forwarded_allow_ips=list(config.proxies), backlog=512,
        timeout_graceful_shutdown=_GRACE, h11_max_incomplete_event_size=64 * 1024,
        timeout_keep_alive=75,  # longer than proxies keep theirs: else one may ask on a line that was just closed
    )  # fmt: skip
    event("serving", process=os.getpid())
    Server(settings).run(sockets=[listening])
    event("stopped", process=os.getpid())


def serve_many(config: Config, listening: socket.socket, secret: str, workers: int) -> None:
    """Serve in several processes until SIGTERM or SIGINT; one that dies is replaced."""
    figures = tempfile.mkdtemp(prefix="whereas-figures-")
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = figures  # where the library puts the figures of all of them together
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stopping.set())
    listening.listen(512)
    # One process runs jobs: the others only answer, so that jobs do not take every processor there is.
    started = [_worker(replace(config, jobs=config.jobs and place == 0), listening, secret) for place in range(workers)]
    try:
        while not stopping.wait(0.5):
            for place, one in enumerate(started):
                if not one.is_alive():
                    event("replaced", process=one.pid, exit=one.exitcode)
                    time.sleep(1)
                    started[place] = _worker(replace(config, jobs=config.jobs and place == 0), listening, secret)
    finally:
        _end(started)
        shutil.rmtree(figures, ignore_errors=True)


def _worker(config: Config, listening: socket.socket, secret: str) -> SpawnProcess:
    made = multiprocessing.get_context("spawn").Process(target=_serve_under, args=(config, listening, secret))
    made.start()
    return made


def _serve_under(config: Config, listening: socket.socket, secret: str) -> None:
    """In a process of several: serve, and do not outlive whoever started it."""

    def watch() -> None:
        parent = multiprocessing.parent_process()
        if parent is not None:
            multiprocessing.connection.wait([parent.sentinel])
            os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()
    serve_here(config, listening, secret)


def _end(started: list[SpawnProcess]) -> None:
    for one in started:
        one.terminate()
    end = time.monotonic() + _GRACE + 5
    for one in started:
        one.join(timeout=max(0.1, end - time.monotonic()))
        if one.is_alive():
            one.kill()
            one.join()
