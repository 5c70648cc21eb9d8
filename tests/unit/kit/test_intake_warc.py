"""Web archives, whole and spoilt: each written here, record by record."""

import base64
import gzip
import hashlib
import io
import json
import zipfile
import zlib
from pathlib import Path

import pytest

from whereas.kit.intake import IntakeError, Opened, pieces, warc

PAGE = b"<p>an invented page</p>"
ADDRESS = "https://example.org/news/page.html?id=1"


def pack(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)  # tests are named by their data, which must not name the hour


def sha1(data: bytes) -> str:
    return "sha1:" + base64.b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode()


def answer(
    body: bytes = PAGE, *, status: str = "200 OK", headers: str = "Content-Type: text/html; charset=utf-8"
) -> bytes:
    return f"HTTP/1.1 {status}\r\n{headers}\r\n\r\n".encode() + body


def record(block: bytes, *, kind: str = "response", address: str = ADDRESS, length: str = "", **more: str) -> bytes:
    fields = {
        "WARC-Type": kind,
        "WARC-Record-ID": "<urn:uuid:11111111-1111-4111-8111-111111111111>",
        "WARC-Date": "2024-03-01T12:00:00Z",
        "WARC-Target-URI": address,
        "Content-Type": "application/http; msgtype=response",
        "Content-Length": length or str(len(block)),
    } | {name.replace("_", "-"): value for name, value in more.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items() if value)
    return b"WARC/1.1\r\n" + head.encode() + b"\r\n" + block + b"\r\n\r\n"


def read(tmp_path: Path, *records: bytes, packed: bool = False) -> Opened:
    place = tmp_path / ("a.warc.gz" if packed else "a.warc")
    place.write_bytes(b"".join(pack(one) if packed else one for one in records))
    return pieces(place)


@pytest.mark.parametrize("packed", [False, True])
def test_answers_become_pieces_with_address_and_time(tmp_path: Path, packed: bool) -> None:
    block = answer()
    info = record(b"software: invented\r\n", kind="warcinfo", address="")
    request = record(b"GET / HTTP/1.1\r\n\r\n", kind="request")
    good = record(block, WARC_Block_Digest=sha1(block), WARC_Payload_Digest=sha1(PAGE))
    found = read(tmp_path, info, request, good, record(answer(b"two")), packed=packed)
    assert found.kind == "warc"
    assert found.problems == ()
    first, second = found.pieces
    assert (first.name, first.data, first.origin) == ("00001-page.html", PAGE, ADDRESS)
    assert (first.captured_at, first.media) == ("2024-03-01T12:00:00Z", "text/html")
    assert second.data == b"two"


@pytest.mark.parametrize("which", ["WARC_Block_Digest", "WARC_Payload_Digest"])
def test_a_wrong_digest_is_a_problem_and_the_piece_is_kept(tmp_path: Path, which: str) -> None:
    found = read(tmp_path, record(answer(), **{which: sha1(b"something else")}))
    what = which[5:].replace("_", " ").lower()
    assert found.problems == (f"a.warc: {ADDRESS}: its {what} is not the one the archive gives",)
    assert found.pieces[0].data == PAGE
    assert f"its {what} is not the one" in found.pieces[0].note


@pytest.mark.parametrize(
    "digest",
    [
        "sha256:" + hashlib.sha256(PAGE).hexdigest(),
        "SHA-256:" + hashlib.sha256(PAGE).hexdigest().upper(),
        "sha256:" + base64.b32encode(hashlib.sha256(PAGE).digest()).decode().rstrip("="),
        "sha-256:" + base64.urlsafe_b64encode(hashlib.sha256(PAGE).digest()).decode(),
        "md5:" + hashlib.md5(PAGE, usedforsecurity=False).hexdigest(),
    ],
)
def test_digests_are_read_as_writers_write_them(tmp_path: Path, digest: str) -> None:
    assert read(tmp_path, record(answer(), WARC_Payload_Digest=digest)).problems == ()


def test_a_digest_of_an_unknown_kind_is_said(tmp_path: Path) -> None:
    assert "cannot be checked (blake3" in read(tmp_path, record(answer(), WARC_Payload_Digest="blake3:00")).problems[0]


