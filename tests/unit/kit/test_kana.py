"""Katakana spellings of Korean names."""

import pytest

from whereas.kit.kana import from_kana
from whereas.kit.korean import same_reading


@pytest.mark.parametrize(
    ("kana", "korean"),
    [
        ("ハン・ジェモク", "Han Jae Mok"),
        ("キム・ソクチョル", "Kim Sok Chol"),
        ("チェ・チュンヨン", "Choe Chun Yong"),
        ("パク・チュンイル", "Pak Chun Il"),
        ("リ・ウォンホ", "Ri Won Ho"),
        ("ファン・ソクファ", "Hwang Sok Hwa"),
        ("カン・リョン", "Kang Ryong"),
    ],
)
def test_a_katakana_spelling_reads_as_the_name(kana: str, korean: str) -> None:
    assert same_reading(kana, korean).score >= 0.7


def test_half_width_kana_are_the_same() -> None:
    assert from_kana("ｷﾑ") == from_kana("キム")


def test_other_people_stay_other_people() -> None:
    assert same_reading("キム・ソクチョル", "Kim Chol Sok").score < 0.5
    assert same_reading("パク・チュンイル", "Pak Chun Ho").score < 0.5


@pytest.mark.parametrize("text", ["", "Kim", "김철", "ー", "・", "ッ", "ゃ"])
def test_without_katakana_there_is_nothing(text: str) -> None:
    assert from_kana(text) in ((), ("",)) or all(part.isascii() for part in from_kana(text))
