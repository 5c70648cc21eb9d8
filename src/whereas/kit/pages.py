"""The text of a document from strangers, page by page: PDF, HTML, DOCX and plain text, with caps."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from whereas.kit.packed import PackedError, unzip

LARGEST_FILE = 200_000_000
MOST_PAGES = 5_000
MOST_CHARACTERS = 20_000_000

_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_META = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_BLOCKS = (
    "p div li tr td th h1 h2 h3 h4 h5 h6 br hr section article header footer table ul ol dl dt dd blockquote pre "
    "figure figcaption caption main nav aside address option"
).split()
_HIDDEN = ["script", "style", "template", "noscript", "head", "svg", "iframe", "object"]
_WORD_SPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WORD_PARTS = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml\Z")


class UnreadableDocument(ValueError):  # noqa: N818 -- named for what happened, as callers read it
    """The document is damaged, locked, too large or of a kind that is not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The text of a page as it was extracted, line ends as `\\n`; `number` counts from 1 and is 1 where there are
    none.
    """

    number: int
    text: str


def source_kind(data: bytes, name: str) -> str:
    """`pdf`, `html`, `docx` or `text`, by what the file is first and by its name second."""
    head = data[:1024].lstrip()
    if head.startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return "docx"
    low = head[:256].lower()
    if low.startswith((b"<!doctype html", b"<html")) or name.lower().endswith((".html", ".htm", ".xhtml")):
        return "html"
    return "text"


def pages(data: bytes, name: str) -> Iterator[Page]:
    """The pages of a document, one at a time.

    Raises `UnreadableDocument` for a file that is damaged, encrypted, binary, or larger than the caps; never cuts.
    """
    if len(data) > LARGEST_FILE:
        raise UnreadableDocument(f"{len(data):,} bytes are more than the {LARGEST_FILE:,} that are read")
    reader = {"pdf": _pdf, "html": _html, "docx": _docx, "text": _plain}[source_kind(data, name)]
    characters = 0
    for page in reader(data):
        if page.number > MOST_PAGES:
            raise UnreadableDocument(f"more than {MOST_PAGES:,} pages; cut the document into parts")
        characters += len(page.text)
        if characters > MOST_CHARACTERS:
            raise UnreadableDocument(f"more than {MOST_CHARACTERS:,} characters of text; cut the document into parts")
        yield page


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _pdf(data: bytes) -> Iterator[Page]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        why = "the PDF is locked by a password; save it without one" if locked else f"the PDF is damaged: {error}"
        raise UnreadableDocument(why) from error
    try:
        for number in range(len(document)):
            try:
                page = document[number]
                text = page.get_textpage().get_text_range()
            except pypdfium2.PdfiumError as error:
                raise UnreadableDocument(f"page {number + 1} of the PDF is damaged: {error}") from error
            # pdfium marks a word that a line end parts with U+FFFE.
            yield Page(number=number + 1, text=_lines(text).replace("\ufffe", "-"))
    finally:
        document.close()


def _html(data: bytes) -> Iterator[Page]:
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(_decoded(data, _META.search(data[:4096])))
    tree.strip_tags(_HIDDEN)
    body = tree.body or tree.root
    if body is None:
        yield Page(number=1, text="")
        return
    for node in body.css(", ".join(_BLOCKS)):
        node.insert_before("\n")
        node.insert_after("\n")
    text = body.text(separator="")
    yield Page(number=1, text=re.sub(r"[ \t\f\v]*\n\s*", "\n", _lines(text)).strip("\n"))


def _docx(data: bytes) -> Iterator[Page]:
    from lxml import etree

    try:
        parts = unzip(data, limit=LARGEST_FILE)
    except PackedError as error:
        raise UnreadableDocument(f"the file cannot be unpacked: {error}") from error
    names = sorted(
        (name for name in parts if _WORD_PARTS.match(name)), key=lambda name: (name != "word/document.xml", name)
    )
    if not names:
        raise UnreadableDocument("a zip archive without a Word document in it; give a DOCX, or the file inside")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    lines = []
    for name in names:
        try:
            root = etree.fromstring(parts[name], parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise UnreadableDocument(f"{name} in the DOCX is damaged: {error}") from error
        for paragraph in root.iter(f"{_WORD_SPACE}p"):
            lines.append("".join(_word_text(one) for one in paragraph.iter()))
    yield Page(number=1, text=_lines("\n".join(lines)))


def _word_text(node: object) -> str:
    tag = getattr(node, "tag", "")
    if tag == f"{_WORD_SPACE}t":
        return getattr(node, "text", "") or ""
    return {"tab": "\t", "br": "\n", "cr": "\n"}.get(str(tag).removeprefix(_WORD_SPACE), "")


def _plain(data: bytes) -> Iterator[Page]:
    yield Page(number=1, text=_lines(_decoded(data, None)))


def _decoded(data: bytes, charset: re.Match[bytes] | None) -> str:
    """By byte order mark, then by what the page says of itself, then as UTF-8, then as Windows-1252."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                raise UnreadableDocument(
                    f"the text is marked as {encoding} and is not: byte {error.start:,}"
                ) from error
    if _BINARY.search(data):
        raise UnreadableDocument("the file is binary and none of the kinds that are read: PDF, HTML, DOCX, text")
    said = charset[1].decode("ascii", "replace") if charset else ""
    for encoding in filter(None, (said, "utf-8", "cp1252")):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("latin-1")
