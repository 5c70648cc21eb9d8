"""What a serving process does beside answering: it runs jobs, and makes ready what the first visitor would wait for."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from litestar import Litestar
from litestar.concurrency import sync_to_thread

from whereas.web.jobs import Jobs
from whereas.web.runner import Runner


@asynccontextmanager
async def attended(app: Litestar) -> AsyncIterator[None]:
    """While the application serves."""
    state = app.state
    if not state.config.jobs:
        yield
        return
    runner = Runner(state.config, Jobs(state.register))
    runner.begin()
    try:
        yield
    finally:
        await sync_to_thread(runner.end)
