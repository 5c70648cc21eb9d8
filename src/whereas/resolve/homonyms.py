"""Homonyms: different parties that bear one name, with what tells them apart, to be shown before a hit is accepted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from whereas.resolve.profile import BODY, PERSON, Profile
from whereas.resolve.rarity import name_keys

# A key more parties share than this is a word and not a name.
_LARGEST_GROUP = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Namesake:
    """One party of a homonym: its canonical id, the names it bears, and what tells it from the others, in words."""

    id: str
    members: tuple[str, ...]
    names: tuple[str, ...]
    births: tuple[str, ...]
    documents: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Homonym:
    """A name that several parties bear. `told_apart` is False where nothing on the lists tells them apart."""

    name: str
    parties: tuple[Namesake, ...]
    told_apart: bool


def find_homonyms(profiles: Iterable[Profile], cluster_of: Mapping[str, str]) -> tuple[Homonym, ...]:
    """Groups of distinct clusters of people that bear one name or one Korean reading, by name.

    `cluster_of` leads from ids to canonical ids; an id that is not in it is its own cluster. Strong aliases count as
    names; weak ones do not.
    """
    members: dict[str, list[Profile]] = {}
    for profile in sorted(profiles, key=lambda one: one.id):
        if profile.kind in (PERSON, BODY):
            members.setdefault(cluster_of.get(profile.id, profile.id), []).append(profile)
    groups: dict[str, set[str]] = {}
    for cluster, borne in members.items():
        for key in {key for profile in borne for key in name_keys(profile)}:
            if " " in key:  # one word is half a name
                groups.setdefault(key, set()).add(cluster)
    found: dict[frozenset[str], str] = {}
    for key in sorted(groups):
        if 2 <= len(groups[key]) <= _LARGEST_GROUP:
            found.setdefault(frozenset(groups[key]), key)
    homonyms = [_homonym(key, sorted(group), members) for group, key in found.items()]
    return tuple(sorted(homonyms, key=lambda one: (one.name, one.parties[0].id)))


def _homonym(key: str, group: list[str], members: Mapping[str, list[Profile]]) -> Homonym:
    parties = tuple(_namesake(cluster, members[cluster]) for cluster in group)
    births = [set(party.births) for party in parties]
    papers = [set(party.documents) for party in parties]
    apart = all(
        (births[i] and births[j] and not births[i] & births[j])
        or (papers[i] and papers[j] and not papers[i] & papers[j])
        for i in range(len(parties))
        for j in range(i)
    )
    # The name as a list prints it, of the bearer whose key it is.
    name = next((one for party in group for profile in members[party] for one in profile.names
                 if key in name_keys_of(profile, one)), parties[0].names[0])  # fmt: skip
    return Homonym(name=name, parties=parties, told_apart=apart)


def name_keys_of(profile: Profile, name: str) -> set[str]:
    """The keys of one of a profile's names."""
    return name_keys(Profile(id=profile.id, kind=profile.kind, schema=profile.schema, listing="", names=(name,)))


def _namesake(cluster: str, borne: list[Profile]) -> Namesake:
    births = tuple(sorted({born for profile in borne for born in profile.births}))
    documents = tuple(sorted({form for profile in borne for form in profile.numbers}))
    named = tuple(dict.fromkeys(name for profile in borne for name in profile.names))
    parts = [
        f"born {' or '.join(births)}" if births else "no birth date",
        f"documents {', '.join(documents)}" if documents else "",
        f"listed as {', '.join(sorted(profile.id for profile in borne))}",
    ]
    return Namesake(
        id=cluster,
        members=tuple(sorted(profile.id for profile in borne)),
        names=named,
        births=births,
        documents=documents,
        words="; ".join(filter(None, parts)),
    )
