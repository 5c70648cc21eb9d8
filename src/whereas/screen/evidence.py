"""What is known beside the name: how it raises or lowers the probability, and the rules no sum may overrule.

The features and their weights are those of the resolver (resolve/compare.py), so that lists and customers are judged
alike. Nationality and gender count only where they differ: that two people are of one country says nothing.
"""

import math
from collections.abc import Sequence

from whereas.core.judgement import Reason
from whereas.kit import names
from whereas.resolve import compare
from whereas.resolve.profile import PERSON, VESSEL, Profile
from whereas.resolve.rarity import Rarity
from whereas.screen.model import NAME_ALONE

_NOTHING_COUNTED = Rarity(people=0, bodies=0, name_words={}, body_words={}, context={"": (0, {})}, bearers={})
_OF_PEOPLE = (
    compare.birth_dates, compare.documents, compare.identifiers, compare.genders, compare.nationalities, compare.places,
    compare.addresses,
)  # fmt: skip
_OF_BODIES = (compare.documents, compare.identifiers, compare.nationalities, compare.addresses)
# Without one of these, at this weight or more, a name that many bear stays possible.
_SECOND = {
    "birth date": 1.5,
    "document": 5.0,
    "identifier": 5.0,
    "birthplace": 2.0,
    "address": 2.0,
    "near document": 2.0,
}
_STRONG = {"document": 5.0, "identifier": 5.0}
_LEAST, _MOST = 1e-4, 0.9999
# A number that is the same where the names have nothing in common: one of the two is wrong, and a person must look.
NAMES_APART = 0.84


def reasons(query: Profile, listed: Profile, position: str, positions: Sequence[str]) -> tuple[Reason, ...]:
    """Every feature beside the name that says something, heaviest first."""
    features: tuple[compare.Feature, ...] = _OF_PEOPLE if PERSON in (query.kind, listed.kind) else _OF_BODIES
    if listed.kind == VESSEL:
        features = (compare.identifiers,)
    found = [reason for feature in features if (reason := feature(query, listed, _NOTHING_COUNTED)) is not None]
    if (post := _position(position, positions)) is not None:
        found.append(post)
    return tuple(sorted(found, key=lambda reason: (-abs(reason.weight), reason.feature)))


def _position(position: str, positions: Sequence[str]) -> Reason | None:
    """Words of two letters or more that stand in both positions; a post says little, for many have held it."""
    mine = {word for word in names.tokens(position) if len(word) > 3}
    for listed in positions:
        shared = sorted(mine & set(names.tokens(listed)))
        if len(shared) >= 2:
            words = f"positions share “{' '.join(shared)}”"
            return Reason(feature="position", weight=0.7, words=words, left=position, right=listed)
    return None


def combined(chance: float, found: Sequence[Reason]) -> tuple[float, str]:
    """The probability with the evidence, and the rule that bounds it in words where one does.

    `chance` is that of the names alone. The weights are logarithms of odds, so they add up.
    """
    odds = _log_odds(chance) + sum(reason.weight for reason in found)
    probability = 1 / (1 + math.exp(-odds))
    if any(reason.weight >= _STRONG.get(reason.feature, math.inf) for reason in found) and chance < 0.2:
        return min(probability, NAMES_APART), "the number is the same and the names are not: a person must look"
    second = any(reason.weight >= _SECOND.get(reason.feature, math.inf) for reason in found)
    if chance <= NAME_ALONE and not second and probability > max(chance, 0.0):
        return min(probability, NAME_ALONE), "nothing but the name agrees"
    return probability, ""


def _log_odds(chance: float) -> float:
    bounded = min(max(chance, _LEAST), _MOST)
    return math.log(bounded / (1 - bounded))
