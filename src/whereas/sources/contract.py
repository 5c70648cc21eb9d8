"""What a source file promises: a `SOURCE`, its `FEEDS`, and a pure `parse` from bytes to statements and issues."""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from whereas.core import schema as schemata
from whereas.core.claim import Claim
from whereas.core.exhibit import Exhibit
from whereas.core.issue import Issue, IssueKind
from whereas.core.period import is_partial_date
from whereas.core.source import Bounds, Source
from whereas.core.statement import Statement
from whereas.kit import forms
from whereas.kit.countries import country_code

Found = Statement | Issue | Claim


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One file a source publishes.

    `patterns` are regular expressions matched against a file's whole name in a mirror (case ignored); `url` is the
    official address, empty where there is none that a program may fetch; `limit` the largest size in bytes that is
    captured; `published` reads the edition's date (partial ISO) from the file's name and bytes, empty if unknown;
    `bounds` replace the source's where the file holds another share of the list; `partial` says why a file is not the
    whole list (a sample, an extract), so that its silence means nothing.
    """

    key: str
    patterns: tuple[str, ...]
    url: str = ""
    limit: int = 512 * 2**20
    bounds: Bounds | None = None
    partial: str = ""
    published: Callable[[str, bytes], str] = lambda name, data: date_in_name(name)

    def takes(self, name: str) -> bool:
        """Whether a mirror's file of this name belongs to the feed."""
        return any(re.fullmatch(pattern, name, re.IGNORECASE) for pattern in self.patterns)


class SourceModule(Protocol):
    """What the catalogue finds in each source file."""

    SOURCE: Source
    FEEDS: tuple[Feed, ...]

    def parse(self, exhibit: Exhibit, data: bytes) -> Iterator[Found]:
        """Pure: the same exhibit yields the same statements, issues and claims, in the same order.

        Raises `StructureError` or `UnsafeFileError` before the structure is trusted; nothing is then taken.
        """
        ...


def date_in_name(name: str) -> str:
    """A date in a file's name as a partial ISO date: `x_2023-01-21.csv`, `x20260828.tsv`, `2021_x.csv`; else empty."""
    if found := re.search(r"(?<!\d)((?:19|20)\d\d)[-_.]?([01]\d)[-_.]?([0-3]\d)(?!\d)", name):
        text = "-".join(found.groups())
        if is_partial_date(text):
            return text
    if found := re.search(r"(?<!\d)((?:19|20)\d\d)(?!\d)", name):
        return found.group(1)
    return ""


_SPACE = re.compile(r"\s+")
# Soft hyphens and control characters: marks of typesetting and of wrong encodings, never part of what is said.
_UNSEEN = re.compile(r"[\xad\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")


def tidy(text: str) -> str:
    """The text in Unicode's NFC, runs of white space as one blank, none at the ends, and no control characters."""
    composed = text if text.isascii() else unicodedata.normalize("NFC", text)
    return _SPACE.sub(" ", _UNSEEN.sub("", composed)).strip()


def _date(text: str) -> str | None:
    return text if is_partial_date(text) else None


# How values of a type are brought to their normal form, and what is said where they have none.
_FORMS: dict[str, tuple[Callable[[str], str | None], IssueKind, str]] = {
    schemata.COUNTRY: (country_code, IssueKind.COUNTRY, "no country or territory of this name is known"),
    schemata.DATE: (_date, IssueKind.DATE, "not a date that can be read"),
    schemata.ADDRESS: (forms.address, IssueKind.ODD, "not an address"),
    schemata.NAME: (forms.name, IssueKind.ODD, "not a name"),
    schemata.URL: (forms.url, IssueKind.ODD, "not a web address"),
    schemata.EMAIL: (forms.email, IssueKind.ODD, "not a mail address"),
    schemata.GENDER: (forms.gender, IssueKind.ODD, "not a gender that FollowTheMoney knows"),
}


