"""What each label of OFAC means, whichever file it stands in, and how a labelled fact is stated of an entry."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from whereas.core import schema as schemata
from whereas.core.issue import IssueKind
from whereas.kit.countries import country_code
from whereas.kit.dates import read_date, read_dates
from whereas.sources.contract import Entry, Unread
from whereas.sources.formats import ofac_names, ofac_programs, ofac_wallet


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A labelled value; `text` is the clause as written; `country`, `issued` and `expires` as the file gives them."""

    label: str
    value: str
    text: str
    country: str = ""
    issued: str = ""
    expires: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """An entry, its designations by programme, and `find`: the id of the one party with exactly this name.

    `find` returns the empty string where the file names no such party, or more than one.
    """

    entry: Entry
    unread: Unread
    designations: Mapping[str, Entry] = field(default_factory=dict)
    find: Callable[[str], str] = lambda name: ""


# Labels by what becomes of them: (way, property) -> labels as OFAC spells them, without a final colon or dash.
_MEANINGS: dict[tuple[str, str], tuple[str, ...]] = {
    ("births", "birthDate"): ("DOB", "Birthdate"),
    ("place", "birthPlace"): ("POB", "Place of Birth"),
    ("country", "nationality"): ("nationality", "Nationality Country"),
    ("country", "citizenship"): ("citizen", "Citizenship Country"),
    ("country", "jurisdiction"): ("Nationality of Registration", "Registration Country"),
    ("country", "flag"): ("Vessel Flag", "Other Vessel Flag"),
    ("country", "pastFlags"): ("Former Vessel Flag",),
    ("gender", "gender"): ("Gender",),
    ("text", "position"): ("Title", "Position"),
    ("text", "email"): ("Email Address",),
    ("text", "website"): ("Website",),
    ("text", "phone"): ("Phone Number", "Phone No.", "Telephone No.", "Telephone", "Phone"),
    ("text", "sector"): ("Organization Type",),
    ("text", "classification"): ("Target Type",),
    ("text", "type"): ("Vessel Type", "Other Vessel Type"),
    ("text", "callSign"): ("Vessel Call Sign", "Other Vessel Call Sign"),
    ("text", "tonnage"): ("Vessel Tonnage", "Vessel Deadweight Tonnage", "Gross Tonnage"),
    ("text", "grossRegisteredTonnage"): ("Vessel Gross Registered Tonnage", "Gross Registered Tonnage"),
    ("text", "mmsi"): ("MMSI",),
    ("text", "model"): ("Aircraft Model",),
    ("text", "serialNumber"): (
        "Aircraft Manufacturer's Serial Number (MSN)", "Aircraft Serial Identification",
        "Aircraft Construction Number (also called L/N or S/N or F/N)",
    ),
    ("text", "registrationNumber"): ("Aircraft Tail Number",),
    ("text", "icaoCode"): ("Aircraft Mode S Transponder Code",),
    ("date", "buildDate"): ("Aircraft Manufacture Date", "Vessel Year of Build", "Vessel Build Date"),
    ("date", "incorporationDate"): ("Organization Established Date",),
    ("party", "operator"): ("Aircraft Operator", "Vessel Operator", "Vessel Manager"),
    ("party", "owner"): ("Vessel Owner", "Aircraft Owner"),
    ("linked", ""): ("Linked To",),
    ("ship", "imoNumber"): ("Vessel Registration Identification",),
    ("passport", "passportNumber"): (
        "Passport", "Diplomatic Passport", "British National Overseas Passport", "Stateless Person Passport",
        "Service Passport", "Official Passport",
    ),
    ("paper", "taxNumber"): (
        "Tax ID No.", "R.F.C.", "RFC", "NIT #", "RUC #", "C.U.I.T.", "US FEIN", "Italian Fiscal Code", "RIF #", "C.I.F.",
        "RTN", "Fiscal Code", "Romanian Tax Registration", "Paraguayan tax identification number",
        "Numero Unico de Identificacao Tributaria (NUIT)",
    ),
    ("paper", "vatCode"): ("V.A.T. Number",),
    ("paper", "registrationNumber"): (
        "Registration Number", "Registration ID", "Company Number", "UK Company Number", "Commercial Registry Number",
        "Business Registration Number", "Business Registration Document #", "C.R. No.", "Matricula Mercantil No",
        "Folio Mercantil No.", "Certificate of Incorporation Number", "Chamber of Commerce Number",
        "Public Registration Number", "Enterprise Number", "File Number", "Branch Unit Number", "Business Number",
        "Central Registration System Number", "Economic Register Number (CBLS)", "Romanian C.R.",
        "Registered Charity No.", "Istanbul Chamber of Comm. No.", "Dubai Chamber of Commerce Membership No.",
        "MSB Registration Number", "RSIN",
    ),
    ("paper", "licenseNumber"): (
        "Trade License No.", "License", "Tourism License No.", "Afghan Money Service Provider License Number",
    ),
    ("paper", "uscCode"): (
        "Unified Social Credit Code (USCC)", "United Social Credit Code Certificate (USCCC)", "United Social Credit Code",
    ),
    ("paper", "dunsCode"): ("D-U-N-S Number",),
    ("paper", "socialSecurityNumber"): ("SSN",),
    ("paper", "isinCode"): ("ISIN",),
    ("legal entity", "leiCode"): ("Legal Entity Number", "LEI"),
    ("text", "swiftBic"): ("SWIFT/BIC",),
    ("paper", ""): (
        "Cedula No.", "Cedula de Ciudadania", "C.U.R.P.", "National ID No.", "Identification Number", "D.N.I.", "C.U.I.",
        "C.U.I.P.", "Personal ID Card", "Government Gazette Number", "Electoral Registry No.", "Driver's License No.",
        "Cartilla de Servicio Militar Nacional", "Credencial electoral", "National Foreign ID Number", "I.F.E.",
        "Birth Certificate Number", "Residency Number", "LE Number", "Turkish Identification Number",
        "Citizen's Card Number", "Numero de Identidad", "Travel Document Number", "Kenyan ID No.", "VisaNumberID",
        "Tazkira National ID Card", "Refugee ID Card", "SRE Permit No.", "Immigration No.", "Pilot License Number",
        "Stateless Person ID Card", "Bosnian Personal ID No.", "Serial No.", "CNP (Personal Numerical Code)",
        "Romanian Permanent Resident", "N.I.E.", "Seafarer's Identification Document", "Moroccan Personal ID No.",
        "Public Security and Immigration No.", "UAE Identification", "C.I.N.", "BIK (RU)", "Military Registration Number",
        "Interpol: Red Notice. File No.", "Residency Permit", "Permanent Resident Card",
    ),
    ("note", ""): (
        "Fax No.", "Fax", "Chinese Commercial Code", "UN/LOCODE", "MICEX Code", "Equity Ticker", "Issuer Name", "ethnicity",
        "Tribe", "Previous Aircraft Tail Number", "Aircraft Owner, Operator or Manager", "Operations in",
    ),
    ("measure", ""): (
        "Additional Sanctions Information", "Secondary sanctions risk", "CAATSA Section 235 Information",
        "Transactions Prohibited For Persons Owned or Controlled By U.S. Financial Institutions", "IFCA Determination",
        "Executive Order 13662 Directive Determination", "Executive Order 13846 information", "PEESA Information",
        "Executive Order 14024 Directive Information", "Executive Order 14014 Directive Information",
        "Executive Order 14059 information", "Purchase/Sales For Divestment Date (CMIC)", "Effective Date (CMIC)",
        "Listing Date (CMIC)", "Executive Order 13645 Determination",
    ),
}  # fmt: skip
_BY_LABEL = {label.casefold(): way for way, labels in _MEANINGS.items() for label in labels}
LABELS = tuple(sorted((label for labels in _MEANINGS.values() for label in labels), key=lambda one: (-len(one), one)))
_DATED = re.compile(r"(listing|effective) date \((?:eo |cmic).*\)", re.IGNORECASE)
_WALLET = re.compile(r"digital currency address - (\w+)", re.IGNORECASE)
_CIRCA = re.compile(r"^(?:circa|approximately)\s", re.IGNORECASE)


