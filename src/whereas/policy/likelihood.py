"""Words for likelihood on named scales: the same word means other numbers on other scales, so the scale is named."""

from functools import cache

from whereas.core.errors import WhereasError
from whereas.policy.files import policy_files
from whereas.policy.typed import Key, Typed, read_typed


class Word(Typed, frozen=True, kw_only=True):
    """A word of a scale and the percentages it stands for."""

    word: str
    low: float
    high: float


class Scale(Typed, frozen=True, kw_only=True):
    """A scale of words: who uses it, where it stands, and its words from least to most likely."""

    key: Key
    title: str
    source: str
    verified: bool
    words: tuple[Word, ...]


class Scales(Typed, frozen=True, kw_only=True):
    """The scales there are."""

    scales: tuple[Scale, ...]


@cache
def scales() -> dict[str, Scale]:
    """Every scale by key."""
    found = (scale for name, text in policy_files("scales") for scale in read_typed(name, text, Scales).scales)
    return {scale.key: scale for scale in found}


def scale_word(text: str, where: str = "") -> Word:
    """The word that `icd-203:likely` names. Raises `WhereasError` for a word without a scale, or not on it."""
    key, _, word = text.partition(":")
    scale = scales().get(key)
    if scale is None:
        raise WhereasError(
            f"the confidence {text!r} names no scale", where=where,
            todo=f"write SCALE:word with one of the scales {', '.join(scales())}",
        )  # fmt: skip
    found = next((one for one in scale.words if one.word == word), None)
    if found is None:
        words = ", ".join(one.word for one in scale.words)
        raise WhereasError(f"the scale {key} has no word {word!r}", where=where, todo=f"it has: {words}")
    return found


FILES = {"scales": Scales}
