"""What an entity's page shows: each source's words side by side, who lists it since when, and what it is tied to."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from whereas.assess.citation import Citing, hear, in_order
from whereas.assess.listing import Listing, read_listing
from whereas.core import schema as schemata
from whereas.core.entity import Entity
from whereas.core.judgement import Decision, Judgement
from whereas.core.statement import Statement
from whereas.kit import names
from whereas.kit.scripts import script_of
from whereas.policy.programmes import Programme
from whereas.resolve.resolution import Graph, effective

State = Literal["agree", "conflict", "differ", "alone"]
# Where two sources cannot both be right about one thing; of the others a party may have several.
_ONE_ONLY = frozenset({
    "birthDate", "deathDate", "gender", "birthCountry", "imoNumber", "incorporationDate", "dissolutionDate",
    "blockchain", "buildDate",
})  # fmt: skip
# Where different values are a difference worth a look, though both may be right.
_FEW = frozenset({"nationality", "citizenship", "birthPlace", "flag", "country", "jurisdiction", "mmsi", "callSign",
                  "passportNumber", "registrationNumber"})  # fmt: skip
_NAMES = ("name", "alias", "previousName", "weakAlias", "abbreviation")
_FIRST = (
    *_NAMES, "firstName", "secondName", "middleName", "lastName", "title", "position", "birthDate", "birthPlace",
    "birthCountry", "deathDate", "gender", "nationality", "citizenship", "country", "jurisdiction", "passportNumber",
    "idNumber", "imoNumber", "mmsi", "callSign", "flag", "pastFlags", "type", "tonnage", "registrationNumber",
    "publicKey", "currencySymbol", "blockchain", "address", "website", "email", "phone", "legalForm", "sector",
)  # fmt: skip
_ORDER = {prop: place for place, prop in enumerate(_FIRST)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One entry of one list that is held to be this entity: the entry's own id, whose list, and its edition."""

    entity: str
    source: str
    voice: str
    edition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A property with what each column says of it (in the order of the columns), and how these stand to each other.

    `agree`: any two that speak share a value; `conflict`: two that cannot both be right share none; `differ`: two share
    none, and both may be right; `alone`: one column speaks. `parted` names who stands against whom in a conflict or
    difference.
    """

    prop: str
    state: State
    cells: tuple[tuple[Statement, ...], ...]
    parted: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """What another party is to this one: the kind of link, the other's id and caption, and the statements it rests on.

    `label` is the source's own word for it (`brother`, `director`), `toward` whether the link leads from this entity
    to the other.
    """

    kind: str
    other: str
    caption: str
    schema: str
    toward: bool
    label: str = ""
    start: str = ""
    end: str = ""
    rests: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A document of identity that a list gives: what kind, its number, its country."""

    kind: str
    number: str
    country: str
    rests: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """A decision between two entries, and whether it is the one in force for them."""

    judgement: Judgement
    in_force: bool


@dataclass(frozen=True, kw_only=True)
class EntityPage:
    """Everything the lists say of one entity as of a day, ready to be shown."""

    thing: Entity
    as_of: str
    columns: tuple[Column, ...]
    names: tuple[tuple[str, tuple[str, ...]], ...]
    lines: tuple[Line, ...]
    listings: tuple[Listing, ...]
    ties: tuple[Tie, ...]
    papers: tuple[Paper, ...]
    merges: tuple[Merge, ...]

    @property
    def conflicts(self) -> tuple[Line, ...]:
        """The properties on which sources cannot all be right."""
        return tuple(one for one in self.lines if one.state == "conflict")

    @property
    def authorities(self) -> tuple[str, ...]:
        """Who lists it on the day."""
        return in_order(one.authority for one in self.listings if one.in_force)


