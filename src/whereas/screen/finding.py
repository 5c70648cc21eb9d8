"""A search by one name or number as a person reads it: what was typed, each hit with its reasons and its homonyms."""

from dataclasses import dataclass, replace

from whereas.core import schema as schemata
from whereas.core.match import Designated, Match
from whereas.screen.card import Card
from whereas.screen.index import Index
from whereas.screen.meeting import Meeting, meeting
from whereas.screen.model import cost_of
from whereas.screen.query import Query
from whereas.screen.recognition import Recognised, recognise
from whereas.screen.screening import Screener

# Names this close in probability are as like: their bearers are homonyms to one another (as in screening).
_AS_LIKE = 0.03
MOST_HOMONYMS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the lists say of a party beside its name: enough to tell it from a homonym."""

    entity: str
    caption: str
    schema: str
    births: tuple[str, ...] = ()
    circa: bool = False
    numbers: tuple[str, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()
    positions: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    authorities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A match, what is known of the party, how the names met, and (the first of) the others of a name as like."""

    match: Match
    known: Known
    meeting: Meeting | None
    homonyms: tuple[Known, ...]

    @property
    def listed(self) -> tuple[tuple[Designated, tuple[str, ...]], ...]:
        """Each listing once, with the sources that print it."""
        found: dict[Designated, dict[str, None]] = {}
        for one in self.match.listed:
            found.setdefault(replace(one, source=""), {})[one.source] = None
        return tuple((one, tuple(sources)) for one, sources in found.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The answer to one search.

    `total` counts all matches, of which `hits` are some; `apart` are (the first of) listed parties whose name is as
    like and whom what was given beside the name sets apart. `entries` is how many parties were searched, `cost` the
    false alerts per thousand clean names that were measured at the threshold.
    """

    query: Query
    recognised: Recognised
    threshold: float
    cost: float
    entries: int
    total: int
    hits: tuple[Hit, ...]
    apart: tuple[Known, ...] = ()
    apart_total: int = 0


def find(query: Query, screener: Screener, *, threshold: float, first: int = 0, most: int = 50) -> Found:
    """Search for one query (its name is not empty) among the parties of a screener's index.

    `first` and `most` choose which of the matches are told in full.
    """
    index = screener.index
    answer = screener.screen([query], threshold=threshold)[0]
    parties = _Parties(index)
    apart: tuple[Match, ...] = ()
    if query.evidence is not None:
        met = {one.entity for one in answer.matches}
        alone = screener.screen([Query(name=query.name, schema=query.schema)], threshold=threshold)[0]
        apart = tuple(one for one in alone.matches if one.entity not in met)
    return Found(
        query=query,
        recognised=recognise(query.name),
        threshold=threshold,
        cost=cost_of(threshold),
        entries=index.entries,
        total=len(answer.matches) + answer.more,
        hits=tuple(_hit(query, one, answer.matches, parties) for one in answer.matches[first : first + most]),
        apart=tuple(map(parties.known, apart[:MOST_HOMONYMS])),
        apart_total=len(apart),
    )


class _Parties:
    """What the index keeps of matched parties, each read once."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._known: dict[str, tuple[Known, Card | None]] = {}

    def known(self, match: Match) -> Known:
        """A matched party."""
        return self._read(match)[0]

    def met_by_name(self, match: Match) -> bool:
        """Whether a name of the party was met, and not a number."""
        card = self._read(match)[1]
        return card is not None and any(one.text == match.name for one in card.names)

    def _read(self, match: Match) -> tuple[Known, Card | None]:
        if match.entity not in self._known:
            card = self._index.card(match.entity)
            self._known[match.entity] = (_known(match, card), card)
        return self._known[match.entity]


def _known(match: Match, card: Card | None) -> Known:
    bare = Known(
        entity=match.entity, caption=match.caption, schema=match.schema,
        authorities=tuple(dict.fromkeys(one.authority for one in match.listed)),
    )  # fmt: skip
    if card is None:
        return bare
    return replace(
        bare,
        births=card.births,
        circa=card.birth_circa,
        numbers=tuple(dict.fromkeys(card.numbers.values())),
        identifiers=card.identifiers,
        positions=card.positions,
        countries=card.countries,
    )


def _hit(query: Query, match: Match, others: tuple[Match, ...], parties: _Parties) -> Hit:
    by_name = parties.met_by_name(match)
    alike = _alike(match, others) if by_name and schemata.is_a(match.schema, "Person") else ()
    return Hit(
        match=match,
        known=parties.known(match),
        meeting=meeting(query.name, match.name, match.schema) if by_name else None,
        homonyms=tuple(map(parties.known, alike[:MOST_HOMONYMS])),
    )


def _alike(match: Match, others: tuple[Match, ...]) -> tuple[Match, ...]:
    """The other people met by a name as like; the weight of the first reason is that of the name alone."""
    least = match.reasons[0].weight - _AS_LIKE
    return tuple(
        one for one in others
        if one.entity != match.entity and one.reasons[0].weight >= least and schemata.is_a(one.schema, "Person")
    )  # fmt: skip
