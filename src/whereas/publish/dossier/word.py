"""The dossier as DOCX that people edit in Word, and the way back: sentences keep their links, changes are marked."""

import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from whereas.core.errors import StructureError, UnsafeFileError
from whereas.kit.packed import PackedError, unzip
from whereas.publish.dossier.model import Dossier, Line, Proposition, sections

if TYPE_CHECKING:  # python-docx takes a third of a second to import
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_PREFIX = "whereas_"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_LARGEST = 50_000_000


def word(dossier: Dossier) -> bytes:
    """The dossier as DOCX; the same dossier gives the same bytes."""
    import docx

    document = docx.Document()
    _properties(document, dossier)
    document.add_heading(f"Proposal: {dossier.caption}", 0)
    document.add_paragraph(_standing(dossier))
    _identity(document, dossier)
    document.add_heading("Statement of reasons", 1)
    document.add_paragraph("Each sentence keeps its link when you edit it. A sentence that you change is held against "
                           "its exhibits again when the file comes back.").style = "Intense Quote"  # fmt: skip
    for number, line in enumerate(dossier.lines):
        _sentence(document.add_paragraph(style="List Number"), line, number)
    _elements(document, dossier)
    document.add_heading("Propositions and evidence", 1)
    for one in dossier.propositions:
        _proposition(document, one)
    _lists(document, dossier)
    out = io.BytesIO()
    document.save(out)
    return _same_every_time(out.getvalue())


def _properties(document: "Document", dossier: Dossier) -> None:
    day = datetime.fromisoformat(f"{dossier.adoption}T00:00:00")
    core = document.core_properties
    core.title, core.author, core.comments = f"Proposal: {dossier.caption}", "Whereas", f"whereas:{dossier.id}"
    core.created = core.modified = day
    core.last_modified_by, core.revision = "Whereas", 1


def _standing(dossier: Dossier) -> str:
    verified = f" {dossier.caution}"
    copy = "Internal copy." if dossier.copy == "internal" else "Copy for the listing package."
    return (
        f"{copy} {dossier.title}, {dossier.article}. Standard of proof: {dossier.asks}. As known on "
        f"{dossier.known_on or dossier.adoption}, for an act of {dossier.adoption}. "
        f"Verdict: {dossier.verdict.replace('_', ' ')}.{verified} Marking: {dossier.marking}."
    )


def _identity(document: "Document", dossier: Dossier) -> None:
    document.add_heading("Identifying information", 1)
    table = document.add_table(rows=0, cols=2)
    for name, values in dossier.identifying:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = name, "; ".join(values)
    if dossier.homonyms:
        document.add_paragraph(f"Others of the name: {'; '.join(dossier.homonyms)}.")


def _sentence(paragraph: "Paragraph", line: Line, number: int) -> None:
    """The text between the marks of a bookmark, and the references after it, which are not part of the sentence."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    def mark(kind: str) -> Any:
        element = OxmlElement(f"w:bookmark{kind}")
        element.set(qn("w:id"), str(number))
        if kind == "Start":
            element.set(qn("w:name"), f"{_PREFIX}{line.id}")
        return element

    paragraph._p.append(mark("Start"))
    paragraph.add_run(line.text)
    paragraph._p.append(mark("End"))
    marks = f"  [{', '.join(line.claims)}]" + ("  UNCHECKED" if line.unchecked else "")
    paragraph.add_run(marks).italic = True


def _elements(document: "Document", dossier: Dossier) -> None:
    document.add_heading("Elements", 1)
    table = document.add_table(rows=1, cols=3)
    for cell, text in zip(table.rows[0].cells, ("Element", "Verdict", "Shown by"), strict=True):
        cell.text = text
    for one in dossier.elements:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = one.words, one.verdict.replace("_", " ")
        cells[2].text = ", ".join(one.claims) + (f" To turn it: {one.turn}" if one.turn else "")


def _proposition(document: "Document", one: Proposition) -> None:
    document.add_heading(f"{one.short}: {one.words}", 2)
    period = f"{one.start or '…'} to {one.end or '…'}. " if one.start or one.end else ""
    document.add_paragraph(
        f"{one.verdict.replace('_', ' ')}; {one.origins} independent origins, {one.needed} needed. {period}"
        f"{one.place}".strip()
    )
    for sign, places in (("supports", one.spans), ("stands against", one.against)):
        for place in places:
            text = f"{sign}: “{place.quote}”"
            text += f" (translation by {place.translator or 'nobody named'}: “{place.translation}”)" if (
                place.translation
            ) else ""  # fmt: skip
            text += f" {place.title}, {place.evidence}, {place.grade}, {place.exhibit[:16]} {place.locator}"
            text += f", left out: {place.why_not}" if place.why_not else ""
            document.add_paragraph(text, style="List Bullet")


def _lists(document: "Document", dossier: Dossier) -> None:
    exhibits = tuple(
        f"{one.title}: {one.name}, {one.size:,} bytes, SHA-256 {one.sha256}; captured {one.captured_at}; "
        f"{_stamps(one.stamps)}"
        for one in dossier.exhibits
    )
    last = (("", "Exhibits", exhibits), ("", "What these proofs do not prove", dossier.non_claims))
    for _id, title, items in (*sections(dossier), *last):
        if items:
            document.add_heading(title, 1)
            for item in items:
                document.add_paragraph(item, style="List Bullet")


def _stamps(stamps: Iterable[tuple[str, str, str]]) -> str:
    return "; ".join(f"{state} {time}".strip() for state, time, _ in stamps) or "unstamped"


def _same_every_time(data: bytes) -> bytes:
    """The package with its parts in order and without the time of writing."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        names = sorted(before.namelist(), key=lambda name: (name != "[Content_Types].xml", name))
        for name in names:
            info = zipfile.ZipInfo(name, date_time=_EPOCH)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            after.writestr(info, before.read(name))
    return out.getvalue()


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """An edited DOCX come back: sentences in order with what became of each, and those that are gone.

    `lines` are (text, id of the sentence it was or empty, whether its text changed).
    """

    lines: tuple[tuple[str, str, bool], ...]
    gone: tuple[str, ...]
    dossier: str