def test_codings_are_undone_and_digests_count_with_chunks_or_without(tmp_path: Path) -> None:
    packed = pack(PAGE)
    chunks = b"%x\r\n%s\r\n%x;note=1\r\n%s\r\n0\r\n\r\n" % (5, packed[:5], len(packed) - 5, packed[5:])
    block = answer(chunks, headers="Transfer-Encoding: chunked\r\nContent-Encoding: gzip")
    for payload in (chunks, packed):
        found = read(tmp_path, record(block, WARC_Payload_Digest=sha1(payload)))
        assert found.problems == ()
        assert found.pieces[0].data == PAGE


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("deflate", zlib.compress(PAGE)),
        ("deflate", zlib.compress(PAGE, wbits=-15)),
        ("gzip, gzip", pack(pack(PAGE))),
        ("identity", PAGE),
        ("gzip", PAGE),  # undone by the archiver, which kept the header
    ],
)
def test_content_codings(tmp_path: Path, coding: str, body: bytes) -> None:
    found = read(tmp_path, record(answer(body, headers=f"Content-Encoding: {coding}")))
    assert (found.pieces[0].data, found.problems) == (PAGE, ())


@pytest.mark.parametrize(
    ("headers", "body", "words"),
    [
        ("Content-Encoding: br", b"brotli", "is not undone"),
        ("Content-Encoding: gzip", pack(PAGE)[:-9], "cut off"),
        ("Content-Encoding: gzip", b"\x1f\x8bnonsense", "damaged"),
        ("Content-Encoding: gzip", pack(b"\0" * (8 << 20)), "kept packed"),
        ("Content-Encoding: " + ",".join(["gzip"] * 9), PAGE, "more content codings"),
        ("Transfer-Encoding: chunked", b"5\r\nabc", "chunks are broken"),
    ],
)
def test_a_body_that_cannot_be_undone_is_kept_as_it_stands(
    tmp_path: Path, headers: str, body: bytes, words: str
) -> None:
    found = read(tmp_path, record(answer(body, headers=headers)))
    assert found.pieces[0].data == body
    assert words in found.problems[0]


def test_what_is_no_answer_is_counted(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        record(answer(status="404 Not Found")),
        record(answer(status="301 Moved")),
        record(answer(status="301 Moved")),
        record(b"", kind="revisit"),
        record(b"not http at all"),
        record(b"text", kind="conversion"),
    )
    assert found.pieces == ()
    assert [problem.removeprefix("a.warc: ") for problem in found.problems] == [
        "2 answers with status 301: not taken",
        "1 answers with status 404: not taken",
        "1 answers with status unreadable: not taken",
        "1 conversion records: not taken",
        "1 revisit records: what they point to is not in them",
    ]


def test_a_resource_is_kept_without_an_http_answer(tmp_path: Path) -> None:
    found = read(
        tmp_path, record(b"\x89PNG", kind="resource", address="urn:view:https://example.org/", Content_Type="image/png")
    )
    assert (found.pieces[0].data, found.pieces[0].media) == (b"\x89PNG", "image/png")
    assert "without an HTTP answer" in found.pieces[0].note


def test_a_time_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    found = read(tmp_path, record(answer(), WARC_Date="March"))
    assert found.pieces[0].captured_at == ""
    assert found.problems == (f"a.warc: {ADDRESS}: its time cannot be read",)


@pytest.mark.parametrize("packed", [False, True])
def test_an_archive_cut_anywhere_never_crashes(tmp_path: Path, packed: bool) -> None:
    whole = record(answer())
    data = b"".join(pack(one) if packed else one for one in (whole, whole))
    place = tmp_path / "a.warc.gz"
    for end in range(len(data)):
        place.write_bytes(data[:end])
        try:
            found = pieces(place)
        except IntakeError:
            continue
        assert len(found.pieces) <= 2
        if packed and len(found.pieces) < 2 and end != len(pack(whole)):
            assert found.problems
    place.write_bytes(data)
    assert len(pieces(place).pieces) == 2


def test_a_record_that_is_cut_off_is_said(tmp_path: Path) -> None:
    found = read(tmp_path, record(answer(), length="10000"))
    assert "it is cut off" in found.problems[0]


@pytest.mark.parametrize("length", ["many", "-1", "", "9" * 5_000])
def test_a_length_that_is_none_ends_the_reading(tmp_path: Path, length: str) -> None:
    found = read(tmp_path, record(answer()), record(answer(), Content_Length=length))
    assert len(found.pieces) == 1
    assert "the rest cannot be read" in found.problems[-1]


