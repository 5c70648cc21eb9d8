"""What the index keeps of a listed party: its names with their statements, what can confirm or refute, who lists it."""

from collections.abc import Iterable, Mapping

import msgspec

from whereas.core import schema as schemata
from whereas.core.entity import Entity
from whereas.core.statement import Statement
from whereas.resolve.profile import AIRCRAFT, OTHER, VESSEL, Profile, profile_of
from whereas.resolve.resolution import Graph

_NAMES = ("name", "alias", "previousName", "weakAlias")


class Named(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A name of a listed party as a list writes it, whether the list calls it weak, and the statements that say so."""

    text: str
    weak: bool
    said: tuple[str, ...]


class Listed(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A designation: the list, the programme, the act, since when, the list's reference, and the statements."""

    source: str
    authority: str
    programme: str
    act: str
    since: str
    ends: str
    reference: str
    said: tuple[str, ...]


class Card(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A listed party in the index. `kind` as in resolve.profile; lists are sorted so that equal parties are equal
    bytes.
    """

    id: str
    members: tuple[str, ...]
    kind: str
    schema: str
    caption: str
    names: tuple[Named, ...]
    listed: tuple[Listed, ...]
    births: tuple[str, ...] = ()
    birth_circa: bool = False
    numbers: dict[str, str] = {}
    identifiers: tuple[tuple[str, str], ...] = ()
    genders: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    positions: tuple[str, ...] = ()

    def profile(self) -> Profile:
        """It as a party to be compared."""
        return Profile(
            id=self.id,
            kind=self.kind,
            schema=self.schema,
            listing="listed",
            names=tuple(one.text for one in self.names if not one.weak),
            weak_names=tuple(one.text for one in self.names if one.weak),
            births=self.births,
            birth_circa=self.birth_circa,
            numbers=self.numbers,
            identifiers=frozenset(self.identifiers),
            genders=frozenset(self.genders),
            countries=frozenset(self.countries),
            places=frozenset(self.places),
            addresses=frozenset(self.addresses),
        )


def cards(graph: Graph, authorities: Mapping[str, str]) -> Iterable[Card]:
    """A card for each merged party that a list designates or that is on a list; `authorities` by source key."""
    for thing in graph.things.values():
        if profile_of(thing, (), {}).kind != OTHER:
            yield _card(thing, graph.parts.get(thing.id, ()), authorities)


def _card(thing: Entity, parts: tuple[Entity, ...], authorities: Mapping[str, str]) -> Card:
    profile = profile_of(thing, parts, {})
    return Card(
        id=thing.id,
        members=thing.members,
        kind=VESSEL if profile.kind == AIRCRAFT else profile.kind,
        schema=thing.schema,
        caption=thing.caption,
        names=_names(thing),
        listed=tuple(
            sorted(
                (_listed(part, authorities) for part in parts if schemata.is_a(part.schema, "Sanction")),
                key=lambda one: (one.authority, one.source, one.programme, one.since, one.said),
            )
        ),
        births=tuple(sorted(profile.births)),
        birth_circa=profile.birth_circa,
        numbers=dict(sorted(profile.numbers.items())),
        identifiers=tuple(sorted(profile.identifiers)),
        genders=tuple(sorted(profile.genders)),
        countries=tuple(sorted(profile.countries)),
        places=tuple(sorted(profile.places)),
        addresses=tuple(sorted(profile.addresses)),
        positions=tuple(sorted(thing.get("position", "title"))[:8]),
    )


def _names(thing: Entity) -> tuple[Named, ...]:
    said: dict[str, list[Statement]] = {}
    for statement in thing.said(*_NAMES):
        said.setdefault(statement.value, []).append(statement)
    return tuple(
        Named(
            text=text,
            weak=all(one.prop == "weakAlias" for one in statements),
            said=tuple(sorted(one.id.hex() for one in statements)),
        )
        for text, statements in said.items()
    )


def _listed(sanction: Entity, authorities: Mapping[str, str]) -> Listed:
    source = sanction.statements[0].source
    dates = sanction.get("listingDate") or sanction.get("startDate")
    return Listed(
        source=source,
        authority=sanction.first("authority") or authorities.get(source, source),
        programme=sanction.first("program") or sanction.first("programId"),
        act="; ".join(sanction.get("description")),
        since=min(dates, default=""),
        ends=max(sanction.get("endDate"), default=""),
        reference=sanction.first("authorityId") or sanction.first("unscId") or sanction.first("recordId"),
        said=tuple(sorted(one.id.hex() for one in sanction.statements)),
    )
