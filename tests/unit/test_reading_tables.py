"""The tables of character readings are what the Unicode Han Database gives."""

from pathlib import Path

import pytest
from tools import name_words
from tools.readings import DEBIAN, TABLES, plain_pinyin, tables


def test_the_tables_have_not_drifted_from_the_database() -> None:
    if not (DEBIAN / "Unihan_Readings.txt.bz2").exists():
        pytest.skip("the Unicode Han Database is not here: install Debian's unicode-data")
    made = tables(DEBIAN)
    stated = {name: (TABLES / name).read_text("utf-8").split(" by ")[0] for name in made}
    if any(text.split(" by ")[0] != stated[name] for name, text in made.items()):
        pytest.skip(f"the database here is another version than the tables': {stated}")
    assert {name: (TABLES / name).read_text("utf-8") for name in made} == made


def test_tones_go_and_the_two_dots_stay() -> None:
    assert [plain_pinyin(one) for one in ("lóng", "nǚ", "zhé")] == ["long", "nv", "zhe"]


def test_the_counts_of_words_are_those_of_the_lists(real_lists: Path) -> None:
    assert name_words.TABLE.read_text("utf-8") == name_words.table(real_lists)
