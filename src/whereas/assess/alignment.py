"""Outlet for comparing lists: who lists which entity under which act, where authorities differ, and since when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from whereas.assess.citation import Citation, Citing, Voices, hear, in_order
from whereas.assess.contradictions.contradiction import Contradiction, Scene, find_contradictions
from whereas.assess.coverage import KINDS, Combination, count_combinations, kind_of
from whereas.assess.gaps import Field, Gap, GapKind, find_gaps
from whereas.assess.lag import Lag, LagState, LagSummary, measure_lag, summarise
from whereas.assess.listing import Listing, read_listing
from whereas.assess.namesakes import bearers, held_apart
from whereas.core.entity import Entity
from whereas.policy.programmes import Programme
from whereas.resolve.resolution import Graph


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One canonical entity: what it is, what it is called, its listings, and the gaps between them."""

    entity: str
    members: tuple[str, ...]
    kind: str
    caption: str
    names: tuple[Citation, ...]
    listings: tuple[Listing, ...]
    gaps: tuple[Gap, ...] = ()

    @property
    def in_force(self) -> tuple[Listing, ...]:
        """The listings that run on the day of the assessment."""
        return tuple(one for one in self.listings if one.in_force)

    @property
    def authorities(self) -> tuple[str, ...]:
        """Who lists it on the day of the assessment."""
        return in_order(one.authority for one in self.in_force)

    @property
    def measures(self) -> tuple[str, ...]:
        """The measures of the listings in force, whoever takes them."""
        return tuple(sorted({measure.value for one in self.in_force for measure in one.measures}))

    @property
    def other_names(self) -> tuple[str, ...]:
        """Every distinct name but the caption, letter case aside."""
        seen = {self.caption.casefold()}
        return tuple(
            said.value
            for said in self.names
            if said.value.casefold() not in seen and not seen.add(said.value.casefold())  # type: ignore[func-returns-value]  # set.add gives None
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ListEdition:
    """A list that was compared: the date of its edition, the exhibits cited, and what it holds in focus.

    `partial` says why its silence means nothing (a sample, an extract), or is empty.
    """

    source: str
    authority: str
    edition: str
    exhibits: tuple[str, ...]
    entities: int
    partial: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignmentReport:
    """Where the measures of authorities differ on one subject of policy, on one day, by these lists.

    `rows` are the entities an authority lists under the programme; `related` those listed only under programmes that
    overlap with it and that the lists tie to the same country: they are kept apart and counted nowhere else.
    """

    programme: Programme
    as_of: str
    lists: tuple[ListEdition, ...]
    authorities: tuple[str, ...]
    silent: tuple[str, ...]
    rows: tuple[Row, ...]
    related: tuple[Row, ...]
    coverage: tuple[Combination, ...]
    lags: tuple[Lag, ...]
    lag_summary: LagSummary
    contradictions: tuple[Contradiction, ...]
    revision: str = ""
    version: str = ""
    starter: bool = False

    def gap_count(self, kind: GapKind) -> int:
        """How many entities show a gap of this kind."""
        return sum(any(gap.kind is kind for gap in row.gaps) for row in self.rows)

    def uncertain_count(self, kind: GapKind) -> int:
        """How many of them may be due only to the age or extent of a list, or to entries that were not merged."""
        return sum(any(gap.kind is kind and gap.uncertain for gap in row.gaps) for row in self.rows)


def align(
    graph: Graph,
    *,
    as_of: str,
    programme: Programme,
    editions: Mapping[str, str],
    partial: Mapping[str, str] | None = None,
    revision: str = "",
    version: str = "",
    starter: bool = False,
) -> AlignmentReport:
    """Compares the lists of a graph on one programme.

    `as_of` is an ISO day. `editions` gives the date of each source's edition (partial ISO), by source key, or by
    exhibit digest where a source's files differ in date. `partial` names the sources that are samples or extracts
    (`key`, or `key:authority` for one authority's part of a source), and why: that an entity is not on them means
    nothing. `starter` says that the data are the starter casebook.
    """
    samples = partial or {}
    voices = hear(graph)
    cite = Citing(voices, editions)
    all_rows = [row for thing in graph.things.values() if (row := _row(graph, thing, programme, cite, as_of))]
    focus = [row for row in all_rows if any(one.standing == "focus" for one in row.in_force)]
    related = [row for row in all_rows if _is_related(row, graph, programme)]
    lists = _lists(graph, focus, voices, editions, samples)
    fields = {kind: _field(lists, focus, kind) for kind in KINDS}
    counting = fields["person"].authorities
    namesakes = _namesakes(all_rows)
    rows = tuple(
        sorted((_with_gaps(row, fields[row.kind], namesakes.get(row.entity, {})) for row in focus), key=_by_name)
    )
    lags = tuple(found for row in rows if (found := measure_lag(row.entity, row.in_force, programme)) is not None)
    if "EU" not in counting:
        lags = tuple(lag for lag in lags if lag.state is not LagState.NOT_FOUND)
    counted = ((tuple(one for one in row.authorities if one in counting), row.kind) for row in rows)
    scene = Scene(graph=graph, programme=programme, entities=tuple(row.entity for row in rows), cite=cite)
    return AlignmentReport(
        programme=programme,
        as_of=as_of,
        lists=lists,
        authorities=in_order(one.authority for one in lists),
        silent=tuple(one for one in in_order(each.authority for each in lists) if one not in counting),
        rows=rows,
        related=tuple(sorted(related, key=_by_name)),
        coverage=tuple(one for one in count_combinations(counted) if one.authorities),
        lags=lags,
        lag_summary=summarise(lags),
        contradictions=find_contradictions(scene),
        revision=revision,
        version=version,
        starter=starter,
    )


def _by_name(row: Row) -> tuple[int, str, str]:
    return (KINDS.index(row.kind), row.caption.casefold(), row.entity)


def _row(graph: Graph, thing: Entity, programme: Programme, cite: Citing, as_of: str) -> Row | None:
    """A row for a thing that some list ties to the programme or a related one; None for every other."""
    found = [
        (sanction, authority)
        for sanction in graph.sanctions(thing.id)
        for authority in sanction.get("authority") or (cite.voices.of(sanction.statements[0]),)
    ]
    if all(programme.standing(authority, one.get("program", "programId")) == "other" for one, authority in found):
        return None
    listings = [
        read_listing(one, authority=authority, programme=programme, cite=cite, as_of=as_of) for one, authority in found
    ]
    listings.sort(key=lambda one: (in_order((one.authority, "")), one.authority, one.source, one.date))
    return Row(
        entity=thing.id,
        members=thing.members or (thing.id,),
        kind=kind_of(thing.schema),
        caption=thing.caption,
        names=cite.all(thing.said("name", "alias", "weakAlias", "previousName", "abbreviation")),
        listings=tuple(listings),
    )


_TIES = ("country", "nationality", "citizenship", "jurisdiction", "mainCountry", "flag", "birthCountry")


def _is_related(row: Row, graph: Graph, programme: Programme) -> bool:
    """Listed under related programmes only, and tied by a list to the programme's country."""
    standings = {one.standing for one in row.in_force}
    if "focus" in standings or "related" not in standings:
        return False
    return bool(programme.country) and programme.country in graph.things[row.entity].get(*_TIES)


def _namesakes(rows: list[Row]) -> dict[str, dict[str, str]]:
    """For each person and organisation, which authorities list a namesake of its kind that was held apart."""
    found: dict[str, dict[str, str]] = {}
    for kind in ("person", "organisation"):
        alike = {row.entity: row for row in rows if row.kind == kind}
        listed_by = {key: row.authorities for key, row in alike.items()}
        captions = {key: row.caption for key, row in alike.items()}
        named = ((key, (said.value for said in row.names if said.prop in _NAMED)) for key, row in alike.items())
        for key, others in bearers(named).items():
            found[key] = held_apart(others, listed_by, captions)
    return found


_NAMED = ("name", "alias", "previousName")


def _with_gaps(row: Row, comparable: Field, namesakes: Mapping[str, str]) -> Row:
    since: dict[str, str] = {}
    for one in row.in_force:
        known = [date for date in (since.get(one.authority, ""), one.date) if date]
        since[one.authority] = min(known, default="")
    ordered = {authority: since[authority] for authority in in_order(since)}
    return Row(
        entity=row.entity,
        members=row.members,
        kind=row.kind,
        caption=row.caption,
        names=row.names,
        listings=row.listings,
        gaps=find_gaps(
            ordered,
            comparable,
            carries_over=any(one.un_based for one in row.in_force if one.authority == "EU"),
            namesakes=namesakes,
        ),
    )


def _lists(
    graph: Graph, rows: Iterable[Row], voices: Voices, editions: Mapping[str, str], partial: Mapping[str, str]
) -> tuple[ListEdition, ...]:
    """Every list that designates anything in the graph, by authority and source, with its share of the rows."""
    spoken: dict[tuple[str, str], set[str]] = {}
    for parts in graph.parts.values():
        for part in parts:
            for said in part.said("authority"):
                spoken.setdefault((said.value, said.source), set()).add(said.exhibit)
    counts: dict[tuple[str, str], int] = {}
    for row in rows:
        for place in {(one.authority, one.source) for one in row.in_force}:
            counts[place] = counts.get(place, 0) + 1
    found = [
        ListEdition(
            source=source,
            authority=authority,
            edition=max((editions.get(one, "") for one in exhibits), default="") or editions.get(source, ""),
            exhibits=tuple(sorted(filter(None, exhibits))),
            entities=counts.get((authority, source), 0),
            partial=partial.get(source) or partial.get(f"{source}:{authority}", ""),
        )
        for (authority, source), exhibits in spoken.items()
    ]
    rank = {authority: place for place, authority in enumerate(in_order(one.authority for one in found))}
    return tuple(sorted(found, key=lambda one: (rank[one.authority], one.source)))


def _field(lists: Iterable[ListEdition], rows: Iterable[Row], kind: str) -> Field:
    """What can be compared for a kind: authorities with a list that is whole and holds something in focus."""
    whole = [one for one in lists if not one.partial and one.entities]
    holding = {(one.authority, one.source) for row in rows if row.kind == kind for one in row.in_force}
    authorities = in_order(one.authority for one in whole)
    with_kind = [one for one in whole if (one.authority, one.source) in holding]
    newest: dict[str, str] = {}
    for one in with_kind:
        newest[one.authority] = max(newest.get(one.authority, ""), one.edition)
    return Field(authorities=authorities, editions=newest, without=frozenset(authorities) - newest.keys(), kind=kind)
