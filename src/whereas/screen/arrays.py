"""Named arrays in one file that processes map into memory together, written whole or not at all."""

import json
import os
import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
from numpy.typing import NDArray

from whereas.core.errors import WhereasError

Array = NDArray[Any]
_MAGIC = b"WHEREAS1"
_ALIGN = 64


def write_arrays(path: Path, arrays: Mapping[str, Array], notes: Mapping[str, Any]) -> None:
    """Write the arrays and the notes (JSON) to one file, atomically."""
    head: dict[str, Any] = {"notes": dict(notes), "arrays": {}}
    offset = 0
    for name, array in arrays.items():
        head["arrays"][name] = [array.dtype.str, list(array.shape), offset]
        offset += -(-array.nbytes // _ALIGN) * _ALIGN
    text = json.dumps(head, ensure_ascii=False, sort_keys=True).encode()
    start = -(-(len(_MAGIC) + 8 + len(text)) // _ALIGN) * _ALIGN
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{path.name}.{os.getpid()}.new")
    with temporary.open("wb") as out:
        out.write(_MAGIC + struct.pack("<Q", len(text)) + text)
        out.write(b"\0" * (start - out.tell()))
        for array in arrays.values():
            out.write(np.ascontiguousarray(array).tobytes())
            out.write(b"\0" * (-array.nbytes % _ALIGN))
        out.flush()
        os.fsync(out.fileno())
    temporary.replace(path)


def read_arrays(path: Path) -> tuple[dict[str, Array], dict[str, Any]]:
    """The arrays, mapped read-only, and the notes. Raises `WhereasError` for a file that is damaged or of another
    kind.
    """
    try:
        raw = np.memmap(path, np.uint8, "r").view(np.ndarray)
        if bytes(raw[: len(_MAGIC)]) != _MAGIC:
            return _refuse(path, "it does not begin as one")
        size = struct.unpack("<Q", bytes(raw[len(_MAGIC) : len(_MAGIC) + 8]))[0]
        head = json.loads(bytes(raw[len(_MAGIC) + 8 : len(_MAGIC) + 8 + size]))
        start = -(-(len(_MAGIC) + 8 + size) // _ALIGN) * _ALIGN
        found = {}
        for name, (kind, shape, offset) in head["arrays"].items():
            count = int(np.prod(shape, dtype=np.int64))
            dtype = np.dtype(kind)
            at = start + offset
            if at + count * dtype.itemsize > len(raw):
                return _refuse(path, f"it ends within {name}")
            found[name] = raw[at : at + count * dtype.itemsize].view(dtype).reshape(shape)
        return found, head["notes"]
    except (OSError, ValueError, KeyError, TypeError, struct.error) as error:
        return _refuse(path, str(error), error)


def _refuse(path: Path, why: str, error: Exception | None = None) -> NoReturn:
    raise WhereasError(
        f"the index cannot be read: {why}", where=str(path), todo="delete the file; the next screening builds it anew"
    ) from error
