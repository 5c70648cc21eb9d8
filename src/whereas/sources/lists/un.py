"""The United Nations Security Council Consolidated List, as its XML (https://main.un.org/securitycouncil/en/content/un-sc-consolidated-list)."""

import re
from collections.abc import Iterator

from lxml import etree

from whereas.core.errors import StructureError
from whereas.core.exhibit import Exhibit
from whereas.core.issue import IssueKind
from whereas.core.measure import Measure
from whereas.core.source import Bounds, Source
from whereas.kit.dates import read_date, read_dates
from whereas.kit.scripts import language_of, script_of
from whereas.kit.xml import XMLError, children, elements, root_attributes, text_of
from whereas.sources.contract import Entry, Feed, Found, Unread, tidy

SOURCE = Source(
    key="un",
    title="United Nations Security Council Consolidated List",
    publisher="United Nations Security Council",
    authority="UN",
    homepage="https://main.un.org/securitycouncil/en/content/un-sc-consolidated-list",
    licence="United Nations, free to use with acknowledgement",
    folder="un",
    bounds=Bounds(least={"Person": 400, "Organization": 150}),
    notes="VERSIONNUM is always 1, so editions are compared by content. The parts of a person's name are joined in the "
    "order given: the list does not say which is the family name.",
)


def _published(_name: str, data: bytes) -> str:
    return root_attributes(data).get("dateGenerated", "")[:10]


FEEDS = (
    Feed(
        key="xml",
        patterns=(r"(?:un[_-]?)?(?:sc[_-]?)?consolidated.*\.xml", r"consolidatedLegacyByPRN\.xml"),
        url="https://scsanctions.un.org/resources/xml/en/consolidated.xml",
        published=_published,
    ),
)

# What a regime's listings bring about, by the resolutions that set them up; other regimes are left unstated.
# DPRK: resolution 1718 (2006) paragraph 8(d) and (e).
_MEASURES = {"DPRK": (Measure.ASSET_FREEZE, Measure.TRAVEL_BAN)}
_RESOLUTION = {"DPRK": "United Nations Security Council resolution 1718 (2006), paragraph 8"}
_REFERENCE = re.compile(r"\b([A-Z][A-Za-z]{1,2}[ie]\.\d{3})\b")
_IMO = re.compile(r"\bIMO(?: company)?(?: number| no\.?)?:?\s*(\d{7})\b", re.IGNORECASE)
_QUALITY = {"Good": "alias", "Low": "weakAlias", "a.k.a.": "alias", "f.k.a.": "previousName", "": "alias"}
_NAME_PARTS = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
# Fields that say nothing of the entry itself.
_SILENT = {"DATAID", "VERSIONNUM", "SORT_KEY", "SORT_KEY_LAST_MOD", "LIST_TYPE", "UN_LIST_TYPE", *_NAME_PARTS}


def parse(exhibit: Exhibit, data: bytes) -> Iterator[Found]:
    """Every individual and entity with its listing; raises `StructureError` for anything but a whole list."""
    found: list[Found] = []
    unread = Unread()
    references: dict[str, str] = {}
    texts: list[tuple[Entry, str, str]] = []
    try:
        for path, element in elements(data, "INDIVIDUAL", "ENTITY"):
            _record(path, element, found, unread, references, texts)
    except XMLError as error:
        raise StructureError(
            str(error), where=exhibit.name, todo="fetch the list again; the earlier one stays"
        ) from error
    if not references:
        raise StructureError(
            "no individual or entity in the file", where=exhibit.name, todo="this is not the consolidated list"
        )
    for entry, text, at in texts:
        mine = references.get(entry.id)
        for reference in dict.fromkeys(_REFERENCE.findall(text)):
            other = references.get(reference)
            if other is not None and other != entry.id and reference != mine:
                entry.link("UnknownLink", other, role="named in the reasons", at=at)
    yield from found
    yield from unread.issues()


