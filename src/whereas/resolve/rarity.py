"""How much it says that two entries share a word: rare words say much, the words of everyone's notes nothing."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from whereas.resolve.profile import BODY, ORGANISATION, PERSON, Profile

# As if so many further entries without the word had been counted: a casebook of sixty entries says little of rarity.
_UNSEEN = 300


@dataclass(frozen=True, kw_only=True)
class Rarity:
    """Counts over all profiles: in how many a word of a name stands, and a word of the circumstances, per country.

    `bearers` says how many entries of one list (the list with most) bear a Korean reading, a sorted name, or (behind
    `o:`) an organisation's name: more than one means the name is known to be shared.
    """

    people: int
    bodies: int
    name_words: Mapping[str, int]
    body_words: Mapping[str, int]
    context: Mapping[str, tuple[int, Mapping[str, int]]]
    bearers: Mapping[str, int]
    _name_says: dict[str, float] = field(default_factory=dict, repr=False)
    _body_says: dict[str, float] = field(default_factory=dict, repr=False)

    def of_name_word(self, word: str, *, body: bool = False) -> float:
        """Information in nats of a word in a name: 0 for one that everybody has."""
        known = self._body_says if body else self._name_says
        found = known.get(word)
        if found is None:
            total, count = (self.bodies, self.body_words) if body else (self.people, self.name_words)
            found = known[word] = math.log((total + _UNSEEN) / (count.get(word, 0) + 1))
        return found

    def of_context(self, words: Iterable[str], countries: Iterable[str]) -> list[tuple[float, str]]:
        """Information of each shared word among entries of the same countries, most telling first.

        Of several countries the one where the word says least counts: this must not overstate.
        """
        tables = [self.context[country] for country in countries if country in self.context] or [self.context[""]]
        return sorted(
            (
                (min(math.log((total + _UNSEEN) / (count.get(word, 0) + 1)) for total, count in tables), word)
                for word in words
            ),
            reverse=True,
        )


def measure_rarity(profiles: Iterable[Profile]) -> Rarity:
    """Count the words of names and circumstances."""
    name_words: Counter[str] = Counter()
    body_words: Counter[str] = Counter()
    context: dict[str, Counter[str]] = {"": Counter()}
    totals: Counter[str] = Counter()
    borne: dict[str, Counter[str]] = {}
    people = bodies = 0
    for profile in profiles:
        if profile.kind in (PERSON, BODY):
            people += 1
            name_words.update({word for words in profile.token_forms for word in words})
            for key in name_keys(profile):
                borne.setdefault(key, Counter())[profile.listing] += 1
        if profile.kind in (ORGANISATION, BODY):
            bodies += 1
            body_words.update({word for name in profile.organisation_names for word in name.core})
            for key in profile.organisation_keys:
                borne.setdefault(f"o:{key}", Counter())[profile.listing] += 1
        for group in ("", *profile.countries):
            totals[group] += 1
            context.setdefault(group, Counter()).update(profile.words)
    return Rarity(
        people=people,
        bodies=bodies,
        name_words=name_words,
        body_words=body_words,
        context={group: (totals[group], counted) for group, counted in context.items()},
        bearers={key: max(counted.values()) for key, counted in borne.items()},
    )


def name_keys(profile: Profile) -> set[str]:
    """The keys under which equal names of persons meet: Korean readings, else sorted folded words."""
    found = {reading.key for reading in profile.readings}
    return found | {" ".join(sorted(words)) for words in profile.token_forms}


def organisation_keys(profile: Profile) -> set[str]:
    """The keys under which equal names of organisations meet."""
    return {name.key for name in profile.organisation_names}
