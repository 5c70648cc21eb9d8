"""An alert on a name says nothing of what stands in a list that its owner may not see, though the party is one."""

from pathlib import Path

import pytest

from tests.stores import settings_of
from tests.unit.web.clients import NOW, serving
from tests.unit.web.test_alerts import FIRST, HAN, SECOND, look, pull
from whereas.core.clearance import WHOLE
from whereas.core.marking import TLP, Marking
from whereas.web.roles import Role
from whereas.web.watches import Watches, Watching
from whereas.workbench import desk, workbench
from whereas.workbench.room import Room

pytestmark = pytest.mark.usefixtures("store")

FIXTURE = Path(__file__).parents[2] / "fixtures" / "eu_fsf" / "eu_fsf_invented_warden_and_house.xml"
HIDDEN, OPEN_NAME = "Kestrelov Osprey", "Han Jae Mok"


def with_hidden_list(home: Path) -> None:
    """Two lists on one party; the second, which alone has another name of it, was marked."""
    pull(home, FIRST)
    place = home.parent / "mirror" / "eu_fsf" / "eu_fsf_1.xml"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(FIXTURE.read_text("utf-8").replace("Old Ferryman", HIDDEN), encoding="utf-8")
    with workbench(settings_of(home, mirror=(home.parent / "mirror",), author="test"), now=NOW) as bench:
        assert not bench.pull(["eu_fsf"], accept=True).refused
        bench.resolve()
    room = Room(settings_of(home), focus="dprk")
    bench = room.seen(WHOLE, author="test", now=NOW).bench
    listed = next(one for one in bench.ledger.exhibits().values() if one.source == "eu_fsf")
    desk.refile(
        bench, listed.sha256, {"marking": Marking(tlp=TLP.AMBER), "evidence": "document", "note": "who brought it asks"}
    )
    room.close()


def test_a_name_of_a_hidden_list_is_not_met(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with_hidden_list(home)
    with serving(tmp_path, jobs=False) as office:
        watches = Watches(office.register)
        look(home)
        for name, tlp in (("reader", TLP.CLEAR), ("cleared", TLP.AMBER)):
            office.register.enrol(name, Role.READER, tlp=tlp)
            for watched in (HIDDEN, OPEN_NAME):
                watches.begin(name, Watching.NAME, watched, watched, now=NOW)
        pull(home, SECOND)
        look(home)
        names = {one.id: one.key for one in watches.every()}
        met = {
            name: {names[one.watch] for one in watches.alerts(name) if one.entity == HAN}
            for name in ("reader", "cleared")
        }
    assert met == {"reader": {OPEN_NAME}, "cleared": {OPEN_NAME, HIDDEN}}
