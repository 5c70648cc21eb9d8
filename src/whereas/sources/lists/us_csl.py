"""The US Consolidated Screening List: the lists of Treasury, Commerce and State gathered in one file."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from whereas.core.exhibit import Exhibit
from whereas.core.issue import Issue, IssueKind
from whereas.core.measure import Measure
from whereas.core.source import Bounds, Source
from whereas.kit.countries import country_code
from whereas.kit.dates import read_date
from whereas.sources.contract import Entry, Feed, Found, Unread
from whereas.sources.formats import csl_rows, ofac_facts, ofac_labels, ofac_names, ofac_programs, ofac_remarks
from whereas.sources.formats.csl_rows import Paper, Row
from whereas.sources.formats.ofac_facts import Fact, Subject

SOURCE = Source(
    key="us_csl",
    title="US Consolidated Screening List",
    publisher="US Department of Commerce, International Trade Administration",
    authority="US",
    homepage="https://www.trade.gov/consolidated-screening-list",
    licence="Public domain (17 U.S.C. 105)",
    folder="csl",
    bounds=Bounds(least={"Thing": 8000, "Person": 3000}),
    notes="A party of several Treasury lists has one row, and here one entry, per list (csl-SDN-1, csl-SSI-1). Rows of "
    "Commerce and State do not tell persons from organisations (schema LegalEntity); their `_id` is the publisher's "
    "and was not checked between editions. Weak aliases are not marked. Where a paper carries one date and it lies "
    "before the edition, the file does not tell whether it is of issue or of expiry, and it is kept in words.",
    formulas=ofac_labels.FORMULAS,
)
FEEDS = (
    Feed(
        key="consolidated",
        patterns=(
            r"(?:csl|consolidated)(?:[-_](?:19|20)\d\d-?\d\d-?\d\d)?\.csv(?:\.gz)?",
            r"(?:csl|consolidated)(?:[-_](?:19|20)\d\d-?\d\d-?\d\d)?\.json",
        ),
        url="https://data.trade.gov/downloadable_consolidated_screening_list/v1/consolidated.csv",
    ),
)
# The abbreviation in a source's name -> the measure that follows for certain; None where the row must tell more.
_MEASURES: dict[str, Measure | None] = {
    "SDN": Measure.ASSET_FREEZE,
    "EL": Measure.EXPORT_CONTROL,
    "UVL": Measure.EXPORT_CONTROL,
    "MEU": Measure.EXPORT_CONTROL,
    "DPL": Measure.EXPORT_CONTROL,
    "DTC": Measure.DEBARMENT,
    "ISN": Measure.DEBARMENT,
    "CMIC": Measure.INVESTMENT_BAN,
    "FSE": Measure.TRADE_RESTRICTION,
    "SSI": None,
    "CAP": None,
    "MBS": None,
    "PLC": None,
}
_SCHEMATA = {
    "individual": "Person",
    "entity": "Organization",
    "vessel": "Vessel",
    "aircraft": "Airplane",
    "": "LegalEntity",
}
_LABELLED = (
    ("title", "Title"), ("call_sign", "Vessel Call Sign"), ("vessel_type", "Vessel Type"),
    ("gross_tonnage", "Vessel Tonnage"), ("gross_registered_tonnage", "Vessel Gross Registered Tonnage"),
    ("vessel_flag", "Vessel Flag"), ("vessel_owner", "Vessel Owner"),
)  # fmt: skip
_LISTED = (
    ("dates_of_birth", "DOB"),
    ("places_of_birth", "POB"),
    ("citizenships", "citizen"),
    ("nationalities", "nationality"),
)
_MARKED_ALIAS = re.compile(r"(?P<former>f\.?k\.?a\.?\s+)|(?:a\.?k\.?a\.?|n\.?k\.?a\.?|and)\s+", re.IGNORECASE)
_BLOCKING_ORDER = "E.O. 13382"  # blocks property (70 FR 38567, section 1)


@dataclass(slots=True, kw_only=True)
class _File:
    """What is gathered over the file: parties by name, ids given, papers with a date of either kind."""

    edition: str
    named: Mapping[str, str]
    unread: Unread = field(default_factory=Unread)
    seen: Counter[str] = field(default_factory=Counter)
    undated: list[tuple[str, str]] = field(default_factory=list)


def parse(exhibit: Exhibit, data: bytes) -> Iterator[Found]:
    """Statements and issues of the list in any of its shapes; raises `StructureError` for anything else."""
    rows = list(csl_rows.rows(data))
    file = _File(edition=exhibit.edition, named=_named(rows))
    for row in rows:
        found: list[Found] = []
        _read(row, file, found)
        yield from found
    yield from file.unread.issues()
    if file.undated:
        at, text = file.undated[0]
        yield Issue(
            kind=IssueKind.AMBIGUOUS, locator=at, field="ids", value=text, count=len(file.undated),
            message="one date that may be of issue or of expiry; it is kept in the paper's summary and not read",
        )  # fmt: skip


def _code(row: Row) -> str:
    """The list's abbreviation: in brackets in the source's name."""
    found = re.search(r"\((?:NS-)?([A-Z]+)(?: List)?\)", row.one["source"])
    return found[1] if found else ""


def _id(row: Row) -> str:
    number = row.one["entity_number"]
    return f"csl-{_code(row)}-{number}" if number else f"csl-{row.key}"


def _named(rows: Iterable[Row]) -> dict[str, str]:
    """Each name that stands for one party alone, to its entry: the SDN list's where there are several."""
    numbers: dict[str, set[str]] = {}
    best: dict[str, str] = {}
    for row in rows:
        name, number = row.one["name"], row.one["entity_number"]
        if number:
            numbers.setdefault(name, set()).add(number)
            if name not in best or _code(row) == "SDN":
                best[name] = _id(row)
    return {name: best[name] for name, found in numbers.items() if len(found) == 1}