def state(subject: Subject, fact: Fact, at: str) -> None:
    """State a fact of its subject by its label; what the schema or the label has no place for is kept as a note."""
    label = fact.label.strip().removeprefix("alt. ").removeprefix("Alt. ").rstrip(" :-").casefold()
    if wallet := _WALLET.fullmatch(label):
        ofac_wallet.state_held(subject.entry, wallet[1].upper(), fact.value, at)
        return
    way, prop = _BY_LABEL.get(label, ("", ""))
    if _DATED.fullmatch(label):
        way = "measure date"
    if not way:
        subject.unread.note(fact.label, fact.value, at)
        way = "note"
    _WAYS[way](subject, prop, fact, at)


def is_document(label: str) -> bool:
    """Whether the label is of a numbered paper, which may carry a country and dates."""
    return _BY_LABEL.get(label.casefold(), ("", ""))[0] in ("passport", "paper", "legal entity")


def note(subject: Subject, text: str, at: str) -> None:
    """Keep a clause in the list's own words."""
    subject.entry.add("notes", text, at=at)


def _fits(subject: Subject, prop: str) -> bool:
    return prop in schemata.properties(subject.entry.schema)


def _text(subject: Subject, prop: str, fact: Fact, at: str) -> None:
    if _fits(subject, prop):
        subject.entry.add(prop, fact.value, original=fact.text, at=at)
    else:
        note(subject, fact.text, at)


