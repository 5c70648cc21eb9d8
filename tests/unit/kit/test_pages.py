"""Text of documents with its places: PDF, HTML, DOCX and text, and what is refused."""

import io
import random
import time
import zipfile
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whereas.kit import pages as module
from whereas.kit.pages import UnreadableDocument, pages, source_kind

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


def _stream(text: str) -> str:
    return f"<< /Length {len(text)} >>\nstream\n{text}\nendstream"


def _pdf_of(objects: Iterable[str], trailer: str = "") -> bytes:
    """A PDF of these objects, numbered from 1; the first is its catalogue."""
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    start = len(out)
    out += f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    return out + f"trailer << /Size {len(places) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF".encode()


def pdf(*texts: str, trailer: str = "") -> bytes:
    """A PDF with one line of Latin text a page; none where it is empty."""
    kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(len(texts)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(texts)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for at, text in enumerate(texts):
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {5 + 2 * at} 0 R "
                       "/Resources << /Font << /F1 3 0 R >> >> >>")  # fmt: skip
        objects.append(_stream(f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET" if text else "0 0 m"))
    return _pdf_of(objects, trailer)


def pdf_in_any_script(text: str) -> bytes:
    """A PDF whose font numbers its characters from 1, and says in a ToUnicode map which they are."""
    codes = "".join(f"{at:04x}" for at in range(1, len(text) + 1))
    named = "".join(f"<{at:04x}> <{char.encode('utf-16-be').hex()}>\n" for at, char in enumerate(text, start=1))
    unicode = (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n1 begincodespacerange <0000> <FFFF> "
        f"endcodespacerange\n{len(text)} beginbfchar\n{named}endbfchar\nendcmap\nend\nend"
    )
    font = "/Type /Font /BaseFont /Invented"
    collection = "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
    metrics = "/Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80"
    page = "/Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 5 0 R /Resources << /Font << /F1 3 0 R >> >>"
    return _pdf_of(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
            f"<< {font} /Subtype /Type0 /Encoding /Identity-H /DescendantFonts [6 0 R] /ToUnicode 7 0 R >>",
            f"<< {page} >>",
            _stream(f"BT /F1 12 Tf 72 720 Td <{codes}> Tj ET"),
            f"<< {font} /Subtype /CIDFontType2 /DW 1000 /FontDescriptor 8 0 R {collection} >>",
            _stream(unicode),
            f"<< /Type /FontDescriptor /FontName /Invented {metrics} >>",
        ]
    )


def archive(**parts: str) -> bytes:
    """A zip archive with these parts of a Word document, `document` for `word/document.xml`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(f"word/{name}.xml", content)
    return out.getvalue()


def docx(body: str, head: str = "", space: str = WORD, **parts: str) -> bytes:
    document = f'{head}<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
    return archive(document=document, **parts)


def para(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def text_of(data: bytes, name: str = "page.html") -> str:
    (page,) = pages(data, name)
    assert page.number == 1
    return page.text


def refusal(data: bytes, name: str = "x") -> str:
    with pytest.raises(UnreadableDocument) as refused:
        list(pages(data, name))
    return str(refused.value)


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (pdf("a"), "a.txt", "pdf"),
        (docx(para("a")), "a.pdf", "docx"),
        (b"\xef\xbb\xbf \n<!DOCTYPE html><p>a", "a.txt", "html"),
        (b'<?xml version="1.0"?>\n<!-- saved -->\n<html>', "a", "html"),
        (b"\xff\xfe" + "<html><p>a".encode("utf-16-le"), "a", "html"),
        (b"<p>only a piece", "a.HTM", "html"),
        (b"<htmlish> a note", "a.txt", "text"),
        (b"%PDF- is how a PDF begins", "a.txt", "pdf"),
        (b"A PDF begins with %PDF-", "a.txt", "text"),
        (b"junk %PDF-1.4", "a.pdf", "pdf"),
        (b"", "a.docx", "docx"),
        (b"", "", "text"),
    ],
)
def test_the_kind_is_what_the_file_is_and_then_what_it_is_called(data: bytes, name: str, kind: str) -> None:
    assert source_kind(data, name) == kind


def test_each_page_of_a_pdf_has_its_text_and_an_empty_one_has_none() -> None:
    found = [(page.number, page.text) for page in pages(pdf("Kim Chol Su was here", "", "Third"), "report.pdf")]
    assert found == [(1, "Kim Chol Su was here"), (2, ""), (3, "Third")]


@pytest.mark.parametrize("text", ["김철수", "a\U00020bb7田b"])
def test_a_pdf_in_another_script_is_read_by_its_map(text: str) -> None:
    assert text_of(pdf_in_any_script(text), "x.pdf") == text


def test_pages_are_read_one_at_a_time_and_a_damaged_one_is_named() -> None:
    data = pdf("first", "second").replace(b"[4 0 R 6 0 R]", b"[4 0 R 3 0 R]")
    read = pages(data, "report.pdf")
    assert next(read).text == "first"
    with pytest.raises(UnreadableDocument, match=r"report\.pdf: page 2 of the PDF is damaged"):
        next(read)


def test_a_reader_may_stop_and_another_start_between_pages() -> None:
    first, second = pages(pdf("a", "b"), "1.pdf"), pages(pdf("c", "d"), "2.pdf")
    assert [next(first).text, next(second).text, next(first).text, next(second).text] == ["a", "c", "b", "d"]
    left = pages(pdf("a", "b"), "3.pdf")
    next(left)
    left.close()  # type: ignore[attr-defined]  # a generator: `for ... break` closes it so
    assert text_of(pdf("e"), "4.pdf") == "e"


def test_a_locked_pdf_says_so() -> None:
    lock = f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{'41' * 32}> /U <{'42' * 32}> >> /ID [<00> <00>]"
    assert "locked by a password" in refusal(pdf("a", trailer=lock))


def test_html_gives_what_a_reader_sees() -> None:
    source = (
        "<!DOCTYPE html><html><head><title>Tab</title><style>p {content: 'Styled'}</style><script>Kim Hidden</script>"
        "</head><body><!-- Kim Commented --><!--> <p title='a > b <i>'>Pak&nbsp;Shown\n   and <b>Ri</b>&#x2019;s</p>"
        "<template><p>Templated<template>a</template></p></template><noscript>None</noscript><div>Next<br/>line</div>"
        "<table><tr><td>Cell</td><td>Other &lt;b&gt;</td></tr></table><script>if (a < b) '</p>Scripted'</script>"
        "<pre>as\n  set</pre><svg><text>Drawn</text><style>x</style></svg> 1 < 2 &amp; 3</body></html>"
    )
    assert text_of(source.encode()).split("\n") == [
        "Pak\xa0Shown and Ri’s", "Next", "line", "Cell", "Other <b>", "as", "set", "Drawn", "1 < 2 & 3",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<svg><script/></svg><p>Kim", "Kim"),  # in a drawing `/>` ends a script, and in a page it does not
        ("<svg><style></svg><p>Kim", "Kim"),
        ("<svg><p><textarea><b></textarea>Kim", "<b>\nKim"),
        ("<!doctype html><!bogus><?php x ?></ x>Kim</p", "Kim</p"),
        ("<p>Kim<a href='cut", "Kim<a href='cut"),  # the file ends within a tag
        ("<p>Kim</template> Chol", "Kim Chol"),
        ("<p>Kim <b>Chol</b>-<i>Su</i>", "Kim Chol-Su"),
        ("&#0;&#xD800;&#99999999999999999999;&#0000065;&#" + "9" * 5000 + ";", "\ufffd\ufffd\ufffdA\ufffd"),
    ],
)
def test_odd_html_hides_nothing_that_a_browser_shows(source: str, text: str) -> None:
    assert text_of(f"<html>{source}".encode()) == text


@pytest.mark.parametrize(
    "source",
    [
        "<p>" + "".join(f"<b id={at}>" for at in range(4000)) + "<p>x" * 4000,
        "<div>" * 300_000,
        '<a b="' * 200_001,
        "<!--" * 300_000,
        "<pre>" + " " * 3_000_000 + "x",
        "&#" + "0" * 3_000_000,
    ],
    ids=["formatting left open", "deep", "open quotes", "open comments", "blanks", "zeros"],
)
def test_html_made_to_grow_takes_no_time(source: str) -> None:
    start = time.process_time()
    text_of(f"<html>{source}".encode())
    assert time.process_time() - start < 10  # a tree of any of the first two takes minutes or gigabytes


@pytest.mark.parametrize(
    ("said", "encoding", "text"),
    [
        ("euc-kr", "cp949", "똠방각하"),
        ("ks_c_5601-1987", "euc-kr", "김철수"),
        ("x-sjis", "cp932", "東京①"),
        ("gb2312", "gb18030", "金正日镕"),
        ("windows-1251", "cp1251", "Пак"),
        ("iso-8859-1", "cp1252", "Müller’s"),
        ("utf-16", "utf-8", "김철수"),  # what can be read to say so is not UTF-16
        ("utf-8", "cp1252", "Müller"),
        ("euc-kr", "utf-8", "김철수 é"),
        ("punycode", "utf-8", "é"),
        ("undefined", "utf-8", "é"),
        ("unicode_escape", "utf-8", "\\q"),
        ("shift_jis", "utf-8-sig", "김철수"),  # the byte order mark goes first
    ],
)
def test_a_page_is_read_in_the_encoding_that_it_names(said: str, encoding: str, text: str) -> None:
    source = f'<html><!-- <meta charset="koi8-r"> --><meta http-equiv="x" content="text/html; charset={said}"><p>{text}'
    assert text_of(source.encode(encoding)) == text


def test_a_page_that_names_another_script_is_never_read_as_western() -> None:
    data = b'<html><meta charset="euc-kr"><p>' + "김철수".encode("euc-kr") + b"\xff"
    assert "save it as UTF-8" in refusal(data, "page.html")


def test_docx_gives_paragraphs_cells_headers_and_notes() -> None:
    row = "".join(f"<w:tc>{para(text)}</w:tc>" for text in ("Name", "Ri Invented"))
    header = f'<w:hdr xmlns:w="{WORD}">{para("Head {}")}</w:hdr>'
    data = docx(
        para("First") + f"<w:tbl><w:tr>{row}</w:tr></w:tbl>" + para("Last"),
        header2=header.format(2), header10=header.format(10),
        footnotes=f'<w:footnotes xmlns:w="{WORD}"><w:footnote>{para("Note")}</w:footnote></w:footnotes>',
        settings="<not read",
    )  # fmt: skip
    assert text_of(data, "letter.docx").split("\n") == [
        "First", "Name", "Ri Invented", "Last", "Head 2", "Head 10", "Note",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r></w:p>", "a\tb"),
        (f"<w:p><w:r><w:t>Kim </w:t><w:txbxContent>{para('boxed')}</w:txbxContent><w:t>Chol</w:t></w:r></w:p>",
         "Kim Chol\nboxed"),
        (f"<w:p><a><Choice><w:txbxContent>{para('x')}</w:txbxContent></Choice><Fallback>{para('x')}</Fallback></a></w:p>",
         "\nx"),
        ("<w:p><w:del><w:r><w:delText>no</w:delText></w:r></w:del><w:ins><w:r><w:t>yes</w:t></w:r></w:ins></w:p>",
         "yes"),
        ("<w:p><w:moveFrom><w:r><w:t>no</w:t></w:r></w:moveFrom><w:r><w:t>yes</w:t></w:r></w:p>", "yes"),
        ("<w:p><w:r><w:t>soft</w:t><w:softHyphen/><w:t>ly</w:t><w:noBreakHyphen/><w:br/></w:r></w:p>",
         "soft\u00adly\u2011\n"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("space", [WORD, STRICT])
def test_what_word_shows_is_told_once(body: str, text: str, space: str) -> None:
    assert text_of(docx(body, space=space), "letter.docx") == text


def test_entities_are_refused_and_show_nothing() -> None:
    for entity in ('SYSTEM "file:///etc/passwd"', '"Kim Invented"'):
        words = refusal(docx(para("a&secret;b"), f"<!DOCTYPE x [<!ENTITY secret {entity}>]>"), "letter.docx")
        assert "word/document.xml" in words
        assert "document type" in words
        assert "root:" not in words


def test_a_bomb_is_refused() -> None:
    assert "unpack" in refusal(docx(para("0" * 60_000_000)), "bomb.docx")
    assert "word/document.xml" in refusal(docx("<w:p>" * 100_000), "deep.docx")


@pytest.mark.parametrize(
    "data",
    [
        "김철수\r\nx".encode(),
        b"\xff\xfe" + "김철수\rx".encode("utf-16-le"),
        b"\xfe\xff" + "김철수\nx".encode("utf-16-be"),
        b"\xef\xbb\xbf" + "김철수\nx".encode(),
    ],
)
def test_text_is_decoded_by_its_mark(data: bytes) -> None:
    assert text_of(data, "note.txt") == "김철수\nx"


def test_text_stays_as_it_is_but_for_line_ends() -> None:
    text = "  Mu\u0308ller co\u00ad\n\n\topera\u00a0tion  "  # not composed, not trimmed
    assert text_of(text.replace("\n", "\r\n").encode(), "note.md") == text
    assert text_of("Müller €".encode("cp1252"), "note.csv") == "Müller €"


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"\x7fELF\x00\x01\x02", "program", "binary"),
        (b"\xff\xfe\x00\x00\x01\x00", "wide.txt", "binary"),
        (b"\xff\xfe\x00\xd8", "half.txt", "marked as UTF-16"),
        (b"M\x81\xfcller", "note.txt", "another encoding"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old.doc", "locked by a password"),
        (b"%PDF-1.4\nnothing", "cut.pdf", "damaged"),
        (b"", "empty.pdf", "damaged"),
        (pdf(), "none.pdf", "PDF"),
        (b"PK\x03\x04nothing", "cut.docx", "unpacked"),
        (archive(other="<x/>"), "x.docx", "without a Word document"),
        (archive(document="<x/>"), "x.docx", "no part of a Word document"),
        (archive(document="<x"), "x.docx", "document.xml in the DOCX is damaged"),
    ],
)
def test_what_cannot_be_read_says_what_where_and_what_to_do(data: bytes, name: str, words: str) -> None:
    told = refusal(data, name)
    assert words in told
    assert told.startswith(f"{name}: ")
    assert ";" in told


def test_a_name_with_control_characters_is_shown_without_them() -> None:
    assert refusal(b"\0", "a\x1b[2J\ud800.txt").startswith("a\\x1b[2J\\ud800.txt: ")


def test_caps_are_never_a_silent_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_CHARACTERS", 10)
    assert text_of(b"0123456789", "note.txt") == "0123456789"
    assert "characters" in refusal(b"0123456789a")
    monkeypatch.setattr(module, "MOST_PAGES", 1)
    with pytest.raises(UnreadableDocument, match="2 pages"):
        next(pages(pdf("a", "b"), "x.pdf"))  # before any page, not after the last that fits
    monkeypatch.setattr(module, "LARGEST_UNPACKED", 5)
    assert "unpacked within 5 bytes" in refusal(docx(para("a")))
    monkeypatch.setattr(module, "LARGEST_FILE", 5)
    assert "6 bytes" in refusal(b"012345")


NAMES = st.sampled_from(["x", "x.pdf", "x.docx", "x.html", "x.txt"])
HEADS = [b"", b"%PDF-1.7\n", b"PK\x03\x04", b"<html>", b"<html><meta charset=", b"\xff\xfe", b"\xef\xbb\xbf<html>"]


@given(st.binary(max_size=300), st.sampled_from(HEADS), NAMES)
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_read_or_refused(data: bytes, head: bytes, name: str) -> None:
    try:
        found = list(pages(head + data, name))
    except UnreadableDocument:
        return
    assert [page.number for page in found] == list(range(1, len(found) + 1))
    assert found
    assert not any("\r" in page.text for page in found)


@pytest.mark.parametrize(
    "whole", [pdf("Kim Invented", "second"), pdf_in_any_script("김철수"), docx(para("Kim Invented"))],
    ids=["pdf", "mapped pdf", "docx"],
)  # fmt: skip
def test_a_document_spoilt_anywhere_is_read_or_refused(whole: bytes) -> None:
    draw = random.Random(1718)
    for _ in range(400):
        spoilt = bytearray(whole)
        for _ in range(draw.randint(1, 4)):
            spoilt[draw.randrange(len(spoilt))] = draw.randrange(256)
        try:
            list(pages(bytes(spoilt[: draw.choice([len(spoilt), draw.randrange(len(spoilt))])]), "x"))
        except UnreadableDocument:
            continue
