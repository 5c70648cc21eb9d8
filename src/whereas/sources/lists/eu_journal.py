"""Annexes of an EU regulation as a table, one row per entry, transcribed from the Official Journal."""

import re
from collections.abc import Callable, Iterator

from whereas.core.errors import StructureError
from whereas.core.exhibit import Exhibit
from whereas.core.issue import IssueKind
from whereas.core.marking import Marking
from whereas.core.measure import Measure
from whereas.core.source import Bounds, Source
from whereas.kit.cells import bracketed, by_script, names_in, turned
from whereas.kit.dates import read_date, read_dates
from whereas.kit.scripts import language_of
from whereas.sources.contract import Entry, Feed, Found, Unread, derived_id, tidy
from whereas.sources.formats.csv_table import table_rows

SOURCE = Source(
    key="eu_journal",
    title="EU Official Journal, annexes of Regulation (EU) 2017/1509",
    publisher="Publications Office of the European Union; transcription by OpenSanctions",
    authority="EU",
    homepage="https://eur-lex.europa.eu",
    licence="the acts: reuse with attribution (Decision 2011/833/EU); this transcription: CC BY-NC 4.0",
    folder="eu",
    reliability="B",
    marking=Marking(terms=frozenset({"attribution", "non-commercial", "evaluation-only"}), personal_data=True),
    bounds=Bounds(least={"LegalEntity": 150, "Vessel": 40}),
    notes="A transcription, so an oddity may be the Journal's or the transcriber's: look it up on EUR-Lex. Travel bans "
    "stand in Decision (CFSP) 2016/849 and not in the Regulation, so none is stated here. Entries have no official "
    "id: one is known by its kind and its name as printed, letter case included, for homonyms differ in that alone.",
)
FEEDS = (
    Feed(
        key="annexes",
        patterns=(r"3\d{4}[RD]\d{4}(?:_\d{4}-\d\d-\d\d)?\.csv",),
        published=lambda _name, data: "2025-12-17" if b"32017R1509" in data[:2000] else "",
    ),
)

_NEEDED = ("celex", "programKey", "annex", "measure", "startDate", "reason", "schema", "name", "alias")
# The names the transcription gives to what the annexes do.
_MEASURES = {"Asset freeze": Measure.ASSET_FREEZE, "Transportation restrictions": Measure.VESSEL_BAN}
# Columns that are one property each, with their own name.
_PLAIN = tuple(
    "position appearance ethnicity fatherName motherName legalForm sector registrationNumber taxNumber idNumber "
    "innCode ogrnCode okpoCode leiCode swiftBic imoNumber mmsi flag phone email website title firstName lastName "
    "country nationality jurisdiction birthPlace gender ticker kppCode".split()
)
_PASSPORT = re.compile(
    r"(?:(?:PS|No\.?|Passport)[\s-]*)?(?P<number>[A-Z]{0,3}-?\d[\dA-Z-]{4,})\s*[.,]?\s*(?P<rest>.*)", re.DOTALL
)
_DATE = r"(\d{1,2}\.\d{1,2}\.\d{4}|\d{1,2} \w+ \d{4})"
_ISSUED = re.compile(r"issued(?: by the \w+)?(?: on)? " + _DATE, re.IGNORECASE)
_EXPIRES = re.compile(r"(?:expires?|expired|expiration date|expiry|valid until):?(?: on)? " + _DATE, re.IGNORECASE)


def parse(exhibit: Exhibit, data: bytes) -> Iterator[Found]:
    """Every annex entry with its sanction; raises `StructureError` for a table of another shape."""
    found: list[Found] = []
    unread = Unread()
    for line, row in table_rows(exhibit, data, _NEEDED):
        _row(line, row, found, unread)
    yield from found
    yield from unread.issues()


def _row(line: int, row: dict[str, str], found: list[Found], unread: Unread) -> None:
    def at(column: str) -> str:
        return f"row:{line}#{column}"

    schema, name = row.pop("schema").strip(), row.pop("name")
    if schema not in ("Person", "LegalEntity", "Organization", "Company", "Vessel"):
        raise StructureError(f"an entry of kind {schema!r}", where=at("schema"), todo="the earlier edition stays")
    kind = "Organization" if schema == "LegalEntity" else schema
    entry = Entry("eu_journal", derived_id("euj", row["celex"], schema, tidy(name)), kind, f"row:{line}", found)
    _names(entry, name, at("name"))
    for alias in names_in(row.pop("alias")):
        _alias(entry, alias, "alias", at("alias"))
    for column, prop in (("weakAlias", "weakAlias"), ("previousName", "previousName")):
        for alias in names_in(row.pop(column, "")):
            _alias(entry, alias, prop, at(column))
    _births(entry, row.pop("birthDate", ""), at("birthDate"))
    # A semicolon before a further remark on the same passport does not part two of them.
    for cell in filter(None, re.split(r";\s*(?=[\"\w]*\d{5})", row.pop("passportNumber", "").strip())):
        _passport(entry, cell, at("passportNumber"))
    for column, prop in (("incorporationDate", "incorporationDate"),):
        if text := row.pop(column, "").strip():
            entry.add(prop, read_date(text) or text, original=text, at=at(column))
    for address in filter(None, (piece.strip() for piece in row.pop("address", "").split(";"))):
        entry.add("address", address.strip('"'), original=address, at=at("address"))
    for prop in _PLAIN:
        text = row.pop(prop, "")
        if prop in ("country", "nationality", "jurisdiction", "flag"):
            text = text.strip().rstrip(".")
        for value in filter(None, (piece.strip() for piece in text.split(";"))):
            entry.add(prop, value, at=at(prop))
    entry.add("notes", row.pop("notes", None), at=at("notes"))
    _sanction(entry, row, at)
    unread.row({key: value for key, value in row.items() if key != "recordId"}, at)


