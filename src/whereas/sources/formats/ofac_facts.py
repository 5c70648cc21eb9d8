"""What each label of OFAC means, whichever file it stands in, and how a labelled fact is stated of an entry."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from whereas.core import schema as schemata
from whereas.core.issue import IssueKind
from whereas.kit.countries import country_code
from whereas.kit.dates import read_date, read_dates
from whereas.kit.ids import imo_company, imo_ship, lei
from whereas.sources.contract import Entry, Unread
from whereas.sources.formats import ofac_labels, ofac_names, ofac_programs, ofac_wallet


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A labelled value; `text` is the clause as written; `country`, `issued` and `expires` as the file gives them.

    `dated` is whether the clause holds dates, so that a document keeps its words beside what was read of them.
    """

    label: str
    value: str
    text: str
    country: str = ""
    issued: str = ""
    expires: str = ""
    dated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """An entry, its designations by programme, and `find`: the id of the one party with exactly this name.

    `find` returns the empty string where the file names no such party, or more than one; it is None for files that
    name nobody.
    """

    entry: Entry
    unread: Unread
    designations: Mapping[str, Entry] = field(default_factory=dict)
    find: Callable[[str], str] | None = None


_DATED = re.compile(r"(listing|effective) date \((?:eo |cmic).*\)", re.IGNORECASE)
_WALLET = re.compile(r"digital currency address - (\w+)", re.IGNORECASE)
_NO_COUNTRY = ("none identified", "undetermined", "unknown", "stateless")
_PLACE = re.compile(r"(\S.*?)\s+\(([^()\d]+)\)")
_DIGIT = re.compile(r"\d")
_PROSE = re.compile(r"[a-z]{3}")
_CIRCA = re.compile(r"^(?:circa|approximately)\s", re.IGNORECASE)


def state(subject: Subject, fact: Fact, at: str) -> None:
    """State a fact of its subject by its label; what the schema or the label has no place for is kept as a note."""
    label = ofac_labels.bare(fact.label)
    if wallet := _WALLET.fullmatch(label):
        ofac_wallet.state_held(subject.entry, wallet[1].upper(), fact.value, at)
        return
    way, prop = ofac_labels.way(fact.label)
    if _DATED.fullmatch(label):
        way = "measure date"
    if not way:
        subject.unread.note(fact.label, fact.value, at)
        way = "note"
    _WAYS[way](subject, prop, fact, at)


def note(subject: Subject, text: str, at: str) -> None:
    """Keep a clause in the list's own words."""
    subject.entry.add("notes", text, at=at)


def _fits(subject: Subject, prop: str) -> bool:
    return prop in schemata.properties(subject.entry.schema)


def _text(subject: Subject, prop: str, fact: Fact, at: str) -> None:
    if _fits(subject, prop):
        subject.entry.add(prop, fact.value, at=at)
    else:
        note(subject, fact.text, at)


def _number(subject: Subject, prop: str, fact: Fact, at: str) -> None:
    if _fits(subject, prop):
        subject.entry.add(prop, fact.value.replace(",", ""), original=fact.value, at=at)
    else:
        note(subject, fact.text, at)


def _country(subject: Subject, prop: str, fact: Fact, at: str) -> None:
    if fact.value.casefold() in _NO_COUNTRY:
        note(subject, fact.text, at)
        return
    _text(subject, "country" if prop == "jurisdiction" and not _fits(subject, prop) else prop, fact, at)


def _births(subject: Subject, prop: str, fact: Fact, at: str) -> None:
    if not _fits(subject, prop):
        note(subject, fact.text, at)
        return
    # A value that cannot be read goes in as it is: adding it makes the issue.
    for iso in [reading.iso for reading in read_dates(_in_years(fact.value))] or [fact.value]:
        subject.entry.add(prop, iso, original=fact.value, at=at)


def _in_years(text: str) -> str:
    """A range of days as the range of years it lies in: `01 Jan 1961 to 31 Dec 1962` is `1961 to 1962`."""
    ends = [read_date(end)[:4] for end in text.split(" to ")]
    if len(ends) != 2 or not all(ends):
        return text
    return ends[0] if ends[0] == ends[1] else " to ".join(ends)


def _date(subject: Subject, prop: str, fact: Fact, at: str) -> None:
    if not _fits(subject, prop):
        note(subject, fact.text, at)
        return
    if _CIRCA.match(fact.value):  # the day is not known: the words stay beside the reading
        note(subject, fact.text, at)
    subject.entry.add(prop, read_date(_in_years(fact.value)) or fact.value, original=fact.value, at=at)


def _place(subject: Subject, prop: str, fact: Fact, at: str) -> None:
    if not _fits(subject, prop):
        note(subject, fact.text, at)
        return
    subject.entry.add(prop, fact.value, at=at)
    country = fact.value.rpartition(",")[2].strip()
    # A two-letter ending is as likely a state of the US, and Georgia is both.
    if len(country) > 3 and country_code(country) and not (country == "Georgia" and "," in fact.value):
        subject.entry.add("birthCountry", country, original=fact.value, at=at)


