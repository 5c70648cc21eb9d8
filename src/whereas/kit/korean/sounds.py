"""The sounds of Korean syllables, and every way a romanised word can be cut into them.

Systems read: the DPRK's, McCune-Reischauer with or without its marks (1939), the Revised Romanisation (Ministry of
Culture notice 2000-8), and the habits of the press and of families (Lee, Park, Choi, Young, Chul).
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Syllable:
    """One syllable by sound: classes of `onset` and `coda`, `vowels` the spelling means, `loose` ones it may mean.

    Classes: k (k g kk kh), t, p, c (ch j), s, h, m, n, r (r l), ng; empty for none. Vowels are those of the language:
    a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i. `text` is the spelling, for explanations. `others` are
    further sounds of the same text: a Han character or a Mandarin syllable may be read in several ways,
    and a consonant may be written as its neighbour makes it sound, at a `price`.
    """

    onset: str
    vowels: frozenset[str]
    coda: str
    loose: frozenset[str] = frozenset()
    text: str = ""
    others: tuple["Syllable", ...] = ()
    price: float = 0.0

    @property
    def sounds(self) -> tuple["Syllable", ...]:
        """All it can sound like, itself first."""
        return (self, *self.others)

    @property
    def key(self) -> str:
        """Its class with vowels that spellings confuse taken together: what index keys are made of."""
        vowel = min(_VOWEL_CLASS[vowel] for vowel in self.vowels)
        onset = "" if self.onset == "r" and vowel in _FRONT else self.onset
        return f"{onset}{vowel}{self.coda}"

    @property
    def front(self) -> bool:
        """Whether its vowel is i or begins with y: before these the ROK drops an initial r or n."""
        return min(_VOWEL_CLASS[vowel] for vowel in self.vowels) in _FRONT

    @property
    def skeleton(self) -> str:
        """Its consonant classes alone."""
        return f"{self.onset}-{self.coda}"


# --- spellings --------------------------------------------------------------------------------------------------------

_ONSETS = {
    spelling: sound
    for sound, spellings in {
        "": " ",
        "k": "k g kk gg kh gh",
        "t": "t d tt dd th dt",
        "p": "p b pp bb ph bh",
        "c": "ch j jj tch tj dj chh cch jh",
        "s": "s ss sh",
        "h": "h",
        "m": "m",
        "n": "n nh",
        "r": "r l rh rr ll",
    }.items()
    for spelling in (spellings.split() or [""])
}
_CODAS = {
    spelling: sound
    for sound, spellings in {
        "": " h",
        "k": "k g kk ck q",
        "n": "n",
        "t": "t d s",
        "r": "l r ll",
        "m": "m",
        "p": "p b",
        "ng": "ng",
    }.items()
    for spelling in ([""] if spellings == " h" else []) + spellings.split()
}
# Spelling of a vowel -> (what it means, what press habit also writes so). "o" is o or eo wherever the mark on
# McCune-Reischauer's breve was dropped, which is also how the DPRK writes.
_VOWELS: dict[str, tuple[str, str]] = {
    "a": ("a", ""), "ah": ("a", ""), "ya": ("ya", ""), "yah": ("ya", ""),
    "ae": ("ae", "e"), "ai": ("ae", ""), "ay": ("ae", ""), "e": ("e", "ae eo"), "eh": ("e", "ae"),
    "yae": ("yae", "ye"), "ye": ("ye", "yeo yae"),
    "eo": ("eo", ""), "ŏ": ("eo", ""), "o": ("o eo", ""), "oh": ("o", "eo"), "uh": ("eo", ""), "au": ("eo", ""),
    "aw": ("eo", ""), "u": ("u eu", "eo"), "oo": ("u", ""), "wu": ("u", ""), "woo": ("u", ""), "ou": ("u eo", ""),
    "eu": ("eu", "u eo"), "ŭ": ("eu", "u"), "ue": ("eu", "we"),
    "yeo": ("yeo", ""), "yŏ": ("yeo", ""), "yo": ("yo yeo", ""), "yoh": ("yo", "yeo"), "you": ("yeo yu", ""),
    "yu": ("yu", "yeo"), "yoo": ("yu", ""), "yuh": ("yeo", ""),
    "wa": ("wa", ""), "wae": ("wae", "oe we"), "oe": ("oe", "we"), "oi": ("oe", ""), "oy": ("oe", ""),
    "we": ("we", "oe wae wo"), "wo": ("wo", ""), "weo": ("wo", ""), "wŏ": ("wo", ""), "wi": ("wi", ""),
    "wee": ("wi", ""), "ui": ("ui", "wi i"), "eui": ("ui", "i"), "ŭi": ("ui", "i"), "uy": ("ui", "i"),
    "euy": ("ui", "i"),
    "i": ("i", "ui"), "ee": ("i", "ui"), "yi": ("i", "ui"), "yee": ("i", ""), "ie": ("i", "")
}  # fmt: skip
_VOWEL_CLASS = {
    "a": "a", "ya": "ya", "ae": "e", "e": "e", "yae": "ye", "ye": "ye", "o": "o", "eo": "o", "u": "o", "eu": "o",
    "yo": "yo", "yeo": "yo", "yu": "yo", "wa": "wa", "wae": "we", "oe": "we", "we": "we", "wo": "wo", "wi": "i",
    "ui": "i", "i": "i",
}  # fmt: skip
_FRONT = frozenset({"i", "ya", "ye", "yo"})
# Press spellings of surnames that follow no system.
_HABITS = {
    "park": ("p", "a", "k"), "pack": ("p", "a", "k"), "choi": ("c", "oe", ""), "choy": ("c", "oe", ""),
    "choe": ("c", "oe", ""), "chwe": ("c", "oe", ""), "hur": ("h", "eo", ""), "her": ("h", "eo", ""),
    "sur": ("s", "eo", ""), "jun": ("c", "u eo eu", "n"), "chun": ("c", "u eo eu", "n"), "chung": ("c", "u eo", "ng"),
    "jung": ("c", "u eo", "ng"), "kyung": ("k", "yeo", "ng"), "gyung": ("k", "yeo", "ng"), "hyun": ("h", "yeo", "n"),
    "hyung": ("h", "yeo", "ng"), "myung": ("m", "yeo", "ng"), "byung": ("p", "yeo", "ng"), "pyung": ("p", "yeo", "ng"),
    "hyuk": ("h", "yeo", "k"), "hyug": ("h", "yeo", "k"), "chul": ("c", "u eo", "r"), "sung": ("s", "u eo", "ng"),
    "hun": ("h", "u eo", "n"), "suk": ("s", "u eo", "k"), "sun": ("s", "u eo", "n"), "yung": ("", "yeo yu", "ng"),
    "yun": ("", "yu yeo", "n"), "kuk": ("k", "u eu", "k"), "kun": ("k", "u eu eo", "n"), "gun": ("k", "u eu eo", "n"),
    "yul": ("", "yu yeo", "r"), "ryul": ("r", "yu yeo", "r"), "rhee": ("r", "i", ""), "lea": ("r", "i", ""),
    "leigh": ("r", "i", ""), "ryoul": ("r", "yeo", "r"), "yong": ("", "yo yeo", "ng"),
    "shik": ("s", "i", "k"), "phil": ("p", "i", "r"), "rew": ("r", "yu", ""), "joe": ("c", "o", ""),
    "hy": ("h", "i ui", ""),
}  # fmt: skip

# The jamo of a Hangul block in Unicode order (leads, vowels, tails), by sound class.
_BLOCK_SOUNDS = """k k n t t r m p p s s - c c c k t p h
a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i
- k k k n n n t r k m r r r p r m p p t t ng t t k t p t"""
_LEAD_SOUNDS, _HANGUL_VOWELS, _TAIL_SOUNDS = (
    tuple(sound.strip("-") for sound in line.split()) for line in _BLOCK_SOUNDS.splitlines()
)


def syllable_of(letter: str) -> Syllable:
    """A Hangul syllable block by sound. Raises `ValueError` for any other letter."""
    number = ord(letter) - 0xAC00
    if not 0 <= number < 11172:
        raise ValueError(f"not a Hangul syllable: {letter!r}")
    lead, rest = divmod(number, 588)
    vowel, tail = divmod(rest, 28)
    return Syllable(_LEAD_SOUNDS[lead], frozenset({_HANGUL_VOWELS[vowel]}), _TAIL_SOUNDS[tail], frozenset(), letter)


def syllable_of_sounds(text: str, hangul: str) -> Syllable:
    """A text that can sound like any of these Hangul syllables, the first before the others."""
    first, *others = map(syllable_of, hangul)
    return replace(first, text=text, others=tuple(others))


# McCune-Reischauer writes what neighbouring consonants make of each other (Kuk-ryol as Kŭng-nyŏl, Jong-rin as
# Chong-nin); the DPRK and the Revised Romanisation for names do not.
_BEFORE_NASAL = {"ng": "k", "n": "t", "m": "p"}
_AFTER_FINAL = {"n": "r", "r": "n"}
_AS_IT_SOUNDS = 0.05


def with_neighbours(syllables: tuple[Syllable, ...]) -> tuple[Syllable, ...]:
    """The syllables, each with what it may stand for if its consonants are written as they sound beside the next."""
    found = []
    for place, one in enumerate(syllables):
        before = syllables[place - 1].coda if place else ""
        after = syllables[place + 1].onset if place + 1 < len(syllables) else ""
        onsets = [one.onset, *([_AFTER_FINAL[one.onset]] if before and one.onset in _AFTER_FINAL else [])]
        codas = [
            one.coda,
            *([_BEFORE_NASAL[one.coda]] if after in ("n", "m", "r") and one.coda in _BEFORE_NASAL else []),
        ]
        others = [
            replace(one, onset=onset, coda=coda, price=_AS_IT_SOUNDS)
            for onset in onsets
            for coda in codas
            if (onset, coda) != (one.onset, one.coda)
        ]
        found.append(replace(one, others=tuple(others)) if others else one)
    return tuple(found)


# No romanisation of Korean uses f, q, v, x or z; the rest is cut into syllables.
_ROMAN = re.compile(r"[a-eg-pr-uwyŏŭ]{1,15}\Z")


@lru_cache(maxsize=50_000)
def syllables_of(word: str) -> tuple[tuple[Syllable, ...], ...]:
    """The ways to cut a romanised word (small letters, breves kept) into syllables: fewest first, at most four ways."""
    if not _ROMAN.match(word):
        return ()
    if word in _HABITS:
        onset, vowels, coda = _HABITS[word]
        return ((Syllable(onset, frozenset(vowels.split()), coda, frozenset(), word),),)
    ways = sorted(_cuts(word, 3), key=lambda way: (len(way), [len(one.coda) for one in way]))
    return tuple(ways[:4])


def _cuts(rest: str, most: int) -> list[tuple[Syllable, ...]]:
    if not rest:
        return [()]
    if not most:
        return []
    return [
        (first, *others)
        for length in range(1, min(8, len(rest)) + 1)
        for first in _single(rest[:length])
        for others in _cuts(rest[length:], most - 1)
    ]


@lru_cache(maxsize=50_000)
def _single(text: str) -> tuple[Syllable, ...]:
    """The text as one syllable: the longest onset with the longest vowel that leaves a coda."""
    if text in _HABITS:
        onset, vowels, coda = _HABITS[text]
        return (Syllable(onset, frozenset(vowels.split()), coda, frozenset(), text),)
    for cut in (3, 2, 1, 0):
        if (onset_text := text[:cut]) not in _ONSETS or len(onset_text) < cut:
            continue
        for end in (3, 2, 1):
            vowel, coda = text[cut : cut + end], text[cut + end :]
            if len(vowel) == end and vowel in _VOWELS and coda in _CODAS:
                vowels, loose = _VOWELS[vowel]
                if onset_text == "" and vowel == "yi":
                    vowels = "i"
                return (
                    Syllable(
                        _ONSETS[onset_text], frozenset(vowels.split()), _CODAS[coda], frozenset(loose.split()), text
                    ),
                )
    return ()
