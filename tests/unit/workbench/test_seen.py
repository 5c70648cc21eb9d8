"""What a clearance does not cover is nowhere: not among exhibits, claims or origins, nor in what may be written."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.stores import settings_of
from tests.unit.workbench.desk_case import NOW, add_text, bench_in
from whereas.core.clearance import WHOLE, Clearance
from whereas.core.errors import LedgerError, WhereasError
from whereas.core.filing import Dissent, Filing
from whereas.core.marking import TLP, Marking
from whereas.ledger.ledger import Ledger
from whereas.workbench import desk
from whereas.workbench.room import Room, Seen

pytestmark = pytest.mark.usefixtures("store")

READER = Clearance()
CLEARED = Clearance(tlp=TLP.AMBER_STRICT)
CANARY = "Kestrel"  # an invented word that stands in nothing but what is marked
CLAIMS = f"""
claims:
  - {{kind: holds_office, subject: han, object: head of Sangnok, words: Han was head., start: 2016, end: 2021, rivals: office of Han, spans: [{{exhibit: open.txt, quote: Han was head}}]}}
  - {{kind: holds_office, subject: han, object: {CANARY} office, words: Han led {CANARY}., start: 2016, end: 2021, rivals: office of Han, spans: [{{exhibit: closed.txt, quote: {CANARY}}}]}}
  - {{kind: listed, subject: han, object: an act, words: Han is listed., spans: [{{exhibit: open.txt, quote: Han is listed}}], against: [{{exhibit: closed.txt, quote: not Han}}]}}