def _record(
    path: str, element: etree._Element, found: list[Found], unread: Unread, references: dict[str, str],
    texts: list[tuple[Entry, str, str]],
) -> None:  # fmt: skip
    person = path.rsplit("/", 1)[1].startswith("INDIVIDUAL")
    # DATAID is no identity: in 2025 the list gave six entries of the Haiti regime new ones. References stay.
    reference = tidy(element.findtext("REFERENCE_NUMBER") or "")
    key = reference or tidy(element.findtext("DATAID") or "")
    if not key:
        raise StructureError(
            "an entry has no reference", where=path, todo="fetch the list again; the earlier one stays"
        )
    entry = Entry("un", f"un-{key}", "Person" if person else "Organization", path, found)
    names = [tidy(element.findtext(part) or "") for part in _NAME_PARTS]
    entry.add("name", " ".join(filter(None, names)), at=f"{path}/FIRST_NAME")
    if reference in references:
        entry.issue(IssueKind.DOUBLE, "REFERENCE_NUMBER", reference, f"also the reference of {references[reference]}")
    references[reference] = entry.id
    programme = tidy(element.findtext("UN_LIST_TYPE") or "")
    sanction = entry.sanction(key)
    sanction.add("authority", "UN")
    sanction.add("program", programme, at=f"{path}/UN_LIST_TYPE")
    sanction.add("description", _RESOLUTION.get(programme))
    for measure in _MEASURES.get(programme, ()):
        if person or measure is not Measure.TRAVEL_BAN:
            sanction.add("provisions", measure.value, original="", at=f"{path}/UN_LIST_TYPE")
    for at, name, child in children(element, path):
        text = text_of(child)
        match name:
            case "REFERENCE_NUMBER":
                for prop in ("unscId", "recordId"):
                    sanction.add(prop, text, original=text, at=at)
            case "LISTED_ON":
                sanction.add("listingDate", read_date(text.strip()) or text, original=text, at=at)
            case "LAST_DAY_UPDATED":
                for value_at, _, value in children(child, at):
                    written = text_of(value)
                    sanction.add("modifiedAt", read_date(written.strip()) or written, original=written, at=value_at)
            case "COMMENTS1":
                entry.add("notes", text, at=at)
                sanction.add("reason", text, at=at)
                texts.append((entry, text, at))
                for number in _IMO.findall(text):
                    if not person:
                        entry.add("imoNumber", number, at=at)
            case "NAME_ORIGINAL_SCRIPT":
                entry.add("alias", text, at=at, lang=language_of(script_of(text)))
            case "GENDER":
                entry.add("gender", text.strip().lower(), original=text, at=at)
            case "TITLE" | "DESIGNATION" | "NATIONALITY":
                _values(entry, name, child, at)
            case "INDIVIDUAL_ALIAS" | "ENTITY_ALIAS":
                _alias(entry, child, at)
            case "INDIVIDUAL_ADDRESS" | "ENTITY_ADDRESS":
                _address(entry, child, at)
            case "INDIVIDUAL_DATE_OF_BIRTH":
                _birth_date(entry, child, at)
            case "INDIVIDUAL_PLACE_OF_BIRTH":
                _birth_place(entry, child, at)
            case "INDIVIDUAL_DOCUMENT":
                _document(entry, child, at)
            case _ if name not in _SILENT and text.strip():
                unread.note(name, text.strip(), at)


def _values(entry: Entry, name: str, element: etree._Element, at: str) -> None:
    prop = {"TITLE": "title", "DESIGNATION": "position", "NATIONALITY": "nationality"}[name]
    for value_at, _, value in children(element, at):
        entry.add(prop, text_of(value), at=value_at)


