"""Evidence as it is handed over: a file, a web archive, a message, a bag, an archiver's folder, a plain folder."""

from dataclasses import replace
from pathlib import Path

from whereas.kit.intake.archiver import open_archive
from whereas.kit.intake.bag import is_bag, open_bag
from whereas.kit.intake.email import is_message, open_message
from whereas.kit.intake.folder import open_folder
from whereas.kit.intake.piece import (
    MOST_HELD_ALONE,
    IntakeError,
    Opened,
    Piece,
    head_of,
    load,
    media_of,
    shown,
    size_of,
)
from whereas.kit.intake.warc import is_wacz, is_warc, open_wacz, open_warc

__all__ = ["IntakeError", "Opened", "Piece", "load", "pieces", "shown"]


def pieces(path: Path) -> Opened:
    """Everything a file or folder holds, piece by piece, with what is wrong with it in words.

    Nothing is written, fetched or run. Raises `IntakeError` where nothing can be read, or where there is more than a
    person can have meant to hand over.
    """
    place = _place(path)
    if place.is_dir():
        return open_bag(place) if is_bag(place) else open_archive(place) or open_folder(place)
    name, large = shown(path.name), size_of(place) > MOST_HELD_ALONE
    head = head_of(place, _HEAD)
    reader = next((read for tells, read in _CONTAINERS if tells(name, head)), None)
    if reader is not None:
        data = load(place)
        return replace(reader(data, name), whole=data)
    piece = Piece(name=name, place=place) if large else Piece(name=name, data=load(place))
    return Opened(kind="file", pieces=(replace(piece, media=media_of(name)),))


# What a file is told by: its name, and its first bytes.
_HEAD = 16
_CONTAINERS = (
    (is_wacz, open_wacz), (is_warc, open_warc), (lambda name, _head: is_message(name), open_message),
)  # fmt: skip


def _place(path: Path) -> Path:
    """Where the path leads: the one link that is followed is the one the caller named."""
    try:
        return path.resolve(strict=True)
    except (OSError, RuntimeError, ValueError) as error:
        raise IntakeError(f"{shown(str(path))}: there is no such file or folder: check the path") from error
