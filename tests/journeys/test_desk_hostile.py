"""What strangers hand over on purpose: each is a clear word or a state that shows, and the ledger stays whole."""

import io
import json
import os
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.journeys.killing import Done, Program, program

ODD_NAME = "a\nb\"'\u202etxt.exe"


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Program, Path]]:
    folder = tmp_path_factory.mktemp("hostile")
    with program(folder) as opened:
        yield opened, folder


def pdf(pages: int, stream: bytes, filters: str) -> bytes:
    """A PDF each of whose pages has this one content."""
    content = b"<< /Length %d /Filter %s >>\nstream\n%s\nendstream" % (len(stream), filters.encode(), stream)
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", content]
    objects += [b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 3 0 R >>"] * pages
    kids = b" ".join(b"%d 0 R" % number for number in range(4, 4 + pages))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, pages)
    out, places = io.BytesIO(b"%PDF-1.4\n"), []
    out.seek(0, io.SEEK_END)
    for number, one in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, one))
    table = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, table))
    return out.getvalue()


def bomb_docx(folder: Path) -> None:
    with zipfile.ZipFile(folder / "it", "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("word/document.xml", b"<w:document xmlns:w='x'>" + b"A" * 300_000_000)


def bomb_pdf(folder: Path) -> None:
    """Some four kilobytes that unpack to megabytes that unpack to gigabytes."""
    packer = zlib.compressobj(9)
    blanks = b" " * 10_000_000
    inner = b"".join(packer.compress(blanks) for _ in range(250)) + packer.flush()
    (folder / "it").write_bytes(pdf(1, zlib.compress(inner, 9), "[/FlateDecode /FlateDecode]"))


def many_pages(folder: Path) -> None:
    (folder / "it").write_bytes(pdf(100_000, zlib.compress(b"q Q"), "/FlateDecode"))


def lying_warc(folder: Path) -> None:
    (folder / "it").write_bytes(
        b"WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: https://example.org/\r\n"
        b"WARC-Date: 2024-01-01T00:00:00Z\r\nContent-Length: 10000000000\r\n\r\nshort\r\n\r\n"
    )


def sparse(folder: Path) -> None:
    with (folder / "it").open("wb") as out:
        out.truncate(3_000_000_000)


def pipe(folder: Path) -> None:
    os.mkfifo(folder / "it")


def holder(folder: Path) -> None:
    (folder / "it").symlink_to(folder)


def own_exhibits(folder: Path) -> None:
    (folder / "it").symlink_to(folder / "home" / "exhibits")


@pytest.mark.parametrize(
    ("make", "code", "words"),
    [
        (sparse, 2, "3,000,000,000 bytes, more than the 2,000,000,000 that may be taken at once"),
        (pipe, 2, "it is not a plain file; not read"),
        (holder, 2, "this is the ledger itself, or holds it"),
        (own_exhibits, 2, "this is the ledger itself, or holds it"),
        (bomb_docx, 0, "no text: it: the DOCX cannot be unpacked within 200,000,000 bytes"),
        (bomb_pdf, 0, "no text: it: the PDF asks for more than 2,000,000,000 bytes of memory"),
        (many_pages, 0, "no text: it: 100,000 pages are more than the 5,000 that are read"),
        (lying_warc, 1, "it is cut off: 9 bytes of 10,000,000,000"),
    ],
)
def test_it_is_refused_or_its_state_shows(
    shell: tuple[Program, Path], make: Callable[[Path], None], code: int, words: str
) -> None:
    desk, folder = shell
    (folder / "it").unlink(missing_ok=True)
    (folder / "home" / "exhibits").mkdir(parents=True, exist_ok=True)
    before = desk.verified() if (folder / "home" / "ledger.sqlite").exists() else {"exhibits": 0, "entries": 0}
    make(folder)

    done = desk.run("add", "it")

    assert done.code == code, done.out + done.err
    assert words in done.words
    assert "Traceback" not in done.err
    after = desk.verified()
    assert (after == before) is (code == 2)


def test_odd_names_links_and_pipes_in_a_folder(shell: tuple[Program, Path]) -> None:
    desk, folder = shell
    odd = folder / "odd"
    odd.mkdir()
    (odd / ODD_NAME).write_text("one")
    (odd / ("n" * 240 + ".txt")).write_text("two")
    Path(os.fsdecode(bytes(odd) + b"/in bytes \xff.txt")).write_text("three")
    (odd / "passwd").symlink_to("/etc/passwd")
    os.mkfifo(odd / "pipe")

    done = desk.run("add", "odd", "--json")

    assert done.code == 1
    told = json.loads(done.out)
    assert {one["name"] for one in told["added"]} == {
        "a\\nb\"'\\u202etxt.exe", "n" * 240 + ".txt", "in bytes \\udcff.txt"
    }  # fmt: skip
    assert told["problems"] == ["passwd: it is a link; not followed", "pipe: it is not a plain file; not read"]
    single = desk.run("add", f"odd/{ODD_NAME}")
    assert single.code == 0
    assert "a\\nb\"'\\u202etxt.exe: text on 1 page (was there before; filed anew)" in single.out
    assert desk.run("add", "x" * 300).code == 2
    listed = desk.run("add")
    assert "\u202e" not in listed.out
    desk.verified()


def test_the_same_bytes_filed_against_themselves(shell: tuple[Program, Path]) -> None:
    desk, folder = shell
    (folder / "account.txt").write_text("They beat us at the gate.")
    add = ("add", "account.txt", "--evidence", "testimony", "--uses", "un", "--tlp", "amber")
    assert desk.run(*add).code == 0

    lowered = desk.run("add", "account.txt", "--evidence", "ngo", "--tlp", "clear")
    assert lowered.code == 2
    assert "without a reason" in lowered.err
    assert filed(desk, "account.txt")["evidence"] == "testimony"

    said = desk.run("add", "account.txt", "--evidence", "ngo", "--tlp", "amber", "--uses", "eu")
    assert said.code == 0
    assert "evidence was testimony, is ngo; the earlier filing stays in the log" in said.out
    assert "uses was un, is eu" in said.out


def filed(desk: Program, name: str) -> dict[str, str]:
    listed = json.loads(desk.run("add", "--json").out)
    return next(one for one in listed if one["name"] == name)


def test_a_list_that_is_filed_anew_stays_what_it_is(shell: tuple[Program, Path]) -> None:
    desk, folder = shell
    mirror = folder / "mirror"
    (mirror / "un").mkdir(parents=True)
    for one in (Path(__file__).parents[1] / "fixtures" / "un").iterdir():
        (mirror / "un" / one.name).write_bytes(one.read_bytes())
    assert desk.run("pull", "un", "--mirror", str(mirror), "--accept", home="lists").code == 0
    named = next(one.name for one in sorted((mirror / "un").iterdir()) if one.suffix == ".xml")

    done = desk.run("add", "--refile", named, "--note", "read by a person", home="lists")

    assert done.code == 0, done.err
    [kept] = json.loads(desk.run("add", "--json", home="lists").out)
    assert kept["evidence"] == "un"
    assert kept["repeats"] == ["list:UN"]


def test_no_file_is_written_over(shell: tuple[Program, Path]) -> None:
    desk, folder = shell
    (folder / "report.txt").write_text("A lamp burned.")
    assert desk.run("add", "report.txt").code == 0
    for arguments in (("add", "report.txt", "--request", "report.txt"), ("claim", "--export", "report.txt")):
        done = desk.run(*arguments)
        assert done.code == 2, arguments
        assert "File exists" in done.err
    assert (folder / "report.txt").read_text() == "A lamp burned."


@pytest.mark.parametrize(
    "arguments",
    [("add", "pipe", "--stamp", "stamped.txt"), ("add", "stamped.txt", "--stamp", "stamped.txt", "--roots", "pipe"),
     ("add", "stamped.txt", "--stamp", "stamped.txt", "--roots", "stamped.txt"), ("claim", "pipe")],
    ids=["a token that is a pipe", "a root that is a pipe", "a root that is none", "claims that are a pipe"],
)  # fmt: skip
def test_what_is_read_beside_exhibits_is_held_to_the_same(shell: tuple[Program, Path], arguments: tuple[str]) -> None:
    desk, folder = shell
    if not (folder / "pipe").exists():
        os.mkfifo(folder / "pipe")
        (folder / "stamped.txt").write_text("A lamp burned at the gate.")
        assert desk.run("add", "stamped.txt").code == 0

    done: Done = desk.run(*arguments)

    assert done.code == 2, done.out + done.err
    assert "Traceback" not in done.err
