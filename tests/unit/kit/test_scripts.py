"""Scripts and what they tell."""

import pytest

from whereas.kit.scripts import language_of, script_of


@pytest.mark.parametrize(
    ("text", "script", "language"),
    [
        ("김영철", "hangul", "kor"),
        ("金英哲", "han", ""),
        ("カン", "kana", "jpn"),
        ("Ким", "cyrillic", ""),
        ("كيم", "arabic", ""),
        ("Kim 1", "latin", ""),
        ("12-3", "other", ""),
        ("", "other", ""),
    ],
)
def test_scripts(text: str, script: str, language: str) -> None:
    assert script_of(text) == script
    assert language_of(script) == language
