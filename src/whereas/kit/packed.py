"""Compressed files from strangers: opened in memory, never to disk, with caps on size and ratio."""

import io
import lzma
import struct
import zipfile
import zlib
from pathlib import Path

# A sanctions list is text: even the most repetitive compress about 40 times. Bombs start at a thousand.
LARGEST_RATIO = 200
LARGEST_SIZE = 1 << 30
# What zipfile raises on damaged archives: a wrong offset is a ValueError to it, a cut extra field an IndexError.
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, NotImplementedError, RuntimeError, OSError,
    ValueError, IndexError, OverflowError,
)  # fmt: skip


class PackedError(ValueError):
    """The archive is damaged, or unpacks to more than a list can be."""


def gunzip(data: bytes, *, limit: int = LARGEST_SIZE, most_members: int = 1000) -> bytes:
    """The bytes in a gzip file, at most `limit` of them; several members are one text (RFC 1952 section 2.2).

    Raises `PackedError` if damaged, truncated or too large, and for bytes behind the end that are not zero padding.
    """
    limit = min(limit, max(len(data) * LARGEST_RATIO, 1 << 20))
    parts: list[bytes] = []
    while not parts or data.strip(b"\0"):
        if len(parts) == most_members:
            raise PackedError(f"gzip data of more than {most_members:,} members")
        out, data = _member(data, limit)
        limit -= len(out)
        parts.append(out)
    return b"".join(parts)


def _member(data: bytes, limit: int) -> tuple[bytes, bytes]:
    """The bytes of the first member of gzip data, and what stands behind it."""
    reader = zlib.decompressobj(wbits=31)
    try:
        out = reader.decompress(data, limit + 1)
    except zlib.error as error:
        raise PackedError(f"damaged gzip data: {error}") from error
    if len(out) > limit:
        raise PackedError(f"gzip data unpack to more than they may: {limit:,} bytes were left to them")
    if not reader.eof:
        raise PackedError("gzip data end before their end mark: the file is truncated")
    return out, reader.unused_data


def unzip(data: bytes, *, limit: int = LARGEST_SIZE, most_members: int = 1000) -> dict[str, bytes]:
    """The files in a zip archive by name; nothing is written, so a name cannot escape anywhere.

    Raises `PackedError` if damaged, encrypted, or larger than `limit` bytes in all, of an implausible ratio, or with
    two files of one name.
    """
    limit = min(limit, max(len(data) * LARGEST_RATIO, 1 << 20))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _contents(archive, limit, most_members)
    except PackedError:
        raise
    except _DAMAGE as error:
        raise PackedError(f"damaged or unreadable zip archive: {error}") from error


def names_in(place: Path, *, most_members: int = 1000) -> tuple[str, ...]:
    """The names in a zip archive on disk, of which nothing is unpacked. Raises `PackedError` if it cannot be read."""
    try:
        with zipfile.ZipFile(place) as archive:
            names = tuple(archive.namelist())
    except _DAMAGE as error:
        raise PackedError(f"damaged or unreadable zip archive: {error}") from error
    if len(names) > most_members:
        raise PackedError(f"it holds more than {most_members:,} files")
    return names


def _contents(archive: zipfile.ZipFile, limit: int, most_members: int) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    members = [info for info in archive.infolist() if not info.is_dir()]
    if len(members) > most_members:
        raise PackedError(f"the archive holds {len(members):,} files")
    for info in members:
        if info.filename in found:
            raise PackedError(f"the archive holds two files named {info.filename!r}")
        with archive.open(info) as member:
            content = member.read(limit + 1)  # declared sizes may lie, so count what comes out
        limit -= len(content)
        if limit < 0:
            raise PackedError("the archive unpacks to more than a list can be")
        found[info.filename] = content
    return found
