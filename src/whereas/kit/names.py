"""Names brought to comparable forms: folded text, tokens, joined and sorted forms, legal forms, vessel numbers."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# Marks that stand inside a word in some romanisation (McCune-Reischauer, Wade-Giles, Arabic hamza and ayn): they
# separate nothing, so they go without leaving a blank.
_INNER_MARKS = dict.fromkeys(map(ord, "'’‘ʼʻʾʿ`´′＇‛ˈ"), None)
# Letters that no Unicode decomposition reduces to their base.
_OWN_LETTERS = str.maketrans({"ø": "o", "đ": "d", "ð": "d", "ł": "l", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i",
                              "ħ": "h", "ŋ": "ng", "ə": "a"})  # fmt: skip


def _table(words: str) -> frozenset[str]:
    return frozenset(words.split())


_MARKED_SCRIPTS = ("LATIN", "GREEK", "CYRILLIC", "ARABIC", "HEBREW")
_NOT_WORD = re.compile(r"[\W_]+")


@lru_cache(maxsize=200_000)
def fold(text: str) -> str:
    """The name in one case, without diacritics, apostrophes or punctuation, words parted by one blank.

    `Kim Yŏng-ch'ŏl` and `KIM YONG CHOL` fold alike. Scripts are kept; voicing marks of kana are letters and stay.
    """
    if text.isascii():
        return " ".join(_NOT_WORD.sub(" ", text.translate(_INNER_MARKS).lower()).split())
    clean = unicodedata.normalize("NFKC", text).translate(_INNER_MARKS).casefold().translate(_OWN_LETTERS)
    bare = "".join(_unmarked(clean))
    # Folding twice: NFKC of some compatibility letters only then shows capitals or apostrophes.
    bare = unicodedata.normalize("NFKC", bare).translate(_INNER_MARKS).casefold().translate(_OWN_LETTERS)
    return " ".join(_NOT_WORD.sub(" ", bare).split())


def _unmarked(text: str) -> list[str]:
    kept: list[str] = []
    stripping = False
    for letter in unicodedata.normalize("NFD", text):
        if not unicodedata.combining(letter):
            stripping = letter.isascii() or unicodedata.name(letter, "").startswith(_MARKED_SCRIPTS)
            kept.append(letter)
        elif not stripping:
            kept.append(letter)
    return kept


def tokens(text: str) -> tuple[str, ...]:
    """The words of the folded name, in their order."""
    return tuple(fold(text).split())


def joined(text: str) -> str:
    """The folded name without blanks: `Chol-nam`, `Cholnam` and `Chol Nam` are one."""
    return fold(text).replace(" ", "")


def sorted_form(text: str) -> str:
    """The folded words in alphabetical order: the same whichever name comes first."""
    return " ".join(sorted(fold(text).split()))


# Ranks and forms of address that lists print before a name. A small table on purpose: no word here is a name.
_TITLES = _table(
    "mr mrs ms dr prof professor general gen lieutenant lt colonel col major maj brigadier brig admiral vice "
    "commander cdr captain capt marshal mullah maulavi maulawi mawlawi haji hajji sheikh shaykh shaikh sayyid "
    "ayatollah alhaj engineer eng"
)


def without_titles(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words without leading titles, unless nothing would be left."""
    start = 0
    while start < len(words) - 1 and words[start] in _TITLES:
        start += 1
    return words[start:]


