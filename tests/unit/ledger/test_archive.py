"""Exhibit bytes on disk: durable, whole, never changed, and a full disk loses nothing."""

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from whereas.core.errors import LedgerError
from whereas.ledger.archive import Archive


def test_what_is_kept_is_read_back_and_cannot_be_written_over(tmp_path: Path) -> None:
    archive = Archive(tmp_path)

    sha256, sha3_512 = archive.keep(b"bytes")

    assert archive.read(sha256) == b"bytes"
    assert (len(sha256), len(sha3_512)) == (64, 128)
    assert archive.path(sha256).stat().st_mode & 0o222 == 0
    assert list(archive.names()) == [sha256]


def test_a_full_disk_is_said_and_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = Archive(tmp_path)
    kept, _ = archive.keep(b"before")

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(LedgerError, match="No space left") as caught:
        archive.keep(b"after")

    assert "free disk space" in caught.value.todo
    assert [place.name for place in tmp_path.rglob("*") if place.is_file()] == [kept[2:]]
    assert archive.read(kept) == b"before"


@pytest.mark.parametrize(("spoil", "words"), [("unlink", "missing"), ("alter", "altered")])
def test_reading_says_what_is_wrong_with_a_file(tmp_path: Path, spoil: str, words: str) -> None:
    archive = Archive(tmp_path)
    sha256, _ = archive.keep(b"bytes")
    place = archive.path(sha256)
    place.chmod(0o644)
    if spoil == "unlink":
        place.unlink()
    else:
        place.write_bytes(b"other")

    with pytest.raises(LedgerError, match=words):
        archive.read(sha256)


def test_a_file_that_was_altered_is_written_again_when_its_bytes_come_again(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    sha256, _ = archive.keep(b"bytes")
    place = archive.path(sha256)
    place.chmod(0o644)
    place.write_bytes(b"bytez")  # of the same size
    assert not archive.is_whole(sha256)

    archive.keep(b"bytes")

    assert archive.is_whole(sha256)
    assert archive.read(sha256) == b"bytes"


def test_bytes_in_parts_are_kept_as_the_same_bytes_at_once(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    kept = archive.keep_all(iter([b"by", b"", b"tes"]))

    assert (kept.sha256, kept.sha3_512) == archive.keep(b"bytes")
    assert (kept.size, archive.recompute(kept.sha256)) == (5, kept)


def test_a_source_that_fails_in_the_middle_leaves_nothing(tmp_path: Path) -> None:
    def failing() -> Iterator[bytes]:
        yield b"half"
        raise ValueError("gone")

    archive = Archive(tmp_path)
    with pytest.raises(ValueError, match="gone"):
        archive.keep_all(failing())
    assert [place for place in tmp_path.rglob("*") if place.is_file()] == []


def test_a_disk_that_fails_at_the_end_of_a_batch_stops_what_would_name_its_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = Archive(tmp_path)

    def broken(_handle: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(LedgerError, match="Input/output error"), archive.batch():
        archive.keep(b"bytes")
    monkeypatch.undo()
    with archive.batch():
        archive.keep(b"more bytes")
