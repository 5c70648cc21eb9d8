"""The request as DOCX in the order of the Committee's annexes: an outline and a list of items, with what is missing."""

import io
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from whereas.assess.channels import Check, Route
from whereas.assess.channels_request import Item
from whereas.publish.dossier.word import _same_every_time

if TYPE_CHECKING:  # python-docx takes a third of a second to import
    from docx.document import Document
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

MISSING = "MISSING"
_HEADS = ("No.", "Description", "Specification", "HS code", "Quantity", "Value", "Supplier, origin", "End user, place")
_LONGEST = 255  # characters that a core property holds (python-docx)
# What XML 1.0 cannot hold, and a word processor would refuse the whole file for.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def request_docx(found: Route) -> bytes:
    """The request as DOCX; the same request gives the same bytes, for no time of writing stands in it.

    It goes out to others: what screening met and what was noted on diversion do not stand in it.
    """
    import docx

    document, request = docx.Document(), found.request
    core = document.core_properties
    core.title, core.author = _clean(request.title)[:_LONGEST], _clean(request.organisation.name)[:_LONGEST]
    core.last_modified_by = "Whereas"
    core.comments, core.revision = f"whereas channel: {request.key}", 1
    core.created = core.modified = datetime(1980, 1, 1)  # noqa: DTZ001 -- a DOCX core date bears no zone
    document.add_heading(_clean(request.title), 0)
    _opening(document, found)
    document.add_heading("Annex I: project outline", 1)
    _outline(document, found)
    document.add_heading("Annex II: items and specifications", 1)
    _items(document, request.items)
    out = io.BytesIO()
    document.save(out)
    return _same_every_time(out.getvalue())


def _opening(document: "Document", found: Route) -> None:
    asked = [one for one in found.routes if one.kind != "standing"]
    document.add_paragraph(_clean(f"{found.request.organisation.name}. Draft: a person signs it, on letterhead."))
    for one in asked:
        document.add_paragraph(_clean(f"Asked of {one.body}: {one.title} ({one.basis})."), style="List Bullet")
    for one in found.routes:
        if one.kind == "standing":
            words = f"Relied on, without a request: {one.title} ({one.basis})."
            document.add_paragraph(_clean(words), style="List Bullet")
    for one in found.possible:
        words = f"Perhaps needed, as far as the request tells: {one.title} ({one.basis})."
        document.add_paragraph(_clean(words), style="List Bullet")
    if not found.routes and not found.possible:
        document.add_paragraph("Nothing in this request needs an exemption, by what it says.")
    if found.missing:
        document.add_paragraph().add_run(f"{found.missing} fields that are asked for are {MISSING}.").bold = True


def _outline(document: "Document", found: Route) -> None:
    table = document.add_table(rows=0, cols=2)
    table.style = "Table Grid"
    head = table.add_row().cells
    for cell, text in zip(head, ("What is asked for", "What the request says"), strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    organisation = found.request.organisation
    who = [("name", organisation.name), ("country", organisation.country), ("registered", organisation.registered)]
    _row(table.add_row().cells, "Organisation", who)
    for check in found.checks:
        if any(field.startswith("items") for field in check.requirement.fields):
            continue
        note = "" if check.asked_by or check.maybe else " (not asked for by what this request needs)"
        _row(table.add_row().cells, check.requirement.title + note, _said(check))


def _said(check: Check) -> list[tuple[str, str]]:
    """Each field of a requirement as (label, text): an empty text is missing, a single field needs no label."""
    found = [(_label(where), text) for where, text in check.there] + [(_label(where), "") for where in check.missing]
    return [("", found[0][1])] if len(found) == 1 else found


def _label(where: str) -> str:
    return where.replace("_", " ").replace(".", ", ").replace("[", " ").replace("]", "")


def _row(cells: Sequence["_Cell"], title: str, said: Iterable[tuple[str, str]]) -> None:
    cells[0].text = _clean(title)
    paragraph = cells[1].paragraphs[0]
    for number, (label, text) in enumerate(said):
        if number:
            paragraph = cells[1].add_paragraph()
        paragraph.add_run(_clean(f"{label}: ") if label else "")
        _write(paragraph, text)


def _write(paragraph: "Paragraph", text: str) -> None:
    """The text, or the mark that stands where it is missing."""
    from docx.shared import RGBColor

    run = paragraph.add_run(_clean(text) or MISSING)
    if not text:
        run.bold, run.font.color.rgb = True, RGBColor(0xA3, 0x16, 0x1C)


def _items(document: "Document", items: Sequence[Item]) -> None:
    if not items:
        document.add_paragraph("The request names no goods.")
        return
    table = document.add_table(rows=1, cols=len(_HEADS))
    table.style = "Table Grid"
    for cell, text in zip(table.rows[0].cells, _HEADS, strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    for number, one in enumerate(items, start=1):
        cells = table.add_row().cells
        texts: tuple[tuple[str, ...], ...] = (
            (str(number),), (one.description,), (one.specification,), (one.hs,), (one.quantity, one.unit),
            (one.value, one.currency), tuple(filter(None, (one.supplier, one.origin))) or ("–",),  # nobody asks for it
            (one.end_user, one.destination),
        )  # fmt: skip
        for cell, parts in zip(cells, texts, strict=True):
            _cell(cell, parts)


def _cell(cell: "_Cell", parts: tuple[str, ...]) -> None:
    """The parts of a cell; each that is missing is marked where it would stand."""
    paragraph = cell.paragraphs[0]
    for number, part in enumerate(parts):
        paragraph.add_run(" " if number else "")
        _write(paragraph, part)


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
