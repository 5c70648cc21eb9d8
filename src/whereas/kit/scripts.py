"""Which script a text is written in, and which language that says it is."""

import unicodedata
from collections import Counter
from functools import cache

# Unicode character names begin with these words.
_SCRIPTS = {
    "HANGUL": "hangul", "CJK": "han", "HIRAGANA": "kana", "KATAKANA": "kana", "KATAKANA-HIRAGANA": "kana",
    "HALFWIDTH": "kana", "CYRILLIC": "cyrillic", "ARABIC": "arabic", "LATIN": "latin", "GREEK": "greek",
    "HEBREW": "hebrew", "DEVANAGARI": "devanagari", "THAI": "thai", "ARMENIAN": "armenian", "GEORGIAN": "georgian",
    "FULLWIDTH": "latin",
}  # fmt: skip

# Scripts that are one language on these lists; the others are not guessed.
_LANGUAGES = {"hangul": "kor", "kana": "jpn"}


@cache
def _script_of(character: str) -> str:
    return _SCRIPTS.get(unicodedata.name(character, "").split(" ", 1)[0], "other")


def script_of(text: str) -> str:
    """The script of most letters: latin, hangul, han, kana, cyrillic, arabic, ...; `other` for none or unknown."""
    counts = Counter(_script_of(character) for character in text if character.isalpha())
    return counts.most_common(1)[0][0] if counts else "other"


def language_of(script: str) -> str:
    """The ISO 639-3 code of the one language a script stands for on these lists, or the empty string."""
    return _LANGUAGES.get(script, "")
