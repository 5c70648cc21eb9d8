"""The process of one job: it opens the ledger anew, works with what the job's starter may see, and tells of it."""

import multiprocessing
import multiprocessing.connection
import os
import signal
import threading
import time
from dataclasses import replace
from multiprocessing.connection import Connection

from whereas.core.errors import WhereasError
from whereas.web.kinds import Task, kinds
from whereas.web.logs import fault_of

# How often progress is told, in seconds; words that change are told at once.
_EVERY = 0.2
# Pages go before jobs where both want the processor.
_NICE = 5


def labour(pipe: Connection, kind: str, task: Task) -> None:
    """Do a job, and send `("progress", ...)` while it lasts and then `("done", Done)` or `("failed", words, todo)`."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    os.nice(_NICE)
    try:
        pipe.send(("done", kinds()[kind].run(replace(task, progress=_Telling(pipe)))))
    except WhereasError as error:
        where = f" ({error.where})" if error.where else ""
        pipe.send(("failed", f"{error.what}{where}", error.todo))
    except Exception as error:  # whatever broke must be told to whoever waits, and to the log
        pipe.send(("crashed", fault_of(error)))


class _Telling:
    """Sends progress, not more often than anybody can read it."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe, self._last, self._words = pipe, 0.0, ""

    def __call__(self, words: str, done: int | None = None, total: int | None = None) -> None:
        if words == self._words and time.monotonic() - self._last < _EVERY:
            return
        self._words, self._last = words, time.monotonic()
        self._pipe.send(("progress", words, done, total))


def _leave_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        multiprocessing.connection.wait([parent.sentinel])
        os._exit(1)
