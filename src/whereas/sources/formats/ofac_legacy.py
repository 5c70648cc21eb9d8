"""OFAC's legacy comma-separated set: primary names, alternate names, addresses and overflowing remarks, each a file.

Format: "SDN List Data Formats and Data Schemas" (U.S. Treasury, dat_spec.txt): no header row, `-0-` for nothing, a last
record of the single character 0x1A. Copies with a header row added and the 0x1A record padded are met too.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from whereas.core.errors import StructureError
from whereas.core.issue import Issue, IssueKind
from whereas.kit import tables
from whereas.sources.contract import Entry, Found, Unread, tidy
from whereas.sources.formats import ofac_facts, ofac_names, ofac_programs, ofac_remarks
from whereas.sources.formats.ofac_facts import Fact, Subject

_NOTHING = "-0-"
_END = "\x1a"
_SCHEMATA = {"individual": "Person", "vessel": "Vessel", "aircraft": "Airplane", "": "Organization"}
# The last columns of the primary file from the sixth on, as (heading for locators, label of the fact they are).
_VESSEL_COLUMNS = (
    ("Call_Sign", "Vessel Call Sign"),
    ("Vess_type", "Vessel Type"),
    ("Tonnage", "Vessel Tonnage"),
    ("GRT", "Vessel Gross Registered Tonnage"),
    ("Vess_flag", "Vessel Flag"),
    ("Vess_owner", "Vessel Owner"),
)
_ALIAS_PROPS = {"aka": "alias", "fka": "previousName", "nka": "alias"}


def rows(data: bytes, width: int, what: str) -> Iterator[tuple[int, list[str]]]:
    """The records as (line number, cells with `-0-` emptied), without a header or the end mark.

    Raises `StructureError` where a record has another number of cells, its number is none, or the file holds nothing.
    """
    todo = f"check that the file is OFAC's {what} file, whole and unchanged"
    count = 0
    try:
        for line, cells in tables.rows(tables.decode(data, "utf-8-sig", "cp1252")):
            if cells[0] == _END:
                continue
            if len(cells) != width:
                raise StructureError(
                    f"{len(cells)} cells where {what} records have {width}", where=f"row:{line}", todo=todo
                )
            if not cells[0].strip().isdigit():
                if line == 1:
                    continue  # a header that a copyist added
                raise StructureError(f"{cells[0]!r} is not an entry's number", where=f"row:{line}", todo=todo)
            count += 1
            yield line, ["" if (clean := cell.strip()) == _NOTHING else clean for cell in cells]
    except tables.TableError as error:
        raise StructureError(str(error), where=what, todo=todo) from error
    if not count:
        raise StructureError("the file holds no record", where=what, todo=todo)


def end_mark(data: bytes) -> Iterator[Issue]:
    """An issue where the file's last record is not the end mark: it may have lost its tail."""
    if not data[-64:].rstrip(b"\r\n,").endswith(_END.encode()):
        yield Issue(kind=IssueKind.ODD, locator=f"line:{data.count(10) or 1}", field="",
                    message="the file does not end with the mark 0x1A: it may have lost its tail")  # fmt: skip


def primary(source: str, data: bytes, *, blocking: bool) -> Iterator[Found]:
    """The primary names file (SDN.CSV, CONS_PRIM.CSV), 12 columns; `blocking` is whether it is the SDN list."""
    records = list(rows(data, 12, "primary names"))
    named = Counter(cells[1] for _, cells in records)
    numbers = {cells[1]: cells[0] for _, cells in records if named[cells[1]] == 1}
    unread = Unread()
    seen: set[str] = set()
    for line, cells in records:
        found: list[Found] = []
        if cells[0] in seen:
            found.append(
                Issue(kind=IssueKind.DOUBLE, locator=f"row:{line}#ent_num", field="ent_num", value=cells[0],
                      message="an earlier record has this number; both were read", entity=f"ofac-{cells[0]}")
            )  # fmt: skip
        seen.add(cells[0])
        _record(_entry(source, line, cells, found), cells, numbers, unread, blocking=blocking)
        yield from found
    yield from unread.issues()
    yield from end_mark(data)


