"""What takes long is made in the background, so that a page can say that it is being made, and be asked again."""

import threading
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import TypeVar

from whereas.workbench.warm import Shelf

T = TypeVar("T")

_lock = threading.Lock()
_afoot: dict[Hashable, Future[object]] = {}
# One after the other: who looks through many days must not take the machine from everybody else.
_one_at_a_time = threading.Lock()


def within(shelf: Shelf, key: Hashable, make: Callable[[], T], seconds: float) -> T | None:
    """What stands under a key of a shelf, if it is there or can be made in so many seconds; else None, and it goes on
    being made, so that asking again finds it. Raises what making it raises."""
    found = shelf.peek(key)
    if found is not None:
        return found  # type: ignore[return-value]  # a key is used for one type only
    try:
        return _made(shelf, key, make).result(timeout=seconds)  # type: ignore[return-value]  # as above
    except TimeoutError:
        return None


def _made(shelf: Shelf, key: Hashable, make: Callable[[], T]) -> Future[object]:
    with _lock:
        if (shelf, key) in _afoot:
            return _afoot[shelf, key]
        future: Future[object] = Future()
        _afoot[shelf, key] = future
    future.add_done_callback(lambda _: _afoot.pop((shelf, key), None))
    # A daemon: it only reads, and a server that ends does not wait for it.
    threading.Thread(target=_run, args=(future, shelf, key, make), name="whereas-afoot", daemon=True).start()
    return future


def _run(future: Future[object], shelf: Shelf, key: Hashable, make: Callable[[], T]) -> None:
    try:
        with _one_at_a_time:
            made = shelf.get(key, make)
    except BaseException as error:  # whoever asked is told, in their own thread
        future.set_exception(error)
    else:
        future.set_result(made)
