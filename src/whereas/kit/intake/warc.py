"""Web archives: WARC (ISO 28500) and WACZ, each answer of a server with its address, its time and its digests."""

import base64
import binascii
import hashlib
import io
import json
import logging
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from warcio.archiveiterator import WARCIterator  # type: ignore[import-untyped]
from warcio.bufferedreaders import BufferedReader  # type: ignore[import-untyped]
from warcio.exceptions import ArchiveLoadFailed  # type: ignore[import-untyped]
from warcio.statusandheaders import StatusAndHeadersParserException  # type: ignore[import-untyped]

from whereas.kit.intake.piece import (
    LARGEST_TOTAL,
    MOST_PIECES,
    IntakeError,
    Opened,
    Piece,
    instant,
    note_of,
    opened,
    shown,
)
from whereas.kit.packed import LARGEST_RATIO, PackedError, unzip

_GZIP = b"\x1f\x8b"
_ZIP = b"PK\x03\x04"
_LONGEST_LINE = 1 << 16
_LONGEST_WHOLE = 1 << 14  # warcio may give a longer line in parts
_MOST_LINES = 1_000  # of one record's headers
_MOST_RECORDS = 500_000
_LONGEST_HTTP_HEADER = 1 << 20
_MOST_CODINGS = 4
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+(\d{3})(?:[ \t\r\n]|$)")
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,4096})?\r?\n")
_SMALLEST_BUDGET = 16 << 20
_ALGORITHMS = {"md5", "sha1", "sha224", "sha256", "sha384", "sha512"}

# Without a handler of its own the library writes strangers' addresses to the standard error stream as they stand.
logging.getLogger("warcio").addHandler(logging.NullHandler())


def is_warc(name: str, data: bytes) -> bool:
    """Whether a file is a WARC: by its first bytes, or by its name where it is compressed."""
    return data.startswith(b"WARC/") or name.lower().endswith((".warc", ".warc.gz"))


def is_wacz(name: str, data: bytes) -> bool:
    """Whether a file is a WACZ, which is a zip by its first bytes and a WACZ by its name."""
    return name.lower().endswith(".wacz") and data.startswith(_ZIP)


def open_warc(data: bytes, name: str) -> Opened:
    """Every answer with status 200 in a WARC, and every resource kept without one."""
    reading = _Reading(budget=_budget(data))
    reading.read(data, name)
    return opened("warc", reading.found, reading.problems)


def open_wacz(data: bytes, name: str) -> Opened:
    """Every answer in the WARCs of a WACZ, whose files are held against the digests its `datapackage.json` gives."""
    try:
        members = unzip(data, limit=LARGEST_TOTAL, most_members=MOST_PIECES)
    except PackedError as error:
        raise IntakeError(f"{name}: {error}") from error
    archives = sorted(
        one for one in members if one.startswith("archive/") and one.lower().endswith((".warc", ".warc.gz"))
    )
    if not archives:
        raise IntakeError(f"{name}: a WACZ without a WARC in its archive folder; there is nothing to take from it")
    reading = _Reading(budget=_budget(data))
    wrong = _packaged(members, reading.problems)
    for archive in archives:
        before = len(reading.found)
        try:
            reading.read(members[archive], shown(archive))
        except IntakeError as error:
            reading.problems.append(str(error))
        if archive in wrong:
            words = "its archive's digest is not the one the package gives"
            reading.found[before:] = [replace(one, note=note_of((one.note, words))) for one in reading.found[before:]]
    if not reading.found and len(reading.problems) == 0:
        reading.problems.append(f"{name}: its WARCs hold no record")
    return opened("warc", reading.found, reading.problems)


def _budget(data: bytes) -> int:
    """How many bytes all answers together may have: a small file of many small bombs is a large one."""
    return min(LARGEST_TOTAL, max(len(data) * LARGEST_RATIO, _SMALLEST_BUDGET))


