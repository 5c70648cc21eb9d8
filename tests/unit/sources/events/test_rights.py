"""Votes, recommendations, scores and places of detention: traps on invented tables, numbers on the real ones."""

import csv
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from whereas.core.entity import Entity
from whereas.core.errors import StructureError
from whereas.core.issue import IssueKind
from whereas.core.statement import Statement
from whereas.kit.countries import country_code
from whereas.resolve.block import candidates
from whereas.resolve.profile import profile_of
from whereas.resolve.rarity import measure_rarity
from whereas.resolve.resolution import build_graph
from whereas.screen.card import cards
from whereas.sources.formats.eu_members import members_on

from ..lists.reading import FIXTURES, fixture, ids, read, values

VOTES, UPR = "dprk_hr_ga_rollcalls.csv", "dprk_upr_recommendations_2009_2014.csv"
SCORES, RATINGS, CAMPS = "fiw_PRK_2013_2024.csv", "country_rating_status_PRK.csv", "camps_compact.csv"


def rows(place: Path) -> list[dict[str, str]]:
    with place.open(encoding="utf-8-sig", newline="") as raw:
        return list(csv.DictReader(raw))


def changed(tmp_path: Path, key: str, name: str, change: Callable[[str], str]) -> Path:
    place = tmp_path / name
    place.write_text(change((FIXTURES / key / name).read_text()))
    return place


def test_a_roll_call_is_one_event_with_its_tally_and_how_members_voted_on_that_day() -> None:
    said = fixture("ga_votes", VOTES).statements

    assert values(said, "ga-vote-9001", "name") == ["General Assembly resolution 99/901: 4-2-2"]
    assert values(said, "ga-vote-9001", "keywords") == [
        "ga-vote", "yes:4", "no:2", "abstain:2",
        # Bulgaria was no Member in 2005; the other 22 of 25 have no row.
        "eu-members:25", "eu-yes:2", "eu-no:0", "eu-abstain:1", "eu-absent:22",
    ]  # fmt: skip
    assert "eu-yes:5" in values(said, "ga-vote-9002", "keywords")


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("France,FR,yes,2005", "France,FR,maybe,2005", "no vote"),
        ("Germany,DE,yes,2005-12-16,R/99/901", "Germany,DE,yes,2005-12-16,R/99/90", "two dates or resolutions"),
        ("9001.0,Germany,DE,", "9001.0,Germany,FR,", "votes twice"),
    ],
)
def test_a_tally_that_would_be_nearly_right_is_refused(tmp_path: Path, old: str, new: str, what: str) -> None:
    place = changed(tmp_path, "ga_votes", VOTES, lambda text: text.replace(old, new, 1))

    with pytest.raises(StructureError, match=what):
        read("ga_votes", place)


def test_a_roll_call_that_was_cut_off_between_rows_is_left_out_with_an_issue(tmp_path: Path) -> None:
    place = changed(tmp_path, "ga_votes", VOTES, lambda text: text[: text.index("9002.0,Bulgaria")])
    parsed = read("ga_votes", place)

    assert ids(parsed.statements, "Event") == {"ga-vote-9001"}
    assert [(one.kind, one.value) for one in parsed.issues] == [(IssueKind.ODD, "R/99/902")]


def test_every_real_vote_is_counted(real_data: Path) -> None:
    place = real_data / "data" / "rights" / VOTES
    parsed = read("ga_votes", place)
    told = {
        values(parsed.statements, event, "date")[0]: [
            int(word.partition(":")[2])
            for word in values(parsed.statements, event, "keywords")
            if word.startswith(("yes:", "no:", "abstain:"))
        ]
        for event in ids(parsed.statements, "Event")
    }

    tally = Counter((row["date"], row["vote"]) for row in rows(place))
    assert told == {
        date: [tally[date, vote] for vote in ("yes", "no", "abstain")] for date in {row["date"] for row in rows(place)}
    }
    assert len(told) == 9
    assert told["2005-12-16"] == [88, 21, 60]
    assert told["2015-12-17"] == [119, 19, 48]
    assert not parsed.issues


def test_members_are_those_of_the_day_and_those_that_the_reviews_name(real_data: Path) -> None:
    assert [len(members_on(day)) for day in ("2004-04-30", "2004-05-01", "2007-01-01", "2013-07-01", "2020-02-01")] == [
        15, 25, 27, 28, 27,
    ]  # fmt: skip
    file = rows(real_data / "data" / "rights" / UPR)
    for session, day in (("6", "2009-12-07"), ("19", "2014-05-01")):
        parsed = [row for row in file if row["Session"] == session and "EU" in row["From-Org"].split(", ")]
        codes = {country_code(row["From"]) for row in parsed}
        assert codes
        assert codes <= members_on(day)


def test_a_recommendation_says_who_made_it_and_what_became_of_it() -> None:
    parsed = fixture("upr", UPR)
    (event,) = [one.entity for one in parsed.statements if one.value == "Recommendation of France, session 6"]

    assert values(parsed.statements, event, "date") == ["2009"]
    assert values(parsed.statements, event, "country") == ["kp"]
    assert values(parsed.statements, event, "keywords") == [
        "upr", "upr:noted", "upr:from-eu", "upr:action-5", "upr:issue:Right to information",
        "upr:issue:Torture and other CID treatment",
    ]  # fmt: skip


