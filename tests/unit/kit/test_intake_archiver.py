"""Folders that archivers of web pages leave, in the shapes they leave them in."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from whereas.kit.intake import pieces

ADDRESS = "https://example.org/posts/7"
MEDIA = b"\xff\xd8 an invented picture"
TOKEN = b"\x30\x03\x02\x01\x00"


def digest(data: bytes, kind: str = "sha256") -> str:
    return hashlib.new(kind, data).hexdigest()


def write(folder: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def rich(hash_: str, name: str = "k3.jpg") -> dict[str, Any]:
    """A record in the shape of auto-archiver's own classes."""
    return {
        "status": "generic: success",
        "metadata": {
            "url": ADDRESS,
            "timestamp": "2023-12-24 08:00:00+00:00",
            "title": "A post",
            "_processed_at": "2024-03-01 12:00:00.5+00:00",
        },
        "media": [
            {
                "filename": "work/one.jpg",
                "_key": f"post/{name}",
                "urls": [f"./archive/post/{name}"],
                "properties": {"hash": hash_},
            }
        ],
    }


@pytest.mark.parametrize("hash_", [f"SHA-256:{digest(MEDIA)}", f"SHA3-512:{digest(MEDIA, 'sha3_512')}", digest(MEDIA)])
def test_media_with_address_time_and_checked_digest(tmp_path: Path, hash_: str) -> None:
    record = json.dumps(rich(hash_)).encode()
    found = pieces(
        write(
            tmp_path, {"post/k3.jpg": MEDIA, "post/metadata.json": record, "post/stamp.tsr": TOKEN, "post/q.tsq": TOKEN}
        )
    )
    assert (found.kind, found.problems) == ("archive-folder", ())
    by_name = {one.name: one for one in found.pieces}
    picture = by_name["post/k3.jpg"]
    assert (picture.data, picture.media) == (MEDIA, "image/jpeg")
    assert (picture.origin, picture.captured_at) == (ADDRESS, "2024-03-01T12:00:00.500000Z")
    assert "its digest is the one the archiver recorded" in picture.note
    assert "timestamp: 2023-12-24" in picture.note  # when it was published: not when it was captured
    assert by_name["post/stamp.tsr"].media == "application/timestamp-reply"
    assert by_name["post/q.tsq"].media == "application/timestamp-query"
    assert "recorded no digest" in by_name["post/stamp.tsr"].note


def test_a_wrong_digest_is_a_problem_and_the_piece_is_kept(tmp_path: Path) -> None:
    record = json.dumps(rich(f"SHA-256:{digest(b'another picture')}")).encode()
    found = pieces(write(tmp_path, {"k3.jpg": MEDIA, "metadata.json": record}))
    assert found.problems == ("k3.jpg: its digest is not the one that metadata.json gives",)
    assert "its digest is not the one the archiver recorded" in found.pieces[0].note


def test_what_a_record_names_and_is_not_there_is_said(tmp_path: Path) -> None:
    found = pieces(write(tmp_path, {"metadata.json": json.dumps(rich(f"SHA-256:{digest(MEDIA)}")).encode()}))
    assert found.problems == ("metadata.json: it records one.jpg, which is not there",)


@pytest.mark.parametrize(
    "entries",
    [
        {"files": [{"name": "a.png", "sha256": digest(MEDIA)}]},
        {"hashes": {"a.png": digest(MEDIA)}},
        {
            "hashes": {"a.png": {"sha256": digest(MEDIA), "md5": digest(MEDIA, "md5")}},
            "files": [{"path": "x/a.png", "md5": digest(MEDIA, "md5")}],
        },
        {"filename": "a.png", "hash": f"sha256:{digest(MEDIA)}"},
    ],
)
def test_other_shapes_of_records(tmp_path: Path, entries: dict[str, Any]) -> None:
    record = {"url": ADDRESS, "captured_at": "2024-03-01T12:00:00Z"} | entries
    good = pieces(write(tmp_path / "good", {"a.png": MEDIA, "x.json": json.dumps(record).encode()}))
    assert (good.kind, good.problems) == ("archive-folder", ())
    assert good.pieces[0].origin == ADDRESS
    assert "the archiver recorded" in good.pieces[0].note
    assert "no digest" not in good.pieces[0].note
    bad = pieces(write(tmp_path / "bad", {"a.png": b"spoilt", "x.json": json.dumps(record).encode()}))
    assert bad.problems


def test_a_bare_timestamp_is_noted_and_no_time_of_capture(tmp_path: Path) -> None:
    record = {"url": ADDRESS, "timestamp": "2024-03-01T12:00:00Z"}
    found = pieces(write(tmp_path, {"a.png": MEDIA, "metadata.json": json.dumps(record).encode()}))
    assert (found.kind, found.pieces[0].captured_at) == ("archive-folder", "")
    assert "timestamp: 2024-03-01T12:00:00Z" in found.pieces[0].note


