"""Requests are kept with their bytes and events; names are looked up and nothing is decided."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from tests.unit.assess.wells import WELLS
from whereas.core.errors import CaptureError, WhereasError
from whereas.settings import Settings, settings
from whereas.workbench import channels
from whereas.workbench.bench import Workbench

NOW = "2027-03-01T08:00:00Z"


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workbench]:
    """A workbench on an empty ledger."""
    monkeypatch.setenv("WHEREAS_AUTHOR", "A Tester")
    chosen: Settings = settings(home=tmp_path / "home")
    opened = Workbench(chosen, now=NOW, version="0")
    yield opened
    opened.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The invented request as a file."""
    path = tmp_path / "wells.yaml"
    path.write_text(yaml.safe_dump(WELLS), encoding="utf-8")
    return path


def test_a_request_is_kept_once_with_its_bytes_and_marked(bench: Workbench, file: Path) -> None:
    routed = channels.read(file)
    said = channels.record(bench, file, routed)
    size = bench.ledger.view().revision

    assert channels.record(bench, file, routed) == said
    assert bench.ledger.view().revision == size
    assert bench.ledger.archive.read(said.exhibit) == file.read_bytes()
    filing = bench.ledger.desk().filings[said.exhibit]
    assert str(filing.marking) == "TLP:AMBER; personal data"
    assert filing.publisher == "Clear Spring Relief"


def test_another_edition_replaces_the_first_and_both_stay(bench: Workbench, file: Path) -> None:
    first = channels.record(bench, file, channels.read(file))
    file.write_text(yaml.safe_dump({**WELLS, "title": "Three wells"}), encoding="utf-8")
    channels.record(bench, file, channels.read(file))

    (kept,) = channels.kept(bench)
    assert kept.record.title == "Three wells"
    assert first.exhibit in bench.ledger.exhibits()


def test_events_move_the_request_and_the_same_again_adds_nothing(bench: Workbench, file: Path) -> None:
    channels.record(bench, file, channels.read(file))
    channels.happened(bench, "wells", "sent", on="2027-02-20", why="mail to the mission")
    size = bench.ledger.view().revision
    channels.happened(bench, "wells", "sent", on="2027-02-20", why="mail to the mission")

    (kept,) = channels.kept(bench)
    assert kept.life is not None
    assert (kept.life.state, kept.life.since) == ("sent", "2027-02-20")
    assert [one.key for one in kept.life.due] == ["acknowledge", "planned"]
    assert bench.ledger.view().revision == size


@pytest.mark.parametrize(
    ("key", "kind", "more", "what"),
    [
        ("springs", "sent", {}, "no request 'springs'"),
        ("wells", "posted", {}, "kind of event 'posted'"),
        ("wells", "sent", {"on": "2027-03-02"}, "lies in the future"),
        ("wells", "sent", {"on": "2027-02"}, "is not a day"),
        ("wells", "sent", {"on": ""}, "is not a day"),
        ("wells", "sent", {"why": " "}, "no words"),
        ("wells", "answered", {"until": "2027-01-01"}, "it ends"),
        ("wells", "answered", {"until": "soon"}, "is not a day"),
    ],
)
def test_an_event_that_cannot_be_is_refused_and_nothing_is_written(
    bench: Workbench, file: Path, key: str, kind: str, more: dict[str, str], what: str
) -> None:
    channels.record(bench, file, channels.read(file))
    size = bench.ledger.view().revision

    with pytest.raises(WhereasError, match=what):
        channels.happened(bench, key, kind, **({"on": "2027-02-20", "why": "w"} | more))
    assert bench.ledger.view().revision == size


def test_a_kept_request_that_the_policy_no_longer_takes_is_listed_as_such(
    bench: Workbench, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    channels.record(bench, file, channels.read(file))
    monkeypatch.setattr(channels, "channels", dict)

    (kept,) = channels.kept(bench)
    assert kept.route is None
    assert "it names no channels" in kept.unread


def test_without_lists_nothing_is_screened_and_it_is_said(bench: Workbench, file: Path) -> None:
    found = channels.screen(bench, channels.read(file).request)

    assert found.against == ""
    assert "Invented County Hospital" in found.names


def test_a_listed_partner_is_shown_as_a_hit_and_the_route_stays_as_it_was(bench: Workbench, file: Path) -> None:
    bench._take_casebook(lambda *_: None, lambda: None)
    listed = next(one for one in bench.view().entities() if one.schema == "Organization")
    parties = [*WELLS["parties"], {"name": listed.caption, "role": "bank", "schema": "Organization"}]
    file.write_text(yaml.safe_dump({**WELLS, "parties": parties}), encoding="utf-8")
    before = channels.read(file)

    found = channels.screen(bench, before.request)

    assert listed.caption in [name for name, _ in found.hits]
    assert "listed parties" in found.against
    assert channels.made(bench, before, found).route == before


def test_what_goes_out_is_released_for_internal_use(bench: Workbench, file: Path, tmp_path: Path) -> None:
    out = channels.made(bench, channels.read(file), None)
    channels.send(bench, out, tmp_path / "out")
    first = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    channels.send(bench, out, tmp_path / "out")

    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == first
    assert b'"TLP:AMBER; personal data"' in first["RELEASE.json"]


@pytest.mark.parametrize(
    ("data", "what"), [(b"\xff\xfe", "not UTF-8"), (b"x" * 2_000_001, "bytes"), (b"", "empty"), (b"- 1", "Expected")]
)
def test_a_file_that_is_no_request_is_refused(tmp_path: Path, data: bytes, what: str) -> None:
    path = tmp_path / "bad.yaml"
    path.write_bytes(data)

    with pytest.raises(WhereasError, match=what):
        channels.read(path)
    with pytest.raises(CaptureError, match="cannot be read"):
        channels.read(tmp_path / "none.yaml")
