"""Evidence as it is handed over: a file, a web archive, a message, a bag, an archiver's folder, a plain folder."""

from pathlib import Path

from whereas.kit.intake.archiver import open_archive
from whereas.kit.intake.bag import is_bag, open_bag
from whereas.kit.intake.email import is_message, open_message
from whereas.kit.intake.folder import open_folder
from whereas.kit.intake.piece import IntakeError, Opened, Piece, load, media_of, shown
from whereas.kit.intake.warc import is_wacz, is_warc, open_wacz, open_warc

__all__ = ["IntakeError", "Opened", "Piece", "pieces"]


def pieces(path: Path) -> Opened:
    """Everything a file or folder holds, piece by piece, with what is wrong with it in words.

    Nothing is written, fetched or run. Raises `IntakeError` where nothing can be read, or where there is more than a
    person can have meant to hand over.
    """
    place = _place(path)
    if place.is_dir():
        return open_bag(place) if is_bag(place) else open_archive(place) or open_folder(place)
    name, data = shown(path.name), load(place)
    if is_wacz(name, data):
        return open_wacz(data, name)
    if is_warc(name, data):
        return open_warc(data, name)
    if is_message(name):
        return open_message(data, name)
    return Opened(kind="file", pieces=(Piece(name=name, data=data, media=media_of(name)),))


def _place(path: Path) -> Path:
    """Where the path leads: the one link that is followed is the one the caller named."""
    try:
        return path.resolve(strict=True)
    except (OSError, RuntimeError, ValueError) as error:
        raise IntakeError(f"{shown(str(path))}: there is no such file or folder: check the path") from error
