"""Builds the labelled names that whereas and its peers are measured on, from sanctions lists, as TSV files.

Run: `python -m bench.peers.pairs FOLDER`, with WHEREAS_TEST_DATA set. Labels rest on what the lists say beside the
names (which entry an alias belongs to, birth dates, passports, genders), never on how alike a scorer of whereas finds
them; where likeness decides what is drawn, it is rapidfuzz's, so the draw of hard negatives costs rapidfuzz most.
"""

import argparse
import csv
import itertools
import os
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from rapidfuzz import fuzz, process

from bench.resolve_dprk import load, skeleton
from whereas.core import schema as schemata
from whereas.core.entity import Entity
from whereas.kit.names import fold, sorted_form
from whereas.kit.scripts import script_of

# The lists whose names are drawn from; a register of wallets names nobody that these do not.
LISTS = frozenset({"un", "ofac_sdn", "ofac_cons", "us_csl", "au_dfat", "eu_journal"})
GENERAL_LISTS = frozenset({"un", "ofac_sdn", "us_csl", "au_dfat"})
PAIR_COLUMNS = ("left", "right", "schema", "label", "kind", "trivial")
_READY_MADE = {"persons": "person_pairs", "scripts": "script_pairs", "organisations": "org_vessel_pairs"}
_PROGRAMME = re.compile(r"DPRK|EU-PRK|KOR-NORTH|NORTH KOREA|\b1718\b", re.IGNORECASE)
_COUNTRIES = ("nationality", "citizenship", "country", "mainCountry", "birthCountry", "jurisdiction", "flag")
_PASSPORT = re.compile(r"[A-Z]{0,3}\d{6,}")
_SEED = 20260101
_PERSON, _BODY = "person", "body"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of one list. `party` is the same for all entries known to be one party; `keys` is how that is known."""

    id: str
    party: str
    lists: frozenset[str]
    schema: str
    name: str
    aliases: tuple[str, ...]
    births: frozenset[str]
    genders: frozenset[str]
    passports: frozenset[str]
    keys: frozenset[str]
    dprk: bool

    @property
    def kind(self) -> str:
        """Whether it is a person, a body, or a thing by the name of its schema; bodies of every schema are one kind."""
        if self.schema in {"Person", "Vessel", "Airplane"}:
            return self.schema.lower()
        return _BODY

    @property
    def names(self) -> tuple[str, ...]:
        """The primary name and the aliases."""
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two names and whether they are one party's. `parties` are whose, for the limit of pairs per party."""

    left: str
    right: str
    schema: str
    label: bool
    kind: str
    parties: tuple[str, ...]

    @property
    def row(self) -> tuple[object, ...]:
        """As a row of a file of pairs, with the column `cluster` last."""
        trivial = sorted_form(self.left) == sorted_form(self.right)
        return (self.left, self.right, self.schema, int(self.label), self.kind, int(trivial), self.parties[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """How many primary names each word stands in, persons' and others' apart: what a shared word may mean."""

    counts: Mapping[str, Counter[str]]

    def telling(self, word: str, kind: str) -> bool:
        """Whether two names that share this word share more than chance: three letters, and in few names."""
        return len(word) > 2 and self.counts[_PERSON if kind == _PERSON else _BODY][word] < 60


def count_words(entries: Iterable[Entry]) -> Words:
    """The words of one primary name per party."""
    counts: dict[str, Counter[str]] = {_PERSON: Counter(), _BODY: Counter()}
    for entry in {entry.party: entry for entry in entries}.values():
        counts[_PERSON if entry.kind == _PERSON else _BODY].update(set(fold(entry.name).split()))
    return Words(counts=counts)


def entries_of(entities: Iterable[Entity]) -> list[Entry]:
    """The entries that LISTS name, in the order of their ids, with the parties that their keys join."""
    kept = [
        Entity(id=entity.id, statements=said)
        for entity in entities
        if (said := tuple(statement for statement in entity.statements if statement.source in LISTS))
    ]
    papers: dict[str, set[str]] = {}
    references: dict[str, set[str]] = {}
    dprk: set[str] = set()
    for part in kept:
        if part.schema == "Sanction":
            for target in part.get("entity"):
                references.setdefault(target, set()).update(part.get("authorityId", "unscId"))
                if any(_PROGRAMME.search(text) for text in part.get("program")):
                    dprk.add(target)
        elif schemata.is_a(part.schema, "Identification"):
            for holder in part.get("holder"):
                papers.setdefault(holder, set()).update(part.get("passportNumber"))
                if "kp" in part.get("country"):
                    dprk.add(holder)
    found = [
        _entry(one, papers.get(one.id, set()), references.get(one.id, set()), one.id in dprk)
        for one in kept
        if one.first("name") and (schemata.is_a(one.schema, "LegalEntity") or one.schema in {"Vessel", "Airplane"})
    ]
    return _joined(sorted(found, key=lambda entry: entry.id))


def _entry(entity: Entity, papers: set[str], references: set[str], dprk: bool) -> Entry:
    person = entity.schema == "Person"
    name = _line(entity.first("name"))
    aliases = dict.fromkeys(map(_line, entity.get("alias", "previousName")))
    births = frozenset(entity.get("birthDate"))
    keys = {f"reference {one}" for one in references}
    if person:
        full = [born for born in births if len(born) == 10]
        keys |= {f"born {born} {sorted_form(one)}" for born in full for one in (name, *aliases) if " " in fold(one)}
    elif entity.schema == "Vessel":
        keys |= {f"imo {number}" for number in entity.get("imoNumber")}
    elif entity.schema != "Airplane":
        keys.add(f"body {sorted_form(name)}")
    passports = {*papers, *entity.get("passportNumber")} if person else set()
    return Entry(
        id=entity.id,
        party=entity.id,
        lists=frozenset(entity.sources),
        schema=entity.schema,
        name=name,
        aliases=tuple(one for one in aliases if one and one != name),
        births=births,
        genders=frozenset(entity.get("gender")),
        passports=frozenset(
            found[0]
            for number in passports
            if (found := _PASSPORT.search(number.upper().replace(" ", "").replace("-", "")))
        ),
        keys=frozenset(keys),
        dprk=dprk or "kp" in entity.get(*_COUNTRIES),
    )


def _line(text: str) -> str:
    return " ".join(text.split())


def _joined(entries: Sequence[Entry]) -> list[Entry]:
    """The entries with their parties: joined by a key, or by a passport where no name speaks against it.

    A passport alone joins nobody: the lists print two passports under other people's entries.
    """
    leader = {entry.id: entry.id for entry in entries}

    def lead(of: str) -> str:
        while leader[of] != of:
            leader[of] = of = leader[leader[of]]
        return of

    def join(one: str, other: str) -> None:
        first, second = sorted((lead(one), lead(other)))
        leader[second] = first

    by_key: dict[str, list[Entry]] = defaultdict(list)
    by_passport: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        for key in entry.keys:
            by_key[key].append(entry)
        for number in entry.passports:
            by_passport[number].append(entry)
    for group in by_key.values():
        for other in group[1:]:
            join(group[0].id, other.id)
    for group in by_passport.values():
        for one, other in itertools.combinations(group, 2):
            if any(fuzz.token_sort_ratio(fold(a), fold(b)) >= 60 for a in one.names for b in other.names):
                join(one.id, other.id)
    dprk = {lead(entry.id) for entry in entries if entry.dprk}
    return [replace(entry, party=(first := lead(entry.id)), dprk=first in dprk) for entry in entries]


def variant(left: str, right: str, kind: str, words: Words) -> str:
    """What an alias is to the name: `same`, `script`, `pseudonym`, `alias part`, or `alias variant`.

    `same` is the same words in any order; `script` stands in other letters; a `pseudonym` shares no telling word, is
    not alike as a whole, and has other consonants; of an `alias part` some word of the shorter name has no like in the
    longer.
    """
    if sorted_form(left) == sorted_form(right) or fold(left).replace(" ", "") == fold(right).replace(" ", ""):
        return "same"
    if script_of(left) != script_of(right):
        return "script"
    mine, theirs = fold(left).split(), fold(right).split()
    whole = max(fuzz.ratio("".join(mine), "".join(theirs)), fuzz.token_sort_ratio(" ".join(mine), " ".join(theirs)))
    if whole >= 75 or (kind == _PERSON and len(made := skeleton(left)) > 2 and made == skeleton(right)):
        return "alias variant"
    if not any(
        _one_word(word, other) and words.telling(word, kind) and words.telling(other, kind)
        for word in mine
        for other in theirs
    ):
        return "pseudonym"
    short, long = sorted((mine, theirs), key=len)
    covered = all(max(fuzz.ratio(word, other) for other in long) >= 60 for word in short)
    return "alias variant" if covered else "alias part"


def _one_word(word: str, other: str) -> bool:
    """Whether two words may be one in two spellings; short ones (Korean syllables) only where they are nearly equal."""
    least = 70 if min(len(word), len(other)) > 4 else 85
    return fuzz.ratio(word, other) >= least or (len(made := skeleton(word)) > 2 and made == skeleton(other))


def _plain(name: str) -> bool:
    """Whether it is two words or more without numbers, as long as a name: a list's notes get among its aliases."""
    return " " in fold(name) and len(name) <= 80 and not any(letter.isdigit() for letter in name)


def positives(entries: Iterable[Entry], words: Words) -> Iterator[Pair]:
    """Every primary name with every alias of the same entry that differs in more than the order of its words."""
    seen = set()
    for entry in entries:
        for alias in entry.aliases:
            mark = (entry.party, fold(entry.name), fold(alias))
            if mark in seen or not (_plain(entry.name) and _plain(alias)):
                continue
            seen.add(mark)
            kind = variant(entry.name, alias, entry.kind, words)
            if kind != "same":
                yield Pair(
                    left=entry.name, right=alias, schema=entry.schema, label=True, kind=kind, parties=(entry.party,)
                )


def negatives(entries: Sequence[Entry]) -> Iterator[Pair]:
    """Primary names of two persons proved to be two, that are alike as a whole or share a rare word.

    Proof is a full birth date on both sides with all years at least three apart, or other genders. Persons who share
    a whole name are homonyms, whom no scorer of names can tell apart: a kind of their own, or left out where the name
    is an alias.
    """
    parties: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        parties[entry.party].append(entry)
    people = [
        replace(
            group[0],
            births=frozenset().union(*(one.births for one in group)),
            genders=frozenset().union(*(one.genders for one in group)),
            aliases=tuple(name for one in group for name in one.names),
        )
        for group in parties.values()
        if _plain(group[0].name)
    ]
    folded = [fold(one.name) for one in people]
    spelled = [frozenset(map(sorted_form, one.names)) for one in people]
    for kind, (one, other) in itertools.chain(_close(folded), _sharing(folded)):
        first, second = people[one], people[other]
        if not _proved_two(first, second):
            continue
        if sorted_form(first.name) == sorted_form(second.name):
            kind = "hard negative homonym"  # noqa: PLW2901 # what the names are weighs more than how they were found
        elif spelled[one] & spelled[other]:
            continue
        yield Pair(
            left=first.name, right=second.name, schema=first.schema, label=False, kind=kind,
            parties=(first.party, second.party),
        )  # fmt: skip


def _close(folded: Sequence[str]) -> Iterator[tuple[str, tuple[int, int]]]:
    for start in range(0, len(folded), 500):
        scores = process.cdist(
            folded[start : start + 500], folded, scorer=fuzz.token_sort_ratio, score_cutoff=75, dtype=np.uint8
        )
        for row, column in zip(*np.nonzero(scores), strict=True):
            if start + row < column:
                yield "hard negative close", (start + int(row), int(column))


def _sharing(folded: Sequence[str]) -> Iterator[tuple[str, tuple[int, int]]]:
    bearers: dict[str, list[int]] = defaultdict(list)
    for at, name in enumerate(folded):
        for word in set(name.split()):
            bearers[word].append(at)
    pairs = {
        pair
        for word, group in bearers.items()
        if len(word) > 2 and 2 <= len(group) <= 20
        for pair in itertools.combinations(group, 2)
    }
    for pair in sorted(pairs):
        if fuzz.token_sort_ratio(folded[pair[0]], folded[pair[1]]) < 75:
            yield "hard negative shared word", pair


def _proved_two(one: Entry, other: Entry) -> bool:
    if len(one.genders) == len(other.genders) == 1 and one.genders != other.genders:
        return True
    mine, theirs = one.births, other.births
    if not any(len(born) == 10 for born in mine) or not any(len(born) == 10 for born in theirs):
        return False
    return min(abs(int(a[:4]) - int(b[:4])) for a in mine for b in theirs) >= 3


def general(entries: Sequence[Entry], words: Words, each: int = 2_500, aside: int = 500) -> list[Pair]:
    """The general variety: persons of other countries, half and half, no party in more than two pairs.

    Pseudonyms and other scripts are positives apart, of which `aside` each are drawn.
    """
    people = [one for one in entries if one.kind == _PERSON and not one.dprk and one.lists & GENERAL_LISTS]
    made = [*positives(people, words), *negatives(people)]
    drawn: list[Pair] = []
    used: Counter[str] = Counter()
    dice = random.Random(_SEED)
    dice.shuffle(made)
    for kinds, most in (
        (("alias variant", "alias part"), each),
        (("hard negative close",), each // 2),
        (("hard negative shared word",), each),
        (("pseudonym",), aside),
        (("script",), aside),
        (("hard negative homonym",), aside),
    ):
        # Words shared fill what names close as a whole leave of the negatives.
        taken = sum(not pair.label for pair in drawn) if kinds == ("hard negative shared word",) else 0
        for pair in made:
            if taken < most and pair.kind in kinds and all(used[party] < 2 for party in pair.parties):
                drawn.append(pair)
                used.update(pair.parties)
                taken += 1
    return drawn


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A spelling to be looked up. `ids` are the entries it should find; `open` those nobody can say, never counted."""

    text: str
    kind: str
    schema: str
    ids: tuple[str, ...]
    open: tuple[str, ...]


def hard_queries(entries: Sequence[Entry], words: Words, each: int = 500) -> list[Query]:
    """Variant spellings that stand nowhere as a primary name, `each` of two kinds or as many as there are.

    `dprk` are of parties listed for the DPRK, `general` of all others. Where several parties list a spelling, the
    entries of all are right. Open are entries that may well be the same party without proof: they bear a full name of
    it (in any order of words) or nearly so, and are neither proved nor disproved.
    """
    by_party: dict[str, list[Entry]] = defaultdict(list)
    by_name: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_party[entry.party].append(entry)
        for name in {sorted_form(one) for one in entry.names}:
            by_name[name].append(entry)
    primary = {sorted_form(entry.name) for entry in entries}
    near = _Near(entries)
    made = [pair for pair in positives(entries, words) if pair.kind == "alias variant"]
    random.Random(_SEED).shuffle(made)
    drawn: dict[str, Query] = {}
    taken: Counter[str] = Counter()
    used: Counter[str] = Counter()
    for pair in made:
        text = sorted_form(pair.right)
        parties = {entry.party for entry in by_name[text]}
        right = [entry for party in sorted(parties) for entry in by_party[party]]
        kind = "dprk" if any(entry.dprk for entry in right) else "general"
        # Two of one party are enough of the many; of the DPRK's every spelling counts.
        if text in drawn or text in primary or taken[kind] >= each or (
            kind == "general" and any(used[one] >= 2 for one in parties)
        ):  # fmt: skip
            continue
        maybe = {
            other.id
            for entry in right
            for name in entry.names
            if " " in fold(name)
            for other in (*by_name[sorted_form(name)], *near(entry, name))
            if other.party not in parties and not (entry.kind == other.kind == _PERSON and _proved_two(entry, other))
        }
        drawn[text] = Query(
            text=pair.right,
            kind=kind,
            schema=pair.schema,
            ids=tuple(sorted(entry.id for entry in right)),
            open=tuple(sorted(maybe)),
        )
        taken[kind] += 1
        used.update(parties)
    return list(drawn.values())


class _Near:
    """Finds entries of one kind whose primary name is nearly a name given: at most one letter in ten differs.

    Of persons outside the DPRK also those with the same consonants; Korean names that share them are two too often.
    """

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries: dict[str, list[Entry]] = defaultdict(list)
        self._sounds: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            self._entries[entry.kind].append(entry)
            if entry.kind == _PERSON and not entry.dprk:
                self._sounds[skeleton(entry.name)].append(entry)
        self._names = {kind: [sorted_form(one.name) for one in some] for kind, some in self._entries.items()}

    def __call__(self, entry: Entry, name: str) -> list[Entry]:
        near = process.extract(
            sorted_form(name), self._names[entry.kind], scorer=fuzz.ratio, score_cutoff=90, limit=None
        )
        sounds = self._sounds.get(made, []) if len(made := skeleton(name)) > 4 and entry.kind == _PERSON else []
        return [*(self._entries[entry.kind][at] for _, _, at in near), *sounds]


def write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A file of tab-separated rows under a header; a name never holds a tab or a line's end."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, quotechar=None)
        writer.writerow(columns)
        writer.writerows(rows)


def copy(source: Path, target: Path) -> int:
    """A ready-made file of pairs, its columns held against what is read here; returns how many pairs it holds."""
    lines = source.read_text("utf-8").splitlines()
    if tuple(lines[0].split("\t")) != PAIR_COLUMNS:
        sys.exit(f"{source}: the columns are {lines[0]!r}; needed are {' '.join(PAIR_COLUMNS)}, parted by tabs")
    target.write_text("\n".join(lines) + "\n", "utf-8")
    return len(lines) - 1


def build(data: Path, folder: Path) -> None:
    """All files, from the data folder that WHEREAS_TEST_DATA names."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, source in _READY_MADE.items():
        count = copy(data / "eval" / "names" / f"{source}.tsv", folder / f"{name}.tsv")
        print(f"{name}.tsv: {count} pairs")
    entries = entries_of(load(data / "data" / "lists"))
    words = count_words(entries)
    drawn = general(entries, words)
    write(folder / "general.tsv", (*PAIR_COLUMNS, "cluster"), (pair.row for pair in drawn))
    print(f"general.tsv: {len(drawn)} pairs; {dict(Counter(pair.kind for pair in drawn))}")
    index = [entry for entry in entries if fold(entry.name)]
    write(folder / "hard_index.tsv", ("id", "name", "schema"), ((one.id, one.name, one.schema) for one in index))
    parties = len({entry.party for entry in index})
    print(f"hard_index.tsv: {len(index):,} names of {parties:,} parties; {dict(Counter(one.kind for one in index))}")
    queries = hard_queries(index, words)
    write(
        folder / "hard_queries.tsv",
        ("query", "ids", "kind", "schema", "open"),
        ((one.text, ",".join(one.ids), one.kind, one.schema, ",".join(one.open)) for one in queries),
    )
    true = sum(len(one.ids) for one in queries)
    print(f"hard_queries.tsv: {dict(Counter(one.kind for one in queries))}; {true:,} true pairs, ", end="")
    print(f"{sum(len(one.open) for one in queries):,} open; {dict(Counter(one.schema for one in queries))}")


def main(arguments: Sequence[str] | None = None) -> None:
    """`python -m bench.peers.pairs FOLDER`."""
    parser = argparse.ArgumentParser(prog="python -m bench.peers.pairs", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path, help="where the TSV files go; made if missing")
    folder = parser.parse_args(arguments).folder
    data = os.environ.get("WHEREAS_TEST_DATA")
    if not data:
        print("skipped: set WHEREAS_TEST_DATA to the folder that holds data/lists and eval/names")
        return
    build(Path(data), folder)


if __name__ == "__main__":
    main()
