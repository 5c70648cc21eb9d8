"""Korean names read: surname and given name in syllables, from any script and romanisation, with the doubt in it."""

import itertools
import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache

from whereas.kit.cyrillic import from_cyrillic, from_russian_latin
from whereas.kit.han import han_runs, hangul_of
from whereas.kit.kana import from_kana
from whereas.kit.korean.costs import syllable_cost
from whereas.kit.korean.sounds import Syllable, syllable_of, syllable_of_sounds, syllables_of, with_neighbours
from whereas.kit.latin import from_european_latin
from whereas.kit.names import without_titles

# The surnames by frequency in both Koreas (census 2015 of the ROK, DPRK assembly rolls), as Hangul.
SURNAMES = (
    "김이리박최정강조윤장임림한오서신권황안송류유전홍고문양량손배백허남심노로하곽성차주우구나라민진지엄채원천방공현"
    "함여려염렴변추도석선설마길연련표명기반왕금옥육륙인맹제모탁국은편용룡예례경봉사부황복태목형계피두감음빈동온사"
)
_COMPOUND_SURNAMES = ("남궁", "선우", "황보", "제갈", "사공", "독고", "동방", "서문")

# How a name was read.
ROMANISED, HANGUL, HANJA, KATAKANA = "Latin letters", "Hangul", "hanja", "katakana"
CYRILLIC, THROUGH_RUSSIAN, OTHER_LATIN = "Cyrillic", "Latin through Russian", "Latin of another language"


@dataclass(frozen=True)
class Reading:
    """A name read as Korean: `surname` (one syllable, rarely two) and `given`.

    `doubt` is the cost of having guessed which name comes first, `price` that of a reading that leaves much open;
    `system` says how the text was read. Not slotted: its key is cached.
    """

    surname: tuple[Syllable, ...]
    given: tuple[Syllable, ...]
    doubt: float = 0.0
    price: float = 0.0
    system: str = ROMANISED

    @property
    def syllables(self) -> tuple[Syllable, ...]:
        """Surname and given name."""
        return (*self.surname, *self.given)

    @cached_property
    def surname_key(self) -> str:
        """One text for all common spellings of the surname."""
        return ".".join(_surname_key(one) for one in self.surname)

    @cached_property
    def key(self) -> str:
        """One text for all common spellings of the name: the key to index and to block by."""
        return f"{self.surname_key} {'.'.join(one.key for one in self.given)}"

    @cached_property
    def skeleton(self) -> str:
        """The consonant classes of the name, the surname's initial sound law applied."""
        first = self.surname[0]
        onset = "" if first.onset == "r" else first.onset
        return " ".join([f"{onset}-{first.coda}", *(one.skeleton for one in (*self.surname[1:], *self.given))])

    def __str__(self) -> str:
        if self.system in (HANGUL, HANJA):
            return f"{''.join(one.text for one in self.syllables)} ({self.system})"
        name = f"{'-'.join(one.text for one in self.surname).upper()} {'-'.join(one.text for one in self.given)}"
        return name if self.system == ROMANISED else f"{name} ({self.system})"


_BREVES = str.maketrans({"ǒ": "ŏ", "õ": "ŏ", "ô": "ŏ", "ō": "ŏ", "ǔ": "ŭ", "û": "ŭ", "ũ": "ŭ", "ū": "ŭ"})
_APOSTROPHES = re.compile("['’‘ʼʻ`´′＇‛]")
# "Cho 'n Myo 'ng-kuk": an aspiration or syllable mark that a typist parted from its word.
_STRAY_MARK = re.compile(r"(?<=\w)\s+['’‘ʼʻ`´′＇‛](?=\w)|(?<=\w)['’‘ʼʻ`´′＇‛]\s+(?=(?:n|ng|k|l|m|p)\b)", re.IGNORECASE)
_HANGUL_RUN = re.compile(r"[가-힣]+(?:[\s·][가-힣]+)*")
_MOST_SYLLABLES = 5
_MOST_READINGS = 8


@lru_cache(maxsize=40_000)
def readings(name: str) -> tuple[Reading, ...]:
    """Every way the name can be read as Korean, the likeliest first; none where it does not read as Korean.

    Latin and Hangul in one text (`KIM Yong Chol 김영철`) give the readings of both. A name reads as Korean if a surname
    stands at one end and all syllables exist; that says nothing of the bearer: `Li` and `Han` read so too.
    """
    text = unicodedata.normalize("NFC", name)
    found = [reading for run in _HANGUL_RUN.findall(text) for reading in _hangul(run)]
    found += [reading for run in han_runs(text) for reading in _hanja(run)]
    latin = _HANGUL_RUN.sub(" ", text)
    found += _romanised(latin)
    for system, spellings in (
        (KATAKANA, from_kana(text)),
        (CYRILLIC, from_cyrillic(text)),
        (THROUGH_RUSSIAN, from_russian_latin(latin)),
        (OTHER_LATIN, from_european_latin(latin)),
    ):
        found += [reading for spelling in spellings for reading in _romanised(spelling, system)]
    return tuple(dict.fromkeys(found))[: 2 * _MOST_READINGS]


