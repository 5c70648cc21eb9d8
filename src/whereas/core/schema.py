"""Kinds of things and their properties, named as in FollowTheMoney so that export renames nothing.

A typed subset of FollowTheMoney 4 (https://followthemoney.tech, MIT). `tests/oracle` holds it against the
reference implementation.
"""

from dataclasses import dataclass
from functools import cache

# Property types. `entity` values are ids; `date` partial ISO dates; `country` lower-case ISO 3166-1 alpha-2 codes
# (with FollowTheMoney's additions); the rest are text that differs in how it is compared.
NAME, TEXT, STRING, DATE, COUNTRY, IDENTIFIER, URL, ADDRESS, NUMBER, ENTITY, GENDER, TOPIC, LANGUAGE, EMAIL, PHONE = (
    "name", "text", "string", "date", "country", "identifier", "url", "address", "number", "entity", "gender", "topic",
    "language", "email", "phone",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Schema:
    """A kind of thing: what it extends and the properties it adds, as name to type."""

    name: str
    extends: tuple[str, ...]
    adds: dict[str, str]
    edge: tuple[str, str] | None = None


def _props(**by_type: str) -> dict[str, str]:
    return {prop: kind.lower() for kind, props in by_type.items() for prop in props.split()}


def _schema(name: str, *extends: str, edge: tuple[str, str] | None = None, **by_type: str) -> Schema:
    return Schema(name=name, extends=extends, adds=_props(**by_type), edge=edge)


SCHEMATA: dict[str, Schema] = {
    schema.name: schema
    for schema in (
        _schema(
            "Thing",
            NAME="name alias weakAlias previousName",
            COUNTRY="country",
            TEXT="summary notes description",
            URL="sourceUrl publisherUrl wikipediaUrl",
            STRING="publisher keywords program",
            IDENTIFIER="wikidataId programId",
            TOPIC="topics",
            ADDRESS="address",
            DATE="createdAt modifiedAt retrievedAt",
        ),
        _schema(
            "Interval",
            DATE="startDate endDate date modifiedAt retrievedAt",
            TEXT="summary description",
            STRING="recordId publisher",
            URL="sourceUrl publisherUrl",
            NAME="namesMentioned",
        ),
        _schema("Value", NUMBER="amount amountUsd amountEur", STRING="currency"),
        _schema("Asset", "Thing", "Value"),
        _schema(
            "LegalEntity",
            "Thing",
            NAME="abbreviation",
            EMAIL="email",
            PHONE="phone",
            URL="website",
            STRING="legalForm status sector classification",
            DATE="incorporationDate dissolutionDate",
            IDENTIFIER="registrationNumber idNumber taxNumber licenseNumber vatCode leiCode dunsCode innCode ogrnCode "
            "okpoCode swiftBic uscCode",
            COUNTRY="jurisdiction mainCountry",
            ENTITY="parent",
        ),
        _schema(
            "Person",
            "LegalEntity",
            STRING="title firstName secondName middleName fatherName motherName lastName nameSuffix birthPlace "
            "position ethnicity eyeColor hairColor appearance religion political profession education",
            DATE="birthDate deathDate",
            COUNTRY="birthCountry nationality citizenship",
            TEXT="biography",
            IDENTIFIER="passportNumber socialSecurityNumber",
            GENDER="gender",
            NUMBER="height weight",
            LANGUAGE="spokenLanguage",
        ),
        _schema("Organization", "LegalEntity", IDENTIFIER="cageCode permId imoNumber giiNumber"),
        _schema("PublicBody", "Organization"),
        _schema("Company", "Asset", "Organization", IDENTIFIER="kppCode ticker isinCode cikCode", NUMBER="capital"),
        _schema(
            "Vehicle",
            "Asset",
            STRING="type model",
            IDENTIFIER="registrationNumber",
            DATE="buildDate registrationDate",
            ENTITY="owner operator",
        ),
        _schema(
            "Vessel",
            "Vehicle",
            IDENTIFIER="imoNumber crsNumber callSign mmsi",
            COUNTRY="flag pastFlags",
            STRING="registrationPort navigationArea pastTypes",
            NUMBER="tonnage grossRegisteredTonnage deadweightTonnage",
            DATE="nameChangeDate",
        ),
        _schema("Airplane", "Vehicle", IDENTIFIER="serialNumber icaoCode", STRING="manufacturer"),
        _schema(
            "CryptoWallet",
            "Thing",
            "Value",
            IDENTIFIER="publicKey accountId",
            STRING="currencySymbol blockchain managingExchange",
            ENTITY="holder",
        ),
        _schema("BankAccount", "Asset", STRING="bankName accountType bankAddress", IDENTIFIER="accountNumber iban bic"),
        _schema("Event", "Thing", "Interval", ADDRESS="location", STRING="important", ENTITY="organizer involved"),
        _schema(
            "Document",
            "Thing",
            STRING="title author fileName",
            DATE="date authoredAt publishedAt",
            TEXT="bodyText",
        ),
        _schema(
            "Sanction",
            "Interval",
            ENTITY="entity",
            STRING="authority program provisions status",
            IDENTIFIER="authorityId unscId programId",
            URL="programUrl",
            NUMBER="duration",
            TEXT="reason",
            COUNTRY="country",
            DATE="listingDate",
        ),
        _schema(
            "Identification",
            "Interval",
            ENTITY="holder",
            STRING="type authority",
            COUNTRY="country",
            IDENTIFIER="number",
        ),
        _schema(
            "Passport",
            "Identification",
            IDENTIFIER="passportNumber personalNumber",
            STRING="surname givenName birthPlace",
            DATE="birthDate",
            GENDER="gender",
        ),
        _schema("Interest", "Interval", STRING="role status"),
        _schema(
            "Ownership",
            "Interest",
            edge=("owner", "asset"),
            ENTITY="owner asset",
            STRING="percentage legalBasis ownershipType",
        ),
        _schema("Directorship", "Interest", edge=("director", "organization"), ENTITY="director organization"),
        _schema("Membership", "Interest", edge=("member", "organization"), ENTITY="member organization"),
        _schema("Employment", "Interest", edge=("employer", "employee"), ENTITY="employer employee"),
        _schema("Representation", "Interest", edge=("agent", "client"), ENTITY="agent client"),
        _schema("UnknownLink", "Interest", edge=("subject", "object"), ENTITY="subject object"),
        _schema("Family", "Interval", edge=("person", "relative"), ENTITY="person relative", STRING="relationship"),
        _schema(
            "Associate", "Interval", edge=("person", "associate"), ENTITY="person associate", STRING="relationship"
        ),
    )
}


@cache
def properties(schema: str) -> dict[str, str]:
    """All properties of a schema, its own and inherited, as name to type. Raises `KeyError` for an unknown schema."""
    found: dict[str, str] = {}
    for parent in SCHEMATA[schema].extends:
        found.update(properties(parent))
    found.update(SCHEMATA[schema].adds)
    return found


@cache
def ancestors(schema: str) -> frozenset[str]:
    """The schema itself and everything it extends."""
    return frozenset({schema}).union(*(ancestors(parent) for parent in SCHEMATA[schema].extends))


def is_a(schema: str, kind: str) -> bool:
    """Whether a thing of this schema is also of that kind."""
    return kind in ancestors(schema)


def most_specific(schemata: set[str]) -> str:
    """The schema that extends most of the others; of unrelated ones, the first in alphabetical order.

    Raises `ValueError` for an empty set.
    """
    if not schemata:
        raise ValueError("no schema to choose from")
    return min(schemata, key=lambda name: (-len(ancestors(name) & schemata), -len(ancestors(name)), name))


def comparable(left: str, right: str) -> bool:
    """Whether two schemata can describe one thing: one extends the other, or both are organisations."""
    if left in ancestors(right) or right in ancestors(left):
        return True
    return is_a(left, "Organization") and is_a(right, "Organization")
