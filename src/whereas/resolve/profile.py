"""What is compared of an entity, gathered once: names in their forms, dates, documents, references, circumstances."""

import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property

from whereas.core import schema as schemata
from whereas.core.entity import Entity
from whereas.kit import names as forms
from whereas.kit.ids import bic, imo_ship
from whereas.kit.korean import Reading, readings

# What an entity can be; things of different kinds are never compared. `body` is a LegalEntity that a list does not
# tell a person or an organisation: it is compared with both.
PERSON, ORGANISATION, BODY, VESSEL, AIRCRAFT, WALLET, OTHER = (
    "person", "organisation", "body", "vessel", "aircraft", "wallet", "",
)  # fmt: skip
_KINDS = (
    ("Person", PERSON),
    ("Organization", ORGANISATION),
    ("LegalEntity", BODY),
    ("Vessel", VESSEL),
    ("Airplane", AIRCRAFT),
    ("CryptoWallet", WALLET),
)
_IDENTIFIERS = {
    "leiCode": "LEI", "swiftBic": "SWIFT", "taxNumber": "tax", "vatCode": "VAT", "registrationNumber": "registration",
    "innCode": "INN", "ogrnCode": "OGRN", "uscCode": "USCC", "dunsCode": "DUNS", "imoNumber": "IMO",
    "publicKey": "address", "accountId": "account", "mmsi": "MMSI", "callSign": "call sign",
    "serialNumber": "serial number", "socialSecurityNumber": "social security",
}  # fmt: skip
_NOT_NUMBER = re.compile(r"[\W_]+")
_WORDY = re.compile(r"[^\W\d_]{3,}")
_MOST_WORDS = 80


@dataclass(frozen=True, kw_only=True)
class Profile:
    """An entity prepared for comparison; not slotted, for its derived forms are cached.

    `names` as written (strong, then weak); `numbers` document numbers normalised, each to its text as written;
    `identifiers` as (kind, normal form); `references` authority references in small letters; `un` UN references;
    `words` the words of position, reasons, notes and linked parties; `listing` the list it is an entry of.
    """

    id: str
    kind: str
    schema: str
    listing: str
    names: tuple[str, ...] = ()
    weak_names: tuple[str, ...] = ()
    births: tuple[str, ...] = ()
    birth_circa: bool = False
    numbers: dict[str, str] = field(default_factory=dict)
    identifiers: frozenset[tuple[str, str]] = frozenset()
    references: frozenset[str] = frozenset()
    un: frozenset[str] = frozenset()
    genders: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()
    programmes: frozenset[str] = frozenset()

    @cached_property
    def all_names(self) -> tuple[str, ...]:
        """Strong names, then weak ones."""
        return (*self.names, *self.weak_names)

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        """The Korean readings of its strong names."""
        if self.kind not in (PERSON, BODY):
            return ()
        return tuple(dict.fromkeys(found for name in self.names for found in readings(name)))

    @cached_property
    def token_forms(self) -> tuple[tuple[str, ...], ...]:
        """The folded words of each strong name, titles left out; each form once."""
        return tuple(dict.fromkeys(words for name in self.names if (words := forms.without_titles(forms.tokens(name)))))

    @cached_property
    def sorted_forms(self) -> dict[tuple[str, ...], tuple[str, ...]]:
        """The same by their words in alphabetical order."""
        return {tuple(sorted(words)): words for words in self.token_forms}

    @cached_property
    def plain_forms(self) -> frozenset[tuple[str, ...]]:
        """Those of names that do not read as Korean: their words may stand in any order."""
        if not self.readings:
            return frozenset(self.token_forms)
        plain = (name for name in self.names if not readings(name))
        return frozenset(words for name in plain if (words := forms.without_titles(forms.tokens(name))))

    @cached_property
    def organisation_names(self) -> tuple[forms.OrganisationName, ...]:
        """Its strong names read as an organisation's."""
        return tuple(dict.fromkeys(forms.organisation(name) for name in self.names))

    @cached_property
    def organisation_keys(self) -> dict[str, forms.OrganisationName]:
        """Them by key."""
        return {name.key: name for name in self.organisation_names}

    @cached_property
    def themes(self) -> frozenset[str]:
        """What the programmes it is listed under are about."""
        return frozenset(theme for text in self.programmes for theme in programme_themes(text))

    @cached_property
    def vessel_names(self) -> tuple[forms.VesselName, ...]:
        """Its names read as a ship's, former names in brackets as names of their own."""
        read = [forms.vessel(name) for name in self.all_names]
        return tuple(dict.fromkeys([*read, *(forms.vessel(former) for one in read for former in one.former)]))

    @property
    def label(self) -> str:
        """What to call it."""
        return self.all_names[0] if self.all_names else self.id


