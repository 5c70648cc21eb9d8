"""Requests and their events stand on the desk in order, beside what was recorded before there were any."""

from whereas.core.filing import ChannelEvent, ChannelRequest, Dissent
from whereas.ledger.ledger import Ledger

NOW = "2027-01-02T03:04:05Z"


def asked(title: str, exhibit: str) -> ChannelRequest:
    return ChannelRequest(key="wells", title=title, organisation="Clear Spring Relief", channels="kp", exhibit=exhibit)


def test_the_latest_edition_of_a_request_stands_and_every_event_is_kept(ledger: Ledger) -> None:
    events = [ChannelEvent(request="wells", kind=kind, on="2027-01-01", words=kind) for kind in ("sent", "received")]
    ledger.home.mkdir(exist_ok=True)
    with ledger.writing(NOW) as writer:
        writer.record(Dissent(on="posture", words="an older record"), "A")
        writer.record(asked("first", "a" * 64), "A")
        writer.record(events[0], "A")
        writer.record(asked("second", "b" * 64), "B")
        writer.record(events[1], "B")

    board = ledger.desk()

    assert board.requests == {"wells": asked("second", "b" * 64)}
    assert [one.said for one in board.channel_events["wells"]] == events
    assert [one.by for one in board.channel_events["wells"]] == ["A", "B"]
    assert len(board.dissents) == 1
    assert len(board.log) == 5


def test_an_earlier_revision_knows_only_what_was_recorded_then(ledger: Ledger) -> None:
    ledger.home.mkdir(exist_ok=True)
    with ledger.writing(NOW) as writer:
        first = writer.record(asked("first", "a" * 64), "A")
        writer.record(asked("second", "b" * 64), "A")

    assert ledger.desk(revision=first + 1).requests == {"wells": asked("first", "a" * 64)}


def test_a_ledger_without_requests_has_none(ledger: Ledger) -> None:
    assert ledger.desk().requests == {}
    assert ledger.desk().channel_events == {}
