"""Back-ups: whole while others write, refused when damaged, and never out of their folder."""

import io
import json
import tarfile
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.stores import POSTGRESQL, SQLITE, address_of, settings_of, standing_in
from tests.unit.workbench.desk_case import NOW, add_text, bench_in
from whereas.cli.backup import backup
from whereas.cli.restore import restore
from whereas.core.clearance import Clearance
from whereas.core.errors import WhereasError
from whereas.web.jobs import Jobs
from whereas.web.register import Person, Register
from whereas.web.roles import Role
from whereas.web.tables import every_table
from whereas.workbench.backup import MANIFEST, back_up
from whereas.workbench.backup import restore as put_back

pytestmark = pytest.mark.usefixtures("store")
ADMIN = Person(name="admin-1", role=Role.ADMIN, clearance=Clearance())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A home with a filed exhibit and an account."""
    with bench_in(tmp_path) as bench:
        add_text(bench, tmp_path, "note.txt", "On that night the guard of gate 7 saw the ship leave.")
    register = Register.of(settings_of(tmp_path / "home"))
    register.enrol("reader-1", Role.READER)
    Jobs(register).add("verify", {}, ADMIN, key="kept", now=NOW)
    register.close()
    return tmp_path


def packed(folder: Path, name: str = "one.tar") -> Path:
    out = folder / name
    back_up(settings_of(folder / "home"), out, beside=every_table(), now=NOW, version="1")
    return out


def repacked(archive: Path, change: Callable[[dict[str, bytes]], None], name: str = "changed.tar") -> Path:
    """The archive with other contents, its list of files made to fit where `change` made it so."""
    with tarfile.open(archive) as opened:
        held = {one.name: opened.extractfile(one).read() for one in opened}  # type: ignore[union-attr] # plain files
    change(held)
    out = archive.with_name(name)
    with tarfile.open(out, "w") as writing:
        for key, body in held.items():
            member = tarfile.TarInfo(key)
            member.size = len(body)
            writing.addfile(member, io.BytesIO(body))
    return out


def test_a_home_comes_back_as_it_was(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with bench_in(folder) as bench:
        bench.pull(["casebook"])
    again = folder / "again"
    assert backup(folder / "one.tar", home=folder / "home", ledger=address_of(folder / "home")) == 0
    assert restore(folder / "one.tar", home=again / "home", ledger=address_of(again / "home")) == 0
    assert "everything recomputes" in capsys.readouterr().out
    assert same_as_before(folder, again)


def same_as_before(folder: Path, again: Path) -> bool:
    """Whether the ledger in `again` is that in `folder`, whole, and its register too."""
    register = Register.of(settings_of(again / "home"))
    assert register.accounts.get("reader-1") is not None
    assert Jobs(register).every()[0].id == "kept"
    Jobs(register).add("verify", {}, ADMIN, key="next", now=NOW)  # numbers go on after those that were put back
    assert [one.id for one in Jobs(register).every()] == ["next", "kept"]
    register.close()
    with bench_in(folder) as before, bench_in(again) as bench:
        assert bench.verify(deep=True).findings == ()
        assert bench.ledger.exhibits() == before.ledger.exhibits()
        return bench.ledger.root == before.ledger.root


@pytest.mark.parametrize("other", [SQLITE, POSTGRESQL])
def test_tables_move_between_the_stores(other: str, folder: Path, store: str) -> None:
    """A small team that grows takes its ledger along, and one that must work alone again as well."""
    archive = packed(folder)
    with standing_in(other):
        put_back(archive, settings_of(folder / "moved" / "home"), beside=every_table())
        files = (folder / "moved" / "home").glob("*.sqlite")
        assert sorted(one.name for one in files) == (["ledger.sqlite", "register.sqlite"] if other == SQLITE else [])
        with bench_in(folder / "moved") as bench:
            assert bench.verify(deep=True).findings == ()
            root = bench.ledger.root
    with bench_in(folder) as bench:
        assert bench.ledger.root == root


def test_a_database_that_is_not_empty_is_left_alone(folder: Path) -> None:
    archive = packed(folder)
    with standing_in(POSTGRESQL):
        with bench_in(folder / "other") as bench:
            add_text(bench, folder, "other.txt", "Another ledger, which must stay as it is.")
            root = bench.ledger.root
        settings = replace(settings_of(folder / "other" / "home"), home=folder / "again")
        with pytest.raises(WhereasError, match="the database is not empty"):
            put_back(archive, settings, beside=every_table())
        assert not (folder / "again").exists()
        with bench_in(folder / "other") as bench:
            assert bench.ledger.root == root


def test_only_its_owner_may_read_it_and_what_is_there_is_not_overwritten(folder: Path) -> None:
    out = packed(folder)
    assert out.stat().st_mode & 0o077 == 0
    with pytest.raises(WhereasError, match="is there"):
        packed(folder)
    with pytest.raises(WhereasError, match="there already"):
        put_back(out, settings_of(folder / "home"), beside=every_table())
    assert [one.name for one in folder.iterdir() if one.name.startswith(".")] == []


def test_a_backup_while_others_write_is_whole(folder: Path) -> None:
    stop = threading.Event()
    written: list[str] = []

    def write() -> None:
        with bench_in(folder) as bench:
            while not stop.is_set():
                written.append(add_text(bench, folder, "more.txt", f"Note {len(written)} of the night watch."))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(3):
            before = len(written)
            again = settings_of(folder / f"at-{number}" / "home")
            done = put_back(packed(folder, f"{number}.tar"), again, beside=every_table())
            with bench_in(folder / f"at-{number}") as bench:
                assert bench.verify(deep=False).findings == ()
                assert bench.ledger.root == done.root
                assert set(written[:before]) <= set(bench.ledger.exhibits())
    finally:
        stop.set()
        writer.join()
    assert len(written) > 3


def test_a_byte_that_changed_is_found_and_nothing_is_left(folder: Path) -> None:
    data = bytearray(packed(folder).read_bytes())
    place = data.index(b"the guard of gate 7")
    data[place] ^= 1
    (folder / "bad.tar").write_bytes(data)
    with pytest.raises(WhereasError, match="not what was backed up"):
        put_back(folder / "bad.tar", settings_of(folder / "again"), beside=every_table())
    assert not (folder / "again").exists()
    assert list(folder.glob(".again*")) == []


@pytest.mark.parametrize("share", [0.0, 0.01, 0.3, 0.7, 0.9])
def test_a_backup_that_was_cut_is_refused(share: float, folder: Path) -> None:
    data = packed(folder).read_bytes()
    (folder / "cut.tar").write_bytes(data[: int(len(data) * share)])
    with pytest.raises(WhereasError, match="damaged or altered"):
        put_back(folder / "cut.tar", settings_of(folder / "again"), beside=every_table())
    assert not (folder / "again").exists()


def _listed(held: dict[str, bytes], name: str, body: bytes) -> None:
    import hashlib

    said = json.loads(held[MANIFEST])
    said["files"][name] = [len(body), hashlib.sha256(body).hexdigest()]
    held[name], held[MANIFEST] = body, json.dumps(said).encode()


@pytest.mark.parametrize(
    "name",
    ["../out", "/etc/out", "exhibits/../../out", "released/../../out", "released/./x", "web-secret", "jobs/x/y",
     "exhibits/ab/short", "ledger.sqlite-wal"],
)  # fmt: skip
def test_no_file_leads_out_of_the_home(name: str, folder: Path) -> None:
    bad = repacked(packed(folder), lambda held: _listed(held, name, b"x"))
    with pytest.raises(WhereasError, match="no back-up holds"):
        put_back(bad, settings_of(folder / "deep" / "again"), beside=every_table())
    assert not (folder / "deep" / "again").exists()
    assert not (folder / "deep" / "out").exists()
    assert not (folder / "out").exists()


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE])
def test_no_link_and_no_device_is_put_back(kind: bytes, folder: Path) -> None:
    out = packed(folder)
    with tarfile.open(out, "a") as archive:
        member = tarfile.TarInfo("released/link")
        member.type, member.linkname = kind, "/etc/passwd"
        archive.addfile(member)
    with pytest.raises(WhereasError, match="no back-up holds"):
        put_back(out, settings_of(folder / "again"), beside=every_table())


@pytest.mark.parametrize(
    "change",
    [
        lambda held: held.pop("heads.jsonl"),
        lambda held: held.pop(MANIFEST),
        lambda held: held.update({MANIFEST: b"{}"}),
        lambda held: held.update({MANIFEST: b"[1]"}),
        lambda held: held.update({MANIFEST: b'{"form": "whereas-backup-1", "files": 3}'}),
        lambda held: held.update({"ledger.sqlite": held["ledger.sqlite"] + b"x"}),
        lambda held: held.update({"released/more": b"x"}),
    ],
)
def test_what_does_not_agree_with_the_list_is_refused(change: Callable[[dict[str, bytes]], None], folder: Path) -> None:
    with pytest.raises(WhereasError, match="damaged or altered"):
        put_back(repacked(packed(folder), change), settings_of(folder / "again"), beside=every_table())
    assert not (folder / "again").exists()


def test_a_home_without_a_ledger_says_so(tmp_path: Path) -> None:
    with pytest.raises(WhereasError, match="no ledger"):
        back_up(settings_of(tmp_path / "nothing"), tmp_path / "one.tar", beside=every_table(), now=NOW, version="1")
    assert list(tmp_path.iterdir()) == []
