"""Contradictions between lists: each detector on the difference it is for, and at rest on its neighbour."""

import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from whereas.assess.citation import Citing, hear
from whereas.assess.contradictions.birth_dates import difference
from whereas.assess.contradictions.contradiction import (
    Contradiction,
    Scene,
    Severity,
    detectors,
    find_contradictions,
    voices,
)
from whereas.assess.contradictions.documents import slip
from whereas.assess.namesakes import folded
from whereas.policy.programmes import load_programme
from whereas.resolve.resolution import Graph

INVENTED = runpy.run_path(str(Path(__file__).parents[2] / "fixtures/align/invented.py"))
new: Callable[[], Any] = INVENTED["Invention"]


def found(graph: Graph, kind: str) -> list[Contradiction]:
    cite = Citing(hear(graph), INVENTED["EDITIONS"])
    scene = Scene(graph=graph, programme=load_programme("dprk"), entities=tuple(sorted(graph.things)), cite=cite)
    return [one for one in find_contradictions(scene) if one.kind == kind]


def one_person(*lists: tuple[str, list[tuple[str, ...]]]) -> Graph:
    made = new()
    made.merge(*(made.entry(source, "1", "Person", ("name", "Testo"), *said) for source, said in lists))
    return made.graph()  # type: ignore[no-any-return]  # the fixture is run, not imported


def test_the_catalogue_holds_each_detector_once() -> None:
    keys = [one.key for one in detectors()]
    assert len(keys) == len(set(keys)) >= 8


@pytest.mark.parametrize(
    ("left", "right", "words", "severity"),
    [
        ("1970-05-10", "1970-05-11", "one day apart", Severity.MEDIUM),
        ("1970-12-31", "1971-01-01", "one day apart", Severity.MEDIUM),
        ("1970-05-10", "1970-10-05", "day and month exchanged", Severity.MEDIUM),
        ("1970-05-10", "1971-05-10", "the same day of another year", Severity.MEDIUM),
        ("1970-05-10", "1970-05-18", "one digit differs", Severity.MEDIUM),
        ("1970-05-10", "1970-11-21", "another day of the same year", Severity.MEDIUM),
        ("1970-05-10", "1983-11-21", "different dates: perhaps not one person", Severity.HIGH),
        ("1970", "1971-05-10", "cannot mean the same day", Severity.LOW),
        ("1970", "1975", "cannot mean the same day", Severity.MEDIUM),
    ],
)
def test_how_birth_dates_differ(left: str, right: str, words: str, severity: Severity) -> None:
    assert difference(left, right) == (words, severity) == difference(right, left)


def test_the_list_that_stands_alone_is_named_with_both_statements_and_their_places() -> None:
    graph = one_person(
        ("un", [("birthDate", "1970-05-10")]),
        ("eu_journal", [("birthDate", "1970-05-11", "11.5.1970")]),
        ("ofac_sdn", [("birthDate", "1970-05-11")]),
    )
    (one,) = found(graph, "birth_date")
    assert one.hint == "UN alone against EU, US"
    assert (voices(one.left), voices(one.right)) == (("UN",), ("EU", "US"))
    assert one.right[0].quoted == "11.5.1970"
    assert one.left[0].locator == "row:2#birthDate"
    assert one.left[0].exhibit == INVENTED["EXHIBIT"]["un"]
    assert one.left[0].edition == "2026-02-01"


@pytest.mark.parametrize(
    ("un", "eu"),
    [
        ([("birthDate", "1970")], [("birthDate", "1970-05-11")]),
        ([("birthDate", "1970-05-10"), ("birthDate", "1970-05-11")], [("birthDate", "1970-05-11")]),
        ([("birthDate", "1969", "circa 1969")], [("birthDate", "1970-05-11")]),
        ([], [("birthDate", "1970-05-11")]),
    ],
)
def test_dates_that_can_agree_are_no_contradiction(un: list[tuple[str, ...]], eu: list[tuple[str, ...]]) -> None:
    assert found(one_person(("un", un), ("eu_journal", eu)), "birth_date") == []


def test_about_a_year_does_not_stretch_to_ten() -> None:
    graph = one_person(("un", [("birthDate", "1960", "circa 1960")]), ("eu_journal", [("birthDate", "1970-05-11")]))
    assert len(found(graph, "birth_date")) == 1


@pytest.mark.parametrize(
    ("left", "right", "how"),
    [
        ("900000123", "90000123", "a character is missing"),
        ("900000123", "900000128", "one character differs"),
        ("P0900000", "PO900000", "one character differs"),
        ("900000123", "900000132", "two characters are exchanged"),
        ("900000123", "900000123", ""),
        ("900000123", "900009128", ""),
        ("12345", "12346", ""),
    ],
)
def test_one_slip_of_a_key(left: str, right: str, how: str) -> None:
    assert slip(left, right) == how == slip(right, left)


def test_numbers_one_slip_apart_contradict_unless_one_list_gives_both() -> None:
    un, eu = ("passportNumber", "900000123"), ("passportNumber", "90000123")
    (one,) = found(one_person(("un", [un]), ("ofac_sdn", [un]), ("eu_journal", [eu])), "document")
    assert one.hint == "EU alone against UN, US"
    assert found(one_person(("un", [un, eu]), ("eu_journal", [eu])), "document") == []


