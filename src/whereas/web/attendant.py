"""What a serving process does beside answering: it begins with the application and ends before it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from litestar import Litestar


@asynccontextmanager
async def attended(app: Litestar) -> AsyncIterator[None]:
    """While the application serves."""
    yield
