"""The folder that an archiver of web pages leaves: media beside a record of address, time and digests, and time stamps.

No two archivers, and no two releases of one, write the same. What is relied on is what they share: a JSON document
with the address and a time, or the page that auto-archiver makes for people; digests in either, or in a text file
that was time-stamped. What fits neither is a plain folder.
"""

import hashlib
import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from whereas.kit.intake.folder import contents, listing
from whereas.kit.intake.piece import Opened, Piece, instant, media_of, note_of, opened, shown

_LARGEST_RECORD = 20_000_000
_MOST_ENTRIES = 10_000
_DEEPEST = 12

_ADDRESS_KEYS = ("url", "original_url", "source_url", "archived_url", "uri")
# Keys that say when the archiver worked. A bare `timestamp` is, in auto-archiver, when the page was published.
_CAPTURE_KEYS = (
    "_processed_at", "processed_at", "captured_at", "archived_at", "capture_time", "archive_time", "captured",
    "archived",
)  # fmt: skip
_TIME_KEYS = ("timestamp", "date", "created_at", "upload_date", "published_at")
_NAME_KEYS = ("filename", "file_name", "file", "name", "path", "key", "_key")
_DIGEST_KEYS = {
    "hash": "", "digest": "", "checksum": "", "sha256": "sha256", "sha_256": "sha256", "sha-256": "sha256",
    "sha512": "sha512", "sha3_512": "sha3_512", "sha3-512": "sha3_512", "sha1": "sha1", "md5": "md5",
}  # fmt: skip
_LABELLED = re.compile(r"\b(SHA-?256|SHA-?512|SHA3-?512|SHA-?1|MD5)[:=]\s*([0-9A-Fa-f]{32,128})\b", re.IGNORECASE)
_HEX = re.compile(r"[0-9A-Fa-f]{32,128}")
_BY_LENGTH = {32: ("md5",), 40: ("sha1",), 64: ("sha256", "sha3_256"), 128: ("sha512", "sha3_512")}
_STAMPS = {".tsr": "application/timestamp-reply", ".tst": "application/timestamp-reply",
           ".tsq": "application/timestamp-query"}  # fmt: skip
_STAMP_NAME = re.compile(r"timestamp_token_[\w.-]+")
_PAGE_MARK = "Archived media for"
_PAGE_MAKER = "auto-archiver"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Digest:
    """A digest as a record gives it; `algorithms` are those it can be of."""

    algorithms: tuple[str, ...]
    value: str

    def is_of(self, computed: Mapping[str, str]) -> bool:
        """Whether it is among a file's digests, given by algorithm."""
        return any(computed.get(one) == self.value for one in self.algorithms)


@dataclass(slots=True, kw_only=True)
class _Record:
    """What one document beside the media says of them."""

    name: str
    address: str = ""
    captured_at: str = ""
    note: str = ""
    # Each entry's digests by the last step of its file's name: two files of one name may stand in two folders.
    files: dict[str, list[tuple[_Digest, ...]]] = field(default_factory=dict)
    loose: dict[str, _Digest] = field(default_factory=dict)  # digests that name no file, by their value


def open_archive(folder: Path) -> Opened | None:
    """The folder's files with what its records say of them; None if it holds no record of an archiver.

    A file whose digest is not the one a record gives is kept, noted and named as a problem. Time stamps are pieces
    like the rest, not checked here.
    """
    listed = listing(folder)
    if not any(name.lower().endswith((".json", ".html", ".htm")) for name in listed.files):
        return None
    problems = list(listed.problems)
    held = dict(contents(listed, problems))
    by_folder: dict[str, list[_Record]] = {}
    for name, data in held.items():
        if record := _record(name, data):
            by_folder.setdefault(_folder_of(name), []).append(record)
    if not by_folder:
        return None
    _stamped_lists(held, by_folder)
    digests = _computed(held, by_folder)
    found = [_piece(name, data, digests[name], _nearest(name, by_folder), problems) for name, data in held.items()]
    problems += _left_over(digests, by_folder)
    return opened("archive-folder", found, problems)


def _folder_of(name: str) -> str:
    return name.rpartition("/")[0]


def _nearest(name: str, by_folder: dict[str, list[_Record]]) -> list[_Record]:
    """The records in a file's own folder, or in the nearest one above that has any."""
    place = _folder_of(name)
    while place not in by_folder and place:
        place = _folder_of(place)
    return by_folder.get(place, [])


