"""A release needs two people who did not both work on it, and lets out what was read and nothing else."""

from pathlib import Path

import pytest

from tests.stores import settings_of
from tests.unit.workbench.case_on_file import ADOPTION, STANDARD, SUBJECT, fill, note, texts
from tests.unit.workbench.desk_case import bench_in
from whereas.core.casework import CaseOpened, DraftSaved
from whereas.core.clearance import Clearance
from whereas.core.errors import WhereasError
from whereas.core.marking import TLP
from whereas.publish.release import ReleaseError
from whereas.workbench import desk, releases
from whereas.workbench.assessing import standard_of
from whereas.workbench.cases import open_case, subject_of
from whereas.workbench.drafts import save
from whereas.workbench.releases import (
    Request,
    Wanted,
    ask,
    decide,
    file_released,
    folder_asked,
    folder_released,
    is_released,
    request_of,
    requests,
)
from whereas.workbench.room import Room, Seen

pytestmark = pytest.mark.usefixtures("store")

NOW = "2024-02-01T09:00:00Z"
FULL = Clearance(tlp=TLP.RED)


def same(one: str, other: str) -> bool:
    return one == other


class Office:
    """People at one ledger, each with an account of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        fill(folder)
        self.room = Room(settings_of(folder / "home"), focus="dprk")
        said = CaseOpened(
            key="sangnok", question="Who answers for Sangnok?", subjects=(SUBJECT,), standards=(STANDARD,)
        )
        self.case = open_case(self.of("An Analyst").bench, said).key
        self.draft = self.saved("An Analyst")

    def of(self, name: str, clearance: Clearance = FULL, now: str = NOW) -> Seen:
        return self.room.seen(clearance, author=name, now=now)

    def saved(self, name: str, *, base: tuple[str, ...] = (), word: str = "") -> str:
        seen = self.of(name)
        known = seen.know(ADOPTION)
        said = DraftSaved(case=self.case, subject="", standard="", body="", base=base, adoption=ADOPTION)
        kept = note()
        if word:
            first = kept.sentences[0]
            changed = type(first)(text=first.text.replace("detention centre", word), claims=first.claims)
            kept = type(kept)(sentences=(changed, *kept.sentences[1:]), proportionality=kept.proportionality)
        made, _ = save(seen.bench, known, said, kept, subject=subject_of(known, SUBJECT), of=standard_of(STANDARD))
        return made.id

    def wanted(self, **other: str) -> Wanted:
        said = {"case": self.case, "subject": SUBJECT, "standard": STANDARD, "draft": self.draft, "copy": "listing",
                "recipient": "the working party", "reason": "ready for the proposal"}  # fmt: skip
        return Wanted(**(said | other))


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def asked(office: Office, **other: str) -> Request:
    return ask(office.of("A Reviewer"), office.wanted(**other))


def test_what_another_person_lets_go_is_byte_for_byte_what_was_asked_for(office: Office) -> None:
    request = asked(office)
    assert not folder_released(office.of("x"), request.said.key).exists()
    done = decide(office.of("A Releaser"), request.said.key, agreed=True, reason="read in full", same=same)
    seen = office.of("A Releaser")
    assert done.state == "agreed"
    assert is_released(seen, done)
    assert {name for name, _, _ in request.said.files} >= {"dossier.json", "dossier.docx", "verify_dossier.py"}
    for name, sha256, size in request.said.files:
        data = file_released(seen, done, name)
        assert len(data) == size, sha256
    assert not folder_asked(seen, request.said.key).exists()
    assert [one.sha256 for one in seen.bench.ledger.desk().dossiers] == [request.said.dossier]


@pytest.mark.parametrize("name", ["A Reviewer", "An Analyst"])
def test_whoever_asked_or_wrote_a_claim_or_a_sentence_does_not_agree(office: Office, name: str) -> None:
    request = asked(office)
    with pytest.raises(ReleaseError, match="does not decide"):
        decide(office.of(name), request.said.key, agreed=True, reason="fine", same=same)
    assert request_of(office.of(name).bench.ledger.desk(), request.said.key).state == "asked"


def test_two_accounts_of_one_person_are_one_person(office: Office) -> None:
    request = asked(office)
    with pytest.raises(ReleaseError, match="does not decide"):
        decide(office.of("Second Account"), request.said.key, agreed=True, reason="fine",
               same=lambda one, other: {one, other} == {"Second Account", "A Reviewer"})  # fmt: skip


def test_a_colleague_who_changed_a_sentence_of_an_earlier_version_does_not_agree(office: Office) -> None:
    changed = office.saved("A Colleague", base=(office.draft,), word="detention facility")
    office.draft = office.saved("An Analyst", base=(changed,), word="centre")
    request = asked(office)
    assert "A Colleague" in request.people
    with pytest.raises(ReleaseError, match="does not decide"):
        decide(office.of("A Colleague"), request.said.key, agreed=True, reason="fine", same=same)


def test_a_refusal_keeps_its_reason_and_nothing_leaves(office: Office) -> None:
    request = asked(office)
    done = decide(office.of("A Releaser"), request.said.key, agreed=False, reason="the roster is too young", same=same)
    assert done.decision is not None
    assert (done.state, done.decision.reason) == ("refused", "the roster is too young")
    assert not folder_released(office.of("x"), request.said.key).exists()
    with pytest.raises(ReleaseError, match="was decided"):
        decide(office.of("Another Releaser"), request.said.key, agreed=True, reason="yes", same=same)


def test_what_was_asked_for_must_be_asked_for_again_once_the_evidence_changed(office: Office) -> None:
    request = asked(office)
    with bench_in(office.folder, now=NOW, author="An Analyst") as bench:
        desk.withdraw(bench, "persons were held at the Sangnok", "the witness took it back")
    with pytest.raises(ReleaseError, match=r"barred now|changed since"):
        decide(office.of("A Releaser"), request.said.key, agreed=True, reason="read", same=same)
    assert requests(office.of("x").bench.ledger.desk())[request.said.key].state == "asked"


def test_a_comment_meanwhile_changes_nothing_of_what_leaves(office: Office) -> None:
    request = asked(office)
    office.saved("A Colleague", base=(office.draft,), word="facility")
    done = decide(office.of("A Releaser"), request.said.key, agreed=True, reason="read", same=same)
    assert done.state == "agreed"


def test_a_file_that_was_changed_where_it_waits_does_not_leave(office: Office) -> None:
    request = asked(office)
    path = folder_asked(office.of("x"), request.said.key) / "dossier.html"
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(ReleaseError, match="not what was asked for"):
        decide(office.of("A Releaser"), request.said.key, agreed=True, reason="read", same=same)
    assert requests(office.of("x").bench.ledger.desk())[request.said.key].state == "asked"


def test_a_barred_listing_copy_is_not_even_asked_for(office: Office) -> None:
    with bench_in(office.folder, now=NOW, author="An Analyst") as bench:
        desk.refile(bench, "account-1.txt", {"uses": ["un"]})
    with pytest.raises(ReleaseError, match="does not leave"):
        asked(office)


@pytest.mark.parametrize("tlp", [TLP.CLEAR, TLP.AMBER])
def test_who_does_not_see_everything_neither_asks_nor_agrees_and_is_told_no_more(office: Office, tlp: TLP) -> None:
    request = asked(office, copy="internal")
    low = office.of("A Reader", Clearance(tlp=tlp))
    with pytest.raises(WhereasError) as refused:
        ask(low, office.wanted(copy="internal"))
    assert "account-3" not in str(refused.value)
    with pytest.raises(WhereasError, match=r"not with this clearance|no release"):
        decide(low, request.said.key, agreed=True, reason="fine", same=same)


def test_of_two_versions_saved_at_once_neither_is_released(office: Office) -> None:
    office.saved("A Colleague", base=(office.draft,), word="facility")
    office.saved("Another Colleague", base=(office.draft,), word="camp")
    with pytest.raises(ReleaseError, match="side by side"):
        asked(office)


def test_a_release_that_was_cut_short_is_finished_by_agreeing_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = asked(office)

    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(releases, "send", stopped)
        decide(office.of("A Releaser"), request.said.key, agreed=True, reason="read", same=same)
    seen = office.of("A Releaser")
    left = request_of(seen.bench.ledger.desk(), request.said.key)
    assert (left.state, is_released(seen, left)) == ("agreed", False)
    done = decide(seen, request.said.key, agreed=True, reason="again", same=same)
    assert is_released(office.of("A Releaser"), done)
    assert done.decision is not None
    assert done.decision.reason == "read"


def test_the_fixture_is_the_case_of_the_tutorial(office: Office) -> None:
    seen = office.of("An Analyst")
    known = seen.know(ADOPTION)
    assert known.assess(standard_of(STANDARD), subject_of(known, SUBJECT)).verdict.value == "shown"
    assert "draft.yaml" in texts()
