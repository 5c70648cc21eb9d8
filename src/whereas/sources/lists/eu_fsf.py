"""The EU's Financial Sanctions Files, the consolidated list of financial sanctions, as XML 1.1."""

import re
from collections.abc import Iterator

from lxml import etree

from whereas.core.errors import StructureError
from whereas.core.exhibit import Exhibit
from whereas.core.issue import IssueKind
from whereas.core.marking import Marking
from whereas.core.measure import Measure
from whereas.core.source import Bounds, Source
from whereas.kit.dates import read_date, read_dates
from whereas.kit.scripts import language_of, script_of
from whereas.kit.xml import XMLError, children, elements, root_attributes, root_name, text_of
from whereas.sources.contract import Entry, Feed, Found, Unread, tidy

SOURCE = Source(
    key="eu_fsf",
    title="EU consolidated list of persons, groups and entities subject to financial sanctions",
    publisher="European Commission, DG FISMA",
    authority="EU",
    homepage="https://data.europa.eu/data/datasets/consolidated-list-of-persons-groups-and-entities-subject-to-eu-financial-sanctions",
    licence="CC BY 4.0 (Decision 2011/833/EU)",
    folder="eu",
    marking=Marking(terms=frozenset({"attribution"}), personal_data=True),
    bounds=Bounds(least={"Person": 1500, "Organization": 300}),
    notes="No full file was at hand: this follows the publisher's XML 1.1 format, and was tried on a fixture of ours. "
    "The list holds financial sanctions only: travel bans stand in the Council's Decisions.",
)


def _published(_name: str, data: bytes) -> str:
    return root_attributes(data).get("generationDate", "")[:10]


FEEDS = (
    Feed(
        key="xml",
        patterns=(r".*xmlFullSanctionsList_1_1.*\.xml", r"eu[-_]fsf.*\.xml"),
        # The token in the address is the public one of the Commission's open-data page, and no secret.
        url="https://webgate.ec.europa.eu/fsd/fsf/public/files/xmlFullSanctionsList_1_1/content?token=dG9rZW4tMjAxNw",
        published=_published,
    ),
)
_KINDS = {"person": "Person", "enterprise": "Organization"}
# ISO 639-1 codes of name languages to the ISO 639-3 codes FollowTheMoney uses.
_LANGUAGES = {"KO": "kor", "RU": "rus", "ZH": "zho", "AR": "ara", "FA": "fas", "JA": "jpn", "UK": "ukr", "BE": "bel"}
_PASSPORT = ("passport", "diplomatic-passport", "passport-diplomatic")
# Attributes that number the publisher's rows, or repeat what another attribute says.
_BOOKKEEPING = {
    "logicalId", "regulationLanguage", "countryDescription", "calendarType", "identificationTypeDescription",
    "monthOfYear",
    "dayOfMonth", "year", "classificationCode", "code", "publicationUrl", "region", "circa", "day",
    "knownExpired", "knownFalse", "reportedLost", "revokedByIssuer", "diplomatic", "asAtListingTime", "nameLanguage",
    "strong", "firstName", "middleName", "lastName", "wholeName", "countryIso2Code", "gender", "title", "function",
}  # fmt: skip


def parse(exhibit: Exhibit, data: bytes) -> Iterator[Found]:
    """Every entity with its listing; raises `StructureError` for anything but a whole export."""
    found: list[Found] = []
    unread = Unread()
    try:
        if root_name(data) != "export":
            raise StructureError("the root element is not export", where=exhibit.name, todo="fetch the XML 1.1 file")
        for path, element in elements(data, "sanctionEntity"):
            _entity(path, element, found, unread)
    except XMLError as error:
        raise StructureError(
            str(error), where=exhibit.name, todo="fetch the list again; the earlier one stays"
        ) from error
    if not found:
        raise StructureError("the export has no sanctionEntity", where=exhibit.name, todo="the earlier one stays")
    yield from found
    yield from unread.issues()


def _entity(path: str, element: etree._Element, found: list[Found], unread: Unread) -> None:
    reference = tidy(element.get("euReferenceNumber") or "")
    key = reference or tidy(element.get("logicalId") or "")
    subject = next((child for _, name, child in children(element, path) if name == "subjectType"), None)
    kind = _KINDS.get("" if subject is None else subject.get("code", ""))
    if not key or kind is None:
        raise StructureError("an entity has no reference or subject type", where=path, todo="the earlier list stays")
    entry = Entry("eu_fsf", f"eu-{key}", kind, path, found)
    sanction = entry.sanction(key)
    sanction.add("authority", "EU")
    sanction.add("authorityId", f"EU-{key}", original=key, at=f"{path}/@euReferenceNumber")
    sanction.add("recordId", key, at=f"{path}/@euReferenceNumber")
    sanction.add("unscId", element.get("unitedNationId"), at=f"{path}/@unitedNationId")
    sanction.add("provisions", Measure.ASSET_FREEZE.value, original="", at=path)
    if designated := element.get("designationDate", ""):
        sanction.add(
            "listingDate", read_date(designated) or designated, original=designated, at=f"{path}/@designationDate"
        )
    entry.add("notes", element.get("designationDetails"), at=f"{path}/@designationDetails")
    for at, name, child in children(element, path):
        match name:
            case "remark":
                entry.add("notes", text_of(child), at=at)
            case "regulation":
                _regulation(sanction, child, at)
            case "nameAlias":
                _name(entry, child, at)
            case "citizenship":
                entry.add("nationality", child.get("countryDescription") or child.get("countryIso2Code"), at=at)
            case "birthdate":
                _birth(entry, child, at)
            case "identification":
                _identification(entry, child, at)
            case "address":
                _address(entry, child, at)
            case "subjectType":
                pass
            case _:
                unread.note(name, tidy(text_of(child)) or "(no text)", at)
        for attribute in map(str, child.attrib):
            value = child.get(attribute, "")
            if attribute not in _BOOKKEEPING and attribute not in _READ.get(name, ()) and value.strip():
                unread.note(f"{name}/@{attribute}", value, at)


