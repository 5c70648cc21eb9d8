"""Structured logs: one JSON object a line on standard error, which names routes and numbers and never content."""

import hashlib
import json
import logging
import sys
import threading
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

_LOCK = threading.Lock()


def event(what: str, **fields: object) -> None:
    """Write a line. What is handed in must be known to hold no name, no search words and nothing of the evidence."""
    write({"at": datetime.now(UTC).isoformat(timespec="milliseconds"), "event": what, **fields})


def write(line: Mapping[str, object]) -> None:
    """Write a whole line at once, so that two threads do not mix theirs."""
    text = json.dumps(line, ensure_ascii=True, default=str) + "\n"
    with _LOCK:
        sys.stderr.write(text)
        sys.stderr.flush()


def fault_of(error: BaseException) -> str:
    """What broke and where, without what was being worked on: `KeyError at proof.py:120`."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return type(error).__name__
    return f"{type(error).__name__} at {Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"


def digest_of(account: str, salt: str) -> str:
    """An account in the log: the same from line to line, and no name to whoever does not hold the salt."""
    return hashlib.sha256(f"{salt}\0{account}".encode()).hexdigest()[:12] if account else ""


class Lines(logging.Handler):
    """What libraries log, as lines of ours: the logger's name and level, and what broke where; never their words.

    A library's message may hold an address with search words in it, or a value that did not fit.
    """

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record."""
        error = record.exc_info[1] if record.exc_info else None
        event("library", logger=record.name, level=record.levelname.lower(), fault=fault_of(error) if error else "")


def take_over() -> None:
    """From here on, what libraries log goes through `Lines`."""
    root = logging.getLogger()
    root.handlers[:] = [Lines(level=logging.WARNING)]
