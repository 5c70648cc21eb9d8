"""Han characters as Koreans and Chinese read them, and Mandarin syllables in pinyin and Wade-Giles.

The tables come from the Unicode Han Database (kHangul, kKorean, kMandarin, kKoreanName; UAX #38), built by
`tools/readings.py`. Wade-Giles is derived from pinyin by rule (H. A. Giles, 1912), its apostrophes dropped as print
does, so one spelling may stand for two syllables.
"""

import itertools
import re
from functools import cache, lru_cache
from importlib.resources import files

_HAN_RUN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+(?:[\s·・][\u3400-\u9fff\uf900-\ufaff]+)*")
_APOSTROPHES = re.compile("['’‘ʼʻ`´′＇‛]")
_GILES_MARK = re.compile(r"(?<=[a-z])[-‐’'‘](?=[a-z])", re.IGNORECASE)
_PIECE = re.compile(r"[^\W\d_]+")
PINYIN, WADE_GILES = "pinyin", "Wade-Giles"
_LONGEST = 6
_MOST_SYLLABLES = 3


def han_runs(text: str) -> list[str]:
    """The runs of Han characters in a text, blanks and middle dots inside a run left out."""
    return ["".join(char for char in run if char.isalpha()) for run in _HAN_RUN.findall(text)]


@cache
def _table(name: str) -> list[list[str]]:
    text = (files(__package__) / "tables" / name).read_text("utf-8")
    return [line.split("\t") for line in text.splitlines() if not line.startswith("#")]


@cache
def _han() -> dict[str, tuple[str, str]]:
    return {char: (hangul, mandarin) for char, hangul, mandarin in _table("han.tsv")}


@cache
def _sounds() -> dict[str, str]:
    return dict(_table("pinyin.tsv"))


def hangul_of(char: str) -> str:
    """The Korean readings of a Han character as Hangul syllables, the usual one first; empty where none is known."""
    return _han().get(char, ("", ""))[0]


def mandarin_of(char: str) -> tuple[str, ...]:
    """The Mandarin readings of a Han character in pinyin without tones; ü is v."""
    return tuple(_han().get(char, ("", ""))[1].split())


def hangul_of_mandarin(syllable: str) -> str:
    """How Koreans read the characters of personal names that Mandarin reads so, as Hangul, commonest first."""
    return _sounds().get(syllable, "")


# Surnames whose Mandarin reading is not the character's usual one.
_SURNAME_MANDARIN = {"朴": ("piao", "pu"), "單": ("shan",), "解": ("xie",), "尉": ("yu",)}
# The characters of Korean surnames by their Hangul, commonest first (census of the ROK 2015; DPRK usage keeps r and n).
_SURNAME_HAN = (
    "김金 이李異 리李 박朴 최崔 정鄭丁程 강姜康強 조趙曺曹 윤尹 장張章蔣莊 임林任 림林 한韓 오吳 서徐西 "
    "신申辛愼 권權 황黃 안安 송宋 류柳劉 유柳劉兪庾 전全田錢 홍洪 고高 문文 양梁楊 량梁 손孫 배裵裴 백白 "
    "허許 남南 심沈 노盧魯 로盧魯路 하河夏 곽郭 성成 차車 주朱周 우禹 구具丘 나羅 라羅 민閔 진陳秦晉 "
    "지池智 엄嚴 채蔡 원元袁 천千 방方房 공孔 현玄 함咸 여呂余汝 려呂 염廉 렴廉 변卞邊 추秋 도都 석石昔 "
    "선宣 설薛 마馬 길吉 연延燕 련連 표表 명明 기奇 반潘 왕王 금琴 옥玉 육陸 륙陸 인印 맹孟 제諸 모牟毛 "
    "탁卓 국鞠國 은殷 편片 용龍 룡龍 예芮 경慶 봉奉 사史 부夫 복卜 태太 목睦 형邢 계桂 피皮 두杜 감甘 "
    "음陰 빈賓 동董 온溫 위魏"
)


@cache
def surnames_by_mandarin() -> dict[str, str]:
    """Korean surnames in Hangul by the pinyin of their characters: `piao` and `pu` give 박, `li` gives 이 and 리."""
    found: dict[str, str] = {}
    for entry in _SURNAME_HAN.split():
        hangul, chars = entry[0], entry[1:]
        for char in chars:
            for syllable in _SURNAME_MANDARIN.get(char, mandarin_of(char)):
                if hangul not in found.get(syllable, ""):
                    found[syllable] = found.get(syllable, "") + hangul
    return found


# --- spellings of Mandarin -------------------------------------------------------------------------------------------

_WHOLE = {
    "zhi": "chih", "chi": "chih", "shi": "shih", "ri": "jih", "zi": "tzu", "ci": "tzu", "si": "ssu", "er": "erh",
    "yi": "i", "ye": "yeh", "yan": "yen", "you": "yu", "yong": "yung", "ge": "ko", "ke": "ko", "he": "ho",
    "gui": "kuei", "kui": "kuei",
}  # fmt: skip
_INITIALS = (
    ("zh", "ch"), ("ch", "ch"), ("sh", "sh"), ("b", "p"), ("p", "p"), ("d", "t"), ("t", "t"), ("g", "k"), ("k", "k"),
    ("j", "ch"), ("q", "ch"), ("z", "ts"), ("c", "ts"), ("x", "hs"), ("r", "j"),
)  # fmt: skip
_KEEP_UO = ("g", "k", "h", "sh")


