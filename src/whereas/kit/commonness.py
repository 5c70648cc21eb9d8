"""How common the words of names are, from a fixed table: what a shared word says, and how many may bear a name.

The table (tables/name_words.tsv) counts words over the UN, US and Australian lists; tools/name_words.py makes it. It is
fixed so that the likeness of two names depends on nothing but the two names.
"""

import math
from functools import cache
from importlib.resources import files

from whereas.kit.korean import Reading

PERSON, BODY = "person", "body"
# Living people of the DPRK, for "about so many may bear this name" (UN World Population Prospects 2024: 26.5 million).
_POPULATION = 26_500_000
_LEAST_SEEN = 3


@cache
def _counts() -> tuple[dict[str, dict[str, int]], dict[str, int]]:
    text = (files(__package__) / "tables" / "name_words.tsv").read_text("utf-8")
    counts: dict[str, dict[str, int]] = {}
    totals: dict[str, int] = {}
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        kind, word, count = line.split("\t")
        if word:
            counts[kind][word] = int(count)
        else:
            counts[kind], totals[kind] = {}, int(count)
    return counts, totals


@cache
def weights(kind: str) -> tuple[dict[str, float], float]:
    """What sharing each common word says, in nats, and what any other word says. `kind` is PERSON or BODY."""
    counts, totals = _counts()
    say = {word: math.log(totals[kind] / count) for word, count in counts[kind].items()}
    return say, math.log(totals[kind] / _LEAST_SEEN)


def share_of_bearers(reading: Reading) -> float:
    """The share of North Koreans that bears a name of this sound, if surname and syllables were drawn independently.

    An estimate from the few hundred listed people of the DPRK, smoothed; between 1 in 50 and 1 in ten million.
    """
    counts, totals = _counts()

    def share(kind: str, key: str) -> float:
        return (counts[kind].get(key, 0) + 0.5) / (totals[kind] + 0.5 * len(counts[kind]) + 1)

    found = share("surname", reading.surname_key)
    for syllable in reading.given:
        found *= share("syllable", syllable.key)
    return found


def likely_bearers(reading: Reading) -> int:
    """About how many living North Koreans bear a name of this sound, to one figure."""
    number = share_of_bearers(reading) * _POPULATION
    if number < 10:
        return int(number)
    size: int = 10 ** int(math.log10(number))
    return round(number / size) * size
