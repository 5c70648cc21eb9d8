"""The likeness of many pairs of names at once: words aligned by what they say, and what is left over on each side."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from whereas.screen.table import BODY, NameTable
from whereas.screen.words import AS_LIKENESS, Bytes, Floats, Ints, common_subsequence, likeness

# Places of words on the left and on the right, L x P and M x P with -1 behind the end -> likeness in 250ths, L x M x P.
Alike = Callable[[NDArray[np.int32], NDArray[np.int32]], Bytes]
_LEAST_JOINED = 0.8
_STEP = 8_192
_WIDTHS = (1, 2, 3, 4, 5, 8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """Of P pairs of names, what their words say, in nats.

    `matched` what both say alike (likeness times weight), `loss` what small differences cost of that, `left` and
    `right` what stands on one side only, `turned` whether aligned words stand in another order, `exact` whether the
    names are the same words in the same order, `clash` whether their numbers differ, `joined` how alike the names are
    written in one run (0 below 0.8, or where all words of one side are matched anyway), `few` and `many` the numbers
    of words of the shorter and the longer name, `weak` whether both are no more than short forms.
    """

    matched: Floats
    loss: Floats
    left: Floats
    right: Floats
    turned: NDArray[np.bool_]
    exact: NDArray[np.bool_]
    clash: NDArray[np.bool_]
    joined: Floats
    few: Floats
    many: Floats
    weak: NDArray[np.bool_]


def align(one: NameTable, left: Ints, other: NameTable, right: Ints, alike: Alike | None = None) -> Alignment:
    """Align the words of each pair of rows: each word with the likest on the other side, none counted twice.

    `alike` looks up the likeness of words; without it, it is worked out for these pairs.
    """
    found = Alignment(
        matched=np.zeros(len(left), np.float32), loss=np.zeros(len(left), np.float32),
        left=np.zeros(len(left), np.float32), right=np.zeros(len(left), np.float32),
        turned=np.zeros(len(left), np.bool_), exact=one.key[left] == other.key[right],
        clash=one.number[left] != other.number[right],
        joined=np.zeros(len(left), np.float32), few=np.minimum(one.count[left], other.count[right]).astype(np.float32),
        weak=one.weak[left] & other.weak[right],
        many=np.maximum(one.count[left], other.count[right]).astype(np.float32),
    )  # fmt: skip
    alike = alike or _worked_out(one, other)
    # Pairs of one shape together, few enough to stay in the processor's cache.
    widths = np.array(_WIDTHS)
    shape = np.searchsorted(widths, one.count[left]) * len(widths) + np.searchsorted(widths, other.count[right])
    order = np.argsort(shape, kind="stable")
    borders = np.flatnonzero(np.diff(shape[order])) + 1
    for group in np.split(order, borders):
        for at in range(0, len(group), _STEP):
            some = group[at : at + _STEP]
            mine, theirs = (int(widths[part]) for part in divmod(int(shape[some[0]]), len(widths)))
            words = one.words[left[some], :mine].T, other.words[right[some], :theirs].T
            kind = np.minimum(one.kind[left[some]], BODY)
            says = _says(one, words[0], kind), _says(other, words[1], kind)
            _align(alike(*words), *says, into=found, at=some)
    todo = np.flatnonzero((found.left > 0) & (found.right > 0))
    found.joined[todo] = joined = _joined(one, left[todo], other, right[todo])
    # Names that are alike in one run are alike, however their words are parted.
    whole_left, whole_right = (found.matched + found.loss + rest for rest in (found.left, found.right))
    said = np.minimum(whole_left[todo], whole_right[todo])
    better = joined * said > found.matched[todo]
    at, said, joined = todo[better], said[better], joined[better]
    found.matched[at], found.loss[at] = joined * said, (1 - joined) * said
    found.left[at], found.right[at] = whole_left[at] - said, whole_right[at] - said
    return found


def _joined(one: NameTable, left: Ints, other: NameTable, right: Ints) -> Floats:
    """How alike the names are without their blanks: `Abu Bakar` and `Abubakar`, `Sea port` and `Seaport`."""
    la, lb = one.joined_length[left].astype(np.int16), other.joined_length[right].astype(np.int16)
    shared = np.bitwise_count(one.joined_letters[left] & other.joined_letters[right]).astype(np.int16)
    shared += np.minimum(one.joined_more[left], other.joined_more[right])
    # Too few letters in common, or too unlike in length, whatever their order.
    todo = np.flatnonzero(2 * np.minimum(shared, np.minimum(la, lb)) >= _LEAST_JOINED * (la + lb))
    found = np.zeros(len(left), np.float32)
    common = common_subsequence(one.joined[left[todo]], other.joined[right[todo]])
    ratio = 2.0 * common / np.maximum(la[todo] + lb[todo], 1)
    found[todo] = np.where(ratio >= _LEAST_JOINED, ratio, 0)
    return found


def _says(table: NameTable, words: NDArray[np.int32], kind: NDArray[np.uint8]) -> Floats:
    """What each word says in a name of this kind; nothing behind the end."""
    return np.where(words >= 0, table.vocabulary.weight[words, kind], np.float32(0))


def _align(likes: Bytes, my_weight: Floats, their_weight: Floats, *, into: Alignment, at: Ints) -> None:
    """Fill in the pairs at these places, all of one shape: likeness L x M x P, weights L x P and M x P."""
    mine, theirs = len(my_weight), len(their_weight)
    hit = np.bitwise_or.reduce(likes.reshape(-1, len(at)), axis=0) > 0
    if not hit.all():
        # Most names have no word alike: nothing to align.
        into.left[at], into.right[at] = my_weight.sum(axis=0), their_weight.sum(axis=0)
        likes, at = likes[:, :, hit], at[hit]
        my_weight, their_weight = my_weight[:, hit], their_weight[:, hit]
    none = np.zeros(len(at), np.float32)
    my_best, their_best = [none] * mine, [none] * theirs
    my_whole, their_whole = [none] * mine, [none] * theirs
    partner = [np.full(len(at), -1, np.int8) for _ in range(mine)]
    their_partner = [np.full(len(at), -1, np.int8) for _ in range(theirs)]
    for row in range(mine):
        for column in range(theirs):
            full = np.minimum(my_weight[row], their_weight[column])
            like = AS_LIKENESS[likes[row, column]]
            gain = like * full
            whole = np.where(like > 0, full, np.float32(0))
            partner[row] = np.where(gain > my_best[row], np.int8(column), partner[row])
            their_partner[column] = np.where(gain > their_best[column], np.int8(row), their_partner[column])
            my_best[row] = np.maximum(my_best[row], gain)
            their_best[column] = np.maximum(their_best[column], gain)
            my_whole[row] = np.maximum(my_whole[row], whole)
            their_whole[column] = np.maximum(their_whole[column], whole)
    my_sum, their_sum = sum(my_best, none), sum(their_best, none)
    matched = np.minimum(my_sum, their_sum)
    # What the same words would say without their small differences.
    whole_sum = np.minimum(sum(my_whole, none), sum(their_whole, none))
    into.matched[at] = matched
    into.loss[at] = np.maximum(whole_sum - matched, 0)
    # A word that serves two on the other side is counted there once: the surplus is left over.
    my_rest = sum(
        (np.where(best > 0, np.float32(0), says) for best, says in zip(my_best, my_weight, strict=True)), none
    )
    their_rest = sum(
        (np.where(best > 0, np.float32(0), says) for best, says in zip(their_best, their_weight, strict=True)), none
    )
    into.left[at] = my_rest + np.maximum(my_sum - their_sum, 0)
    into.right[at] = their_rest + np.maximum(their_sum - my_sum, 0)
    if mine > 1 and theirs > 1:
        # A word that stands twice has two places: the order is another one only if both sides say so.
        into.turned[at] = _turned(partner) & _turned(their_partner)


def _turned(partner: list[NDArray[np.int8]]) -> NDArray[np.bool_]:
    """Whether two words' partners stand in the other order."""
    highest, turned = partner[0], np.zeros(len(partner[0]), np.bool_)
    for place in partner[1:]:
        turned |= (place >= 0) & (place < highest)
        highest = np.maximum(highest, place)
    return turned


def _worked_out(one: NameTable, other: NameTable) -> Alike:
    """The likeness of the words of these pairs, each pair of words worked out once."""
    size = len(other.vocabulary.key)

    def alike(mine: NDArray[np.int32], theirs: NDArray[np.int32]) -> Bytes:
        code = mine.astype(np.int64)[:, None, :] * size + theirs[None, :, :]
        valid = (mine >= 0)[:, None, :] & (theirs >= 0)[None, :, :]
        unique, back = np.unique(code[valid], return_inverse=True)
        found = np.zeros(code.shape, np.uint8)
        if len(unique):
            found[valid] = likeness(one.vocabulary, unique // size, other.vocabulary, unique % size)[back]
        return found

    return alike
