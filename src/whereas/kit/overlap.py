"""Passages that two texts share word for word: what points to one origin behind two reports."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

# A run of so many words in common is no chance. Of a script without blanks each character is a word.
SHINGLE = 8
# A passage in more texts than these is a form or a disclaimer, and says nothing of origin.
_MOST_TEXTS = 50

_WORD = re.compile(r"[぀-ヿ㐀-䶿一-鿿가-힣]|[^\W぀-ヿ㐀-䶿一-鿿가-힣]+(?:['’][^\W\d_]+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """Two texts that share passages.

    `share` is which part of the shorter text's runs of words stand in the other (0 to 1); `longest` counts the words
    of the longest passage in common, `passage` is that passage as it stands in the first.
    """

    one: str
    other: str
    share: float
    longest: int
    passage: str


def overlaps(texts: Mapping[str, str], *, least: int = 12) -> tuple[Overlap, ...]:
    """Every pair of texts with a passage of at least `least` words in common, the largest share first.

    Letter case, punctuation and line ends do not count. The order of the texts changes nothing.
    """
    words = {key: [(hit[0].casefold(), hit.start(), hit.end()) for hit in _WORD.finditer(text)]
             for key, text in sorted(texts.items())}  # fmt: skip
    # Runs are kept by their hash, since there are as many as words; the passage itself is compared word by word.
    where: dict[int, set[str]] = defaultdict(set)
    for key, found in words.items():
        for run in _runs(found):
            where[hash(run)].add(key)
    shared: dict[tuple[str, str], set[int]] = defaultdict(set)
    for mark, keys in where.items():
        if 1 < len(keys) <= _MOST_TEXTS:
            ordered = sorted(keys)
            for number, one in enumerate(ordered):
                for other in ordered[number + 1 :]:
                    shared[one, other].add(mark)
    every = (_overlap(pair, runs, words, texts) for pair, runs in shared.items())
    return tuple(
        sorted((one for one in every if one.longest >= least), key=lambda one: (-one.share, one.one, one.other))
    )


def _runs(words: list[tuple[str, int, int]]) -> Iterable[tuple[str, ...]]:
    for start in range(len(words) - SHINGLE + 1):
        yield tuple(word for word, _, _ in words[start : start + SHINGLE])


def _overlap(
    pair: tuple[str, str], runs: set[int], words: Mapping[str, list[tuple[str, int, int]]],
    texts: Mapping[str, str],
) -> Overlap:  # fmt: skip
    one, other = pair
    start, end = _longest(words[one], words[other])
    first, last = words[one][start][1], words[one][end - 1][2]
    fewest = min(len(set(_runs(words[one]))), len(set(_runs(words[other]))))
    return Overlap(
        one=one, other=other, share=len(runs) / fewest, longest=end - start,
        passage=" ".join(texts[one][first:last].split()),
    )  # fmt: skip


def _longest(one: list[tuple[str, int, int]], other: list[tuple[str, int, int]]) -> tuple[int, int]:
    """Where the longest run of words that stands in both begins and ends in the first: grown from each shared run."""
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, run in enumerate(_runs(other)):
        places[run].append(place)
    best, seen = (0, 0), set[tuple[int, int]]()
    for start, run in enumerate(_runs(one)):
        for at in places.get(run, ()):
            if (start - 1, at - 1) in seen:  # inside a run that was grown already
                seen.add((start, at))
                continue
            seen.add((start, at))
            length = SHINGLE
            while (start + length < len(one) and at + length < len(other)
                   and one[start + length][0] == other[at + length][0]):  # fmt: skip
                length += 1
            best = max(best, (start, start + length), key=lambda found: (found[1] - found[0], -found[0]))
    return best
