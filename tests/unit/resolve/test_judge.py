"""Who is merged, held apart, or put before a person: each trap of the real lists with invented people."""

import itertools
from pathlib import Path

import pytest

from tests.unit.resolve.people import AT, passport, sanction, thing
from whereas.core.entity import Entity
from whereas.core.judgement import Decision, Judgement
from whereas.resolve.judge import AUTHOR, propose
from whereas.resolve.resolution import build_graph, clusters
from whereas.resolve.review import worth_a_look


def decide(*entities: Entity, existing: tuple[Judgement, ...] = ()) -> dict[tuple[str, str], Judgement]:
    """The machine's judgements by pair."""
    return {(said.left, said.right): said for said in propose(entities, existing, at=AT).judgements}


def decision(*entities: Entity) -> Decision | None:
    """What is decided of the first two entities."""
    left, right = sorted((entities[0].id, entities[1].id))
    said = decide(*entities).get((left, right))
    return said.decision if said else None


def test_spelling_and_birth_date_make_one_person() -> None:
    said = decide(
        thing("un-1", name="HAN YONG CHOL", birthDate="1961-04-05"),
        thing("eu-1", name="Han Young-cheol", birthDate="1961-04-05"),
    )["eu-1", "un-1"]
    assert said.decision is Decision.SAME
    assert said.author == AUTHOR
    assert said.at == AT
    assert {reason.feature for reason in said.reasons} >= {"name", "birth date"}
    assert all(reason.words for reason in said.reasons)


@pytest.mark.parametrize("name", ["HAN Yong Chol", "Astrid Wilhelmina Nordling-Quist"])
def test_a_name_alone_never_merges_two_people(name: str) -> None:
    assert decision(thing("un-1", name=name), thing("eu-1", name=name)) is not Decision.SAME
    both = {"name": name, "nationality": "kp", "gender": "male"}
    assert decision(thing("un-1", **both), thing("eu-1", **both)) is not Decision.SAME


def test_homonyms_with_other_birth_dates_are_different_and_shown() -> None:
    entities = (
        thing("un-1", name="HAN YONG CHOL", alias="Han Young-Chul", birthDate="1962-02-18"),
        thing("eu-1", name="Han Yong-chol", alias=("Han Young-Cheol", "Han Young-Chul"), birthDate=("1946", "1947")),
        thing("au-1", name="Han Yong Chol", birthDate="1946"),
    )
    proposal = propose(entities, (), at=AT)
    said = {(one.left, one.right): one.decision for one in proposal.judgements}
    assert said["eu-1", "un-1"] is Decision.DIFFERENT
    assert said["au-1", "un-1"] is Decision.DIFFERENT
    (homonym,) = {found.name: found for found in proposal.homonyms if len(found.parties) == 2}.values()
    assert any("born 1962-02-18" in party.words for party in homonym.parties)


@pytest.mark.parametrize(
    ("left", "right"),
    [("1954-03-01", "1963-07-09"), ("1966-01-28", "1968-08-07"), ("1966", "1968")],
)
def test_namesakes_of_other_years_stay_apart(left: str, right: str) -> None:
    entities = (
        thing("un-1", name="CHOE Min Sik", birthDate=left), thing("eu-1", name="Choe Min-Sik", birthDate=right),
    )  # fmt: skip
    assert decision(*entities) is Decision.DIFFERENT


@pytest.mark.parametrize(
    ("left", "right"),
    [("HAN Sok Chol", "HAN Chol Sok"), ("RI Song Un", "RI Un Song"), ("HAN Mun Chol", "HAN Min Chol")],
)
def test_names_that_differ_in_order_or_one_sound_are_not_merged_by_a_year(left: str, right: str) -> None:
    entities = (thing("un-1", name=left, birthDate="1961"), thing("eu-1", name=right, birthDate="1961"))
    assert decision(*entities) is not Decision.SAME


def test_ryu_and_yu_are_one_person_only_with_a_document() -> None:
    one, other = thing("un-1", name="RYU Min"), thing("eu-1", name="YU Min")
    assert decision(one, other) is not Decision.SAME
    papers = (passport("un-1", "773310099"), passport("eu-1", "773310099"))
    assert decision(one, other, *papers) is Decision.SAME