def number_form(text: str) -> str:
    """A number as compared: letters and digits only, capitals; empty where fewer than four are left."""
    form = _NOT_NUMBER.sub("", text).upper()
    return form if len(form) >= 4 and any(letter.isdigit() for letter in form) else ""


_PARTED = re.compile(r"[,;/()]|\s{2,}|\b(?:expire[sd]?|issued|valid|passport|number|no)\b", re.IGNORECASE)


def document_forms(text: str) -> tuple[str, ...]:
    """The document numbers in a text, normalised: one in `654320502, expires on 16.9.2019`, two in `5634100 / 4724100`.

    A piece counts if it holds five digits or more in one run once blanks and hyphens are gone, and is no date.
    """
    # A country or kind written before the number (`Jordan 654781`) is no part of it.
    bare = (re.sub(r"^\s*(?:[^\W\d_]{4,}\s+)+", "", piece) for piece in _PARTED.split(text))
    pieces = (number_form(piece) for piece in bare if not _DATE.search(piece))
    return tuple(form for form in pieces if re.search(r"\d{5}", form)) or tuple(filter(None, (number_form(text),)))


_DATE = re.compile(r"\b\d{1,2}[./]\d{1,2}[./]\d{4}\b|\b\d{4}-\d\d-\d\d\b|\b\d{1,2} [A-Z][a-z]{2,8}\.? \d{4}\b")


def wallet_form(text: str) -> str:
    """An address as compared: small letters where its alphabet has no case that counts (hexadecimal, bech32)."""
    clean = text.strip()
    bare = clean.lower()
    return bare if bare.startswith(("0x", "bc1", "ltc1", "tb1", "bitcoincash:", "addr1")) else clean


# What lists call their programmes, by subject: US programme codes, UN list types, EU and Australian regimes.
_THEMES = tuple(
    (theme, re.compile(words, re.IGNORECASE))
    for theme, words in {
        "North Korea": r"dprk|north korea|\bprk\b|\b1718\b|eu-prk",
        "Iran": r"\biran|ifsr|irgc|\birn\b|\b2231\b|\b1737\b|ifca",
        "Syria": r"syria|\bsyr\b",
        "Russia and Ukraine": r"russia|ukraine|\brus\b|\bukr\b|peesa|bpa",
        "Belarus": r"belarus|\bblr\b",
        "terrorism": r"sdgt|\bsdt\b|\bfto\b|terror|al[- ]?qa|isil|\b1267\b|\b1373\b|taliban|\b1988\b",
        "Libya": r"libya|\blby\b",
        "Congo": r"congo|drcongo|\bcod\b|\bdrc\b",
        "Iraq": r"iraq",
        "Zimbabwe": r"zimbabwe",
        "Sudan": r"sudan|darfur|\bsdn\b",
        "Somalia": r"somalia",
        "Balkans": r"balkan|former federal republic of yugoslavia",
        "Burma": r"burma|myanmar",
        "narcotics": r"sdntk?\b|illicit-drugs|narco",
        "proliferation": r"npwmd|proliferation",
    }.items()
)


@cache
def programme_themes(text: str) -> frozenset[str]:
    """What a programme is about, from its name or code on any list; empty where the name is not known."""
    return frozenset(theme for theme, words in _THEMES if words.search(text))


def kind_of(schema: str) -> str:
    """Which kind a schema is of; empty for what is not resolved (events, documents, intervals)."""
    return next((kind for name, kind in _KINDS if schemata.is_a(schema, name)), OTHER)


