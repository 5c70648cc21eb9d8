"""What it costs to take two syllables for one: spelling habits little, another sound much."""

from functools import lru_cache

from whereas.kit.korean.sounds import Syllable

DROPPED = 0.75

_NEAR_VOWELS = {
    frozenset(pair.split()): cost
    for pair, cost in {
        "ae e": 0.15, "oe we": 0.1, "oe e": 0.3,
        "wae we": 0.15, "oe wae": 0.15, "ui i": 0.2, "wi ui": 0.3, "yeo yo": 0.5,
        "eo o": 0.6, "u eu": 0.3, "yo o": 0.4, "yeo eo": 0.4, "ya a": 0.5, "wa a": 0.5, "yu u": 0.4,
        "ye e": 0.4, "yeo ye": 0.5,
        "wo eo": 0.4, "wo o": 0.4, "yeo yu": 0.4, "eo u": 0.6, "eo eu": 0.5,
    }.items()
}  # fmt: skip


def vowel_cost(left: Syllable, right: Syllable) -> float:
    """What it costs to take two vowels for one: from 0 for one vowel to 1 for vowels that nothing confuses."""
    if left.vowels & right.vowels:
        return 0.0
    if left.vowels & right.loose or left.loose & right.vowels:
        return 0.15
    return min(_NEAR_VOWELS.get(frozenset({a, b}), 1.0) for a in left.vowels for b in right.vowels)


@lru_cache(maxsize=200_000)
def syllable_cost(left: Syllable, right: Syllable, *, first: bool) -> tuple[float, str]:
    """What it costs to take two syllables for one, and the reason; `first` where the initial sound law applies.

    Of syllables with several sounds the nearest count.
    """
    if left.others or right.others:
        return min(_sound_cost(one, other, first=first) for one in left.sounds for other in right.sounds)
    return _sound_cost(left, right, first=first)


def _sound_cost(left: Syllable, right: Syllable, *, first: bool) -> tuple[float, str]:
    cost, why = left.price + right.price, []
    if cost:
        why.append("written as it sounds beside its neighbour")
    if vowel := vowel_cost(left, right):
        cost += vowel
        why.append("vowel habit" if vowel < 0.5 else "another vowel")
    if left.onset != right.onset:
        price = _onset_cost(left, right, first=first)
        cost += price
        why.append("initial r, n or none" if price < 0.5 else "another initial")
    if left.coda != right.coda:
        # A final that was dropped is likelier than one that was taken for another.
        cost += 1.0 if left.coda and right.coda else DROPPED
        why.append("another final" if left.coda and right.coda else "a final dropped")
    return min(cost, 1.5), " and ".join(why)


def _onset_cost(left: Syllable, right: Syllable, *, first: bool) -> float:
    pair = {left.onset, right.onset}
    if pair <= {"r", "n", ""} and (left.front or right.front or "" not in pair):
        return 0.15 if first else 0.4
    return 1.0
