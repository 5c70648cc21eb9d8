"""The dossier as DOCX that people edit in Word; every sentence leads by links down to its exhibits, and back."""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from whereas.publish.dossier import wording
from whereas.publish.dossier.model import Dossier, Line, Place, Proposition, Seal

if TYPE_CHECKING:  # python-docx takes a third of a second to import
    from docx.document import Document
    from docx.text.paragraph import Paragraph

PREFIX = "whereas_"
START, NOTE, END = f"{PREFIX}reasons", f"{PREFIX}note", f"{PREFIX}reasons_end"
REASONS = "Statement of reasons"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_INK = "1B2A41"
_NOTE = (
    "Edit the sentences below. Each keeps its links while its numbered paragraph stands; one that you change is marked "
    "as unchecked until somebody has held it against its exhibits again."
)
# What XML 1.0 cannot hold, and a word processor would refuse the whole file for.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def word(dossier: Dossier) -> bytes:
    """The dossier as DOCX; the same dossier gives the same bytes."""
    return _Writer(dossier).written()


def references(line: Line) -> str:
    """What stands after a sentence and is not part of it: the propositions it rests on."""
    return f"[{', '.join(line.claims) or 'rests on nothing'}]"


UNCHECKED = "UNCHECKED"


class _Writer:
    """One document being written: it numbers the bookmarks and knows what leads where."""

    def __init__(self, dossier: Dossier) -> None:
        import docx

        self.dossier, self.cited = dossier, wording.cited_at(dossier)
        self.numbers = {line.id: line.number for line in dossier.lines}
        self.document: Document = docx.Document()
        self.marks = 0

    def written(self) -> bytes:
        dossier, document = self.dossier, self.document
        self._look()
        self._properties()
        document.add_heading(_clean(wording.title(dossier)), 0)
        self._table(wording.facts(dossier))
        document.add_paragraph(_clean(wording.caution(dossier))).style = "Intense Quote"
        document.add_heading("Identifying information", 1)
        self._table(wording.identity(dossier))
        self._reasons()
        self._elements()
        document.add_heading("Propositions and evidence", 1)
        for one in dossier.propositions:
            self._proposition(one)
        for _id, title, items in wording.sections(dossier):
            self._list(title, items)
        document.add_heading("Exhibits", 1)
        for seal in dossier.exhibits:
            self._exhibit(seal)
        self._list("What these proofs do not prove", dossier.non_claims)
        self._small(document.add_paragraph(_clean(wording.footer(dossier))))
        out = io.BytesIO()
        document.save(out)
        return _same_every_time(out.getvalue())

    # --- how it looks

    def _look(self) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Mm, Pt, RGBColor

        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(24)
        section.top_margin = section.bottom_margin = Mm(22)
        styles: Any = self.document.styles  # python-docx types them as their base
        for name in ("Normal", "Title", "Heading 1", "Heading 2", "Heading 3", "Intense Quote"):
            style = styles[name]
            _fonts(style.element, "Cambria", "Batang")
            style.font.color.rgb = RGBColor.from_string(_INK if name != "Normal" else "000000")
        styles["Normal"].font.size = Pt(11)
        styles["Title"].font.size = Pt(22)
        styles["Heading 1"].font.size, styles["Heading 2"].font.size = Pt(15), Pt(11.5)
        head = section.header.paragraphs[0]
        head.text = _clean(f"{self.dossier.marking}\t\t{dict(wording.facts(self.dossier))['Copy']}")
        foot = section.footer.paragraphs[0]
        foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _page_number(foot)
        self._small(head)
        self._small(foot)

    def _properties(self) -> None:
        dossier, core = self.dossier, self.document.core_properties
        core.title, core.author, core.comments = wording.title(dossier), "Whereas", f"whereas:{dossier.id}"
        core.created = core.modified = datetime.fromisoformat(f"{dossier.adoption}T00:00:00")
        core.last_modified_by, core.revision, core.language = "Whereas", 1, "en"

    def _small(self, paragraph: "Paragraph") -> None:
        from docx.shared import Pt

        for run in paragraph.runs:
            run.font.size = Pt(8.5)

    def _table(self, rows: Iterable[tuple[str, str]]) -> None:
        table = self.document.add_table(rows=0, cols=2)
        table.style = "Table Grid"
        for name, text in rows:
            cells = table.add_row().cells
            cells[0].paragraphs[0].add_run(_clean(name)).bold = True
            cells[1].text = _clean(text)
        _widths(table, (40, 122))
        self.document.add_paragraph()

    def _list(self, title: str, items: Sequence[str]) -> None:
        if items:
            self.document.add_heading(_clean(title), 1)
        for item in items:
            self.document.add_paragraph(_clean(item), style="List Bullet")

    # --- marks and links

    def _mark(self, paragraph: "Paragraph", name: str, *, around: str | None = None) -> None:
        """A bookmark: around a text that is added here, or around what the paragraph holds."""
        start, end = _element("w:bookmarkStart"), _element("w:bookmarkEnd")
        for one in (start, end):
            _set(one, "w:id", str(self.marks))
        _set(start, "w:name", name)
        self.marks += 1
        if around is None:
            first = next((at for at, one in enumerate(paragraph._p) if not one.tag.endswith("}pPr")), len(paragraph._p))
            paragraph._p.insert(first, start)
        else:
            paragraph._p.append(start)
            paragraph.add_run(_clean(around))
        paragraph._p.append(end)

    def _link(self, paragraph: "Paragraph", text: str, target: str) -> None:
        link = _element("w:hyperlink")
        _set(link, "w:anchor", target)
        _set(link, "w:history", "1")
        run = paragraph.add_run(_clean(text))
        run.underline = True
        link.append(run._r)
        paragraph._p.append(link)

    def _links(self, paragraph: "Paragraph", lead: str, shorts: Iterable[str]) -> None:
        found = tuple(shorts)
        if not found:
            return
        paragraph.add_run(lead)
        for number, short in enumerate(found):
            paragraph.add_run(", " if number else "")
            text = f"sentence {self.numbers[short]}" if short in self.numbers else short
            self._link(paragraph, text, PREFIX + short)
        paragraph.add_run(". ")

    # --- the parts

    def _reasons(self) -> None:
        self._mark(self.document.add_heading(REASONS, 1), START)
        note = self.document.add_paragraph(_NOTE)
        note.style = "Intense Quote"
        self._mark(note, NOTE)
        for line in self.dossier.lines:
            paragraph = self.document.add_paragraph(style="List Number")
            self._mark(paragraph, PREFIX + line.id, around=line.text)
            paragraph.add_run(" ")
            self._references(paragraph, line)

    def _references(self, paragraph: "Paragraph", line: Line) -> None:
        paragraph.add_run("[")
        for number, short in enumerate(line.claims):
            paragraph.add_run(", " if number else "")
            self._link(paragraph, short, PREFIX + short)
        paragraph.add_run("]" if line.claims else "rests on nothing]")
        if line.unchecked:
            paragraph.add_run(f" {UNCHECKED}").bold = True

    def _elements(self) -> None:
        self._mark(self.document.add_heading("Elements", 1), END)
        table = self.document.add_table(rows=1, cols=4)
        table.style = "Table Grid"
        heads = ("", "Element", "Verdict", "Shown by")
        for cell, text in zip(table.rows[0].cells, heads, strict=True):
            cell.paragraphs[0].add_run(text).bold = True
        _repeat_head(table.rows[0]._tr)
        for one in self.dossier.elements:
            cells = table.add_row().cells
            self._mark(cells[0].paragraphs[0], PREFIX + one.short, around=one.short)
            cells[1].text = _clean(one.words + (f" (alternative: {one.group})" if one.group else ""))
            cells[2].text = wording.plain(one.verdict)
            self._links(cells[3].paragraphs[0], "", one.claims)
            if one.turn:
                cells[3].paragraphs[0].add_run(_clean(f"To turn it: {one.turn}"))
            self._links(cells[3].paragraphs[0], "Served by ", self.cited.get(one.short, ()))
        _widths(table, (12, 66, 24, 60))

    def _proposition(self, one: Proposition) -> None:
        self._mark(self.document.add_heading(_clean(f"{one.short}: {one.words}"), 2), PREFIX + one.short)
        paragraph = self.document.add_paragraph(_clean(wording.measure(one)) + " ")
        self._links(paragraph, "Serves ", self.cited.get(f"{one.short}/elements", ()))
        self._links(paragraph, "Used by ", self.cited.get(one.short, ()))
        for words in one.weak:
            self.document.add_paragraph(_clean(f"Weak: {words}"), style="List Bullet")
        for sign, places in (("Supports", one.spans), ("Stands against", one.against)):
            for place in places:
                self._place(sign, place)

    def _place(self, sign: str, place: Place) -> None:
        paragraph = self.document.add_paragraph(style="List Bullet")
        paragraph.add_run(f"{sign}: ")
        if place.quote:
            _language(paragraph.add_run(_clean(f"“{place.quote}”"))._r, place.lang)
        else:
            paragraph.add_run(_clean(f"in summary: {place.summary}"))
        if place.translation:
            paragraph.add_run(_clean(f" {wording.translated(place)}"))
        paragraph.add_run(" ")
        self._link(paragraph, place.seal, PREFIX + place.seal)
        paragraph.add_run(_clean(f": {wording.source(place)}"))

    def _exhibit(self, one: Seal) -> None:
        self._mark(self.document.add_heading(_clean(f"{one.short}: {one.title}"), 2), PREFIX + one.short)
        self._links(self.document.add_paragraph(), "Cited at ", self.cited.get(one.short, ()))
        for text in wording.seal_lines(one, self.dossier.ledger_size):
            self._small(self.document.add_paragraph(_clean(text), style="List Bullet"))
        for text in one.not_proved:
            beside = self.document.add_paragraph(style="List Bullet")
            beside.add_run(text).italic = True
            self._small(beside)


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)


