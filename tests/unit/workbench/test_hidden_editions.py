"""An edition of a list that was marked since is nowhere: not as a state, not in its counts, not in judgements."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stores import settings_of
from tests.unit.web.test_alerts import FIRST, HAN, LINE, SECOND, pull
from whereas.core.clearance import Clearance
from whereas.core.judgement import Decision, Judgement
from whereas.core.marking import TLP, Marking
from whereas.workbench import desk
from whereas.workbench.entity_states import states
from whereas.workbench.looking import editions, look
from whereas.workbench.room import Room, Seen

pytestmark = pytest.mark.usefixtures("store")

NOW = "2026-03-05T09:00:00Z"
READER, CLEARED = Clearance(), Clearance(tlp=TLP.RED)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    """Two editions of an invented list; the first, which alone speaks of a company, was marked afterwards."""
    pull(tmp_path / "home", FIRST)
    pull(tmp_path / "home", SECOND)
    room = Room(settings_of(tmp_path / "home"), focus="dprk")
    bench = by(room, CLEARED).bench
    said = {"left": LINE, "right": HAN, "decision": Decision.DIFFERENT, "author": "test", "at": NOW, "score": 0.0}
    bench.judge(Judgement(**said, reasons=()))  # type: ignore[arg-type] # one mapping of several types
    first = next(one for one in bench.ledger.exhibits().values() if one.edition == "2026-01-01")
    desk.refile(bench, first.sha256, {"marking": Marking(tlp=TLP.AMBER), "evidence": "document"})
    yield room
    room.close()


def by(room: Room, clearance: Clearance) -> Seen:
    return room.seen(clearance, author="somebody", now=NOW)


def test_what_one_clearance_counted_is_not_told_to_another(room: Room) -> None:
    cleared = states(by(room, CLEARED), [HAN], "", patience=30.0)
    assert [one.day for one in cleared.states] == ["2026-01-01", "2026-02-01"]
    (only,) = states(by(room, READER), [HAN], "", patience=30.0).states
    assert (only.day, only.first, only.came, only.went) == ("2026-02-01", True, 0, 0)
    assert states(by(room, CLEARED), [HAN], "", patience=30.0) == cleared


def test_a_party_of_a_hidden_edition_has_no_states_and_no_page(room: Room) -> None:
    assert states(by(room, CLEARED), [LINE], "", patience=30.0)
    assert not states(by(room, READER), [LINE], "", patience=30.0)
    assert look(by(room, READER), LINE, "2026-01-15") is None
    assert "2026-01-01" not in editions(by(room, READER))


def test_a_judgement_on_a_party_of_a_hidden_edition_is_not_told(room: Room) -> None:
    told, kept = look(by(room, CLEARED), HAN), look(by(room, READER), HAN)
    assert told is not None
    assert LINE in repr(told)
    assert kept is not None
    assert LINE not in repr(kept)
