"""OFAC's "enhanced" XML (SDN_ENHANCED.XML, CONS_ENHANCED.XML), plain or in a zip archive.

Format: ENHANCED_XML.xsd of the Sanctions List Service, https://sanctionslistservice.ofac.treas.gov (2024).
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from lxml import etree

from whereas.core.errors import StructureError
from whereas.core.issue import Issue, IssueKind
from whereas.kit import packed, xml
from whereas.sources.contract import Entry, Found, Unread, tidy
from whereas.sources.formats import ofac_facts, ofac_names, ofac_programs, ofac_remarks
from whereas.sources.formats.ofac_facts import Fact, Subject

_SCHEMATA = {"Individual": "Person", "Entity": "Organization", "Vessel": "Vessel", "Aircraft": "Airplane"}
# Scripts that tell the language; Cyrillic, Arabic and Latin write several.
_LANGUAGES = {
    "Korean": "kor", "Hangul": "kor", "Chinese Simplified": "zho", "Chinese Traditional": "zho", "Japanese": "jpn",
    "Georgian": "kat", "Armenian": "hye", "Hebrew": "heb", "Greek": "ell",
}  # fmt: skip
_ALIASES = {"A.K.A.": "alias", "F.K.A.": "previousName", "N.K.A.": "alias"}
_PARTS = {
    "Last Name": "lastName", "First Name": "firstName", "Middle Name": "middleName", "Patronymic": "fatherName",
    "Matronymic": "motherName", "Nickname": "weakAlias",
}  # fmt: skip
_WHOLE_NAMES = ("Entity Name", "Vessel Name", "Aircraft Name")
# Relationship types to (edge, whether the entry stands at its first end); all others are links of no certain kind.
_EDGES = {
    "Owned or Controlled By": ("Ownership", False),
    "Owns, controls, or operates": ("Ownership", True),
    "Acting for or on behalf of": ("Representation", True),
    "Family member of": ("Family", True),
    "Associate Of": ("Associate", True),
    "Leader or official of": ("Directorship", True),
}
_ADDRESS_ORDER = ("ADDRESS1", "ADDRESS2", "ADDRESS3", "CITY", "STATE/PROVINCE", "REGION", "POSTAL CODE")
_LISTS = {
    "Sectoral Sanctions Identifications List": "13662", "Non-SDN CMIC List": "CMIC", "FSE List": "FSE",
    "Non-SDN Palestinian Legislative Council List": "NS-PLC",
}  # fmt: skip
_TODO = "check that the file is the publisher's enhanced XML, whole and unchanged"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """An entity being read: what is stated of it, its designations, its OFAC number, and where it stands."""

    subject: Subject
    designations: dict[str, Entry]
    number: str
    at: str


def document(data: bytes) -> tuple[str, bytes]:
    """The XML file in the bytes, and the prefix of its locators; raises `StructureError` for a damaged archive."""
    if not data.startswith(b"PK"):
        return "", data
    try:
        members = {name: content for name, content in packed.unzip(data).items() if name.lower().endswith(".xml")}
    except packed.PackedError as error:
        raise StructureError(str(error), where="zip archive", todo=_TODO) from error
    if len(members) != 1:
        raise StructureError(f"the archive holds {len(members)} XML files and not one", where="zip archive", todo=_TODO)
    name, content = members.popitem()
    return f"{name}!", content


def published(name: str, data: bytes) -> str:
    """The edition's date from `dataAsOf`, as an ISO date; empty where it cannot be read."""
    try:
        _, content = document(data)
    except StructureError:
        return ""
    found = re.search(rb"<dataAsOf>(\d{4}-\d\d-\d\d)", content[:20_000])
    return found[1].decode() if found else ""


def entries(source: str, data: bytes, *, blocking: bool) -> Iterator[Found]:
    """Statements and issues of every entity; `blocking` is whether the file is the SDN list."""
    prefix, content = document(data)
    unread = Unread()
    seen: set[str] = set()
    try:
        if xml.root_name(content) != "sanctionsData":
            raise StructureError("the root element is not sanctionsData", where=prefix or "/", todo=_TODO)
        for path, element in xml.elements(content, "entity"):
            number = element.get("id")
            if not number:
                raise StructureError("an entity without an id", where=path, todo=_TODO)
            found: list[Found] = []
            at = prefix + path
            if number in seen:
                found.append(Issue(kind=IssueKind.DOUBLE, locator=at, field="id", value=number,
                                   message="an earlier entity has this id; both were read"))  # fmt: skip
            seen.add(number)
            _entity(_entry(source, number, element, at, found), number, element, unread, blocking=blocking)
            yield from found
    except xml.XMLError as error:
        raise StructureError(str(error), where=prefix or "/", todo=_TODO) from error
    if not seen:
        raise StructureError("the file holds no entity", where=prefix or "/", todo=_TODO)
    yield from unread.issues()


