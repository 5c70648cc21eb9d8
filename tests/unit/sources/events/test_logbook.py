"""Logs kept by hand: what a row says, what is wrong with one, and how several logs stand side by side."""

from pathlib import Path

import pytest

from whereas.core.errors import StructureError
from whereas.core.issue import IssueKind
from whereas.sources.catalogue import sources
from whereas.sources.events import logbook

from ..lists.reading import FIXTURES, fixture, ids, read, values

HEADER = "date,until,kind,name,summary,place,country,source,url,keywords\n"


def test_a_row_is_an_event_with_its_kind_and_who_says_it() -> None:
    said = fixture("logbook", "border.csv").statements
    (event,) = [one.entity for one in said if one.value == "Balloons with waste, an invented night"]

    assert values(said, event, "date") == ["2024-05-28"]
    assert values(said, event, "endDate") == ["2024-05-29"]
    assert values(said, event, "keywords") == ["log:balloon", "waste", "night"]
    assert values(said, event, "publisher") == ["An invented paper"]
    assert values(said, event, "sourceUrl") == ["https://example.org/balloons"]


def test_each_row_that_cannot_be_read_is_named_with_its_line_and_counts_nowhere() -> None:
    parsed = fixture("logbook", "border.csv")

    assert [(one.kind, one.locator, one.field) for one in parsed.issues] == [
        (IssueKind.DATE, "row:4#date", "date"),
        (IssueKind.DATE, "row:5#until", "until"),
        (IssueKind.ODD, "row:6#kind", "kind"),
        (IssueKind.ODD, "row:7#source", "source"),
        (IssueKind.COUNTRY, "row:8#country", "country"),
    ]
    assert all("line" in one.message for one in parsed.issues[:4])
    assert len(ids(parsed.statements, "Event")) == 3


def test_two_rows_alike_are_two_and_said_to_be_alike(tmp_path: Path) -> None:
    place = tmp_path / "sea.csv"
    place.write_text(HEADER + "2024,,noise,Noise,,,,A paper,,\n" * 2)
    parsed = read("logbook", place)

    assert len(ids(parsed.statements, "Event")) == 2
    assert [(one.kind, one.locator) for one in parsed.issues] == [(IssueKind.DOUBLE, "row:3#name")]


@pytest.mark.parametrize(
    "text", ["", "date,kind,name\n2024,noise,Noise\n", HEADER + "2024,,noise,Noise, with a comma,,,,A paper,,\n"]
)
def test_what_is_no_log_is_refused_with_the_header_it_needs(tmp_path: Path, text: str) -> None:
    place = tmp_path / "log.csv"
    place.write_text(text)

    with pytest.raises(StructureError) as caught:
        read("logbook", place)
    assert HEADER.strip() in caught.value.todo


def test_a_name_belongs_to_one_log_and_a_date_in_it_to_an_edition() -> None:
    def feeds(name: str) -> list[str]:
        return [feed.key for feed in sources()["logbook"].FEEDS if feed.takes(name)]

    assert feeds("border.csv") == feeds("border_2026-01-31.csv") == ["border"]
    assert feeds("log-3.csv") == ["log-3"]
    # Two keepers' logs must not take each other's place, so that a name which says no log is read by none.
    assert feeds("border_kim.csv") == feeds("my log.csv") == []


def test_an_edition_is_dated_by_the_name_and_never_by_the_rows_so_that_a_corrected_log_counts() -> None:
    data = (FIXTURES / "logbook" / "border.csv").read_bytes()
    published = logbook.FEEDS[0].published

    assert published("border_2026-01-31.csv", data) == "2026-01-31"
    assert published("border.csv", data) == published("log-3.csv", data) == ""
