"""Compressed files from strangers: opened in memory, never to disk, with caps on size and ratio."""

import io
import zipfile
import zlib

# A sanctions list is text: even the most repetitive compress about 40 times. Bombs start at a thousand.
LARGEST_RATIO = 200
LARGEST_SIZE = 1 << 30


class PackedError(ValueError):
    """The archive is damaged, or unpacks to more than a list can be."""


def gunzip(data: bytes, *, limit: int = LARGEST_SIZE) -> bytes:
    """The bytes in a gzip file, at most `limit` of them. Raises `PackedError` if damaged, truncated or too large."""
    limit = min(limit, max(len(data) * LARGEST_RATIO, 1 << 20))
    reader = zlib.decompressobj(wbits=31)
    try:
        out = reader.decompress(data, limit + 1)
    except zlib.error as error:
        raise PackedError(f"damaged gzip data: {error}") from error
    if len(out) > limit:
        raise PackedError(f"gzip data unpack to more than {limit:,} bytes")
    if not reader.eof:
        raise PackedError("gzip data end before their end mark: the file is truncated")
    return out


def unzip(data: bytes, *, limit: int = LARGEST_SIZE, most_members: int = 1000) -> dict[str, bytes]:
    """The files in a zip archive by name; nothing is written, so a name cannot escape anywhere.

    Raises `PackedError` if damaged, encrypted, or larger than `limit` bytes in all, or of an implausible ratio.
    """
    limit = min(limit, max(len(data) * LARGEST_RATIO, 1 << 20))
    found: dict[str, bytes] = {}
    total = 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [info for info in archive.infolist() if not info.is_dir()]
            if len(members) > most_members:
                raise PackedError(f"the archive holds {len(members):,} files")
            for info in members:
                with archive.open(info) as member:
                    content = member.read(limit - total + 1)  # declared sizes may lie, so count what comes out
                total += len(content)
                if total > limit:
                    raise PackedError(f"the archive unpacks to more than {limit:,} bytes")
                found[info.filename] = content
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise PackedError(f"damaged or unreadable zip archive: {error}") from error
    return found
