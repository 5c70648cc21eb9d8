"""Words of names as arrays, and how alike two words are: the longest common subsequence of many pairs at once."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from whereas.kit import commonness
from whereas.kit.korean import syllables_of

# Arrays of small numbers, of places and of measures. NumPy's own types widen on every operation, so the names say what
# is meant and the checker is not asked to follow the width.
Bytes = NDArray[Any]
Ints = NDArray[Any]
Floats = NDArray[Any]

LONGEST = 16
_LETTERS = {letter: place for place, letter in enumerate("abcdefghijklmnopqrstuvwxyz0123456789", start=1)}
_OTHER = 37
_ENCODE = bytes(_LETTERS.get(chr(code), _OTHER) for code in range(256))
# The bit for a letter that stands a second time; digits have none left and count once.
_TWICE = np.array([0] + [1 << (38 + place) if place < 26 else 0 for place in range(_OTHER)], dtype=np.uint64)
# Below this two words are other words; the second is an initial's likeness to a word that begins with it.
LEAST, INITIAL = 0.75, 0.8
# What it takes off the likeness of words that are no spellings of one by sound: that they are short, or begin apart.
VERY_SHORT, SHORT, OTHER_START = 0.1, 0.05, 0.06


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """V words: `codes` (V x 16) letters as numbers with 0 behind the end, `length`, and for equality `key`, a digest.

    `skeleton` is the digest of a word's consonants as transliterations confuse them, `sound` that of the word as
    Korean (0 where it is not read so); `letters` its letters as bits, one for having a letter and another (letters a
    to z) for having it twice; `weight` what sharing the word says in nats, for names of people and of bodies (V x 2).
    """

    codes: Bytes
    length: Bytes
    key: NDArray[np.uint64]
    skeleton: NDArray[np.uint64]
    sound: NDArray[np.uint64]
    letters: NDArray[np.uint64]
    weight: Floats


def digest(text: str) -> int:
    """64 bits of BLAKE2b: the same in every process."""
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


# q and w are free once k and v are written for them, so they stand for ch and sh.
_SPELLED = (
    ("sch", "w"), ("sh", "w"),
    ("tch", "q"), ("tsch", "q"), ("ch", "q"), ("ph", "f"), ("kh", "h"), ("gh", "g"), ("dh", "d"),
    ("th", "t"), ("zh", "j"), ("dj", "j"), ("dzh", "j"), ("ck", "k"), ("q", "k"), ("x", "ks"), ("ts", "c"), ("tz", "c"),
    ("w", "v"), ("ou", "u"), ("oo", "u"), ("aw", "a"), ("au", "a"), ("ow", "o"),
)  # fmt: skip
_PAIRS = dict(_SPELLED)
_SPELLING = re.compile("|".join(sorted(_PAIRS, key=len, reverse=True)))
_SOFT = re.compile(r"(?<=.)[aeiouy]|(?<=[^aeiou])h")
_DOUBLE = re.compile(r"(.)\1+")


@lru_cache(maxsize=50_000)
def skeleton(word: str) -> str:
    """The consonants of a word as transliterations confuse them: Mohammed and Muhamad meet, so do Aleksandr, Alexander.

    The first letter is kept, vowels at the start as one; empty where fewer than two consonants are left.
    """
    if not word.isalpha():
        return ""
    # The endings of Slavic surnames, which Belarusian and German print spell in their way: Zaitsau, Zaitsev, Zaitseff.
    plain = re.sub(r"(?<=[a-z]{3})(?:[oe](?:v|w|ff)|au|ou)(?=a?$)", "ov", word)
    plain = _SPELLING.sub(lambda found: _PAIRS[found[0]], plain)
    if plain[0] in "aeiouy":
        plain = "a" + plain[1:]
    plain = _DOUBLE.sub(r"\1", _SOFT.sub("", plain))
    plain = plain.replace("c", "k")
    return plain if len(plain.lstrip("a")) >= 2 else ""


def make_words(texts: Sequence[str], *, korean: bool = False) -> Words:
    """The arrays of these words; `korean` also reads them by sound, for the Korean words in names of bodies."""
    number = len(texts)
    codes = letter_codes(texts, LONGEST)
    tables = [commonness.weights(kind) for kind in (commonness.PERSON, commonness.BODY)]
    return Words(
        codes=codes,
        length=np.count_nonzero(codes, axis=1).astype(np.uint8),
        key=np.fromiter((digest(text) for text in texts), np.uint64, number),
        skeleton=np.fromiter((digest(bone) if (bone := skeleton(text)) else 0 for text in texts), np.uint64, number),
        sound=np.fromiter((_sound(text) if korean else 0 for text in texts), np.uint64, number),
        letters=letter_bits(codes),
        weight=np.array([[_weight(text, *table) for table in tables] for text in texts], np.float32).reshape(number, 2),
    )


@lru_cache(maxsize=50_000)
def keys_of(word: str, *, korean: bool) -> tuple[int, ...]:
    """The digests by which a word meets others: its own, its skeleton's, its sound's."""
    bone = skeleton(word)
    return tuple(key for key in (digest(word), digest(bone) if bone else 0, _sound(word) if korean else 0) if key)


@lru_cache(maxsize=20_000)
def _sound(word: str) -> int:
    """The digest of a word's sound, if it can be two or more Korean syllables: Taejin and Daizin meet. 0 if not.

    Firms write z for j, which no romanisation of names does.
    """
    ways = syllables_of(word.replace("z", "j")) if len(word) > 3 else ()
    return digest(".".join(one.key for one in ways[0])) if ways and len(ways[0]) > 1 else 0


def letter_codes(texts: Sequence[str], wide: int) -> Bytes:
    """The letters of each text as numbers from 1, 0 behind the end: one row of this width for each."""
    rows = (text.encode("latin-1", "replace")[:wide].translate(_ENCODE).ljust(wide, b"\0") for text in texts)
    return np.frombuffer(b"".join(rows), np.uint8).reshape(len(texts), wide)


def _weight(text: str, known: dict[str, float], unknown: float) -> float:
    """What sharing the word says: little for common ones, and for a letter or two no more than these can say."""
    return min(known.get(text, unknown), 1.0 + 2.0 * len(text))


def letter_bits(codes: Bytes) -> NDArray[np.uint64]:
    """Each row of letters as a set: a bit for having a letter, another (letters a to z) for having it twice."""
    letters = np.zeros(len(codes), np.uint64)
    for place in range(codes.shape[1]):
        column = codes[:, place]
        bit = np.where(column > 0, np.uint64(1) << (column.astype(np.uint64) % np.uint64(38)), np.uint64(0))
        letters |= np.where(letters & bit, _TWICE[column], bit)
    return letters


def common_subsequence(left: Bytes, right: Bytes) -> Bytes:
    """The length of the longest common subsequence of each pair of rows of letters (P x 16 or P x 32, both alike).

    Bit-parallel, a bit per letter (H. Hyyrö, Bit-parallel LCS-length computation revisited, 2004).
    """
    pairs, wide = left.shape
    size: type[np.uint16 | np.uint32] = np.uint16 if wide <= 16 else np.uint32
    masks = np.zeros((pairs, _OTHER + 1), size)
    rows = np.arange(pairs)
    for place in range(wide):
        masks[rows, left[:, place]] |= size(1 << place)
    masks[:, 0] = 0
    flat, offset = masks.ravel(), rows * (_OTHER + 1)
    state: Ints = np.full(pairs, np.iinfo(size).max, size)
    for place in range(int(np.count_nonzero(right.any(axis=0))) if pairs else 0):
        shared = state & flat[offset + right[:, place]]
        state = (state + shared) | (state - shared)
    inside = (np.uint64(1) << np.count_nonzero(left, axis=1).astype(np.uint64)) - np.uint64(1)
    found: Bytes = np.bitwise_count(~state & inside.astype(size))
    return found


# Likeness is kept in 250ths, one byte each: AS_LIKENESS leads back.
AS_LIKENESS = (np.arange(256) / 250).astype(np.float32)


def likeness(left: Words, one: Ints, right: Words, other: Ints) -> Bytes:
    """How alike words are, in 250ths, for pairs of places; 0 below `LEAST`, 250 only where they are the same word.

    The ratio 2 L / (a + b) of their longest common subsequence; words of one consonant skeleton gain half of what
    they lack. A single letter is an initial: 0.8 against a word that begins with it.
    """
    found = np.zeros(len(one), np.float32)
    la, lb = left.length[one].astype(np.int16), right.length[other].astype(np.int16)
    bones = left.skeleton[one]
    sound = left.sound[one]
    same_sound = (sound == right.sound[other]) & (sound != 0)
    same_bones = ((bones == right.skeleton[other]) & (bones != 0)) | same_sound
    # No subsequence is longer than the letters in common; a letter standing three times is counted twice.
    shared = np.bitwise_count(left.letters[one] & right.letters[other]).astype(np.int16)
    bound = np.where(same_bones, 0.5, LEAST) * (la + lb)
    todo = np.flatnonzero((2 * shared >= bound) & (la > 1) & (lb > 1))
    if len(todo):
        found[todo] = _ratio(left, one[todo], right, other[todo], same_bones[todo])
    initial = ((la == 1) | (lb == 1)) & (left.codes[one, 0] == right.codes[other, 0])
    found[initial] = INITIAL
    found[left.key[one] == right.key[other]] = 1.0
    return np.rint(found * 250).astype(np.uint8)


def _ratio(left: Words, one: Ints, right: Words, other: Ints, same_bones: NDArray[np.bool_]) -> Floats:
    la, lb = left.length[one].astype(np.int16), right.length[other].astype(np.int16)
    common = common_subsequence(left.codes[one], right.codes[other])
    ratio = (2.0 * common / (la + lb)).astype(np.float32)
    ratio = np.where(same_bones & (ratio >= 0.5), 0.5 + ratio / 2, ratio)
    # One letter is a large part of a short word, and the first letter is seldom mistaken.
    least = np.minimum(la, lb)
    loss = np.where(least <= 3, VERY_SHORT, np.where(least == 4, SHORT, 0.0))
    loss = loss + np.where(left.codes[one, 0] != right.codes[other, 0], OTHER_START, 0.0)
    ratio = np.where(same_bones, ratio, ratio - loss)
    return np.where(ratio >= LEAST, np.minimum(ratio, 0.99), 0.0).astype(np.float32)
