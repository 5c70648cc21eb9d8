"""Bags, valid and spoilt: each made here and then spoilt in one way."""

import hashlib
import os
import shutil
from pathlib import Path

import pytest

from whereas.kit.intake import IntakeError, Opened, bag, pieces

FILES = {"data/a.txt": b"one", "data/sub/b.pdf": b"two"}


def make(folder: Path, *, algorithm: str = "sha256", files: dict[str, bytes] | None = None) -> Path:
    files = FILES if files is None else files
    (folder / "data").mkdir(parents=True)
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    (folder / "bagit.txt").write_text("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
    (folder / "bag-info.txt").write_text("Source-Organization: An invented\n  archive\nBagging-Date: 2024-03-01\n")
    manifest(folder, files, algorithm)
    return folder


def manifest(folder: Path, files: dict[str, bytes], algorithm: str = "sha256", extra: str = "") -> None:
    lines = [f"{hashlib.new(algorithm, data).hexdigest()}  {name}\n" for name, data in files.items()]
    (folder / f"manifest-{algorithm}.txt").write_text("".join(lines) + extra)


def names(found: Opened) -> list[str]:
    return [one.name for one in found.pieces]


def test_a_valid_bag(tmp_path: Path) -> None:
    found = pieces(make(tmp_path / "b"))
    assert (found.kind, found.problems) == ("bag", ())
    assert {one.name: one.data for one in found.pieces} == FILES
    assert [one.media for one in found.pieces] == ["text/plain", "application/pdf"]
    assert "checked by the bag's sha256; Source-Organization: An invented archive" in found.pieces[0].note


@pytest.mark.parametrize("algorithm", ["md5", "sha512", "sha3_256"])
def test_other_checksums(tmp_path: Path, algorithm: str) -> None:
    folder = make(tmp_path / "b", algorithm=algorithm)
    if algorithm == "sha3_256":
        shutil.copy(folder / "manifest-sha3_256.txt", folder / "manifest-sha3-256.txt")
    found = pieces(folder)
    assert names(found) == list(FILES)
    assert ("can be forged" in found.pieces[0].note) == (algorithm == "md5")


def test_a_wrong_checksum_is_named_and_the_file_not_given(tmp_path: Path) -> None:
    folder = make(tmp_path / "b")
    (folder / "data/a.txt").write_bytes(b"ONE")
    found = pieces(folder)
    assert names(found) == ["data/sub/b.pdf"]
    assert found.problems[0] == "data/a.txt: its sha256 checksum is not the one the bag gives; not taken"
    assert found.problems[1].startswith("the bagit library finds the bag invalid: ")
    assert "a.txt" in found.problems[1]


def test_one_wrong_checksum_of_two_is_enough(tmp_path: Path) -> None:
    folder = make(tmp_path / "b")
    manifest(folder, {"data/a.txt": b"other", "data/sub/b.pdf": b"two"}, "sha512")
    found = pieces(folder)
    assert names(found) == ["data/sub/b.pdf"]
    assert "its sha512 checksum" in found.problems[0]


def test_a_missing_and_an_unexpected_file_are_named(tmp_path: Path) -> None:
    folder = make(tmp_path / "b")
    (folder / "data/a.txt").rename(folder / "data/c.txt")
    found = pieces(folder)
    assert names(found) == ["data/sub/b.pdf"]
    assert "data/a.txt: a manifest lists it, and it is missing" in found.problems
    assert "data/c.txt: no manifest lists it; not taken" in found.problems


def test_a_file_that_one_manifest_of_two_does_not_list_is_said(tmp_path: Path) -> None:
    folder = make(tmp_path / "b")
    manifest(folder, {"data/a.txt": b"one"}, "sha512")
    found = pieces(folder)
    assert names(found) == list(FILES)
    assert "data/sub/b.pdf: the bag's sha512 manifest does not list it" in found.problems


@pytest.mark.parametrize(
    "path", ["../secret", "data/../../secret", "/etc/passwd", "~/secret", "C:\\secret", "data\\..\\..\\s"]
)
@pytest.mark.parametrize("name", ["manifest-sha256.txt", "tagmanifest-sha256.txt"])
def test_a_path_that_leads_out_is_named_and_not_followed(tmp_path: Path, name: str, path: str) -> None:
    folder = make(tmp_path / "b")
    (tmp_path / "secret").write_bytes(b"secret")
    with (folder / name).open("a") as out:
        out.write(f"{hashlib.sha256(b'secret').hexdigest()}  {path}\n")
    found = pieces(folder)
    assert names(found) == list(FILES)
    assert f"{path} leads out of the bag; not followed" in found.problems[0]


def test_a_path_that_leads_out_of_a_fetch_list_is_named(tmp_path: Path) -> None:
    folder = make(tmp_path / "b")
    (folder / "fetch.txt").write_text("https://example.org/x - ../x\nfile:///etc/passwd - data/p\nnonsense\n")
    found = pieces(folder)
    assert names(found) == list(FILES)
    assert found.problems[0] == "fetch.txt: line 1: ../x leads out of the payload; not followed"
    assert "data/p: it is not in the bag, which leaves it to be fetched from file:///etc/passwd" in found.problems[1]
    assert found.problems[2] == "fetch.txt: line 3 is not an address, a length and a name"


def test_links_are_not_read_and_the_library_is_not_asked(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_bytes(b"secret")
    folder = make(tmp_path / "b")
    manifest(folder, FILES | {"data/link": b"secret"})
    (folder / "data/link").symlink_to(secret)
    found = pieces(folder)
    assert names(found) == list(FILES)
    assert "data/link: it is a link; not followed" in found.problems
    assert "data/link: a manifest lists it, and it is missing" in found.problems
    assert found.problems[-1].startswith("the bagit library was not asked")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_in_a_bag_is_not_waited_on(tmp_path: Path) -> None:
    folder = make(tmp_path / "b")
    os.mkfifo(folder / "data/pipe")
    assert "data/pipe: it is not a plain file; not read" in pieces(folder).problems


def test_a_spoilt_file_of_the_bags_own_is_named(tmp_path: Path) -> None:
    folder = make(tmp_path / "b")
    (folder / "tagmanifest-sha256.txt").write_text(f"{'0' * 64}  bag-info.txt\n")
    found = pieces(folder)
    assert names(found) == list(FILES)
    assert found.problems[0] == "bag-info.txt: its sha256 checksum is not the one the bag gives"


@pytest.mark.parametrize(
    "declared",
    [
        "",
        "BagIt-Version: 1.0\n",
        "BagIt-Version: 1.0\nTag-File-Character-Encoding: zlib\n",
        "\xff\xfe",
        "Tag-File-Character-Encoding: UTF-8",
    ],
)
def test_a_declaration_that_says_too_little_or_names_no_set_is_refused(tmp_path: Path, declared: str) -> None:
    folder = make(tmp_path / "b")
    (folder / "bagit.txt").write_bytes(declared.encode("latin-1"))
    with pytest.raises(IntakeError, match=r"bagit\.txt"):
        pieces(folder)


def test_a_bag_without_a_manifest_gives_nothing(tmp_path: Path) -> None:
    folder = make(tmp_path / "b")
    (folder / "manifest-sha256.txt").rename(folder / "manifest-shake128.txt")
    found = pieces(folder)
    assert found.pieces == ()
    assert "manifest-shake128.txt: its checksums cannot be computed; not used" in found.problems
    assert any("no payload manifest" in problem for problem in found.problems)


def test_lines_that_are_none_and_names_listed_twice_are_said(tmp_path: Path) -> None:
    folder = make(tmp_path / "b")
    manifest(folder, FILES, extra=f"nonsense\n{'0' * 64}  data/a.txt\n{'0' * 64}  outside.txt\n")
    found = pieces(folder)
    assert names(found) == ["data/sub/b.pdf"]
    assert "manifest-sha256.txt: line 3 is not a checksum and a name" in found.problems
    assert "manifest-sha256.txt: line 4: data/a.txt is listed again with another sha256 checksum" in found.problems
    assert "manifest-sha256.txt: line 5: outside.txt is listed as payload and stands outside data/" in found.problems


def test_names_in_either_unicode_form_and_escaped_names_are_found(tmp_path: Path) -> None:
    folder = make(tmp_path / "b", files={"data/caf\u00e9.txt": b"1"})
    manifest(folder, {"data/cafe\u0301.txt": b"1"})
    assert names(pieces(folder)) == ["data/caf\u00e9.txt"]
    other = make(tmp_path / "c", files={"data/50%25.txt": b"1"})
    (other / "data/50%25.txt").rename(other / "data/50%.txt")
    assert names(pieces(other)) == ["data/50%.txt"]


def test_the_library_speaks_only_through_the_problems(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make(tmp_path / "b")
    (folder / "data/a.txt").unlink()
    monkeypatch.setattr(bag, "_LARGEST_TAG_FILE", 1_000)
    (folder / "huge.txt").write_bytes(b"A: b\n" * 300)
    assert any("was not asked" in problem for problem in pieces(folder).problems)
    (folder / "huge.txt").unlink()
    assert any("bagit library finds" in problem for problem in pieces(folder).problems)
    assert capfd.readouterr().err == ""