def _country(subject: Subject, prop: str, fact: Fact, at: str) -> None:
    place = prop
    if prop == "jurisdiction" and not _fits(subject, prop):
        place = "country"
    _text(subject, place, fact, at)


def _births(subject: Subject, prop: str, fact: Fact, at: str) -> None:
    if not _fits(subject, prop):
        note(subject, fact.text, at)
        return
    readings = read_dates(fact.value)
    for reading in readings:
        subject.entry.add(prop, reading.iso, original=fact.value, at=at)
    if not readings:
        subject.entry.add(prop, fact.value, original=fact.text, at=at)  # which makes the issue


def _date(subject: Subject, prop: str, fact: Fact, at: str) -> None:
    if not _fits(subject, prop):
        note(subject, fact.text, at)
        return
    if _CIRCA.match(fact.value):  # the day is not known: the words stay beside the reading
        note(subject, fact.text, at)
    subject.entry.add(prop, read_date(fact.value) or fact.value, original=fact.value, at=at)


def _place(subject: Subject, prop: str, fact: Fact, at: str) -> None:
    if not _fits(subject, prop):
        note(subject, fact.text, at)
        return
    subject.entry.add(prop, fact.value, original=fact.text, at=at)
    country = fact.value.rpartition(",")[2].strip()
    # A two-letter ending is as likely a state of the US, and Georgia is both.
    if len(country) > 3 and country_code(country) and not (country == "Georgia" and "," in fact.value):
        subject.entry.add("birthCountry", country, original=fact.text, at=at)


def _gender(subject: Subject, prop: str, fact: Fact, at: str) -> None:
    value = fact.value.strip().casefold()
    if _fits(subject, prop) and value in ("male", "female"):
        subject.entry.add(prop, value, original=fact.value, at=at)
        return
    note(subject, fact.text, at)


def _party(subject: Subject, prop: str, fact: Fact, at: str) -> None:
    other = subject.find(fact.value)
    if other and _fits(subject, prop):
        subject.entry.add(prop, other, original=fact.value, at=at)
    else:
        note(subject, fact.text, at)


def _linked(subject: Subject, prop: str, fact: Fact, at: str) -> None:
    # The sentence's full stop is not always beside the one of "CO., LTD.".
    other = subject.find(fact.value) or subject.find(fact.value + ".")
    if other == subject.entry.id:
        other = ""
    if other:
        subject.entry.link("UnknownLink", other, role=fact.label.rstrip(" :"), at=at)
        return
    note(subject, fact.text, at)
    subject.entry.issue(
        IssueKind.ORPHAN, "Linked To", fact.value, "no single entry of this file has exactly this name", at=at
    )


def _ship(subject: Subject, prop: str, fact: Fact, at: str) -> None:
    labelled = re.fullmatch(r"IMO\s*(?:no\.?|number)?\s*(\d+)", fact.value.strip(), re.IGNORECASE)
    bare = re.fullmatch(r"\d{7}", fact.value.strip())
    entry = subject.entry
    if not (labelled or bare) or not _fits(subject, prop):
        note(subject, fact.text, at)
        entry.issue(IssueKind.IDENTIFIER, fact.label, fact.value, "not an IMO number of a ship", at=at)
        return
    number = labelled[1] if labelled else fact.value.strip()
    sound = _imo_ship(number)
    if bare and not sound:
        note(subject, fact.text, at)
        entry.issue(IssueKind.IDENTIFIER, fact.label, fact.value, "seven digits, not labelled IMO, whose check digit "
                    "is not an IMO number's", at=at)  # fmt: skip
        return
    entry.add(prop, number, original=fact.text, at=at)
    if bare:
        entry.issue(IssueKind.AMBIGUOUS, fact.label, fact.value, "seven digits without the word IMO; read as an IMO "
                    "number because the label is a ship's registration and the check digit holds", at=at)  # fmt: skip
    elif not sound:
        entry.issue(IssueKind.IDENTIFIER, fact.label, fact.value, "the check digit of this IMO number is wrong", at=at)


