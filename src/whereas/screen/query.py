"""What is asked of a screening: a name, and whatever else is known of who bears it."""

import re
from dataclasses import dataclass

from whereas.core import schema as schemata
from whereas.core.errors import WhereasError
from whereas.core.period import is_partial_date
from whereas.core.schema import SCHEMATA
from whereas.kit import names
from whereas.kit.countries import country_code
from whereas.kit.dates import read_date
from whereas.resolve.profile import BODY as LEGAL_BODY
from whereas.resolve.profile import ORGANISATION, Profile, document_forms
from whereas.resolve.profile import PERSON as NATURAL_PERSON
from whereas.resolve.profile import VESSEL as SHIP
from whereas.screen.table import BODY, PERSON, VESSEL

_LIST = re.compile(r"\s*[;|]\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A party to be screened. All but the name may be empty; several values stand apart by `;`.

    `schema` is Person, Organization, Company, Vessel or LegalEntity; empty asks for all. `birth_date` is a partial ISO
    date; `country` a code or name; `document` passport or register numbers.
    """

    name: str
    id: str = ""
    schema: str = ""
    birth_date: str = ""
    country: str = ""
    gender: str = ""
    document: str = ""
    place: str = ""
    position: str = ""
    address: str = ""

    @property
    def kinds(self) -> tuple[int, ...]:
        """The kinds of names to seek. Raises `WhereasError` for a schema that is never screened."""
        for schema, kinds in _KINDS:
            if self.schema == schema or (self.schema in SCHEMATA and schemata.is_a(self.schema, schema)):
                return kinds
        if not self.schema or self.schema == "Thing":
            # A legal form says that it is a body; nothing else about a name says what it is the name of.
            return (BODY,) if names.organisation(self.name).forms else (PERSON, BODY, VESSEL)
        raise WhereasError(
            f"names of {self.schema!r} are not screened",
            todo="use Person, Organization, Company, LegalEntity or Vessel, or leave the schema out",
        )

    @property
    def evidence(self) -> Profile | None:
        """What is known beside the name, as a party to compare; None where nothing is."""
        known = (self.birth_date, self.country, self.gender, self.document, self.place, self.position, self.address)
        if not any(known):
            return None
        kinds = self.kinds
        kind = NATURAL_PERSON if PERSON in kinds else SHIP if VESSEL in kinds else ORGANISATION
        return Profile(
            id="query",
            kind=LEGAL_BODY if len(kinds) > 1 else kind,
            schema=self.schema,
            listing="query",
            names=(self.name,),
            births=tuple(filter(None, map(_date, parted(self.birth_date)))),
            numbers={form: text for text in parted(self.document) for form in document_forms(text)},
            genders=frozenset(filter(None, map(_gender, parted(self.gender)))),
            countries=frozenset(filter(None, (country_code(one) for one in parted(self.country)))),
            places=frozenset(filter(None, map(names.fold, parted(self.place)))),
            addresses=frozenset(filter(None, map(names.fold, parted(self.address)))),
        )


_KINDS = (
    ("Person", (PERSON,)),
    ("Organization", (BODY,)),
    ("Vessel", (VESSEL,)),
    ("LegalEntity", (PERSON, BODY)),
)


def parted(text: str) -> list[str]:
    """The values in a cell, which stand apart by semicolons or bars."""
    return [one for one in _LIST.split(text.strip()) if one]


def _date(text: str) -> str:
    """A partial ISO date, or nothing where the text is none or could be two: an unreadable date is no evidence."""
    if is_partial_date(text):
        return text
    try:
        return read_date(text)
    except ValueError:
        return ""


def _gender(text: str) -> str:
    return {"m": "male", "f": "female", "male": "male", "female": "female", "man": "male", "woman": "female"}.get(
        text.casefold(), ""
    )