def _hangul(run: str) -> list[Reading]:
    letters = [letter for letter in run if "가" <= letter <= "힣"]
    if not 2 <= len(letters) <= _MOST_SYLLABLES:
        return []
    cut = 2 if "".join(letters[:2]) in _COMPOUND_SURNAMES and len(letters) > 2 else 1
    if cut == 1 and letters[0] not in SURNAMES:
        return []
    syllables = tuple(map(syllable_of, letters))
    return [Reading(syllables[:cut], syllables[cut:], system=HANGUL)]


def _hanja(run: str) -> list[Reading]:
    """A run of Han characters, each by all its Korean readings; the first must be able to be a surname."""
    if not 2 <= len(run) <= _MOST_SYLLABLES:
        return []
    sounds = [hangul_of(char) for char in run]
    if not all(sounds):
        return []
    for cut in (2, 1) if len(run) > 2 else (1,):
        surname = _surname_sounds(sounds, cut)
        if surname:
            syllables = tuple(map(syllable_of_sounds, run, [*surname, *sounds[cut:]]))
            return [Reading(syllables[:cut], syllables[cut:], system=HANJA)]
    return []


def _surname_sounds(sounds: list[str], cut: int) -> list[str]:
    """Those of the readings of the first characters that make a surname; empty if none do."""
    if cut == 1:
        return ["".join(one for one in sounds[0] if one in SURNAMES)] if set(sounds[0]) & set(SURNAMES) else []
    return next((list(name) for name in _COMPOUND_SURNAMES if all(map(str.__contains__, sounds, name))), [])


def _romanised(text: str, system: str = ROMANISED) -> list[Reading]:
    words = _without_titles(_words(text))
    if not 2 <= len(words) <= _MOST_SYLLABLES:
        return []
    two_words = _surnames_in(words[0][0] + words[1][0]) if len(words) > 2 and len(words[0][0]) < 6 else ()
    if not (_surnames_in(words[0][0]) or _surnames_in(words[-1][0]) or two_words):
        return []  # cheap to see, and so for most names of the world
    cuts = [syllables_of(word) for word, _, _ in words]
    if not all(cuts):
        return []
    found: list[Reading] = []
    for last, doubt in _surname_places(words):
        surname_word = words[-1 if last else 0][0]
        given_words = cuts[:-1] if last else cuts[1:]
        for surname in _surnames_in(surname_word):
            for combination in itertools.product(*given_words):
                given = tuple(itertools.chain.from_iterable(combination))
                if len(given) <= _MOST_SYLLABLES - 2:
                    spelled = with_neighbours((*surname, *given))
                    cut = len(surname)
                    found.append(Reading(spelled[:cut], spelled[cut:], doubt, system=system))
    found += [  # a compound surname written as two words: Nam Gung Min
        Reading(surname, tuple(itertools.chain.from_iterable(given)), system=system)
        for surname in two_words
        if len(surname) == 2
        for given in itertools.product(*cuts[2:])
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
    marked = any(capitals) and not clean.isupper()  # capitals throughout mark nothing, single letters among them
    for place, piece in enumerate(pieces):
        if not piece[0].isalpha():
            if piece not in "-,.":
                return []
            continue
        after = pieces[place + 1] if place + 1 < len(pieces) else ""
        mark = "comma" if after == "," else "capitals" if marked and piece.isupper() and len(piece) > 1 else ""
        found.append((_plain(piece), after == "-", mark))
    return found


def _without_titles(words: list[tuple[str, bool, str]]) -> list[tuple[str, bool, str]]:
    """Without the ranks before a name: `General Kim Yong Chol`."""
    return words[len(words) - len(without_titles(tuple(word for word, _, _ in words))) :]


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
        return is_surname(spelled[0])
    return any(
        len(spelled) == len(name) and all(map(_spells, spelled, map(syllable_of, name))) for name in _COMPOUND_SURNAMES
    )


def _spells(spelled: Syllable, known: Syllable) -> bool:
    return syllable_cost(spelled, known, first=False)[0] == 0


@lru_cache(maxsize=20_000)
def is_surname(syllable: Syllable) -> bool:
    return any(
        syllable.onset == known.onset
        and syllable.coda == known.coda
        and bool(known.vowels & (syllable.vowels | syllable.loose))
        for known in map(syllable_of, SURNAMES)
    )


def _surname_key(syllable: Syllable) -> str:
    """The surname's class: the ROK drops or changes an initial r that the DPRK writes (Ri, Yi; Ro, No)."""
    if syllable.onset == "r" and not syllable.key.startswith(("i", "y")):
        return "n" + syllable.key[1:]
    return syllable.key
