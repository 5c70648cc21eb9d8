"""Tests of missiles, kinds of missile and launch sites: traps on an invented file, counts on the real ones."""

import json
from collections import Counter
from pathlib import Path

import pytest

from whereas.core.errors import StructureError, UnsafeFileError
from whereas.core.issue import IssueKind
from whereas.sources.catalogue import sources

from ..lists.reading import FIXTURES, fixture, ids, read, values


def test_a_test_says_what_the_record_says_in_our_own_structure() -> None:
    said = fixture("cns_missiles", "test.en.json").statements
    (event,) = [one.entity for one in said if one.value == "Missile test: heron-9, lake-invented, 2001-07-04"]

    assert values(said, event, "date") == ["2001-07-04"]
    assert values(said, event, "country") == ["kp"]
    assert values(said, event, "location") == ["lake-invented"]
    assert values(said, event, "involved") == ["cns-missile-heron-9", "cns-site-lake-invented"]
    assert values(said, event, "keywords") == ["missile-test", "type:heron-9", "outcome:success"]
    (summary,) = values(said, event, "summary")
    assert summary == (
        "Outcome: success; time 12:40 (UTC); came down in: sea-of-japan; apogee 2802.5 km; distance 933 km; "
        "bearing 86 degrees."
    )


def test_missiles_of_one_salvo_in_the_same_words_stay_two_and_prose_is_left_in_the_exhibit() -> None:
    said = fixture("cns_missiles", "test.en.json").statements

    assert len(ids(said, "Event")) == 5
    assert not any("An invented test" in one.value for one in said)


def test_a_place_that_is_not_known_is_no_location() -> None:
    said = fixture("cns_missiles", "test.en.json").statements
    (event,) = [one.entity for one in said if one.value == "Missile test: unknown, unknown, 2001-07-05"]

    assert values(said, event, "location") == []


def test_an_edition_is_dated_by_its_newest_test() -> None:
    (feed,) = sources()["cns_missiles"].FEEDS

    assert feed.published("test.en.json", (FIXTURES / "cns_missiles" / "test.en.json").read_bytes()) == "2001-07-05"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"apogee": "very high"}, "apogee"),
        ({"outcome": "a draw"}, "outcome"),
        ({"date": "2001-02-30"}, "date"),
        ({"warhead": "one"}, "warhead"),
    ],
)
def test_what_is_odd_in_a_record_becomes_an_issue(tmp_path: Path, change: dict[str, str], field: str) -> None:
    whole = json.loads((FIXTURES / "cns_missiles" / "test.en.json").read_text())
    whole["timeBins"][1]["data"][0] |= change
    place = tmp_path / "test.en.json"
    place.write_text(json.dumps(whole))

    (issue,) = read("cns_missiles", place).issues
    assert issue.field == field
    assert issue.locator.startswith("json:/timeBins/1/data/0")


@pytest.mark.parametrize(
    "text",
    [
        '{"timeBins": []}',
        '{"timeBins": [{"data": [{"date": "2001", "missile": "x", "facility": "y"}]}]}',
        '{"timeBins": 1, "timeBins": 2}',
        "[1]",
    ],
    ids=["no bins", "no outcome", "a key twice", "no object"],
)
def test_a_file_of_another_shape_is_refused(tmp_path: Path, text: str) -> None:
    place = tmp_path / "test.en.json"
    place.write_text(text)

    with pytest.raises(StructureError) as caught:
        read("cns_missiles", place)
    assert caught.value.todo


def test_a_file_nested_without_end_is_refused(tmp_path: Path) -> None:
    place = tmp_path / "test.en.json"
    place.write_text('{"a":' * 100_000 + "1" + "}" * 100_000)

    with pytest.raises((StructureError, UnsafeFileError)):
        read("cns_missiles", place)


def test_a_kind_of_missile_is_a_card_with_its_class_and_a_site_has_its_place() -> None:
    cards = fixture("cns_catalogue", "missile.en.json").statements
    sites = fixture("cns_catalogue", "facility.en.json")

    assert values(cards, "cns-missile-heron-1", "keywords") == ["type:heron-1", "class:SRBM", "maneuver:pullup"]
    assert ids(cards, "Document") == {"cns-missile-heron-1", "cns-missile-heron-9", "cns-missile-unknown"}
    assert values(sites.statements, "cns-site-lake-invented", "keywords") == ["launch-site", "geo:39.5,126.25"]
    assert values(sites.statements, "cns-site-unknown", "keywords") == ["launch-site"]
    assert [(one.kind, one.entity) for one in sites.issues] == [(IssueKind.ODD, "cns-site-nowhere")]


def test_every_real_test_is_there(real_data: Path) -> None:
    place = real_data / "data" / "events" / "test.en.json"
    tests = [test for each in json.loads(place.read_text())["timeBins"] for test in each["data"]]
    parsed = read("cns_missiles", place)
    dates = [one.value for one in parsed.statements if one.prop == "date"]

    assert len(ids(parsed.statements, "Event")) == len(dates) == len(tests) == 339
    years = Counter(date[:4] for date in dates)
    assert years == Counter(test["date"][:4] for test in tests)
    assert (years["2022"], years["2024"]) == (69, 41)
    assert not parsed.issues
    outcomes = Counter(one.value for one in parsed.statements if one.value.startswith("outcome:"))
    assert outcomes == Counter(f"outcome:{test['outcome']}" for test in tests)


def test_every_real_test_points_to_a_real_card_and_site(real_data: Path) -> None:
    folder = real_data / "data" / "events"
    involved = {one.value for one in read("cns_missiles", folder / "test.en.json").statements if one.prop == "involved"}
    cards = read("cns_catalogue", folder / "missile.en.json")
    sites = read("cns_catalogue", folder / "facility.en.json")

    assert involved <= ids(cards.statements, "Document") | ids(sites.statements, "Asset")
    assert not cards.issues
    assert not sites.issues
    assert len(ids(cards.statements, "Document")) == len(json.loads((folder / "missile.en.json").read_text())) == 37
    assert len(ids(sites.statements, "Asset")) == 56
    assert sum(one.value == "class:ICBM" for one in cards.statements) == 5
