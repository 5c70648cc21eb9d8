"""A screener that many threads ask at once: what it has learnt of words and sounds is kept between requests."""

import threading
from collections.abc import Sequence

from whereas.screen.index import Index
from whereas.screen.model import POSSIBLE
from whereas.screen.query import Query
from whereas.screen.screening import Answer, Screener


class SharedScreener(Screener):
    """A screener whose answers are made one at a time: what it remembers is not made to be changed by two at once."""

    def __init__(self, index: Index) -> None:
        super().__init__(index)
        self._turn = threading.Lock()

    def screen(self, queries: Sequence[Query], *, threshold: float = POSSIBLE) -> list[Answer]:
        """As the screener's."""
        with self._turn:
            return super().screen(queries, threshold=threshold)

    def touched(self, queries: Sequence[Query], *, threshold: float = POSSIBLE) -> list[bool]:
        """As the screener's."""
        with self._turn:
            return super().touched(queries, threshold=threshold)
