"""Builds kit/tables/name_words.tsv: how common each word of a name is among listed people and bodies.

    python -m tools.name_words          writes the table from the lists under $WHEREAS_TEST_DATA/data/lists
    python -m tools.name_words --check  says whether the table is what those lists give

Counted on public lists only (United Nations, United States, Australia): in how many entries a word stands, and for
people of the DPRK in how many a surname or a syllable of a given name stands, by its sound. The table holds counts by
word, never a name. It is fixed on purpose: what a name's words weigh must not change with every edition of a list.
"""

import os
import sys
from collections import Counter
from pathlib import Path

from bench.resolve_dprk import load

from whereas.core import schema as schemata
from whereas.core.entity import Entity
from whereas.kit import names
from whereas.kit.korean import readings

TABLE = Path(__file__).parent.parent / "src" / "whereas" / "kit" / "tables" / "name_words.tsv"
SOURCES = ("un", "us_csl", "ofac_sdn", "ofac_cons", "au_dfat")
_LEAST = 6


def counted(entities: list[Entity]) -> tuple[dict[str, Counter[str]], Counter[str]]:
    """Counts of words by kind, and of entries by kind."""
    words: dict[str, Counter[str]] = {
        "person": Counter(),
        "body": Counter(),
        "surname": Counter(),
        "syllable": Counter(),
    }
    entries: Counter[str] = Counter()
    for entity in entities:
        texts = [text for prop in ("name", "alias") for text in entity.get(prop)]
        if schemata.is_a(entity.schema, "Person"):
            entries["person"] += 1
            words["person"].update({word for text in texts for word in names.without_titles(names.tokens(text))})
            found = [reading for text in entity.get("name") for reading in readings(text)[:1]]
            if found and {"kp"} & {*entity.get("nationality"), *entity.get("country"), *entity.get("citizenship")}:
                entries["surname"] += 1
                words["surname"].update({found[0].surname_key})
                words["syllable"].update(one.key for one in found[0].given)
        elif schemata.is_a(entity.schema, "LegalEntity"):
            entries["body"] += 1
            words["body"].update({word for text in texts for word in names.organisation(text).core})
    entries["syllable"] = sum(words["syllable"].values())
    return words, entries


def table(mirror: Path) -> str:
    """The table's text."""
    entities = [one for one in load(mirror) if any(said.source in SOURCES for said in one.statements[:1])]
    words, entries = counted(entities)
    lines = [
        "# In how many entries of the UN, US and Australian lists a word stands; tools/name_words.py. No names.",
        "# kind, word, count; the first line of a kind holds its number of entries",
    ]
    for kind, counts in words.items():
        lines.append(f"{kind}\t\t{entries[kind]}")
        least = _LEAST if kind in ("person", "body") else 1
        kept = sorted((word, count) for word, count in counts.items() if count >= least and word.isascii())
        lines += [f"{kind}\t{word}\t{count}" for word, count in kept]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write the table, or compare it."""
    folder = os.environ.get("WHEREAS_TEST_DATA", "")
    if not folder:
        sys.exit("name_words: set WHEREAS_TEST_DATA to the folder that holds data/lists")
    text = table(Path(folder) / "data" / "lists")
    if "--check" in sys.argv[1:]:
        if TABLE.read_text("utf-8") != text:
            sys.exit("name_words: the table is not what these lists give; run python -m tools.name_words")
    else:
        TABLE.write_text(text, "utf-8")
    sys.stdout.write(f"name_words.tsv: {text.count(chr(10)):,} lines, {len(text.encode()):,} bytes\n")


if __name__ == "__main__":
    main()