def entity_page(
    graph: Graph, key: str, *, as_of: str, programme: Programme, editions: Mapping[str, str],
    authorities: Mapping[str, str], judgements: Iterable[Judgement], pointing: Mapping[str, tuple[Statement, ...]],
) -> EntityPage:  # fmt: skip
    """The page of the thing with this canonical id in a graph, as of an ISO day.

    `editions` are dates by source key and exhibit digest, `authorities` those of the sources, `pointing` what
    `pointing_at` found in the graph. Raises `KeyError` for an id that no thing has.
    """
    thing, parts = graph.things[key], graph.parts.get(key, ())
    cite = Citing(hear(Graph(things={}, canonical={}, parts={key: parts})), editions)
    columns = tuple(_columns(thing, cite, editions, authorities))
    listings = tuple(_listings(parts, programme, cite, as_of, authorities))
    return EntityPage(
        thing=thing,
        as_of=as_of,
        columns=columns,
        names=_names(thing),
        lines=tuple(_lines(thing, columns)),
        listings=listings,
        ties=tuple(_ties(graph, thing, parts, pointing)),
        papers=tuple(_papers(parts)),
        merges=tuple(_merges(thing.members or (key,), judgements)),
    )


def pointing_at(graph: Graph) -> dict[str, tuple[Statement, ...]]:
    """The statements in which a thing names another thing (a wallet its holder, a ship its owner), by the other."""
    found: dict[str, list[Statement]] = {}
    for thing in graph.things.values():
        for said in thing.statements:
            if schemata.properties(said.schema).get(said.prop) != schemata.ENTITY:
                continue
            other = graph.canonical.get(said.value, "")
            if other and other != thing.id:
                found.setdefault(other, []).append(said)
    return {key: tuple(said) for key, said in found.items()}


def _columns(
    thing: Entity, cite: Citing, editions: Mapping[str, str], authorities: Mapping[str, str]
) -> Iterator[Column]:
    first: dict[tuple[str, str], Statement] = {}
    for said in thing.statements:
        first.setdefault((said.source, said.entity), said)
    found = []
    for (source, entity), said in first.items():
        voice = cite.voices.of(said)
        voice = authorities.get(source, source) if voice == source else voice
        edition = editions.get(said.exhibit) or editions.get(source, "")
        found.append(Column(entity=entity, source=source, voice=voice, edition=edition))
    rank = {voice: place for place, voice in enumerate(in_order(one.voice for one in found))}
    yield from sorted(found, key=lambda one: (rank[one.voice], one.source, one.entity))


