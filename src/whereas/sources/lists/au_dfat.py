"""The Consolidated List of Australia's Department of Foreign Affairs and Trade, one row per name, as its workbook."""

import re
from collections.abc import Iterator

from whereas.core.errors import StructureError
from whereas.core.exhibit import Exhibit
from whereas.core.issue import IssueKind
from whereas.core.marking import Marking
from whereas.core.measure import Measure
from whereas.core.source import Bounds, Source
from whereas.kit.dates import read_date, read_dates
from whereas.kit.lettered import lettered
from whereas.kit.scripts import language_of, script_of
from whereas.kit.tables import TableError, sheet
from whereas.sources.contract import Entry, Feed, Found, Unread, tidy

SOURCE = Source(
    key="au_dfat",
    title="Australian Consolidated List",
    publisher="Department of Foreign Affairs and Trade, Australia",
    authority="AU",
    homepage="https://www.dfat.gov.au/international-relations/security/sanctions/consolidated-list",
    licence="CC BY 3.0 AU",
    folder="au",
    marking=Marking(terms=frozenset({"attribution"}), personal_data=True),
    bounds=Bounds(least={"Thing": 1500, "Person": 1000}),
    notes="One entry has one number and a row per name: 1113 the primary name, 1113a, 1113b, ... the others. Facts "
    "repeat in each row and are stated once. Of the free text only labelled numbers are read; the rest stays a note.",
)
FEEDS = (
    Feed(
        key="workbook",
        patterns=(r"regulation8_consolidated.*\.xlsx?", r"dfat.*\.xlsx?", r"australian[_-]sanctions.*\.xlsx?"),
        url="https://www.dfat.gov.au/sites/default/files/regulation8_consolidated.xlsx",
    ),
)

_COLUMNS = (
    "Reference", "Name of Individual or Entity", "Type", "Name Type", "Date of Birth", "Place of Birth", "Citizenship",
    "Address", "Additional Information", "Listing Information", "Committees", "Control Date",
)  # fmt: skip
_KINDS = {"individual": "Person", "entity": "Organization", "vessel": "Vessel"}
_NAMES = {
    "primary name": "name", "aka": "alias", "original script": "alias", "formerly known as": "previousName",
    "previously listed as": "previousName",
}  # fmt: skip
_REFERENCE = re.compile(r"(\d+)([a-z]{0,3}\d{0,3})", re.IGNORECASE)
_NOTHING = {"", "na", "n/a", "nil", "none", "unknown", "not available"}
# Programmes whose listings carry a travel ban are not stated per entry, so only the freeze is, which all carry:
# Charter of the United Nations Act 1945 and Autonomous Sanctions Regulations 2011.
_LISTED = re.compile(
    r"(?:listed|first designat\w*|designated)\b[^0-9]{0,60}?"
    r"(?:\b(?:1267|1718|1737|1988|1989|2253|751|1533|1591)\b[^0-9]{0,25})?"  # the committee's number is no date
    r"(\d{1,2}\s*[A-Za-z]{3,9}\.?,?\s*\d{4})",
    re.IGNORECASE,
)
_PASSPORT = re.compile(
    r"\bpassport(?:\s*(?:no|number|information))?s?\s*[.:]+\s*(?:[a-z]\)\s*)?((?=[\w-]*\d{4})[A-Z0-9][\w-]{4,})",
    re.IGNORECASE,
)
_NATIONAL = re.compile(
    r"\b((?:national )?(?:identification|id|identity)(?: card)?\s*(?:no|number))\s*[.:]+\s*(?:[a-z]\)\s*)?"
    r"((?=[\w/-]*\d{4})[A-Z0-9][\w/-]{4,})",
    re.IGNORECASE,
)
_IMO = re.compile(r"\bIMO(?:\s*(?:no|number))?\s*[.:]*\s*(\d{7})\b", re.IGNORECASE)
_SWIFT = re.compile(r"\bSWIFT(?:/BIC)?(?: code)?\s*:\s*([A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?)\b")
_GENDER = re.compile(r"\bgender\s*:\s*(male|female)\b", re.IGNORECASE)
_UN_REFERENCE = re.compile(r"\b((?:KP|QD|TA|SO|IR|IQ|LY|CD|CF|SD|SS|YE)[ie]\.\d{3})\b")


def parse(exhibit: Exhibit, data: bytes) -> Iterator[Found]:
    """Every entry with its names and listing; raises `StructureError` for a workbook of another shape."""
    try:
        name, rows = sheet(data)
    except TableError as error:
        raise StructureError(
            str(error), where=exhibit.name, todo="fetch the workbook again; the earlier one stays"
        ) from error
    header = [tidy(cell) for cell in rows[0]] if rows else []
    if missing := [column for column in _COLUMNS if column not in header]:
        raise StructureError(
            f"columns missing: {', '.join(missing)}",
            where=f"{exhibit.name}, sheet {name}",
            todo="the earlier one stays",
        )
    found: list[Found] = []
    unread = Unread()
    stated: dict[str, set[tuple[str, str]]] = {}
    primary: set[str] = set()
    for number, cells in enumerate(rows[1:], start=2):
        row = dict(zip(header, cells, strict=False))
        if any(cell.strip() for cell in cells):
            _row(row, f"{name}!row:{number}", found, unread, stated, primary)
    if not stated:
        raise StructureError("the workbook has no rows", where=exhibit.name, todo="the earlier one stays")
    yield from found
    yield from unread.issues()


