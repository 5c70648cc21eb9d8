"""From a ledger to a folder: what a dossier records, when a copy stays in, and what a damaged exhibit takes with it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.assess.sangnok import ADOPTION, PROPORTIONALITY, STANDARD, SUBJECT
from tests.unit.publish.dossier import case
from tests.unit.screen.people import PARTIES, card
from whereas.core.errors import WhereasError
from whereas.core.filing import Settlement
from whereas.ledger.verify import verify
from whereas.policy.standards import standards
from whereas.publish.release import ReleaseError
from whereas.screen.index import made_of
from whereas.workbench import Workbench, desk, dossiers
from whereas.workbench.assessing import know
from whereas.workbench.dossiers import DraftNote, SentenceNote, come_back, make, read_draft, send


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    with case.open_bench(tmp_path / "home") as opened:
        case.fill(opened, tmp_path / "in")
        yield opened


def let_go(bench: Workbench, folder: Path, copy: str = "internal", **how: object) -> Path:
    made = case.made(bench, copy=copy, **how)  # type: ignore[arg-type]  # the test names them
    return send(bench, made, folder, audience="internal", reason="SECRETREASON for a test")


def test_what_was_sent_is_recorded_with_all_it_rests_on(bench: Workbench, tmp_path: Path) -> None:
    made = case.made(bench, copy="listing")
    send(bench, made, tmp_path / "out", audience="internal", reason="a test")
    [said] = bench.ledger.desk().dossiers
    assert (said.dossier, said.subject, said.standard) == (made.dossier.id, SUBJECT, STANDARD)
    # It rests on the withheld note too, which its own copy does not name.
    assert desk.find_exhibit(bench, "note.txt").sha256 in said.exhibits
    assert len(said.claims) == 4


def test_who_let_a_listing_copy_go_stands_in_custody_and_not_in_the_package(bench: Workbench, tmp_path: Path) -> None:
    path = let_go(bench, tmp_path / "out", "listing")
    told = json.loads(path.read_bytes())
    assert (told["by"], told["reason"]) == ("on record in the ledger", "on record in the ledger")
    events = [one for _, one in bench.ledger.custody_of(desk.find_exhibit(bench, "media.txt").sha256)]
    [released] = [one for one in events if one.action == "release"]
    assert released.actor == case.AUTHOR
    assert "SECRETREASON for a test" in released.note
    note = bench.ledger.custody_of(desk.find_exhibit(bench, "note.txt").sha256)
    assert not [one for _, one in note if one.action == "release"], "its bytes did not leave"
    # What the next listing copy shows of that custody names nobody either.
    let_go(bench, tmp_path / "again", "listing")
    for file in (tmp_path / "again").rglob("*.json"):
        assert case.AUTHOR not in file.read_text(encoding="utf-8")


def test_the_internal_copy_names_who_made_it(bench: Workbench, tmp_path: Path) -> None:
    assert json.loads(let_go(bench, tmp_path / "out").read_bytes())["by"] == case.AUTHOR


def test_a_listing_copy_with_an_element_missing_stays_in(bench: Workbench, tmp_path: Path) -> None:
    pain = next(one for one in bench.ledger.desk().standing if one.kind == "inflicted_pain")
    desk.withdraw(bench, pain.id, "a test")
    with pytest.raises(ReleaseError, match="not shown"):
        let_go(bench, tmp_path / "out", "listing")
    assert not (tmp_path / "out").exists()
    assert not bench.ledger.desk().dossiers


def test_a_listing_copy_with_a_failing_check_stays_in(bench: Workbench, tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match="E13: nobody searched for homonyms"):
        let_go(bench, tmp_path / "out", "listing", index=None)


def test_a_listing_copy_with_an_unchecked_sentence_stays_in(bench: Workbench, tmp_path: Path) -> None:
    claims = [one for one in bench.ledger.desk().standing if one.kind != "identity"]
    sentences = tuple(
        SentenceNote(text=one.words, claims=(one.id,), unchecked=number == 2) for number, one in enumerate(claims, 1)
    )
    with pytest.raises(ReleaseError, match="sentence 2 was changed"):
        let_go(bench, tmp_path / "out", "listing", note=DraftNote(sentences=sentences))


def test_there_is_no_way_around_a_bar() -> None:
    import inspect

    assert set(inspect.signature(send).parameters) == {"bench", "made", "folder", "audience", "reason"}


def test_a_draft_criterion_is_no_law(bench: Workbench) -> None:
    known = know(bench, "dprk", as_of=ADOPTION)
    key = next(key for key in standards() if key.startswith("draft-"))
    draft = dossiers.draft_of(bench, known, known.subject(SUBJECT), standards()[key], adoption=ADOPTION)
    assert any("is a draft and no law" in bar for bar in make(bench, known, draft, copy="listing").bars)


@pytest.mark.parametrize(("forum", "barred"), [("", False), ("eu-listing", False), ("coi", True),
                                               ("reasonable-basis", True), ("icc-trial", True)])  # fmt: skip
def test_a_weaker_standard_of_proof_does_not_open_the_door(bench: Workbench, forum: str, barred: bool) -> None:
    known = know(bench, "dprk", as_of=ADOPTION)
    draft = dossiers.draft_of(
        bench, known, known.subject(SUBJECT), standards()[STANDARD], adoption=ADOPTION, forum=forum
    )
    bars = make(bench, known, draft, copy="listing").bars
    assert any("leave out --forum" in bar for bar in bars) is barred


def test_nothing_but_the_package_stands_beside_a_listing_copy(bench: Workbench, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    let_go(bench, folder)
    (folder / "edited.docx").write_bytes(b"internal words")
    with pytest.raises(ReleaseError, match=r"edited\.docx"):
        let_go(bench, folder, "listing")
    (folder / "edited.docx").unlink()
    let_go(bench, folder, "listing")
    held = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert held == {*json.loads((folder / "RELEASE.json").read_bytes())["files"], "RELEASE.json"}


def test_nobodys_edits_are_written_over(bench: Workbench, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    let_go(bench, folder)
    (folder / "dossier.docx").write_bytes(b"hours of work")
    with pytest.raises(ReleaseError, match="was edited"):
        let_go(bench, folder)
    assert (folder / "dossier.docx").read_bytes() == b"hours of work"


def test_a_link_in_the_folder_leads_nothing_out(bench: Workbench, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "out/exhibits").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ReleaseError, match="outside of the folder"):
        let_go(bench, tmp_path / "out")
    assert not list((tmp_path / "elsewhere").iterdir())


def test_a_changed_exhibit_names_every_dossier_that_rests_on_it(bench: Workbench, tmp_path: Path) -> None:
    two = [let_go(bench, tmp_path / copy, copy) for copy in ("internal", "listing")]
    ids = {one.dossier for one in bench.ledger.desk().dossiers}
    office = next(one for one in bench.ledger.desk().standing if one.kind == "holds_office")
    custody = next(one for one in bench.ledger.desk().standing if one.kind == "held_in_custody")
    third = DraftNote(sentences=(SentenceNote(text=custody.words, claims=(custody.id,)),))
    let_go(bench, tmp_path / "third", note=third)
    [other] = {one.dossier for one in bench.ledger.desk().dossiers} - ids
    assert len(two) == len(ids) == 2
    assert not verify(bench.ledger, bench.modules, reader=bench.reader).findings
    paper = next(span.exhibit for span in office.spans if span.lang == "ko")
    path = bench.ledger.archive.path(paper)
    path.chmod(0o600)
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    found = [one for one in verify(bench.ledger, bench.modules, reader=bench.reader).findings
             if one.kind == "unsupported"]  # fmt: skip
    assert {one.where.split()[1] for one in found} == {key[:12] for key in ids}
    assert not any(other[:12] in one.where for one in found)
    assert all(paper in one.words for one in found)


def test_homonyms_are_searched_under_every_name(bench: Workbench) -> None:
    index = made_of((*PARTIES, card("other", "HAN Jae Mok", births=("1980",))), revision="b" * 64)
    told = case.made(bench, index=index).dossier
    assert any("other" in one for one in told.homonyms)
    assert any(rule == "E13" for rule, *_ in told.findings)
    assert "15 listed parties" in told.searched


def test_a_name_given_as_an_alias_is_searched_too(bench: Workbench) -> None:
    claims = """