PAGE = f"""<!DOCTYPE html><html><head><title>{ADDRESS}?a=1&amp;b=2</title></head><body>
<h2>Archived media for <span class="copy">{ADDRESS}</span></h2><table><tr><td>hash: SHA-256:%s</td></tr></table>
<table><tr><td>_processed_at</td><td> <span>2024-03-01 12:00:00+00:00</span> </td></tr></table>
<p>Made with <a href="https://github.com/bellingcat/auto-archiver">bellingcat/auto-archiver</a></p></body></html>"""


def test_the_page_made_for_people_is_a_record_too(tmp_path: Path) -> None:
    hashes = f"{digest(MEDIA)}\n".encode()
    files = {
        "p/x.jpg": MEDIA,
        "p/page.html": (PAGE % digest(MEDIA)).encode(),
        "p/hashes.txt": hashes,
        "p/timestamp_token_tsa-example-org": TOKEN,
    }
    found = pieces(write(tmp_path, files))
    assert (found.kind, found.problems) == ("archive-folder", ())
    by_name = {one.name: one for one in found.pieces}
    picture = by_name["p/x.jpg"]
    assert (picture.origin, picture.captured_at) == (ADDRESS + "?a=1&b=2", "2024-03-01T12:00:00Z")
    assert "among those the archiver recorded" in picture.note
    assert by_name["p/timestamp_token_tsa-example-org"].media == "application/timestamp-reply"
    (tmp_path / "p/x.jpg").write_bytes(b"spoilt")
    spoilt = pieces(tmp_path)
    assert spoilt.problems == (f"p/page.html: no file here has the digest {digest(MEDIA)[:16]}… that it gives",)


def test_each_folder_has_its_own_record(tmp_path: Path) -> None:
    def record(number: int) -> bytes:
        return json.dumps({"url": f"{ADDRESS}{number}", "archived_at": f"2024-03-0{number}T12:00:00Z"}).encode()

    files = {
        "1/a.png": b"1",
        "1/sub/b.png": b"2",
        "1/m.json": record(1),
        "2/a.png": b"3",
        "2/m.json": record(2),
        "3/a.png": b"4",
    }
    found = {one.name: (one.origin, one.captured_at) for one in pieces(write(tmp_path, files)).pieces}
    assert found["1/a.png"] == found["1/sub/b.png"] == (f"{ADDRESS}1", "2024-03-01T12:00:00Z")
    assert found["2/a.png"] == (f"{ADDRESS}2", "2024-03-02T12:00:00Z")
    assert found["3/a.png"] == ("", "")


def test_two_records_side_by_side_leave_the_address_open(tmp_path: Path) -> None:
    one = {
        "url": ADDRESS + "1",
        "captured_at": "2024-03-01T12:00:00Z",
        "files": [{"name": "a.png", "sha256": digest(b"1")}],
    }
    two = {
        "url": ADDRESS + "2",
        "captured_at": "2024-03-02T12:00:00Z",
        "files": [{"name": "b.png", "sha256": digest(b"2")}],
    }
    files = {
        "a.png": b"1",
        "b.png": b"2",
        "c.png": b"3",
        "1.json": json.dumps(one).encode(),
        "2.json": json.dumps(two).encode(),
    }
    found = {one.name: one for one in pieces(write(tmp_path, files)).pieces}
    assert (found["a.png"].origin, found["b.png"].origin, found["c.png"].origin) == (ADDRESS + "1", ADDRESS + "2", "")
    assert "several addresses" in found["c.png"].note


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[1, 2]",
        b"{" * 100_000,
        b'{"a":' * 100_000,
        b'{"url": 7, "timestamp": 1}',
        b'{"url": "file:///etc/passwd", "timestamp": 1}',
        b'{"url": "https://example.org/"}',
        b'{"name": "a package", "version": "1.0"}',
        b"\xff\xfe",
    ],
)
def test_what_is_no_record_leaves_a_plain_folder(tmp_path: Path, data: bytes) -> None:
    found = pieces(
        write(tmp_path, {"a.png": MEDIA, "x.json": data, "page.html": b"<title>https://example.org/</title>"})
    )
    assert (found.kind, len(found.pieces)) == ("folder", 3)


def test_names_in_a_record_lead_nowhere(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"secret")
    record = {"url": ADDRESS, "timestamp": 1, "files": [{"name": "../secret", "sha256": digest(b"secret")}]}
    found = pieces(write(tmp_path / "in", {"x.json": json.dumps(record).encode()}))
    assert [one.name for one in found.pieces] == ["x.json"]
    assert found.problems == ("x.json: it records secret, which is not there",)


def test_links_in_an_archive_are_not_followed(tmp_path: Path) -> None:
    record = {"url": ADDRESS, "timestamp": 1}
    write(tmp_path, {"x.json": json.dumps(record).encode()})
    (tmp_path / "link.png").symlink_to("/etc/hostname")
    assert pieces(tmp_path).problems == ("link.png: it is a link; not followed",)