def read_word(data: bytes, before: Iterable[Line]) -> Returned:
    """Reads an edited dossier: a sentence keeps its links by its bookmark, a changed or new one is unchecked.

    Raises `StructureError` for a file that is no DOCX or has no statement of reasons, `UnsafeFileError` for one that
    tries something.
    """
    known = {line.id: line for line in before}
    body, comments = _parts(data)
    lines: list[tuple[str, str, bool]] = []
    for paragraph in _reasons(body):
        text, key = paragraph
        was = known.get(key)
        same = was is not None and " ".join(was.text.split()) == " ".join(text.split())
        if text.strip():
            lines.append((text.strip(), key if was is not None else "", not same))
    found = {key for _, key, _ in lines}
    told = re.search(r"whereas:([0-9a-f]{64})", comments)
    return Returned(
        lines=tuple(lines), gone=tuple(key for key in known if key not in found), dossier=told[1] if told else ""
    )


def _parts(data: bytes) -> tuple[Any, str]:
    from lxml import etree

    if len(data) > _LARGEST:
        raise UnsafeFileError(f"the file has {len(data):,} bytes", todo="save it again without pictures")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        parts = unzip(data, limit=_LARGEST)
        body = etree.fromstring(parts["word/document.xml"], parser)
        core = parts.get("docProps/core.xml", b"").decode("utf-8", "replace")
    except PackedError as error:
        raise UnsafeFileError(str(error), todo="save it again from Word as DOCX") from None
    except (KeyError, etree.XMLSyntaxError):
        raise StructureError("this is no Word document", todo="save it from Word as DOCX") from None
    return body, core


_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def _reasons(body: Any) -> list[tuple[str, str]]:
    """The paragraphs of the statement of reasons as (text, bookmark's id), from its heading to the next."""
    paragraphs = list(body.iter(f"{_W}p"))
    start = next((n for n, one in enumerate(paragraphs) if _text(one) == "Statement of reasons"), None)
    if start is None:
        raise StructureError(
            "there is no heading “Statement of reasons”", todo="keep the heading; edit the sentences under it"
        )
    found = []
    for one in paragraphs[start + 1 :]:
        if _style(one).startswith("Heading"):
            break
        if _style(one) != "IntenseQuote":
            found.append(_marked(one))
    return found


def _marked(paragraph: Any) -> tuple[str, str]:
    """The sentence of a paragraph: what stands in its bookmark, plus what was typed beside it, less our references."""
    key = next(
        (
            str(mark.get(f"{_W}name")).removeprefix(_PREFIX)
            for mark in paragraph.iter(f"{_W}bookmarkStart")
            if str(mark.get(f"{_W}name", "")).startswith(_PREFIX)
        ),
        "",
    )
    return _references().sub("", _text(paragraph)).strip(), key


@cache
def _references() -> re.Pattern[str]:
    return re.compile(r"\s*\[(P\d+(, P\d+)*)?\](\s*UNCHECKED)?")


def _style(paragraph: Any) -> str:
    found = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return str(found.get(f"{_W}val")) if found is not None else ""


def _text(paragraph: Any) -> str:
    """The text of a paragraph as it stands now: what change tracking deleted is gone, what it inserted is there."""
    return "".join(node.text or "" for node in paragraph.iter(f"{_W}t"))