def _record(name: str, data: bytes) -> _Record | None:
    lower = name.lower()
    if len(data) > _LARGEST_RECORD or not lower.endswith((".json", ".html", ".htm")):
        return None
    return _json_record(name, data) if lower.endswith(".json") else _page_record(name, data)


def _json_record(name: str, data: bytes) -> _Record | None:
    """A document with an address and, beside it or one level down, a time or digests; None for any other JSON."""
    try:
        document = json.loads(data)
    except (ValueError, RecursionError):
        return None
    if not isinstance(document, dict):
        return None
    inner = document.get("metadata")
    heads = [document, *([inner] if isinstance(inner, dict) else [])]
    record = _Record(name=name, address=next(filter(None, map(_address, heads)), ""))
    _gather(document, record, 0)
    times = [(key, head[key]) for head in heads for key in (*_CAPTURE_KEYS, *_TIME_KEYS) if head.get(key)]
    if not record.address or not (times or record.files or record.loose):
        return None
    record.captured_at = next((at for key, value in times if key in _CAPTURE_KEYS and (at := instant(value))), "")
    title = next((str(head["title"]) for head in heads if isinstance(head.get("title"), str)), "")
    said = [f"{key}: {shown(str(value), most=60)}" for key, value in times[:6]]
    record.note = note_of((f"title: {shown(title)}" if title else "", *said))
    return record


def _address(head: dict[str, Any]) -> str:
    for key in _ADDRESS_KEYS:
        value = head.get(key)
        if isinstance(value, str) and re.match(r"https?://", value, re.IGNORECASE) and len(value) <= 8_000:
            return value.strip()
    return ""


def _gather(value: Any, record: _Record, depth: int) -> None:
    """Every digest in a document, with the file it stands beside where one is named."""
    if depth > _DEEPEST or len(record.files) + len(record.loose) > _MOST_ENTRIES:
        return
    if isinstance(value, list):
        for one in value:
            _gather(one, record, depth + 1)
    elif isinstance(value, dict):
        properties = value.get("properties")
        given = list(_digests_in(value)) + (list(_digests_in(properties)) if isinstance(properties, dict) else [])
        names = _names_in(value)
        if given and names:
            for name in names:
                record.files.setdefault(name, []).append(tuple(given))
        else:
            record.loose |= {one.value: one for one in given}
        for key, one in value.items():
            if isinstance(one, dict | list) and not (key == "properties" and given):
                _gather(one, record, depth + 1)
            elif key == "properties" and isinstance(one, dict):
                for inner in one.values():
                    _gather(inner, record, depth + 1)
            elif isinstance(one, str) and not names and (digest := _digest(one, "")) and _is_file_name(str(key)):
                record.files.setdefault(_last(str(key)), []).append((digest,))


def _names_in(entry: dict[str, Any]) -> list[str]:
    """The last steps of the names and addresses that an entry gives for its file."""
    named = [entry[key] for key in _NAME_KEYS if isinstance(entry.get(key), str)]
    urls = entry.get("urls")
    named += [one for one in urls if isinstance(one, str)] if isinstance(urls, list) else []
    return list(dict.fromkeys(last for one in named if (last := _last(one))))


def _last(name: str) -> str:
    return PurePosixPath(name.partition("?")[0].replace("\\", "/")).name


def _is_file_name(key: str) -> bool:
    return bool(re.fullmatch(r".*[^./\\]\.[A-Za-z0-9]{1,8}", key))


def _digests_in(entry: dict[str, Any]) -> Iterator[_Digest]:
    for key, algorithm in _DIGEST_KEYS.items():
        value = entry.get(key)
        if isinstance(value, str) and (digest := _digest(value, algorithm)):
            yield digest


def _digest(text: str, algorithm: str) -> _Digest | None:
    """A digest as written: `SHA-256:…`, or bare, when its key or its length says of which kind it is."""
    if len(text) > 200:
        return None
    if labelled := _LABELLED.fullmatch(text.strip()):
        name = labelled[1].lower().replace("-", "")
        algorithm = "sha3_512" if name == "sha3512" else name
        text = labelled[2]
    text = text.strip().lower()
    if not _HEX.fullmatch(text):
        return None
    kinds = (algorithm,) if algorithm else _BY_LENGTH.get(len(text), ())
    return _Digest(algorithms=kinds, value=text) if kinds else None