# Words for one thing that lists abbreviate each in their way.
_SAME_WORD = {
    "co": "company", "corp": "corporation", "ltd": "limited", "gen": "general", "trdg": "trading", "shpg": "shipping",
    "mgmt": "management", "mgt": "management", "intl": "international", "int": "international", "dev": "development",
    "devt": "development", "tech": "technology", "technologies": "technology", "mfg": "manufacturing",
    "manf": "manufacturing", "ind": "industry", "industries": "industry", "industrial": "industry",
    "inds": "industry", "ent": "enterprise", "enterprises": "enterprise", "imp": "import", "exp": "export",
    "imports": "import", "exports": "export", "grp": "group", "hldg": "holding",
    "holdings": "holding", "bros": "brothers",
    "assoc": "association", "dept": "department", "min": "ministry", "univ": "university", "inst": "institute",
    "centre": "center", "defence": "defense", "organisation": "organization", "svc": "service", "services": "service",
    "eng": "engineering", "elec": "electric", "electronics": "electronic", "sys": "system", "systems": "system",
    "lab": "laboratory", "laboratories": "laboratory", "labs": "laboratory", "logistic": "logistics",
    "pyoungyang": "pyongyang", "pyeongyang": "pyongyang", "trade": "trading", "machinery": "machine",
    "machineries": "machine", "metallic": "metal", "metals": "metal", "materials": "material", "chemicals": "chemical",
    "korean": "korea", "bro": "brothers", "menedzhment": "management", "faktoring": "factoring", "lizing": "leasing",
    "konsalting": "consulting", "treid": "trading", "shipyards": "shipyard", "jvc": "jv", "academic": "academy",
    # Korean words that stand beside their English in names of the DPRK's bodies.
    "choson": "korea", "chosun": "korea", "chosŏn": "korea", "joson": "korea", "joseon": "korea", "muyok": "trading",
    "muyeok": "trading", "unhaeng": "bank", "eunhaeng": "bank", "hoesa": "company", "hoisa": "company",
    "haeun": "shipping", "pohom": "insurance", "boheom": "insurance", "sanop": "industry", "saneop": "industry",
    "kisul": "technology", "gisul": "technology", "hapyong": "jv", "kigye": "machine", "gigye": "machine",
    "chongguk": "bureau", "kwahak": "science", "kumyung": "finance", "suchulip": "import", "ryonhap": "union",
}  # fmt: skip
# What is one thing in several words.
_SAME_WORDS = tuple(
    (re.compile(rf"\b{several}\b"), one)
    for several, one in {
        "democratic peoples republic of korea|democratic people s republic of korea|dpr korea|d p r k": "dprk",
        "joint (?:venture|operation)|j v": "jv",
        "korean? peoples army|korean? people s army": "kpa",
        "islamic revolutionary guards? corps": "irgc",
        "hong kong": "hongkong",
    }.items()
)
# Legal forms: they say how a body is incorporated, not which body it is.
_LEGAL_FORMS = _table(
    "company corporation limited inc incorporated llc llp lp plc gmbh ag kg sa sas sarl srl spa bv nv oy ab as aps "
    "fze fzco fzc fzllc dmcc jsc ojsc cjsc pjsc pao oao zao ooo oo zoo pte pty sdn bhd kft doo dooel ead eood ad "
    "private joint stock ltda cv"
)
_LITTLE_WORDS = _table("the of and for in to de la le du al el et no")
# Legal forms written out, in the languages that occur: taken off before words are looked at.
_LEGAL_PHRASES = re.compile(
    "|".join(
        rf"\b{phrase}\b"
        for phrase in (
            "limited liability company",
            "obshchestvo s ogranichenno[iy] otvetstvennost(?:yu|iu|ju)",
            "(?:otkrytoe|zakrytoe|publichnoe|nepublichnoe)? ?aktsionernoe obshchestvo",
            "(?:open|closed|public|private) joint stock company",
            "federal(?:noe)? (?:state|gosudarstvennoe)(?: byudzhetnoe)? unitar(?:y|noe) (?:enterprise|predpriyatie)",
            "tavarystva z abmezhavana[iy] adkaznas(?:ts|c)yu",
            "sabiedriba ar ierobezotu atbildibu",
            "gesellschaft mit beschrankter haftung",
            "sociedad (?:anonima|limitada|de responsabilidad limitada)(?: de capital variable)?",
            "societe (?:anonyme|a responsabilite limitee)",
            "spolka z (?:ograniczona odpowiedzialnoscia|o o)",
            "(?:anonim|limited) s[iı]rketi",
            "besloten vennootschap",
        )
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationName:
    """An organisation's name parted into what tells it from others and its legal form.

    `key` is one text by which equal names meet, whatever the order of their words; `digits` the numbers in it.
    `core` are its words (abbreviations written out, legal forms and little words left out, in order); `brackets`
    are short forms that stand in brackets behind it (`KOMID`), folded.
    """

    core: tuple[str, ...]
    forms: frozenset[str]
    key: str
    brackets: tuple[str, ...] = ()
    digits: frozenset[str] = frozenset()


_BRACKETED = re.compile(r"[(\[（]([^()\[\]（）]*)[)\]）]")
# L.L.C., S.A.R.L., Co.: letters parted by full stops are one word.
_DOTTED = re.compile(r"\b(?:\w\.){2,}(?:\w\b)?")


@lru_cache(maxsize=100_000)
def organisation(text: str) -> OrganisationName:
    """Read an organisation's name. Where only legal forms are left, the whole name is its core."""
    brackets = tuple(folded for inner in _BRACKETED.findall(text) if (folded := fold(inner)))
    bare = _DOTTED.sub(lambda found: found[0].replace(".", "") + " ", _BRACKETED.sub(" ", text))
    plain = _LEGAL_PHRASES.sub(" ", fold(bare))
    for several, one in _SAME_WORDS:
        plain = several.sub(one, plain)
    words = [_SAME_WORD.get(word, word) for word in plain.split()] or list(tokens(text))
    core = tuple(word for word in words if word not in _LEGAL_FORMS and word not in _LITTLE_WORDS)
    forms = frozenset(word for word in words if word in _LEGAL_FORMS)
    core = core or tuple(words)
    return OrganisationName(
        core=core,
        forms=forms,
        key="".join(sorted(core)),
        brackets=brackets,
        digits=frozenset(word for word in core if not word.isalpha() and any(letter.isdigit() for letter in word)),
    )


def acronyms(core: tuple[str, ...]) -> frozenset[str]:
    """The initials of the words, with and without a leading country word (`KOMID` keeps its own way: not here)."""
    initials = "".join(word[0] for word in core if word)
    return frozenset(found for found in (initials, initials[1:]) if len(found) >= 3)


@dataclass(frozen=True, slots=True, kw_only=True)
class VesselName:
    """A ship's name parted: its words joined, its number (`2` in `Ra Nam 2`, else empty), former names in brackets."""

    name: str
    number: str
    former: tuple[str, ...] = ()

    @property
    def sister_of(self) -> str:
        """What numbered sisters share: the name without its number."""
        return self.name


_ROMAN = {
    "i": "1",
    "ii": "2",
    "iii": "3",
    "iv": "4",
    "v": "5",
    "vi": "6",
    "vii": "7",
    "viii": "8",
    "ix": "9",
    "x": "10",
}
_SHIP_WORDS = _table("mv mt ss vessel ship no number ho formerly fka ex aka")
_SHIP_MARK = re.compile(r"^(?:m v|m t|s s|f v|m s)\b(?=.)")
_NUMBER = re.compile(r"^(.*?\D)?0*(\d+)$")


@lru_cache(maxsize=20_000)
def vessel(text: str) -> VesselName:
    """Read a ship's name; the number is kept as evidence, for sisters are told apart by nothing else.

    A Korean `ho` (vessel) and `No.` say nothing; a Roman numeral at the end is a number; brackets hold former or
    other names: `Ji Hye San (Hyok Sin 2)`.
    """
    former = tuple(inner.strip() for inner in _BRACKETED.findall(text) if fold(inner))
    plain = _SHIP_MARK.sub("", fold(_BRACKETED.sub(" ", text)))
    words = [word for word in plain.split() if word not in _SHIP_WORDS]
    if not words:
        words = list(tokens(text))
    number = ""
    if len(words) > 1 and words[-1] in _ROMAN:
        number = _ROMAN[words.pop()]
    elif words and (found := _NUMBER.match(words[-1])) and (found[1] or len(words) > 1):
        number = found[2]
        words[-1:] = [found[1]] if found[1] else []
    return VesselName(name="".join(words), number=number, former=former)
