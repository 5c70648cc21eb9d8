"""What takes long is made in the background, so that a page can say that it is being made, and be asked again."""

import threading
from collections.abc import Callable, Hashable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import TypeVar

from whereas.core.errors import WhereasError
from whereas.workbench.warm import Shelf

T = TypeVar("T")

# Of those who answer requests so many may make such a thing or wait for their turn: the others go on answering. And so
# many may be made in the background, or wait to be: what is asked for beyond that is begun when it is asked for again.
MOST_ASKING, MOST_AFOOT = 3, 6

_lock = threading.Lock()
_afoot: dict[Hashable, Future[object]] = {}
# One after the other: who looks through many days must not take the machine from everybody else.
_one_at_a_time = threading.Lock()
_here = threading.local()
_asking: set[int] = set()


class BusyError(WhereasError):
    """What is asked for takes long, and as many wait for such things as may."""

    def __init__(self) -> None:
        super().__init__(
            "others look at past days at this moment, and one after the other is made", todo="ask again in a minute"
        )


@contextmanager
def turn() -> Iterator[None]:
    """The turn to make something that takes long: one at a time, and within it no second turn is waited for.

    It is taken before any place on a shelf is. Raises `BusyError` where too many wait already.
    """
    if getattr(_here, "has_it", False):
        yield
        return
    _queue()
    try:
        with _one_at_a_time:
            _here.has_it = True
            try:
                yield
            finally:
                _here.has_it = False
    finally:
        _asking.discard(threading.get_ident())


def _queue() -> None:
    if getattr(_here, "background", False):
        return
    with _lock:
        if len(_asking) >= MOST_ASKING:
            raise BusyError
        _asking.add(threading.get_ident())


def in_turn(shelf: Shelf, key: Hashable, make: Callable[[], T]) -> T:
    """What stands under a key of a shelf, made in its turn where nothing does. Raises `BusyError`."""
    found = shelf.peek(key)
    if found is not None:
        return shelf.get(key, make)
    with turn():
        return shelf.get(key, make)


def within(shelf: Shelf, key: Hashable, make: Callable[[], T], seconds: float) -> T | None:
    """What stands under a key of a shelf, if it is there or can be made in so many seconds; else None, and it goes on
    being made, so that asking again finds it. Raises what making it raises."""
    found = shelf.peek(key)
    if found is not None:
        return found  # type: ignore[return-value]  # a key is used for one type only
    future = _made(shelf, key, make)
    try:
        return None if future is None else future.result(timeout=seconds)  # type: ignore[return-value]  # as above
    except TimeoutError:
        return None


def _made(shelf: Shelf, key: Hashable, make: Callable[[], T]) -> Future[object] | None:
    with _lock:
        if (shelf, key) in _afoot:
            return _afoot[shelf, key]
        if len(_afoot) >= MOST_AFOOT:
            return None
        future: Future[object] = Future()
        _afoot[shelf, key] = future
    future.add_done_callback(lambda _: _afoot.pop((shelf, key), None))
    # A daemon: it only reads, and a server that ends does not wait for it.
    threading.Thread(target=_run, args=(future, shelf, key, make), name="whereas-afoot", daemon=True).start()
    return future


def _run(future: Future[object], shelf: Shelf, key: Hashable, make: Callable[[], T]) -> None:
    _here.background = True
    try:
        with turn():
            made = shelf.get(key, make)
    except BaseException as error:  # whoever asked is told, in their own thread
        future.set_exception(error)
    else:
        future.set_result(made)
