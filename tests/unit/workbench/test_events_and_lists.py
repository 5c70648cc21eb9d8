"""Events beside lists: several mirrors are one, and events alone stand in for no list."""

import shutil
from pathlib import Path

from tests.stores import settings_of
from whereas.workbench import workbench

FIXTURES = Path(__file__).parents[2] / "fixtures"


def mirror(folder: Path, *keys: str) -> Path:
    """A mirror with the invented files of these sources, each in the folder of its key."""
    for key in keys:
        shutil.copytree(FIXTURES / key, folder / key)
    return folder


def test_events_alone_leave_the_starter_casebook_in_view_and_a_list_takes_its_place(tmp_path: Path) -> None:
    events, lists = mirror(tmp_path / "events", "ga_votes", "logbook"), mirror(tmp_path / "lists", "un")
    home = tmp_path / "home"

    with workbench(settings_of(home, mirror=(events,)), now="2026-01-01T00:00:00Z") as bench:
        pulled = bench.pull(["ga_votes", "logbook"], accept=True)
        alone = bench.view()
        assert {one.exhibit.source for one in pulled.taken} == {"casebook", "ga_votes", "logbook"}
        assert bench.is_starter(alone)
        assert "designations" in {one.exhibit.feed for one in alone.readings}

    with workbench(settings_of(home, mirror=(events, lists)), now="2026-01-02T00:00:00Z") as bench:
        pulled = bench.pull(["un", "ga_votes"], accept=True)
        both = bench.view()
        assert {one.exhibit.source: one.outcome for one in pulled.taken if one.exhibit.source != "casebook"} == {
            "un": "new edition", "ga_votes": "unchanged",
        }  # fmt: skip
        assert not bench.is_starter(both)
        assert "designations" not in {one.exhibit.feed for one in both.readings}


def test_a_file_of_a_source_that_was_not_asked_for_is_not_named_as_read_by_nobody(tmp_path: Path) -> None:
    shared = mirror(tmp_path / "mirror", "ga_votes", "upr")
    for place in (shared / "upr").iterdir():
        place.rename(shared / "ga_votes" / place.name)
    (shared / "ga_votes").rename(shared / "rights")
    (shared / "rights" / "odd.bin").write_bytes(b"odd")

    with workbench(settings_of(tmp_path / "home", mirror=(shared,)), now="2026-01-01T00:00:00Z") as bench:
        pulled = bench.pull(["ga_votes"], accept=True)

    assert [one.name for one in pulled.others] == ["odd.bin"]