def _wade_giles(pinyin: str) -> str:
    """The Wade-Giles spelling of a Mandarin syllable, without apostrophes or marks."""
    if pinyin in _WHOLE:
        return _WHOLE[pinyin]
    initial, latin = next(((one, other) for one, other in _INITIALS if pinyin.startswith(one)), ("", ""))
    final = pinyin[len(initial) :]
    if not initial and pinyin[:1] in "fhlmns":
        initial = latin = pinyin[0]
        final = pinyin[1:]
    if final == "uo" and initial not in _KEEP_UO:
        final = "o"
    changes = {"ong": "ung", "iong": "iung", "ian": "ien", "ie": "ieh", "ue": "ueh", "ve": "ueh", "v": "u"}
    return latin + changes.get(final, final)


@cache
def _syllables() -> dict[str, frozenset[str]]:
    """Every spelling of pinyin to its syllables."""
    spelled = {one: frozenset({one}) for one in _sounds()} | {"piao": frozenset({"piao"})}
    for one in ("lv", "nv"):
        spelled[one.replace("v", "yu")] = spelled[one.replace("v", "ue")] = frozenset({one})
        spelled[one.replace("v", "u")] = frozenset({one, one.replace("v", "u")})
    return spelled


@cache
def _giles() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for one in (*_sounds(), "piao"):
        found.setdefault(_wade_giles(one), set()).add(one)
    found.setdefault("szu", set()).add("si")
    return {spelling: frozenset(ones) for spelling, ones in found.items()}


def mandarin_words(text: str) -> tuple[tuple[str, tuple[tuple[frozenset[str], ...], ...]], ...]:
    """Readings of a Latin text as Mandarin: (system, words), each word its syllables as sets of pinyin.

    `Jin Yingzhu` is pinyin of jin, ying-zhu; `Chin Ying-chu` Wade-Giles of {jin, qin}, ying-{zhu, chu}. The one with
    fewer syllables is given, pinyin where both have as many; nothing where a word is neither.

    """
    pieces = _PIECE.findall(_APOSTROPHES.sub("", text.lower().replace("ü", "v")))
    if not 2 <= len(pieces) <= 5 or not all(one.isascii() for one in pieces):
        return ()
    read = [(system, tuple(_cut(one, system) for one in pieces)) for system in (PINYIN, WADE_GILES)]
    # A word that pinyin cuts in two and Wade-Giles does not (`chiang`) is Wade-Giles.
    whole = [(sum(map(len, words)), system, words) for system, words in read if all(words)]
    return tuple((system, words) for _, system, words in sorted(whole, key=lambda one: one[0])[:1])


@lru_cache(maxsize=50_000)
def _cut(word: str, system: str) -> tuple[frozenset[str], ...]:
    """The word as its fewest syllables; empty where it is none."""
    table = _syllables() if system == PINYIN else _giles()
    best: tuple[frozenset[str], ...] = ()
    for length in range(min(_LONGEST, len(word)), 0, -1):
        first = table.get(word[:length])
        if first is None:
            continue
        if length == len(word):
            return (first,)
        rest = _cut(word[length:], system)
        if rest and (not best or len(rest) + 1 < len(best)) and len(rest) < _MOST_SYLLABLES:
            best = (first, *rest)
    return best


def pinyin_of_wade_giles(text: str) -> tuple[str, ...]:
    """What a name in Wade-Giles is in pinyin, surname and given name as two words, at most four ways.

    `Su Lu-chi` gives `su luji` and `su luqi`. Only a text that shows a hyphen or an apostrophe is read so, for short
    words of many languages are Wade-Giles by chance; and none is given that says the same again.
    """
    if not _GILES_MARK.search(text):
        return ()
    pieces = _PIECE.findall(_APOSTROPHES.sub("", text.lower().replace("ü", "v")))
    words = [_cut(one, WADE_GILES) for one in pieces]
    if not 2 <= len(pieces) <= 3 or not all(len(word) == 1 for word in words):
        return ()
    choices = itertools.product(*(sorted(word[0]) for word in words))
    hyphen = _GILES_MARK.search(text.split(maxsplit=1)[0]) is not None and "," not in text and len(pieces) == 3
    found = [
        f"{choice[2]} {choice[0]}{choice[1]}" if hyphen else f"{choice[0]} {''.join(choice[1:])}" for choice in choices
    ]
    return tuple(found[:4])


def latin_of(run: str) -> str:
    """A run of Han characters in pinyin, each character's usual reading, one word per character; unknown ones as ?"""
    first = _SURNAME_MANDARIN.get(run[:1], mandarin_of(run[:1])) or ("?",)
    return " ".join((*first[:1], *(next(iter(mandarin_of(char)), "?") for char in run[1:])))