def _element(name: str) -> Any:
    from docx.oxml import OxmlElement

    return OxmlElement(name)


def _set(element: Any, name: str, value: str) -> None:
    from docx.oxml.ns import qn

    element.set(qn(name), value)


def _fonts(style: Any, latin: str, korean: str) -> None:
    """The fonts of a style, in place of those of its theme: by name, so that every machine asks for the same."""
    fonts = style.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for slot, font in (("ascii", latin), ("hAnsi", latin), ("cs", latin), ("eastAsia", korean)):
        _set(fonts, f"w:{slot}", font)


def _language(run: Any, lang: str) -> None:
    """The language of a quotation, so that it is read out, hyphenated and spelled as what it is."""
    if lang:
        mark = _element("w:lang")
        _set(mark, "w:val", lang)
        _set(mark, "w:eastAsia", lang)
        run.get_or_add_rPr().append(mark)


def _page_number(paragraph: "Paragraph") -> None:
    for name, lead in (("PAGE", ""), ("NUMPAGES", " / ")):
        paragraph.add_run(lead)
        field, run, text = _element("w:fldSimple"), _element("w:r"), _element("w:t")
        _set(field, "w:instr", name)
        text.text = "1"
        run.append(text)
        field.append(run)
        paragraph._p.append(field)


def _repeat_head(row: Any) -> None:
    row.get_or_add_trPr().append(_element("w:tblHeader"))


def _widths(table: Any, widths: Sequence[int]) -> None:
    from docx.shared import Mm

    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(_element("w:cantSplit"))
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)


def _same_every_time(data: bytes) -> bytes:
    """The package with its parts in order and without the time of writing."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        names = sorted(before.namelist(), key=lambda name: (name != "[Content_Types].xml", name))
        for name in names:
            info = zipfile.ZipInfo(name, date_time=_EPOCH)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            info.create_system = 3  # the same on every system
            after.writestr(info, before.read(name))
    return out.getvalue()
