"""What is dear to make and asked for often, made once for each state of the ledger and shared by all who may see it."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from pathlib import Path
from typing import TypeVar

from sqlalchemy.engine import Connection

from whereas.core.exhibit import Exhibit
from whereas.core.judgement import Judgement
from whereas.ledger.desk import Board
from whereas.ledger.ledger import Ledger
from whereas.ledger.store import judgement
from whereas.ledger.view import View

T = TypeVar("T")


class Shelf:
    """A bounded store of made things by key: made once even where many ask at once, the oldest dropped first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._made: OrderedDict[Hashable, object] = OrderedDict()
        self._making: dict[Hashable, threading.Lock] = {}

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """What stands under a key, made now where nothing does. What fails is not kept."""
        with self._lock:
            if key in self._made:
                self._made.move_to_end(key)
                return self._made[key]  # type: ignore[return-value]  # a key is used for one type only
            turn = self._making.setdefault(key, threading.Lock())
        with turn:
            with self._lock:
                if key in self._made:
                    return self._made[key]  # type: ignore[return-value]  # as above
            try:
                made = make()
            finally:
                with self._lock:
                    self._making.pop(key, None)
            self.put(key, made)
        return made

    def put(self, key: Hashable, made: object) -> None:
        """Keep something under a key."""
        with self._lock:
            self._made[key] = made
            self._made.move_to_end(key)
            while len(self._made) > self._most:
                self._made.popitem(last=False)

    def peek(self, key: Hashable) -> object | None:
        """What stands under a key, if anything does."""
        with self._lock:
            return self._made.get(key)


class WarmLedger(Ledger):
    """A ledger that folds the desk and reads its lists of exhibits once for each size of the log."""

    def __init__(self, home: Path, url: str = "") -> None:
        super().__init__(home, url)
        self._shelf = Shelf(24)

    def view(self, *, as_of: str = "", revision: int | None = None) -> View:
        """As the ledger's."""
        return self._shelf.get(("view", self.root, as_of, revision), lambda: super(WarmLedger, self).view(
            as_of=as_of, revision=revision))  # fmt: skip

    def judged(self, connection: Connection) -> Sequence[tuple[int, Judgement]]:
        """As the ledger's; none is ever taken away, so their number says whether they are known."""
        count = self.store.next_no(connection, judgement)
        return self._shelf.get(("judged", count), lambda: super(WarmLedger, self).judged(connection))

    def desk(self, *, known_on: str = "", revision: int | None = None) -> Board:
        """As the ledger's."""
        return self._shelf.get(("desk", self.root, known_on, revision), lambda: super(WarmLedger, self).desk(
            known_on=known_on, revision=revision))  # fmt: skip

    def exhibits(self) -> dict[str, Exhibit]:
        """As the ledger's."""
        return dict(self._shelf.get(("exhibits", self.root), lambda: super(WarmLedger, self).exhibits()))