def test_a_birth_date_one_day_off_with_a_document_is_one_person() -> None:
    entities = (
        thing("un-1", name="HAN Jang Su", birthDate="1969-07-21", passportNumber="745310222"),
        thing("eu-1", name="Chang-Su Han", birthDate="1969-07-22", passportNumber="745 310 222"),
    )
    said = decide(*entities)["eu-1", "un-1"]
    assert said.decision is Decision.SAME
    assert any("one day apart" in reason.words for reason in said.reasons)


def test_a_document_that_two_names_share_is_put_before_a_person() -> None:
    entities = (
        thing("un-1", name="HAN Se-Ho", passportNumber="772110043", birthDate="1968-05-05"),
        thing("eu-1", name="Oleg Viktorovich PETRENYAK", passportNumber="772110043", birthDate="1968-05-05"),
    )
    said = decide(*entities)["eu-1", "un-1"]
    assert said.decision is Decision.UNSURE
    assert any("names say two" in reason.words for reason in said.reasons)


def test_an_authority_reference_joins_across_lists_and_papers_hold_it() -> None:
    entities = (
        thing("ofac-777", name="HAN, Yong Chol"),
        thing("csl-abc", name="HAN, Yong Chol"),
        sanction("csl-abc", authorityId="OFAC-777", publisher="Specially Designated Nationals"),
        thing("un-1", name="HAN YONG CHOL"),
        sanction("un-1", unscId="KPi.777"),
        thing("uk-1", name="Han Young Chul"),
        sanction("uk-1", unscId="KPi.777 "),
    )
    said = decide(*entities)
    assert said["csl-abc", "ofac-777"].decision is Decision.SAME
    assert said["uk-1", "un-1"].decision is Decision.SAME


def test_a_reference_with_contradicting_names_is_reported_and_not_merged() -> None:
    entities = (
        thing("un-1", name="HAN YONG CHOL"), sanction("un-1", unscId="KPi.777"),
        thing("eu-1", name="Petra Lindqvist"), sanction("eu-1", unscId="KPi.777"),
    )  # fmt: skip
    assert decide(*entities)["eu-1", "un-1"].decision is Decision.UNSURE


def test_the_post_and_the_bank_are_a_second_attribute() -> None:
    crowd = [
        thing(f"au-{n}", name=f"Person Number{n}", nationality="kp", position="Official of the committee")
        for n in range(40)
    ]
    entities = (
        thing("un-1", name="HAN Kwang-il", nationality="kp", position="Tonghak Credit Bank official in Damascus"),
        thing("eu-1", name="Han Kwang-Il", nationality="kp", position="Deputy head, Tonghak Credit Bank, Damascus"),
    )
    assert decision(*entities, *crowd) is Decision.SAME


def test_two_entries_of_one_list_are_two_people() -> None:
    both = {"name": "HAN Chol Nam", "birthDate": "1970-02-19"}
    assert decision(thing("un-1", **both), thing("un-2", **both)) is not Decision.SAME


def test_a_third_list_does_not_join_two_entries_of_one_list() -> None:
    entities = (
        thing("un-1", name="HAN Chol Nam", birthDate="1970"),
        thing("un-2", name="HAN Chol Nam", birthDate="1970-05-05"),
        thing("eu-1", name="HAN Chol Nam", birthDate=("1970", "1970-05-05"), passportNumber="655310111"),
    )
    cluster = clusters(propose(entities, (), at=AT).judgements)
    assert cluster.get("un-1", "un-1") != cluster.get("un-2", "un-2")


def test_a_party_listed_twice_is_held_apart_and_kept_for_review() -> None:
    both = {"name": "Nordling-Quist, Astrid Wilhelmina", "birthDate": "1970-02-19"}
    entities = (thing("ofac-1", **both), thing("ofac-2", **both), thing("un-1", **both))
    proposal = propose(entities, (), at=AT)
    cluster = clusters(proposal.judgements)
    assert cluster.get("ofac-1", "ofac-1") != cluster.get("ofac-2", "ofac-2")
    said = {(one.left, one.right): one for one in proposal.judgements}["ofac-1", "ofac-2"]
    assert said in worth_a_look(proposal.judgements, {entity.id: entity for entity in entities})