def _entry(source: str, line: int, cells: Sequence[str], found: list[Found]) -> Entry:
    number, kind = cells[0], cells[2].casefold()
    entry = Entry(source, f"ofac-{number}", _SCHEMATA.get(kind, "LegalEntity"), f"row:{line}", found)
    if kind not in _SCHEMATA:
        entry.issue(
            IssueKind.ODD, "SDN_Type", cells[2], "not a type of entry OFAC documents", at=f"row:{line}#SDN_Type"
        )
    return entry


def _record(entry: Entry, cells: Sequence[str], numbers: dict[str, str], unread: Unread, *, blocking: bool) -> None:
    number, name, _, tags, title, *ship, remarks = cells
    row = entry.locator
    ofac_names.state(entry, "name", name, at=f"{row}#SDN_Name", parts=True)
    subject = Subject(
        entry=entry,
        unread=unread,
        designations=ofac_programs.designate(
            entry, number, ofac_programs.programs(tags), blocking=blocking, at=f"{row}#Program"
        ),
        find=lambda other: f"ofac-{numbers[other]}" if other in numbers else "",
    )
    for label, value, column in (("Title", title, "Title"), *_cells(ship)):
        if value:
            ofac_facts.state(subject, Fact(label=label, value=value, text=_text(label, value)), f"{row}#{column}")
    if remarks:
        _remarks(subject, remarks, f"{row}#Remarks")


def _cells(ship: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    for (column, label), value in zip(_VESSEL_COLUMNS, ship, strict=True):
        yield label, value, column


def _text(label: str, value: str) -> str:
    return value if label == "Title" else f"{label} {value}"


def _remarks(subject: Subject, remarks: str, at: str) -> None:
    cut = len(remarks) >= ofac_remarks.FIELD_LENGTH
    clauses = list(ofac_remarks.clauses(remarks))
    for clause in clauses[:-1] if cut else clauses:
        ofac_remarks.read(subject, clause, at)
    if cut:
        _fragment(subject, clauses[-1], "the field ends here; the rest of this clause stands in the comments file", at)


def _fragment(subject: Subject, clause: str, message: str, at: str) -> None:
    ofac_facts.note(subject, clause, at)
    subject.entry.issue(IssueKind.ODD, "Remarks", clause, f"{message}; it is kept as a note and not read", at=at)


def alternates(source: str, data: bytes) -> Iterator[Found]:
    """The alternate names file (ALT.CSV), 5 columns: what kind of thing bears the name is not told."""
    for line, (number, _, kind, name, remarks) in rows(data, 5, "alternate names"):
        found: list[Found] = []
        entry = Entry(source, f"ofac-{number}", "Thing", f"row:{line}", found)
        prop = _ALIAS_PROPS.get(kind.casefold())
        if prop is None:
            entry.issue(IssueKind.ODD, "alt_type", kind, "not a type of name OFAC documents; read as an alias")
        entry.add(prop or "alias", name, at=f"row:{line}#alt_name")
        entry.add("notes", remarks, at=f"row:{line}#alt_remarks")
        yield from found
    yield from end_mark(data)


def addresses(source: str, data: bytes) -> Iterator[Found]:
    """The addresses file (ADD.CSV), 6 columns."""
    for line, (number, _, street, city, country, remarks) in rows(data, 6, "addresses"):
        found: list[Found] = []
        entry = Entry(source, f"ofac-{number}", "Thing", f"row:{line}", found)
        if street or city:
            entry.add("address", ", ".join(filter(None, map(tidy, (street, city, country)))))
        entry.add("country", country, at=f"row:{line}#Country")
        entry.add("notes", remarks, at=f"row:{line}#Add_remarks")
        yield from found
    yield from end_mark(data)


def comments(source: str, data: bytes) -> Iterator[Found]:
    """The comments file (SDN_COMMENTS.CSV), 2 columns: remarks from where the primary file's field ended.

    The first clause of each is the tail of one that began there, so it is kept in words only.
    """
    unread = Unread()
    for line, (number, remarks) in rows(data, 2, "comments"):
        found: list[Found] = []
        at = f"row:{line}#Remarks"
        subject = Subject(entry=Entry(source, f"ofac-{number}", "Thing", f"row:{line}", found), unread=unread)
        first, *rest = ofac_remarks.clauses(remarks)
        _fragment(subject, first, "this clause began in the primary names file", at)
        for clause in rest:
            ofac_remarks.read(subject, clause, at)
        yield from found
    yield from unread.issues()
