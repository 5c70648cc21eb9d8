"""The consolidated list of Switzerland's State Secretariat for Economic Affairs, as XML."""

import re
from collections.abc import Iterator

from lxml import etree

from whereas.core.errors import StructureError
from whereas.core.exhibit import Exhibit
from whereas.core.issue import IssueKind
from whereas.core.marking import Marking
from whereas.core.schema import properties
from whereas.core.source import Bounds, Source
from whereas.kit.dates import read_date
from whereas.kit.scripts import language_of, script_of
from whereas.kit.xml import XMLError, children, elements, root_attributes, root_name, text_of
from whereas.sources.contract import Entry, Feed, Found, Unread, tidy

SOURCE = Source(
    key="ch_seco",
    title="Swiss consolidated list of sanctioned individuals, entities and organisations",
    publisher="State Secretariat for Economic Affairs, Switzerland",
    authority="CH",
    homepage="https://www.seco.admin.ch/seco/en/home/Aussenwirtschaftspolitik_Wirtschaftliche_Zusammenarbeit/Wirtschaftsbeziehungen/exportkontrollen-und-sanktionen/sanktionen-embargos.html",
    licence="Swiss open government data, use with acknowledgement",
    folder="ch",
    marking=Marking(terms=frozenset({"attribution"}), personal_data=True),
    bounds=Bounds(least={"Person": 1000, "Organization": 300}),
    notes="No full file was at hand: this follows the publisher's format, and was tried on a fixture of ours. The list "
    "does not say per target which measures apply, so none is stated.",
)


def _published(_name: str, data: bytes) -> str:
    return root_attributes(data).get("date", "")[:10]


FEEDS = (
    Feed(
        key="xml",
        patterns=(r"consolidated-list.*\.xml", r"swiss[-_]sanctions.*\.xml", r"seco.*\.xml"),
        url="https://www.sesam.search.admin.ch/sesam-search-web/pages/downloadXmlGesamtliste.xhtml"
        "?lang=en&action=downloadXmlGesamtlisteAction",
        published=_published,
    ),
)
_KINDS = {"individual": "Person", "entity": "Organization", "object": "Vessel"}
_RELATIONS = {"owned-by": ("Ownership", False), "controlled-by": ("Ownership", False),
              "managed-by": ("Directorship", False),
              "represented-by": ("Representation", False), "acts-for": ("Representation", True)}  # fmt: skip
_LOOKUPS = {"sanctions-program", "place"}


def parse(exhibit: Exhibit, data: bytes) -> Iterator[Found]:
    """Every target with its listing; raises `StructureError` for anything but a whole list."""
    found: list[Found] = []
    unread = Unread()
    try:
        if root_name(data) != "swiss-sanctions-list":
            raise StructureError(
                "the root element is not swiss-sanctions-list", where=exhibit.name, todo="fetch it again"
            )
        programs, places = _lookups(data)
        targets = {element.get("ssid", ""): _kind(element) for _, element in elements(data, "target")}
        for path, element in elements(data, "target"):
            _target(path, element, found, unread, programs, places, targets)
    except XMLError as error:
        raise StructureError(
            str(error), where=exhibit.name, todo="fetch the list again; the earlier one stays"
        ) from error
    if not found:
        raise StructureError("the list has no target", where=exhibit.name, todo="the earlier one stays")
    yield from found
    yield from unread.issues()


def _lookups(data: bytes) -> tuple[dict[str, str], dict[str, tuple[str, str]]]:
    """Programmes by the id of their sanctions set, and places by their id as (text, country)."""
    programs: dict[str, str] = {}
    places: dict[str, tuple[str, str]] = {}
    for _, element in elements(data, *_LOOKUPS):
        if element.tag.endswith("sanctions-program"):
            key = _english(element, "program-key") or _english(element, "program-name")
            for _, name, child in children(element, ""):
                if name == "sanctions-set":
                    programs[child.get("ssid", "")] = key
        else:
            parts = [tidy(text_of(child)) for _, name, child in children(element, "") if name in ("location", "area")]
            country = next((tidy(text_of(child)) for _, name, child in children(element, "") if name == "country"), "")
            places[element.get("ssid", "")] = (", ".join(filter(None, (*parts, country))), country)
    return programs, places


