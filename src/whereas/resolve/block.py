"""Candidate pairs: which entries are worth comparing, found through shared keys and never by all against all."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from whereas.resolve.profile import AIRCRAFT, BODY, ORGANISATION, PERSON, VESSEL, WALLET, Profile
from whereas.resolve.rarity import Rarity, name_keys, organisation_keys

# A key that more entries share than this says nothing; its block is reported and left out. Strong identifiers are
# rarely shared by so many unless they are no identifiers at all ("none", "0000").
LARGEST_STRONG = 60
LARGEST_WEAK = 120
# A word that at most so many entries bear makes a block of its own.
_RARE_WORD = 6
# Identifiers that name a place in a register rather than one party: shared by affiliates, so no block of their own.
_PAIRED = frozenset({"registration", "tax"})


@dataclass(frozen=True, slots=True, kw_only=True)
class SkippedBlock:
    """A key too common to compare everything that shares it."""

    key: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """Pairs to compare, smaller id first, and the blocks that were too large."""

    pairs: frozenset[tuple[str, str]]
    skipped: tuple[SkippedBlock, ...]


def candidates(profiles: Mapping[str, Profile], rarity: Rarity) -> Candidates:
    """Pairs that share a key, of kinds that can be one thing.

    Two entries of one list meet only by a strong key or an equal name: a list is presumed to list a party once.
    """
    strong: dict[str, list[Profile]] = {}
    weak: dict[str, list[Profile]] = {}
    for profile in profiles.values():
        for key in set(strong_keys(profile)):
            strong.setdefault(key, []).append(profile)
        for key in set(weak_keys(profile, rarity)):
            weak.setdefault(key, []).append(profile)
    pairs: set[tuple[str, str]] = set()
    skipped: list[SkippedBlock] = []
    for blocks, largest in ((strong, LARGEST_STRONG), (weak, LARGEST_WEAK)):
        for key, block in blocks.items():
            if len(block) < 2:
                continue
            if len(block) > largest:
                skipped.append(SkippedBlock(key=key, size=len(block)))
                continue
            pairs.update(_pairs(block, within=blocks is strong or key.startswith("name:")))
    skipped.sort(key=lambda one: (-one.size, one.key))
    return Candidates(pairs=frozenset(pairs), skipped=tuple(skipped))


def _pairs(block: list[Profile], *, within: bool) -> Iterator[tuple[str, str]]:
    for left, right in combinations(block, 2):
        if (within or left.listing != right.listing) and can_be_one(left, right):
            yield (left.id, right.id) if left.id < right.id else (right.id, left.id)


def can_be_one(left: Profile, right: Profile) -> bool:
    """Whether their kinds allow that they are one thing: a body may be a person or an organisation."""
    return left.kind == right.kind or (
        BODY in (left.kind, right.kind) and {left.kind, right.kind} <= {BODY, PERSON, ORGANISATION}
    )


def strong_keys(profile: Profile) -> Iterator[str]:
    """Documents, identifiers and authority references."""
    for number in profile.numbers:
        yield f"number:{number}"
    for label, form in profile.identifiers:
        if label in _PAIRED:
            yield from (f"{label}:{country}:{form}" for country in profile.countries or ("",))
        elif profile.kind == WALLET:
            yield f"{label}:{form.lower()}"
        else:
            yield f"{label}:{profile.kind == VESSEL}:{form}"
    if profile.kind == WALLET:
        return  # a wallet's sanction carries the reference of its holder, which all the holder's wallets share
    for reference in profile.references:
        yield f"reference:{reference}"
    for reference in profile.un:
        yield f"un:{reference}"


def weak_keys(profile: Profile, rarity: Rarity) -> Iterator[str]:
    """Equal names (`name:`), rare words, and birth dates with a part of the name."""
    if profile.kind in (PERSON, BODY):
        yield from _person_keys(profile, rarity)
    if profile.kind in (ORGANISATION, BODY):
        yield from (f"name:o:{key}" for key in organisation_keys(profile))
        for name in profile.organisation_names:
            yield from (f"o:{word}" for word in name.core if rarity.body_words[word] <= _RARE_WORD and len(word) > 3)
    elif profile.kind == VESSEL:
        yield from (f"name:v:{name.name}:{name.number}" for name in profile.vessel_names if name.name)
    elif profile.kind == AIRCRAFT:
        yield from (f"name:a:{''.join(words)}" for words in profile.token_forms)


def _person_keys(profile: Profile, rarity: Rarity) -> Iterator[str]:
    for key in name_keys(profile):
        yield f"name:p:{key}"
    for words in profile.token_forms:
        yield f"name:j:{''.join(sorted(words))}"
        for word in words:
            if rarity.name_words[word] <= _RARE_WORD and len(word) > 3:
                yield f"p:{word}"
            for born in profile.births:
                if len(born) == 10:
                    yield f"born:{born}:{word[:3]}"
    for reading in profile.readings:
        yield f"skeleton:{reading.skeleton}"
        for born in profile.births:
            yield f"born:{born[:4]}:{reading.surname[0].skeleton}:{len(reading.given)}"


def block_keys(profile: Profile, rarity: Rarity) -> Iterable[str]:
    """Every key of a profile: for explaining why two entries met."""
    return (*strong_keys(profile), *weak_keys(profile, rarity))