def _alias(entry: Entry, element: etree._Element, at: str) -> None:
    quality = tidy(element.findtext("QUALITY") or "")
    text = element.findtext("ALIAS_NAME") or ""
    if not tidy(text):
        return
    where = f"{at}/ALIAS_NAME"
    prop = _QUALITY.get(quality)
    if prop is None:
        prop = "weakAlias"
        entry.issue(IssueKind.ODD, "QUALITY", quality, "an unknown quality of alias, taken as weak", at=at)
    clean = tidy(text)
    if re.search(r"\b(born|passport)\b|\(false identity", clean, re.IGNORECASE):
        entry.add("notes", f"alias: {clean}", original=text, at=where)
        entry.issue(IssueKind.ODD, "ALIAS_NAME", clean, "more than a name stands in an alias; kept as a note", at=where)
        return
    lang = language_of(script_of(clean))
    entry.add(prop, clean, original=text, at=where, lang=lang)
    surname, comma, given = clean.partition(", ")
    if comma and "," not in given and entry.schema == "Person":
        # "Surname, Given": the order of the parts is turned too, so that both ways of writing it are found.
        entry.add(prop, f"{given} {surname}", original=text, at=where, lang=lang)
    for note in element.findall("NOTE"):
        entry.add("notes", text_of(note), at=f"{at}/NOTE")
    for date in element.findall("DATE_OF_BIRTH"):
        _dates(entry, text_of(date), f"{at}/DATE_OF_BIRTH")
    place = ", ".join(filter(None, (tidy(element.findtext(f"{part}_OF_BIRTH") or "") for part in ("CITY", "COUNTRY"))))
    if place:
        entry.add("birthPlace", place, at=at)


def _address(entry: Entry, element: etree._Element, at: str) -> None:
    parts = [tidy(element.findtext(part) or "") for part in ("STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY")]
    entry.add("address", ", ".join(filter(None, parts)), at=at)
    if parts[-1]:
        entry.add("country", parts[-1], at=f"{at}/COUNTRY")
    entry.add("notes", element.findtext("NOTE"), at=f"{at}/NOTE")


def _birth_date(entry: Entry, element: etree._Element, at: str) -> None:
    kind = tidy(element.findtext("TYPE_OF_DATE") or "")
    if kind == "BETWEEN":
        _dates(entry, f"{text_of(element.find('FROM_YEAR'))}-{text_of(element.find('TO_YEAR'))}", at)
    for part in ("DATE", "YEAR"):
        if text := tidy(element.findtext(part) or ""):
            _dates(entry, f"circa {text}" if kind == "APPROXIMATELY" else text, f"{at}/{part}", written=text)
    entry.add("notes", element.findtext("NOTE"), at=f"{at}/NOTE")


def _dates(entry: Entry, text: str, at: str, *, written: str = "") -> None:
    if not tidy(text):
        return
    readings = read_dates(text)
    if not readings:
        entry.issue(IssueKind.DATE, "birthDate", text, "not a date that can be read", at=at)
    for reading in readings:
        approximate = f"circa {written or text}" if reading.approximate and "-" not in text else written or text
        entry.add("birthDate", reading.iso, original=approximate, at=at)


def _birth_place(entry: Entry, element: etree._Element, at: str) -> None:
    parts = [tidy(element.findtext(part) or "") for part in ("STREET", "CITY", "STATE_PROVINCE", "COUNTRY")]
    entry.add("birthPlace", ", ".join(filter(None, parts)), at=at)
    if parts[-1]:
        entry.add("birthCountry", parts[-1], at=f"{at}/COUNTRY")
    entry.add("notes", element.findtext("NOTE"), at=f"{at}/NOTE")


def _document(entry: Entry, element: etree._Element, at: str) -> None:
    kind = tidy(element.findtext("TYPE_OF_DOCUMENT") or "")
    number = element.findtext("NUMBER")
    note = "; ".join(
        filter(None, (tidy(element.findtext(part) or "") for part in ("TYPE_OF_DOCUMENT2", "CITY_OF_ISSUE", "NOTE")))
    )
    if number is None or not tidy(number):
        if note:
            entry.add("notes", f"{kind or 'document'}: {note}", at=at)
        return
    entry.document(
        number,
        kind=kind or "document",
        passport="passe" in kind.lower() or "passp" in kind.lower() or "pasap" in kind.lower(),
        country=element.findtext("ISSUING_COUNTRY") or element.findtext("COUNTRY_OF_ISSUE"),
        issued=read_date(tidy(element.findtext("DATE_OF_ISSUE") or "")),
        note=note or None,
        at=f"{at}/NUMBER",
    )