def _names(entry: Entry, name: str, at: str) -> None:
    """The printed name; what stands in brackets is a ship's former name or a body's acronym."""
    for text, script in by_script(name):
        lang = language_of(script)
        if lang:
            entry.add("alias", text, original=name, at=at, lang=lang)
            continue
        parts = bracketed(text)
        entry.add("name", parts.name, original=name, at=at)
        for inner in parts.inner:
            if entry.schema == "Vessel":
                entry.add("previousName", inner, original=name, at=at)
            elif inner.isupper() and " " not in inner and entry.schema != "Person":
                entry.add("abbreviation", inner, original=name, at=at)
            elif inner.lower().startswith("aliases:"):
                for alias in inner[8:].split(","):
                    entry.add("alias", alias, original=name, at=at)
            else:
                entry.add("alias", text, original=name, at=at)


def _alias(entry: Entry, alias: str, prop: str, at: str) -> None:
    for text, script in by_script(alias):
        entry.add(prop, text, original=alias, at=at, lang=language_of(script))
        if (other := turned(text)) is not None and entry.schema == "Person":
            entry.add(prop, other, original=alias, at=at)


def _births(entry: Entry, cell: str, at: str) -> None:
    for piece in re.split(r"[;,/]|\bor\b(?=\s*\d{1,2}\.)|\b[a-z]\)", cell):
        if not piece.strip():
            continue
        readings = read_dates(piece)
        if not readings:
            entry.issue(IssueKind.DATE, "birthDate", piece, "not a date that can be read", at=at)
        for reading in readings:
            entry.add("birthDate", reading.iso, original=piece.strip(), at=at)


def _passport(entry: Entry, cell: str, at: str) -> None:
    """`836420186, issued 28.10.2016 (expires 28.10.2021)`: the number, and the dates where they are labelled."""
    text = cell.strip().strip('"').strip()
    read = _PASSPORT.fullmatch(text)
    if read is None:
        entry.issue(IssueKind.ODD, "passportNumber", cell, "not a passport number that can be read", at=at)
        return
    rest = read["rest"].strip(" ().,")
    issued, expires = _ISSUED.search(rest), _EXPIRES.search(rest)
    entry.document(
        read["number"],
        kind="diplomatic passport" if "diplomatic" in rest.lower() else "passport",
        passport=True,
        country="DPRK" if "issued by the dprk" in rest.lower() else None,
        issued=read_date(issued[1]) if issued else "",
        expires=read_date(expires[1]) if expires else "",
        note=rest or None,
        at=at,
    )


def _sanction(entry: Entry, row: dict[str, str], place: Callable[[str], str]) -> None:
    celex, annex, measure, start = row.pop("celex"), row.pop("annex"), row.pop("measure"), row.pop("startDate")
    sanction = entry.sanction(f"{celex}|{annex}|{measure}|{start}")
    sanction.add("authority", "EU")
    sanction.add("program", row.pop("programKey"), at=place("programKey"))
    sanction.add("recordId", f"{annex}", at=place("annex"))
    year, number = celex[1:5], str(int(celex[6:]))
    act = f"Regulation (EU) {year}/{number}" if celex[5] == "R" else f"Decision (CFSP) {year}/{number}"
    sanction.add("description", f"{act}, Annex {annex}", original="", at=place("annex"))
    sanction.add("sourceUrl", f"https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:{celex}", original="",
                 at=place("celex"))  # fmt: skip
    known = _MEASURES.get(measure.strip())
    if known is None:
        sanction.issue(IssueKind.ODD, "measure", measure, "an unknown measure, left out", at=place("measure"))
    else:
        sanction.add("provisions", known.value, original=measure, at=place("measure"))
    sanction.add("reason", row.pop("reason"), at=place("reason"))
    if start.strip():
        for prop in ("listingDate", "startDate"):
            sanction.add(prop, read_date(start) or start, original=start, at=place("startDate"))
