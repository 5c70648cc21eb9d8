"""What prepared names depend on, as a digest: an index made by other code or tables is never opened as one's own."""

import hashlib
from functools import cache
from pathlib import Path

import whereas

_MADE_BY = (
    "kit/korean/*.py", "kit/tables/*.tsv", "kit/names.py", "kit/han.py", "kit/arabic.py", "kit/cyrillic.py",
    "kit/kana.py", "kit/latin.py", "kit/commonness.py", "resolve/profile.py", "screen/arrays.py", "screen/card.py",
    "screen/likeness.py", "screen/segment.py", "screen/sounds.py", "screen/table.py", "screen/words.py",
)  # fmt: skip


@cache
def preparation() -> str:
    """A digest over the code and tables that turn lists into prepared names (some milliseconds, once a process)."""
    root = Path(whereas.__file__).parent
    found = hashlib.sha256()
    for pattern in _MADE_BY:
        for path in sorted(root.glob(pattern)):
            found.update(path.name.encode() + b"\0" + path.read_bytes())
    return found.hexdigest()
