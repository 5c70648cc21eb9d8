"""Han characters and Mandarin syllables read back to Korean names."""

import pytest

from whereas.kit.han import han_runs, hangul_of, hangul_of_mandarin, latin_of, mandarin_of, mandarin_words
from whereas.kit.korean import mandarin_readings, readings, same_reading


@pytest.mark.parametrize(
    ("characters", "korean"),
    [
        ("李哲洙", "Ri Chol-su"),
        ("金铁洙", "Kim Chol Su"),  # simplified
        ("朴奉珠", "Pak Pong-ju"),
        ("崔龙海", "Choe Ryong-hae"),
        ("金 哲洙", "KIM Chol-Su"),
        ("諸葛哲", "Jegal Chol"),
    ],
)
def test_han_characters_read_as_the_name(characters: str, korean: str) -> None:
    assert same_reading(characters, korean).score >= 0.9


@pytest.mark.parametrize(
    ("mandarin", "korean"),
    [
        ("Jin Tiezhu", "Kim Chol-ju"),
        ("Piao Fengzhu", "Pak Pong-ju"),
        ("Chiang Wen-chi", "Kang Mun Kil"),  # Wade-Giles
        ("Jian Wenji", "Kang Mun Kil"),  # a slip for Jiang
        ("Wenji JIANG", "Kang Mun Kil"),
        ("Li Cheng He", "Ri Song Hyok"),
    ],
)
def test_pinyin_and_wade_giles_read_as_the_name(mandarin: str, korean: str) -> None:
    assert same_reading(mandarin, korean).score >= 0.7
    assert same_reading(korean, mandarin).score == same_reading(mandarin, korean).score


def test_other_characters_of_one_sound_are_another_name() -> None:
    assert same_reading("金英柱", "金英柱").score == 1.0
    assert same_reading("金英柱", "金永珠").score < 0.5
    assert same_reading("金铁万", "金鐵萬").score > 0.8  # one name, simplified and full


def test_two_spellings_in_pinyin_are_never_held_to_be_korean() -> None:
    assert not readings("Zhang Wei")
    assert same_reading("Zhang Wei", "Zhang Hui").score == 0.0


def test_the_reading_says_how_it_was_made() -> None:
    assert str(readings("金哲洙")[0]) == "金哲洙 (hanja)"
    assert "pinyin" in str(mandarin_readings("Jin Zhezhu")[0])
    assert "Wade-Giles" in str(mandarin_readings("Chin Che-chu")[0])


def test_a_syllable_has_the_readings_of_its_characters() -> None:
    assert "금" in hangul_of("金")
    assert "김" in hangul_of("金")
    assert mandarin_of("龍") == mandarin_of("龙") == ("long",)
    assert "철" in hangul_of_mandarin("zhe")
    assert hangul_of("A") == ""
    assert latin_of("朴奉珠") == "piao feng zhu"


def test_words_that_are_no_mandarin_read_as_none() -> None:
    assert mandarin_words("Oleg Petrov") == ()
    assert mandarin_words("Jin") == ()
    assert mandarin_words("Kim Chol") == ()
    assert han_runs("KIM 金·哲 Chol") == ["金哲"]
