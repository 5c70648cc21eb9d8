"""The interface's words: each language has them all, and no page asks for words that are not there."""

import ast
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from string import Formatter

import pytest
import yaml

from whereas.assess.estimates import amount, figure
from whereas.kit.intervals import Interval
from whereas.publish.chart_words import ENGLISH
from whereas.web.catalogue import entries
from whereas.web.words import catalogue, chart_words, languages, word

WEB = Path(str(files("whereas.web")))
# A call of t("key") or t('key'), whole; what is put together with ~ is asked for by its pages' own tests.
ASKED = re.compile(r"""\bt\(\s*(["'])([\w.\-]+)\1\s*(?=[,)])""")


def fields(words: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words) if name is not None}


def test_there_are_english_and_korean() -> None:
    assert languages()[:2] == ("en", "ko")


@pytest.mark.parametrize("language", languages())
def test_a_language_has_every_key_and_no_other(language: str) -> None:
    assert catalogue()[language].keys() ^ catalogue()["en"].keys() == set()


@pytest.mark.parametrize("language", languages())
def test_what_is_filled_in_is_the_same_in_every_language(language: str) -> None:
    there, english = catalogue()[language], catalogue()["en"]
    assert [key for key in english if key in there and fields(there[key]) != fields(english[key])] == []


def test_korean_is_written_in_hangul() -> None:
    # Names of formats, units and numbers stay as they are; a sentence of five words or more without Hangul was missed.
    korean = catalogue()["ko"]
    missed = [key for key, words in korean.items() if len(words.split()) > 4 and not re.search(r"[가-힣]", words)]
    assert missed == []


def keys_of(file: Path) -> Iterator[str]:
    if file.suffix == ".j2":
        yield from (found[2] for found in ASKED.finditer(file.read_text(encoding="utf-8")))
        return
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if (
            isinstance(node, ast.Call)
            and _is_asking(node.func)
            and isinstance(node.args[0] if node.args else 0, ast.Constant)
        ):
            said = node.args[0]
            assert isinstance(said, ast.Constant)
            yield str(said.value)


def _is_asking(called: ast.expr) -> bool:
    return (isinstance(called, ast.Attribute) and called.attr == "t") or (
        isinstance(called, ast.Name) and called.id == "t"
    )


ASKING = sorted([*WEB.glob("templates/*.j2"), *WEB.glob("*.py"), *WEB.glob("pages/*.py")])


@pytest.mark.parametrize("file", ASKING, ids=lambda file: file.name)
def test_every_word_that_a_page_asks_for_is_there(file: Path) -> None:
    assert sorted(set(keys_of(file)) - catalogue()["en"].keys()) == []


def test_some_page_asks_for_words() -> None:
    assert sum(len(list(keys_of(file))) for file in ASKING) > 100


def test_every_page_of_the_navigation_has_a_name_and_its_own_letter() -> None:
    assert [one.key for one in entries() if f"nav.{one.key}" not in catalogue()["en"]] == []
    letters = [one.shortcut for one in entries() if one.shortcut]
    assert sorted({one for one in letters if letters.count(one) > 1}) == []


@pytest.mark.parametrize("file", sorted(WEB.glob("words/*.yaml")), ids=lambda file: file.name)
def test_no_key_is_written_twice_in_a_file(file: Path) -> None:
    # YAML would take the last of them without a word.
    nested = [yaml.compose(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)]
    twice = []
    while nested:
        node = nested.pop()
        if isinstance(node, yaml.MappingNode):
            keys = [key.value for key, _ in node.value]
            twice += [key for key in set(keys) if keys.count(key) > 1]
            nested += [value for _, value in node.value]
    assert twice == []


def test_words_are_filled_and_fall_back_to_english() -> None:
    assert word("en", "frame.page_of", number=2, last=7) == "Page 2 of 7"
    assert word("xx", "nav.home") == "Home"
    assert {"on", "off"} <= {key.split(".")[-1] for key in catalogue()["en"]}  # not read as true and false
    with pytest.raises(KeyError):
        word("en", "nav.nowhere")


def test_drawings_have_the_same_words_here_as_in_the_pages_of_a_run() -> None:
    assert chart_words("en") == ENGLISH


def test_what_a_drawing_fills_in_is_the_same_in_every_language() -> None:
    korean = chart_words("ko")
    assert korean.figure(5_800_000) == "580만"
    assert korean.figure(123_456_789) == "1.23억"
    assert korean.figure(-2_500_000_000) == "-25억"
    assert korean.figure(15_809) == "15,809"
    assert korean.amount(Interval(None, 2_000_000)) == "200만 이하"
    assert korean.amount(Interval(266, None)) == "266 이상"


@pytest.mark.parametrize("number", [0.0, 0.123, 266.4, 15_809.0, 999_999.0, 1e6, 5.8e6, 1.234e9, -3e6])
def test_english_figures_are_those_of_the_tables(number: float) -> None:
    assert ENGLISH.figure(number) == figure(number)
    assert ENGLISH.amount(Interval(number, number)) == amount(Interval(number, number))
