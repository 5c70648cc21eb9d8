"""An exhibit as it is looked at: what it is, a part of it at a time, and the very words at a place in it."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from whereas.core.errors import WhereasError
from whereas.core.exhibit import Exhibit
from whereas.core.locator import Locator
from whereas.kit.intake.piece import media_of
from whereas.kit.intake.reading import Reader
from whereas.kit.packed import PackedError, gunzip, unzip
from whereas.kit.page_image import Drawing, DrawingError, pdf_page, picture, picture_form
from whereas.kit.pages import Page, UnreadableDocument, source_kind
from whereas.kit.table_parts import Record, Table, csv_table, table_of, workbook
from whereas.kit.tables import TableError
from whereas.kit.xml import XMLError
from whereas.kit.xml_records import XmlRecord, record_names, records, same_path
from whereas.sources.formats.yaml_records import read_yaml
from whereas.workbench.bench import Workbench
from whereas.workbench.warm import Shelf

PART = 12_000  # characters of text shown at once
ROWS, RECORDS = 50, 10
LONGEST_WORDS = 20_000  # of what one place says
_OFFICE = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".docx", ".docm")
_SHEETS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")


class Form(StrEnum):
    """How an exhibit can be looked at."""

    PDF = "pdf"
    TEXT = "text"
    HTML = "html"
    TABLE = "table"
    XML = "xml"
    IMAGE = "image"
    MEDIA = "media"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """The bytes that are looked at: an exhibit's own, or those of one file in it.

    `name` is that file's name; `before` is what stands before each place in it in a locator (`list.xml!`), `members`
    the files or sheets to choose from.
    """

    exhibit: Exhibit
    data: bytes
    name: str
    form: Form
    member: str = ""
    members: tuple[str, ...] = ()
    text_too: bool = False

    @property
    def before(self) -> str:
        """What stands before a place in a locator."""
        return f"{self.member}!" if self.member else ""

    @property
    def key(self) -> tuple[str, str]:
        """What it is known by: bytes under one digest are one thing."""
        return self.exhibit.sha256, self.member


class UnseenError(WhereasError):
    """There is no such exhibit, or none that this person may see: which of the two is not said."""


def find(bench: Workbench, sha256: str) -> Exhibit:
    """An exhibit by its digest. Raises `UnseenError`."""
    found = bench.ledger.exhibits().get(sha256)
    if found is None:
        raise UnseenError("there is no such exhibit, or none that you may see", todo="look for it on /exhibits")
    return found


def open_exhibit(bench: Workbench, sha256: str, *, member: str = "") -> Material:
    """An exhibit opened, or a file of it. Raises `UnseenError`, `LedgerError` where its bytes are altered or gone."""
    exhibit = find(bench, sha256)
    data, name = bench.ledger.archive.read(sha256), exhibit.name
    try:
        if name.lower().endswith(".gz"):
            data, name = gunzip(data), name[:-3]
        if data.startswith(b"PK\x03\x04") and not name.lower().endswith(_OFFICE):
            return _member_of(exhibit, data, member)
    except PackedError:
        return Material(exhibit=exhibit, data=data, name=name, form=Form.OTHER)
    return _named(Material(exhibit=exhibit, data=data, name=name, form=form_of(data, name)), member)


def _member_of(exhibit: Exhibit, data: bytes, member: str) -> Material:
    files = unzip(data)
    chosen = member if member in files else next(iter(sorted(files)), "")
    inner = files.get(chosen, b"")
    return Material(
        exhibit=exhibit, data=inner, name=chosen, form=form_of(inner, chosen), member=chosen,
        members=tuple(sorted(files)),
    )  # fmt: skip


def _named(material: Material, member: str) -> Material:
    """A workbook's sheets are what its locators name; anything else has no members."""
    if material.form is not Form.TABLE or not material.name.lower().endswith(_SHEETS):
        return material
    try:
        sheet = _sheet(material, member)
    except TableError:
        return replace(material, form=Form.OTHER)
    return replace(material, member=sheet[0], members=sheet[1])