claims:
  - {kind: identity, subject: han-jae-mok, words: He is also called Pak Tong Hyok., object: "alias: Pak Tong Hyok",
     spans: [{exhibit: SECRETFILE-1.txt, quote: Han Jae-mok was the head}]}
"""
    desk.claim(bench, "more.yaml", claims)
    assert any("(pak," in one for one in case.made(bench).dossier.homonyms)


def test_as_known_on_a_day_shows_nothing_later(tmp_path: Path) -> None:
    with case.open_bench(tmp_path / "home", now="2024-06-01T09:00:00Z") as bench:
        case.fill(bench, tmp_path / "in")
    with case.open_bench(tmp_path / "home", now="2024-07-01T09:00:00Z") as bench:
        let_go(bench, tmp_path / "out", "listing")
        pain = next(one for one in bench.ledger.desk().standing if one.kind == "inflicted_pain")
        desk.withdraw(bench, pain.id, "taken back later")
        then = case.made(bench, known_on="2024-06-15").dossier
        now = case.made(bench).dossier
    assert (then.verdict, now.verdict) == ("shown", "not_shown")
    assert then.known_on == "2024-06-15"
    days = {at[:10] for one in then.exhibits for at, *_ in one.custody}
    assert days == {"2024-06-01"}
    assert "2024-07-01" in {at[:10] for one in now.exhibits for at, *_ in one.custody}


def test_adverse_evidence_says_how_it_was_answered(bench: Workbench) -> None:
    rival = """
