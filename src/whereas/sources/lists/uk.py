"""The UK Sanctions List, as the XML of the Foreign, Commonwealth and Development Office."""

import re
from collections.abc import Callable, Iterator

from lxml import etree

from whereas.core.errors import StructureError
from whereas.core.exhibit import Exhibit
from whereas.core.issue import IssueKind
from whereas.core.marking import Marking
from whereas.core.measure import Measure
from whereas.core.schema import properties
from whereas.core.source import Bounds, Source
from whereas.kit.dates import read_date, read_dates
from whereas.kit.scripts import language_of, script_of
from whereas.kit.xml import XMLError, children, elements, root_name, text_of
from whereas.sources.contract import Entry, Feed, Found, Unread, tidy

SOURCE = Source(
    key="uk",
    title="UK Sanctions List",
    publisher="Foreign, Commonwealth and Development Office",
    authority="UK",
    homepage="https://www.gov.uk/government/publications/the-uk-sanctions-list",
    licence="Open Government Licence v3.0",
    folder="uk",
    marking=Marking(terms=frozenset({"attribution"}), personal_data=True),
    bounds=Bounds(least={"Person": 1000, "Organization": 300}),
    notes="No full file was at hand: this follows the publisher's format as documented, and was tried on a fixture of "
    "ours. Fields it does not know become issues.",
)
FEEDS = (
    Feed(
        key="xml",
        patterns=(r"uk[-_]sanctions[-_]list.*\.xml",),
        url="https://sanctionslist.fcdo.gov.uk/docs/UK-Sanctions-List.xml",
    ),
)
_KINDS = {"individual": "Person", "entity": "Organization", "ship": "Vessel"}
_NAME_PARTS = ("Name1", "Name2", "Name3", "Name4", "Name5", "Name6")
_NAME_TYPES = {
    "primary name": "name",
    "primary name variation": "alias",
    "alias": "alias",
    "aka": "alias",
    "fka": "previousName",
}
_MEASURES = {
    "asset freeze": Measure.ASSET_FREEZE, "assetfreeze": Measure.ASSET_FREEZE, "travel ban": Measure.TRAVEL_BAN,
    "travelban": Measure.TRAVEL_BAN, "arms embargo": Measure.ARMS_EMBARGO, "armsembargo": Measure.ARMS_EMBARGO,
    "prohibition of port entry": Measure.VESSEL_BAN, "preventionofcharteringofships": Measure.VESSEL_BAN,
    "prohibitionofportentry": Measure.VESSEL_BAN, "trustservicessanctions": Measure.TRADE_RESTRICTION,
    "trust services sanctions": Measure.TRADE_RESTRICTION,
}  # fmt: skip
# Simple details: element to property, for whichever kind has the property.
_DETAILS = {
    "Position": "position", "Title": "title", "Gender": "gender", "Nationality": "nationality",
    "TypeOfEntity": "legalForm", "ParentCompany": "notes", "Subsidiary": "notes",
    "BusinessRegistrationNumber": "registrationNumber",
    "IMONumber": "imoNumber", "CurrentBelievedFlagOfShip": "flag", "PreviousFlag": "pastFlags", "TypeOfShip": "type",
    "TonnageOfShip": "tonnage", "LengthOfShip": "notes", "YearBuilt": "buildDate",
    "HullIdentificationNumber": "registrationNumber",
    "CurrentOwnerOperator": "notes", "PreviousOwnerOperator": "notes", "PhoneNumber": "phone", "Website": "website",
    "EmailAddress": "email",
}  # fmt: skip


def parse(exhibit: Exhibit, data: bytes) -> Iterator[Found]:
    """Every designation; raises `StructureError` for anything but a whole list."""
    found: list[Found] = []
    unread = Unread()
    try:
        if root_name(data) != "Designations":
            raise StructureError(
                "the root element is not Designations", where=exhibit.name, todo="fetch the list again"
            )
        for path, element in elements(data, "Designation"):
            _designation(path, element, found, unread)
    except XMLError as error:
        raise StructureError(
            str(error), where=exhibit.name, todo="fetch the list again; the earlier one stays"
        ) from error
    if not found:
        raise StructureError("the list has no designation", where=exhibit.name, todo="the earlier one stays")
    yield from found
    yield from unread.issues()


def _designation(path: str, element: etree._Element, found: list[Found], unread: Unread) -> None:
    key = tidy(element.findtext("UniqueID") or "")
    kind = _KINDS.get(tidy(element.findtext("IndividualEntityShip") or "").lower())
    if not key or kind is None:
        raise StructureError("a designation has no UniqueID or kind", where=path, todo="the earlier list stays")
    entry = Entry("uk", f"uk-{key}", kind, path, found)
    sanction = entry.sanction(key)
    sanction.add("authority", "UK")
    for at, name, child in children(element, path):
        text = text_of(child)
        match name:
            case "UniqueID":
                sanction.add("authorityId", f"UK-{key}", original=text, at=at)
                sanction.add("recordId", key, original=text, at=at)
            case "Names":
                _each(child, at, "Name", lambda one, where: _name(entry, one, where, unread))
            case "NonLatinNames":
                _each(child, at, "NonLatinName", lambda one, where: _foreign_name(entry, one, where))
            case "RegimeName":
                sanction.add("program", text, at=at)
            case "UNReferenceNumber":
                sanction.add("unscId", text, at=at)
            case "DateDesignated" | "LastUpdated":
                prop = "listingDate" if name == "DateDesignated" else "modifiedAt"
                sanction.add(prop, read_date(tidy(text)) or text, original=text, at=at)
            case "UKStatementofReasons":
                sanction.add("reason", text, at=at)
            case "SanctionsImposed":
                for measure in filter(None, map(tidy, re.split(r"[|,;]", text))):
                    _measure(sanction, measure, at)
            case "OtherInformation":
                entry.add("notes", text, at=at)
            case "DesignationSource":
                sanction.add("summary", f"designated by: {tidy(text)}" if tidy(text) else None, original=text, at=at)
            case "Addresses":
                _each(child, at, "Address", lambda one, where: _address(entry, one, where))
            case "IndividualDetails" | "EntityDetails" | "ShipDetails":
                _details(entry, child, at, unread)
            case "PhoneNumbers" | "EmailAddresses" | "Websites":
                for where, inner, one in children(child, at):
                    _detail(entry, inner.removesuffix("es") if inner == "EmailAddresses" else inner, one, where, unread)
            # The indicators repeat the measures; the rest is bookkeeping.
            case "OFSIGroupID" | "IndividualEntityShip" | "SanctionsImposedIndicators":
                pass
            case _ if text.strip():
                unread.note(name, tidy(text), at)


