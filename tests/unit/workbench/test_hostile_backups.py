"""Back-ups that somebody made to do harm where they are put back: refused, and nothing is left."""

import hashlib
import json
import sqlite3
import struct
import tarfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.stores import settings_of
from tests.unit.workbench.test_backup import folder, packed, repacked
from whereas.core.errors import WhereasError
from whereas.web.tables import every_table
from whereas.workbench.backup import MANIFEST
from whereas.workbench.backup import restore as put_back

__all__ = ["folder"]  # the fixture
pytestmark = pytest.mark.usefixtures("store")

_HUGE = 1 << 42  # bytes: more than any disk that this runs on


def refused(archive: Path, home: Path, match: str) -> None:
    with pytest.raises(WhereasError, match=match):
        put_back(archive, settings_of(home), beside=every_table())
    assert not home.exists()
    assert not list(home.parent.glob(f".{home.name}-*"))


def altered(folder: Path, table: str, statement: str) -> Path:
    """A back-up with a file of tables in which a statement was run, its list of files made to fit."""

    def change(held: dict[str, bytes]) -> None:
        place = folder / "altered.sqlite"
        place.write_bytes(held[table])
        with closing(sqlite3.connect(place)) as connection:
            connection.executescript(statement)
        held[table] = place.read_bytes()
        said = json.loads(held[MANIFEST])
        said["files"][table] = [len(held[table]), hashlib.sha256(held[table]).hexdigest()]
        held[MANIFEST] = json.dumps(said).encode()

    return repacked(packed(folder), change)


@pytest.mark.parametrize(
    ("table", "statement"),
    [
        ("register.sqlite", "CREATE TRIGGER lose AFTER INSERT ON web_job BEGIN DELETE FROM web_job; END;"),
        ("ledger.sqlite", "CREATE VIEW entries AS SELECT * FROM log;"),
        ("ledger.sqlite", "CREATE VIRTUAL TABLE found USING fts5(words);"),
    ],
)
def test_tables_that_act_by_themselves_are_not_put_back(table: str, statement: str, folder: Path) -> None:
    refused(altered(folder, table, statement), folder / "again", "holds more than tables")


def test_a_file_of_tables_that_is_none_is_not_put_back(folder: Path) -> None:
    def change(held: dict[str, bytes]) -> None:
        body = b"no tables at all" * 64
        said = json.loads(held[MANIFEST])
        said["files"]["ledger.sqlite"] = [len(body), hashlib.sha256(body).hexdigest()]
        held["ledger.sqlite"], held[MANIFEST] = body, json.dumps(said).encode()

    refused(repacked(packed(folder), change), folder / "again", "no file of tables")


def test_a_table_of_other_columns_ends_in_a_sentence(folder: Path) -> None:
    if not settings_of(folder / "again").ledger:
        pytest.skip("files are put back as they are")
    other = "DROP TABLE web_job; CREATE TABLE web_job (no INTEGER PRIMARY KEY, words BLOB);"
    refused(altered(folder, "register.sqlite", other), folder / "again", "cannot be copied")


def test_a_sparse_file_does_not_fill_the_disk(folder: Path) -> None:
    def change(held: dict[str, bytes]) -> None:
        said = json.loads(held[MANIFEST])
        said["files"]["released/sparse"] = [_HUGE, "0" * 64]
        held[MANIFEST] = json.dumps(said).encode()

    archive = repacked(packed(folder), change)
    body = archive.read_bytes().rstrip(b"\0")
    body += bytes(-len(body) % tarfile.BLOCKSIZE)
    archive.write_bytes(body + _sparse("released/sparse") + bytes(2 * tarfile.BLOCKSIZE))
    with tarfile.open(archive) as opened:
        assert opened.getmember("released/sparse").size == _HUGE
    refused(archive, folder / "again", "no back-up holds")


def _sparse(name: str) -> bytes:
    """The header of a file of the old GNU kind that is all hole: so many bytes that stand nowhere."""
    header = bytearray(tarfile.BLOCKSIZE)

    def put(at: int, value: bytes) -> None:
        header[at : at + len(value)] = value

    put(0, name.encode())
    put(100, b"0000600\0")
    put(124, b"00000000000\0")  # nothing follows
    put(136, b"00000000000\0")
    put(156, tarfile.GNUTYPE_SPARSE)
    put(257, b"ustar  \0")
    put(483, b"\x80\0\0\0" + struct.pack(">Q", _HUGE))  # its size, as a number of 96 bits
    put(148, b" " * 8)
    put(148, b"%06o\0 " % sum(header))
    return bytes(header)


@pytest.mark.parametrize("deep", ["[", '{"files":'])
def test_a_list_of_files_that_is_nested_without_end_is_refused(deep: str, folder: Path) -> None:
    change: Callable[[dict[str, bytes]], None] = lambda held: held.update({MANIFEST: deep.encode() * 200_000})  # noqa: E731
    refused(repacked(packed(folder), change), folder / "again", "cannot be read")