def test_a_passport_written_otherwise_is_the_same_passport() -> None:
    graph = one_person(("un", [("passportNumber", "900 000-123")]), ("eu_journal", [("passportNumber", "900000123")]))
    assert found(graph, "document") == []


def test_a_passport_of_two_people_is_grave_and_a_line_that_slipped_is_noticed() -> None:
    made = new()
    made.entry(
        "un", "1", "Person", ("name", "Testo Eins"), ("passportNumber", "900000123"), ("birthDate", "1970-05-10")
    )
    made.entry("eu_journal", "2", "Person", ("name", "Testo Zwei"), ("passportNumber", "900000123"),
               ("birthDate", "1970-05-10"), ("birthDate", "1950-01-01"))  # fmt: skip
    (one,) = found(made.graph(), "shared_identifier")
    assert one.severity is Severity.HIGH
    assert set(one.entities) == {"un-1", "eu-2"}
    assert "Both also carry the birth date 1970-05-10" in one.words


def test_an_imo_number_of_a_ship_and_of_a_company_is_not_shared() -> None:
    made = new()
    made.entry("un", "1", "Vessel", ("name", "Imaginary Star"), ("imoNumber", "IMO1234567"))
    made.entry("eu_journal", "2", "Organization", ("name", "Imaginary Shipping"), ("imoNumber", "IMO1234567"))
    assert found(made.graph(), "shared_identifier") == []


def test_wallet_addresses_that_differ_in_case_are_two() -> None:
    made = new()
    made.entry("ofac_sdn", "1", "CryptoWallet", ("publicKey", "1AbcdefAbcdefAbcdefAbcdefA"))
    made.entry("ofac_sdn", "2", "CryptoWallet", ("publicKey", "1abcdefAbcdefAbcdefAbcdefA"))
    assert found(made.graph(), "shared_identifier") == []


def test_genders_and_nationalities_with_nothing_in_common() -> None:
    graph = one_person(
        ("un", [("gender", "male"), ("nationality", "kp")]),
        ("eu_journal", [("gender", "female"), ("nationality", "ru"), ("nationality", "cn")]),
        ("ofac_sdn", [("gender", "male"), ("nationality", "cn"), ("nationality", "kp")]),
    )
    (gender,) = found(graph, "gender")
    assert gender.hint == "EU alone against UN, US"
    (nationality,) = found(graph, "nationality")
    assert nationality.severity is Severity.LOW
    assert set(voices(nationality.left) + voices(nationality.right)) == {"UN", "EU"}


def ship(*former: tuple[str, str]) -> Graph:
    made = new()
    number = ("imoNumber", "IMO1234567")
    made.merge(
        made.entry("eu_journal", "1", "Vessel", ("name", "Imaginary Star"), number, *former),
        made.entry("ofac_sdn", "2", "Vessel", ("name", "OTHER STAR"), number),
    )
    return made.graph()  # type: ignore[no-any-return]  # the fixture is run, not imported


def test_names_under_one_imo_are_for_information_unless_a_former_name_explains_them() -> None:
    (one,) = found(ship(), "vessel_name")
    assert one.severity is Severity.INFO
    assert found(ship(("previousName", "Other Star")), "vessel_name") == []


def test_one_un_reference_for_two_entities() -> None:
    made = new()
    made.entry("un", "1", "Person", ("name", "Testo Eins"), recordId="KPi.901 ")
    made.entry("au_dfat", "2", "Person", ("name", "Wholly Other"), unscId="KPi.901")
    (one,) = found(made.graph(), "reference")
    assert set(one.entities) == {"un-1", "au-2"}
    assert "KPi.901" in one.words


def namesakes(date: str, other: str, *sources: str) -> list[Contradiction]:
    made = new()
    for number, (source, day) in enumerate(zip(sources, (date, other), strict=True)):
        name = "WON HONG, Testo" if number else "Testo Won-hong"
        made.entry(source, str(number), "Person", ("name", name), ("birthDate", day))
    return found(made.graph(), "namesake")


def test_one_name_a_slip_apart_on_two_lists_is_shown_and_not_merged() -> None:
    (one,) = namesakes("1945-01-07", "1945-07-17", "eu_journal", "ofac_sdn")
    assert set(one.entities) == {"eu-0", "ofac-1"}
    assert "another day of the same year" in one.words


@pytest.mark.parametrize(
    ("date", "other", "sources"),
    [
        ("1945-01-07", "1962-02-18", ("eu_journal", "ofac_sdn")),  # plainly another man
        ("1945-01-07", "1945-07-17", ("eu_journal", "eu_journal")),  # one list holds both and knows them apart
        ("1940", "1945-07-17", ("eu_journal", "ofac_sdn")),  # five years are no slip
        ("1945", "1945-07-17", ("eu_journal", "ofac_sdn")),  # a date that may be the same is no slip
    ],
)
def test_namesakes_that_are_told_apart_are_no_contradiction(date: str, other: str, sources: tuple[str, str]) -> None:
    assert namesakes(date, other, *sources) == []


def test_names_are_folded_for_order_case_and_marks() -> None:
    assert folded("KIM, Won-hong") == folded("Won Hong Kim") == folded("Kim Wo'n Ho'ng".replace("'", "’")) != ""
    assert folded("Kim") == ""
