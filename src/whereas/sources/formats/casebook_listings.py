"""What the casebook says of listings: every list's view of a subject, listed addresses, and where nobody was found."""

import re

from whereas.core.claim import Claim
from whereas.core.errors import StructureError
from whereas.core.exhibit import Exhibit
from whereas.core.measure import Measure
from whereas.kit.dates import read_dates
from whereas.kit.scripts import language_of, script_of
from whereas.sources.contract import Entry, Found
from whereas.sources.formats import casebook_records as records
from whereas.sources.formats.yaml_records import read_yaml

AUTHOR = "casebook, written by hand"
NOT_ON_LIST = "not-on-list"


def designations(data: bytes, exhibit: Exhibit, found: list[Found]) -> None:
    """The statements of every act, and as claims what each subject shows and where it was not found."""
    book = read_yaml(data, records.Designations)
    for authority, note in book.lists.items():
        _list(exhibit.source, authority, note, found)
    for number, subject in enumerate(book.designations):
        at = f"json:/designations/{number}"
        for place, act in enumerate(subject.acts):
            identity = entity_id(act.authority, act.reference)
            entry = Entry(exhibit.source, identity, subject.kind, f"{at}/acts/{place}", found)
            _act(entry, act)
            _sanction(entry, act, _known(book, act.authority, entry.locator))
        first = entity_id(subject.acts[0].authority, subject.acts[0].reference)
        found.append(_said(exhibit, "casebook-note", first, subject.shows, day=book.edition, at=f"{at}/shows"))
        for authority in subject.absent:
            listed = _known(book, authority, f"{at}/absent")
            words = f"{subject.subject} was not found in: {listed.title}, edition of {listed.edition}."
            found.append(
                _said(exhibit, NOT_ON_LIST, first, words, day=book.edition, at=f"{at}/absent", other=authority)
            )


def _known(book: records.Designations, authority: str, at: str) -> records.ListNote:
    if authority not in book.lists:
        known = ", ".join(book.lists)
        raise StructureError(f"no list of {authority!r} is described", where=at, todo=f"choose one of {known}")
    return book.lists[authority]


def _said(exhibit: Exhibit, kind: str, subject: str, words: str, *, day: str, at: str, other: str = "") -> Claim:
    return Claim(
        kind=kind,
        subject=subject,
        object=other,
        words=words,
        author=AUTHOR,
        source="Whereas",
        claimed_on=day,
        verified=kind == NOT_ON_LIST,  # a note is our own words; an absence was looked up
        exhibit=exhibit.sha256,
        locator=at,
    )


def _list(source: str, authority: str, note: records.ListNote, found: list[Found]) -> None:
    at = f"json:/lists/{authority}"
    entry = Entry(source, f"cb-list-{authority.lower()}", "Document", at, found)
    for prop, field in (("name", "title"), ("title", "title"), ("publisher", "publisher"), ("date", "edition"),
                        ("sourceUrl", "url"), ("notes", "note"), ("notes", "sample")):  # fmt: skip
        entry.add(prop, getattr(note, field), at=f"{at}/{field}")


def entity_id(authority: str, reference: str) -> str:
    """The id of one list's view: `cb.un-KPi.033`; the part before the dash tells the list, as with real lists."""
    return f"cb.{authority.lower()}-{re.sub(r'[^0-9A-Za-z.]+', '-', reference)}"


def _act(entry: Entry, act: records.Act) -> None:
    at = entry.locator
    entry.add("name", act.name, original=act.written or None, at=f"{at}/name")
    for prop, field in (("alias", "aliases"), ("weakAlias", "weak_aliases"), ("previousName", "former_names")):
        for number, name in enumerate(getattr(act, field)):
            entry.add(prop, name, lang=language_of(script_of(name)), at=f"{at}/{field}/{number}")
    for number, born in enumerate(act.born):
        for reading in read_dates(born):
            entry.add("birthDate", reading.iso, original=born, at=f"{at}/born/{number}")
    for number, passport in enumerate(act.passports):
        entry.document(passport, kind="Passport", passport=True, at=f"{at}/passports/{number}")
    for prop, value, field in (
        ("gender", act.gender, "gender"),
        ("position", act.position, "position"),
        ("imoNumber", act.imo, "imo"),
        ("imoNumber", act.imo_company, "imo_company"),
        ("swiftBic", act.swift, "swift"),
        ("flag", act.flag, "flag"),
    ):
        if value:
            entry.add(prop, value, at=f"{at}/{field}")
    for prop, values, field in (
        ("nationality", act.nationality, "nationality"),
        ("country", act.countries, "countries"),
        ("birthPlace", act.birth_places, "birth_places"),
    ):
        for number, value in enumerate(values):
            entry.add(prop, value, at=f"{at}/{field}/{number}")
    for link in act.links:
        entry.link(link.schema, entity_id(act.authority, link.to), role=link.role, at=f"{at}/links")


def _sanction(entry: Entry, act: records.Act, listed: records.ListNote) -> None:
    at, whole = entry.locator, f"json:/lists/{act.authority}"
    sanction = entry.sanction(act.reference)
    sanction.add("authority", act.authority, at=f"{at}/authority")
    sanction.add("recordId", act.reference, at=f"{at}/reference")
    sanction.add("authorityId", f"{listed.prefix}-{act.record or act.reference}", at=f"{at}/reference")
    if act.authority == "UN":
        sanction.add("unscId", act.reference, at=f"{at}/reference")
    for program in act.programs or (listed.program,):
        sanction.add("program", program, at=f"{at}/programs" if act.programs else f"{whole}/program")
    for measure in act.measures or (listed.person_measures if entry.schema == "Person" else listed.measures):
        sanction.add("provisions", measure, at=at)
    annex = act.reference.rpartition("-")[0].replace(".", ", part ")
    sanction.add("description", listed.act.replace("{annex}", annex), at=f"{whole}/act")
    sanction.add("sourceUrl", listed.url, at=f"{whole}/url")
    day, place = (act.listed, f"{at}/listed") if act.listed else (act.un_date, f"{at}/un_date")
    sanction.add("listingDate", day, at=place)
    sanction.add("summary", listed.standing, at=f"{whole}/checked_against")
    if act.un_date:
        sanction.add("summary", "The date printed is that of the designation by the UN.", at=f"{at}/un_date")


def wallets(data: bytes, exhibit: Exhibit, found: list[Found]) -> None:
    """The statements of every listed address, each with its holder and its designation."""
    for number, wallet in enumerate(read_yaml(data, records.Wallets).wallets):
        at = f"json:/wallets/{number}"
        entry = Entry(exhibit.source, entity_id("US", wallet.address), "CryptoWallet", at, found)
        entry.add("publicKey", wallet.address, at=f"{at}/address")
        entry.add("currencySymbol", wallet.currency, at=f"{at}/currency")
        entry.add("blockchain", wallet.blockchain, at=f"{at}/blockchain")
        entry.add("holder", entity_id("US", wallet.holder), at=f"{at}/holder")
        sanction = entry.sanction(wallet.holder, at=at)
        sanction.add("authority", "US", at=at)
        sanction.add("recordId", wallet.holder, at=f"{at}/holder")
        for place, program in enumerate(wallet.programs):
            sanction.add("program", program, at=f"{at}/programs/{place}")
        sanction.add("provisions", Measure.ASSET_FREEZE, at=at)
        sanction.add("description", wallet.act, at=f"{at}/act")
        sanction.add("sourceUrl", wallet.url, at=f"{at}/url")
        sanction.add("summary", wallet.standing, at=f"{at}/verified")
