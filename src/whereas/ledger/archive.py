"""Exhibit bytes on disk, named by their SHA-256: written once, never changed, found damaged or missing by name."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from whereas.core.errors import LedgerError
from whereas.core.exhibit import digests

# How much of a file is held in memory while it is copied or recomputed.
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What a file is known by: its digests in hex and its size in bytes."""

    sha256: str
    sha3_512: str
    size: int


class Archive:
    """A folder of content-addressed files: `ab/cdef...` holds the bytes whose SHA-256 begins `abcdef`.

    Whether a file is what it was is found by reading it, each time it matters. Its size and time prove nothing: a disk
    that rots keeps both, and so does whoever changes a byte on purpose. Nothing here remembers an answer.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._unsettled: list[Path] | None = None

    @contextmanager
    def batch(self) -> Iterator[None]:
        """What is kept inside is on the disk for good at the end: one wait for it instead of one for each file.

        For whoever has the writer's turn, and before it commits what names these files. After a failure of power
        inside, a file may have its name and not its bytes; no row names it, and it is written again when it is kept.
        """
        self._unsettled = []
        try:
            yield
            places, self._unsettled = self._unsettled, None
            self._settle(places)
        finally:
            self._unsettled = None

    def _settle(self, places: Sequence[Path]) -> None:
        try:
            for place in (*places, *dict.fromkeys(place.parent for place in places)):
                _sync(place)
        except OSError as error:
            raise self._refusal(error) from error

    def path(self, sha256: str) -> Path:
        """Where the bytes with this digest stand, whether they are there or not."""
        return self.folder / sha256[:2] / sha256[2:]

    def keep(self, data: bytes) -> tuple[str, str]:
        """Write the bytes durably if they are not there yet; returns their SHA-256 and SHA3-512 in hex.

        A file that is there and altered is written again. Raises `LedgerError` where the disk refuses; nothing
        half-written keeps the final name.
        """
        sha256, sha3_512 = digests(data)
        if not self.is_whole(sha256):
            self.keep_all([data])
        return sha256, sha3_512

    def keep_all(self, chunks: Iterable[bytes]) -> Kept:
        """As `keep`, for bytes that come in parts and are never in memory together."""
        first, second, size = hashlib.sha256(), hashlib.sha3_512(), 0
        temporary = ""
        try:
            self._parts.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=self._parts)
            with os.fdopen(handle, "wb") as out:
                for chunk in chunks:
                    first.update(chunk)
                    second.update(chunk)
                    size += out.write(chunk)
                out.flush()
                if self._unsettled is None:
                    os.fsync(out.fileno())
            Path(temporary).chmod(0o444)
            place = self.path(first.hexdigest())
            place.parent.mkdir(parents=True, exist_ok=True)
            Path(temporary).replace(place)
            if self._unsettled is None:
                _sync(place.parent)
            else:
                self._unsettled.append(place)
        except OSError as error:
            raise self._refusal(error) from error
        finally:
            if temporary:
                Path(temporary).unlink(missing_ok=True)
        return Kept(sha256=first.hexdigest(), sha3_512=second.hexdigest(), size=size)

    @property
    def _parts(self) -> Path:
        """Where files are written before they are whole."""
        return self.folder / ".parts"

    def sweep(self) -> None:
        """Remove what a killed process left half-written; called by whoever has the writer's turn, and nobody else."""
        if self._parts.is_dir():
            for place in self._parts.iterdir():
                place.unlink(missing_ok=True)

    def _refusal(self, error: OSError) -> LedgerError:
        free = shutil.disk_usage(self.folder if self.folder.exists() else Path.cwd()).free
        return LedgerError(
            f"an exhibit cannot be kept: {error.strerror} ({free:,} bytes free)",
            where=str(self.folder),
            todo="free disk space or name another home with --home; what was kept before is intact",
        )

    def read(self, sha256: str) -> bytes:
        """The bytes with this digest, checked. Raises `LedgerError` if they are missing or altered."""
        try:
            data = self.path(sha256).read_bytes()
        except OSError as error:
            raise self._missing(sha256, error) from error
        self._hold(sha256, hashlib.sha256(data).hexdigest())
        return data

    def is_whole(self, sha256: str) -> bool:
        """Whether the bytes with this digest are there, unaltered; they are read in parts."""
        try:
            with self.path(sha256).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest() == sha256
        except OSError:
            return False

    def recompute(self, sha256: str) -> Kept:
        """The digests and size of the file that has this name, as they are now; raises `OSError`."""
        first, second, size = hashlib.sha256(), hashlib.sha3_512(), 0
        with self.path(sha256).open("rb") as file:
            while chunk := file.read(_CHUNK):
                first.update(chunk)
                second.update(chunk)
                size += len(chunk)
        return Kept(sha256=first.hexdigest(), sha3_512=second.hexdigest(), size=size)

    def _missing(self, sha256: str, error: OSError) -> LedgerError:
        return LedgerError(
            f"exhibit {sha256} is missing: {error.strerror}",
            where=str(self.path(sha256)),
            todo="restore the file from a copy of the exhibits folder, then run `whereas verify`",
        )

    def _hold(self, sha256: str, found: str) -> None:
        if found != sha256:
            raise LedgerError(
                f"exhibit {sha256} is altered: its bytes now have SHA-256 {found}",
                where=str(self.path(sha256)),
                todo="restore the file from a copy of the exhibits folder, then run `whereas verify`",
            )

    def names(self) -> Iterator[str]:
        """The digests of all files that are there, by their names."""
        if not self.folder.is_dir():
            return
        for place in sorted(self.folder.glob("??/*")):
            if not place.name.startswith("."):  # earlier versions wrote what was not whole yet beside the rest
                yield place.parent.name + place.name


def _sync(place: Path) -> None:
    handle = os.open(place, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