def _imo_ship(number: str) -> bool:
    """Whether the check digit of an IMO ship number holds (IMO Res. A.1117(30))."""
    if len(number) != 7:
        return False
    return sum(int(digit) * weight for digit, weight in zip(number[:6], range(7, 1, -1), strict=True)) % 10 == int(number[6])


def _passport(subject: Subject, prop: str, fact: Fact, at: str) -> None:
    _document(subject, fact, at, passport=True)


def _paper(subject: Subject, prop: str, fact: Fact, at: str) -> None:
    imo = re.fullmatch(r"IMO\s*(\d{7})", fact.value.strip())
    if imo and _fits(subject, "imoNumber"):  # "Identification Number IMO 1234567": a shipping company's
        subject.entry.add("imoNumber", imo[1], original=fact.text, at=at)
    if prop and _fits(subject, prop):
        subject.entry.add(prop, fact.value, original=fact.text, at=at)
    _document(subject, fact, at)


def _legal_entity(subject: Subject, prop: str, fact: Fact, at: str) -> None:
    _paper(subject, prop if lei_sound(fact.value) else "registrationNumber", fact, at)


def lei_sound(text: str) -> bool:
    """Whether the text is an LEI with sound check digits (ISO 17442, ISO 7064 MOD 97-10)."""
    if not re.fullmatch(r"[A-Z0-9]{18}\d\d", text):
        return False
    return int("".join(str(int(sign, 36)) for sign in text)) % 97 == 1


def _document(subject: Subject, fact: Fact, at: str, *, passport: bool = False) -> None:
    entry = subject.entry
    country = fact.country
    if country and country_code(country) is None:
        entry.issue(IssueKind.COUNTRY, fact.label, country, "no country or territory of this name is known", at=at)
        country = ""
    dates = [read_date(text) for text in (fact.issued, fact.expires)]
    for text, read in zip((fact.issued, fact.expires), dates, strict=True):
        if text and not read:
            entry.issue(IssueKind.DATE, fact.label, text, "not a date that can be read", at=at)
    kind = fact.label.strip().removeprefix("alt. ")
    note_text = fact.text if fact.issued or fact.expires else None
    entry.document(
        fact.value, kind=kind, passport=passport, country=country or None, issued=dates[0], expires=dates[1],
        note=note_text, at=at,
    )  # fmt: skip


def _measure(subject: Subject, prop: str, fact: Fact, at: str) -> None:
    designation = ofac_programs.spoken_of(subject.designations, fact.label)
    if designation is None:
        note(subject, fact.text, at)
        return
    designation.add("summary", fact.text, at=at)
    ofac_programs.state_measure(designation, f"{fact.label} {fact.value}", at)


def _measure_date(subject: Subject, prop: str, fact: Fact, at: str) -> None:
    designation = ofac_programs.spoken_of(subject.designations, fact.label)
    iso = read_date(fact.value)
    if designation is None or not iso:
        note(subject, fact.text, at)
        return
    designation.add("listingDate" if fact.label.casefold().startswith("listing") else "startDate", iso,
                    original=fact.text, at=at)  # fmt: skip


def _note(subject: Subject, prop: str, fact: Fact, at: str) -> None:
    note(subject, fact.text, at)


_WAYS: dict[str, Callable[[Subject, str, Fact, str], None]] = {
    "births": _births, "place": _place, "country": _country, "gender": _gender, "text": _text, "date": _date,
    "party": _party, "linked": _linked, "ship": _ship, "passport": _passport, "paper": _paper,
    "legal entity": _legal_entity, "note": _note, "measure": _measure, "measure date": _measure_date,
}  # fmt: skip


def state_weak_name(subject: Subject, kind: str, name: str, text: str, at: str) -> None:
    """A name OFAC calls weak: `kind` is a.k.a., f.k.a. or n.k.a.; a ship's former name is a former name all the same."""
    former = kind.startswith("f") and schemata.is_a(subject.entry.schema, "Vehicle")
    ofac_names.state(subject.entry, "previousName" if former else "weakAlias", name, original=text, at=at)