# What each element's reader takes besides the shared attributes.
_READ = {
    "regulation": {"numberTitle", "programme", "publicationDate", "entryIntoForceDate", "organisationType",
                   "regulationType"},
    "birthdate": {"birthdate", "city", "place", "zipCode"},
    "identification": {"number", "identificationTypeCode", "issuedBy", "issuedDate", "validFrom", "validTo",
                       "latinNumber", "nameOnDocument"},
    "address": {"street", "city", "zipCode", "poBox", "place"},
}  # fmt: skip


def _regulation(sanction: Entry, element: etree._Element, at: str) -> None:
    sanction.add("program", element.get("programme"), at=f"{at}/@programme")
    number = element.get("numberTitle", "")
    kind = element.get("regulationType", "regulation")
    sanction.add(
        "description", f"{kind.capitalize()} {number}" if number else None, original=number, at=f"{at}/@numberTitle"
    )
    started = element.get("entryIntoForceDate") or element.get("publicationDate") or ""
    if started:
        sanction.add("startDate", read_date(started) or started, original=started, at=f"{at}/@entryIntoForceDate")
    for where, name, child in children(element, at):
        if name == "publicationUrl":
            sanction.add("sourceUrl", text_of(child), at=where)


def _name(entry: Entry, element: etree._Element, at: str) -> None:
    whole = element.get("wholeName") or " ".join(
        filter(None, (element.get(part) for part in ("firstName", "middleName", "lastName")))
    )
    lang = _LANGUAGES.get(element.get("nameLanguage", "").upper()) or language_of(script_of(whole))
    first = not any(
        getattr(one, "prop", "") == "name" and getattr(one, "entity", "") == entry.id for one in entry.found[-60:]
    )
    weak = element.get("strong", "true").lower() == "false"
    latin = script_of(whole) == "latin"
    entry.add("name" if first and latin and not weak else "weakAlias" if weak else "alias", whole, at=at, lang=lang)
    if entry.schema == "Person":
        entry.add("firstName", element.get("firstName"), at=f"{at}/@firstName")
        entry.add("lastName", element.get("lastName"), at=f"{at}/@lastName")
        entry.add("title", element.get("title"), at=f"{at}/@title")
        entry.add("position", element.get("function"), at=f"{at}/@function")
        gender = {"M": "male", "F": "female"}.get(element.get("gender", ""))
        entry.add("gender", gender, original=element.get("gender"), at=f"{at}/@gender")


def _birth(entry: Entry, element: etree._Element, at: str) -> None:
    if entry.schema != "Person":
        return
    written = element.get("birthdate") or "-".join(
        filter(None, (element.get("year"), element.get("monthOfYear"), element.get("dayOfMonth")))
    )
    circa = element.get("circa", "false").lower() == "true"
    if written:
        readings = read_dates(re.sub(r"-(\d)(?=-|$)", r"-0\1", written))
        if not readings or element.get("calendarType", "GREGORIAN").upper() != "GREGORIAN":
            entry.issue(
                IssueKind.DATE, "birthdate", written, "not a date of the Gregorian calendar that can be read", at=at
            )
        else:
            for reading in readings:
                entry.add("birthDate", reading.iso, original=f"circa {written}" if circa else written, at=at)
    place = ", ".join(
        filter(None, (tidy(element.get(part) or "") for part in ("place", "city", "region", "countryDescription")))
    )
    entry.add("birthPlace", place, at=at)
    country = element.get("countryDescription") or element.get("countryIso2Code")
    entry.add("birthCountry", None if country in ("UNKNOWN", "00") else country, at=at)


def _identification(entry: Entry, element: etree._Element, at: str) -> None:
    code = element.get("identificationTypeCode", "")
    number = element.get("number") or element.get("latinNumber")
    notes = [text_of(child) for _, name, child in children(element, at) if name == "remark"]
    notes += [
        name
        for name in ("knownExpired", "knownFalse", "reportedLost", "revokedByIssuer")
        if element.get(name) == "true"
    ]
    prop = {
        "imo": "imoNumber",
        "swiftbic": "swiftBic",
        "regnumber": "registrationNumber",
        "fiscalcode": "taxNumber",
    }.get(code)
    if prop is not None and entry.schema == "Organization" and number:
        entry.add(prop, number, at=at)
        return
    entry.document(
        number,
        kind=element.get("identificationTypeDescription") or code or "document",
        passport=code in _PASSPORT or "passport" in code,
        country=None if element.get("countryIso2Code") in (None, "00") else element.get("countryIso2Code"),
        issued=read_date(element.get("issuedDate") or element.get("validFrom") or ""),
        expires=read_date(element.get("validTo") or ""),
        note="; ".join(filter(None, map(tidy, notes))) or None,
        at=at,
    )


def _address(entry: Entry, element: etree._Element, at: str) -> None:
    country = element.get("countryDescription") or ""
    country = "" if country == "UNKNOWN" else country
    parts = [tidy(element.get(part) or "") for part in ("poBox", "street", "place", "zipCode", "city", "region")]
    entry.add("address", ", ".join(filter(None, (*parts, tidy(country)))), at=at)
    entry.add("country", country, at=f"{at}/@countryDescription")
    for where, name, child in children(element, at):
        if name == "remark":
            entry.add("notes", text_of(child), at=where)
