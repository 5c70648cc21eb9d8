"""Exhibit bytes on disk, named by their SHA-256: written once, never changed, found damaged or missing by name."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from whereas.core.errors import LedgerError
from whereas.core.exhibit import digests


class Archive:
    """A folder of content-addressed files: `ab/cdef...` holds the bytes whose SHA-256 begins `abcdef`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sha256: str) -> Path:
        """Where the bytes with this digest stand, whether they are there or not."""
        return self.folder / sha256[:2] / sha256[2:]

    def keep(self, data: bytes) -> tuple[str, str]:
        """Write the bytes durably if they are not there yet; returns their SHA-256 and SHA3-512 in hex.

        Raises `LedgerError` where the disk refuses; nothing half-written keeps the final name.
        """
        sha256, sha3_512 = digests(data)
        place = self.path(sha256)
        if place.is_file() and place.stat().st_size == len(data):
            return sha256, sha3_512
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=place.parent, prefix=".part-")
            try:
                with os.fdopen(handle, "wb") as out:
                    out.write(data)
                    out.flush()
                    os.fsync(out.fileno())
                Path(temporary).chmod(0o444)
                Path(temporary).replace(place)
            except BaseException:
                Path(temporary).unlink(missing_ok=True)
                raise
            _sync_folder(place.parent)
        except OSError as error:
            free = shutil.disk_usage(self.folder if self.folder.exists() else Path.cwd()).free
            raise LedgerError(
                f"an exhibit of {len(data):,} bytes cannot be kept: {error.strerror} ({free:,} bytes free)",
                where=str(place),
                todo="free disk space or name another home with --home; what was kept before is intact",
            ) from error
        return sha256, sha3_512

    def read(self, sha256: str) -> bytes:
        """The bytes with this digest, checked. Raises `LedgerError` if they are missing or altered."""
        place = self.path(sha256)
        try:
            data = place.read_bytes()
        except OSError as error:
            raise LedgerError(
                f"exhibit {sha256} is missing: {error.strerror}",
                where=str(place),
                todo="restore the file from a copy of the exhibits folder, then run `whereas verify`",
            ) from error
        found = digests(data)[0]
        if found != sha256:
            raise LedgerError(
                f"exhibit {sha256} is altered: its bytes now have SHA-256 {found}",
                where=str(place),
                todo="restore the file from a copy of the exhibits folder, then run `whereas verify`",
            )
        return data

    def names(self) -> Iterator[str]:
        """The digests of all files that are there, by their names."""
        if not self.folder.is_dir():
            return
        for place in sorted(self.folder.glob("??/*")):
            if not place.name.startswith(".part-"):
                yield place.parent.name + place.name


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
