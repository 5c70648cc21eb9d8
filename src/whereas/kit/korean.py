"""Korean personal names: any romanisation or Hangul to syllables of sound classes, so that one name's spellings meet.

Read here: the romanisations of the DPRK, McCune-Reischauer (with or without marks), the Revised Romanisation of
2000, and press habits (Lee, Park, Choi, Young, Chul), hyphenated, joined or split, in either order; Hangul; and
through `kit.kana` and `kit.cyrillic` katakana, Russian letters, and Latin taken back from them. Han characters and
pinyin are not read yet: they would be further ways to make a `Reading`, and everything below works on readings alone.
"""

import itertools
import math
import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache

from whereas.kit.cyrillic import from_cyrillic, from_russian_latin
from whereas.kit.kana import from_kana


@dataclass(frozen=True, slots=True)
class Syllable:
    """One syllable by sound: classes of `onset` and `coda`, `vowels` the spelling means, `loose` ones it may mean.

    Classes: k (k g kk kh), t, p, c (ch j), s, h, m, n, r (r l), ng; empty for none. Vowels are those of the language:
    a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i. `text` is the spelling, for explanations.
    """

    onset: str
    vowels: frozenset[str]
    coda: str
    loose: frozenset[str] = frozenset()
    text: str = ""

    @property
    def key(self) -> str:
        """Its class with vowels that spellings confuse taken together: what index keys are made of."""
        vowel = min(_VOWEL_CLASS[vowel] for vowel in self.vowels)
        onset = "" if self.onset == "r" and vowel in _FRONT else self.onset
        return f"{onset}{vowel}{self.coda}"

    @property
    def skeleton(self) -> str:
        """Its consonant classes alone."""
        return f"{self.onset}-{self.coda}"


@dataclass(frozen=True)
class Reading:
    """A name read as Korean: `surname` (one syllable, rarely two) and `given`; `doubt` is the cost of having guessed.

    Not slotted: its key is cached.
    """

    surname: tuple[Syllable, ...]
    given: tuple[Syllable, ...]
    doubt: float = 0.0

    @cached_property
    def key(self) -> str:
        """One text for all common spellings of the name: the key to index and to block by."""
        return f"{'.'.join(_surname_key(one) for one in self.surname)} {'.'.join(one.key for one in self.given)}"

    @cached_property
    def skeleton(self) -> str:
        """The consonant classes of the name, the surname's initial sound law applied."""
        first = self.surname[0]
        onset = "" if first.onset == "r" else first.onset
        return " ".join([f"{onset}-{first.coda}", *(one.skeleton for one in (*self.surname[1:], *self.given))])

    def __str__(self) -> str:
        given = "-".join(one.text for one in self.given)
        return f"{'-'.join(one.text for one in self.surname).upper()} {given}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How alike two names read, from 0 to 1, and why in words."""

    score: float
    words: str


# --- sounds -----------------------------------------------------------------------------------------------------------

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

# The surnames by frequency in both Koreas (census 2015 of the ROK, DPRK assembly rolls), as Hangul.
_SURNAMES = (
    "김이리박최정강조윤장임림한오서신권황안송류유전홍고문양량손배백허남심노로하곽성차주우구나라민진지엄채원천방공현"
    "함여려염렴변추도석선설마길연련표명기반왕금옥육륙인맹제모탁국은편용룡예례경봉사부황복태목형계피두감음빈동온사"
)
_COMPOUND_SURNAMES = ("남궁", "선우", "황보", "제갈", "사공", "독고", "동방", "서문")


def syllable_of(letter: str) -> Syllable:
    """A Hangul syllable block by sound. Raises `ValueError` for any other letter."""
    number = ord(letter) - 0xAC00
    if not 0 <= number < 11172:
        raise ValueError(f"not a Hangul syllable: {letter!r}")
    lead, rest = divmod(number, 588)
    vowel, tail = divmod(rest, 28)
    return Syllable(_LEAD_SOUNDS[lead], frozenset({_HANGUL_VOWELS[vowel]}), _TAIL_SOUNDS[tail], frozenset(), letter)


# --- reading ----------------------------------------------------------------------------------------------------------