claims:
  - {kind: holds_office, subject: han-jae-mok, object: chief of all centres, start: "2018",
     words: Han Jae-mok was head from 2018., rivals: sangnok-head,
     spans: [{exhibit: against.txt, quote: came to Sangnok only in 2018, lang: en}]}
"""
    [late] = desk.claim(bench, "rival.yaml", rival)
    used = [one for one in bench.ledger.desk().standing if one.kind != "identity" and one.id != late.id]
    note = DraftNote(sentences=tuple(SentenceNote(text=one.words, claims=(one.id,)) for one in used))
    assert "Not answered yet" in case.made(bench, note=note).dossier.adverse[0]
    office = next(one for one in used if one.kind == "holds_office")
    with bench.ledger.writing(bench.now) as writer:
        writer.record(Settlement(gives_way=late.id, stands=office.id, why="He was deputy before."), "B")
    [told] = case.made(bench, note=note).dossier.adverse
    assert told.endswith("Answered: He was deputy before.")
    assert "chief of all centres" not in str(case.made(bench, note=note).dossier.identifying)
    assert "SECRETADVERSE letter" in told


def test_another_party_in_the_same_office_at_the_time_is_adverse(bench: Workbench) -> None:
    other = """
claims:
  - {kind: holds_office, subject: kil-pyong-su, object: head of the Sangnok detention centre, start: "2016",
     end: "2021", words: Kil Pyong-su was head from 2016 to 2021., rivals: sangnok-head,
     spans: [{exhibit: against.txt, quote: came to Sangnok only in 2018, lang: en}]}
"""
    desk.claim(bench, "other.yaml", other)
    assert any("Kil Pyong-su was head" in told for told in case.made(bench).dossier.adverse)
    assert not any("Kil Pyong-su" in told for told in case.made(bench, copy="listing").dossier.adverse)


@pytest.mark.parametrize("copy", dossiers.COPIES)
def test_an_edited_copy_makes_the_next_draft(bench: Workbench, copy: str) -> None:
    made = case.made(bench, copy=copy)
    _returned, note = come_back(made.files["dossier.docx"], made.files["dossier.json"])
    again = case.made(bench, copy=copy, note=note)
    assert again.claims == made.claims
    assert [one.text for one in again.dossier.lines] == [one.text for one in made.dossier.lines]
    assert again.dossier.lines == made.dossier.lines


def test_mistakes_are_told() -> None:
    with pytest.raises(WhereasError, match="sentences"):
        read_draft("draft.yaml", "sentences: 3")


@pytest.mark.parametrize(
    ("how", "words"),
    [({"adoption": "2024"}, "is not a day"), ({"forum": "nowhere"}, "there is no forum"),
     ({"note": DraftNote(sentences=(SentenceNote(text="T", claims=("ffffffff",)),))}, "names the claim")],
)  # fmt: skip
def test_a_draft_that_cannot_be_made_says_why(bench: Workbench, how: dict[str, object], words: str) -> None:
    known = know(bench, "dprk", as_of=ADOPTION)
    asked: dict[str, object] = {"adoption": ADOPTION} | how
    with pytest.raises(WhereasError, match=words):
        dossiers.draft_of(bench, known, known.subject(SUBJECT), standards()[STANDARD], **asked)  # type: ignore[arg-type]


def test_there_are_two_copies(bench: Workbench) -> None:
    with pytest.raises(WhereasError, match="there is no copy 'public'"):
        case.made(bench, copy="public", note=DraftNote(proportionality=PROPORTIONALITY))
