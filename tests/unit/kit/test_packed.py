"""Archives from strangers."""

import gzip
import io
import struct
import zipfile

import pytest

from whereas.kit.packed import PackedError, gunzip, unzip


def _zip(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_gunzip_reads_all_members() -> None:
    assert gunzip(gzip.compress(b"one ") + gzip.compress(b"two") + b"\0\0") == b"one two"


def test_a_gzip_bomb_is_refused() -> None:
    with pytest.raises(PackedError, match="more than"):
        gunzip(gzip.compress(b"\0" * (8 << 20)))


@pytest.mark.parametrize("cut", [1, 8, 9, 20])
def test_truncated_gzip_is_refused(cut: int) -> None:
    data = gzip.compress(bytes(range(256)) * 4)
    with pytest.raises(PackedError, match="truncated"):
        gunzip(data[:-cut])


def test_bytes_behind_the_end_are_refused() -> None:
    with pytest.raises(PackedError, match="damaged"):
        gunzip(gzip.compress(b"one") + b"more")


def test_names_that_climb_out_stay_names() -> None:
    members = {"../../etc/invented": b"a", "/absolute": b"b"}
    assert unzip(_zip(members)) == members


def test_a_zip_bomb_is_refused() -> None:
    with pytest.raises(PackedError, match="more than"):
        unzip(_zip({"a": b"\0" * (8 << 20)}))


def test_a_zip_bomb_whose_headers_lie_is_refused() -> None:
    size = 8 << 20
    true, lie = struct.pack("<L", size), struct.pack("<L", 100)
    data = _zip({"a": b"\0" * size})
    assert data.count(true) == 2  # the local and the central header
    with pytest.raises(PackedError):
        unzip(data.replace(true, lie))


def test_two_files_of_one_name_and_too_many_files_are_refused() -> None:
    with pytest.raises(PackedError, match="two files"):
        unzip(_zip({"aa": b"1", "ab": b"2"}).replace(b"ab", b"aa"))
    with pytest.raises(PackedError, match="holds 3 files"):
        unzip(_zip({"a": b"", "b": b"", "c": b""}), most_members=2)


def test_a_zip_cut_anywhere_is_refused() -> None:
    data = _zip({"a": b"invented" * 20})
    for end in range(len(data)):
        with pytest.raises(PackedError):
            unzip(data[:end])
