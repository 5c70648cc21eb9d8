"""What every format gives: pieces with their names, bytes and origin, and the bounds on all of them."""

import mimetypes
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Literal

Kind = Literal["file", "warc", "email", "bag", "archive-folder", "folder"]

# What one hand-over may hold. A larger one is brought in parts.
MOST_PIECES = 10_000
LARGEST_TOTAL = 2_000_000_000
# How much of a folder, and of one plain file, is held in memory; the rest is read when it is kept, a part at a time.
MOST_HELD, MOST_HELD_ALONE = 64_000_000, 8_000_000
_CHUNK = 1 << 20
# How many problems are listed one by one: a hostile archive has as many as it likes.
MOST_PROBLEMS = 1_000
LONGEST_NOTE = 4_000

# The table of the language itself, not the machine's: the same name has the same type everywhere.
_TYPES = mimetypes.MimeTypes(filenames=())
_MORE_TYPES = {
    ".tsr": "application/timestamp-reply",
    ".tst": "application/timestamp-reply",
    ".tsq": "application/timestamp-query",
    ".warc": "application/warc",
    ".warc.gz": "application/warc+gzip",
    ".wacz": "application/wacz+zip",
    ".eml": "message/rfc822",
    ".json": "application/json",
    ".jsonl": "application/jsonl",
    ".md": "text/markdown",
    ".webp": "image/webp",
    ".gz": "application/gzip",
}


class IntakeError(ValueError):
    """Nothing can be taken in: the words say what is wrong, where, and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One thing as it was handed over.

    `origin` is the address it came from and `captured_at` the ISO 8601 instant in UTC at which it was taken, each
    only where the format itself records it, and empty otherwise. `note` says in words what else the format tells.
    A plain file too large to be held has a `place` and no `data`.
    """

    name: str
    data: bytes = b""
    origin: str = ""
    captured_at: str = ""
    media: str = ""
    note: str = ""
    place: Path | None = None

    def chunks(self) -> Iterator[bytes]:
        """Its bytes in parts. Raises `IntakeError` where its place holds no plain file any more, or too large a one."""
        if self.place is None:
            yield self.data
            return
        with _plain(self.place, LARGEST_TOTAL) as file:
            total = 0
            while chunk := _read(file, self.place, _CHUNK):
                total += len(chunk)
                if total > LARGEST_TOTAL:
                    raise IntakeError(f"{shown(self.place.name)}: it grew beyond {LARGEST_TOTAL:,} bytes")
                yield chunk


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What a file or folder held: its kind, its pieces in order, and each problem in one sentence.

    `whole` are the bytes of the container that the pieces came out of, where it is one file.
    """

    kind: Kind
    pieces: tuple[Piece, ...]
    problems: tuple[str, ...] = ()
    whole: bytes = b""


def opened(kind: Kind, found: Iterable[Piece], problems: Iterable[str]) -> Opened:
    """An `Opened` whose pieces have names of their own, and whose list of problems has an end."""
    listed = list(problems)
    more = len(listed) - MOST_PROBLEMS
    if more > 0:
        listed[MOST_PROBLEMS:] = [f"and {more:,} more problems that are not listed"]
    return Opened(kind=kind, pieces=tuple(_named_apart(found)), problems=tuple(listed))


def _named_apart(found: Iterable[Piece]) -> Iterable[Piece]:
    used: set[str] = set()
    next_number: dict[str, int] = {}
    for piece in found:
        name = piece.name
        while name in used:
            number = next_number[piece.name] = next_number.get(piece.name, 1) + 1
            at = PurePosixPath(piece.name)
            name = str(at.with_name(f"{at.stem}-{number}{at.suffix}")) if at.name else f"{piece.name}-{number}"
        used.add(name)
        yield piece if name == piece.name else replace(piece, name=name)


def load(place: Path, *, limit: int = LARGEST_TOTAL) -> bytes:
    """The bytes of a plain file, at most `limit` of them; a link in the last step of the path is not followed.

    Raises `IntakeError` for anything else: a link, a device, a pipe (which would keep the reader waiting).
    """
    with _plain(place, limit) as file:
        limit = min(limit, os.fstat(file.fileno()).st_size)  # as many bytes are set apart as are asked for
        data = _read(file, place, limit + 1)
    if len(data) > limit:
        raise IntakeError(f"{shown(place.name)}: it grew beyond {limit:,} bytes while it was read")
    return data


def size_of(place: Path, *, limit: int = LARGEST_TOTAL) -> int:
    """How many bytes a plain file has; raises `IntakeError` as `load` does."""
    with _plain(place, limit) as file:
        return os.fstat(file.fileno()).st_size


def head_of(place: Path, size: int) -> bytes:
    """The first bytes of a plain file; raises `IntakeError` as `load` does."""
    with _plain(place, LARGEST_TOTAL) as file:
        return _read(file, place, size)


@contextmanager
def _plain(place: Path, limit: int) -> Iterator[BinaryIO]:
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    where = shown(place.name)
    try:
        file = os.fdopen(os.open(place, flags), "rb")
    except (OSError, ValueError) as error:
        raise _unreadable(place, error) from error
    with file:
        state = os.fstat(file.fileno())
        if not stat.S_ISREG(state.st_mode):
            raise IntakeError(f"{where}: it is not a plain file; not read")
        if state.st_size > limit:
            raise IntakeError(f"{where}: {state.st_size:,} bytes, more than the {limit:,} that may be taken at once")
        yield file


def _read(file: BinaryIO, place: Path, size: int) -> bytes:
    try:
        return file.read(size)
    except OSError as error:
        raise _unreadable(place, error) from error


def _unreadable(place: Path, error: OSError | ValueError) -> IntakeError:
    said = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return IntakeError(f"{shown(place.name)}: it cannot be read: {said}")


def shown(text: str, *, most: int = 300) -> str:
    """A stranger's text as it can be printed: control characters and bytes that are no text written out."""
    clean = "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text[:most])
    return clean + ("…" if len(text) > most else "")


def note_of(parts: Iterable[str]) -> str:
    """Sentences and fields joined into one note of bounded length, empty ones left out."""
    note = "; ".join(part for part in parts if part)
    return note if len(note) <= LONGEST_NOTE else note[: LONGEST_NOTE - 1] + "…"


def media_of(name: str) -> str:
    """The media type that a name's ending stands for, by a fixed table; `application/octet-stream` if it has none."""
    lower = name.lower()
    for ending in (".warc.gz", PurePosixPath(lower).suffix):
        if lower.endswith(ending) and ending in _MORE_TYPES:
            return _MORE_TYPES[ending]
    guessed, packed = _TYPES.guess_type("name" + PurePosixPath(lower).suffix)
    return "application/octet-stream" if packed or guessed is None else guessed


def instant(value: object) -> str:
    """A time with its zone, or seconds (or milliseconds) since 1970, as ISO 8601 in UTC; empty for anything else."""
    with suppress(ValueError, OverflowError, OSError):
        if isinstance(value, int | float) and not isinstance(value, bool):
            seconds = value / 1000 if value > 100_000_000_000 else value
            return _iso(datetime.fromtimestamp(seconds, UTC))
        if isinstance(value, str) and len(value) <= 64:
            at = datetime.fromisoformat(value.strip())
            return _iso(at.astimezone(UTC)) if at.tzinfo is not None else ""
    return ""


def _iso(at: datetime) -> str:
    return at.isoformat(timespec="microseconds" if at.microsecond else "seconds").replace("+00:00", "Z")