def _english(element: etree._Element, tag: str) -> str:
    named = [child for _, name, child in children(element, "") if name == tag]
    chosen = next((child for child in named if child.get("lang", "eng") in ("eng", "en")), named[0] if named else None)
    return tidy(text_of(chosen))


def _kind(element: etree._Element) -> str:
    return next((_KINDS[name] for _, name, _ in children(element, "") if name in _KINDS), "")


def _target(
    path: str, element: etree._Element, found: list[Found], unread: Unread, programs: dict[str, str],
    places: dict[str, tuple[str, str]], targets: dict[str, str],
) -> None:  # fmt: skip
    key, schema = element.get("ssid", ""), _kind(element)
    changes = [child for _, name, child in children(element, path) if name == "modification"]
    if not key or not (schema or changes):
        raise StructureError("a target has no ssid or kind", where=path, todo="the earlier list stays")
    if not schema or any(change.get("modification-type") == "de-listed" for change in changes):
        return  # the list keeps the numbers of targets that left it
    entry = Entry("ch_seco", f"ch-{key}", schema, path, found)
    sanction = entry.sanction(key)
    sanction.add("authority", "CH")
    sanction.add("authorityId", f"CH-{key}", original=key, at=f"{path}/@ssid")
    sanction.add("recordId", key, at=f"{path}/@ssid")
    for at, name, child in children(element, path):
        text = text_of(child)
        match name:
            case "sanctions-set-id":
                sanction.add("program", programs.get(tidy(text)), original=text, at=at)
            case "foreign-identifier":
                sanction.add("unscId", text, at=at)
            case "modification":
                _modification(sanction, child, at)
            case "individual" | "entity" | "object":
                _subject(entry, sanction, child, at, unread, places, targets)
            case _ if text.strip():
                unread.note(name, tidy(text), at)
    held = element.get("sanctions-set-id", "")
    sanction.add("program", programs.get(held), original=held, at=f"{path}/@sanctions-set-id")


def _modification(sanction: Entry, element: etree._Element, at: str) -> None:
    dates = [("publication-date", "modifiedAt")]
    if element.get("modification-type") == "listed":
        dates.append(("effective-date", "listingDate"))
    for attribute, prop in dates:
        if text := element.get(attribute, ""):
            sanction.add(prop, read_date(text) or text, original=text, at=f"{at}/@{attribute}")


def _subject(
    entry: Entry, sanction: Entry, element: etree._Element, at: str, unread: Unread, places: dict[str, tuple[str, str]],
    targets: dict[str, str],
) -> None:  # fmt: skip
    if sex := element.get("sex", ""):
        entry.add("gender", sex, at=f"{at}/@sex") if entry.schema == "Person" else unread.note("@sex", sex, at)
    for where, name, child in children(element, at):
        text = text_of(child)
        match name:
            case "identity":
                _identity(entry, child, where, unread, places)
            case "justification":
                sanction.add("reason", text, at=where)
            case "other-information":
                _other(entry, text, where)
            case "relation":
                _relation(entry, child, where, targets)
            case _ if text.strip():
                unread.note(name, tidy(text), where)


def _identity(
    entry: Entry, element: etree._Element, at: str, unread: Unread, places: dict[str, tuple[str, str]]
) -> None:
    main = element.get("main", "false") == "true"
    for where, name, child in children(element, at):
        match name:
            case "name":
                _name(entry, child, where, main=main)
            case "day-month-year":
                _birth(entry, child, where)
            case "place-of-birth":
                entry.add("birthPlace", places.get(child.get("place-id", ""), ("", ""))[0], at=where)
            case "nationality":
                country = next((inner for _, tag, inner in children(child, where) if tag == "country"), child)
                entry.add(
                    "nationality", country.get("iso-code") or text_of(country), original=text_of(country), at=where
                )
            case "identification-document":
                _document(entry, child, where)
            case "address":
                _address(entry, child, where, places)
            case _ if text_of(child).strip():
                unread.note(name, tidy(text_of(child)), where)


