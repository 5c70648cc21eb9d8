"""Cases are folded from what was recorded, and what is wrong with a record is said before it is made."""

from pathlib import Path

import pytest

from tests.stores import settings_of
from tests.unit.workbench.case_on_file import STANDARD, SUBJECT, fill, note
from tests.unit.workbench.desk_case import NOW, bench_in
from whereas.core.casework import CaseChanged, CaseOpened, Comment, DraftSaved
from whereas.core.clearance import Clearance
from whereas.core.errors import WhereasError
from whereas.core.marking import TLP, Marking
from whereas.workbench.assessing import know, standard_of
from whereas.workbench.cases import case_of, cases, change, comment, open_case, subject_of
from whereas.workbench.dossiers import DraftNote, SentenceNote, read_draft
from whereas.workbench.drafts import body_of, differences, heads, save, versions
from whereas.workbench.room import Room

pytestmark = pytest.mark.usefixtures("store")

SAID = CaseOpened(key="sangnok", question="Who answers?", subjects=(SUBJECT,), standards=("torture",))


def test_a_case_is_what_was_last_said_of_it(tmp_path: Path) -> None:
    with bench_in(tmp_path) as bench:
        key = open_case(bench, SAID).key
        change(bench, CaseChanged(case=key, people=("B", "C"), subjects=("another",)))
        change(bench, CaseChanged(case=key, not_people=("B",), state="closed", reason="answered"))
        found = case_of(bench.ledger.desk(), key)
        assert (found.state, found.reason) == ("closed", "answered")
        assert found.people == ("An Analyst", "C")
        assert found.subjects == (SUBJECT, "another")
        assert found.standards == (STANDARD,)
        assert [type(one.said).__name__ for one in found.records] == ["CaseOpened", "CaseChanged", "CaseChanged"]


def test_what_changes_nothing_is_not_recorded(tmp_path: Path) -> None:
    with bench_in(tmp_path) as bench:
        key = open_case(bench, SAID).key
        change(bench, CaseChanged(case=key, people=("An Analyst",), state="open"))
        assert len(case_of(bench.ledger.desk(), key).records) == 1


@pytest.mark.parametrize(
    "said",
    [
        CaseChanged(case="KEY", state="parked"),
        CaseChanged(case="KEY", state="finished", reason="x"),
        CaseChanged(case="KEY", standards=("no-such-law",)),
        CaseChanged(case="none-000000", people=("B",)),
    ],
)
def test_a_change_that_cannot_be_is_refused(tmp_path: Path, said: CaseChanged) -> None:
    with bench_in(tmp_path) as bench:
        key = open_case(bench, SAID).key
        named = CaseChanged(
            **{one: getattr(said, one) for one in said.__slots__} | {"case": said.case.replace("KEY", key)}
        )
        with pytest.raises(WhereasError):
            change(bench, named)
        assert len(case_of(bench.ledger.desk(), key).records) == 1


def test_a_comment_is_marked_at_least_as_its_case(tmp_path: Path) -> None:
    with bench_in(tmp_path) as bench:
        marked = CaseOpened(key="marked", question="Who?", marking=Marking(tlp=TLP.AMBER))
        key = open_case(bench, marked).key
        comment(bench, Comment(case=key, words="a remark"))
        ((_, said),) = case_of(bench.ledger.desk(), key).comments
        assert said.marking.tlp is TLP.AMBER
        with pytest.raises(WhereasError):
            comment(bench, Comment(case=key, words="  "))


def test_whoever_may_not_see_a_case_can_neither_read_nor_write_in_it(tmp_path: Path) -> None:
    with bench_in(tmp_path) as bench:
        key = open_case(bench, CaseOpened(key="marked", question="Who?", marking=Marking(tlp=TLP.AMBER))).key
        change(bench, CaseChanged(case=key, people=("B",)))
    low = Room(settings_of(tmp_path / "home"), focus="dprk").seen(Clearance(tlp=TLP.GREEN), author="Low", now=NOW).bench
    assert cases(low.ledger.desk()) == {}
    assert low.ledger.desk().log == ()
    for act in (lambda: change(low, CaseChanged(case=key, people=("Low",))),
                lambda: comment(low, Comment(case=key, words="hello"))):  # fmt: skip
        with pytest.raises(WhereasError, match="there is no case"):
            act()


def test_a_version_bears_the_marking_of_what_it_rests_on_and_is_seen_by_nobody_below(tmp_path: Path) -> None:
    fill(tmp_path, lists=False)
    with bench_in(tmp_path) as bench:
        key = open_case(bench, SAID).key
        known = know(bench, "dprk")
        said = DraftSaved(case=key, subject="", standard="", body="", adoption="2024-07-22")
        made, _ = save(bench, known, said, note(), subject=subject_of(known, SUBJECT), of=standard_of(STANDARD))
        assert made.marking.tlp is TLP.AMBER
        assert len(made.claims) == 4
    low = Room(settings_of(tmp_path / "home"), focus="dprk").seen(Clearance(tlp=TLP.GREEN), author="Low", now=NOW).bench
    assert versions(case_of(low.ledger.desk(), key), SUBJECT, STANDARD) == ()


def test_a_draft_survives_the_way_into_the_log_and_back() -> None:
    said = DraftNote(
        sentences=(SentenceNote(text="한재목은 상록에 있었다: “yes”, #1 - no", claims=("a" * 64,), unchecked=True),),
        proportionality="line\nbreak: kept", renewal=True,
    )  # fmt: skip
    assert read_draft("x", body_of(said)) == said


def test_differences_are_told_by_sentence_word_and_claim() -> None:
    old = DraftNote(sentences=(SentenceNote(text="He was head.", claims=("a",)), SentenceNote(text="Gone.")))
    new = DraftNote(sentences=(SentenceNote(text="He was deputy head.", claims=("b",)),), persistence="still")
    changed, gone, note_of = differences(old, new)
    assert changed.pieces == (("same", "He was"), ("new", "deputy"), ("same", "head."))
    assert (changed.lost, changed.won) == (("a",), ("b",))
    assert gone.kind == "gone"
    assert note_of.kind == "persistence"
    assert heads(()) == ()
