"""What takes long is made one after the other, and only so many wait for it: the others are told so at once."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from whereas.workbench import afoot
from whereas.workbench.afoot import BusyError, in_turn, turn, within
from whereas.workbench.warm import Shelf


@contextmanager
def crowd() -> Iterator[threading.Event]:
    """As many threads in their turn, or waiting for it, as may be; they end when the event is set."""
    go, shelf = threading.Event(), Shelf(8)
    threads = [
        threading.Thread(target=in_turn, args=(shelf, number, lambda: go.wait(30)))
        for number in range(afoot.MOST_ASKING)
    ]
    for one in threads:
        one.start()
    while len(afoot._asking) < afoot.MOST_ASKING:
        threads[0].join(0.01)
    try:
        yield go
    finally:
        go.set()
        for one in threads:
            one.join(30)


def test_one_more_than_may_wait_is_told_so_and_later_is_served() -> None:
    shelf = Shelf(2)
    with crowd():
        with pytest.raises(BusyError, match="past days"):
            in_turn(shelf, "x", lambda: 1)
        shelf.put("there", 2)
        assert in_turn(shelf, "there", lambda: 3) == 2
    assert in_turn(shelf, "x", lambda: 1) == 1


def test_within_a_turn_no_second_is_waited_for() -> None:
    with turn(), turn():
        assert in_turn(Shelf(1), "x", lambda: in_turn(Shelf(1), "y", lambda: 4)) == 4
    assert not afoot._asking


def test_what_fails_gives_its_turn_back() -> None:
    with pytest.raises(ZeroDivisionError):
        in_turn(Shelf(1), "x", lambda: 1 // 0)
    assert in_turn(Shelf(1), "x", lambda: 5) == 5
    assert not afoot._asking


def test_what_is_made_in_the_background_waits_for_its_turn_and_is_bounded_too() -> None:
    shelf = Shelf(afoot.MOST_AFOOT * 2)
    with crowd() as go:
        for number in range(afoot.MOST_AFOOT * 2):
            assert within(shelf, number, lambda: "made", 0.01) is None
        assert sum(one.name == "whereas-afoot" for one in threading.enumerate()) == afoot.MOST_AFOOT
        go.set()
        assert within(shelf, 0, lambda: "made", 30) == "made"
    assert within(shelf, afoot.MOST_AFOOT * 2 - 1, lambda: "made", 30) == "made"
