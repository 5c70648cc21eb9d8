"""The text of a document from strangers, page by page: PDF, HTML, DOCX and plain text, with caps."""

import codecs
import html
import re
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from whereas.kit.packed import PackedError, unzip
from whereas.kit.xml import XMLError, elements, local_name, text_of

if TYPE_CHECKING:
    from lxml import etree

LARGEST_FILE = 200_000_000
LARGEST_UNPACKED = 200_000_000
MOST_PAGES = 5_000
MOST_CHARACTERS = 20_000_000

# Where the start of a file is looked at: a longer preamble than this is not a preamble.
_HEAD = 4096
_KINDS = {"pdf": "pdf", "docx": "docx", "docm": "docx", "html": "html", "htm": "html", "xhtml": "html", "xht": "html"}
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of Word before 2007, and of any locked DOCX
_CONTROL = re.compile(r"[\0-\x08\x0e-\x1a\x1c-\x1f]")  # what no text holds; ESC switches sets in ISO-2022-JP


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
    head = data[:_HEAD].removeprefix(codecs.BOM_UTF8).lstrip()
    if head.startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return "docx"
    if _HTML_START.match(_head_text(data)):
        return "html"
    return _KINDS.get(name.rpartition(".")[2].lower(), "text")


def pages(data: bytes, name: str) -> Iterator[Page]:
    """The pages of a document, one at a time.

    A page without text is there, and empty. Raises `UnreadableDocument` for a file that is damaged, locked, binary,
    or larger than the caps; never cuts.
    """
    try:
        yield from _within_caps(data, name)
    except UnreadableDocument as error:
        shown = name.encode("unicode_escape").decode()[:120] if not name.isprintable() else name[:120]
        raise UnreadableDocument(f"{shown or 'the document'}: {error}") from error


def _within_caps(data: bytes, name: str) -> Iterator[Page]:
    if len(data) > LARGEST_FILE:
        raise UnreadableDocument(
            f"{len(data):,} bytes are more than the {LARGEST_FILE:,} that are read; cut the document into parts"
        )
    if data.startswith(_COMPOUND):
        raise UnreadableDocument(
            "an Office file of the old binary kind, or locked by a password; save it as DOCX or PDF without a password"
        )
    reader = {"pdf": _pdf, "html": _html, "docx": _docx, "text": _plain}[source_kind(data, name)]
    characters = 0
    for page in reader(data):
        characters += len(page.text)
        if characters > MOST_CHARACTERS:
            raise UnreadableDocument(
                f"more than {MOST_CHARACTERS:,} characters of text by page {page.number:,}; cut the document into parts"
            )
        yield page


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


# --- PDF

_PDFIUM = threading.Lock()  # PDFium may be in one thread at a time only


def _pdf(data: bytes) -> Iterator[Page]:
    import pypdfium2

    try:
        with _PDFIUM:
            document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableDocument("the PDF is locked by a password; save it without one") from error
        raise UnreadableDocument(
            f"the PDF is damaged or cut short: {error}; fetch it again, or print it to a new PDF"
        ) from error
    try:
        with _PDFIUM:
            count = len(document)
        if count > MOST_PAGES:
            raise UnreadableDocument(
                f"{count:,} pages are more than the {MOST_PAGES:,} that are read; cut the document into parts"
            )
        if not count:
            raise UnreadableDocument("the PDF has no pages; fetch it again")
        for number in range(1, count + 1):
            with _PDFIUM:
                text = _pdf_text(document, number)
            # pdfium writes the hyphen of a word that a line end parts as U+FFFE.
            yield Page(number=number, text=_lines(text).replace("\ufffe", "-"))
    finally:
        with _PDFIUM:
            document.close()


def _pdf_text(document: Any, number: int) -> str:
    import pypdfium2

    try:
        page = document[number - 1]
        try:
            text = page.get_textpage()
            try:
                # Half a surrogate pair shows as U+FFFD: left out, it would join what stands beside it.
                return str(text.get_text_range(errors="replace"))
            finally:
                text.close()
        finally:
            page.close()
    except (pypdfium2.PdfiumError, AssertionError) as error:  # it asserts that its buffers were large enough
        raise UnreadableDocument(
            f"page {number:,} of the PDF is damaged: {error}; fetch it again, or take the page out"
        ) from error


# --- HTML: read as a stream of marks, for a tree of a few kilobytes can be made to need gigabytes (formatting that is
# never closed is opened again in each paragraph) or minutes (elements nested a hundred thousand deep).

