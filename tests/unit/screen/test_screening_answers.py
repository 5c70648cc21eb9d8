"""What a screening answers: who, how likely, why, and what bounds it."""

import pytest

from tests.unit.screen.people import PARTIES, card
from whereas.core.errors import WhereasError
from whereas.core.match import Match
from whereas.screen.index import made_of
from whereas.screen.query import Query
from whereas.screen.screening import Screener


@pytest.fixture(scope="module")
def screener() -> Screener:
    return Screener(made_of(PARTIES))


def ask(screener: Screener, query: Query, threshold: float = 0.5) -> tuple[Match, ...]:
    return screener.screen([query], threshold=threshold)[0].matches


@pytest.mark.parametrize(
    "name",
    ["Kim Chol Su", "KIM, Chol-Su", "Kim Cheol-su", "김철수", "金哲洙", "キム・チョルス", "Ким Чхоль Су", "Jin Zhezhu"],
)
def test_a_korean_name_is_found_in_every_script(screener: Screener, name: str) -> None:
    found = ask(screener, Query(name=name, schema="Person"))
    assert {"kim-1", "kim-2"} <= {match.entity for match in found}
    assert all(match.band == "possible" for match in found)  # a name that thousands bear


def test_a_second_attribute_lifts_one_homonym_and_drops_the_other(screener: Screener) -> None:
    found = ask(screener, Query(name="Kim Chol Su", schema="Person", birth_date="1961-02-03"))
    assert [match.entity for match in found] == ["kim-1"]
    assert found[0].band == "strong"
    assert "born on the same day" in found[0].words


def test_homonyms_and_likely_bearers_are_told(screener: Screener) -> None:
    first = ask(screener, Query(name="Kim Chol Su", schema="Person"))[0]
    assert first.homonyms == 1
    assert first.bearers >= 100
    assert "a name alone" in first.words


def test_nationality_and_gender_never_raise_a_probability(screener: Screener) -> None:
    plain = {
        match.entity: match.probability for match in ask(screener, Query(name="Kim Chol Su", schema="Person"), 0.01)
    }
    for query in (
        Query(name="Kim Chol Su", schema="Person", country="kp"),
        Query(name="Kim Chol Su", schema="Person", gender="male"),
        Query(name="Kim Chol Su", schema="Person", country="kp", gender="m"),
        Query(name="Kim Chol Su", schema="Person", country="de"),
    ):
        for match in ask(screener, query, 0.01):
            assert match.probability <= plain[match.entity] + 1e-4


def test_a_two_syllable_name_alone_is_possible_at_most(screener: Screener) -> None:
    assert [match.band for match in ask(screener, Query(name="Ri Un", schema="Person"))] == ["possible"]


def test_a_document_under_another_name_is_put_before_a_person(screener: Screener) -> None:
    found = ask(screener, Query(name="Erika Musterfrau", schema="Person", document="654321098"))
    assert [match.entity for match in found] == ["kim-1"]
    assert found[0].band == "possible"
    assert "a person must look" in found[0].words


@pytest.mark.parametrize("typed", ["654321098", "654-321-098", "passport 654321098", "Passport No. 654 321 098"])
def test_a_passport_number_alone_finds_its_bearer_and_is_never_more_than_possible(
    screener: Screener, typed: str
) -> None:
    (found,) = ask(screener, Query(name=typed))
    assert found.entity == "kim-1"
    assert found.band == "possible"
    assert "it has no check and another country may have given the same" in found.words


@pytest.mark.parametrize("typed", ["Bureau 654321", "6543", "654321099", "KIM 654321098 CHOL SU TRADING"])
def test_a_number_within_a_name_or_another_number_finds_nobody(screener: Screener, typed: str) -> None:
    assert not [one for one in ask(screener, Query(name=typed)) if "listed as theirs" in one.words]


def test_a_document_with_the_name_is_strong(screener: Screener) -> None:
    found = ask(screener, Query(name="Kim Chul Soo", schema="Person", document="654-321-098"))
    assert found[0].entity == "kim-1"
    assert found[0].band == "strong"


@pytest.mark.parametrize(
    ("name", "schema", "entity"),
    [
        ("Vasiliy Bykovatov", "Person", "vasily"),
        ("Bykovatov Wassili", "Person", "vasily"),
        ("Abdulkarim Zanduri", "Person", "karim"),
        ("Chen Luqi", "Person", "chen"),
        ("Choson Daesonghwa Muyok Hoesa", "Organization", "trading"),
        ("Munhwa Joint Bank", "Company", "bank"),
        ("Мунхва Joint Bank Limited", "Company", "bank"),
        ("M/V UN HA 2", "Vessel", "ship-2"),
        ("IMO 9074729", "", "ship-2"),
        ("1BoatSLRHtKNngkdXEeobR76b53LETtpyT", "", "wallet"),
    ],
)
def test_names_and_numbers_of_every_kind_are_found(screener: Screener, name: str, schema: str, entity: str) -> None:
    assert ask(screener, Query(name=name, schema=schema))[0].entity == entity


def test_numbered_sisters_are_not_taken_for_one_another(screener: Screener) -> None:
    assert [match.entity for match in ask(screener, Query(name="Un Ha 3", schema="Vessel"))] == ["ship-3"]
    assert [match.entity for match in ask(screener, Query(name="Mining Plant 3", schema="Company"))] == ["plant-3"]


def test_an_address_that_lost_its_case_is_told_so(screener: Screener) -> None:
    found = ask(screener, Query(name="1boatslrhtknngkdxeeobr76b53lettpyt"))
    assert found[0].entity == "wallet"
    assert "capitals, which were lost" in found[0].words


def test_a_match_leads_to_its_statements_and_acts(screener: Screener) -> None:
    match = ask(screener, Query(name="Munhwa Joint Bank", schema="Company"))[0]
    assert match.statements == ("bank-0", "bank-sanction")
    assert match.listed[0].act == "Act 1"


def test_a_swapped_given_name_is_another_name(screener: Screener) -> None:
    assert not ask(screener, Query(name="Kim Su Chol", schema="Person"))


def test_a_schema_that_is_not_screened_is_refused(screener: Screener) -> None:
    for schema in ("Sanction", "Foo"):
        with pytest.raises(WhereasError, match="not screened"):
            ask(screener, Query(name="x", schema=schema))


def test_an_empty_name_meets_nobody(screener: Screener) -> None:
    for name in ("", " ", "...", "\u200b", "'"):
        assert not ask(screener, Query(name=name))


def test_a_given_name_alone_is_possible_at_most() -> None:
    screener = Screener(made_of([*PARTIES, card("given", "Young-Chul")]))
    for name in ("Yong Chol", "Young-Chul", "Yong-chol"):
        assert all(match.band == "possible" for match in ask(screener, Query(name=name, schema="Person")))
    assert ask(screener, Query(name="Young-Chul", schema="Person"))