"""  # noqa: E501 -- one claim a line reads best


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    red = Marking(tlp=TLP.AMBER_STRICT)
    with bench_in(tmp_path) as bench:
        add_text(bench, tmp_path, "open.txt", "Han was head. Han is listed.", evidence="ngo", available="2023")
        add_text(bench, tmp_path, "closed.txt", f"{CANARY}. It was not Han.", evidence="ngo", available="2023",
                 marking=red, title=f"On {CANARY}")  # fmt: skip
        desk.claim(bench, "claims.yaml", CLAIMS)
    return tmp_path


def seen_by(folder: Path, clearance: Clearance, author: str = "A Reader") -> Seen:
    return Room(settings_of(folder / "home"), focus="dprk").seen(clearance, author=author, now=NOW)


def test_a_reader_sees_no_trace_of_what_is_marked(folder: Path) -> None:
    ledger = seen_by(folder, READER).bench.ledger
    assert [one.name for one in ledger.exhibits().values()] == ["open.txt"]
    assert [one.words for one in ledger.desk().claims.values()] == ["Han was head."]
    assert CANARY not in repr(ledger.desk())
    assert ledger.named("closed.txt") == []


def test_who_is_cleared_sees_all_of_it(folder: Path) -> None:
    ledger = seen_by(folder, CLEARED).bench.ledger
    assert len(ledger.exhibits()) == 2
    assert len(ledger.desk().claims) == 3


def test_bytes_that_are_not_shown_are_as_if_they_were_not_there(folder: Path) -> None:
    hidden = seen_by(folder, WHOLE).bench.ledger.named("closed.txt")[0].sha256
    archive = seen_by(folder, READER).bench.ledger.archive
    assert not archive.is_whole(hidden)
    assert hidden not in set(archive.names())
    with pytest.raises(LedgerError) as unknown:
        archive.read("0" * 64)
    with pytest.raises(LedgerError) as unseen:
        archive.read(hidden)
    assert str(unseen.value).replace(hidden[:12], "0" * 12) == str(unknown.value)
    ledger = seen_by(folder, READER).bench.ledger
    assert ledger.custody_of(hidden) == []
    assert ledger.captures([hidden]).entries == {}


def test_what_gave_way_to_a_hidden_claim_does_not_seem_to_stand(folder: Path) -> None:
    with bench_in(folder) as bench:
        desk.settle(bench, "Han was head.", f"Han led {CANARY}", "the closed paper is an order")
    assert seen_by(folder, READER).bench.ledger.desk().claims == {}
    assert len(seen_by(folder, CLEARED).bench.ledger.desk().standing) == 3


def test_two_that_repeat_one_hidden_origin_stay_one_lineage(folder: Path) -> None:
    hidden = seen_by(folder, WHOLE).bench.ledger.named("closed.txt")[0].sha256
    with bench_in(folder) as bench:
        desk.refile(bench, "closed.txt", {"repeats": ["wire:one"]})
        for name in ("first.txt", "second.txt"):
            add_text(bench, folder, name, f"{name} repeats it", evidence="press", repeats=(hidden,))
        third = add_text(bench, folder, "third.txt", "the wire itself", evidence="press", repeats=("wire:one",))
    board = seen_by(folder, READER).bench.ledger.desk()
    by_title = {one.title: set(one.repeats) for one in board.filings.values()}
    assert by_title["first.txt"] == by_title["second.txt"] != set()
    assert "wire:one" in by_title["first.txt"] & set(board.filings[third].repeats)
    assert hidden not in repr(board)


def test_filing_anew_by_who_does_not_see_an_origin_parts_no_lineage(folder: Path) -> None:
    hidden = seen_by(folder, WHOLE).bench.ledger.named("closed.txt")[0].sha256
    with bench_in(folder) as bench:
        first = add_text(bench, folder, "first.txt", "repeats it", evidence="press", repeats=(hidden,))
    desk.refile(seen_by(folder, READER, "An Analyst").bench, "first.txt", {"title": "A better title"})
    filing = seen_by(folder, WHOLE).bench.ledger.desk().filings[first]
    assert (filing.title, filing.repeats) == ("A better title", (hidden,))


def test_a_piece_of_a_marked_whole_is_marked_as_the_whole_is(folder: Path) -> None:
    with bench_in(folder) as bench:
        whole = bench.ledger.named("closed.txt")[0].sha256
        add_text(bench, folder, "piece.txt", "a piece", evidence="ngo")
        assert seen_by(folder, READER).bench.ledger.named("piece.txt") != []
        desk.refile(bench, "piece.txt", {"parent": whole})
    assert seen_by(folder, READER).bench.ledger.named("piece.txt") == []
    assert len(seen_by(folder, CLEARED).bench.ledger.named("piece.txt")) == 1


def test_what_is_for_one_audience_is_shown_to_its_members_only(folder: Path) -> None:
    with bench_in(folder) as bench:
        only = Marking(releasable_to=frozenset({"eu"}))
        add_text(bench, folder, "eu.txt", "for the Union", evidence="ngo", marking=only)
    assert seen_by(folder, READER).bench.ledger.named("eu.txt") == []
    assert seen_by(folder, Clearance(audiences=frozenset({"eu"}))).bench.ledger.named("eu.txt") != []


def test_nobody_marks_a_thing_out_of_their_own_sight(folder: Path) -> None:
    bench = seen_by(folder, READER, "An Analyst").bench
    with pytest.raises(WhereasError, match="you would not see it yourself"):
        desk.refile(bench, "open.txt", {"marking": {"tlp": int(TLP.RED)}})
    assert seen_by(folder, READER).bench.ledger.named("open.txt") != []


def test_bringing_marked_bytes_again_lowers_no_marking(folder: Path) -> None:
    bench = seen_by(folder, READER, "An Analyst").bench
    with pytest.raises(WhereasError, match="cannot be recorded with your account"):
        add_text(bench, folder, "closed.txt", f"{CANARY}. It was not Han.", evidence="ngo")
    assert seen_by(folder, READER).bench.ledger.named("closed.txt") == []


def test_a_dissent_on_a_hidden_claim_is_hidden_with_it(folder: Path) -> None:
    hidden = next(one for one in seen_by(folder, WHOLE).bench.ledger.desk().claims.values() if CANARY in one.words)
    with bench_in(folder) as bench:
        desk.dissent(bench, hidden.id[:12], f"{CANARY} is no office")
        desk.dissent(bench, "iaea-return", "one visit is no return")
    board = seen_by(folder, READER).bench.ledger.desk()
    assert [one.said.words for one in board.dissents if isinstance(one.said, Dissent)] == ["one visit is no return"]


def test_a_subject_with_a_hidden_claim_is_not_whole_for_a_reader(folder: Path) -> None:
    assert not seen_by(folder, READER).is_whole(["han"])
    assert seen_by(folder, READER).is_whole(["somebody else"])
    assert seen_by(folder, CLEARED).is_whole(["han"])


def test_what_nobody_filed_is_shown_to_nobody_but_the_house(folder: Path) -> None:
    with bench_in(folder) as bench, bench.ledger.writing(NOW) as writer:
        known = bench.ledger.named("open.txt")[0]
        sha256, sha3_512 = bench.ledger.archive.keep(b"unfiled")
        writer.capture(replace(known, sha256=sha256, sha3_512=sha3_512, name="unfiled.txt"), "x")
    assert seen_by(folder, Clearance(tlp=TLP.RED)).bench.ledger.named("unfiled.txt") == []
    assert seen_by(folder, WHOLE).bench.ledger.named("unfiled.txt") != []


def test_the_writing_of_one_is_seen_by_another_at_once(folder: Path) -> None:
    room = Room(settings_of(folder / "home"), focus="dprk")
    one, other = (room.seen(READER, author=name, now=NOW) for name in ("One", "Other"))
    assert len(one.knowledge.board.claims) == 1
    desk.withdraw(other.bench, "Han was head.", "the roster says otherwise")
    again = room.seen(READER, author="One", now=NOW)
    assert again.knowledge.board.standing == ()
    assert again.bench.ledger.desk().log[-1].by == "Other"


def test_every_way_to_read_a_ledger_is_narrowed_or_tells_nothing() -> None:
    """A way to read that is added to the ledger must be narrowed for a clearance, or stand here with its reason."""
    tells_nothing = {
        "root",  # a digest of the whole log
        "writing",  # hands out `writer`, which is narrowed
    }
    from whereas.workbench.seen import SeenLedger

    ways = {
        name for name, of in vars(Ledger).items() if not name.startswith("_") and (callable(of) or hasattr(of, "fget"))
    }
    assert ways - tells_nothing <= set(vars(SeenLedger))


def test_filing_is_taken_with_a_marking_that_is_covered(folder: Path) -> None:
    bench = seen_by(folder, CLEARED, "An Analyst").bench
    filed: Filing = desk.refile(bench, "open.txt", {"marking": {"tlp": int(TLP.AMBER)}})
    assert filed.marking.tlp is TLP.AMBER
    assert seen_by(folder, READER).bench.ledger.named("open.txt") == []