def _entry(source: str, number: str, element: etree._Element, at: str, found: list[Found]) -> Entry:
    kind = _find(element, "generalInfo/entityType")
    entry = Entry(source, f"ofac-{number}", _SCHEMATA.get(kind, "LegalEntity"), at, found)
    if kind not in _SCHEMATA:
        entry.issue(IssueKind.ODD, "entityType", kind, "not a type of entity OFAC documents")
    return entry


def _entity(entry: Entry, number: str, element: etree._Element, unread: Unread, *, blocking: bool) -> None:
    at = entry.locator
    tags = [tidy(tag.text or "") for tag in element.iterfind("{*}sanctionsPrograms/{*}sanctionsProgram")]
    designations = ofac_programs.designate(
        entry, number, dict.fromkeys(tags), blocking=blocking, at=f"{at}/sanctionsPrograms[1]"
    )
    reading = _Reading(subject=Subject(entry=entry, unread=unread, designations=designations),
                       designations=designations, number=number, at=at)  # fmt: skip
    for path, name, child in xml.children(element, at):
        if reader := _READERS.get(name):
            reader(reading, child, path)
        elif name != "sanctionsPrograms":
            unread.note(name, xml.text_of(child), path)


def _find(element: etree._Element, path: str) -> str:
    return tidy(element.findtext(_steps(path)) or "")


@cache
def _steps(path: str) -> str:
    return "/".join("{*}" + step for step in path.split("/"))


def _rest(reading: _Reading, element: etree._Element, at: str, *known: str) -> None:
    for path, name, child in xml.children(element, at):
        if name not in known and (text := tidy(xml.text_of(child))):
            reading.subject.unread.note(f"{xml.local_name(element)}/{name}", text, path)


def _general(reading: _Reading, element: etree._Element, at: str) -> None:
    for path, name, child in xml.children(element, at):
        text = tidy(xml.text_of(child))
        if name == "remarks" and text:
            for clause in ofac_remarks.clauses(text):
                ofac_remarks.read(reading.subject, clause, path)
        elif name == "title" and text:
            ofac_facts.state(reading.subject, Fact(label="Title", value=text, text=text), path)
    _rest(reading, element, at, "identityId", "entityType", "remarks", "title")


def _designation(reading: _Reading, words: str) -> Entry:
    designations = reading.designations
    if spoken := ofac_programs.spoken_of(designations, words):
        return spoken
    if "" not in designations:
        designations[""] = ofac_programs.undivided(reading.subject.entry, reading.number, at=reading.at)
    return designations[""]


def _lists(reading: _Reading, element: etree._Element, at: str) -> None:
    for path, _, child in xml.children(element, at):
        name = tidy(child.text or "")
        if name == "Consolidated List":  # the file all the non-SDN lists are published in, with the day it began
            continue
        designation = _designation(reading, _LISTS.get(name, name))
        designation.add("publisher", name, at=path)
        designation.add("listingDate", child.get("datePublished"), at=path)


def _types(reading: _Reading, element: etree._Element, at: str) -> None:
    for path, _, child in xml.children(element, at):
        words = tidy(child.text or "")
        designation = _designation(reading, words)
        designation.add("status", words, at=path)
        ofac_programs.state_measure(designation, words, path)


def _authorities(reading: _Reading, element: etree._Element, at: str) -> None:
    for path, _, child in xml.children(element, at):
        words = tidy(child.text or "")
        _designation(reading, words).add("description", words, at=path)


def _names(reading: _Reading, element: etree._Element, at: str) -> None:
    for path, _, name in xml.children(element, at):
        _name(reading, name, path)


def _name(reading: _Reading, name: etree._Element, at: str) -> None:
    primary = _find(name, "isPrimary") == "true"
    kind = _find(name, "aliasType")
    prop = "name" if primary else "weakAlias" if _find(name, "isLowQuality") == "true" else _ALIASES.get(kind, "")
    if not prop:
        reading.subject.entry.issue(IssueKind.ODD, "aliasType", kind, "not a type of name OFAC documents", at=at)
    for list_path, _, translations in (one for one in xml.children(name, at) if one[1] == "translations"):
        for path, _, translation in xml.children(translations, list_path):
            _translation(reading, translation, path, prop or "alias", primary=primary)
    _rest(reading, name, at, "isPrimary", "aliasType", "isLowQuality", "translations")


