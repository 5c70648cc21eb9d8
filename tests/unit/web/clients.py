"""A server in memory over a small ledger, and people of every role who are signed in."""

import atexit
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import FileSystemBytecodeCache
from litestar import Litestar
from litestar.plugins.jinja import JinjaTemplateEngine
from litestar.testing import TestClient

from tests.stores import settings_of
from whereas.core.marking import TLP
from whereas.web.app import app
from whereas.web.config import Config
from whereas.web.register import Register
from whereas.web.roles import Role
from whereas.web.visit import COOKIE

NOW = "2024-02-01T09:00:00Z"
_HOSTS = ("testserver.local",)  # the name that the client in memory asks for


@cache
def _compiled() -> FileSystemBytecodeCache:
    folder = tempfile.mkdtemp(prefix="whereas-templates-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return FileSystemBytecodeCache(folder)


def compiled_once(made: Litestar) -> Litestar:
    """An application whose templates are compiled once in a run of tests, and not once for each server."""
    assert isinstance(made.template_engine, JinjaTemplateEngine)
    made.template_engine.engine.bytecode_cache = _compiled()
    return made


@contextmanager
def serving(folder: Path, *, now: str = NOW, jobs: bool = True) -> Iterator["Office"]:
    """A server over the ledger in `folder/home`; the same folder again opens the same ledger."""
    home = folder / "home"
    home.mkdir(parents=True, exist_ok=True)
    register = Register.of(settings_of(home))
    config = Config(
        focus="dprk",
        settings=settings_of(home),
        clock=lambda: now,
        jobs=jobs,
        warms=False,
        hosts=_HOSTS,
        most_strangers=0,
    )
    with TestClient(compiled_once(app(config, register=register, secret="s" * 32))) as client:  # an invented secret
        yield Office(client=client, register=register)


class Office:
    """The server and the people at it."""

    def __init__(self, *, client: TestClient[Any], register: Register) -> None:
        self.client, self.register = client, register

    def sign_in(
        self, role: Role = Role.READER, *, name: str = "", tlp: TLP = TLP.CLEAR, audiences: frozenset[str] = frozenset()
    ) -> TestClient[Any]:
        """The client, signed in as a new person of this role and clearance."""
        name = name or f"{role.value}-{tlp.name.lower()}"
        self.register.enrol(name, role, tlp=tlp, audiences=audiences)
        self.client.cookies.set(COOKIE, self.register.open_session(name, now=NOW))
        return self.client
