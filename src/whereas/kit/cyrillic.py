"""Korean names in Russian letters, and in Latin letters taken back from them, as Korean romanisations to read on.

Follows Kontsevich's system (L. R. Kontsevich, 1966 and later) with the habits of Russian, Ukrainian, Belarusian and
Bulgarian print. Russian writes the finals n and ng alike, so each such syllable has two spellings here.
"""

import itertools
import re

# Letters in the order they are tried: the longest first. `N` is a final that may be n or ng.
_LETTERS = {
    "чхв": "chw", "кхв": "khw", "йе": "ye", "йо": "yo", "йя": "yae", "яе": "yae", "ый": "ui", "ьо": "yo", "йі": "i",
    "кх": "kh", "тх": "th", "пх": "ph", "чх": "ch", "чж": "j", "дж": "j", "дз": "j", "тч": "j", "сс": "ss", "кк": "kk",
    "тт": "tt", "пп": "pp", "нъ": "n", "нг": "ng", "ль": "l",
    "ва": "wa", "ве": "we", "вэ": "wae", "во": "wo", "ви": "wi",
    "а": "a", "б": "b", "в": "w", "г": "g", "ґ": "g", "д": "d", "е": "e", "є": "e", "ё": "yo", "ж": "j", "з": "j",
    "и": "i", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
    "с": "s", "т": "t", "у": "u", "ф": "hw", "х": "h", "ц": "ch", "ч": "ch", "ш": "s", "щ": "ss", "ъ": "o", "ы": "eu",
    "ь": "", "э": "ae", "ю": "yu", "я": "ya", "ў": "w",
}  # fmt: skip
_CYRILLIC = re.compile("|".join(sorted(_LETTERS, key=len, reverse=True)))
_WORD = re.compile(r"[а-яёіїєґў]+", re.IGNORECASE)
# Romanisations of the Russian spelling, not of the Korean name: passports and wires make them.
_BACK = {
    "chkhv": "chw", "chzh": "j", "dzh": "j", "tskh": "ch", "chkh": "ch", "tkh": "th", "pkh": "ph", "kkh": "kh",
    "kyn": "geun", "kh": "h", "zh": "j", "ye": "yo", "yn": "eun", "yi": "ui", "yo": "yo", "v": "w",
}  # fmt: skip
_BACK_PATTERN = re.compile("|".join(sorted(_BACK, key=len, reverse=True)))
# What no romanisation of Korean itself writes, or only Russian print does at this place.
_TELLING = re.compile(
    r"chzh|dzh|chkh|tkh|pkh|v|\bkh|\byn|\bkyn\b|\b(?:kan|chan) |yen\b|(?:ch|kh|g|r|n|m|h|b|p)e[nk]\b|[aeiou]kh"
)
_OPEN = re.compile(r"(?<=[aeiou])n(?![aeiouyg])")
_MOST = 8


def from_cyrillic(text: str) -> tuple[str, ...]:
    """The Korean romanisations a text in Cyrillic letters can stand for, likeliest first; none without such letters."""
    words = _WORD.findall(text.lower())
    if not words:
        return ()
    spelled = [_CYRILLIC.sub(lambda found: _LETTERS[found[0]], word) for word in words]
    return _finals(" ".join(spelled))


def from_russian_latin(text: str) -> tuple[str, ...]:
    """The Korean romanisations behind a Latin spelling that went through Russian (`Kim Chen Yn`); none if none."""
    low = text.lower().replace("·", "").replace("'", "").replace("’", "")
    if _TELLING.search(low) is None:
        return ()
    back = re.sub(r"[^a-z\s-]", " ", _BACK_PATTERN.sub(lambda found: _BACK[found[0]], low))
    # Latin print has one e for the two Russian letters that mean e and yo.
    dotted = re.sub(r"(?<=[bcdghjkmnpr])e(?=[nk]\b|l\b)", "yo", back)
    return tuple(dict.fromkeys(spelling for text in (dotted, back) for spelling in _finals(text)))[:_MOST]


def _finals(text: str) -> tuple[str, ...]:
    """Each final n also as ng; the spelling with most ng first, for that final is the commoner in names."""
    places = [found.start() for found in _OPEN.finditer(text)][:3]
    spellings = []
    for choice in itertools.product(("ng", "n"), repeat=len(places)):
        built, last = [], 0
        for place, final in zip(places, choice, strict=True):
            built += [text[last:place], final]
            last = place + 1
        spellings.append("".join(built) + text[last:])
    return tuple(spellings[:_MOST])
