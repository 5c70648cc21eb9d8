"""A small reading of PDF files for tests: objects and unpacked streams, for files without object streams."""

import re
import zlib


class Pdf:
    """The objects of a file by number, as raw bytes up to their stream, and the streams unpacked."""

    def __init__(self, data: bytes) -> None:
        assert b"/ObjStm" not in data, "this reading does not look into object streams"
        self.data = data
        self.heads: dict[int, bytes] = {}
        self.streams: dict[int, bytes] = {}
        for found in re.finditer(rb"(?<!\d)(\d+) 0 obj\s(.*?)endobj", data, re.DOTALL):
            number, body = int(found[1]), found[2]
            head, _, rest = body.partition(b"stream")
            self.heads[number] = head
            if rest:
                raw = rest.removeprefix(b"\r").removeprefix(b"\n").rpartition(b"endstream")[0]
                self.streams[number] = zlib.decompress(raw) if b"/FlateDecode" in head else raw.rstrip(b"\r\n")

    def of(self, mark: bytes) -> dict[int, bytes]:
        """The objects whose head holds a mark."""
        return {number: head for number, head in self.heads.items() if mark in head}

    def one(self, mark: bytes) -> bytes:
        """The one object whose head holds a mark."""
        [head] = self.of(mark).values()
        return head

    def refers(self, head: bytes, name: bytes) -> int:
        """The number of the object that an entry of a head refers to."""
        found = re.search(rb"/" + name + rb"\s*\[?\s*(\d+) 0 R", head)
        assert found, (name, head[:200])
        return int(found[1])
