"""Korean names spelled by the rules of Czech, Polish, Hungarian, Turkish and Baltic print."""

import pytest

from whereas.kit.korean import same_reading
from whereas.kit.latin import from_european_latin


@pytest.mark.parametrize(
    ("spelled", "korean"),
    [
        ("Kim Mjongnam", "Kim Myong-nam"),
        ("Pak Pong-ču", "Pak Pong-ju"),
        ("Kang Szokcsu", "Kang Sok-ju"),
        ("Ri Szujong", "Ri Su-yong"),
        ("Kim Džong-čholis", "Kim Jong-chol"),
        ("Kim Çol Su", "Kim Chol Su"),
    ],
)
def test_a_telling_spelling_reads_as_the_name(spelled: str, korean: str) -> None:
    assert same_reading(spelled, korean).score >= 0.7


def test_a_plain_j_is_not_read_as_y() -> None:
    assert from_european_latin("Kim Jong Chol") == ()
    assert same_reading("Kim Jong Chol", "Kim Yong Chol").score < 0.5