def _translation(reading: _Reading, element: etree._Element, at: str, prop: str, *, primary: bool) -> None:
    entry = reading.subject.entry
    script = _find(element, "script")
    latin = script in ("Latin", "")
    entry_prop = prop if latin or prop != "name" else "alias"
    full = _find(element, "formattedFullName")
    ofac_names.state(entry, entry_prop, full, at=f"{at}/formattedFullName[1]", lang=_LANGUAGES.get(script, ""))
    if primary and entry.schema == "Person":
        for part in element.iterfind("{*}nameParts/{*}namePart"):
            _part(reading, part, at, _LANGUAGES.get(script, ""))
    _rest(reading, element, at, "isPrimary", "script", "formattedFirstName", "formattedLastName", "formattedFullName",
          "nameParts")  # fmt: skip


def _part(reading: _Reading, part: etree._Element, at: str, lang: str) -> None:
    kind, value = _find(part, "type"), _find(part, "value")
    if kind in _PARTS:
        reading.subject.entry.add(_PARTS[kind], value, at=at, lang=lang)
    elif kind not in _WHOLE_NAMES:
        ofac_facts.note(reading.subject, f"{kind}: {value}", at)


def _addresses(reading: _Reading, element: etree._Element, at: str) -> None:
    entry = reading.subject.entry
    for path, _, address in xml.children(element, at):
        country = _find(address, "country")
        entry.add("country", country, at=path)
        for translation in address.iterfind("{*}translations/{*}translation"):
            parts = {
                _find(part, "type"): _find(part, "value")
                for part in translation.iterfind("{*}addressParts/{*}addressPart")
            }
            known = [parts.pop(kind) for kind in _ADDRESS_ORDER if parts.get(kind)]
            if known or parts:
                entry.add("address", ", ".join([*known, *parts.values(), *([country] if country else [])]), at=path,
                          lang=_LANGUAGES.get(_find(translation, "script"), ""))  # fmt: skip
        _rest(reading, address, path, "country", "translations")


def _features(reading: _Reading, element: etree._Element, at: str) -> None:
    for path, _, feature in xml.children(element, at):
        label, value = _find(feature, "type"), _find(feature, "value")
        comment = _find(feature, "comments")
        if _find(feature, "reliability") == "False":
            ofac_facts.note(reading.subject, f"{label} {value} (false)", path)
            continue
        if value:
            ofac_facts.state(reading.subject, Fact(label=label, value=value, text=f"{label} {value}"), path)
        if comment:
            ofac_facts.note(reading.subject, f"{label} {value}: {comment}", path)
        _rest(reading, feature, path, "type", "versionId", "value", "valueDate", "valueRefId", "isPrimary",
              "reliability", "comments")  # fmt: skip


def _documents(reading: _Reading, element: etree._Element, at: str) -> None:
    for path, _, paper in xml.children(element, at):
        label, number = _find(paper, "type"), _find(paper, "documentNumber")
        if _find(paper, "isValid") == "false":
            ofac_facts.note(reading.subject, f"{label} {number} (not valid)", path)
            continue
        extra = [_find(paper, one) for one in ("issuingAuthority", "issuingLocation", "comments")]
        fact = Fact(
            label=label, value=number, text=" ".join(filter(None, [label, number, *extra])),
            country=_find(paper, "issuingCountry"), issued=_find(paper, "issueDate"),
            expires=_find(paper, "expirationDate"), dated=bool(extra[0] or extra[1] or extra[2]),
        )  # fmt: skip
        ofac_facts.state(reading.subject, fact, path)
        _rest(reading, paper, path, "type", "name", "documentNumber", "isValid", "issuingAuthority", "issuingLocation",
              "issuingCountry", "issueDate", "expirationDate", "comments")  # fmt: skip


def _relationships(reading: _Reading, element: etree._Element, at: str) -> None:
    for path, _, relationship in xml.children(element, at):
        role = _find(relationship, "type")
        other = relationship.find("{*}relatedEntity")
        number = None if other is None else other.get("entityId")
        if not number:
            reading.subject.entry.issue(IssueKind.ORPHAN, "relationship", role, "no entity is named", at=path)
            continue
        schema, outward = _EDGES.get(role, ("UnknownLink", True))
        reading.subject.entry.link(schema, f"ofac-{number}", role=role, outward=outward, at=path)
        _rest(reading, relationship, path, "type", "relatedEntity", "quality")


_READERS: dict[str, Callable[[_Reading, etree._Element, str], None]] = {
    "generalInfo": _general, "sanctionsLists": _lists, "sanctionsTypes": _types, "legalAuthorities": _authorities,
    "names": _names, "addresses": _addresses, "features": _features, "identityDocuments": _documents,
    "relationships": _relationships,
}  # fmt: skip