def test_a_repeated_row_an_unknown_answer_and_an_unknown_session_are_issues_with_their_row() -> None:
    parsed = fixture("upr", UPR)

    assert [(one.kind, one.locator) for one in parsed.issues] == [
        (IssueKind.DOUBLE, "row:5#Text"), (IssueKind.ODD, "row:6#Response"), (IssueKind.DATE, "row:7#Session"),
    ]  # fmt: skip
    assert len(ids(parsed.statements, "Event")) == 5


def test_every_real_recommendation_is_there(real_data: Path) -> None:
    place = real_data / "data" / "rights" / UPR
    parsed = read("upr", place)
    words = {event: set(values(parsed.statements, event, "keywords")) for event in ids(parsed.statements, "Event")}

    assert len(words) == len(rows(place)) == 436
    ours = [each for each in words.values() if "upr:from-eu" in each]
    assert len(ours) == sum("EU" in row["From-Org"].split(", ") for row in rows(place)) == 147
    assert sum("upr:accepted" in each for each in ours) == 8
    assert sum("upr:accepted" in each for each in words.values()) == 114
    assert not parsed.issues


def test_an_edition_has_its_total_and_items_and_what_is_off_the_scale_is_an_issue() -> None:
    parsed = fixture("freedom", SCORES)
    words = values(parsed.statements, "fiw-edition-kp-2023", "keywords")

    assert {"freedom-house", "total:5", "item:F1=2", "item:G4=1", "status:NF"} <= set(words)
    assert sum(word.startswith("item:") for word in words) == 25
    assert [(one.field, one.value) for one in parsed.issues] == [("total", "103"), ("F1", "9"), ("Add Q", "1")]


def test_ratings_by_year_stay_apart_from_editions() -> None:
    parsed = fixture("freedom", RATINGS)

    assert "political-rights:7" in values(parsed.statements, "fiw-year-kp-1972", "keywords")
    assert "freedom-house" not in values(parsed.statements, "fiw-year-kp-1972", "keywords")
    assert [one.value for one in parsed.issues] == ["8"]


def test_every_real_edition_stands_at_three_of_a_hundred(real_data: Path) -> None:
    folder = real_data / "data" / "rights"
    parsed, ratings = read("freedom", folder / SCORES), read("freedom", folder / RATINGS)
    totals = {one.entity: one.value for one in parsed.statements if one.value.startswith("total:")}

    assert totals == {f"fiw-edition-kp-{row['Edition']}": f"total:{row['Total']}" for row in rows(folder / SCORES)}
    assert set(totals.values()) == {"total:3"}
    assert len(totals) == 12
    items = Counter(one.value for one in parsed.statements if one.value.startswith("item:"))
    assert items == Counter(
        f"item:{name}={row[name]}"
        for row in rows(folder / SCORES)
        for name in row
        if len(name) == 2 and name[0] in "ABCDEFG" and name[1].isdigit()
    )
    assert len(ids(ratings.statements, "Event")) == 51
    assert not parsed.issues
    assert not ratings.issues


def test_a_facility_has_its_place_and_a_place_that_is_none_is_an_issue() -> None:
    parsed = fixture("facilities", CAMPS)
    (camp,) = [one.entity for one in parsed.statements if one.value == "Sangnok Invented Camp"]

    assert values(parsed.statements, camp, "keywords") == ["detention", "geo:39.5717,126.0622"]
    assert values(parsed.statements, camp, "notes") == ["Prisoners, as the source estimates: 4000-6000"]
    assert [(one.kind, one.locator) for one in parsed.issues] == [(IssueKind.ODD, "row:3")]


def test_every_real_facility_is_there_and_none_has_a_person(real_data: Path) -> None:
    place = real_data / "data" / "rights" / CAMPS
    parsed = read("facilities", place)

    assert {one.value for one in parsed.statements if one.prop == "name"} == {row["name"] for row in rows(place)}
    assert len(ids(parsed.statements, "Asset")) == 23
    assert {one.schema for one in parsed.statements} == {"Asset"}
    assert sum(one.value.startswith("geo:") for one in parsed.statements) == 23
    assert not parsed.issues


def test_a_facility_never_meets_a_listed_party_of_the_same_name_nor_is_it_screened() -> None:
    parsed = fixture("facilities", CAMPS)
    camp = next(one.entity for one in parsed.statements if one.value == "Sangnok Invented Camp")
    listed = tuple(
        Statement(source="inv", entity=key, schema="Organization", prop="name", value="Sangnok Invented Camp")
        for key in ("inv-1", "inv-2")
    )
    entities = [
        Entity(id=camp, statements=tuple(one for one in parsed.statements if one.entity == camp), members=(camp,)),
        *(Entity(id=one.entity, statements=(one,), members=(one.entity,)) for one in listed),
    ]
    profiles = {one.id: profile_of(one, (), {}) for one in entities}

    # The two organisations meet each other, so the name is one that would make parties meet.
    assert candidates(profiles, measure_rarity(profiles.values())).pairs == {("inv-1", "inv-2")}
    assert {one.id for one in cards(build_graph(entities, ()), {})} == {"inv-1", "inv-2"}
