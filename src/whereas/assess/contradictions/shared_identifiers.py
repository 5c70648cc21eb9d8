"""Identifiers that lists give to two different entities."""

import itertools
from collections.abc import Iterator

from whereas.assess.citation import Citation
from whereas.assess.contradictions.contradiction import Contradiction, Detector, Scene, Severity, sides, voices
from whereas.assess.contradictions.documents import plain
from whereas.assess.coverage import kind_of
from whereas.assess.gaps import join_words
from whereas.core.statement import Statement

# Identifiers one entity of a kind holds alone, how grave it is when two do, and what to call it.
_PROPS = {
    "passportNumber": (Severity.HIGH, "passport number"),
    "idNumber": (Severity.MEDIUM, "identity number"),
    "imoNumber": (Severity.HIGH, "IMO number"),
    "mmsi": (Severity.MEDIUM, "MMSI"),
    "leiCode": (Severity.HIGH, "LEI"),
    "registrationNumber": (Severity.MEDIUM, "registration number"),
    "taxNumber": (Severity.MEDIUM, "tax number"),
    "innCode": (Severity.MEDIUM, "INN"),
    "ogrnCode": (Severity.MEDIUM, "OGRN"),
    "swiftBic": (Severity.LOW, "SWIFT/BIC"),
    "publicKey": (Severity.HIGH, "wallet address"),
}
_FAMILY = {"passportNumber": "paper", "idNumber": "paper"}  # one list's passport is another's identity number
_SHORTEST = 5  # shorter numbers recur by chance

Key = tuple[str, str, str]


def detect(scene: Scene) -> Iterator[Contradiction]:
    """For each number held by two entities of one kind, at least one of them looked at: one contradiction per pair."""
    index = _index(scene)
    wanted = set(scene.entities)
    numbers: dict[tuple[str, str], list[Key]] = {}
    for key, holders in index.items():
        for pair in itertools.combinations(sorted(holders), 2):
            if wanted.intersection(pair):
                numbers.setdefault(pair, []).append(key)
    for pair, keys in sorted(numbers.items()):
        for key in sorted(keys):
            yield _shared(scene, pair, index[key])


def _index(scene: Scene) -> dict[Key, dict[str, list[Statement]]]:
    """Who holds which number: (family of identifier, kind of holder, number) to holders and what says so."""
    index: dict[Key, dict[str, list[Statement]]] = {}
    for thing in scene.graph.things.values():
        for said in thing.statements:
            if said.prop in _PROPS and len(number := _plain(said)) >= _SHORTEST:
                key = (_FAMILY.get(said.prop, said.prop), kind_of(thing.schema), number)
                index.setdefault(key, {}).setdefault(thing.id, []).append(said)
    return {key: holders for key, holders in index.items() if len(holders) > 1}


def _plain(said: Statement) -> str:
    return said.value if said.prop == "publicKey" else plain(said.value)  # an address's case is part of it


def _shared(scene: Scene, pair: tuple[str, str], holders: dict[str, list[Statement]]) -> Contradiction:
    one, other = (scene.cite.all(holders[each]) for each in pair)
    left, right = sides(one, other)
    owners = {said.entity: key for key in pair for said in holders[key]}
    first, second = (scene.graph.things[owners[side[0].entity]] for side in (left, right))
    severity, title = min((_PROPS[said.prop] for said in (*left, *right)), key=lambda found: -found[0])
    both = set(voices(left)) & set(voices(right))
    return Contradiction(
        kind=DETECTOR.key,
        severity=severity,
        entities=(first.id, second.id),
        words=f"The {title} {left[0].value} is given to {first.caption} by {join_words(voices(left))} and to "
        f"{second.caption} by {join_words(voices(right))}." + _slipped(scene, first.id, second.id),
        left=left,
        right=right,
        hint=_hint(left, right, both),
    )


def _slipped(scene: Scene, first: str, second: str) -> str:
    """Says where a birth date went the same way: then a line was copied from one entry to the other."""
    dates = [scene.by_voice(scene.graph.things[each].said("birthDate")) for each in (first, second)]
    values = [
        {voice: {one.value for one in said if len(one.value) == 10} for voice, said in each.items()} for each in dates
    ]
    common = set().union(*values[0].values()) & set().union(*values[1].values())
    if not common:
        return ""
    return f" Both also carry the birth date {join_words(sorted(common))}."


def _hint(left: tuple[Citation, ...], right: tuple[Citation, ...], both: set[str]) -> str:
    few, many = voices(left), voices(right)
    if few == many:
        return f"{', '.join(few)} {'gives' if len(few) == 1 else 'give'} it to both"
    if both:
        return (
            f"{', '.join(sorted(both))} gives it to both; {', '.join(few)} to the one, {', '.join(many)} to the other"
        )
    return f"{', '.join(few)} against {', '.join(many)}"


DETECTOR = Detector(
    key="shared_identifier",
    title="One identifier, two entities",
    looks_for="a passport, identity, IMO, LEI, registration or wallet number given to two entities of one kind; either "
    "the number is wrong on one of them, or they are one and were not merged",
    detect=detect,
)