_BREVES = str.maketrans({"ǒ": "ŏ", "õ": "ŏ", "ô": "ŏ", "ō": "ŏ", "ǔ": "ŭ", "û": "ŭ", "ũ": "ŭ", "ū": "ŭ"})
_APOSTROPHES = re.compile("['’‘ʼʻ`´′＇‛]")
# "Cho 'n Myo 'ng-kuk": an aspiration or syllable mark that a typist parted from its word.
_STRAY_MARK = re.compile(r"(?<=\w)\s+['’‘ʼʻ`´′＇‛](?=\w)|(?<=\w)['’‘ʼʻ`´′＇‛]\s+(?=(?:n|ng|k|l|m|p)\b)", re.IGNORECASE)
# No romanisation of Korean uses f, q, v, x or z; the rest is cut into syllables.
_ROMAN = re.compile(r"[a-eg-pr-uwyŏŭ]{1,15}\Z")
_HANGUL_RUN = re.compile(r"[가-힣]+(?:[\s·][가-힣]+)*")
_MOST_SYLLABLES = 5
_MOST_READINGS = 8


@lru_cache(maxsize=100_000)
def readings(name: str) -> tuple[Reading, ...]:
    """Every way the name can be read as Korean, the likeliest first; none where it does not read as Korean.

    Latin and Hangul in one text (`KIM Yong Chol 김영철`) give the readings of both. A name reads as Korean if a surname
    stands at one end and all syllables exist; that says nothing of the bearer: `Li` and `Han` read so too.
    """
    text = unicodedata.normalize("NFC", name)
    hangul = [run.group() for run in _HANGUL_RUN.finditer(text)]
    found = [reading for run in hangul for reading in _hangul(run)]
    latin = _HANGUL_RUN.sub(" ", text)
    found += _romanised(latin)
    for spelling in (*from_kana(text), *from_cyrillic(text), *from_russian_latin(latin)):
        found += _romanised(spelling)
    return tuple(dict.fromkeys(found))[: 2 * _MOST_READINGS]


def _hangul(run: str) -> list[Reading]:
    letters = [letter for letter in run if "가" <= letter <= "힣"]
    if not 2 <= len(letters) <= _MOST_SYLLABLES:
        return []
    cut = 2 if "".join(letters[:2]) in _COMPOUND_SURNAMES and len(letters) > 2 else 1
    if cut == 1 and letters[0] not in _SURNAMES:
        return []
    syllables = tuple(map(syllable_of, letters))
    return [Reading(syllables[:cut], syllables[cut:])]


def _romanised(text: str) -> list[Reading]:
    words = _words(text)
    if not 2 <= len(words) <= _MOST_SYLLABLES:
        return []
    two_words = _surnames_in(words[0][0] + words[1][0]) if len(words) > 2 and len(words[0][0]) < 6 else ()
    if not (_surnames_in(words[0][0]) or _surnames_in(words[-1][0]) or two_words):
        return []  # cheap to see, and so for most names of the world
    spelled = [syllables_of(word) for word, _, _ in words]
    if not all(spelled):
        return []
    found: list[Reading] = []
    for last, doubt in _surname_places(words):
        surname_word = words[-1 if last else 0][0]
        given_words = spelled[:-1] if last else spelled[1:]
        for surname in _surnames_in(surname_word):
            for combination in itertools.product(*given_words):
                given = tuple(itertools.chain.from_iterable(combination))
                if len(given) <= _MOST_SYLLABLES - 2:
                    found.append(Reading(surname, given, doubt))
    found += [  # a compound surname written as two words: Nam Gung Min
        Reading(surname, tuple(itertools.chain.from_iterable(given)))
        for surname in two_words
        if len(surname) == 2
        for given in itertools.product(*spelled[2:])
    ]
    return found[:_MOST_READINGS]


def _words(text: str) -> list[tuple[str, bool, str]]:
    """Each word in small letters, whether a hyphen joins it to the next, and how the surname is marked.

    The mark is `capitals` where this word alone is written so, `comma` where a comma follows it.
    """
    clean = _APOSTROPHES.sub("", _STRAY_MARK.sub("", text.strip()))
    pieces = re.findall(r"[^\W\d_]+|\S", re.sub(r"[‐‑–—−]", "-", clean))
    found: list[tuple[str, bool, str]] = []
    capitals = [piece.isupper() and len(piece) > 1 for piece in pieces if piece[0].isalpha()]
    marked = any(capitals) and not all(capitals)
    for place, piece in enumerate(pieces):
        if not piece[0].isalpha():
            if piece not in "-,.":
                return []
            continue
        after = pieces[place + 1] if place + 1 < len(pieces) else ""
        mark = "comma" if after == "," else "capitals" if marked and piece.isupper() and len(piece) > 1 else ""
        found.append((_plain(piece), after == "-", mark))
    return found


