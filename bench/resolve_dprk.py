"""How well the resolver finds one person across lists: labels from identifiers, measured with those held out.

Run: `python -m bench resolve_dprk`, with WHEREAS_TEST_DATA set. How the labels are made and
where they are circular: docs/explanation/resolution.md.
"""

import importlib
import itertools
import os
import pkgutil
import re
import time
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from whereas.core import schema as schemata
from whereas.core.entity import Entity
from whereas.core.exhibit import Exhibit, digests
from whereas.core.judgement import Decision
from whereas.core.statement import Statement
from whereas.resolve.judge import Proposal, propose
from whereas.resolve.resolution import clusters
from whereas.sources import lists

AT = "2026-01-01T00:00:00Z"
_PROGRAMME = re.compile(r"DPRK|EU-PRK|KOR-NORTH|NORTH KOREA|\b1718\b", re.IGNORECASE)
# The bench's own idea of a consonant skeleton, so that the resolver is not measured with its own ruler.
_SAME_SOUND = str.maketrans({"g": "k", "q": "k", "d": "t", "b": "p", "j": "c", "l": "r"})


def load(mirror: Path) -> list[Entity]:
    """Every list's newest edition per feed as entities, through the list files' own `parse`."""
    statements: dict[str, list[Statement]] = {}
    for found in pkgutil.iter_modules(lists.__path__):
        module = importlib.import_module(f"{lists.__name__}.{found.name}")
        source = getattr(module, "SOURCE", None)
        folder = mirror / (source.folder if source is not None else "-")
        if source is None or not folder.is_dir():
            continue
        for feed in module.FEEDS:
            files = [path for path in sorted(folder.iterdir()) if feed.takes(path.name)]
            editions = sorted((feed.published(path.name, data := path.read_bytes()), path.name, data) for path in files)
            for published, name, data in editions[-1:]:
                sha256, sha3 = digests(data)
                exhibit = Exhibit(sha256=sha256, sha3_512=sha3, size=len(data), source=source.key, feed=feed.key,
                                  name=name, origin="mirror", captured_at=AT, published=published)  # fmt: skip
                for said in module.parse(exhibit, data):
                    if isinstance(said, Statement):
                        statements.setdefault(said.entity, []).append(said)
    return [Entity(id=key, statements=tuple(said)) for key, said in statements.items()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """What labels rest on: passports normalised, full birth dates, skeletons of all names."""

    id: str
    name: str
    passports: frozenset[str]
    births: frozenset[str]
    skeletons: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """Pairs (smaller id first): of one person, of two, and those whose evidence disagrees with itself."""

    same: frozenset[tuple[str, str]]
    different: frozenset[tuple[str, str]]
    disputed: frozenset[tuple[str, str]]


def skeleton(name: str) -> str:
    """Consonants of a name by sound class, word order kept out: `Kim Yong-chol` and `KIM Young Cheol` share one."""
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", name.casefold()) if letter.isascii())
    bare = bare.replace("park", "pak").replace("lee", "ri").replace("choi", "choe").replace("sh", "s")
    bare = re.sub(r"[^a-z ,-]", "", bare).replace("ng", "N").replace("ch", "c").replace("kh", "k").replace("ph", "p")
    kept = re.sub(r"[aeiouyw]+", "", bare.translate(_SAME_SOUND))
    return "".join(sorted(re.sub(r"[^a-zN]", "", kept)))


def persons(entities: Iterable[Entity]) -> list[Person]:
    """The persons listed for the DPRK: by a country property, a DPRK document, or a sanction's programme."""
    entities = list(entities)
    programme = {
        target
        for part in entities
        if part.schema == "Sanction" and any(_PROGRAMME.search(text) for text in part.get("program"))
        for target in part.get("entity")
    }
    papers: dict[str, set[str]] = {}
    issued = {holder for part in entities if "kp" in part.get("country") for holder in part.get("holder")}
    for part in entities:
        if schemata.is_a(part.schema, "Identification"):
            for holder in part.get("holder"):
                papers.setdefault(holder, set()).update(part.get("number", "passportNumber"))
    found = []
    for entity in entities:
        countries = entity.get("nationality", "citizenship", "country", "birthCountry")
        if entity.schema != "Person" or not ("kp" in countries or entity.id in programme | issued):
            continue
        numbers = {*entity.get("passportNumber"), *papers.get(entity.id, ())}
        found.append(
            Person(
                id=entity.id,
                name=entity.caption,
                passports=frozenset(filter(None, map(_number, numbers))),
                births=frozenset(born for born in entity.get("birthDate") if len(born) == 10),
                skeletons=frozenset(
                    made
                    for name in entity.get("name", "alias", "weakAlias", "previousName")
                    if len(made := skeleton(name)) > 2
                ),
            )
        )
    return found


def _number(text: str) -> str:
    """The first run of six letters or digits and more: what stands behind a passport number is a note."""
    found = re.search(r"[A-Z]{0,3}\d{6,}", text.upper().replace(" ", "").replace("-", ""))
    return found[0] if found else ""


def label(people: Sequence[Person]) -> Labels:
    """Labels by identifiers alone; see docs/explanation/resolution.md for each rule and its weakness."""
    same: set[tuple[str, str]] = set()
    different: set[tuple[str, str]] = set()
    disputed: set[tuple[str, str]] = set()
    for one, other in itertools.combinations(sorted(people, key=lambda person: person.id), 2):
        pair = (one.id, other.id)
        paper, born = bool(one.passports & other.passports), bool(one.births & other.births)
        sounds = bool(one.skeletons & other.skeletons)
        if (paper and (sounds or (born and not _other_names(one, other)))) or (born and sounds):
            same.add(pair)
        elif paper:
            disputed.add(pair)
        elif one.passports and other.passports and one.births and other.births and not born and (
            not sounds or _years_apart(one, other) > 1
        ):  # fmt: skip
            different.add(pair)
    joined = _closure(same)
    return Labels(
        same=frozenset(joined - disputed),
        different=frozenset(different - joined),
        disputed=frozenset(disputed | (joined & different)),
    )


def _other_names(one: Person, other: Person) -> bool:
    return all(len(set(mine) ^ set(theirs)) > 2 for mine in one.skeletons for theirs in other.skeletons)


def _years_apart(one: Person, other: Person) -> int:
    return min(abs(int(mine[:4]) - int(theirs[:4])) for mine in one.births for theirs in other.births)


def _closure(pairs: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    group: dict[str, set[str]] = {}
    for left, right in pairs:
        together = group.get(left, {left}) | group.get(right, {right})
        group.update(dict.fromkeys(together, together))
    return {
        pair
        for members in {id(one): one for one in group.values()}.values()
        for pair in itertools.combinations(sorted(members), 2)
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Pairwise precision, recall and F1 over labelled pairs, with the pairs that went wrong."""

    precision: float
    recall: float
    f1: float
    wrong: tuple[tuple[str, str], ...]
    missed: tuple[tuple[str, str], ...]


def measure(proposal: Proposal, labels: Labels) -> Figures:
    """Pairs that the proposal's clusters join, against the labels; pairs without label count nowhere."""
    cluster_of = clusters(proposal.judgements)
    joined = {pair for pair in labels.same | labels.different if _joined(pair, cluster_of)}
    right = len(joined & labels.same)
    precision = right / len(joined) if joined else 0.0
    recall = right / len(labels.same) if labels.same else 0.0
    return Figures(
        precision=precision,
        recall=recall,
        f1=2 * precision * recall / (precision + recall) if right else 0.0,
        wrong=tuple(sorted(joined & labels.different)),
        missed=tuple(sorted(labels.same - joined)),
    )


def _joined(pair: tuple[str, str], cluster_of: dict[str, str]) -> bool:
    return pair[0] in cluster_of and cluster_of[pair[0]] == cluster_of.get(pair[1])


def without(entities: Iterable[Entity], *props: str) -> list[Entity]:
    """The entities without these properties, and without identity papers where passports are among them."""
    kept = []
    for entity in entities:
        if "passportNumber" in props and schemata.is_a(entity.schema, "Identification"):
            continue
        if statements := tuple(said for said in entity.statements if said.prop not in props):
            kept.append(Entity(id=entity.id, statements=statements))
    return kept


HELD_OUT = {
    "everything the lists say": (),
    "passports held out": ("passportNumber", "idNumber"),
    "birth dates held out": ("birthDate",),
    "authority references held out": ("authorityId", "unscId"),
    "passports and references held out": ("passportNumber", "idNumber", "authorityId", "unscId"),
}


def main() -> None:
    """Print labels, figures per held-out identifier, and what went wrong."""
    data = os.environ.get("WHEREAS_TEST_DATA")
    if not data:
        print("skipped: set WHEREAS_TEST_DATA to the folder that holds data/lists")
        return
    report(load(Path(data, "data", "lists")))


def report(entities: list[Entity]) -> None:
    """The figures for these entities."""
    people = persons(entities)
    labels = label(people)
    names = {person.id: person.name for person in people}
    skeletons = {person.id: person.skeletons for person in people}
    hard = sum(1 for left, right in labels.different if skeletons[left] & skeletons[right])
    print(f"{len(entities):,} entities, {len(people)} DPRK persons; labels: {len(labels.same)} pairs same, ", end="")
    print(f"{len(labels.different):,} different ({hard} of them namesakes), {len(labels.disputed)} disputed")
    for left, right in sorted(labels.disputed):
        print(f"  disputed, not counted: {left} {names[left]} / {right} {names[right]}")
    for what, props in HELD_OUT.items():
        start = time.process_time()
        proposal = propose(without(entities, *props) if props else entities, [], at=AT)
        spent = time.process_time() - start
        figures = measure(proposal, labels)
        print(f"{what}: P {figures.precision:.4f} R {figures.recall:.4f} F1 {figures.f1:.4f} ({spent:.1f} s)")
        for kind, pairs in (("joined wrongly", figures.wrong), ("missed", figures.missed[:12])):
            for left, right in pairs:
                print(f"  {kind}: {left} {names[left]} / {right} {names[right]}")
        if not props:
            _clusters_of(proposal, people, labels)


def _clusters_of(proposal: Proposal, people: Sequence[Person], labels: Labels) -> None:
    cluster_of = clusters(proposal.judgements)
    groups: dict[str, list[str]] = {}
    for person in people:
        groups.setdefault(cluster_of.get(person.id, person.id), []).append(person.id)
    merged = {pair for ids in groups.values() for pair in itertools.combinations(sorted(ids), 2)}
    counts = ", ".join(f"{sum(said.decision is one for said in proposal.judgements):,} {one.value}" for one in Decision)
    unlabelled = len(merged - labels.same - labels.different)
    print(f"  {len(groups)} DPRK person clusters; {len(merged)} merged pairs, {unlabelled} of them without label")
    print(f"  {counts}; {len(proposal.homonyms)} homonyms, {len(proposal.blocks_reported)} blocks too large")


if __name__ == "__main__":
    main()