class Entry:
    """Collects what one record of a list says of one entity, checks it against the schema, and accounts for oddities.

    Values are tidied; where that or a reading changed them, the text as written is kept as `original`. Empty values
    are left out. Statements and issues land in `found`, in the order they were added.
    """

    __slots__ = ("found", "id", "locator", "schema", "source")

    def __init__(self, source: str, entity: str, schema: str, locator: str, found: list[Found]) -> None:
        schemata.properties(schema)  # an unknown schema is a mistake in the parser: KeyError
        self.source, self.id, self.schema, self.locator, self.found = source, entity, schema, locator, found

    def add(
        self,
        prop: str,
        value: str | None,
        *,
        original: str | None = None,
        at: str = "",
        lang: str = "",
        since: str = "",
        until: str = "",
    ) -> None:
        """State that `prop` is `value`; `at` is the full locator of the field, by default the record's own.

        `original` defaults to `value` as given. Values are brought to the normal form of their type (country names
        become codes); one that cannot be read becomes an issue that holds the text, and no statement. `since` and
        `until` are partial ISO dates.
        Raises `KeyError` where the schema has no such property: that is a mistake in the parser.
        """
        if value is None:
            return
        clean = tidy(value)
        if not clean:
            return
        kind = schemata.properties(self.schema)[prop]
        written = value if original is None else original
        if kind in _FORMS:
            form, issue, words = _FORMS[kind]
            formed = form(clean)
            if not formed:
                self.issue(issue, prop, written, words, at=at)
                return
            clean = formed
        self.found.append(
            Statement(
                source=self.source,
                entity=self.id,
                schema=self.schema,
                prop=prop,
                value=clean,
                original="" if written == clean else written,
                lang=lang,
                valid_from=since,
                valid_to=until,
                locator=at or self.locator,
            )
        )

    def issue(self, kind: IssueKind, field: str, value: str, message: str, *, at: str = "") -> None:
        """Record a problem with this entry that a person should see."""
        self.found.append(
            Issue(kind=kind, locator=at or self.locator, field=field, value=value, message=message, entity=self.id)
        )

    def part(self, schema: str, key: str, *, at: str = "") -> "Entry":
        """A thing that hangs on this entry (a sanction, a document, a link), its id derived from `key`."""
        return Entry(self.source, derived_id(self.id, schema, key), schema, at or self.locator, self.found)

    def sanction(self, key: str, *, at: str = "") -> "Entry":
        """A designation of this entry, as a Sanction that points to it; `key` tells several of one entry apart.

        By convention: `authority` who lists (UN, EU, US, ...), `recordId` the reference printed in the list,
        `authorityId` the list's own id with the authority before it (`OFAC-21944`, `EU-EU.27.28`, `UK-DPR0001`),
        `unscId` the UN reference where given (`KPi.033`), `program` the programme as the list names it,
        `provisions` the measures (values of `Measure`, the list's words as original), `reason` the narrative,
        `description` the legal act with its annex, `sourceUrl` its address, `listingDate` when first listed,
        `startDate`/`endDate` when the measure runs, `modifiedAt` when last amended, `status` as the list says.
        """
        sanction = self.part("Sanction", key, at=at)
        sanction.add("entity", self.id)
        return sanction

    def document(
        self, number: str | None, *, kind: str, passport: bool = False, country: str | None = None,
        issued: str = "", expires: str = "", note: str | None = None, at: str = "",
    ) -> None:  # fmt: skip
        """An identity document: its number on the holder (for matching) and in full as an Identification or Passport.

        `kind` is the list's word for it; dates are partial ISO dates.
        """
        if number is None or not tidy(number):
            return
        schema = "Passport" if passport else "Identification"
        holder_prop = "passportNumber" if passport and self.schema == "Person" else "idNumber"
        if holder_prop in schemata.properties(self.schema):
            self.add(holder_prop, number, at=at)
        paper = self.part(schema, f"{kind}|{tidy(number)}|{country or ''}", at=at)
        paper.add("holder", self.id)
        paper.add("number", number)
        if passport:
            paper.add("passportNumber", number)
        paper.add("type", kind)
        paper.add("country", country)
        paper.add("startDate", issued or None)
        paper.add("endDate", expires or None)
        paper.add("summary", note)

    def link(self, schema: str, other: str, *, role: str, outward: bool = True, at: str = "") -> None:
        """A relation to another entity id: an edge schema (`Ownership`, `Representation`, `UnknownLink`, ...).

        `outward` puts this entry at the edge's first end (owner, agent, subject), else at the second.
        """
        edge = schemata.SCHEMATA[schema].edge
        if edge is None:
            raise KeyError(f"{schema} is not an edge")
        relation = self.part(schema, f"{other}|{role}|{outward}", at=at)
        mine, theirs = edge if outward else (edge[1], edge[0])
        relation.add(mine, self.id)
        relation.add(theirs, other)
        relation.add("relationship" if schema in ("Family", "Associate") else "role", role)


def derived_id(*parts: str) -> str:
    """An id for a thing the list does not number: the first part's source prefix and a digest of all parts."""
    prefix = parts[0].split("-", 1)[0]
    return f"{prefix}-{hashlib.sha256(chr(31).join(parts).encode()).hexdigest()[:20]}"


class Unread:
    """Counts fields nobody read, so that next week's new column becomes one issue and not a thousand."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()
        self._first: dict[str, tuple[str, str]] = {}

    def note(self, field: str, value: str, locator: str) -> None:
        """A field with something in it that the parser has no place for."""
        self._seen[field] += 1
        self._first.setdefault(field, (locator, value))

    def row(self, rest: Mapping[str, str | None], locator: Callable[[str], str]) -> None:
        """What is left of a row after the parser took what it understands; empty fields are nothing."""
        for field, value in rest.items():
            if value is not None and value.strip():
                self.note(field, value, locator(field))

    def issues(self) -> Iterable[Issue]:
        """One issue per field, at its first place, with the count."""
        for field, count in self._seen.items():
            locator, value = self._first[field]
            yield Issue(
                kind=IssueKind.UNREAD,
                locator=locator,
                field=field,
                value=value[:500],
                message=f"nothing reads this field; it held something {count} times",
                count=count,
            )
