"""The file of tree heads beside the tables: begun before the first turn, and never more than one head behind them.

A process may be killed between the commit of a turn and the line that tells of it. The next turn writes that line
first. So the file lacks the newest head at most: a ledger with a head and no file, or with a gap in it, has lost lines
that it had, and no kill explains that.
"""

import json
import os
from pathlib import Path

from whereas.core.errors import LedgerError

# Longer than any line: where the last one is looked for.
_TAIL = 4096


def begin(place: Path, newest: tuple[int, str, str] | None) -> None:
    """Before a turn: the file is there before the first head is, and has the newest that was committed.

    A file that is gone is not begun again here: what it said before is lost, and that must show. Only whoever has the
    writer's turn may call this.
    """
    if newest is not None and place.exists():
        add(place, newest)
    elif newest is None:
        _write(place, "")


def add(place: Path, newest: tuple[int, str, str] | None) -> None:
    """Write the newest head, if it is not the last line already; a line left unfinished is cut away first."""
    if newest is None or newest[0] <= _last(place):
        return
    size, root, at = newest
    _write(place, json.dumps({"size": size, "root": root, "at": at}) + "\n")


def read(place: Path) -> str | None:
    """The whole lines of the file; None where there is none. The line a killed process left unfinished is no line."""
    try:
        text = place.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return None
    return text[: text.rfind("\n") + 1]


def _last(place: Path) -> int:
    """The size that the last whole line tells of; 0 where it tells none."""
    try:
        with place.open("r+b") as file:
            end = file.seek(0, os.SEEK_END)
            file.seek(max(0, end - _TAIL))
            tail = file.read()
            if cut := len(tail) - tail.rfind(b"\n") - 1:
                file.truncate(end - cut)
        return int(json.loads(tail[: tail.rfind(b"\n") + 1].splitlines()[-1])["size"])
    except (FileNotFoundError, IndexError, ValueError, KeyError, TypeError):
        return 0
    except OSError as error:
        raise _unwritable(place, error) from error


def _write(place: Path, line: str) -> None:
    try:
        place.parent.mkdir(parents=True, exist_ok=True)  # with the tables elsewhere nothing made it yet
        with place.open("a", encoding="utf-8") as out:
            out.write(line)
            out.flush()
            os.fsync(out.fileno())
    except OSError as error:
        raise _unwritable(place, error) from error


def _unwritable(place: Path, error: OSError) -> LedgerError:
    return LedgerError(
        f"the file of tree heads cannot be written: {error.strerror}",
        where=str(place),
        todo="free the disk or the file's permissions; what was committed stands, and the next turn writes its head",
    )