def _page_record(name: str, data: bytes) -> _Record | None:
    """The page that auto-archiver makes for people: its address, its time and its digests, which name no file."""
    text = data.decode("utf-8", "replace")
    if _PAGE_MARK not in text or _PAGE_MAKER not in text:
        return None
    title = re.search(r"<title>\s*(https?://[^<\s]{1,8000})\s*</title>", text, re.IGNORECASE)
    if not title:
        return None
    record = _Record(name=name, address=html.unescape(title[1]))
    row = re.search(r"<td>\s*_processed_at\s*</td>\s*<td>(.{0,400}?)</td>", text, re.DOTALL)
    at = re.search(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:\+\d\d:\d\d|Z)", row[1]) if row else None
    record.captured_at = instant(at[0]) if at else ""
    for labelled in _LABELLED.finditer(text):
        if len(record.loose) < _MOST_ENTRIES and (digest := _digest(labelled[0], "")):
            record.loose[digest.value] = digest
    return record


def _stamped_lists(held: dict[str, bytes], by_folder: dict[str, list[_Record]]) -> None:
    """Read the lists of bare digests that were time-stamped (one a line) into a record beside them."""
    for name, data in held.items():
        if not name.lower().endswith(".txt") or len(data) > _LARGEST_RECORD or not (near := _nearest(name, by_folder)):
            continue
        lines = data.decode("ascii", "replace").split()
        if lines and len(lines) <= _MOST_ENTRIES and all(_HEX.fullmatch(line) for line in lines):
            near[0].loose |= {digest.value: digest for line in lines if (digest := _digest(line, ""))}


def _computed(held: dict[str, bytes], by_folder: dict[str, list[_Record]]) -> dict[str, dict[str, str]]:
    """Each file's digests by algorithm, in every algorithm that a record uses."""
    used: set[str] = set()
    for record in (record for records in by_folder.values() for record in records):
        for digest in (
            *record.loose.values(),
            *(one for all_of in record.files.values() for of in all_of for one in of),
        ):
            used.update(digest.algorithms)
    return {
        name: {one: hashlib.new(one, data, usedforsecurity=False).hexdigest() for one in sorted(used)}
        for name, data in held.items()
    }


def _piece(
    name: str, data: bytes, digests: dict[str, str], records: list[_Record], problems: list[str]
) -> Piece:  # fmt: skip
    named = [(record, record.files[_last(name)]) for record in records if _last(name) in record.files]
    about = [record for record, _ in named] or records
    said = []
    if named:
        if any(all(one.is_of(digests) for one in entry) for _, entries in named for entry in entries):
            said.append("its digest is the one the archiver recorded")
        else:
            said.append("its digest is not the one the archiver recorded")
            problems.append(f"{shown(name)}: its digest is not the one that {shown(named[0][0].name)} gives")
    elif any(value in record.loose for record in records for value in digests.values()):
        said.append("its digest is among those the archiver recorded")
    elif not any(record.name == name for record in records):
        said.append("the archiver recorded no digest of it")
    addresses = {record.address for record in about if record.address}
    times = {record.captured_at for record in about if record.captured_at}
    if len(addresses) > 1:
        said.append("the records beside it give several addresses")
    suffix = PurePosixPath(name.lower()).suffix
    stamp = _STAMPS.get(suffix) or (_STAMPS[".tsr"] if _STAMP_NAME.fullmatch(_last(name)) else "")
    return Piece(
        name=shown(name),
        data=data,
        origin=addresses.pop() if len(addresses) == 1 else "",
        captured_at=times.pop() if len(times) == 1 else "",
        media=stamp or media_of(name),
        note=note_of((*said, *(record.note for record in about[:3]))),
    )


def _left_over(digests: dict[str, dict[str, str]], by_folder: dict[str, list[_Record]]) -> Iterator[str]:
    """Files and digests that a record names and that are not there."""
    for place, records in by_folder.items():
        below = [name for name in digests if not place or name.startswith(place + "/")]
        names = {_last(name) for name in below}
        values = {value for name in below for value in digests[name].values()}
        for record in records:
            entries: dict[tuple[str, ...], list[str]] = {}
            for name, given in record.files.items():
                for entry in given:
                    entries.setdefault(tuple(one.value for one in entry), []).append(name)
            for alike in entries.values():
                if not names.intersection(alike):
                    yield f"{shown(record.name)}: it records {shown(alike[0])}, which is not there"
            for value in sorted(record.loose.keys() - values):
                yield f"{shown(record.name)}: no file here has the digest {value[:16]}… that it gives"
