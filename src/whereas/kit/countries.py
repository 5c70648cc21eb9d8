"""Country and territory names, as lists write them, to lower-case ISO 3166-1 alpha-2 codes."""

import re
import unicodedata
from functools import cache

from babel import Locale

# Names that lists use and CLDR does not. Right: ISO 3166-1 alpha-2, or FollowTheMoney's own codes.
_OTHER_NAMES = {
    "kp": "dprk|korea north|korea, north|north korea|democratic people s republic of korea|north korean|"
    "democratic peoples republic of korea|korea democratic people s republic of|"
    "korea, democratic people s republic of|democratic people s republic of korea dprk|people s republic of korea",
    "kr": "rok|korea south|korea, south|republic of korea|south korea|korea republic of|korea, republic of",
    "cn": "people s republic of china|prc|mainland china|china mainland|p r china",
    "tw": "taiwan province of china|taiwan, china|republic of china|chinese taipei",
    "hk": "hong kong|hong kong china|hong kong sar|hong kong, china",
    "mo": "macau|macao|macau sar",
    "ru": "russian federation|russian|russia federation",
    "sy": "syrian arab republic|syrian",
    "ir": "islamic republic of iran|iran islamic republic of|iranian|iran, islamic republic of",
    "us": "usa|united states of america|u s a|u s|us",
    "gb": "uk|great britain|united kingdom of great britain and northern ireland|england|scotland|wales",
    "tz": "united republic of tanzania|tanzania, united republic of",
    "ve": "venezuela bolivarian republic of|bolivarian republic of venezuela",
    "bo": "bolivia plurinational state of|plurinational state of bolivia",
    "md": "republic of moldova|moldova, republic of",
    "mk": "macedonia|the former yugoslav republic of macedonia|republic of north macedonia|republic of macedonia|"
    "north macedonia, the republic of|macedonia, the former yugoslav republic of",
    "cd": "democratic republic of the congo|congo, democratic republic of the|drc|congo democratic republic of|"
    "democratic republic of congo|congo, democratic republic of",
    "cg": "republic of the congo|congo, republic of the|congo republic of|congo",
    "ci": "cote d ivoire|ivory coast",
    "vn": "viet nam|socialist republic of vietnam",
    "la": "lao people s democratic republic|lao pdr|laos",
    "mm": "burma|myanmar",
    "sz": "swaziland|eswatini",
    "cz": "czech republic|czechia",
    "tr": "turkiye|turkey|republic of turkiye",
    "ps": "palestine|palestinian|palestinian territory occupied|occupied palestinian territory|gaza|west bank|"
    "state of palestine|palestinian territories",
    "xk": "kosovo",
    "ae": "uae|united arab emirates",
    "va": "holy see|vatican city",
    "cv": "cape verde|cabo verde",
    "gm": "the gambia|gambia",
    "bs": "the bahamas|bahamas",
    "cf": "central african republic|car",
    "vg": "british virgin islands|virgin islands british|virgin islands, british",
    "vi": "us virgin islands|virgin islands us",
    "im": "isle of man|man, isle of",
    "vc": "saint vincent and the grenadines|st vincent and the grenadines|saint vincent",
    "kn": "saint kitts and nevis|st kitts and nevis",
    "nl": "the netherlands|netherlands|holland",
    "ba": "bosnia|bosnia and herzegovina|bosnia herzegovina",
    "ly": "libya|libyan arab jamahiriya|state of libya",
    "by": "belarus|republic of belarus",
    "zz": "",
    "suhh": "ussr|soviet union|former soviet union|former ussr|union of soviet socialist republics",
    "yucs": "yugoslavia|federal republic of yugoslavia|serbia and montenegro",
    "ge-ab": "abkhazia",
    "x-so": "south ossetia",
    "ua-cri": "crimea",
    "eu": "european union|eu",
}

# The people of a country, where a list's column of countries names them instead.
_PEOPLES = {
    "af": "afghan", "dz": "algerian", "bd": "bangladeshi", "by": "belarusian", "ba": "bosnian", "gb": "british",
    "cn": "chinese", "cu": "cuban", "nl": "dutch", "eg": "egyptian", "er": "eritrean", "et": "ethiopian",
    "fr": "french",
    "de": "german", "in": "indian", "id": "indonesian", "iq": "iraqi", "il": "israeli", "it": "italian",
    "jp": "japanese",
    "jo": "jordanian", "ke": "kenyan", "kw": "kuwaiti", "lb": "lebanese", "ly": "libyan", "my": "malaysian",
    "ml": "malian", "ma": "moroccan", "ng": "nigerian", "pk": "pakistani", "ph": "filipino|philippine", "qa": "qatari",
    "rw": "rwandan", "sa": "saudi|saudi arabian", "rs": "serbian", "so": "somali", "es": "spanish", "sd": "sudanese",
    "se": "swedish", "ch": "swiss", "tj": "tajik", "tz": "tanzanian", "tn": "tunisian", "tr": "turkish",
    "ug": "ugandan", "ua": "ukrainian", "us": "american", "uz": "uzbek", "ye": "yemeni", "sn": "senegalese",
    "ca": "canadian", "au": "australian", "be": "belgian", "dk": "danish", "no": "norwegian", "mv": "maldivian",
    "tt": "trinidadian", "mr": "mauritanian", "bh": "bahraini", "ae": "emirati", "om": "omani", "kz": "kazakh",
    "kg": "kyrgyz", "az": "azerbaijani", "am": "armenian", "ge": "georgian", "md": "moldovan", "cf": "central african",
    "cd": "congolese", "ss": "south sudanese", "mm": "burmese", "vn": "vietnamese", "sg": "singaporean",
}  # fmt: skip


@cache
def country_code(name: str) -> str | None:
    """The code for a country's name or ISO code in any case; None where no country is known by it.

    Codes are FollowTheMoney's: ISO 3166-1 alpha-2 in lower case, `xk` for Kosovo, `suhh` for the Soviet Union.
    """
    return _table().get(_fold(name))


@cache
def country_name(code: str) -> str:
    """The English name for a code; the code itself where there is none."""
    named = Locale("en").territories.get(code.upper())
    return str(named) if named else code


def _fold(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(char if char.isalnum() else " " for char in plain if not unicodedata.combining(char))
    return " ".join(word for word in letters.split() if word != "and")


@cache
def _table() -> dict[str, str]:
    table: dict[str, str] = {}
    for language in ("fr", "de", "en"):
        for code, name in Locale(language).territories.items():
            if re.fullmatch(r"[A-Z]{2}", code) and code not in ("ZZ", "EZ", "UN", "QO", "XA", "XB"):
                table[_fold(str(name))] = code.lower()
                table[code.lower()] = code.lower()
    for code, names in (*_PEOPLES.items(), *_OTHER_NAMES.items()):
        for name in filter(None, names.split("|")):
            table[_fold(name)] = code
            table[_fold(name).removeprefix("the ")] = code
            table.setdefault(_fold("the " + name), code)
    table.pop("zz", None)
    return table
