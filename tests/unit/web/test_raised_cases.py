"""A case is marked more strictly from the page and by API, and whoever that does not cover meets it nowhere."""

import json
import re

import pytest

from tests.unit.web.crawl import asked, crawl
from tests.unit.web.test_case_api import told
from tests.unit.web.test_cases import Room, room
from tests.unit.web.test_drafts import address
from tests.unit.workbench.case_on_file import SUBJECT
from whereas.cli.main import app as commands
from whereas.core.errors import WhereasError
from whereas.core.marking import TLP
from whereas.web.register.audit import Asked
from whereas.web.roles import Role

__all__ = ["room"]
_WHY = "a source could be known by it"


def low(room: Room, *, audiences: frozenset[str] = frozenset()) -> None:
    """From now on the client is a reader who sees all that is open."""
    name = f"Low {'-'.join(audiences)}"
    if room.office.register.accounts.get(name):
        room.become(name)
    else:
        room.office.sign_in(Role.READER, name=name, tlp=TLP.CLEAR, audiences=audiences)


def test_the_page_raises_it_and_says_who_and_why(room: Room) -> None:
    case = room.opened()
    assert 'name="audiences"' in room.get(case)
    room.post(f"{case}/marking", tlp="AMBER", audiences="", reason=_WHY)
    page = room.get(case)
    assert '<span class="badge marking tlp-amber">TLP:AMBER</span>' in page
    assert re.search(rf"An Analyst</strong> marked the case more strictly: <span[^>]*>TLP:AMBER: {_WHY}", page)
    offered = re.findall(r'<option value="(\w+)"', page.partition('id="raise-tlp"')[2].partition("</select>")[0])
    assert offered == ["AMBER", "AMBER_STRICT", "RED"]
    acts = {(one.act.who, one.act.action) for one in room.office.register.audit.rows(Asked())}
    assert ("An Analyst", "mark") in acts


@pytest.mark.parametrize(
    "said",
    [
        {"tlp": "CLEAR", "reason": "lower"},
        {"tlp": "RED", "reason": ""},
        {"tlp": "PURPLE", "reason": "x"},
        {"tlp": "CLEAR", "audiences": "a b/c", "reason": "no audience"},
        {"tlp": "CLEAR", "audiences": "eu", "reason": "not mine"},
    ],
)
def test_what_would_not_raise_it_is_refused(room: Room, said: dict[str, str]) -> None:
    case = room.opened(tlp="AMBER")
    room.post(f"{case}/marking", status=400, **said)
    assert "tlp-amber" in room.get(case)
    assert len(room.desk().casework[case.rpartition("/")[2]]) == 1


def test_a_reader_cannot_raise_it(room: Room) -> None:
    case = room.opened()
    room.become("A Reader")
    assert "/marking" not in room.get(case)
    told(room, f"/api/v1{case}/marking", {"tlp": "red", "reason": "x"}, status=403)


def test_the_api_raises_it_and_the_members_of_its_audience_alone_see_it(room: Room) -> None:
    case = room.opened()
    room.office.sign_in(Role.ANALYST, name="Of the EU", tlp=TLP.RED, audiences=frozenset({"eu"}))
    body = {"tlp": "clear", "audiences": ["eu"], "reason": _WHY}
    assert told(room, f"/api/v1{case}/marking", body)["marking"] == "TLP:CLEAR; REL TO eu"
    low(room, audiences=frozenset({"eu"}))
    assert "REL TO eu" in room.get(case)
    low(room, audiences=frozenset({"un"}))
    room.get(case, status=400)


def test_whoever_is_not_covered_any_more_meets_it_nowhere(room: Room) -> None:
    case = room.opened(question="Who ordered it at Ternhollow?", name="ternhollow")
    key = case.rpartition("/")[2]
    room.post(f"{case}/comments", words="Merlinfeld said so.", on="", tlp="CLEAR")
    room.post(address(case), **room.draft(remark="Gannetwick"))
    low(room)
    room.post("/watches", form="/alerts", kind="case", key=key)
    canaries = re.compile("ternhollow|merlinfeld|gannetwick", re.IGNORECASE)
    assert canaries.search(room.get("/alerts"))
    before = crawl(room.office.client, ("/", "/cases", case, "/releases", f"/entities/{SUBJECT}"))
    assert {address for address, (_, text) in before.items() if canaries.search(text)}

    room.become("An Analyst")
    room.post(f"{case}/marking", tlp="GREEN", reason="Ternhollow is a name that tells where")
    low(room)
    found = crawl(room.office.client, ("/", "/cases", "/releases", "/alerts", "/audit", f"/entities/{SUBJECT}"))
    assert [place for place, (_, text) in found.items() if canaries.search(text)] == []
    assert not [place for place in found if key in place]
    told = asked(room.office.client, {"case": [key], "subject": [SUBJECT]})
    assert [place for place, (_, text) in told.items() if canaries.search(text.replace(key, ""))] == []
    known, unknown = (room.office.client.get(f"/api/v1/cases/{one}") for one in (key, "0000"))
    assert known.status_code == unknown.status_code
    assert json.loads(known.text.replace(key, "0000")) == unknown.json()


def test_the_command_line_marks_it_too_and_lowers_nothing(room: Room, capsys: pytest.CaptureFixture[str]) -> None:
    key = room.opened().rpartition("/")[2]
    where = ("--home", str(room.folder / "home"))
    words = ["--tlp", "amber", "--audiences", "eu", "--why", _WHY]
    commands()(["case", key, "--mark", *words, *where], result_action="return_value")
    assert "is marked TLP:AMBER; REL TO eu" in capsys.readouterr().out
    with pytest.raises(WhereasError, match="never lowered"):
        commands()(["case", key, "--mark", "--tlp", "green", "--why", "lower", *where], result_action="return_value")
    room.get(f"/cases/{key}", status=400)  # nobody at the server is of the EU
