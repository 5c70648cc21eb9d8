"""Messages, whole and broken: each written here."""

import time
from contextlib import suppress
from email.message import EmailMessage
from pathlib import Path

import pytest

from whereas.kit.intake import IntakeError, Opened, pieces


def read(tmp_path: Path, data: bytes) -> Opened:
    (tmp_path / "m.eml").write_bytes(data)
    return pieces(tmp_path / "m.eml")


def message() -> EmailMessage:
    made = EmailMessage()
    made["From"] = "Han Jae-mok <han@example.org>"
    made["To"] = "desk@example.org"
    made["Date"] = "Fri, 01 Mar 2024 12:00:00 +0900"
    made["Message-ID"] = "<one@example.org>"
    made["Subject"] = "사진 두 장"
    made.set_content("두 장을 보냅니다.\n")
    return made


def test_text_attachments_and_headers(tmp_path: Path) -> None:
    made = message()
    made.add_alternative("<p>두 장을 보냅니다.</p>", subtype="html")
    made.add_attachment(b"\xff\xd8", maintype="image", subtype="jpeg", filename="사진.jpg")
    made.add_attachment(b"%PDF", maintype="application", subtype="octet-stream", filename="scan.pdf")
    found = read(tmp_path, made.as_bytes())
    assert (found.kind, found.problems) == ("email", ())
    assert [(one.name, one.media) for one in found.pieces] == [
        ("body.txt", "text/plain"),
        ("body.html", "text/html"),
        ("사진.jpg", "image/jpeg"),
        ("scan.pdf", "application/pdf"),
    ]
    assert found.pieces[0].data.decode() == "두 장을 보냅니다.\n"
    assert found.pieces[2].data == b"\xff\xd8"
    for said in (
        "From: Han Jae-mok <han@example.org>",
        "To: desk",
        "+0900",
        "<one@example.org>",
        "Subject: 사진 두 장",
    ):
        assert all(said in one.note for one in found.pieces)
    assert all((one.origin, one.captured_at) == ("", "") for one in found.pieces)  # a sender's date proves nothing


def test_a_message_in_a_message_is_opened(tmp_path: Path) -> None:
    inner = message()
    inner.replace_header("From", "witness@example.org")
    inner.add_attachment(b"1", maintype="image", subtype="png", filename="one.png")
    outer = message()
    outer.add_attachment(inner)
    found = read(tmp_path, outer.as_bytes())
    assert found.problems == ()
    assert [one.name for one in found.pieces] == ["body.txt", "message-3/body.txt", "message-3/one.png"]
    assert "witness@example.org" in found.pieces[2].note
    assert "witness@example.org" not in found.pieces[0].note


def test_two_attachments_of_one_name_stay_two(tmp_path: Path) -> None:
    made = message()
    made.add_attachment(b"1", maintype="image", subtype="png", filename="a.png")
    made.add_attachment(b"2", maintype="image", subtype="png", filename="a.png")
    assert [one.name for one in read(tmp_path, made.as_bytes()).pieces] == ["body.txt", "a.png", "a-2.png"]


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\\\x\\\\y.exe", "y.exe"),
        ("..", "part-2"),
        ("/", "part-2"),
        ("a\u202egpj.exe", "a\\u202egpj.exe"),
    ],
)
def test_a_file_name_names_no_place(tmp_path: Path, given: str, name: str) -> None:
    data = (
        "From: a@example.org\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: image/png\n"
        f'Content-Disposition: attachment; filename="{given}"\n\nx\n--b--\n'
    ).encode()
    assert [one.name for one in read(tmp_path, data).pieces] == [name]


@pytest.mark.parametrize(
    ("charset", "text"),
    [("euc-kr", "한국"), ("ks_c_5601-1987", "한국"), ("koi8-r", "Корея"), ("iso-2022-jp", "朝鮮"), ("utf-8", "é")],
)
def test_a_text_is_given_in_utf_8(tmp_path: Path, charset: str, text: str) -> None:
    encoding = "cp949" if charset.startswith("ks_") else charset
    data = f"From: a@example.org\nContent-Type: text/plain; charset={charset}\n\n".encode() + text.encode(encoding)
    found = read(tmp_path, data)
    assert (found.pieces[0].data.decode(), found.problems) == (text, ())


