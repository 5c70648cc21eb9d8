"""Uploads made to break the server or to fill its disk: a sentence says what is wrong, and nothing is left behind."""

import io
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.web.clients import Office, serving
from tests.unit.web.test_exhibits import bring
from tests.unit.workbench.desk_case import bench_in
from whereas.core.errors import WhereasError
from whereas.web import staging
from whereas.web.roles import Role
from whereas.workbench.bench import Workbench


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with serving(tmp_path, jobs=False) as served:
        yield served


def packed(*names: str, data: bytes = b"x") -> bytes:
    """A zip of these names; one that ends in a stroke is a folder."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(zipfile.ZipInfo(name) if name.endswith("/") else name, b"" if name.endswith("/") else data)
    return out.getvalue()


@pytest.mark.parametrize(
    "names",
    [("bagit.txt/",), ("x/bagit.txt/", "x/y"), ("x/bagit.txt", "bag/file"), ("x/bagit.txt", "bag"), ("bagit.txt", "a")],
)
def test_a_bag_that_is_none_is_a_sentence(office: Office, names: tuple[str, ...], tmp_path: Path) -> None:
    client = office.sign_in(Role.ANALYST)
    answer = client.get(bring(client, "bag.zip", packed(*names)).headers["location"])
    assert answer.status_code in (200, 422)
    assert not list((tmp_path / "home" / "inbox").rglob(".bag"))


def test_a_bag_that_unpacks_to_too_much_is_a_sentence(office: Office) -> None:
    client = office.sign_in(Role.ANALYST)
    bomb = packed("bagit.txt", "data/zeros", data=bytes(50_000_000))
    answer = client.get(bring(client, "bag.zip", bomb).headers["location"])
    assert answer.status_code == 422
    assert "unpacks to more" in answer.text


def test_what_stands_beside_a_bag_does_not_keep_it_out(tmp_path: Path) -> None:
    place = tmp_path / "bag.zip"
    place.write_bytes(packed("x/bagit.txt", "bag/beside.txt"))
    with staging.opened(place) as folder:
        assert (folder.name, (folder / "bagit.txt").read_bytes()) == ("bag", b"x")
    assert list(tmp_path.iterdir()) == [place]


def test_uploads_that_are_never_taken_do_not_fill_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staging, "_MOST", 3)
    with bench_in(tmp_path) as bench:
        others = aged(bench, "somebody else", 9_000)
        held = aged(bench, "a person", 8_000)
        staging.hold(bench, "a person", held)
        tokens = [aged(bench, "a person", age) for age in (5_000, 4_000, 3_000)]
        monkeypatch.setattr(staging, "_MOST_BYTES", 25)
        newest = staging.stage(bench, "a person", "new.txt", io.BytesIO(b"0123456789"))
        for kept in (held, tokens[-1], newest):
            assert staging.place_of(bench, "a person", kept).is_file()
        for gone in tokens[:-1]:
            with pytest.raises(WhereasError, match="not there any more"):
                staging.place_of(bench, "a person", gone)
        assert staging.place_of(bench, "somebody else", others).is_file()


def aged(bench: Workbench, person: str, seconds: int) -> str:
    """An upload of ten bytes that was brought so many seconds ago."""
    token = staging.stage(bench, person, "one.txt", io.BytesIO(b"0123456789"))
    folder = staging.place_of(bench, person, token).parent
    then = folder.stat().st_mtime - seconds
    os.utime(folder, (then, then))
    return token
