"""What a serving process does beside answering: it runs jobs, and makes ready what the first visitor would wait for."""

import threading
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from litestar import Litestar
from litestar.concurrency import sync_to_thread
from litestar.plugins.jinja import JinjaTemplateEngine

from whereas.core.clearance import Clearance
from whereas.web.filling import Lookout
from whereas.web.jobs import Job, Jobs
from whereas.web.logs import event, fault_of
from whereas.web.runner import Runner
from whereas.web.tidying import Tidying
from whereas.workbench.home import front

# Boards of so many clearances are made ahead, those of most people first.
_SIGHTS = 4


@asynccontextmanager
async def attended(app: Litestar) -> AsyncIterator[None]:
    """While the application serves."""
    state = app.state
    if state.config.warms:
        threading.Thread(target=_make_ready, args=(app,), name="warm", daemon=True).start()
    looks = (Lookout(state).look, Tidying(state).look)
    runner = Runner(state.config, Jobs(state.register), after=lambda job: _after(state, job), meanwhile=looks)
    if state.config.jobs:
        runner.begin()
    try:
        yield
    finally:
        await sync_to_thread(runner.end)


def _make_ready(app: Litestar) -> None:
    keep_templates(app)
    warm(app.state)


def keep_templates(app: Litestar) -> None:
    """Read every template, so that none is read from a newer version's files later."""
    engine = app.template_engine
    if isinstance(engine, JinjaTemplateEngine):
        for name in engine.engine.list_templates(extensions=["j2"]):
            engine.engine.get_template(name)


def warm(state: Any) -> None:
    """Make what most pages ask for. What goes wrong here goes wrong for the visitor too, who is told then."""
    try:
        now = state.config.clock()
        state.room.warm(now=now)
        for clearance in (Clearance(), *_expected(state, now)):
            front(state.room.seen(clearance, author="whereas", now=now))
        state.warm = True
    except Exception as error:
        event("warming", fault=fault_of(error))


def _expected(state: Any, now: str) -> list[Clearance]:
    """The clearances of people whose sessions last: they are likely to come, and each sight has a board of its own."""
    found = Counter(one.clearance for one in state.register.sessions.people(now=now))
    return [one for one, _ in found.most_common(_SIGHTS) if one != Clearance()]


def _after(state: Any, job: Job) -> None:
    if state.config.warms and job.kind in ("pull", "run", "resolve"):
        threading.Thread(target=warm, args=(state,), name="warm", daemon=True).start()