def test_gender_conflict_keeps_namesakes_apart() -> None:
    entities = (
        thing("un-1", name="HAN Sun Hui", birthDate="1970", gender="female"),
        thing("eu-1", name="HAN Sun Hui", birthDate="1970", gender="male"),
    )
    assert decision(*entities) is not Decision.SAME


def test_one_hull_by_imo_number_across_names() -> None:
    # 9074729 is the number the IMO gives as its example of the check digit.
    ships = (
        thing("un-1", "Vessel", name="SONG UN 2", imoNumber="9074729"),
        thing("eu-1", "Vessel", name="Mi Rae", imoNumber="IMO 9074729"),
    )
    assert decision(*ships) is Decision.SAME


def test_a_wrong_imo_number_joins_nothing() -> None:
    ships = (
        thing("un-1", "Vessel", name="SONG UN 2", imoNumber="9074720"),
        thing("eu-1", "Vessel", name="Mi Rae", imoNumber="9074720"),
    )
    assert decision(*ships) is None


def test_numbered_sisters_and_equal_names_without_imo_are_not_one_hull() -> None:
    one, sister = thing("un-1", "Vessel", name="Song Un 2"), thing("eu-1", "Vessel", name="Song Un 3")
    assert decision(one, sister) is not Decision.SAME
    assert decision(one, thing("eu-1", "Vessel", name="SONG UN 2", flag="kp")) is not Decision.SAME


def test_companies_by_number_or_by_name_and_country() -> None:
    one = thing("un-1", "Organization", name="Korea Ryusong Shipping Co., Ltd.", country="kp")
    renamed = thing("eu-1", "Company", name="Miraebit Trading", imoNumber="5342883")
    assert decision(one, thing("eu-1", "Company", name="Korea Ryusong Shpg", country="kp")) is Decision.SAME
    assert decision(one, thing("eu-1", "Company", name="Korea Ryusong Shpg")) is not Decision.SAME
    assert decision(one, thing("eu-1", "Company", name="Korea Ryusung Fishing", country="kp")) is not Decision.SAME
    numbered = thing("au-1", "Organization", name="Miraebit Trading Company", imoNumber="5342883")
    assert decision(renamed, numbered) is Decision.SAME


def test_an_alias_that_several_bodies_of_one_list_bear_joins_none_of_them() -> None:
    branches = [
        thing(f"un-{n}", "Organization", name=f"Kestrel Relief {town}", alias="Kestrel Benevolent Appeal", country="se")
        for n, town in enumerate(("Malmoe", "Aarhus", "Tampere"))
    ]
    other = thing("eu-1", "Organization", name="Kestrel Benevolent Appeal", country="se")
    said = propose([*branches, other], (), at=AT).judgements
    assert not [one for one in said if one.decision is Decision.SAME]


def test_wallets_by_address_and_never_by_their_holder() -> None:
    first, second = "0x" + "aB" * 20, "0x" + "cd" * 20
    wallets = (
        thing("ofac-w1", "CryptoWallet", publicKey=first), sanction("ofac-w1", authorityId="OFAC-777"),
        thing("wal-w1", "CryptoWallet", publicKey=first.lower()), sanction("wal-w1", authorityId="OFAC-777"),
        thing("wal-w2", "CryptoWallet", publicKey=second), sanction("wal-w2", authorityId="OFAC-777"),
    )  # fmt: skip
    said = decide(*wallets)
    assert {pair for pair, one in said.items() if one.decision is Decision.SAME} == {("ofac-w1", "wal-w1")}
    assert len(said) == 1


def test_a_ship_is_never_a_person() -> None:
    assert decide(thing("un-1", name="Song Un"), thing("eu-1", "Vessel", name="Song Un")) == {}