def _names(thing: Entity) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Every distinct name by script, the script of most names first; letter case aside."""
    found: dict[str, dict[str, str]] = {}
    for said in thing.said(*_NAMES):
        for text in filter(None, (said.value, said.original)):
            found.setdefault(script_of(text), {}).setdefault(text.casefold(), text)
    ordered = sorted(found.items(), key=lambda one: (-len(one[1]), one[0]))
    return tuple((script, tuple(said.values())) for script, said in ordered)


def _lines(thing: Entity, columns: tuple[Column, ...]) -> Iterator[Line]:
    place = {(one.source, one.entity): number for number, one in enumerate(columns)}
    cells: dict[str, list[dict[tuple[str, str], Statement]]] = {}
    for said in thing.statements:
        cell = cells.setdefault(said.prop, [{} for _ in columns])[place[said.source, said.entity]]
        cell.setdefault((said.value, said.original), said)
    for prop in sorted(cells, key=lambda one: (_ORDER.get(one, len(_ORDER)), one)):
        found = tuple(tuple(cell.values()) for cell in cells[prop])
        yield _line(prop, found, columns)


def _line(prop: str, cells: tuple[tuple[Statement, ...], ...], columns: tuple[Column, ...]) -> Line:
    spoken = [(column, cell) for column, cell in zip(columns, cells, strict=True) if cell]
    if len(spoken) < 2:
        return Line(prop=prop, state="alone", cells=cells)
    parted = tuple(
        (one.entity, other.entity)
        for (one, mine), (other, theirs) in combinations(spoken, 2)
        if not any(_alike(prop, a.value, b.value) for a in mine for b in theirs)
    )
    if not parted:
        return Line(prop=prop, state="agree", cells=cells)
    return Line(prop=prop, state="conflict" if prop in _ONE_ONLY else "differ", cells=cells, parted=parted)


def _alike(prop: str, one: str, other: str) -> bool:
    """Whether two values can be one: dates of which one is the other less exact, texts that fold to one."""
    if prop.endswith("Date"):
        return one.startswith(other) or other.startswith(one)
    return one == other or names.fold(one) == names.fold(other)


def worth_a_look(line: Line) -> bool:
    """Whether a difference on this property is more than another spelling or another remark."""
    return line.state == "conflict" or (line.state == "differ" and line.prop in _FEW)


def _listings(
    parts: Iterable[Entity], programme: Programme, cite: Citing, as_of: str, authorities: Mapping[str, str]
) -> list[Listing]:
    found = []
    for one in parts:
        if not schemata.is_a(one.schema, "Sanction"):
            continue
        source = one.statements[0].source
        for authority in one.get("authority") or (authorities.get(source, source),):
            found.append(read_listing(one, authority=authority, programme=programme, cite=cite, as_of=as_of))
    rank = {voice: place for place, voice in enumerate(in_order(one.authority for one in found))}
    return sorted(found, key=lambda one: (rank[one.authority], one.source, one.date))


def _papers(parts: Iterable[Entity]) -> Iterator[Paper]:
    for one in parts:
        if schemata.is_a(one.schema, "Identification"):
            numbers = one.get("passportNumber", "number", "personalNumber")
            yield Paper(
                kind="; ".join(one.get("type")) or one.schema, number="; ".join(numbers),
                country="; ".join(one.get("country")), rests=one.statements,
            )  # fmt: skip


def _ties(
    graph: Graph, thing: Entity, parts: Iterable[Entity], pointing: Mapping[str, tuple[Statement, ...]]
) -> Iterator[Tie]:
    found: dict[tuple[str, str, str, bool], list[Tie]] = {}
    for one in (
        *_of_parts(graph, thing, parts),
        *_of_own(graph, thing),
        *_of_others(graph, pointing.get(thing.id, ())),
    ):
        found.setdefault((one.kind, one.other, one.label, one.toward), []).append(one)
    for same in found.values():
        first = same[0]
        yield Tie(
            kind=first.kind, other=first.other, caption=first.caption, schema=first.schema, toward=first.toward,
            label=first.label, start=min((one.start for one in same if one.start), default=""),
            end=max((one.end for one in same), default=""),
            rests=tuple(dict.fromkeys(said for one in same for said in one.rests)),
        )  # fmt: skip


def _of_parts(graph: Graph, thing: Entity, parts: Iterable[Entity]) -> Iterator[Tie]:
    for part in parts:
        ends = schemata.SCHEMATA[part.schema].edge
        if ends is None:
            continue
        label = "; ".join(part.get("role", "relationship", "ownershipType", "percentage", "status"))
        near, far = ends
        for mine, theirs, toward in ((near, far, True), (far, near, False)):
            if not any(graph.canonical.get(key, key) == thing.id for key in part.get(mine)):
                continue
            for said in part.said(theirs):
                other = _other(graph, said.value)
                if other is not None and other[0] != thing.id:
                    yield Tie(
                        kind=part.schema, other=other[0], caption=other[1], schema=other[2], toward=toward, label=label,
                        start=min(part.get("startDate"), default=""), end=max(part.get("endDate"), default=""),
                        rests=(said,),
                    )  # fmt: skip


def _of_own(graph: Graph, thing: Entity) -> Iterator[Tie]:
    for said in thing.statements:
        if schemata.properties(said.schema).get(said.prop) == schemata.ENTITY:
            other = _other(graph, said.value)
            if other is not None and other[0] != thing.id:
                yield Tie(kind=said.prop, other=other[0], caption=other[1], schema=other[2], toward=True, rests=(said,))


def _of_others(graph: Graph, pointing: Iterable[Statement]) -> Iterator[Tie]:
    for said in pointing:
        other = _other(graph, said.entity)
        if other is not None:
            yield Tie(kind=said.prop, other=other[0], caption=other[1], schema=other[2], toward=False, rests=(said,))


def _other(graph: Graph, key: str) -> tuple[str, str, str] | None:
    thing = graph.things.get(graph.canonical.get(key, key))
    return (thing.id, thing.caption, thing.schema) if thing is not None else None


def _merges(members: Iterable[str], judgements: Iterable[Judgement]) -> list[Merge]:
    """The decisions that touch any of these entries, the latest last."""
    own = set(members)
    touching = [one for one in judgements if one.left in own or one.right in own]
    standing = set(map(id, effective(touching).values()))
    # Of the many pairs a machine held apart only those within the entity say anything of it.
    shown = [one for one in touching if not one.by_machine or (one.left in own and one.right in own)
             or one.decision is Decision.UNSURE]  # fmt: skip
    return [Merge(judgement=one, in_force=id(one) in standing) for one in shown]