def profiles(entities: Iterable[Entity]) -> dict[str, Profile]:
    """Profiles of the resolvable things by id, with what their sanctions, documents and links say of them."""
    things: list[Entity] = []
    parts: dict[str, list[Entity]] = {}
    called: dict[str, str] = {}
    for entity in entities:
        if schemata.is_a(entity.schema, "Thing"):
            called[entity.id] = entity.caption
            if kind_of(entity.schema):
                things.append(entity)
        else:
            for target in _ends(entity):
                parts.setdefault(target, []).append(entity)
    return {entity.id: profile_of(entity, parts.get(entity.id, ()), called) for entity in things}


def _ends(part: Entity) -> Iterable[str]:
    kinds = schemata.properties(part.schema)
    return dict.fromkeys(said.value for said in part.statements if kinds.get(said.prop) == schemata.ENTITY)


def profile_of(entity: Entity, parts: Sequence[Entity], called: dict[str, str]) -> Profile:
    """The profile of one thing, from what it, its sanctions, documents and links say; `called` names linked parties."""
    kind = kind_of(entity.schema)
    sanctions = [part for part in parts if part.schema == "Sanction"]
    papers = [part for part in parts if schemata.is_a(part.schema, "Identification")]
    others = [end for part in parts if part not in sanctions for end in _ends(part) if end != entity.id]
    texts = [
        *entity.get("position", "title", "notes", "summary", "description", "education", "profession", "sector"),
        *(text for sanction in sanctions for text in sanction.get("reason", "summary")),
        *(called[other] for other in others if other in called),
    ]
    births = entity.said("birthDate")
    return Profile(
        id=entity.id,
        kind=kind,
        schema=entity.schema,
        listing=listing_of(entity, sanctions),
        names=entity.get("name", "alias", "previousName"),
        weak_names=entity.get("weakAlias"),
        births=tuple(dict.fromkeys(said.value for said in births)),
        birth_circa=any("irca" in said.original or "pprox" in said.original for said in births),
        numbers=_numbers(entity, papers),
        identifiers=frozenset(_identifiers(entity, kind)),
        references=frozenset(
            {
                entity.id.casefold(),
                *(value.strip(" .").casefold() for one in sanctions for value in one.get("authorityId")),
            }
        ),
        un=frozenset(value.strip(" .").casefold() for one in sanctions for value in one.get("unscId")),
        genders=frozenset(entity.get("gender")),
        countries=frozenset(entity.get("nationality", "citizenship", "country", "jurisdiction", "flag", "mainCountry")),
        places=frozenset(filter(None, map(forms.fold, entity.get("birthPlace")))),
        addresses=frozenset(filter(None, map(forms.fold, entity.get("address")))),
        words=tuple(_words(texts)),
        programmes=frozenset(value for one in sanctions for value in one.get("program")),
    )


def listing_of(entity: Entity, sanctions: Sequence[Entity] = ()) -> str:
    """The list an entity is an entry of: the prefix of its id and, where the file gathers several lists, which of them.

    The US Consolidated Screening List repeats one party under each of its lists; entries of different lists in it may
    be the same party.
    """
    prefix = entity.id.split("-", 1)[0]
    if prefix != "csl":
        return prefix
    programmes = sorted({value for one in sanctions for value in one.get("publisher")})
    return ":".join([prefix, *programmes[:1]])


def _numbers(entity: Entity, papers: Sequence[Entity]) -> dict[str, str]:
    written = [*entity.get("passportNumber", "idNumber")]
    for paper in papers:
        written += paper.get("number", "passportNumber")
    return {form: text for text in written for form in document_forms(text)}


def _identifiers(entity: Entity, kind: str) -> Iterable[tuple[str, str]]:
    for statement in entity.statements:
        label = _IDENTIFIERS.get(statement.prop)
        if label is None:
            continue
        if label == "IMO" and kind == VESSEL:
            form = imo_ship.normal(statement.value) or ""
        elif label == "SWIFT":
            form = bic.normal(statement.value) or ""  # a code may be letters alone
        elif label in ("address", "account") and kind == WALLET:
            form = wallet_form(statement.value)
        else:
            form = number_form(statement.value)
        if form:
            yield label, form


def _words(texts: Sequence[str]) -> Iterable[str]:
    counted: Counter[str] = Counter()
    for text in texts:
        counted.update(map(sys.intern, _WORDY.findall(forms.fold(text))))
        if len(counted) > _MOST_WORDS:
            break
    return counted