def test_a_second_run_proposes_nothing_new() -> None:
    entities = (
        thing("un-1", name="HAN YONG CHOL", birthDate="1961-04-05"),
        thing("eu-1", name="Han Young-cheol", birthDate="1961-04-05"),
        thing("au-1", name="Han Yong Chol", birthDate="1948-01-02"),
    )
    first = propose(entities, (), at=AT).judgements
    assert first
    assert propose(entities, first, at=AT).judgements == ()


def test_a_judgement_that_the_lists_no_longer_support_is_taken_back() -> None:
    before = (
        thing("un-1", name="HAN YONG CHOL", birthDate="1961-04-05"),
        thing("eu-1", name="Han Yong Chol", birthDate="1961-04-05"),
    )
    after = (thing("un-1", name="PAK SE MIN", birthDate="1950-01-02"), before[1])
    (taken_back,) = propose(after, propose(before, (), at=AT).judgements, at=AT).judgements
    assert taken_back.decision is Decision.NO_JUDGEMENT
    gone = propose(before[1:], propose(before, (), at=AT).judgements, at=AT).judgements
    assert gone == (), "an entry that left the lists takes nothing back"


def test_a_person_outranks_the_machine_and_can_undo_it() -> None:
    entities = (
        thing("un-1", name="HAN YONG CHOL", birthDate="1961-04-05"),
        thing("eu-1", name="Han Yong Chol", birthDate="1961-04-05"),
    )
    machine = propose(entities, (), at=AT).judgements
    person = Judgement(left="eu-1", right="un-1", decision=Decision.DIFFERENT, author="A. Reviewer", at=AT, score=0.0)
    assert len(build_graph(entities, machine).things) == 1
    assert len(build_graph(entities, (*machine, person)).things) == 2
    assert propose(entities, (*machine, person), at=AT).judgements == ()
    undone = Judgement(
        left="eu-1", right="un-1", decision=Decision.NO_JUDGEMENT, author="A. Reviewer", at=AT, score=0.0
    )
    assert len(build_graph(entities, (*machine, person, undone)).things) == 1


def test_order_of_input_does_not_matter() -> None:
    entities = [
        thing("un-1", name="HAN YONG CHOL", birthDate="1961-04-05"),
        thing("eu-1", name="Han Young-cheol", birthDate="1961-04-05"),
        thing("au-1", name="Han Young Chul", birthDate="1961"),
        thing("au-2", name="Han Young Chul", birthDate="1947"),
    ]
    expected = propose(entities, (), at=AT)
    for order in itertools.permutations(entities):
        assert propose(order, (), at=AT) == expected


def test_real_homonyms_stay_apart_and_labels_are_met(real_lists: Path) -> None:
    """The traps of the captured lists, and F1 of at least 0.99 on labels made from identifiers."""
    from bench import resolve_dprk

    entities = resolve_dprk.load(real_lists)
    people = resolve_dprk.persons(entities)
    labels = resolve_dprk.label(people)
    proposal = propose(entities, (), at=AT)
    figures = resolve_dprk.measure(proposal, labels)
    assert len(labels.same) > 300
    assert figures.f1 >= 0.99
    assert figures.wrong == ()
    cluster = clusters(proposal.judgements)
    born = {person.id: person.births for person in people}
    for reading in ("KIM Yong Chol", "CHOE Chun Sik", "KIM Chol Nam", "KIM Tong Chol", "RI Song Un"):
        found = [one for one in proposal.homonyms if resolve_dprk.skeleton(one.name) == resolve_dprk.skeleton(reading)]
        assert found, f"{reading} is borne by several listed people and not shown as a homonym"
    for one, other in itertools.combinations(sorted(born), 2):
        if born[one] and born[other] and not born[one] & born[other]:
            years = {date[:4] for date in born[one]} & {date[:4] for date in born[other]}
            together = cluster.get(one, one) == cluster.get(other, other)
            assert years or not together or _slip(born[one], born[other]), f"{one} and {other}"


def _slip(left: frozenset[str], right: frozenset[str]) -> bool:
    return any(sum(a != b for a, b in zip(mine, theirs, strict=True)) <= 1 for mine in left for theirs in right)