def _name(entry: Entry, element: etree._Element, at: str, *, main: bool) -> None:
    kind, quality = element.get("name-type", "primary-name"), element.get("quality", "good")
    prop = "name" if main and kind == "primary-name" else "alias"
    prop = "previousName" if kind in ("formerly-known-as", "former-name") else prop
    prop = "weakAlias" if quality == "low" and prop == "alias" else prop
    parts: list[str] = []
    variants: list[tuple[str, str]] = []
    for _, name, part in children(element, at):
        if name != "name-part":
            continue
        for where, inner, value in children(part, at):
            if inner == "value":
                parts.append(tidy(text_of(value)))
            elif inner == "spelling-variant":
                variants.append((tidy(text_of(value)), where))
    entry.add(prop, " ".join(filter(None, parts)), at=at)
    for text, _ in variants:
        if len(parts) == 1 or " " in text:  # a variant of one part of several is no name by itself
            entry.add("alias", text, at=at, lang=language_of(script_of(text)))


def _birth(entry: Entry, element: etree._Element, at: str) -> None:
    parts = [element.get("year", ""), element.get("month", ""), element.get("day", "")]
    written = "-".join(filter(None, parts))
    if entry.schema != "Person" or not written:
        return
    if element.get("calendar", "Gregorian") != "Gregorian":
        entry.issue(
            IssueKind.DATE, "day-month-year", written, f"a date of the {element.get('calendar')} calendar", at=at
        )
        return
    approximate = element.get("quality", "good") != "good"
    entry.add(
        "birthDate", read_date(written) or written, original=f"circa {written}" if approximate else written, at=at
    )


def _document(entry: Entry, element: etree._Element, at: str) -> None:
    kind = element.get("document-type", "document")
    fields = {name: child for _, name, child in children(element, at)}
    issuer = fields.get("issuer")
    entry.document(
        text_of(fields.get("number")),
        kind=kind,
        passport="passport" in kind,
        country=None if issuer is None else issuer.get("code") or text_of(issuer),
        issued=read_date(tidy(text_of(fields.get("date-of-issue")))),
        expires=read_date(tidy(text_of(fields.get("expiry-date")))),
        note=tidy(text_of(fields.get("remark"))) or None,
        at=at,
    )


def _address(entry: Entry, element: etree._Element, at: str, places: dict[str, tuple[str, str]]) -> None:
    place, country = places.get(element.get("place-id", ""), ("", ""))
    details = [tidy(text_of(child)) for _, name, child in children(element, at) if name != "remarks"]
    entry.add("address", ", ".join(filter(None, (*details, place))), at=at)
    entry.add("country", country, at=at)


def _other(entry: Entry, text: str, at: str) -> None:
    entry.add("notes", text, at=at)
    for number in re.findall(r"\bIMO(?: number| no\.?)?:?\s*(\d{7})\b", text, re.IGNORECASE):
        if "imoNumber" in properties(entry.schema):
            entry.add("imoNumber", number, at=at)


def _relation(entry: Entry, element: etree._Element, at: str, targets: dict[str, str]) -> None:
    kind, other = element.get("relation-type", "related-to"), element.get("target-id", "")
    if not targets.get(other):
        entry.issue(IssueKind.ORPHAN, "relation", other, f"{kind} a target that is not in the list", at=at)
        return
    schema, outward = _RELATIONS.get(kind, ("UnknownLink", True))
    entry.link(schema, f"ch-{other}", role=kind, outward=outward, at=at)