_SPACE = " \t\n\f\r"
_HTML_START = re.compile(
    rf"(?:[{_SPACE}]|<\?xml[^>]*+>|<!--.*?-->)*+<(?:!doctype[{_SPACE}]++html|html|head|body)[{_SPACE}/>]",
    re.IGNORECASE | re.DOTALL,
)
_XHTML = re.compile(rf"[{_SPACE}]*+<\?xml\s", re.IGNORECASE)
_CHARSET = re.compile(rb"(?:<meta\s[^>]*?charset|<\?xml\s[^>]*?encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_OPENS = re.compile(r"</?[a-zA-Z]")
_BOGUS = re.compile(r"<(?:[!?]|/(?![a-zA-Z]))")  # browsers take these for comments that end at the next `>`
# A tag as browsers read it: an attribute may hold `>` and whole tags between its quotes.
_VALUE = rf"\"[^\"]*+\"|'[^']*+'|[^{_SPACE}>\"'][^{_SPACE}>]*+"
_ATTRIBUTE = rf"[^{_SPACE}/>][^{_SPACE}/>=]*+(?:[{_SPACE}]*+=[{_SPACE}]*+(?:{_VALUE})?+)?+"
_TAG = re.compile(rf"<(/?)([a-zA-Z][^{_SPACE}/>]*+)(?:[{_SPACE}/]++|{_ATTRIBUTE})*+>")
_COMMENT_END = re.compile(r"--!?>")
_RUN_OF_SPACE = re.compile(rf"[{_SPACE}]+")
_ZEROS = re.compile(r"&#([xX]?)0+(?=[0-9a-fA-F])")
_HUGE = re.compile(r"&#(?:[0-9]{8,}|[xX][0-9a-fA-F]{7,});?")
_BLOCKS = frozenset(
    "address article aside blockquote body br button caption center col colgroup dd details dialog dir div dl dt "
    "fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li listing "
    "main menu nav ol optgroup option p plaintext pre search section select summary table tbody td text textarea tfoot "
    "th thead tr ul xmp".split()
)
# What stands in these is no markup, up to their own end tag; a browser shows that of the last two only.
_RAW = frozenset("script style title iframe noembed noframes noscript textarea xmp".split())
_KEPT = frozenset({"textarea", "xmp"})
_AS_SET = frozenset({"pre", "listing"})  # their line ends are meant
# What no drawing holds: it ends one that was left open (HTML section 13.2.6.5).
_NOT_DRAWN = frozenset(
    "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta "
    "nobr ol p pre ruby s small span strong strike sub sup table tt u ul var".split()
)
_FOREIGN = frozenset({"svg", "math"})  # here, as in XHTML, `/>` ends an element


def _html(data: bytes) -> Iterator[Page]:
    """What a reader sees without running scripts or styles, a line for each block; what a style hides is told too."""
    said = _CHARSET.search(_COMMENT.sub(b"", data[:_HEAD]))
    source = _lines(_decoded(data, said[1].decode("ascii", "replace") if said else ""))
    seen = _Seen()
    _Reader(source, seen).run()
    yield Page(number=1, text=seen.whole())


class _Seen:
    """Text as a browser sets it: space runs into one blank, save where the line ends are meant."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._at_space = True

    def text(self, text: str, *, as_set: bool) -> None:
        if not as_set:
            text = _RUN_OF_SPACE.sub(" ", text)
            if self._at_space and text[:1] == " ":
                text = text[1:]
        if text:
            self._parts.append(text)
            self._at_space = text[-1] in _SPACE

    def line(self) -> None:
        self._parts.append("\n")
        self._at_space = True

    def whole(self) -> str:
        lines = (line.strip(_SPACE) for line in "".join(self._parts).split("\n"))
        return "\n".join(line for line in lines if line)


class _Reader:
    """Goes through the marks of an HTML source once, from left to right."""

    def __init__(self, source: str, seen: _Seen) -> None:
        self._source, self._seen = source, seen
        self._xhtml = _XHTML.match(source) is not None
        self._templates = self._foreign = self._as_set = 0

    def run(self) -> None:
        source, at = self._source, 0
        while at < len(source):
            mark = source.find("<", at)
            if mark < 0:
                mark = len(source)
            self._text(source[at:mark])
            at = self._mark(mark) if mark < len(source) else mark

    def _text(self, text: str, *, raw: bool = False, as_set: bool = False) -> None:
        if text and not self._templates:
            self._seen.text(text if raw else _unescaped(text), as_set=as_set or self._as_set > 0)

    def _mark(self, at: int) -> int:
        """Take what begins with the `<` at this place; where the next thing begins."""
        if self._source.startswith("<!--", at):
            return self._comment(at)
        if self._source.startswith("<![CDATA[", at) and (self._foreign or self._xhtml):
            return self._cdata(at)
        if _BOGUS.match(self._source, at):
            return self._source.find(">", at) + 1 or len(self._source)
        if not _OPENS.match(self._source, at):
            self._text("<")
            return at + 1
        return self._tag(at)

    def _comment(self, at: int) -> int:
        if self._source.startswith((">", "->"), at + 4):  # browsers take `<!-->` for a whole comment
            return self._source.index(">", at) + 1
        end = _COMMENT_END.search(self._source, at + 4)
        return end.end() if end else len(self._source)

    def _cdata(self, at: int) -> int:
        end = self._source.find("]]>", at)
        self._text(self._source[at + len("<![CDATA[") : end if end >= 0 else None], raw=True)
        return end + 3 if end >= 0 else len(self._source)

    def _tag(self, at: int) -> int:
        tag = _TAG.match(self._source, at)
        if tag is None:  # the file ends within a tag: its rest is told as it stands rather than left out
            self._text(self._source[at:], raw=True)
            return len(self._source)
        name = tag[2].lower()
        ends = bool(tag[1])
        if name in ({"p", "br"} if ends else _NOT_DRAWN):
            self._foreign = 0
        alone = tag[0].endswith("/>") and (self._foreign > 0 or self._xhtml)
        if name in _BLOCKS and not self._templates:
            self._seen.line()
        if alone:
            return tag.end()
        step = -1 if ends else 1
        if name == "template" and (self._templates if ends else not self._foreign):
            self._foreign, self._templates = 0, self._templates + step
        elif name in _FOREIGN:
            self._foreign = max(0, self._foreign + step)
        elif name in _AS_SET:
            self._as_set = max(0, self._as_set + step)
        elif name in _RAW and not ends:
            return self._raw(name, tag.end())
        return tag.end()

    def _raw(self, name: str, at: int) -> int:
        if self._foreign:  # no text is raw in a drawing, and styles and scripts go on to the next tag only
            if name not in ("script", "style"):
                return at
            tag = _OPENS.search(self._source, at)
            return tag.start() if tag else len(self._source)
        end = re.compile(rf"</{name}(?=[{_SPACE}/>])", re.IGNORECASE).search(self._source, at)
        stop = end.start() if end else len(self._source)
        if name in _KEPT:
            self._text(self._source[at:stop], raw=name == "xmp", as_set=True)
        return stop


def _unescaped(text: str) -> str:
    """Character references resolved; a number beyond all characters is U+FFFD, as in browsers, however long."""
    if "&#" in text:
        text = _HUGE.sub("\ufffd", _ZEROS.sub(r"&#\1", text))
    # A reference to a carriage return is a space like any other; the text itself has none any more.
    return html.unescape(text).replace("\r", "\n") if "&" in text else text


# --- DOCX

_WORD_PARTS = re.compile(r"word/(document|header|footer|footnotes|endnotes)(\d*)\.xml\Z")
_ORDER = ("document", "header", "footer", "footnotes", "endnotes")
_ROOTS = ("document", "hdr", "ftr", "footnotes", "endnotes")
# Properties; what was moved away; and the second form of a shape, for programs that cannot draw the first.
_NO_TEXT = frozenset("pPr rPr tblPr trPr tcPr sectPr sdtPr del moveFrom instrText Fallback".split())
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}


def _docx(data: bytes) -> Iterator[Page]:
    """A line for each paragraph: the text first, then headers, footers and notes. Cells of tables are paragraphs."""
    try:
        parts = unzip(data, limit=LARGEST_UNPACKED)
    except PackedError as error:
        raise UnreadableDocument(
            f"the DOCX cannot be unpacked within {LARGEST_UNPACKED:,} bytes: {error}; save it anew, without pictures"
        ) from error
    found = [part for name in parts if (part := _WORD_PARTS.match(name))]
    found.sort(key=lambda part: (_ORDER.index(part[1]), int(part[2] or 0), part[2]))
    if not any(part[1] == "document" for part in found):
        raise UnreadableDocument("a zip archive without a Word document in it; give a DOCX, or the file inside")
    lines: list[str] = []
    for part in found:
        lines.extend(_part_lines(part[0], parts.pop(part[0])))
    yield Page(number=1, text=_lines("\n".join(lines)))


def _part_lines(name: str, data: bytes) -> list[str]:
    lines: list[str] = []
    known = False
    try:
        for _, root in elements(data, *_ROOTS):
            known = True
            lines.extend(_paragraphs(root))
    except XMLError as error:
        raise UnreadableDocument(f"{name} in the DOCX is damaged: {error}; save it anew") from error
    if not known:
        raise UnreadableDocument(f"{name} in the DOCX is no part of a Word document; save it anew")
    return lines


def _paragraphs(element: "etree._Element") -> Iterator[str]:
    """The text of each paragraph; those of a text box follow the paragraph that it is anchored in."""
    for child in element:
        name = local_name(child)
        if name == "p":
            pieces: list[str] = []
            boxes: list[etree._Element] = []
            _collect(child, pieces, boxes)
            yield "".join(pieces)
            for box in boxes:
                yield from _paragraphs(box)
        elif name not in _NO_TEXT:
            yield from _paragraphs(child)


def _collect(element: "etree._Element", pieces: list[str], boxes: "list[etree._Element]") -> None:
    for child in element:
        name = local_name(child)
        if name == "txbxContent":
            boxes.append(child)
        elif name == "t":
            pieces.append(text_of(child))
        elif name in _SIGNS:
            pieces.append(_SIGNS[name])
        elif name not in _NO_TEXT:
            _collect(child, pieces, boxes)


# --- Text

# Names of encodings as pages give them, read as browsers read them (WHATWG Encoding Standard): the old names stand for
# the larger sets that replaced them. Any other name is not followed: some name no encoding of text at all.
_CALLED = {
    "cp1252": "windows-1252 cp1252 x-cp1252 iso-8859-1 iso8859-1 iso_8859-1 latin1 l1 us-ascii ascii",
    "utf-8": "utf-8 utf8 unicode-1-1-utf-8 utf-16 utf-16le utf-16be unicode",  # a page that can say so is not UTF-16
    "cp949": "euc-kr ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 korean windows-949 cp949 uhc",
    "gb18030": "gb18030 gbk x-gbk gb2312 gb_2312 gb_2312-80 chinese cp936",
    "big5hkscs": "big5 big5-hkscs cn-big5 x-x-big5",
    "cp932": "shift_jis shift-jis sjis x-sjis ms_kanji windows-31j cp932",
    "euc_jp": "euc-jp x-euc-jp",
    "iso2022_jp": "iso-2022-jp",
    "koi8-r": "koi8-r koi8 koi",
    "koi8-u": "koi8-u koi8-ru",
    "cp866": "ibm866 cp866 866",
    "cp874": "windows-874 tis-620 iso-8859-11",
    "cp1254": "windows-1254 cp1254 iso-8859-9 latin5",
    **{f"cp{page}": f"windows-{page} cp{page} x-cp{page}" for page in (1250, 1251, 1253, 1255, 1256, 1257, 1258)},
    **{f"iso8859-{part}": f"iso-8859-{part} iso8859-{part}" for part in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)},
}
_CODEC = {name: codec for codec, names in _CALLED.items() for name in names.split()}


def _plain(data: bytes) -> Iterator[Page]:
    yield Page(number=1, text=_lines(_decoded(data, "")))


_LOOKED = 1 << 16
_NO_KIND = "and none of the kinds that are read; give a PDF, HTML, DOCX or text file"


def _decoded(data: bytes, said: str) -> str:
    """By byte order mark, then by what the page says of itself, then as UTF-8, then as Windows-1252."""
    text = _marked(data)
    if text is None:
        # Told by its beginning, a large binary file is not decoded whole, which takes several times its size.
        if len(data) > _LOOKED and (odd := _CONTROL.search(data[:_LOOKED].decode("ascii", "ignore"))):
            raise UnreadableDocument(f"the file is binary (a U+{ord(odd[0]):04X} near its beginning) {_NO_KIND}")
        codec = _CODEC.get(said.lower(), "utf-8")
        # Windows-1252 takes nearly any bytes: to a page that names a set of another script it would give nonsense.
        last = "cp1252" if codec == "utf-8" else "utf-8"
        text = _first(data, dict.fromkeys((codec, "utf-8", last)))
    if odd := _CONTROL.search(text):
        raise UnreadableDocument(f"the file is binary (a U+{ord(odd[0]):04X} at character {odd.start():,}) {_NO_KIND}")
    return text


def _marked(data: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                raise UnreadableDocument(
                    f"the text is marked as {encoding.removesuffix('-sig').upper()} and is not: byte {error.start:,}; "
                    "save it as UTF-8"
                ) from error
    return None


def _first(data: bytes, encodings: dict[str, None]) -> str:
    """The text in the first encoding that fits."""
    failed: list[str] = []
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            failed.append(f"{encoding} (byte {error.start:,})")
    tried = ", ".join(failed)
    raise UnreadableDocument(f"the file is binary, or text in another encoding than {tried}; save it as UTF-8")


def _head_text(data: bytes) -> str:
    """The start of the file as text, for telling what it is."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            with suppress(UnicodeDecodeError):
                return data[: _HEAD * 2].decode(encoding, "replace")
    return data[:_HEAD].decode("latin-1")