def _row(
    row: dict[str, str], at: str, found: list[Found], unread: Unread, stated: dict[str, set[tuple[str, str]]],
    primary: set[str],
) -> None:  # fmt: skip
    reference = _REFERENCE.fullmatch(row["Reference"].strip().removesuffix(".0"))
    kind = _KINDS.get(tidy(row["Type"]).lower())
    if reference is None or kind is None:
        raise StructureError(
            f"reference {row['Reference']!r} of type {row['Type']!r}", where=at, todo="the earlier edition stays"
        )
    number = reference[1]
    entry = Entry("au_dfat", f"au-{number}", kind, at, found)
    said = stated.setdefault(number, set())
    name_type = tidy(row["Name Type"]).lower()
    prop = _NAMES.get(name_type)
    if prop is None:
        prop = "alias"
        entry.issue(IssueKind.ODD, "Name Type", row["Name Type"], "an unknown kind of name, taken as an alias", at=at)
    if prop == "name" and number in primary:
        entry.issue(IssueKind.DOUBLE, "Reference", row["Reference"], "a second primary name of one number", at=at)
    primary.update({number} if prop == "name" else ())
    text = row["Name of Individual or Entity"]
    entry.add(prop, text, at=f"{at}#Name of Individual or Entity", lang=language_of(script_of(text)))
    facts = _Facts(entry, said, at)
    if kind == "Person":
        for date in lettered(facts.new(row, "Date of Birth")):
            _birth(entry, date, f"{at}#Date of Birth")
        for place in lettered(facts.new(row, "Place of Birth")):
            entry.add("birthPlace", place, at=f"{at}#Place of Birth")
        for country in lettered(facts.new(row, "Citizenship")):
            for one in re.split(r"[;/]", country):
                entry.add("nationality", one.strip(" ."), original=country, at=f"{at}#Citizenship")
    for address in lettered(facts.new(row, "Address")):
        entry.add("address", address, at=f"{at}#Address")
    _information(entry, facts.new(row, "Additional Information"), f"{at}#Additional Information")
    if not said & {("", "sanction")}:
        _sanction(entry, row, at)
        said.add(("", "sanction"))
    unread.row(
        {column: cell for column, cell in row.items() if column and column not in _COLUMNS}, lambda c: f"{at}#{c}"
    )


class _Facts:
    """Cells that an entry's earlier rows did not hold yet."""

    def __init__(self, entry: Entry, said: set[tuple[str, str]], at: str) -> None:
        self._entry, self._said, self._at = entry, said, at

    def new(self, row: dict[str, str], column: str) -> str:
        """The cell's text, empty where it says nothing or nothing new."""
        text = tidy(row[column])
        if text.lower().strip(" .") in _NOTHING or (column, text) in self._said:
            return ""
        self._said.add((column, text))
        return text


def _birth(entry: Entry, text: str, at: str) -> None:
    for piece in re.split(r";|\balt(?:ernative)?\.? DOB:?|>>|,(?=\s*\d{1,2}\W)|\bor\b", text, flags=re.IGNORECASE):
        clean = re.sub(r"\([^)]*\)|^\s*DOB:?", " ", piece).strip(" .,:")
        if not clean or clean.lower() in _NOTHING:
            continue
        readings = read_dates(clean)
        if not readings or "hijri" in piece.lower():
            entry.issue(IssueKind.DATE, "Date of Birth", piece.strip(), "not a date that can be read", at=at)
            continue
        for reading in readings:
            entry.add("birthDate", reading.iso, original=piece.strip(), at=at)


def _information(entry: Entry, text: str, at: str) -> None:
    if not text:
        return
    entry.add("notes", text, at=at)
    if entry.schema == "Person":
        for number in dict.fromkeys(_PASSPORT.findall(text)):
            entry.document(number, kind="passport", passport=True, at=at)
        for label, number in dict.fromkeys(_NATIONAL.findall(text)):
            entry.document(number, kind=tidy(label).lower(), at=at)
        for gender in dict.fromkeys(_GENDER.findall(text)):
            entry.add("gender", gender.lower(), original=gender, at=at)
    elif entry.schema in ("Organization", "Vessel"):
        for number in dict.fromkeys(_IMO.findall(text)):
            entry.add("imoNumber", number, at=at)
        for code in dict.fromkeys(_SWIFT.findall(text)):
            if entry.schema == "Organization":
                entry.add("swiftBic", code, at=at)


def _sanction(entry: Entry, row: dict[str, str], at: str) -> None:
    number = entry.id.removeprefix("au-")
    sanction = entry.sanction(number)
    sanction.add("authority", "AU")
    sanction.add("authorityId", f"AU-{number}", original=row["Reference"], at=f"{at}#Reference")
    sanction.add("recordId", number, original=row["Reference"], at=f"{at}#Reference")
    sanction.add("program", row["Committees"], at=f"{at}#Committees")
    sanction.add(
        "provisions", Measure.ASSET_FREEZE.value, original="targeted financial sanctions", at=f"{at}#Committees"
    )
    information = row["Listing Information"]
    sanction.add("description", information, at=f"{at}#Listing Information")
    sanction.add("reason", row["Additional Information"], at=f"{at}#Additional Information")
    if listed := _LISTED.search(tidy(information)):
        sanction.add("listingDate", read_date(listed[1]) or None, original=listed[1], at=f"{at}#Listing Information")
    if control := tidy(row["Control Date"]):
        sanction.add("modifiedAt", read_date(control) or control, original=control, at=f"{at}#Control Date")
    for reference in dict.fromkeys(_UN_REFERENCE.findall(f"{information} {row['Committees']}")):
        sanction.add("unscId", reference, at=f"{at}#Listing Information")
