"""Backs a home up into one file, while others write to it, and makes a home of such a file again."""

import hashlib
import io
import json
import os
import re
import secrets
import shutil
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import sqlalchemy as sa

from whereas.core.errors import WhereasError
from whereas.ledger import anchors
from whereas.ledger.copies import copy_postgres, copy_sqlite, fill_postgres, what_runs
from whereas.ledger.store import TABLES, Store, is_postgres
from whereas.settings import Settings
from whereas.workbench.bench import Progress, silent

MANIFEST = "manifest.json"
_FORM = "whereas-backup-1"
_CHUNK = 1 << 20
# The longest list of files that is read; a million exhibits need a quarter of it.
_LONGEST = 1 << 29
_TABLES = ("ledger.sqlite", "register.sqlite")
_NOTES = ("validators.json", "resolved.txt")
# What a file in a back-up may be called: nothing leads out of the home, and nothing is run or trusted there.
_NAME = re.compile(
    r"(ledger\.sqlite|register\.sqlite|heads\.jsonl|validators\.json|resolved\.txt"
    r"|exhibits/[0-9a-f]{2}/[0-9a-f]{62}|(released|asked|working)/[^/\\\0]{1,200}(/[^/\\\0]{1,200}){0,4})\Z"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BackedUp:
    """What a back-up holds: files and their bytes, the size and root of the log, and where the tables stood."""

    files: int
    size: int
    entries: int
    root: str
    tables: str


def back_up(
    settings: Settings, out: Path, *, beside: sa.MetaData, now: str, version: str, progress: Progress = silent
) -> BackedUp:
    """Write a back-up into a new file that only its owner may read. Others may write to the ledger meanwhile.

    The tables come first, as one consistent copy; then the exhibits, which are only ever added to; then the heads that
    the copy knows. Wherever the tables stand, they are SQLite files in it. `beside` are the tables of the register.
    Raises `WhereasError`.
    """
    if out.exists():
        raise WhereasError("a file of that name is there", where=str(out), todo="name another: none is overwritten")
    unfinished = out.with_name(f".{out.name}.{secrets.token_hex(4)}")
    try:
        with tempfile.TemporaryDirectory(dir=out.parent, prefix=".backup-") as scratch:
            packing = _Packing(settings=settings, scratch=Path(scratch), beside=beside, progress=progress)
            handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as file:
                done = packing.into(file, now=now, version=version)
                file.flush()
                os.fsync(file.fileno())
        unfinished.replace(out)
    except OSError as error:
        raise WhereasError(
            f"the back-up cannot be written: {error.strerror or error}", where=str(out), todo="free disk space"
        ) from error
    finally:
        unfinished.unlink(missing_ok=True)
    return done


@dataclass(frozen=True, slots=True, kw_only=True)
class _Packing:
    settings: Settings
    scratch: Path
    beside: sa.MetaData
    progress: Progress

    def into(self, file: IO[bytes], *, now: str, version: str) -> BackedUp:
        """Write all of it; returns what it holds."""
        tables = "postgresql" if is_postgres(self.settings.ledger) else "sqlite"
        newest = self._tables()
        size, root = (newest[0], newest[1]) if newest else (0, "")
        found: dict[str, list[Any]] = {}
        with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as archive:
            places = list(self._places(size))
            for number, (name, place) in enumerate(places, start=1):
                self.progress("backing up", number, len(places))
                found[name] = _add(archive, name, place)
            manifest = {
                "form": _FORM, "at": now, "version": version, "tables": tables, "entries": size, "root": root,
                "files": found,
            }  # fmt: skip
            body = json.dumps(manifest, indent=1, sort_keys=True).encode()
            archive.addfile(_member(MANIFEST, len(body)), io.BytesIO(body))
        total = sum(int(one[0]) for one in found.values())
        return BackedUp(files=len(found), size=total, entries=size, root=root, tables=tables)

    def _tables(self) -> tuple[int, str, str] | None:
        if is_postgres(self.settings.ledger):
            self.progress("copying the tables")
            copy_postgres(self.settings.ledger, _copies(self.scratch, self.beside))
        else:
            self._copy_files()
        newest = self._newest()
        if newest is None and not self.settings.home.is_dir():
            raise WhereasError(
                "there is no ledger to back up", where=str(self.settings.home), todo="name its folder with --home"
            )
        return newest

    def _copy_files(self) -> None:
        for name in _TABLES:
            if (self.settings.home / name).exists():
                self.progress(f"copying {name}")
                copy_sqlite(self.settings.home / name, self.scratch / name)
        if not (self.scratch / _TABLES[0]).exists():
            raise WhereasError(
                "there is no ledger to back up", where=str(self.settings.home), todo="name its folder with --home"
            )

    def _newest(self) -> tuple[int, str, str] | None:
        store = Store(str(self.scratch / _TABLES[0]))
        try:
            with store.reading() as connection:
                return store.newest_head(connection)
        finally:
            store.close()

    def _places(self, size: int) -> Iterator[tuple[str, Path]]:
        home = self.settings.home
        yield from ((name, self.scratch / name) for name in _TABLES if (self.scratch / name).exists())
        heads = self.scratch / "heads.jsonl"
        heads.write_text("".join(_heads_up_to(anchors.read(home / heads.name) or "", size)), encoding="utf-8")
        yield heads.name, heads
        yield from ((name, home / name) for name in _NOTES if (home / name).is_file())
        for folder in ("exhibits", "released", "asked", "working"):
            for place in sorted((home / folder).rglob("*")):
                name = place.relative_to(home).as_posix()
                if place.is_file() and not place.is_symlink() and _NAME.match(name):
                    yield name, place


def _copies(folder: Path, beside: sa.MetaData) -> list[tuple[Path, sa.MetaData]]:
    return [(folder / name, tables) for name, tables in zip(_TABLES, (TABLES, beside), strict=True)]


def _heads_up_to(text: str, size: int) -> Iterator[str]:
    """The lines of heads that the copy of the tables knows: what was committed after it is not in it."""
    for line in text.splitlines(keepends=True):
        try:
            known = int(json.loads(line)["size"]) <= size
        except (ValueError, KeyError, TypeError):
            known = True  # a damaged line is for `verify` to name
        if known:
            yield line


def _add(archive: tarfile.TarFile, name: str, place: Path) -> list[Any]:
    """Put a file in; returns its size and SHA-256 as they went in."""
    with place.open("rb") as file:
        member = _member(name, os.fstat(file.fileno()).st_size)
        reader = _Hashing(file)
        archive.addfile(member, reader)
    return [member.size, reader.digest.hexdigest()]


class _Hashing(io.RawIOBase):
    """Reads a file, and knows the digest of what was read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self.digest = file, hashlib.sha256()

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes."""
        data = self._file.read(size)
        self.digest.update(data)
        return data


def _member(name: str, size: int) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    return member


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What was put back: files, and what the manifest says of the tables, the instant and the root."""

    files: int
    tables: str
    at: str
    entries: int
    root: str


def restore(archive: Path, settings: Settings, *, beside: sa.MetaData, progress: Progress = silent) -> Restored:
    """Make a home of a back-up. All of it is checked against the manifest before the home has its name.

    The tables go to where the settings say, whatever they were backed up from: into files of the home, or into an empty
    PostgreSQL database, all of them or none. Raises `WhereasError` where the home or a table is there already, or where
    the file is damaged, altered or none of ours; then nothing is left behind.
    """
    home = settings.home
    if home.exists() and (not home.is_dir() or any(home.iterdir())):
        raise WhereasError("that home is there already", where=str(home), todo="name a new folder with --home")
    home.parent.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(dir=home.parent, prefix=f".{home.name}-"))
    try:
        with tarfile.open(archive, mode="r:") as opened:
            said = _manifest(opened, archive)
            _unpack(opened, said["files"], scratch, archive, progress)
        if is_postgres(settings.ledger):
            progress("filling the database")
            _move_tables(scratch, settings.ledger, beside)
        if home.exists():
            home.rmdir()
        scratch.replace(home)
    except (tarfile.TarError, EOFError) as error:
        raise _damaged(archive, f"it is no whole tar file ({error})") from error
    except OSError as error:
        raise WhereasError(
            f"the back-up cannot be put back: {error.strerror or error}", where=str(archive), todo="free disk space"
        ) from error
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return Restored(
        files=len(said["files"]), tables=str(said["tables"]), at=str(said["at"]), entries=int(said["entries"]),
        root=str(said["root"]),
    )  # fmt: skip


def _move_tables(home: Path, ledger: str, beside: sa.MetaData) -> None:
    fill_postgres(ledger, [one for one in _copies(home, beside) if one[0].exists()])
    for name in _TABLES:
        for end in ("", "-wal", "-shm"):
            (home / f"{name}{end}").unlink(missing_ok=True)


def _manifest(opened: tarfile.TarFile, archive: Path) -> dict[str, Any]:
    try:
        member = opened.getmember(MANIFEST)
        body = opened.extractfile(member) if member.isfile() and member.size <= _LONGEST else None
        said = json.loads(body.read()) if body is not None else {}
        ours = said["form"] == _FORM and all(isinstance(said[name], str) for name in ("tables", "at", "root"))
        for size, digest in said["files"].values():
            ours = ours and isinstance(size, int) and isinstance(digest, str)
        ours = ours and isinstance(said["entries"], int)
    except (KeyError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise _damaged(archive, "its list of files cannot be read") from error
    if not ours:
        raise _damaged(archive, "its list of files is of another form")
    found: dict[str, Any] = said
    return found


def _unpack(
    opened: tarfile.TarFile, files: Mapping[str, Any], scratch: Path, archive: Path, progress: Progress
) -> None:
    seen: set[str] = set()
    for member in opened:
        if member.name == MANIFEST:
            continue
        _hold(member, files, seen, archive)
        seen.add(member.name)
        progress("putting back", len(seen), len(files))
        body = opened.extractfile(member)
        if body is None or _written(body, scratch / member.name) != tuple(files[member.name]):
            raise _damaged(archive, f"{member.name} is not what was backed up")
    if lost := sorted(files.keys() - seen):
        raise _damaged(archive, f"{len(lost):,} files are missing, the first is {lost[0]}")
    for name in _TABLES:
        if (scratch / name).exists() and (odd := what_runs(scratch / name)):
            raise _damaged(archive, f"{name} holds more than tables: {odd[:80]!r}")


def _hold(member: tarfile.TarInfo, files: Mapping[str, Any], seen: set[str], archive: Path) -> None:
    parts = member.name.split("/")
    # A sparse file is written out as more than it takes in the archive: some bytes could fill the disk.
    if not member.isreg() or member.issparse() or not _NAME.match(member.name) or ".." in parts or "." in parts:
        raise _damaged(archive, f"it holds something that no back-up holds: {member.name[:80]!r}")
    if member.name not in files or member.name in seen or member.size != files[member.name][0]:
        raise _damaged(archive, f"{member.name} is not what was backed up")


def _written(body: IO[bytes], place: Path) -> tuple[int, str]:
    place.parent.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with place.open("xb") as out:
        while chunk := body.read(_CHUNK):
            digest.update(chunk)
            size += out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    place.chmod(0o444 if place.parent.parent.name == "exhibits" else 0o600)
    return size, digest.hexdigest()


def _damaged(archive: Path, what: str) -> WhereasError:
    return WhereasError(
        f"the back-up is damaged or altered: {what}", where=str(archive), todo="take another copy; nothing was put back"
    )