def _packaged(members: dict[str, bytes], problems: list[str]) -> set[str]:
    """The names of files whose digest is not the one that the package's own list gives; each becomes a problem."""
    listed = members.get("datapackage.json")
    if listed is None:
        problems.append("the WACZ has no datapackage.json: its files' digests cannot be checked")
        return set()
    package, seal = _object(listed), _object(members.get("datapackage-digest.json", b""))
    if package is None:
        problems.append("datapackage.json cannot be read: the files' digests cannot be checked")
        return set()
    if seal is not None and _differs(str(seal.get("hash", "")), listed):
        problems.append("datapackage.json: its digest is not the one that datapackage-digest.json gives")
    wrong = set()
    resources = package.get("resources")
    for resource in resources if isinstance(resources, list) else []:
        path = resource.get("path") if isinstance(resource, dict) else None
        if not isinstance(path, str):
            problems.append("datapackage.json: an entry names no file")
        elif path not in members:
            problems.append(f"{shown(path)}: datapackage.json lists it, and the WACZ does not hold it")
        elif _differs(str(resource.get("hash", "")), members[path]):
            problems.append(f"{shown(path)}: its digest is not the one that datapackage.json gives")
            wrong.add(path)
    return wrong


def _object(data: bytes) -> dict[str, Any] | None:
    try:
        read = json.loads(data)
    except (ValueError, RecursionError):
        return None
    return read if isinstance(read, dict) else None


def _differs(digest: str, data: bytes) -> bool:
    """Whether a digest is given that is not the data's; one that cannot be read is another's."""
    return bool(digest) and not _matches(digest, data)


def _matches(digest: str, data: bytes) -> bool | None:
    """Whether a labelled digest (`sha1:…`, in base 32 or hexadecimal) is the data's; None if it cannot be told."""
    label, _, value = digest.strip().partition(":")
    algorithm = label.lower().replace("-", "")
    if algorithm not in _ALGORITHMS:
        return None
    computed = hashlib.new(algorithm, data, usedforsecurity=False).digest()
    readings: tuple[Callable[[str], bytes], ...] = (
        bytes.fromhex,
        lambda text: base64.b32decode(text + "=" * (-len(text) % 8), casefold=True),
        lambda text: base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_"),
        lambda text: base64.b64decode(text + "=" * (-len(text) % 4)),
    )
    for read in readings:
        try:
            if read(value.rstrip("=") if read is not bytes.fromhex else value) == computed:
                return True
        except (ValueError, binascii.Error):
            continue
    return False


class _Unpacked(io.RawIOBase):
    """The bytes of a WARC, unpacked as they are read and counted: one compressed member per record, or none."""

    def __init__(self, data: bytes, limit: int) -> None:
        super().__init__()
        self._data, self._at, self._left = memoryview(data), 0, limit
        self._limit = limit
        self._member = zlib.decompressobj(wbits=31) if data.startswith(_GZIP) else None
        self._pending = b""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes, fewer where a member ends, none at the end."""
        size = 1 << 16 if size < 0 else size
        out = self._unpack(size) if self._member else self._plain(size)
        self._left -= len(out)
        if self._left < 0:
            raise PackedError(f"it unpacks to more than the {self._limit:,} bytes it may")
        return out

    def _plain(self, size: int) -> bytes:
        out = bytes(self._data[self._at : self._at + size])
        self._at += len(out)
        return out

    def _unpack(self, size: int) -> bytes:
        while self._member is not None:
            if self._member.eof:
                self._at -= len(self._member.unused_data)
                if not bytes(self._data[self._at : self._at + 2]).strip(b"\0"):
                    return b""
                self._member = zlib.decompressobj(wbits=31)
            given = self._member.unconsumed_tail or self._plain(1 << 16)
            if not given:
                raise PackedError("the compressed data end before their end mark: the file is truncated")
            try:
                out = self._member.decompress(given, size)
            except zlib.error as error:
                raise PackedError(f"damaged compressed data: {error}") from error
            if out:
                return out
        return b""


class _Lines(BufferedReader):  # type: ignore[misc]
    """Lines of bounded length and number: a record's headers are as long as its writer likes."""

    lines = 0

    def readline(self, length: int | None = None) -> bytes:
        self.lines += 1
        line: bytes = super().readline(_LONGEST_LINE if length is None else min(length, _LONGEST_LINE))
        if self.lines > _MOST_LINES or (len(line) > _LONGEST_WHOLE and not line.endswith(b"\n")):
            raise PackedError("a record's headers are longer than headers are")
        return line


class _Records(WARCIterator):  # type: ignore[misc]
    INC_RECORD = ""  # said as a problem, not on the standard error stream


