"""Problems in the data, kept as data."""

import msgspec
import pytest

from whereas.core.issue import Issue, IssueKind


def test_an_issue_stands_for_one_place_unless_it_says_how_many() -> None:
    assert Issue(kind=IssueKind.ODD, locator="row:2").count == 1
    assert Issue(kind=IssueKind.UNREAD, locator="row:2", count=40).count == 40


def test_an_issue_survives_the_wire_whole() -> None:
    issue = Issue(kind=IssueKind.DATE, locator="row:2#DOB", field="DOB", value="\x1a31.02.1966", message="no such day")
    assert msgspec.json.decode(msgspec.json.encode(issue), type=Issue) == issue


def test_an_issue_of_an_unknown_kind_is_refused_on_the_wire() -> None:
    with pytest.raises(msgspec.ValidationError, match="Invalid enum"):
        msgspec.json.decode(b'{"kind": "invented", "locator": "row:2"}', type=Issue)


def test_an_issue_is_never_changed() -> None:
    with pytest.raises(AttributeError):
        Issue(kind=IssueKind.ODD, locator="row:2").value = "other"  # type: ignore[misc]  # what is tried


def test_every_kind_is_explained() -> None:
    assert all(kind.name in str(IssueKind.__doc__) for kind in IssueKind)
