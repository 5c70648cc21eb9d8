"""Outlet of screen: is this one of them? Names and what is known beside them, against the index, with reasons."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from whereas.core.judgement import Reason
from whereas.core.match import Designated, Match
from whereas.kit.commonness import likely_bearers
from whereas.kit.ids.registry import recognise
from whereas.kit.korean import readings
from whereas.resolve.profile import Profile, document_forms, number_form, wallet_form
from whereas.screen import evidence, explain
from whereas.screen.card import Card
from whereas.screen.index import Index
from whereas.screen.likeness import prepare
from whereas.screen.model import NAME_ALONE, POSSIBLE, band
from whereas.screen.query import Query, parted
from whereas.screen.search import Searcher
from whereas.screen.segment import CASE_LOST
from whereas.screen.table import PERSON

# What a name must reach to be kept for evidence that may raise it, and the most hits that are shown for a query.
_FLOOR = 0.15
MOST_MATCHES = 50
_BY_NUMBER = 0.02
# Names that are searched at once: enough to share the work, few enough that their tables stay small.
_STEP = 500
_KNOWN_NUMBER, _KNOWN_CASELESS = 0.99, 0.95
# A passport or register number by itself: no check stands behind it, and another authority may have given the same.
_KNOWN_UNCHECKED, _LEAST_DIGITS = 0.84, 5
_LABEL = re.compile(r"\b(?:passport|document|number|no|nr)\b", re.IGNORECASE)
_LOWER_CODE = re.compile(r"[0-9a-z]{20,100}\Z")
# Names this close in probability are as like: their bearers are homonyms to one another.
_AS_LIKE = 0.03
# Cards and profiles that are kept decoded; what is met once is often met again.
_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was asked and every match, likeliest first; `more` counts those beyond the most that are shown."""

    query: Query
    matches: tuple[Match, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class _Hit:
    """A listed party met by a name (kind, place of the name among its names) or by a number (`number`)."""

    part: int
    card: int
    chance: float
    kind: int = -1
    place: int = -1
    number: str = ""


@dataclass(frozen=True, slots=True)
class _Judged:
    """A hit with its evidence: the probability, the reasons beside the name, the rule that bounds it if one does."""

    chance: float
    hit: _Hit
    card: Card
    reasons: tuple[Reason, ...]
    rule: str


class Screener:
    """Screens batches of queries against one index; what it learns of words and sounds it keeps for the next batch."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._searchers: dict[tuple[int, int], Searcher] = {}
        self._cards: dict[tuple[int, int], Card] = {}
        self._profiles: dict[tuple[int, int], Profile] = {}

    def screen(self, queries: Sequence[Query], *, threshold: float = POSSIBLE) -> list[Answer]:
        """An answer for each query, in order; matches of a probability of at least `threshold` (above 0)."""
        hits = self._by_name(queries, threshold)
        return [self._answer(query, hits[place], threshold) for place, query in enumerate(queries)]

    def touched(self, queries: Sequence[Query], *, threshold: float = POSSIBLE) -> list[bool]:
        """Whether each query meets any listed party at all, by name or number, however the evidence falls out."""
        hits = self._by_name(queries, threshold)
        return [bool(found or self._by_number(query)) for query, found in zip(queries, hits, strict=True)]

    def _by_name(self, queries: Sequence[Query], threshold: float) -> list[dict[tuple[int, int], _Hit]]:
        """The best hit of each query on each card."""
        found: list[dict[tuple[int, int], _Hit]] = [{} for _ in queries]
        by_kind: dict[int, list[int]] = {}
        knowing = [query.evidence is not None for query in queries]
        for place, query in enumerate(queries):
            for kind in query.kinds:
                by_kind.setdefault(kind, []).append(place)
        floor = min(_FLOOR, threshold) if any(knowing) else threshold
        steps = (
            (kind, places[at : at + _STEP]) for kind, places in by_kind.items() for at in range(0, len(places), _STEP)
        )
        for kind, places in steps:
            batch = prepare([queries[place].name for place in places], kind)
            for number, part in enumerate(self.index.parts):
                names = part.segment.names[kind]
                if not len(names.card):
                    continue
                met = self._searcher(number, kind).search(batch, floor=floor)
                for one, text, chance in zip(met.query.tolist(), met.text.tolist(), met.chance.tolist(), strict=True):
                    place = places[one]
                    if chance < threshold and not knowing[place]:
                        continue
                    for owner in range(int(names.owner[text]), int(names.owner[text + 1])):
                        card = int(names.card[owner])
                        if not part.counts[card]:
                            continue
                        known = found[place].get((number, card))
                        if known is None or chance > known.chance:
                            hit = _Hit(number, card, chance, kind, int(names.place[owner]))
                            found[place][number, card] = hit
        return found

    def _by_number(self, query: Query) -> list[_Hit]:
        """Listed parties that bear a number of the query, or the name itself where that is a number or address."""
        forms = {form: text for text in parted(query.document) for form in document_forms(text)}
        told = {form for _, form in recognise(query.name)} if any(map(str.isdigit, query.name)) else set()
        unchecked: tuple[str, ...] = ()
        if told:
            told |= {wallet_form(query.name), number_form(query.name)}
        elif unchecked := _unchecked(query.name):
            told = set(unchecked)
        elif _LOWER_CODE.match(query.name.strip()):
            told = {CASE_LOST + query.name.strip()}
        hits = []
        for number, part in enumerate(self.index.parts):
            for form in (*forms, *sorted(told)):
                known = _KNOWN_CASELESS if form.startswith(CASE_LOST) else _KNOWN_NUMBER
                known = _KNOWN_UNCHECKED if form in unchecked else known
                chance = _BY_NUMBER if form in forms else known
                hits += [
                    _Hit(number, card, chance, number=form) for card in part.segment.bearers(form) if part.counts[card]
                ]
        return hits

    def _answer(self, query: Query, hits: dict[tuple[int, int], _Hit], threshold: float) -> Answer:
        for hit in self._by_number(query) if query.document or query.name[-1:].isalnum() else ():
            known = hits.get((hit.part, hit.card))
            if known is None or hit.chance > known.chance:
                hits[hit.part, hit.card] = hit
        if not hits:
            return Answer(query=query, matches=())
        known_of = query.evidence
        judged = []
        for hit in hits.values():
            card = self._card(hit.part, hit.card)
            chance, rule = hit.chance, ""
            reasons: tuple[Reason, ...] = ()
            if known_of is not None:
                listed = self._profile(hit.part, hit.card, card)
                reasons = evidence.reasons(known_of, listed, query.position, card.positions)
                chance, rule = evidence.combined(hit.chance, reasons)
            if chance >= threshold:
                judged.append(_Judged(chance, hit, card, reasons, rule))
        judged.sort(key=lambda one: (-one.chance, one.card.id))
        named = [one.hit.chance for one in judged if one.hit.kind == PERSON]
        matches = tuple(
            _match(query, one, homonyms=sum(other >= one.hit.chance - _AS_LIKE for other in named) - 1)
            for one in judged[:MOST_MATCHES]
        )
        return Answer(query=query, matches=matches, more=max(len(judged) - MOST_MATCHES, 0))

    def _searcher(self, part: int, kind: int) -> Searcher:
        if (part, kind) not in self._searchers:
            self._searchers[part, kind] = Searcher(self.index.parts[part].segment.names[kind])
        return self._searchers[part, kind]

    def _profile(self, part: int, number: int, card: Card) -> Profile:
        known = self._profiles.get((part, number))
        if known is None:
            if len(self._profiles) > _REMEMBERED:
                self._profiles.clear()
            known = self._profiles[part, number] = card.profile()
        return known

    def _card(self, part: int, number: int) -> Card:
        known = self._cards.get((part, number))
        if known is None:
            if len(self._cards) > _REMEMBERED:
                self._cards.clear()
            known = self._cards[part, number] = self.index.parts[part].segment.card(number)
        return known


def _match(query: Query, judged: _Judged, *, homonyms: int) -> Match:
    """A hit with its sentence."""
    hit, card, reasons, chance = judged.hit, judged.card, judged.reasons, judged.chance
    named = card.names[hit.place] if hit.place >= 0 else None
    said = [*(named.said if named else ()), *(one.said[0] for one in card.listed if one.said)]
    how = explain.sentence(query.name, named.text, hit.kind) if named else _by_number_words(hit.number, hit.chance)
    parts = [how, *(reason.words for reason in reasons)]
    if judged.rule:
        parts.append(judged.rule)
    name_alone = hit.kind == PERSON and hit.chance <= NAME_ALONE
    bearers = 0
    if hit.kind == PERSON and (read := readings(query.name)):
        bearers = likely_bearers(read[0])
    if name_alone and not reasons:
        parts.append("a name alone: ask for a birth date or a document")
    name = named.text if named else hit.number
    authorities = ", ".join(dict.fromkeys(one.authority for one in card.listed)) or "no list in view"
    return Match(
        entity=card.id,
        members=card.members,
        caption=card.caption,
        schema=card.schema,
        probability=round(chance, 4),
        band=band(chance),
        name=name,
        words=f"{_met(query.name, name, card.caption, authorities, by_number=named is None)}: " + "; ".join(parts),
        reasons=(Reason(feature="name", weight=round(hit.chance, 4), words=how, left=query.name, right=name), *reasons),
        listed=tuple(
            Designated(
                authority=one.authority, source=one.source, programme=one.programme, act=one.act, since=one.since,
                reference=one.reference,
            )
            for one in card.listed
        ),
        homonyms=max(homonyms, 0),
        bearers=bearers,
        statements=tuple(said),
    )  # fmt: skip


def _met(asked: str, name: str, caption: str, authorities: str, *, by_number: bool) -> str:
    """What met what. Who lists a party need not be who gives its number, so a number does not stand beside them."""
    if by_number:
        return f"“{asked}” and {caption} (who lists them: {authorities})"
    return f"“{asked}” and “{name}” ({authorities})"


def _unchecked(text: str) -> tuple[str, ...]:
    """The document numbers that a text is and not merely holds: digits are half of its characters or more."""
    form = number_form(_LABEL.sub("", text))
    digits = sum(map(str.isdigit, form))
    return document_forms(text) if digits >= _LEAST_DIGITS and 2 * digits >= len(form) else ()


def _by_number_words(number: str, chance: float) -> str:
    if number.startswith(CASE_LOST):
        bare = number.removeprefix(CASE_LOST)
        return f"a listed address is {bare} but for capitals, which were lost: compare it letter by letter"
    said = f"the number {number} is listed as theirs"
    if chance == _KNOWN_UNCHECKED:
        return f"{said}; it has no check and another country may have given the same: hold names and birth dates to it"
    return said
