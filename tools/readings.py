"""Builds kit/tables/{han,pinyin}.tsv from the Unicode Han Database: how Koreans and Chinese read each character.

    python -m tools.readings [FOLDER]        writes the tables
    python -m tools.readings --check         says whether the tables are what the database gives

FOLDER holds Unihan_Readings.txt, Unihan_OtherMappings.txt and Unihan_Variants.txt (plain or .bz2), as
https://www.unicode.org/Public/15.0.0/ucd/Unihan.zip or Debian's package `unicode-data` lay them out; the default is
where that package puts them. Fields used: kHangul, kKorean (Yale romanisation), kMandarin, kKoreanName (the list of
characters the Republic of Korea admits in personal names), kTraditionalVariant, kSemanticVariant, kZVariant.
"""

import bz2
import hashlib
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

DEBIAN = Path("/usr/share/unicode")
TABLES = Path(__file__).parent.parent / "src" / "whereas" / "kit" / "tables"
_FILES = ("Unihan_Readings.txt", "Unihan_OtherMappings.txt", "Unihan_Variants.txt")

_LEADS = "K KK N T TT L M P PP S SS - C CC CH KH TH PH H".split()
_YALE_VOWELS = "A AY YA YAY E EY YE YEY O WA WAY OY YO WU WE WEY WI YU U UY I".split()
_TAILS = "- K KK KS N NC NH T L LK LM LP LS LTH LPH LH M P PS S SS NG C CH KH TH PH H".split()


def _yale() -> dict[str, str]:
    """Every Hangul syllable by its Yale romanisation."""
    return {
        (lead + vowel + tail).replace("-", ""): chr(0xAC00 + (one * 21 + two) * 28 + three)
        for one, lead in enumerate(_LEADS)
        for two, vowel in enumerate(_YALE_VOWELS)
        for three, tail in enumerate(_TAILS)
    }


def fields(folder: Path) -> tuple[dict[str, dict[str, str]], str]:
    """The fields of the database by character, and the Unicode version the files state. Raises `SystemExit`."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    version = ""
    for name in _FILES:
        plain, packed = folder / name, folder / f"{name}.bz2"
        if not plain.exists() and not packed.exists():
            sys.exit(f"readings: {name} is not in {folder}; give the folder of an unpacked Unihan.zip")
        text = plain.read_text("utf-8") if plain.exists() else bz2.decompress(packed.read_bytes()).decode("utf-8")
        if stated := re.search(r"Unicode version: (\S+)", text):
            version = stated[1]
        for line in text.splitlines():
            if line.startswith("U+"):
                code, field, value = line.split("\t", 2)
                found[chr(int(code.replace("U+", "0x"), 0))][field] = value
    return found, version


def plain_pinyin(text: str) -> str:
    """Small letters without tone; ü as v, so that lü and lu stay apart."""
    kept = unicodedata.normalize("NFD", text).replace("u\u0308", "v")
    return "".join(letter for letter in kept if letter.isascii())


def tables(folder: Path) -> dict[str, str]:
    """The text of each table by file name."""
    known, version = fields(folder)
    yale = _yale()
    hangul: dict[str, str] = {}
    for char, of in known.items():
        said = [reading.split(":")[0] for reading in of.get("kHangul", "").split()]
        said += [yale[one] for one in of.get("kKorean", "").split() if one in yale]
        # A character's Korean readings include what the initial sound law makes of them; all are kept, once.
        if said:
            hangul[char] = "".join(dict.fromkeys(said))
    for char, of in known.items():  # simplified and variant forms are read as the form they stand for
        if char not in hangul:
            for field in ("kTraditionalVariant", "kSemanticVariant", "kZVariant"):
                forms = [chr(int(code[2:].split("<")[0], 16)) for code in of.get(field, "").split()]
                said = [reading for form in forms if form in hangul for reading in hangul[form]]
                if said:
                    hangul[char] = "".join(dict.fromkeys(said))
                    break
    head = [
        f"# From the Unicode Han Database {version} by tools/readings.py; terms in UNICODE-LICENSE.txt. Modified:",
        "# fields joined, tones removed, simplified and variant characters given the readings of their full form.",
    ]
    rows = []
    sounds: dict[str, Counter[str]] = defaultdict(Counter)
    for char in sorted(set(hangul) | {char for char in known if "\u4e00" <= char <= "\u9fff"}):
        of = known[char]
        pinyin = " ".join(dict.fromkeys(plain_pinyin(one) for one in of.get("kMandarin", "").split()))
        if not (pinyin or char in hangul) or ord(char) > 0xFFFF:
            continue
        rows.append(f"{char}\t{hangul.get(char, '')}\t{pinyin}")
        if "kKoreanName" in of and char in hangul:
            for one in pinyin.split():
                sounds[one].update(hangul[char])
    listed = [
        f"{one}\t{''.join(reading for reading, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])))}"
        for one, counts in sorted(sounds.items())
    ]
    return {
        "han.tsv": "\n".join([*head, "# character, Korean readings, Mandarin readings", *rows]) + "\n",
        "pinyin.tsv": "\n".join(
            [*head, "# Mandarin syllable, Korean readings of the characters of personal names so read", *listed]
        )
        + "\n",
    }


def main() -> None:
    """Write the tables, or compare them."""
    arguments = [one for one in sys.argv[1:] if one != "--check"]
    made = tables(Path(arguments[0]) if arguments else DEBIAN)
    for name, text in made.items():
        path = TABLES / name
        digest = hashlib.sha256(text.encode()).hexdigest()[:16]
        if "--check" in sys.argv[1:]:
            if not path.exists() or path.read_text("utf-8") != text:
                sys.exit(f"readings: {path.name} is not what the database gives; run python -m tools.readings")
        else:
            path.write_text(text, "utf-8")
        sys.stdout.write(f"{name}: {text.count(chr(10)):,} lines, {len(text.encode()):,} bytes, sha256 {digest}\n")


if __name__ == "__main__":
    main()