def test_a_record_longer_than_it_says_is_said_and_not_printed(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    found = read(tmp_path, record(answer(), length=str(len(answer()) - 5)), record(answer()))
    assert "longer than it says" in found.problems[-1]
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
@pytest.mark.parametrize("data", [b"", b"no archive", b"\x1f\x8bnonsense", pack(b"no archive"), b"WARC/9.9\r\n"])
def test_what_is_no_archive_is_refused(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(IntakeError, match=name):
        pieces(tmp_path / name)


@pytest.mark.parametrize(
    "bomb",
    [
        pack(b"WARC/1.1\r\nA: " + b"a" * (30 << 20)),  # one endless line
        pack(b"WARC/1.1\r\n" + b"A: b\r\n" * (2 << 20)),  # endless headers
        pack(pack(record(answer()))),  # packed twice
        pack(record(b"\0" * (64 << 20))),
        b"\0" * 100,
    ],
    ids=["line", "headers", "packed twice", "record", "nothing"],
)
def test_bombs_are_refused(tmp_path: Path, bomb: bytes) -> None:
    (tmp_path / "a.warc.gz").write_bytes(bomb)
    with pytest.raises(IntakeError):
        pieces(tmp_path / "a.warc.gz")


def test_too_many_and_too_large_answers_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc, "MOST_PIECES", 2)
    with pytest.raises(IntakeError, match="more than 2 answers"):
        read(tmp_path, *[record(answer())] * 3)
    monkeypatch.setattr(warc, "LARGEST_TOTAL", 2_000)
    with pytest.raises(IntakeError, match="more than 2,000 bytes"):
        read(
            tmp_path,
            record(answer(pack(b"a" * 1_500), headers="Content-Encoding: gzip")),
            record(answer(b"b" * 600)),
        )


def wacz(members: dict[str, bytes], **resources: str) -> bytes:
    out = io.BytesIO()
    listed = [
        {
            "path": name,
            "hash": resources.get(
                name.replace("/", "_").replace(".", "_"), "sha256:" + hashlib.sha256(data).hexdigest()
            ),
        }
        for name, data in members.items()
    ]
    package = json.dumps({"profile": "data-package", "resources": listed}).encode()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
        archive.writestr("datapackage.json", package)
        digest = {"path": "datapackage.json", "hash": "sha256:" + hashlib.sha256(package).hexdigest()}
        archive.writestr("datapackage-digest.json", json.dumps(digest))
    return out.getvalue()


def test_a_wacz_gives_the_answers_of_its_archives(tmp_path: Path) -> None:
    members = {
        "archive/a.warc.gz": pack(record(answer())),
        "archive/b.warc": record(answer(b"two")),
        "pages/pages.jsonl": b"{}",
    }
    (tmp_path / "a.wacz").write_bytes(wacz(members))
    found = pieces(tmp_path / "a.wacz")
    assert (found.kind, found.problems) == ("warc", ())
    assert [one.data for one in found.pieces] == [PAGE, b"two"]


def test_a_wacz_whose_archive_is_not_the_one_it_lists_is_said(tmp_path: Path) -> None:
    data = wacz({"archive/a.warc": record(answer())}, archive_a_warc="sha256:" + "0" * 64)
    (tmp_path / "a.wacz").write_bytes(data)
    found = pieces(tmp_path / "a.wacz")
    assert found.problems == ("archive/a.warc: its digest is not the one that datapackage.json gives",)
    assert "not the one the package gives" in found.pieces[0].note


def test_a_wacz_without_its_list_or_its_archives_is_said(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("archive/a.warc", record(answer()))
    (tmp_path / "a.wacz").write_bytes(out.getvalue())
    assert "no datapackage.json" in pieces(tmp_path / "a.wacz").problems[0]
    (tmp_path / "b.wacz").write_bytes(wacz({"pages/pages.jsonl": b""}))
    with pytest.raises(IntakeError, match="without a WARC"):
        pieces(tmp_path / "b.wacz")


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("archive/a.warc", b"\0" * (32 << 20))
    (tmp_path / "a.wacz").write_bytes(out.getvalue())
    with pytest.raises(IntakeError, match="unpacks to more"):
        pieces(tmp_path / "a.wacz")


def test_many_small_bombs_are_one(tmp_path: Path) -> None:
    bomb = answer(pack(b"\0" * 900_000), headers="Content-Encoding: gzip")
    found = read(tmp_path, *[record(bomb)] * 20)
    assert sum(len(one.data) for one in found.pieces) <= 16 << 20
    assert "kept packed" in found.problems[-1]


def test_an_address_is_printable_and_nothing_is_printed(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    found = read(tmp_path, record(answer(), address="https://example.org/\x1b[2J of a stranger"))
    assert found.pieces[0].origin.isprintable()
    assert capfd.readouterr().err == ""