def _gender(subject: Subject, prop: str, fact: Fact, at: str) -> None:
    value = fact.value.strip().casefold()
    if _fits(subject, prop) and value in ("male", "female"):
        subject.entry.add(prop, value, original=fact.value, at=at)
        return
    note(subject, fact.text, at)


def _party(subject: Subject, prop: str, fact: Fact, at: str) -> None:
    other = subject.find(fact.value) if subject.find else ""
    if other and _fits(subject, prop):
        subject.entry.add(prop, other, original=fact.value, at=at)
    else:
        note(subject, fact.text, at)


def _linked(subject: Subject, prop: str, fact: Fact, at: str) -> None:
    find = subject.find
    # The sentence's full stop is not always beside the one of "CO., LTD.".
    other = (find(fact.value) or find(fact.value + ".")) if find else ""
    if other and other != subject.entry.id:
        subject.entry.link("UnknownLink", other, role="Linked To", at=at)
        return
    note(subject, fact.text, at)
    why = "no single entry of this file has exactly this name" if find else "this file names no entries"
    subject.entry.issue(IssueKind.ORPHAN, "Linked To", fact.value, why, at=at)


def _ship(subject: Subject, prop: str, fact: Fact, at: str) -> None:
    labelled = re.fullmatch(r"IMO\s*(?:no\.?|number)?\s*(\d+)", fact.value.strip(), re.IGNORECASE)
    bare = re.fullmatch(r"\d{7}", fact.value.strip())
    entry = subject.entry
    if not _fits(subject, prop):
        note(subject, fact.text, at)
        return
    if not (labelled or bare):
        note(subject, fact.text, at)
        entry.issue(IssueKind.IDENTIFIER, fact.label, fact.value, "not an IMO number of a ship", at=at)
        return
    number = labelled[1] if labelled else fact.value.strip()
    sound = imo_ship.normal(number) is not None
    if bare and not sound:
        note(subject, fact.text, at)
        entry.issue(IssueKind.IDENTIFIER, fact.label, fact.value, "seven digits, not labelled IMO, whose check digit "
                    "is not an IMO number's", at=at)  # fmt: skip
        return
    entry.add(prop, number, original=fact.value, at=at)
    if bare:
        entry.issue(IssueKind.AMBIGUOUS, fact.label, fact.value, "seven digits without the word IMO; read as an IMO "
                    "number because the label is a ship's registration and the check digit holds", at=at)  # fmt: skip
    elif not sound:
        company = imo_company.normal(number) is not None
        words = "a company's IMO number under a ship's label" if company else "the check digit of this number is wrong"
        entry.issue(IssueKind.IDENTIFIER, fact.label, fact.value, words, at=at)


def _passport(subject: Subject, prop: str, fact: Fact, at: str) -> None:
    if paper := _numbered(subject, fact, at):
        _document(subject, paper, at, passport=True)


def _numbered(subject: Subject, fact: Fact, at: str) -> Fact | None:
    """The fact with its bare number; None, with an issue, where the list wrote prose in a number's place.

    A place behind the number in brackets (`18740 (Jalisco)`) is no part of it, a digit (`D12(9)`) is; the words stay.
    """
    number = fact.value
    placed = _PLACE.fullmatch(number)
    if placed:
        number = placed[1]
    if not _DIGIT.search(number) or _PROSE.search(number):
        note(subject, fact.text, at)
        subject.entry.issue(IssueKind.ODD, fact.label, fact.value, "words in a number's place; kept as a note", at=at)
        return None
    return replace(fact, value=number, dated=fact.dated or placed is not None)


def _paper(subject: Subject, prop: str, written: Fact, at: str) -> None:
    fact = _numbered(subject, written, at)
    if fact is None:
        return
    imo = re.fullmatch(r"IMO\s*(\d{7})", fact.value.strip())
    if imo and _fits(subject, "imoNumber"):  # "Identification Number IMO 1234567": a shipping company's
        subject.entry.add("imoNumber", imo[1], original=fact.value, at=at)
    if prop and _fits(subject, prop):
        subject.entry.add(prop, fact.value, at=at)
    _document(subject, fact, at)


def _legal_entity(subject: Subject, prop: str, fact: Fact, at: str) -> None:
    _paper(subject, prop if lei.normal(fact.value) else "registrationNumber", fact, at)


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
    note_text = fact.text if fact.dated else None
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
    "births": _births, "place": _place, "country": _country, "gender": _gender, "text": _text, "number": _number,
    "date": _date,
    "party": _party, "linked": _linked, "ship": _ship, "passport": _passport, "paper": _paper,
    "legal entity": _legal_entity, "note": _note, "measure": _measure, "measure date": _measure_date,
}  # fmt: skip


def state_weak_name(subject: Subject, kind: str, name: str, at: str) -> None:
    """A name OFAC calls weak: `kind` is a.k.a., f.k.a. or n.k.a.; a ship's former name counts as one all the same."""
    former = kind.startswith("f") and schemata.is_a(subject.entry.schema, "Vehicle")
    ofac_names.state(subject.entry, "previousName" if former else "weakAlias", name, at=at)