@dataclass(slots=True, kw_only=True)
class _Reading:
    """What has been read from one archive or several, within one budget of bytes."""

    budget: int
    left: int = field(init=False)
    found: list[Piece] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.left = self.budget

    def read(self, data: bytes, name: str) -> None:
        """Take every record of a WARC; what cannot be read ends it with a problem, or with an error if it is all."""
        if not data:
            raise IntakeError(f"{name}: the file is empty")
        skipped: Counter[str] = Counter()
        read = 0
        try:
            for record in _records(data):
                read += 1
                self._take(record, name, skipped)
        except IntakeError:
            raise
        except (
            PackedError, ArchiveLoadFailed, StatusAndHeadersParserException, ValueError, TypeError, EOFError,
        ) as error:  # fmt: skip
            words = " ".join(str(error).split()) or type(error).__name__
            if not read:
                raise IntakeError(f"{name}: no WARC record can be read: {shown(words)}") from error
            self.problems.append(f"{name}: after {read:,} records the rest cannot be read: {shown(words)}")
        if not read:
            raise IntakeError(f"{name}: it holds no WARC record")
        self.problems += [f"{name}: {count:,} {what}" for what, count in sorted(skipped.items())]

    def _take(self, record: "_Record", name: str, skipped: Counter[str]) -> None:
        where = f"{name}: {shown(record.address) or 'a record without an address'}"
        if record.kind == "revisit":
            skipped["revisit records: what they point to is not in them"] += 1
        elif record.kind in ("continuation", "conversion"):
            skipped[f"{record.kind} records: not taken"] += 1
        elif record.kind in ("response", "resource"):
            if len(self.found) == MOST_PIECES:
                raise IntakeError(f"{name}: more than {MOST_PIECES:,} answers; split the archive")
            self._answer(record, where, skipped)

    def _answer(self, record: "_Record", where: str, skipped: Counter[str]) -> None:
        said: list[str] = []
        headers: dict[str, str] = {}
        payload = record.block
        if record.is_http:
            status, headers, payload = _http(record.block)
            if status != 200:
                skipped[f"answers with status {status or 'unreadable'}: not taken"] += 1
                return
        if len(record.block) < record.length:
            said.append(f"it is cut off: {len(record.block):,} bytes of {record.length:,}")
        if record.header("WARC-Truncated"):
            said.append(f"its writer cut it off ({shown(record.header('WARC-Truncated'))})")
        if record.header("WARC-Segment-Number"):
            said.append("it is one segment of an answer that was split")
        raw = payload
        payload, coding = _decoded(payload, headers, self.left)
        said += [coding, *_digests(record, raw, headers)]
        self.left -= len(payload)
        if self.left < 0:
            raise IntakeError(f"{where}: the answers hold more than {self.budget:,} bytes in all; split the archive")
        at = instant(record.header("WARC-Date"))
        if not at:
            said.append("its time cannot be read")
        said = [one for one in said if one]
        self.problems += [f"{where}: {one}" for one in said]
        kind = "kept without an HTTP answer" if record.kind == "resource" else ""
        media = headers.get("content-type", "") if record.is_http else record.header("Content-Type")
        self.found.append(
            Piece(
                name=_name(record.address, len(self.found) + 1),
                data=payload,
                origin=shown(record.address, most=8_000),
                captured_at=at,
                media=shown(media.partition(";")[0].strip().lower()) or "application/octet-stream",
                note=note_of((f"WARC record {shown(record.header('WARC-Record-ID'))}", kind, *said)),
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Record:
    """One WARC record with its whole block."""

    headers: dict[str, str]
    block: bytes
    length: int

    def header(self, name: str) -> str:
        return self.headers.get(name.lower(), "")

    @property
    def kind(self) -> str:
        return self.header("WARC-Type").lower()

    @property
    def address(self) -> str:
        return self.header("WARC-Target-URI").strip("<>")

    @property
    def is_http(self) -> bool:
        return self.kind == "response" and self.address.lower().startswith(("http:", "https:"))


def _records(data: bytes) -> Iterator[_Record]:
    limit = min(LARGEST_TOTAL, max(len(data) * LARGEST_RATIO, 1 << 20))
    records = _Records(io.BytesIO(b""), no_record_parse=True)
    # The reader that warcio would make unpacks without bounds, and packed data within packed data again.
    records.reader = lines = _Lines(_Unpacked(data, limit))
    for number, record in enumerate(records, start=1):
        lines.lines = 0
        if number > _MOST_RECORDS:
            raise PackedError(f"more than {_MOST_RECORDS:,} records")
        headers = {str(name).lower(): str(value) for name, value in reversed(record.rec_headers.headers)}
        length = headers.get("content-length", "")
        if not length.isdigit():
            raise PackedError("a record does not say its length")
        yield _Record(headers=headers, block=record.raw_stream.read() or b"", length=int(length))
        if records.err_count:
            raise PackedError("a record is longer than it says")


def _http(block: bytes) -> tuple[int, dict[str, str], bytes]:
    """The status, headers and body of an HTTP answer; status 0 if it is none."""
    status = _STATUS.match(block)
    end = re.compile(rb"\r?\n\r?\n").search(block, 0, _LONGEST_HTTP_HEADER)
    if not status:
        return 0, {}, block
    head, body = (block[: end.start()], block[end.end() :]) if end else (block[:_LONGEST_HTTP_HEADER], b"")
    headers: dict[str, str] = {}
    for line in head.decode("latin-1").splitlines()[1:]:
        name, colon, value = line.partition(":")
        if colon:
            headers.setdefault(name.strip().lower(), value.strip())
    return int(status[1]), headers, body


def _decoded(payload: bytes, headers: dict[str, str], limit: int) -> tuple[bytes, str]:
    """The body without its transfer and content codings, and what of it could not be undone."""
    body = _transferred(payload, headers)
    if body is None:
        return payload, "its chunks are broken; kept as it stands"
    codings = [one.strip() for one in headers.get("content-encoding", "").lower().split(",") if one.strip()]
    if len(codings) > _MOST_CODINGS:
        return body, "it names more content codings than are undone; kept as it stands"
    for coding in reversed(codings):
        if coding in ("identity", "utf-8", "none"):
            continue
        undone = _inflated(body, coding, limit)
        if isinstance(undone, str):
            return body, undone
        body = undone
    return body, ""


def _transferred(payload: bytes, headers: dict[str, str]) -> bytes | None:
    """The body put together from its chunks; the body itself if it has none; None if they break off.

    Some archivers undo the chunks and keep the header: a body that does not begin with a chunk is whole as it is.
    """
    if headers.get("transfer-encoding", "").lower() != "chunked" or not _CHUNK.match(payload):
        return payload
    parts: list[bytes] = []
    at = 0
    while size := _CHUNK.match(payload, at):
        length = int(size[1], 16)
        if length == 0:
            return b"".join(parts)
        parts.append(payload[size.end() : size.end() + length])
        at = size.end() + length
        at += 2 if payload[at : at + 2] == b"\r\n" else 1
    return None


def _inflated(body: bytes, coding: str, limit: int) -> bytes | str:
    """The body without one content coding, or in words why it is kept with it."""
    if coding in ("gzip", "x-gzip") and not body.startswith(_GZIP):
        return body  # undone by the archiver, which kept the header
    windows = {"gzip": (31,), "x-gzip": (31,), "deflate": (15, -15)}.get(coding)
    if windows is None:
        return f"its content coding ({shown(coding, most=40)}) is not undone; kept as it stands"
    most = min(limit, max(len(body) * LARGEST_RATIO, 1 << 20))
    for bits in windows:
        reader = zlib.decompressobj(wbits=bits)
        try:
            out = reader.decompress(body, most + 1)
        except zlib.error:
            continue
        if len(out) > most:
            return f"it unpacks to more than {most:,} bytes; kept packed"
        return out if reader.eof else "its compressed body is cut off; kept packed"
    return "its compressed body is damaged; kept as it stands"


def _digests(record: _Record, raw: bytes, headers: dict[str, str]) -> list[str]:
    """What is wrong with the digests a record gives; a payload counts with its chunks or without (writers differ)."""
    said = []
    for name, forms in (
        ("WARC-Block-Digest", (record.block,)),
        ("WARC-Payload-Digest", (raw, _transferred(raw, headers) or b"")),
    ):
        digest = record.header(name)
        if not digest:
            continue
        verdicts = [_matches(digest, form) for form in forms]
        what = name.removeprefix("WARC-").replace("-", " ").lower()
        if None in verdicts:
            said.append(f"its {what} cannot be checked ({shown(digest, most=20)})")
        elif True not in verdicts:
            said.append(f"its {what} is not the one the archive gives")
    return said


def _name(address: str, number: int) -> str:
    """A name for an answer: its place in the archive and the end of its address's path."""
    path = address.partition("?")[0].partition("#")[0].partition("://")[2]
    host, _, rest = path.partition("/")
    last = rest.rstrip("/").rpartition("/")[2] or host or "record"
    return f"{number:05d}-" + shown(re.sub(r"[^\w.-]+", "_", last), most=100)
