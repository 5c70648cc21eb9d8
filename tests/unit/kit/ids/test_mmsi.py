"""Maritime identities: only a ship's own, by the range of its first three digits."""

import pytest

from whereas.kit.ids import mmsi


@pytest.mark.parametrize("text", ["445000001", "MMSI 445000001", "MMSI: 445000001", " mmsi no. 445000001 "])
def test_a_ship_station(text: str) -> None:
    assert mmsi.normal(text) == "445000001"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("200000000", "201 is the first MID"),
        ("776000000", "775 is the last MID"),
        ("004450001", "a coast station"),
        ("044500001", "a group of ships"),
        ("111445001", "an aircraft in search and rescue"),
        ("994450001", "an aid to navigation"),
        ("44500000", "eight digits"),
        ("4450000010", "ten digits"),
        ("٤٤٥٠٠٠٠٠١", "digits of another script"),
    ],
)
def test_what_is_no_ship_station(text: str, why: str) -> None:
    assert mmsi.normal(text) is None, why


def test_the_ends_of_the_range_belong_to_it() -> None:
    assert mmsi.normal("201000000") == "201000000"
    assert mmsi.normal("775999999") == "775999999"


def test_in_running_text_the_label_is_needed() -> None:
    text = "MMSI 445000001, account 445000002, MMSI number: 099999999"
    assert mmsi.find(text) == [(5, 14, "445000001")]
