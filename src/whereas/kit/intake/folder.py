"""A folder from a stranger: its plain files in order; links and whatever else is no file are named, never followed."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from whereas.kit.intake.piece import (
    LARGEST_TOTAL,
    MOST_HELD,
    MOST_PIECES,
    IntakeError,
    Opened,
    Piece,
    load,
    media_of,
    opened,
    shown,
    size_of,
)

# Folders within folders: deeper than anything a person makes, and short enough for every system's paths.
_DEEPEST = 64
# Folders may be empty, and links are no pieces: they are bounded too.
_MOST_ENTRIES = 10 * MOST_PIECES


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What stands in a folder: each plain file's place by its name from the folder down, and what was refused."""

    files: dict[str, Path]
    problems: tuple[str, ...]
    total: int


def listing(folder: Path) -> Listed:
    """The plain files of a folder and those below it, in the order of their names.

    Raises `IntakeError` if they are too many, too large in all, or too deep, before any of them is read.
    """
    files: dict[str, Path] = {}
    problems: list[str] = []
    total = 0
    for name, entry in _walk(folder):
        refused = _refusal(entry)
        if refused:
            problems.append(f"{shown(name)}: {refused}")
            continue
        if len(files) == MOST_PIECES:
            raise IntakeError(f"{shown(folder.name)}: more than {MOST_PIECES:,} files; bring them in several folders")
        total += entry.stat(follow_symlinks=False).st_size
        if total > LARGEST_TOTAL:
            raise IntakeError(
                f"{shown(folder.name)}: more than {LARGEST_TOTAL:,} bytes in all; bring them in several folders"
            )
        files[name] = Path(entry.path)
    return Listed(files=dict(sorted(files.items())), problems=tuple(sorted(problems)), total=total)


def _walk(folder: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Everything below the folder that is no folder itself, by its name from the folder down."""
    waiting: list[tuple[Path, str, int]] = [(folder, "", 0)]
    seen = 0
    while waiting:
        place, prefix, depth = waiting.pop()
        try:
            with os.scandir(place) as entries:
                for entry in entries:
                    seen += 1
                    if seen > _MOST_ENTRIES:
                        raise IntakeError(f"{shown(folder.name)}: more than {_MOST_ENTRIES:,} entries; none was read")
                    if _is_link(entry) or not entry.is_dir(follow_symlinks=False):
                        yield f"{prefix}{entry.name}", entry
                    elif depth == _DEEPEST:
                        raise IntakeError(f"{shown(folder.name)}: folders more than {_DEEPEST} deep; none was read")
                    else:
                        waiting.append((Path(entry.path), f"{prefix}{entry.name}/", depth + 1))
        except OSError as error:
            raise IntakeError(f"{shown(prefix or place.name)}: the folder cannot be read: {error.strerror}") from error


def _refusal(entry: os.DirEntry[str]) -> str:
    """Why an entry is not read; empty for a plain file."""
    if _is_link(entry):
        return "it is a link; not followed"
    return "" if entry.is_file(follow_symlinks=False) else "it is not a plain file; not read"


def _is_link(entry: os.DirEntry[str]) -> bool:
    junction = getattr(entry, "is_junction", None)  # a link of Windows' own kind, known to Python since 3.12
    return entry.is_symlink() or (junction is not None and bool(junction()))


def open_folder(folder: Path) -> Opened:
    """Every plain file of a folder as a piece."""
    listed = listing(folder)
    problems = list(listed.problems)
    found = []
    left = MOST_HELD
    for name, place in listed.files.items():
        piece = Piece(name=shown(name), media=media_of(name))
        try:
            size = size_of(place)
            piece = replace(piece, place=place) if size > left else replace(piece, data=load(place, limit=left))
        except IntakeError as error:
            problems.append(_problem(name, place, error))
            continue
        left -= len(piece.data)
        found.append(piece)
    return opened("folder", found, problems)


def contents(listed: Listed, problems: list[str]) -> Iterator[tuple[str, bytes]]:
    """The listed files with their bytes; one that cannot be read becomes a problem. The total is kept while reading."""
    left = LARGEST_TOTAL
    for name, place in listed.files.items():
        try:
            data = load(place, limit=left)
        except IntakeError as error:
            problems.append(_problem(name, place, error))
            continue
        left -= len(data)
        yield name, data


def _problem(name: str, place: Path, error: IntakeError) -> str:
    """An error that names the file by its whole way from the folder down."""
    return str(error) if name == place.name else f"{shown(name)}: {str(error).partition(': ')[2]}"
