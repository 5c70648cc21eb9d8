"""Korean names in katakana, as Japanese print and the Ministry of Finance write them, as romanisations to read on.

Kana has no closed syllables but those in n, so a final k, l, m or p stands as the kana of ku, ru, mu or pu: such a kana
may be a final or a syllable of its own, and both are given.
"""

import itertools
import re
import unicodedata

# Rows of kana by consonant, in the order a i u e o; voiced and voiceless are one sound in Korean names.
_ROWS = {
    "": "アイウエオ", "k": "カキクケコ", "g": "ガギグゲゴ", "s": "サシスセソ", "j": "ザジズゼゾ",
    "t": "タ  テト", "d": "ダ  デド",
    "ch": " チツ  ", "n": "ナニヌネノ", "h": "ハヒフヘホ", "b": "バビブベボ",
    "p": "パピプペポ", "m": "マミムメモ", "r": "ラリルレロ",
    "y": "ヤ ユ ヨ", "w": "ワヰ ヱヲ",
}  # fmt: skip
_VOWELS = "aiueo"
_PLAIN = {
    kana: consonant + vowel
    for consonant, row in _ROWS.items()
    for kana, vowel in zip(row, _VOWELS, strict=True)
    if kana != " "
} | {"ヂ": "ji", "ヅ": "ju", "ヴ": "bu"}
_SMALL = {"ャ": "ya", "ュ": "yu", "ョ": "yo", "ァ": "a", "ィ": "i", "ゥ": "u", "ェ": "e", "ォ": "o"}
_FINALS = {"ク": "k", "グ": "k", "ル": "l", "ム": "m", "プ": "p", "ブ": "p", "ト": "t", "ツ": "t"}
# Kana has no oe: the surname Choe and syllables like it are written with e.
_ROUNDED = {"チェ": "choe", "フェ": "hoe", "ヘ": "hoe", "ケ": "koe", "ゲ": "goe"}
_WORD = re.compile(r"[ァ-ヺー]+")
_MOST = 12


def from_kana(text: str) -> tuple[str, ...]:
    """The Korean romanisations a katakana text can stand for, likeliest first; none without katakana.

    `キム・ソクチョル` gives `kim sok-chol` and what else its kana can close or open.
    """
    words = _WORD.findall(unicodedata.normalize("NFKC", text))
    if not words:
        return ()
    ways = [_word(word) for word in words]
    spellings = (" ".join(choice) for choice in itertools.product(*ways))
    return tuple(itertools.islice(dict.fromkeys(spellings), _MOST))


def _word(word: str) -> list[str]:
    """The ways a word is cut into syllables, closed syllables first."""
    units = _units(word)
    found: list[list[str]] = [[]]
    for place, unit in enumerate(units):
        grown = []
        for syllables in found:
            final = _FINALS.get(unit)
            closes = final is not None and syllables and syllables[-1][-1] in "aeiou"
            if unit == "ン" and syllables:
                grown += [[*syllables[:-1], syllables[-1] + nasal] for nasal in ("ng", "n")]
                continue
            if unit == "ッ" and syllables:
                # A doubled consonant, or a final t or k that the next kana took along.
                grown.append([*syllables[:-1], syllables[-1] + ("t" if syllables[-1][-1] in "aeiou" else "")])
                grown.append(syllables)
                continue
            if closes and place:
                grown.append([*syllables[:-1], syllables[-1] + str(final)])
            spelled = _spelled(unit)
            if spelled and not (closes and place == len(units) - 1 and len(units) > 1 and unit in "ルムプブ"):
                grown.append([*syllables, spelled])
                if unit in _ROUNDED:
                    grown.append([*syllables, _ROUNDED[unit]])
        found = grown[: 2 * _MOST]
    return ["-".join(syllables) for syllables in found if 0 < len(syllables) <= 4]


def _units(word: str) -> list[str]:
    """Kana with the small kana that belong to them; the long mark says nothing in Korean names."""
    units: list[str] = []
    for kana in word:
        if kana == "ー":
            continue
        if kana in _SMALL and units:
            units[-1] += kana
        else:
            units.append(kana)
    return units


def _spelled(unit: str) -> str:
    base = _PLAIN.get(unit[0], "")
    if len(unit) == 1:
        return base
    small = _SMALL.get(unit[1], "")
    consonant = base[:-1]
    if unit[0] == "ウ":  # ウォ, ウィ, ウェ
        return "w" + small
    if unit[0] == "フ":  # ファ, フィ: hwa, hwi
        return "hw" + small
    if unit[0] in "クグ" and small[0] != "y":  # クァ: kwa
        return "kw" + small
    if unit[0] in "チジヂシ" and small.startswith("y"):  # チャ, ジョ, シュ
        return consonant + small[1:] if unit[0] != "シ" else "s" + small
    return consonant + small