def _read(row: Row, file: _File, found: list[Found]) -> None:
    one = row.one
    kind = one["type"].casefold()
    entry = Entry(SOURCE.key, _id(row), _SCHEMATA.get(kind, "LegalEntity"), row.place, found)
    if kind not in _SCHEMATA:
        entry.issue(IssueKind.ODD, "type", one["type"], "not a type the publisher documents", at=row.at("type"))
    file.seen[entry.id] += 1
    if file.seen[entry.id] > 1:
        entry.issue(IssueKind.DOUBLE, "_id", row.key, "an earlier row of the same list has this number; both were read")
    subject = Subject(
        entry=entry,
        unread=file.unread,
        designations=_designations(row, entry),
        find=lambda name: file.named.get(name, ""),
    )
    _names(row, entry)
    _facts(row, subject)
    for paper in row.papers:
        _paper(row, paper, subject, file)
    for text in row.many["addresses"]:
        _address(entry, text, row.at("addresses"))
    for clause in ofac_remarks.clauses(one["remarks"]) if one["entity_number"] else ():
        ofac_remarks.read(subject, clause, row.at("remarks"))
    file.unread.row(row.rest, row.at)


def _designations(row: Row, entry: Entry) -> dict[str, Entry]:
    return {tag: _designation(row, entry, tag) for tag in row.many["programs"] or ("",)}


def _designation(row: Row, entry: Entry, tag: str) -> Entry:
    one, number = row.one, row.one["entity_number"]
    # The key holds the list and the programme; the second row of one number is the same designation.
    sanction = entry.sanction(f"{_code(row)}|{tag}", at=row.at("programs" if tag else "source"))
    sanction.add("authority", "US")
    sanction.add("publisher", one["source"], at=row.at("source"))
    if number:
        sanction.add("authorityId", f"OFAC-{number}", original=number, at=row.at("entity_number"))
        sanction.add("recordId", number, at=row.at("entity_number"))
    sanction.add("program", tag)
    _measure(row, sanction, tag)
    sanction.add("description", one["federal_register_notice"], at=row.at("federal_register_notice"))
    for column, prop in (("start_date", "startDate"), ("end_date", "endDate")):
        sanction.add(prop, read_date(one[column]) or one[column], original=one[column], at=row.at(column))
    for column, label in (("standard_order", "Standard order"), ("license_requirement", "License requirement"),
                          ("license_policy", "License policy")):  # fmt: skip
        if value := one[column].strip():
            sanction.add("summary", f"{label}: {value}", at=row.at(column))
    if not number:
        sanction.add("summary", one["remarks"], at=row.at("remarks"))
    sanction.add("sourceUrl", one["source_list_url"], at=row.at("source_list_url"))
    sanction.add("programUrl", one["source_information_url"], at=row.at("source_information_url"))
    return sanction


def _measure(row: Row, sanction: Entry, tag: str) -> None:
    code, words = _code(row), row.one["source"]
    if code not in _MEASURES:
        sanction.issue(IssueKind.ODD, "source", words, "a list this program does not know", at=row.at("source"))
    measure = _MEASURES.get(code)
    if code == "ISN" and tag == _BLOCKING_ORDER:
        measure = Measure.ASSET_FREEZE
    if code == "SDN" and ofac_programs.is_not_blocking(tag):
        measure = None
    if measure is not None:
        sanction.add("provisions", measure, original=words, at=row.at("source"))


def _names(row: Row, entry: Entry) -> None:
    ofac_names.state(entry, "name", row.one["name"], at=row.at("name"), parts=True)
    for alias in row.many["alt_names"]:
        marked = None if row.one["entity_number"] else _MARKED_ALIAS.match(alias)
        if marked:
            prop = "previousName" if marked["former"] else "alias"
            entry.add(prop, alias[marked.end() :], original=alias, at=row.at("alt_names"))
        else:
            ofac_names.state(entry, "alias", alias, at=row.at("alt_names"))


def _facts(row: Row, subject: Subject) -> None:
    for column, label in _LABELLED:
        if value := row.one[column]:
            text = value if label == "Title" else f"{label} {value}"
            ofac_facts.state(subject, Fact(label=label, value=value, text=text), row.at(column))
    for column, label in _LISTED:
        for value in row.many[column]:
            ofac_facts.state(subject, Fact(label=label, value=value, text=f"{label} {value}"), row.at(column))


def _paper(row: Row, paper: Paper, subject: Subject, file: _File) -> None:
    at = row.at("ids")
    expires = paper.expires
    if paper.undated > file.edition:
        expires = paper.undated
    elif paper.undated:
        file.undated.append((at, paper.text))
    dated = bool(paper.undated or expires or paper.issued)
    fact = Fact(
        label=paper.kind, value=paper.number, country=paper.country, issued=paper.issued, expires=expires,
        text=paper.text if dated else f"{paper.kind} {paper.number}", dated=dated,
    )  # fmt: skip
    ofac_facts.state(subject, fact, at)


def _address(entry: Entry, text: str, at: str) -> None:
    place, _, country = text.rpartition(", ")
    code = country_code(country) if len(country) == 2 else None
    if code is None or place:
        entry.add("address", text, at=at)
    if code is not None:
        entry.add("country", code, original=text, at=at)
