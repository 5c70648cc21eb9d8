"""Russian spellings of Korean names, straight and taken back to Latin letters."""

import pytest

from whereas.kit.cyrillic import from_cyrillic, from_russian_latin
from whereas.kit.korean import same_reading


@pytest.mark.parametrize(
    ("russian", "korean"),
    [
        ("Хан Чэ Мок", "Han Chae Mok"),
        ("Ким Ён Чжу", "Kim Yong Ju"),
        ("Чхве Рён Хэ", "Choe Ryong Hae"),
        ("Пак Пон Джу", "Pak Pong Ju"),
        ("Лим Чхоль Ён", "Rim Chol Yong"),
        ("Кан Хёнбон", "Kang Hyong Bong"),
    ],
)
def test_a_russian_spelling_reads_as_the_name(russian: str, korean: str) -> None:
    assert same_reading(russian, korean).score >= 0.7


@pytest.mark.parametrize(
    ("latin", "korean"),
    [("Kim Yen Chzhu", "Kim Yong Ju"), ("Chkhve Ren Khe", "Choe Ryong Hae"), ("Kim Gen Khi", "Kim Kyong Hui")],
)
def test_a_latin_spelling_that_went_through_russian_reads_as_the_name(latin: str, korean: str) -> None:
    assert same_reading(latin, korean).score >= 0.7


def test_finals_that_russian_writes_alike_are_both_given() -> None:
    assert from_cyrillic("Кан") == ("kang", "kan")


def test_other_people_stay_other_people() -> None:
    assert same_reading("Ким Ён Чжу", "Kim Yong Chol").score < 0.5
    assert same_reading("Пак Пон Джу", "Pak Pong Il").score < 0.5


@pytest.mark.parametrize("text", ["Kim Yong Chol", "John Smith", "", "한재목", "Владимир"])
def test_what_is_no_such_spelling_gives_nothing_or_no_korean_name(text: str) -> None:
    assert from_russian_latin(text) == ()
    assert same_reading(text, "Han Jae Mok").score < 0.7 or text == "한재목"