def form_of(data: bytes, name: str) -> Form:
    """What a file is, by its first bytes before its name."""
    low = name.lower()
    if picture_form(data):
        return Form.IMAGE
    if low.endswith(_SHEETS):
        return Form.TABLE
    kind = source_kind(data, name)
    if kind != "text":
        return {"pdf": Form.PDF, "html": Form.HTML}.get(kind, Form.TEXT)
    if media_of(low).startswith(("audio/", "video/")):
        return Form.MEDIA
    return _form_of_text(data, low)


def _form_of_text(data: bytes, low: str) -> Form:
    start = data[:400].lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Form.OTHER
    if start.startswith(b"<?xml") or (start.startswith(b"<") and low.endswith(".xml")):
        return Form.XML
    return Form.TABLE if low.endswith((".csv", ".tsv")) else Form.TEXT


# --- Text

_PAGES, _TABLES, _SHEETS_READ, _RECORDS, _DRAWN = Shelf(6), Shelf(4), Shelf(4), Shelf(24), Shelf(48)


def pages_of(material: Material) -> tuple[Page, ...]:
    """The text of a material, page by page. Raises `UnreadableDocument`."""

    def read() -> tuple[Page, ...]:
        with Reader() as reader:
            return reader.pages(material.data, material.name)

    return _PAGES.get(("pages", *material.key), read)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Characters of a page that are shown apart: what is cited now, or what a claim rests on."""

    first: int
    last: int
    claim: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A piece of text that is marked in one way throughout: cited or not, by these claims or none."""

    text: str
    cited: bool = False
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPart:
    """A part of a page's text in runs: one of `parts`; `first` is its first character's number in the page."""

    page: int
    first: int
    runs: tuple[Run, ...]
    part: int
    parts: int


def text_part(page: Page, *, part: int, marks: Sequence[Mark]) -> TextPart:
    """A part of a page (counted from 1); 0 asks for the part that what is cited begins in."""
    cuts = _cuts(page.text)
    cited = next((one.first for one in marks if not one.claim), 0)
    chosen = part or next((no for no, (_, last) in enumerate(pairwise(cuts), start=1) if cited < last), 1)
    chosen = max(1, min(chosen, len(cuts) - 1))
    first, last = cuts[chosen - 1], cuts[chosen]
    return TextPart(
        page=page.number, first=first, runs=tuple(_runs(page.text, first, last, marks)), part=chosen,
        parts=len(cuts) - 1,
    )  # fmt: skip


