"""Text of documents with its places: PDF, HTML, DOCX and text, and what is refused."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whereas.kit import pages as module
from whereas.kit.pages import UnreadableDocument, pages, source_kind


def pdf(*texts: str) -> bytes:
    """A PDF with one line of Latin text a page."""
    kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(len(texts)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(texts)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for at, text in enumerate(texts):
        stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET"
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {5 + 2 * at} 0 R "
                       "/Resources << /Font << /F1 3 0 R >> >> >>")  # fmt: skip
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    return out + f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF".encode()


def docx(text: str, head: str = "") -> bytes:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = f"{head}<w:document {space}><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", body)
    return out.getvalue()


def test_each_page_of_a_pdf_has_its_text() -> None:
    found = list(pages(pdf("Kim Chol Su was here", "Second page"), "report.pdf"))
    assert [(page.number, page.text.strip()) for page in found] == [(1, "Kim Chol Su was here"), (2, "Second page")]


def test_html_gives_what_a_reader_sees() -> None:
    head = b"<html><head><title>t</title><script>Kim Hidden</script></head>"
    text = head + b"<body><p>Pak&nbsp;Shown</p><p>Next</p></body></html>"
    (page,) = pages(text, "page.html")
    assert "Hidden" not in page.text
    assert page.text.split("\n") == ["Pak\xa0Shown", "Next"]


def test_docx_gives_its_paragraphs() -> None:
    (page,) = pages(docx("Ri Invented"), "letter.docx")
    assert page.text == "Ri Invented"


@pytest.mark.parametrize(
    "data",
    ["김철수\r\nx".encode(), b"\xff\xfe" + "김철수\nx".encode("utf-16-le"), b"\xef\xbb\xbf" + "김철수\nx".encode()],
)
def test_text_is_decoded_by_its_mark(data: bytes) -> None:
    assert next(pages(data, "note.txt")).text == "김철수\nx"


def test_windows_text_is_read_where_utf_8_fails() -> None:
    assert next(pages("Müller".encode("cp1252"), "note.txt")).text == "Müller"


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"\x7fELF\x00\x01\x02", "program", "binary"),
        (b"%PDF-1.4\nnothing", "cut.pdf", "damaged"),
        (b"PK\x03\x04nothing", "cut.docx", "unpacked"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, name: str, words: str) -> None:
    with pytest.raises(UnreadableDocument, match=words):
        list(pages(data, name))


def test_an_archive_without_a_document_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("other.txt", "x")
    with pytest.raises(UnreadableDocument, match="without a Word document"):
        list(pages(out.getvalue(), "x.docx"))


def test_entities_are_not_resolved() -> None:
    head = '<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'
    (page,) = pages(docx("a&secret;b", head), "letter.docx")
    assert "root" not in page.text


def test_a_bomb_is_refused() -> None:
    with pytest.raises(UnreadableDocument):
        list(pages(docx("0" * 60_000_000), "bomb.docx"))


def test_caps_are_never_a_silent_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_CHARACTERS", 10)
    with pytest.raises(UnreadableDocument, match="characters"):
        list(pages(b"0123456789ab", "note.txt"))
    monkeypatch.setattr(module, "MOST_PAGES", 1)
    with pytest.raises(UnreadableDocument, match="pages"):
        list(pages(pdf("a", "b"), "x.pdf"))
    monkeypatch.setattr(module, "LARGEST_FILE", 5)
    with pytest.raises(UnreadableDocument, match="bytes"):
        list(pages(b"0123456789ab", "note.txt"))


@given(st.binary(max_size=300), st.sampled_from([b"", b"%PDF-1.7\n", b"PK\x03\x04", b"<html>"]))
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_read_or_refused(data: bytes, head: bytes) -> None:
    try:
        list(pages(head + data, "x"))
    except UnreadableDocument:
        assert source_kind(head + data, "x") in {"pdf", "docx", "html", "text"}
