"""One readable sentence for why two names are held to be alike."""

from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import LCSseq

from whereas.kit.korean import mandarin_readings, readings, same_reading
from whereas.screen.table import BODY, PERSON, Form, forms
from whereas.screen.words import INITIAL, LEAST, LONGEST, OTHER_START, SHORT, VERY_SHORT, keys_of, skeleton


def sentence(query: str, listed: str, kind: int) -> str:
    """Why the names are alike: how they were read where sound decides, else which words meet and which are left."""
    if query == listed:
        return "written the same"
    if kind == PERSON and readings(query) and (readings(listed) or mandarin_readings(listed)):
        return same_reading(query, listed).words
    if kind == PERSON and mandarin_readings(query) and readings(listed):
        found = same_reading(query, listed)
        if found.score > 0.5:
            return found.words
    pairs = [(one, other) for one in forms(query, kind) for other in forms(listed, kind)]
    return max((_words(one, other, kind) for one, other in pairs), default=(0.0, "nothing in common"))[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """How the words of two names met: those both have, those alike, and those that stand in one of them only."""

    same: tuple[str, ...]
    near: tuple[tuple[str, str], ...]
    mine: tuple[str, ...]
    theirs: tuple[str, ...]


def met(query: str, listed: str, kind: int) -> Met | None:
    """How the words of two names met, in the forms of them that meet best; None where a name has no words."""
    pairs = [(one, other) for one in forms(query, kind) for other in forms(listed, kind)]
    best = max(pairs, key=lambda pair: _words(pair[0], pair[1], kind)[0], default=None)
    return _meet(best[0], best[1], kind) if best else None


def _meet(one: Form, other: Form, kind: int) -> Met:
    mine, theirs = list(one.words), list(other.words)
    same = []
    for word in one.words:
        if word in theirs:
            same.append(word)
            mine.remove(word)
            theirs.remove(word)
    near = []
    for word in list(mine):
        score, found = max(((alike(word, rest, korean=kind == BODY), rest) for rest in theirs), default=(0.0, ""))
        if score:
            near.append((word, found))
            mine.remove(word)
            theirs.remove(found)
    return Met(same=tuple(same), near=tuple(near), mine=tuple(mine), theirs=tuple(theirs))


def _words(one: Form, other: Form, kind: int) -> tuple[float, str]:
    if one.words == other.words and one.number == other.number:
        return 9.0, "the same words" + (" (short forms)" if one.weak and other.weak else "")
    found = _meet(one, other, kind)
    if found.mine and found.theirs and "".join(one.words) == "".join(other.words):
        return 8.0, "the same letters, parted otherwise"
    parts = [f"both have “{' '.join(found.same)}”"] if found.same else []
    parts += [f"“{word}” is like “{like}”" for word, like in found.near]
    parts += [f"only what was asked for has “{' '.join(found.mine)}”"] if found.mine else []
    parts += [f"only the listed name has “{' '.join(found.theirs)}”"] if found.theirs else []
    if one.number != other.number:
        parts.append(f"the numbers differ ({one.number or 'none'}, {other.number or 'none'})")
    return len(found.same) + 0.9 * len(found.near), "; ".join(parts)


@lru_cache(maxsize=50_000)
def alike(left: str, right: str, *, korean: bool = False) -> float:
    """How alike two words are, as `screen.words.likeness` says it, for one pair; 0 to 1."""
    if left == right:
        return 1.0
    if min(len(left), len(right)) == 1:
        return INITIAL if left[0] == right[0] else 0.0
    left, right = left[:LONGEST], right[:LONGEST]
    kin = bool(skeleton(left)) and skeleton(left) == skeleton(right)
    kin = kin or bool(set(keys_of(left, korean=korean)[1:]) & set(keys_of(right, korean=korean)[1:]))
    ratio = 2 * LCSseq.similarity(left, right) / (len(left) + len(right))
    if kin and ratio >= 0.5:
        ratio = 0.5 + ratio / 2
    else:
        least = min(len(left), len(right))
        ratio -= VERY_SHORT if least <= 3 else SHORT if least == 4 else 0.0
        ratio -= OTHER_START if left[0] != right[0] else 0.0
    return min(ratio, 0.99) if ratio >= LEAST else 0.0