def _plain(word: str) -> str:
    """Small letters; breves in their many disguises as ŏ and ŭ; other marks gone."""
    kept = word.lower()
    if kept.isascii():
        return kept
    kept = kept.translate(_BREVES)
    return "".join(
        letter if letter in "ŏŭ" else "".join(part for part in unicodedata.normalize("NFD", letter) if part.isascii())
        for letter in unicodedata.normalize("NFC", kept)
    )


def _surname_places(words: list[tuple[str, bool, str]]) -> list[tuple[bool, float]]:
    """Whether the surname stands last, with the doubt in it; the likelier place first."""
    first = bool(_surnames_in(words[0][0]))
    last = bool(_surnames_in(words[-1][0]))
    marks = [mark for _, _, mark in words]
    if "comma" in marks:
        return [(False, 0.0)] if first and marks.index("comma") == 0 else []
    marked = (bool(marks[0]) and not any(marks[1:]), bool(marks[-1]) and not any(marks[:-1]))
    # A hyphen joins the syllables of a given name, never a surname to it.
    first = first and (not words[0][1] or all(hyphen for _, hyphen, _ in words[:-1]))
    if (first and marked[0]) or not last:
        return [(False, 0.0)] if first else []
    if marked[1] or not first:
        return [(True, 0.0)]
    return [(False, 0.0)] if words[-2][1] else [(False, 0.0), (True, 0.3)]


@lru_cache(maxsize=20_000)
def _surnames_in(word: str) -> tuple[tuple[Syllable, ...], ...]:
    found = [spelled for spelled in syllables_of(word) if _is_surname_of(spelled)]
    return tuple(found[:2])


def _is_surname_of(spelled: tuple[Syllable, ...]) -> bool:
    if len(spelled) == 1:
        return _is_surname(spelled[0])
    return any(
        len(spelled) == len(name) and all(map(_spells, spelled, map(syllable_of, name))) for name in _COMPOUND_SURNAMES
    )


def _spells(spelled: Syllable, known: Syllable) -> bool:
    return _syllable_cost(spelled, known, first=False)[0] == 0


@lru_cache(maxsize=20_000)
def _is_surname(syllable: Syllable) -> bool:
    return any(
        syllable.onset == known.onset
        and syllable.coda == known.coda
        and known.vowels & (syllable.vowels | syllable.loose)
        for known in map(syllable_of, _SURNAMES)
    )


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


def _surname_key(syllable: Syllable) -> str:
    """The surname's class: the ROK drops or changes an initial r that the DPRK writes (Ri, Yi; Ro, No)."""
    if syllable.onset == "r" and not syllable.key.startswith(tuple(_FRONT)):
        return "n" + syllable.key[1:]
    return syllable.key


# --- comparing --------------------------------------------------------------------------------------------------------

_NEAR_VOWELS = {
    frozenset(pair.split()): cost
    for pair, cost in {
        "ae e": 0.15, "oe we": 0.1, "wae we": 0.15, "oe wae": 0.15, "ui i": 0.2, "wi ui": 0.3, "yeo yo": 0.5,
        "eo o": 0.6, "u eu": 0.3, "yo o": 0.4, "yeo eo": 0.4, "ya a": 0.5, "yu u": 0.4, "ye e": 0.4, "yeo ye": 0.5,
        "wo eo": 0.4, "wo o": 0.4, "yeo yu": 0.4, "eo u": 0.6, "eo eu": 0.5,
    }.items()
}  # fmt: skip


def _vowel_cost(left: Syllable, right: Syllable) -> float:
    if left.vowels & right.vowels:
        return 0.0
    if left.vowels & right.loose or left.loose & right.vowels:
        return 0.15
    return min(_NEAR_VOWELS.get(frozenset({a, b}), 1.0) for a in left.vowels for b in right.vowels)


