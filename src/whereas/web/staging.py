"""What was uploaded and not yet taken: kept apart for whoever brought it, and gone after a day."""

import hashlib
import re
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Protocol

from whereas.core.errors import WhereasError
from whereas.kit.intake import IntakeError, pieces
from whereas.kit.packed import PackedError, names_in, unzip
from whereas.workbench.bench import Workbench

LONGEST_NAME = 120
_DAY = 86_400
_TOKEN = re.compile(r"[0-9a-f]{32}")
_HELD, _HELD_DAYS = ".held", 14
_CHUNK = 1 << 20
# What one person's uploads that no job holds may be together; beyond it the oldest go, so that nobody fills the disk.
_MOST, _MOST_BYTES = 100, 1 << 32
_SHOWN = 50


class Readable(Protocol):
    """What an upload is read from."""

    def read(self, size: int, /) -> bytes:
        """At most so many bytes; none at the end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What an upload is, before it is taken: its digest, and what taking it would make exhibits of."""

    token: str
    name: str
    sha256: str
    size: int
    kind: str
    pieces: tuple[str, ...]
    count: int
    problems: tuple[str, ...]
    known: bool


def stage(bench: Workbench, person: str, name: str, file: Readable) -> str:
    """Put an upload aside; gives the token it is asked for by. Raises `WhereasError` for an empty one."""
    sweep(bench)
    token = secrets.token_hex(16)
    folder = _folder(bench, person, token)
    folder.mkdir(parents=True, mode=0o700)
    place = folder / plain_name(name)
    size = 0
    with place.open("xb") as out:
        while chunk := file.read(_CHUNK):
            size += out.write(chunk)
    if not size:
        shutil.rmtree(folder)
        raise WhereasError("the file is empty", todo="choose a file that holds something")
    _make_room(folder)
    return token


def _make_room(newest: Path) -> None:
    """Take away the oldest uploads of whoever brought the newest, where they are too many or too much together."""
    waiting = [one for one in newest.parent.iterdir() if one != newest and not (one / _HELD).exists()]
    size = _size(newest)
    for number, one in enumerate(sorted(waiting, key=lambda each: each.stat().st_mtime, reverse=True), start=1):
        size += _size(one)
        if number >= _MOST or size > _MOST_BYTES:
            shutil.rmtree(one, ignore_errors=True)


def _size(folder: Path) -> int:
    return sum(one.stat().st_size for one in folder.iterdir() if one.is_file())


def plain_name(name: str) -> str:
    """A file's own name as it can stand in a folder: without the path before it and without what no name holds."""
    last = PurePosixPath(name.replace("\\", "/")).name
    kept = "".join(char if char.isprintable() and char not in '/\\:*?"<>|' else "_" for char in last).strip(". ")
    ending = PurePosixPath(kept).suffix[:12]
    stem = kept[: len(kept) - len(PurePosixPath(kept).suffix)] if ending else kept
    while len(f"{stem}{ending}".encode()) > LONGEST_NAME:
        stem = stem[:-1]
    return f"{stem}{ending}" or "unnamed"


def preview(bench: Workbench, person: str, token: str) -> Preview:
    """What an upload is. Raises `WhereasError` for what cannot be read, and where there is none under this token."""
    place = _place(bench, person, token)
    with place.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    with opened(place) as path:
        try:
            found = pieces(path)
        except IntakeError as error:
            raise WhereasError(str(error), todo="mend the file and bring it again") from None
    return Preview(
        token=token, name=place.name, sha256=digest, size=place.stat().st_size, kind=found.kind,
        pieces=tuple(one.name for one in found.pieces[:_SHOWN]), count=len(found.pieces), problems=found.problems,
        known=digest in bench.ledger.exhibits(),
    )  # fmt: skip


@contextmanager
def opened(place: Path) -> Iterator[Path]:
    """An upload as it is handed to `desk.add`: a zip of a BagIt bag as the folder it holds, anything else as it is.

    Raises `WhereasError` for a zip whose names lead out of it.
    """
    if not _is_bag(place):
        yield place
        return
    folder = place.parent / ".bag"
    shutil.rmtree(folder, ignore_errors=True)
    try:
        yield _unpacked(place, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _is_bag(place: Path) -> bool:
    if place.suffix.lower() != ".zip":
        return False
    try:
        names = names_in(place)
    except PackedError as error:
        raise WhereasError(f"{place.name}: {error}", todo="pack it anew, or bring its files one by one") from None
    return any(PurePosixPath(name).name == "bagit.txt" and len(PurePosixPath(name).parts) <= 2 for name in names)


def _unpacked(place: Path, folder: Path) -> Path:
    try:
        held = unzip(place.read_bytes())
    except PackedError as error:
        raise WhereasError(f"{place.name}: {error}", todo="pack it anew, or bring its files one by one") from None
    for name, data in held.items():
        inside = PurePosixPath(name.replace("\\", "/"))
        if inside.is_absolute() or ".." in inside.parts or "\0" in name:
            raise WhereasError(f"{place.name}: the name {name[:80]!r} leads out of it", todo="pack it anew")
        file = folder / inside
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        except OSError as error:
            raise WhereasError(f"{place.name}: {error.strerror}", todo="pack it anew with shorter names") from None
    return _named(place, folder)


def _named(place: Path, folder: Path) -> Path:
    """The bag in a folder, called as its zip is. Raises `WhereasError` where there is none."""
    top = next((one.parent for one in sorted(folder.rglob("bagit.txt")) if one.is_file()), None)
    if top is None or top not in (folder, *folder.iterdir()):
        raise WhereasError(f"{place.name}: its bagit.txt is no file", todo="pack it anew")
    if top == folder:
        return top
    named = folder / f".{secrets.token_hex(8)}"  # apart from what stands beside the bag, which may have any name
    named.mkdir()
    return top.rename(named / plain_name(place.stem))


def place_of(bench: Workbench, person: str, token: str) -> Path:
    """Where an upload stands. Raises `WhereasError` where there is none under this token of this person."""
    return _place(bench, person, token)


def hold(bench: Workbench, person: str, token: str) -> None:
    """Keep an upload for the job that takes it, however long that waits."""
    (_place(bench, person, token).parent / _HELD).touch()


def let_go(bench: Workbench, person: str, token: str) -> None:
    """Keep an upload no longer than any other: for a day from now."""
    (_folder(bench, person, token) / _HELD).unlink(missing_ok=True)


def drop(bench: Workbench, person: str, token: str) -> None:
    """Take an upload away."""
    shutil.rmtree(_folder(bench, person, token), ignore_errors=True)


def sweep(bench: Workbench) -> None:
    """Take away what was uploaded more than a day ago and never taken; what a job holds, later than that job goes."""
    for folder in bench.settings.home.glob("inbox/.web/*/*"):
        with suppress(OSError):
            if time.time() - folder.stat().st_mtime > (_HELD_DAYS * _DAY if (folder / _HELD).exists() else _DAY):
                shutil.rmtree(folder)


def _place(bench: Workbench, person: str, token: str) -> Path:
    folder = _folder(bench, person, token)
    found = [one for one in folder.iterdir() if one.is_file() and one.name != _HELD] if folder.is_dir() else []
    if not found:
        raise WhereasError("this upload is not there any more", todo="choose the file again")
    return found[0]


def _folder(bench: Workbench, person: str, token: str) -> Path:
    if not _TOKEN.fullmatch(token):
        raise WhereasError("this upload is not there any more", todo="choose the file again")
    return bench.settings.home / "inbox" / ".web" / hashlib.sha256(person.encode()).hexdigest()[:16] / token