def _cuts(text: str) -> list[int]:
    """Where a long text is cut: after a line end where there is one near."""
    cuts = [0]
    while len(text) - cuts[-1] > PART:
        upto = cuts[-1] + PART
        line = text.rfind("\n", upto - PART // 4, upto)
        cuts.append(line + 1 if line > 0 else upto)
    return [*cuts, len(text)]


def _runs(text: str, first: int, last: int, marks: Sequence[Mark]) -> list[Run]:
    near = [one for one in marks if one.first < last and one.last > first]
    edges = {first, last}
    for one in near:
        edges |= {max(first, one.first), min(last, one.last)}
    runs = []
    for start, end in pairwise(sorted(edges)):
        over = [one for one in near if one.first <= start and one.last >= end]
        claims = tuple(dict.fromkeys(one.claim for one in over if one.claim))
        runs.append(Run(text=text[start:end], cited=any(not one.claim for one in over), claims=claims))
    return runs


# --- Tables and records


def _sheet(material: Material, member: str) -> tuple[str, tuple[str, ...], Table]:
    def read() -> tuple[str, tuple[str, ...], Table]:
        found = workbook(material.data, member)
        return found.name, found.names, table_of(found)

    return _SHEETS_READ.get((material.exhibit.sha256, material.name, member), read)


def table(material: Material) -> Table:
    """The table of a material. Raises `TableError`."""
    if material.name.lower().endswith(_SHEETS):
        return _sheet(material, material.member)[2]
    delimiter = "\t" if material.name.lower().endswith(".tsv") else ""
    return _TABLES.get(material.key, lambda: csv_table(material.data, delimiter=delimiter))


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePart:
    """Rows of a table under its header; `part` of `parts`, each row with the number its locator has."""

    header: tuple[str, ...]
    rows: tuple[Record, ...]
    part: int
    parts: int
    total: int


def table_part(material: Material, *, part: int, row: int = 0) -> TablePart:
    """A part of a table (counted from 1); 0 asks for the part that holds a row. Raises `TableError`."""
    found = table(material)
    top = found.part(0, 1)
    header = tuple(top[0][1]) if top and _is_header(top[0][1]) else ()
    above = 1 if header else 0
    ordinal = found.ordinal(row) if row else None
    total = found.total - above
    parts = max(1, -(-total // ROWS))
    chosen = part or (max(ordinal - above, 0) // ROWS + 1 if ordinal is not None else 1)
    chosen = max(1, min(chosen, parts))
    return TablePart(
        header=header, rows=tuple(found.part(above + (chosen - 1) * ROWS, ROWS)), part=chosen, parts=parts,
        total=total,
    )  # fmt: skip


def _is_header(fields: Sequence[str]) -> bool:
    """Whether a first row names columns: a list without names begins with an entry, which has numbers."""
    return not any(field.strip().replace(".", "", 1).isdecimal() for field in fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPart:
    """Records of an XML file; `names` are those that repeat, `name` the one that is shown."""

    names: tuple[str, ...]
    name: str
    records: tuple[XmlRecord, ...]
    part: int
    parts: int
    total: int


def record_part(material: Material, *, name: str = "", part: int = 0, xpath: str = "") -> RecordPart:
    """A part of an XML file's records (counted from 1); 0 asks for the one that a path leads into.

    Raises `XMLError`.
    """
    names: tuple[str, ...] = _RECORDS.get(("names", *material.key), lambda: record_names(material.data))
    steps = [step.partition("[")[0] for step in xpath.split("/")]
    chosen = name if name in names else next((one for one in names if one in steps), names[0] if names else "")
    if not chosen:
        raise XMLError("nothing in it repeats: it is shown as text")
    starts, total = _starts(material, chosen)
    parts = max(1, -(-total // RECORDS))
    at = part or (_ordinal(material, chosen, xpath, starts) // RECORDS + 1 if xpath else 1)
    at = max(1, min(at, parts))
    found = _RECORDS.get(("part", *material.key, chosen, at), lambda: _read_records(material, chosen, at))
    return RecordPart(names=names, name=chosen, records=found, part=at, parts=parts, total=total)


def _starts(material: Material, name: str) -> tuple[dict[str, int], int]:
    """The ordinal of each record by its path, and how many there are."""

    def count() -> tuple[dict[str, int], int]:
        starts = {one.path: no for no, one in enumerate(records(material.data, name))}
        return starts, len(starts)

    return _RECORDS.get(("starts", *material.key, name), count)


def _ordinal(material: Material, name: str, xpath: str, starts: dict[str, int]) -> int:
    steps = xpath.split("/")
    for size in range(len(steps), 1, -1):
        path = "/".join(steps[:size])
        if (ordinal := starts.get(path, starts.get(f"{path}[1]"))) is not None:
            return ordinal
    return 0


def _read_records(material: Material, name: str, part: int) -> tuple[XmlRecord, ...]:
    found = []
    for number, one in enumerate(records(material.data, name)):
        if number >= part * RECORDS:
            break
        if number >= (part - 1) * RECORDS:
            found.append(one)
    return tuple(found)


# --- Pictures


def drawn(material: Material, *, page: int = 1, width: int = 900, ranges: tuple[tuple[int, int], ...] = ()) -> Drawing:
    """A page or a picture drawn anew; `ranges` are characters whose boxes are wanted. Raises `DrawingError`."""

    def draw() -> Drawing:
        if material.form is Form.IMAGE:
            return picture(material.data, width=width)
        return pdf_page(material.data, page, width=width, ranges=ranges)

    made = _DRAWN.get((*material.key, page, width, ranges), draw)
    if ranges:  # the picture is the same with boxes and without, and is what a browser asks for next
        _DRAWN.put((*material.key, page, width, ()), made)
    return made


# --- What stands at a place


def place_of_words(material: Material, words: str) -> str:
    """The locator of the first place where words stand in the text; empty where they do not, or there is no text."""
    pattern = re.compile(r"\s+".join(re.escape(word) for word in words.split()))
    if not pattern.pattern or material.form in (Form.IMAGE, Form.MEDIA, Form.OTHER):
        return ""
    try:
        found = ((page.number, pattern.search(page.text)) for page in pages_of(material))
        number, hit = next(((number, hit) for number, hit in found if hit), (0, None))
    except UnreadableDocument:
        return ""
    return f"{material.before}page:{number}@{hit.start()}-{hit.end()}" if hit else ""


def words_at(material: Material, locator: str) -> str:
    """The very words at a place. Raises `WhereasError` where the place is none, or is not in this exhibit."""
    try:
        parts = Locator(locator).parts()
    except ValueError as error:
        raise WhereasError(str(error), todo="write a place such as page:2@120-180 or row:12#NAME") from None
    try:
        found = _at(material, parts)
    except (UnreadableDocument, TableError, XMLError) as error:
        raise WhereasError(f"nothing can be read there: {error}", where=locator) from None
    if found is None:
        raise WhereasError(f"there is no place {locator} in {material.exhibit.name}", todo="choose a place in it")
    return found[:LONGEST_WORDS]


def _at(material: Material, parts: dict[str, str]) -> str | None:
    if "page" in parts:
        page = next((one for one in pages_of(material) if one.number == int(parts["page"])), None)
        first, last = int(parts["first"]), int(parts["last"])
        return page.text[first:last] if page and first < last <= len(page.text) else None
    if "row" in parts:
        return _in_row(table(material), int(parts["row"]), parts.get("column", ""))
    if "line" in parts:
        lines = [line for page in pages_of(material) for line in page.text.split("\n")]
        number = int(parts["line"])
        return lines[number - 1] if 0 < number <= len(lines) else None
    if "xpath" in parts:
        return _in_record(material, parts["xpath"])
    return _in_json(material, parts.get("pointer", ""))


def _in_row(found: Table, row: int, column: str) -> str | None:
    ordinal = found.ordinal(row)
    if ordinal is None:
        return None
    fields = found.part(ordinal, 1)[0][1]
    if not column:
        return " | ".join(field for field in fields if field)
    header = [name.strip() for name in found.part(0, 1)[0][1]]
    if column not in header:  # some lists have no header, and their columns the names that their publisher gives
        return " | ".join(field for field in fields if field)
    at = header.index(column)
    return fields[at] if at < len(fields) else None


def _in_record(material: Material, xpath: str) -> str | None:
    part = record_part(material, xpath=xpath)
    for one in part.records:
        said = [leaf.text for leaf in one.leaves if same_path(leaf.path, xpath) or _under(leaf.path, xpath)]
        if said:
            return "\n".join(text for text in said if text)
    return None


def _record_file(material: Material) -> object:
    if material.name.lower().endswith((".yaml", ".yml")):
        return read_yaml(material.data, object)
    try:
        return json.loads(material.data)
    except (ValueError, RecursionError):
        raise WhereasError(f"{material.exhibit.name} is not JSON", todo="choose a place of its text") from None


def _under(path: str, above: str) -> bool:
    return same_path(path[: len(above)], above) and path[len(above) : len(above) + 1] == "/"


def _in_json(material: Material, pointer: str) -> str | None:
    value = _record_file(material)
    for step in pointer.split("/")[1:]:
        key = step.replace("~1", "/").replace("~0", "~")
        if isinstance(value, dict) and key in value:
            value = value[key]
        elif isinstance(value, list) and key.isdecimal() and int(key) < len(value):
            value = value[int(key)]
        else:
            return None
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=1)


__all__ = ["Drawing", "DrawingError", "Form", "Material", "UnseenError", "find", "open_exhibit", "words_at"]
