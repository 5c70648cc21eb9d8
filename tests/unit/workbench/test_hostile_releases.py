"""What is raised in the very moment of a decision is not overtaken by it."""

from pathlib import Path

import pytest

from tests.unit.workbench.case_on_file import STANDARD, SUBJECT
from tests.unit.workbench.test_releases import Office, same
from whereas.core.casework import Comment
from whereas.core.marking import TLP, Marking
from whereas.publish.release import ReleaseError
from whereas.workbench import releases
from whereas.workbench.cases import comment, raise_marking
from whereas.workbench.releases import Request, Wanted, ask, decide, folder_released, is_released, request_of
from whereas.workbench.room import Seen

pytestmark = pytest.mark.usefixtures("store")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def asked(office: Office) -> Request:
    return ask(office.of("A Reviewer"), Wanted(
        case=office.case, subject=SUBJECT, standard=STANDARD, draft=office.draft, copy="listing",
        recipient="the working party", reason="ready",
    ))  # fmt: skip


def meanwhile(monkeypatch: pytest.MonkeyPatch, what: str, office: Office) -> None:
    """Somebody else writes when all was checked, and nothing is decided yet."""
    files = releases._as_asked

    def then(seen: Seen, request: Request) -> releases.Made:
        bench = office.of("An Analyst").bench
        if what == "raised":
            raise_marking(bench, office.case, Marking(tlp=TLP.RED), "a source could be known by it")
        else:
            comment(bench, Comment(case=office.case, words="nothing that is of the dossier"))
        return files(seen, request)

    monkeypatch.setattr(releases, "_as_asked", then)


def test_a_case_that_is_raised_while_its_release_is_decided_is_not_released(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = asked(office)
    meanwhile(monkeypatch, "raised", office)
    seen = office.of("A Releaser")
    with pytest.raises(ReleaseError, match="marked more strictly"):
        decide(seen, request.said.key, agreed=True, reason="read", same=same)
    assert request_of(seen.bench.ledger.desk(), request.said.key).state == "asked"
    assert not folder_released(seen, request.said.key).exists()


def test_what_is_written_meanwhile_and_changes_nothing_of_it_does_not_hinder_it(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = asked(office)
    meanwhile(monkeypatch, "remarked", office)
    seen = office.of("A Releaser")
    assert is_released(seen, decide(seen, request.said.key, agreed=True, reason="read", same=same))
