"""The state, the clocks and the log of diversion of a request follow from what was recorded."""

import pytest

from tests.unit.assess.wells import routed, wells
from whereas.assess.channels_clocks import Clock, Life, life
from whereas.core.filing import ChannelEvent


def lived(*events: tuple[str, str] | tuple[str, str, str], as_of: str, **changes: object) -> Life:
    """The life of the invented request after events given as (kind, day) or (kind, day, until)."""
    found = routed(wells(**changes))
    said = [
        (ChannelEvent(request="wells", kind=one[0], on=one[1], words="w", until=one[2] if len(one) == 3 else ""), "A")
        for one in events
    ]
    return life(found.request, found.policy, found.routes, said, as_of=as_of)


def clock(found: Life, key: str) -> Clock:
    return next(one for one in found.clocks if one.key == key)


def test_a_request_goes_from_drafted_to_delivered() -> None:
    whole = (("sent", "2027-01-04"), ("received", "2027-01-08"), ("answered", "2027-02-01"), ("extended", "2027-02-20"),
             ("shipped", "2027-03-10"), ("delivered", "2027-04-01"))  # fmt: skip
    states = ["drafted", "sent", "under decision", "granted", "granted", "under way", "delivered"]

    assert [lived(*whole[:n], as_of="2027-12-31").state for n in range(len(whole) + 1)] == states


def test_events_after_the_day_do_not_count() -> None:
    assert lived(("sent", "2027-01-04"), ("answered", "2027-02-01"), as_of="2027-01-31").state == "sent"


def test_the_order_of_days_counts_and_not_of_recording() -> None:
    assert lived(("answered", "2027-02-01"), ("sent", "2027-01-04"), as_of="2027-03-01").state == "granted"


def test_without_a_day_in_the_letter_six_nine_and_twelve_months_are_shown_and_none_is_checked() -> None:
    found = lived(("sent", "2027-01-04"), ("answered", "2027-08-31"), as_of="2027-09-01")

    dues = {one.key: one.due for one in found.clocks if one.key.endswith("-months")}
    assert dues == {"six-months": "2028-02-29", "nine-months": "2028-05-31", "twelve-months": "2028-08-31"}
    assert not any(one.verified for one in found.clocks if one.key.endswith("-months"))


def test_the_day_in_the_letter_takes_their_place_and_an_extension_its_own() -> None:
    first = lived(("answered", "2027-02-01", "2027-08-01"), as_of="2027-07-20")
    later = lived(
        ("answered", "2027-02-01", "2027-08-01"), ("extended", "2027-07-25", "2027-11-01"), as_of="2027-07-26"
    )

    assert not [one for one in first.clocks if one.key.endswith("-months")]
    assert (clock(first, "until").due, clock(first, "until").state) == ("2027-08-01", "due soon")
    assert (clock(later, "until").due, clock(later, "until").state) == ("2027-11-01", "running")


@pytest.mark.parametrize(
    ("events", "as_of", "state"),
    [
        ((), "2027-01-10", "waiting"),
        ((("sent", "2027-01-04"),), "2027-01-05", "due soon"),
        ((("sent", "2027-01-04"),), "2027-01-18", "due soon"),
        ((("sent", "2027-01-04"),), "2027-01-19", "past"),
        ((("sent", "2027-01-04"), ("received", "2027-01-10")), "2027-01-19", "stopped"),
    ],
)
def test_the_reminder_for_an_acknowledgement(events: tuple[tuple[str, str], ...], as_of: str, state: str) -> None:
    assert clock(lived(*events, as_of=as_of), "acknowledge").state == state


def test_a_planned_shipment_that_did_not_leave_is_past_and_one_that_left_is_stopped() -> None:
    assert clock(lived(as_of="2027-03-11"), "planned").state == "past"
    gone = lived(("answered", "2027-02-01"), ("shipped", "2027-03-10"), as_of="2027-03-11")
    assert clock(gone, "planned").state == "stopped"


def test_what_is_due_stands_in_the_order_of_days() -> None:
    found = lived(("sent", "2027-01-04"), as_of="2027-03-11")

    assert [one.key for one in found.due] == ["acknowledge", "planned"]


@pytest.mark.parametrize(
    ("events", "words"),
    [
        ((("shipped", "2027-03-10"),), "no exemption is recorded before"),
        ((("answered", "2027-02-01"),), "never recorded as sent"),
        ((("sent", "2027-01-01"), ("refused", "2027-02-01"), ("shipped", "2027-03-10")), "after it was refused"),
        ((("sent", "2027-01-01"), ("answered", "2027-02-01", "2027-03-01"), ("shipped", "2027-03-10")),
         "after the exemption ended"),
        ((("sent", "2027-01-01"), ("answered", "2027-02-01"), ("delivered", "2027-03-10")),
         "never recorded as shipped"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_said(events: tuple[tuple[str, str], ...], words: str) -> None:
    assert any(words in odd for odd in lived(*events, as_of="2027-12-31").odd)


def test_what_fits_is_not_called_odd() -> None:
    whole = (("sent", "2027-01-04"), ("answered", "2027-02-01", "2027-08-01"), ("shipped", "2027-03-10"),
             ("delivered", "2027-04-01"))  # fmt: skip

    assert lived(*whole, as_of="2027-12-31").odd == ()


def test_the_log_of_diversion_joins_file_and_events_by_day_and_is_no_score() -> None:
    log = [{"date": "2027-05-02", "what": "two pumps not found", "by": "a visitor"}]

    found = lived(("sent", "2027-01-04"), ("diversion", "2027-04-20"), as_of="2027-06-01", diversion_log=log)

    assert found.diversion == (("2027-04-20", "w", "A"), ("2027-05-02", "two pumps not found", "a visitor"))
    assert found.state == "sent"


def test_a_request_that_is_sent_again_runs_again_until_that_is_received() -> None:
    first = (("sent", "2027-01-04"), ("received", "2027-01-10"))
    later = lived(("sent", "2027-02-01"), as_of="2027-02-02")
    again = lived(*first, ("sent", "2027-02-01"), as_of="2027-02-02")
    assert clock(again, "acknowledge").state == clock(later, "acknowledge").state != "stopped"
    assert clock(again, "acknowledge").due > clock(lived(*first, as_of="2027-01-11"), "acknowledge").due
    ended = lived(*first, ("sent", "2027-02-01"), ("received", "2027-02-02"), as_of="2027-02-02")
    assert clock(ended, "acknowledge").state == "stopped"
