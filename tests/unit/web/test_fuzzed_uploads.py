"""Uploads from strangers: whatever the bytes and whatever the name, a clear answer and never a fault."""

import io
import random
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.unit.kit.test_pages import pdf
from tests.unit.web.clients import Office, serving
from whereas.core.marking import TLP
from whereas.web.roles import Role
from whereas.web.staging import plain_name
from whereas.workbench.exhibit_view import Form

ENDINGS = (
    "txt", "pdf", "html", "docx", "xlsx", "xls", "ods", "csv", "tsv", "xml", "json", "yaml", "png", "jpg", "gif",
    "webp", "eml", "warc", "warc.gz", "wacz", "zip", "gz", "tsr", "mp3", "mp4", "bin",
)  # fmt: skip
STARTS = {
    "pdf": b"%PDF-1.7\n", "png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff\xe0", "gif": b"GIF89a",
    "webp": b"RIFF\x10\0\0\0WEBPVP8 ", "xml": b"<?xml version='1.0'?><a>", "zip": b"PK\x03\x04",
    "docx": b"PK\x03\x04", "xlsx": b"PK\x03\x04", "gz": b"\x1f\x8b\x08\0", "html": b"<!doctype html><p>",
    "eml": b"Subject: x\r\n\r\n", "json": b"[[[[", "warc": b"WARC/1.0\r\n",
}  # fmt: skip


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with serving(tmp_path_factory.mktemp("fuzzed")) as opened:
        opened.sign_in(Role.ANALYST, tlp=TLP.RED)
        yield opened


def csrf(client: Any, path: str) -> str:
    found = re.search(r'name="_csrf_token" value="([^"]+)"', client.get(path).text)
    assert found is not None, path
    return found[1]


def tried(client: Any, name: str, data: bytes) -> list[int]:
    """Brings a file, takes it where that can be, looks at what became of it every way; gives the statuses."""
    token = csrf(client, "/exhibits/new")
    answer = client.post(
        "/exhibits/new", data={"_csrf_token": token}, files={"file": (name, data)}, follow_redirects=False
    )
    seen = [answer.status_code]
    if answer.status_code != 303:
        return seen
    staged = answer.headers["location"]
    looked = client.get(staged)
    seen.append(looked.status_code)
    if looked.status_code != 200:
        return seen
    taken = client.post(staged, data={"_csrf_token": token, "evidence": "other"}, follow_redirects=False)
    seen.append(taken.status_code)
    if taken.status_code == 303:
        page = taken.headers["location"].partition("?")[0]
        for path in ("", "?text=1", "?at=page:1@0-4", "?at=row:1", "?at=/a/b[1]", "?at=json:/0", "?at=line:1",
                     "?at=x!row:2%23A", "?part=99&page=99", "/image.png", "/pages/1/image.png", "/bytes",
                     "/place?words=a"):  # fmt: skip
            seen.append(client.get(page + path, follow_redirects=False).status_code)
    return seen


@pytest.mark.parametrize("ending", ENDINGS)
def test_random_bytes_of_every_kind_are_answered(office: Office, ending: str) -> None:
    draw = random.Random(ending)
    for start in (b"", STARTS.get(ending, b"")):
        data = start + draw.randbytes(draw.randrange(1, 3000))
        assert all(status < 500 for status in tried(office.client, f"evidence.{ending}", data)), ending


def bomb(inner: bytes, name: str = "inner.xml") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, inner)
    return out.getvalue()


HUGE = b"\0" * 300_000_000


@pytest.mark.parametrize("name", ["bomb.zip", "bomb.xlsx", "bomb.docx", "bomb.wacz"])
def test_an_archive_that_unpacks_to_gigabytes_is_answered(office: Office, name: str) -> None:
    assert all(status < 500 for status in tried(office.client, name, bomb(HUGE)))


def test_a_sheet_that_says_it_is_endless_is_answered(office: Office) -> None:
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:XFD1048576"/>'
        '<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
        "</sheetData></worksheet>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in {**BOOK, "xl/worksheets/sheet1.xml": sheet}.items():
            archive.writestr(name, text)
    assert all(status < 500 for status in tried(office.client, "endless.xlsx", out.getvalue()))


_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
BOOK = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
    f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    f'xmlns:r="{_OFFICE}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
    f'Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}  # fmt: skip


def test_names_in_a_bag_cannot_lead_out_of_it(office: Office, tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
        archive.writestr("../../../../escaped.txt", "out")
    assert tried(office.client, "bag.zip", out.getvalue()) == [303, 422]
    assert not list(tmp_path.parent.rglob("escaped.txt"))


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "..\\..\\boot.ini", ".hidden", "...", "a" * 3000 + ".pdf", "<script>alert(1)</script>.txt",
     "nul\0byte.txt", "line\r\nbreak.txt", "\u202efdp.exe", "CON", " ", "보고서.pdf", "a/b/c.txt",
     "%2e%2e%2f", "'\";--.csv"],
)  # fmt: skip
def test_any_name_is_answered_and_stands_in_a_page_as_text(office: Office, name: str) -> None:
    found = tried(office.client, name, f"An invented note for {name!r}.".encode())
    assert all(status < 500 for status in found)
    assert "<script>alert" not in office.client.get("/exhibits").text


@pytest.mark.parametrize("name", ["../../etc/passwd", "...", "a" * 3000 + ".pdf", "\0", "x\r\ny", "a\\b\\c", ".. /"])
def test_a_name_is_made_plain(name: str) -> None:
    made = plain_name(name)
    assert made
    assert not set(made) & set("/\\\0\r\n")
    assert not made.startswith(".")
    assert len(made.encode()) <= 140


def test_a_pdf_without_text_says_so(office: Office) -> None:
    client = office.client
    token = csrf(client, "/exhibits/new")
    staged = client.post("/exhibits/new", data={"_csrf_token": token}, files={"file": ("scan.pdf", pdf(""))}).url.path
    taken = client.post(staged, data={"_csrf_token": token, "evidence": "document"})
    assert "There is no text on this page" in taken.text
    assert "<svg viewBox" in taken.text


HOSTILE = b"""<!doctype html><title>x</title><h1>Invented</h1><script>document.title='run'</script>
<img src=x onerror="document.title='run'"><p>Han &lt;b&gt; Jae-mok</p>"""


def test_a_page_is_shown_as_text_and_never_as_markup(office: Office) -> None:
    client = office.client
    token = csrf(client, "/exhibits/new")
    staged = client.post("/exhibits/new", data={"_csrf_token": token}, files={"file": ("page.html", HOSTILE)}).url.path
    told = client.post(staged, data={"_csrf_token": token, "evidence": "document"}).text
    assert "Han &lt;b&gt; Jae-mok" in told
    assert "onerror" not in told
    assert "document.title" not in told


def test_every_form_has_words() -> None:
    from whereas.web.words import word

    assert all(word("ko", f"exhibits.view_of.{form}") for form in Form)
