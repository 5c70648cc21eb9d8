"""Arabic compounds brought to one spelling, and Arabic script to Latin words that meet their usual print."""

import pytest

from whereas.kit.arabic import is_arabic, joined_compounds, parted_article, voiced
from whereas.screen.pairing import score_pairs


@pytest.mark.parametrize(
    ("written", "joined"),
    [
        ("abd al rahman", "abdalrahman"),
        ("abdul rahman", "abdalrahman"),
        ("abdurrahman", "abdalrahman"),
        ("bashir ud din", "bashiraldin"),
        ("bashiruddin", "bashiraldin"),
        ("najib ullah", "najibullah"),
        ("medina abdo", "medina abdo"),
        ("abd", "abd"),
    ],
)
def test_compounds_are_one_word(written: str, joined: str) -> None:
    assert " ".join(joined_compounds(tuple(written.split()))) == joined


def test_the_article_stands_apart_and_long_vowels_are_written() -> None:
    assert parted_article("الرحمن").startswith("al ")
    assert parted_article("Rahman") == "Rahman"
    assert voiced(("mhmwd", "bn", "wsym")) == ("mhmud", "bin", "wsim")
    assert is_arabic("محمد")
    assert not is_arabic("Mohammed")


@pytest.mark.parametrize(
    ("script", "latin"),
    [
        ("محمود زندوري", "Mahmoud Zandouri"),
        ("عبد الرحمن كمال", "Abdul Rahman Kamal"),
        ("حسين التكريتي", "Husayn al-Tikriti"),
    ],
)
def test_a_name_in_arabic_script_meets_its_print(script: str, latin: str) -> None:
    assert score_pairs([(script, latin, "Person")])[0].probability >= 0.5
