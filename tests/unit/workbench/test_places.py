"""Places: nothing is guessed, what is only named is said to be, and a period takes what can fall in it."""

import msgspec
import pytest

from tests.unit.workbench.linked import board, claim, graph
from whereas.core.claim import Claim
from whereas.core.errors import WhereasError
from whereas.policy.ports import doubts_of_ports, port_indexes
from whereas.policy.programmes import load_programme
from whereas.workbench.places import Period, Places, Spot, Unplaced, of, spot_of

WORLD = """
    cns-a Asset name=Sangnok Field; keywords=launch-site; keywords=geo:40.1,127.5
    cns-b Asset name=Kumgang Pier; keywords=geo:39.0,125.0
    log-b Asset name=Kumgang Pier; keywords=geo:41.0,129.0
    log-1 Event name=A launch; date=2017-05-14; involved=cns-a
    log-2 Event name=A call; date=2019; location=Kumgang Pier
    log-3 Event name=A meeting; date=2020-03; location=Nowhere in particular
    log-4 Event name=A quiet day; date=2021
    log-5 Event name=A vote; date=2021; keywords=ga-vote
    log-6 Event name=A find at sea; date=2022-01-05; keywords=geo:38.5,130.25
    us-5 Vessel name=CHOL SAN 7; imoNumber=8518780
    us-6 Sanction entity=us-5; authority=US; program=DPRK4
"""


def placed(*claims: Claim, text: str = WORLD) -> Places:
    return of(graph(text), board(claims), load_programme("dprk"))


def one(found: Places, key: str) -> object:
    (said,) = [each for each in (*found.sightings, *found.unplaced) if each.key == key]
    return said


@pytest.mark.parametrize(
    ("text", "spot"),
    [
        ("geo:39.57,126.06", Spot(north=39.57, east=126.06)),
        ("GEO:-1.5,-170;u=250", Spot(north=-1.5, east=-170, within_km=0.25)),
        ("at geo:0.5,7,120;crs=wgs84;u=35 by log", Spot(north=0.5, east=7, within_km=0.035)),
        ("geo:91,0", None),
        ("geo:north,east", None),
        ("39.57,126.06", None),
    ],
)
def test_a_place_is_read_as_rfc_5870_has_it(text: str, spot: Spot | None) -> None:
    assert spot_of(text) == spot


def test_an_event_lies_at_the_site_it_involves_and_rests_on_both() -> None:
    found = one(placed(), "log-1")
    assert (found.spot, found.how, found.start) == (Spot(north=40.1, east=127.5), "site", "2017-05-14")  # type: ignore[attr-defined]
    assert {said.entity for said in found.rests} == {"log-1", "cns-a"}  # type: ignore[attr-defined]


def test_an_event_with_coordinates_of_its_own_lies_there() -> None:
    found = one(placed(), "log-6")
    assert (found.spot, found.how) == (Spot(north=38.5, east=130.25), "stated")  # type: ignore[attr-defined]


@pytest.mark.parametrize(("key", "why"), [("log-2", "several"), ("log-3", "not-located"), ("log-4", "no-place")])
def test_what_is_not_located_is_said_to_be_and_why(key: str, why: str) -> None:
    found = one(placed(), key)
    assert isinstance(found, Unplaced)
    assert found.why == why


def test_a_vote_is_no_gap_on_the_map() -> None:
    assert not [each for each in placed().unplaced if each.key == "log-5"]


def test_a_ship_is_nowhere_until_somebody_says_where_it_called_and_the_last_call_is_marked() -> None:
    assert isinstance(one(placed(), "us-5"), Unplaced)
    said = (("Nampo", "2017-09-01"), ("Vostochny", "2017-11"), ("Chongjin", "2019-02-03"))
    calls = [
        claim("called_at_port", "us-5", f"{port}, {day}", f"It called at {port}.", start=day) for port, day in said
    ]
    found = placed(*calls)
    assert not [each for each in found.unplaced if each.key == "us-5"]
    ship = [each for each in found.asked(Period(as_of="2018")).sightings if each.key == "us-5"]
    assert [(each.start, each.how, each.last) for each in ship] == [
        ("2017-09-01", "port", False),
        ("2017-11", "port", True),
    ]
    assert {each.spot.within_km for each in ship} == {2}  # the index prints minutes of arc


def test_a_claim_may_give_the_place_itself_with_how_far_it_may_be_off() -> None:
    said = claim("transferred_at_sea", "us-5", "two ships", "They met.", place="geo:38.5,130.25;u=20000", start="2018")
    found = one(placed(said), "us-5")
    assert (found.how, found.spot.within_km) == ("recorded", 20)  # type: ignore[attr-defined]


def test_a_port_that_nobody_knows_places_nothing() -> None:
    said = claim("called_at_port", "us-5", "Port Erehwon, 2018", "It called there.", start="2018")
    (left,) = [each for each in placed(said).unplaced if each.layer == "vessel" and each.place]
    assert (left.why, left.place) == ("not-located", "Port Erehwon, 2018")


@pytest.mark.parametrize(
    ("period", "there"),
    [
        (Period(), True),
        (Period(first="2017-05", last="2017-05"), True),
        (Period(first="2017-06"), False),
        (Period(last="2017-04"), False),
        (Period(last="2017"), True),
        (Period(as_of="2016"), False),
        (Period(layers=frozenset({"port"})), False),
    ],
)
def test_a_period_takes_what_can_fall_in_it(period: Period, there: bool) -> None:
    found = placed().asked(period)
    assert ("log-1" in {each.key for each in found.sightings}) is there


def test_no_layer_and_no_day_are_refused() -> None:
    with pytest.raises(WhereasError, match="no layer clouds"):
        Period(layers=frozenset({"clouds"}))
    with pytest.raises(WhereasError, match="is not a day"):
        Period(first="2017-13")


def test_a_name_that_two_ports_bear_is_refused() -> None:
    (index,) = port_indexes()
    assert list(doubts_of_ports(index)) == []
    twin = msgspec.structs.replace(index.ports[0], name="Twin", also=(index.ports[1].name.upper(),))
    (doubt,) = doubts_of_ports(msgspec.structs.replace(index, ports=(*index.ports, twin)))
    assert "another port" in doubt[1]
