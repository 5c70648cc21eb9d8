"""Korean names as Mandarin reads their characters: pinyin and Wade-Giles syllables back to what Koreans can say.

One Mandarin syllable stands for about five Korean ones, so such a reading is only ever held against a reading of
another kind: two spellings in pinyin are compared as pinyin.
"""

from functools import lru_cache

from whereas.kit.han import hangul_of_mandarin, mandarin_words, surnames_by_mandarin
from whereas.kit.korean.reading import SURNAMES, Reading
from whereas.kit.korean.sounds import Syllable, syllable_of_sounds

_PRICE, _ODD_SURNAME, _SLIP, _OTHER_ORDER = 0.2, 0.1, 0.1, 0.2
_MOST_GIVEN = 3


@lru_cache(maxsize=40_000)
def mandarin_readings(name: str) -> tuple[Reading, ...]:
    """Every way the Latin text can be the Mandarin reading of a Korean name, likeliest first; none if it is none."""
    found = []
    for system, words in mandarin_words(name):
        for last in (False, True):
            surname, *given = (words[-1], *words[:-1]) if last else words
            syllables = [one for word in given for one in word]
            if len(surname) != 1 or not 1 <= len(syllables) <= _MOST_GIVEN:
                continue
            rest = [_given(one) for one in syllables]
            doubt = _OTHER_ORDER if last and "," not in name and len(words[0]) == 1 else 0.0
            found += [
                Reading((first,), tuple(one for one in rest if one), doubt, price, system)
                for first, price in _surnames(surname[0])
                if all(rest)
            ]
    return tuple(found)


def _given(pinyin: frozenset[str]) -> Syllable | None:
    hangul = "".join(dict.fromkeys(sound for one in sorted(pinyin) for sound in hangul_of_mandarin(one)))
    return syllable_of_sounds("/".join(sorted(pinyin)), hangul) if hangul else None


def _surnames(pinyin: frozenset[str]) -> list[tuple[Syllable, float]]:
    """The Korean surnames with such characters; failing these, of a slip (`jian` for `jiang`) or another character."""
    known = surnames_by_mandarin()
    text = "/".join(sorted(pinyin))
    exact = "".join(dict.fromkeys(sound for one in sorted(pinyin) for sound in known.get(one, "")))
    slips = {one[:-1] if one.endswith("ng") else one + "g" for one in pinyin if one.endswith(("n", "ng"))}
    slipped = "".join(sound for one in sorted(slips) for sound in known.get(one, "") if sound not in exact)
    odd = "".join(
        dict.fromkeys(
            sound
            for one in sorted(pinyin)
            for sound in hangul_of_mandarin(one)
            if sound in SURNAMES and sound not in exact + slipped
        )
    )
    choices = ((exact, _PRICE), (slipped, _PRICE + _SLIP), (odd, _PRICE + _ODD_SURNAME))
    return [(syllable_of_sounds(text, sounds), price) for sounds, price in choices if sounds]
