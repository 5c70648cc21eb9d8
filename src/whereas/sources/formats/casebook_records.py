"""The records of the casebook's files, as typed shapes: what may stand in each, and what must."""

from typing import Annotated, Literal

import msgspec

from whereas.core.measure import Measure


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What every record says of where it comes from.

    `source` is who says it, `act` the public act, `url` an address known for certain. `verified` is True only where
    the fact was held against a text or file that was at hand, named in `checked_against`.
    """

    source: str
    act: str = ""
    url: str = ""
    verified: bool
    checked_against: str = ""

    @property
    def standing(self) -> str:
        """In words, whether the record was checked and against what."""
        return _standing(self.verified, self.checked_against)


def _standing(verified: bool, against: str) -> str:
    return f"Checked against: {against}." if verified else "Not checked: written from memory."


class Happening(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An event; `date` and `until` are partial ISO dates, `points` numbers of the brief, `themes` plain words."""

    key: str
    name: str
    date: str
    until: str = ""
    place: str = ""
    countries: tuple[str, ...] = ()
    summary: str
    points: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()


class Text(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A strategy text; `number` is its official number."""

    key: str
    name: str
    author: str
    date: str
    number: str = ""
    summary: str
    points: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()


class Amount(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An interval with its unit; an end that is not given is open."""

    low: float | None = None
    high: float | None = None
    unit: str


class Figure(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A published figure; `rivals` is shared by figures that answer one question, `assumes` what it rests on."""

    kind: str
    subject: str
    object: str = ""
    words: str
    published: str
    start: str = ""
    end: str = ""
    place: str = ""
    quantity: Amount | None = None
    assumes: str = ""
    rivals: str = ""
    points: tuple[str, ...] = ()


class ListNote(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A list as it was at hand: edition, act, measures; `sample` says why it means nothing not to be on it."""

    title: str
    publisher: str
    edition: str
    url: str = ""
    act: str
    program: str = ""
    prefix: str
    person_measures: tuple[Measure, ...] = ()
    measures: tuple[Measure, ...] = ()
    verified: bool
    checked_against: str = ""
    note: str = ""
    sample: str = ""

    @property
    def standing(self) -> str:
        """In words, whether entries were checked and against what."""
        return _standing(self.verified, self.checked_against)


class Link(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A relation that the same list states, `to` the reference of another entry of it."""

    to: str
    schema: Literal["Representation", "UnknownLink", "Ownership", "Membership", "Directorship"]
    role: str


class Act(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one list says of a subject.

    `written` is the name as printed where `name` is only a part of it; `record` the list's inner number; `un_date`
    the date of designation by the UN that a list of the EU prints.
    """

    authority: str
    reference: str
    record: str = ""
    name: str
    written: str = ""
    aliases: tuple[str, ...] = ()
    weak_aliases: tuple[str, ...] = ()
    former_names: tuple[str, ...] = ()
    born: tuple[str, ...] = ()
    passports: tuple[str, ...] = ()
    gender: str = ""
    birth_places: tuple[str, ...] = ()
    position: str = ""
    nationality: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    imo: str = ""
    imo_company: str = ""
    swift: str = ""
    flag: str = ""
    programs: tuple[str, ...] = ()
    measures: tuple[Measure, ...] = ()
    listed: str = ""
    un_date: str = ""
    links: tuple[Link, ...] = ()


class Designated(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A subject with the acts of the lists that name it; `absent` are lists on which it was looked for in vain."""

    subject: str
    kind: Literal["Person", "Organization", "PublicBody", "Vessel"]
    shows: str
    absent: tuple[str, ...] = ()
    acts: Annotated[tuple[Act, ...], msgspec.Meta(min_length=1)]


class Wallet(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A listed address, in the exact case of the list; `holder` is the reference of the listed holder."""

    address: str
    currency: str
    blockchain: str
    holder: str
    programs: tuple[str, ...]


class Timeline(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """timeline.yaml"""

    edition: str
    events: tuple[Happening, ...]


class StrategyTexts(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """strategy_texts.yaml"""

    edition: str
    texts: tuple[Text, ...]


class Figures(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """figures.yaml and arms_estimates.yaml"""

    edition: str
    figures: tuple[Figure, ...]


class Designations(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """designations.yaml"""

    edition: str
    lists: dict[str, ListNote]
    designations: tuple[Designated, ...]


class Wallets(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """wallets.yaml"""

    edition: str
    wallets: tuple[Wallet, ...]
