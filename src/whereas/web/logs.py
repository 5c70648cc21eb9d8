"""Structured logs: one JSON object a line on standard error, which names routes and numbers and never content."""

import json
import sys
import threading
from collections.abc import Mapping
from datetime import UTC, datetime

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