def _each(element: etree._Element, at: str, tag: str, take: Callable[[etree._Element, str], None]) -> None:
    for where, name, child in children(element, at):
        if name == tag:
            take(child, where)


def _name(entry: Entry, element: etree._Element, at: str, unread: Unread) -> None:
    parts = {name: tidy(text_of(child)) for _, name, child in children(element, at)}
    # Name6 is the family name, or the whole name of a body or ship; Name1 to Name5 stand before it.
    whole = " ".join(filter(None, (parts.pop(part, "") for part in _NAME_PARTS)))
    written = parts.pop("NameType", "")
    prop = _NAME_TYPES.get(written.lower())
    if prop is None:
        prop = "alias"
        entry.issue(IssueKind.ODD, "NameType", written, "an unknown kind of name, taken as an alias", at=at)
    strength = parts.pop("AliasStrength", "").lower()
    if prop == "alias" and strength in ("low", "low quality a.k.a", "low quality aka"):
        prop = "weakAlias"
    entry.add(prop, whole, at=at)
    for name, text in parts.items():
        if text:
            unread.note(f"Name/{name}", text, at)


def _foreign_name(entry: Entry, element: etree._Element, at: str) -> None:
    text = element.findtext("NameNonLatinScript")
    if text:
        entry.add("alias", text, at=f"{at}/NameNonLatinScript", lang=language_of(script_of(text)))


def _measure(sanction: Entry, text: str, at: str) -> None:
    known = _MEASURES.get(text.lower())
    if known is None:
        sanction.issue(
            IssueKind.ODD, "SanctionsImposed", text, "a measure this program has no word for, left out", at=at
        )
    else:
        sanction.add("provisions", known.value, original=text, at=at)


def _address(entry: Entry, element: etree._Element, at: str) -> None:
    parts = {name: tidy(text_of(child)) for _, name, child in children(element, at)}
    entry.add("address", ", ".join(filter(None, parts.values())), at=at)
    if country := parts.get("AddressCountry"):
        entry.add("country", country, at=f"{at}/AddressCountry")


def _details(entry: Entry, element: etree._Element, at: str, unread: Unread) -> None:
    """Details nest in groups (`Individual/DOBs/DOB`): leaves are read wherever they stand."""
    for where, name, child in children(element, at):
        if name in ("PassportDetails", "NationalIdentifierDetails", "BirthDetails") and len(child):
            for inner_at, _, inner in children(child, where):
                _paper_or_birth(entry, name, inner, inner_at, unread)
        elif len(child):
            _details(entry, child, where, unread)
        else:
            _detail(entry, name, child, where, unread)


def _paper_or_birth(entry: Entry, group: str, element: etree._Element, at: str, unread: Unread) -> None:
    fields = {name: tidy(text_of(child)) for _, name, child in children(element, at)}
    if group == "BirthDetails":
        place = ", ".join(filter(None, (fields.pop("TownOfBirth", ""), fields.get("CountryOfBirth", ""))))
        entry.add("birthPlace", place, at=at)
        if country := fields.pop("CountryOfBirth", ""):
            entry.add("birthCountry", country, at=at)
    else:
        passport = group == "PassportDetails"
        number = fields.pop("PassportNumber" if passport else "NationalIdentifierNumber", "")
        note = fields.pop(
            "PassportAdditionalInformation" if passport else "NationalIdentifierAdditionalInformation", ""
        )
        entry.document(number, kind="passport" if passport else "national identifier", passport=passport,
                       note=note or None, at=at)  # fmt: skip
    for name, text in fields.items():
        if text:
            unread.note(f"{group}/{name}", text, at)


def _detail(entry: Entry, name: str, element: etree._Element, at: str, unread: Unread) -> None:
    text = tidy(text_of(element))
    if not text:
        return
    if name == "DOB":
        # Unknown days and months are written `dd/mm/1965`.
        readings = read_dates(re.sub(r"dd/|mm/", "", text))
        if not readings:
            entry.issue(IssueKind.DATE, "birthDate", text, "not a date that can be read", at=at)
        for reading in readings:
            entry.add("birthDate", reading.iso, original=text, at=at)
        return
    prop = _DETAILS.get(name)
    if prop is None or prop not in properties(entry.schema):
        unread.note(name, text, at)
    elif prop == "gender":
        entry.add(prop, text.lower(), original=text, at=at)
    elif prop == "buildDate":
        entry.add(prop, read_date(text) or text, original=text, at=at)
    else:
        entry.add(prop, f"{name}: {text}" if prop == "notes" else text, original=text, at=at)