@lru_cache(maxsize=200_000)
def _syllable_cost(left: Syllable, right: Syllable, *, first: bool) -> tuple[float, str]:
    """What it costs to take two syllables for one, and the reason; `first` where the initial sound law applies."""
    cost, why = 0.0, []
    if vowel := _vowel_cost(left, right):
        cost += vowel
        why.append("vowel habit" if vowel < 0.5 else "another vowel")
    if left.onset != right.onset:
        price = _onset_cost(left, right, first=first)
        cost += price
        why.append("initial r, n or none" if price < 0.5 else "another initial")
    if left.coda != right.coda:
        cost += 1.0
        why.append("another final")
    return min(cost, 1.5), " and ".join(why)


def _onset_cost(left: Syllable, right: Syllable, *, first: bool) -> float:
    pair = {left.onset, right.onset}
    front = (left.key[len(left.onset) :] or left.key)[:1] in "iy" or right.key[:1] in "iy"
    if pair <= {"r", "n", ""} and (front or "" not in pair):
        return 0.15 if first else 0.4
    return 1.0


# McCune-Reischauer writes what neighbouring consonants make of each other (Kuk-ryol as Kŭng-nyŏl, Jong-rin as
# Chong-nin); the DPRK and the Revised Romanisation for names do not.
_NASAL_OF = {"k": "ng", "t": "n", "p": "m"}


def _liaison_cost(steps: list[tuple[Syllable, Syllable, bool]], place: int) -> float | None:
    """The cost of two syllables if sound changes at their borders explain all their consonants; None if not."""
    one, other, _ = steps[place]
    before = steps[place - 1] if place else None
    after = steps[place + 1] if place + 1 < len(steps) else None
    onset = one.onset == other.onset or (
        {one.onset, other.onset} == {"r", "n"} and before is not None and bool(before[0].coda and before[1].coda)
    )
    coda = one.coda == other.coda or (
        (_NASAL_OF.get(one.coda) == other.coda or _NASAL_OF.get(other.coda) == one.coda)
        and after is not None
        and {after[0].onset, after[1].onset} <= {"r", "n", "m"}
    )
    return 0.05 + _vowel_cost(one, other) if onset and coda else None


def same_reading(left: str, right: str) -> Likeness:
    """How alike two names read as Korean: 1 for spellings of one name, 0 where one of them does not read so.

    About: 0.85 and more for spelling habits (chol, chul), 0.3 to 0.7 for one differing sound, 0.1 and less for
    another number of syllables or other names. Order is evidence: swapped given syllables are another name. Equal
    readings do not make one person: Korean names are shared by many.
    """
    lefts, rights = readings(left), readings(right)
    if not lefts or not rights:
        return Likeness(score=0.0, words=f"“{left if not lefts else right}” does not read as Korean")
    return max((compare_readings(one, other) for one in lefts for other in rights), key=lambda found: found.score)


@lru_cache(maxsize=200_000)
def compare_readings(left: Reading, right: Reading) -> Likeness:
    """Two readings syllable by syllable: the score falls with e to the cost."""
    if len(left.given) != len(right.given) or len(left.surname) != len(right.surname):
        return Likeness(score=0.05, words=f"{left} and {right} have another number of syllables")
    steps = [(one, other, True) for one, other in zip(left.surname, right.surname, strict=True)]
    # South Korean usage applies the initial sound law to the given name's first syllable as well.
    steps += [(one, other, place == 0) for place, (one, other) in enumerate(zip(left.given, right.given, strict=True))]
    cost, notes = abs(left.doubt - right.doubt), []
    if cost:
        notes.append("if the surname stands last in one of them")
    for place, (one, other, first) in enumerate(steps):
        price, why = _syllable_cost(one, other, first=first)
        if price and (liaison := _liaison_cost(steps, place)) is not None and liaison < price:
            price, why = liaison, "written as it sounds beside its neighbour"
        cost += price
        if price:
            notes.append(f"{one.text} / {other.text}: {why}")
    if not cost:
        return Likeness(score=1.0, words=f"{left} and {right} are spellings of one reading")
    verdict = "can be one reading" if cost < 0.5 else "read differently"
    return Likeness(score=math.exp(-cost), words=f"{left} and {right} {verdict} ({'; '.join(notes)})")
