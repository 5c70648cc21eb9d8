"""Damaged archives: whatever byte is wrong, the answer is the content or a `PackedError`, and nothing is written."""

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from whereas.kit.packed import PackedError, gunzip, unzip

METHODS = {
    "stored": zipfile.ZIP_STORED, "deflated": zipfile.ZIP_DEFLATED, "bzip2": zipfile.ZIP_BZIP2,
    "lzma": zipfile.ZIP_LZMA,
}  # fmt: skip
CONTENT = {"list.csv": b"name,date\n" * 12, "notes.txt": b"invented"}


def _zip(method: int, content: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize("method", METHODS)
def test_every_method_unpacks(method: str) -> None:
    assert unzip(_zip(METHODS[method], CONTENT)) == CONTENT


@pytest.mark.parametrize("method", METHODS)
def test_a_zip_with_any_byte_wrong_gives_its_content_or_a_packed_error(method: str) -> None:
    whole = _zip(METHODS[method], CONTENT)
    refused = 0
    for place in range(len(whole)):
        for byte in (0, 255, whole[place] ^ 1, whole[place] ^ 128):
            try:
                found = unzip(whole[:place] + bytes([byte]) + whole[place + 1 :])
            except PackedError:
                refused += 1
                continue
            # A wrong byte may rename a file or hide one; what comes out under a right name is right.
            assert all(found[name] == CONTENT[name] for name in found.keys() & CONTENT.keys())
    assert refused > len(whole) // 2


def test_a_gzip_with_any_byte_wrong_gives_its_content_or_a_packed_error() -> None:
    whole = gzip.compress(CONTENT["list.csv"], mtime=0)
    refused = 0
    for place in range(len(whole)):
        for byte in {0, 255, whole[place] ^ 1} - {whole[place]}:
            try:
                assert gunzip(whole[:place] + bytes([byte]) + whole[place + 1 :]) == CONTENT["list.csv"]
            except PackedError:
                refused += 1
    assert refused > len(whole)


def test_a_gzip_cut_anywhere_is_refused() -> None:
    whole = gzip.compress(CONTENT["list.csv"])
    for end in range(len(whole)):
        with pytest.raises(PackedError):
            gunzip(whole[:end])


def test_the_limit_counts_all_members_of_a_gzip_together() -> None:
    parts = b"".join(gzip.compress(b"x" * 10) for _ in range(5))
    assert gunzip(parts, limit=50) == b"x" * 50
    with pytest.raises(PackedError, match="more than"):
        gunzip(parts, limit=49)
    with pytest.raises(PackedError, match="more than 4 members"):
        gunzip(parts, most_members=4)


def test_the_limit_counts_all_members_of_a_zip_together() -> None:
    whole = _zip(zipfile.ZIP_STORED, {"a": b"x" * 30, "b": b"x" * 20})
    assert len(unzip(whole, limit=50)) == 2
    with pytest.raises(PackedError, match="more than"):
        unzip(whole, limit=49)


def test_an_encrypted_zip_is_refused() -> None:
    whole = bytearray(_zip(zipfile.ZIP_STORED, {"a": b"secret"}))
    for header, flags in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        whole[whole.index(header) + flags] |= 1
    with pytest.raises(PackedError, match="unreadable"):
        unzip(bytes(whole))


def test_a_name_that_climbs_out_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = tmp_path / "deep" / "inside"
    inside.mkdir(parents=True)
    monkeypatch.chdir(inside)
    names = {"../climbed": b"a", "../../climbed": b"b", str(tmp_path / "absolute"): b"c", "..\\climbed": b"d"}
    found = unzip(_zip(zipfile.ZIP_DEFLATED, names))
    assert sorted(found.values()) == [b"a", b"b", b"c", b"d"]
    assert list(tmp_path.rglob("*")) == [tmp_path / "deep", inside]