@pytest.mark.parametrize("charset", ["zlib", "unicode_escape", "idna", "no-such-set", "us-ascii"])
def test_a_text_not_in_its_set_is_kept_as_it_stands(tmp_path: Path, charset: str) -> None:
    data = f"From: a@example.org\nContent-Type: text/plain; charset={charset}\n\n".encode() + b"\xff\xfe\xfd"
    found = read(tmp_path, data)
    assert found.pieces[0].data == b"\xff\xfe\xfd"
    assert "not in the set it names" in found.problems[0]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"From: a@b.org\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nx", "close boundary not found"),
        (b"From: a@b.org\nContent-Type: multipart/mixed; boundary=b\n\nx", "start boundary not found"),
        (b"From: a@b.org\nContent-Type: multipart/mixed\n\nx", "no boundary in multipart"),
        (b"From: a@b.org\nContent-Transfer-Encoding: base64\n\nabcde", "invalid base64 length"),
        (b"From: a@b.org\nno header\n\nx", "missing header body separator"),
    ],
)
def test_broken_mime_is_said_and_read_as_it_can_be(tmp_path: Path, data: bytes, words: str) -> None:
    found = read(tmp_path, data)
    assert any(words in problem for problem in found.problems)
    assert len(found.pieces) <= 1


def test_a_message_cut_or_spoilt_anywhere_never_crashes(tmp_path: Path) -> None:
    made = message()
    made.add_attachment(b"\xff\xd8" * 20, maintype="image", subtype="jpeg", filename="사진.jpg")
    data = made.as_bytes()
    for at in range(0, len(data), 3):
        for spoilt in (data[:at], data[:at] + b"\0(\xff" + data[at:]):
            try:
                read(tmp_path, spoilt)
            except IntakeError:
                continue
    assert len(read(tmp_path, data).pieces) == 2


@pytest.mark.parametrize("data", [b"", b"\n\ntext only", b"\x89PNG\r\n\x1a\n"])
def test_what_has_no_headers_is_no_message(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(IntakeError, match=r"m\.eml: "):
        read(tmp_path, data)


def _nested(depth: int) -> bytes:
    return b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (one, one) for one in range(depth))


@pytest.mark.parametrize(
    "data",
    [
        _nested(400) + b"\n" * 2_000_000,
        b"From: a@b.org\nContent-Type: text/plain" + b"; a=b" * 1_000_000 + b"\n\nx",
        b"From: a@b.org\nContent-Type: text/plain;\n" + b" a=b;\n" * 100_000 + b"\n\nx",
        b"From: a@b.org\nContent-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 200_000,
        b"From: a@b.org\n\n" + b"\n" * 5_000_000,
        b"Content-Type: text/plain" + b"(" * 3_000 + b"\n\nx",
        b"Content-Type: message/rfc822\n\n" * 5_000,
    ],
    ids=["nested", "long header", "folded header", "parts", "lines", "comments", "messages"],
)
def test_what_would_keep_the_parser_busy_is_refused_or_read_at_once(tmp_path: Path, data: bytes) -> None:
    begun = time.monotonic()
    with suppress(IntakeError):
        assert len(read(tmp_path, data).pieces) <= 1
    assert time.monotonic() - begun < 5


def test_parts_beyond_the_bounds_are_said(tmp_path: Path) -> None:
    many = b"From: a@b.org\nContent-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 3_000 + b"--b--\n"
    found = read(tmp_path, many)
    assert len(found.pieces) == 1_999
    assert sum("the rest is not taken" in problem for problem in found.problems) == 1
    deep = read(tmp_path, b"From: a@b.org\n" + _nested(60) + b"\nx")
    assert any("30 levels" in problem for problem in deep.problems)


def test_a_huge_header_for_people_is_cut_short(tmp_path: Path) -> None:
    found = read(tmp_path, b"From: " + b"a@b.org, " * 100_000 + b"\n\nx")
    assert len(found.pieces[0].note) <= 1_100
