"""The vocabulary of measures."""

import pytest

from whereas.core.measure import Measure


def test_a_measure_is_found_by_its_words_and_is_them() -> None:
    assert Measure("asset freeze") is Measure.ASSET_FREEZE
    assert f"{Measure.TRAVEL_BAN}" == "travel ban"
    with pytest.raises(ValueError, match="not a valid"):
        Measure("stern letter")


def test_names_and_words_say_one_thing() -> None:
    assert {measure.name.lower().replace("_", " ") for measure in Measure} == set(Measure)
