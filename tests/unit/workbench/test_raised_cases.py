"""A case's marking is raised and never lowered, and all that is of the case follows it, also what was there before."""

from pathlib import Path

import pytest

from tests.stores import settings_of
from tests.unit.workbench.case_on_file import STANDARD, SUBJECT
from tests.unit.workbench.desk_case import NOW, bench_in
from tests.unit.workbench.test_releases import Office, same
from whereas.core.casework import CaseOpened, Comment
from whereas.core.clearance import Clearance
from whereas.core.errors import WhereasError
from whereas.core.marking import TLP, Marking
from whereas.publish.release import ReleaseError
from whereas.workbench.cases import case_of, cases, comment, open_case, raise_marking
from whereas.workbench.drafts import versions
from whereas.workbench.releases import Wanted, ask, decide, is_released, requests
from whereas.workbench.room import Room

SAID = CaseOpened(key="sangnok", question="Who answers?", subjects=(SUBJECT,), standards=("torture",))
GREEN, RED = Clearance(tlp=TLP.GREEN), Clearance(tlp=TLP.RED)
EU = frozenset({"eu"})


def test_a_marking_is_raised_with_a_reason_and_stands_in_the_log(tmp_path: Path) -> None:
    with bench_in(tmp_path) as bench:
        key = open_case(bench, SAID).key
        comment(bench, Comment(case=key, words="a remark"))
        found = raise_marking(bench, key, Marking(tlp=TLP.AMBER, releasable_to=EU), " a source could be known by it ")
        assert str(found.marking) == "TLP:AMBER; REL TO eu"
        assert found.records[-1].by == "An Analyst"
        assert getattr(found.records[-1].said, "reason", "") == "a source could be known by it"
        ((_, remark),) = found.comments
        assert remark.marking == found.marking


@pytest.mark.parametrize(
    ("to", "reason"),
    [
        (Marking(tlp=TLP.GREEN, releasable_to=EU), "lower"),
        (Marking(), "opened to all"),
        (Marking(tlp=TLP.AMBER, releasable_to=frozenset({"eu", "un"})), "more audiences"),
        (Marking(tlp=TLP.RED), " "),
    ],
)
def test_it_is_not_lowered_nor_raised_without_a_reason(tmp_path: Path, to: Marking, reason: str) -> None:
    with bench_in(tmp_path) as bench:
        key = open_case(bench, SAID).key
        before = raise_marking(bench, key, Marking(tlp=TLP.AMBER, releasable_to=EU), "first").records
        with pytest.raises(WhereasError):
            raise_marking(bench, key, to, reason)
        found = case_of(bench.ledger.desk(), key)
        assert found.records == before
        assert str(found.marking) == "TLP:AMBER; REL TO eu"


def test_whoever_is_not_covered_any_more_sees_and_writes_nothing_also_of_what_was_there_before(tmp_path: Path) -> None:
    with bench_in(tmp_path) as bench:
        key = open_case(bench, SAID).key
        comment(bench, Comment(case=key, words="a remark"))
    room = Room(settings_of(tmp_path / "home"), focus="dprk")
    low = room.seen(GREEN, author="Low", now=NOW).bench
    assert key in cases(low.ledger.desk())
    before = low.ledger.view().revision
    with bench_in(tmp_path) as bench:
        raise_marking(bench, key, Marking(tlp=TLP.AMBER), "a source could be known by it")
    for board in (low.ledger.desk(), low.ledger.desk(revision=before), low.ledger.desk(known_on=NOW[:10])):
        assert cases(board) == {}
        assert board.log == ()
    with pytest.raises(WhereasError, match="there is no case"):
        comment(low, Comment(case=key, words="still here?"))
    with pytest.raises(WhereasError, match="there is no case"):
        low.ledger.refuse_unseen(Comment(case=key, words="still here?"))  # type: ignore[attr-defined] # a seen ledger


def test_audiences_narrow_a_case_to_their_members(tmp_path: Path) -> None:
    with bench_in(tmp_path) as bench:
        key = open_case(bench, SAID).key
        raise_marking(bench, key, Marking(releasable_to=frozenset({"eu", "un"})), "for these two")
        raise_marking(bench, key, Marking(releasable_to=EU), "for one")
    room = Room(settings_of(tmp_path / "home"), focus="dprk")
    for audiences, there in ((EU, True), (frozenset({"un"}), False), (frozenset(), False)):
        seen = room.seen(Clearance(tlp=TLP.RED, audiences=audiences), author="P", now=NOW)
        assert (key in cases(seen.bench.ledger.desk())) is there


def test_nobody_raises_it_out_of_their_own_sight(tmp_path: Path) -> None:
    with bench_in(tmp_path) as bench:
        key = open_case(bench, SAID).key
    room = Room(settings_of(tmp_path / "home"), focus="dprk")
    low = room.seen(GREEN, author="Low", now=NOW).bench
    for to in (Marking(tlp=TLP.AMBER), Marking(releasable_to=EU)):
        with pytest.raises(WhereasError, match="you would not see it yourself"):
            raise_marking(low, key, to, "up")
    assert case_of(low.ledger.desk(), key).marking == Marking()


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def test_drafts_and_releases_follow_and_what_waits_is_asked_for_anew(office: Office) -> None:
    wanted = Wanted(case=office.case, subject=SUBJECT, standard=STANDARD, draft=office.draft, copy="listing",
                    recipient="the working party", reason="ready")  # fmt: skip
    old = ask(office.of("A Reviewer"), wanted)
    assert old.said.marking.tlp is TLP.AMBER
    raise_marking(office.of("An Analyst").bench, office.case, Marking(tlp=TLP.RED), "a source could be known by it")

    board = office.of("A Releaser").bench.ledger.desk()
    assert requests(board)[old.said.key].said.marking.tlp is TLP.RED
    assert {one.said.marking.tlp for one in versions(case_of(board, office.case), SUBJECT, STANDARD)} == {TLP.RED}
    with pytest.raises(ReleaseError, match="marked more strictly"):
        decide(office.of("A Releaser"), old.said.key, agreed=True, reason="read", same=same)

    new = ask(office.of("A Reviewer", now="2024-02-01T10:00:00Z"), wanted)
    done = decide(office.of("A Releaser"), new.said.key, agreed=True, reason="read", same=same)
    assert is_released(office.of("A Releaser"), done)
    amber = office.of("Low", Clearance(tlp=TLP.AMBER_STRICT)).bench.ledger
    assert requests(amber.desk()) == {}
    assert amber.desk().dossiers == ()
    notes = [one.note for key in amber.exhibits() for _, one in amber.custody_of(key)]
    assert not [one for one in notes if "working party" in one]
    whole = office.of("A Releaser").bench.ledger
    assert [one for key in whole.exhibits() for _, one in whole.custody_of(key) if "working party" in one.note]
