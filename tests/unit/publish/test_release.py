"""The one door out: what may leave, to whom, and that nothing leaves half."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from whereas.core.marking import OPEN, PAP, TLP, Marking
from whereas.publish.release import MANIFEST, ReleaseError, release

BOUND = Marking(terms=frozenset({"non-commercial"}))


def let_go(folder: Path, files: dict[str, bytes] | None = None, **changed: Any) -> Path:
    asked: dict[str, Any] = {
        "marking": OPEN, "audience": "public", "by": "A. Tester", "reason": "a test", "at": "2026-03-01T00:00:00Z",
        "revision": "f" * 64, "version": "0",
    }  # fmt: skip
    return release(
        {"a.html": b"one", "sub/b.csv": b"two"} if files is None else files, folder=folder, **(asked | changed)
    )


def test_files_and_manifest_are_written_with_their_digests(tmp_path: Path) -> None:
    manifest = json.loads(let_go(tmp_path).read_bytes())
    assert (tmp_path / "sub/b.csv").read_bytes() == b"two"
    assert manifest["files"]["a.html"] == {"sha256": hashlib.sha256(b"one").hexdigest(), "bytes": 3}
    assert (manifest["by"], manifest["at"], manifest["audience"]) == ("A. Tester", "2026-03-01T00:00:00Z", "public")
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == [MANIFEST, "a.html", "b.csv"]


def test_the_same_release_gives_the_same_manifest(tmp_path: Path) -> None:
    assert let_go(tmp_path / "x").read_bytes() == let_go(tmp_path / "y").read_bytes()


@pytest.mark.parametrize(
    "marking",
    [
        Marking(tlp=TLP.GREEN),
        Marking(tlp=TLP.RED),
        Marking(pap=PAP.AMBER),
        BOUND,
        Marking(terms=frozenset({"evaluation-only", "attribution"})),
        Marking(releasable_to=frozenset({"EU"})),
        Marking(releasable_to=frozenset()),
    ],
)
def test_what_is_marked_does_not_go_to_the_public_and_nothing_is_written(tmp_path: Path, marking: Marking) -> None:
    with pytest.raises(ReleaseError):
        let_go(tmp_path / "out", marking=marking)
    assert not (tmp_path / "out").exists()
    assert let_go(tmp_path / "out", marking=marking, audience="internal").exists()


def test_terms_that_only_ask_for_attribution_may_go(tmp_path: Path) -> None:
    assert let_go(tmp_path, marking=Marking(terms=frozenset({"attribution"}))).exists()


def test_a_non_commercial_source_makes_it_internal_use(tmp_path: Path) -> None:
    manifest = json.loads(let_go(tmp_path, marking=BOUND, audience="internal").read_bytes())
    assert manifest["use"] == "internal use"
    assert json.loads(let_go(tmp_path).read_bytes())["use"] == "as marked"


@pytest.mark.parametrize("changed", [{"by": " "}, {"reason": ""}, {"audience": "everyone"}])
def test_a_release_needs_a_name_a_reason_and_a_known_audience(tmp_path: Path, changed: dict[str, str]) -> None:
    with pytest.raises(ReleaseError):
        let_go(tmp_path / "out", **changed)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", ["../x", "/etc/x", "a/../../x", "a\\..\\x", "", "a//b", "./a", MANIFEST, "C:x"])
def test_a_name_that_leads_elsewhere_is_refused_before_anything_is_written(tmp_path: Path, name: str) -> None:
    with pytest.raises(ReleaseError):
        let_go(tmp_path / "out", {"good": b"", name: b"x"})
    assert not (tmp_path / "out").exists()


def test_a_write_that_fails_leaves_the_old_file_and_no_rest(tmp_path: Path) -> None:
    let_go(tmp_path)
    (tmp_path / "zz").mkdir()
    with pytest.raises(OSError, match="zz"):
        let_go(tmp_path, {"a.html": b"new", "zz": b"a folder stands here"})
    assert (tmp_path / "a.html").read_bytes() == b"new"
    assert list(tmp_path.glob(".*")) == []


def test_files_of_the_last_release_go_unless_someone_changed_them(tmp_path: Path) -> None:
    let_go(tmp_path, {"keep": b"1", "old": b"2", "edited": b"3"})
    (tmp_path / "edited").write_bytes(b"mine")
    (tmp_path / "foreign").write_bytes(b"never ours")
    let_go(tmp_path, {"keep": b"1"})
    assert sorted(path.name for path in tmp_path.iterdir()) == [MANIFEST, "edited", "foreign", "keep"]


def test_a_manifest_that_cannot_be_read_removes_nothing(tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_text('{"files": {"../x": {"sha256": 1}}}')
    (tmp_path / "x").write_bytes(b"")
    let_go(tmp_path, {"keep": b"1"})
    assert (tmp_path / "x").exists()
