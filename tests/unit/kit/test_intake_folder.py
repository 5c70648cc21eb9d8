"""Plain files and plain folders from strangers."""

import os
from pathlib import Path

import pytest

from whereas.kit.intake import IntakeError, Piece, folder, piece, pieces


def test_a_file_is_one_piece(tmp_path: Path) -> None:
    place = tmp_path / "scan.pdf"
    place.write_bytes(b"%PDF-invented")
    found = pieces(place)
    assert found.kind == "file"
    assert found.pieces == (Piece(name="scan.pdf", data=b"%PDF-invented", media="application/pdf"),)
    assert found.problems == ()


def test_a_folder_gives_its_files_in_order(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "two.txt").write_bytes(b"2")
    (tmp_path / "a.jpg").write_bytes(b"1")
    found = pieces(tmp_path)
    assert found.kind == "folder"
    assert [(one.name, one.data, one.media) for one in found.pieces] == [
        ("a.jpg", b"1", "image/jpeg"),
        ("b/two.txt", b"2", "text/plain"),
    ]
    assert all((one.origin, one.captured_at) == ("", "") for one in found.pieces)


def test_links_are_named_and_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "outside"
    secret.mkdir()
    (secret / "key").write_bytes(b"secret")
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "page.html").write_bytes(b"<p>")
    (inside / "file-link").symlink_to(secret / "key")
    (inside / "folder-link").symlink_to(secret)
    (inside / "circle").symlink_to(inside)
    (inside / "nowhere").symlink_to("/does/not/exist")
    found = pieces(inside)
    assert [one.name for one in found.pieces] == ["page.html"]
    assert found.problems == tuple(
        f"{name}: it is a link; not followed" for name in ("circle", "file-link", "folder-link", "nowhere")
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_not_waited_on(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    found = pieces(tmp_path)
    assert found.pieces == ()
    assert found.problems == ("pipe: it is not a plain file; not read",)
    with pytest.raises(IntakeError, match="not a plain file"):
        pieces(tmp_path / "pipe")


def test_names_that_are_no_text_are_written_out(tmp_path: Path) -> None:
    try:
        (tmp_path / os.fsdecode(b"\xff\n.txt")).write_bytes(b"1")
    except OSError:
        pytest.skip("this file system keeps names in Unicode only")
    (one,) = pieces(tmp_path).pieces
    assert one.name == "\\udcff\\n.txt"
    one.name.encode()


def test_two_names_that_look_alike_stay_two(tmp_path: Path) -> None:
    (tmp_path / "a\n.txt").write_bytes(b"1")
    (tmp_path / "a\\n.txt").write_bytes(b"2")
    assert sorted(one.name for one in pieces(tmp_path).pieces) == ["a\\n-2.txt", "a\\n.txt"]


def test_too_many_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        (tmp_path / f"{number}").write_bytes(b"")
    monkeypatch.setattr(folder, "MOST_PIECES", 3)
    assert len(pieces(tmp_path).pieces) == 3
    monkeypatch.setattr(folder, "MOST_PIECES", 2)
    with pytest.raises(IntakeError, match="more than 2 files; bring them in several"):
        pieces(tmp_path)


def test_too_many_entries_that_are_no_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(5):
        (tmp_path / f"{number}").mkdir()
    monkeypatch.setattr(folder, "_MOST_ENTRIES", 4)
    with pytest.raises(IntakeError, match="more than 4 entries"):
        pieces(tmp_path)


def test_too_large_a_folder_and_file_are_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (tmp_path / "hole").open("wb") as file:
        file.truncate(piece.LARGEST_TOTAL + 1)  # a hole: it takes no room, and would fill the memory if read
    with pytest.raises(IntakeError, match="more than 2,000,000,000 bytes"):
        pieces(tmp_path)
    with pytest.raises(IntakeError, match="2,000,000,001 bytes, more than"):
        pieces(tmp_path / "hole")


def test_folders_too_deep_are_refused(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["d"] * 66)
    deep.mkdir(parents=True)
    with pytest.raises(IntakeError, match="64 deep"):
        pieces(tmp_path)


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(IntakeError, match="no such file or folder"):
        pieces(tmp_path / "gone")


def test_a_long_list_of_problems_has_an_end(tmp_path: Path) -> None:
    for number in range(1_005):
        (tmp_path / f"{number:04d}").symlink_to("/does/not/exist")
    problems = pieces(tmp_path).problems
    assert len(problems) == 1_001
    assert problems[-1] == "and 5 more problems that are not listed"


@pytest.mark.parametrize(
    ("written", "instant"),
    [
        ("2024-03-01T12:00:00Z", "2024-03-01T12:00:00Z"),
        ("2024-03-01 12:00:00+09:00", "2024-03-01T03:00:00Z"),
        ("2024-03-01T12:00:00.25+00:00", "2024-03-01T12:00:00.250000Z"),
        ("2024-03-01T12:00:00", ""),  # without a zone it is no instant
        ("yesterday", ""),
        (1_709_294_400, "2024-03-01T12:00:00Z"),
        (1_709_294_400_000, "2024-03-01T12:00:00Z"),
        (1e300, ""),
        (True, ""),
        (None, ""),
    ],
)
def test_instants(written: object, instant: str) -> None:
    assert piece.instant(written) == instant
