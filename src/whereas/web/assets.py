"""Built assets: the address of each, which names the digest of its bytes, and whether they match their sources.

`python -m whereas.web.assets frontend` says what does not match; it needs no Node, only what `built-from.json` holds.
"""

import hashlib
import json
import re
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path

STATIC = Path(__file__).parent / "static"
MANIFEST = "built-from.json"
# Nothing of these reaches what is built, so a change in them asks for no new build.
_NOT_SOURCES = re.compile(r"node_modules/|.*\.test\.ts$|vitest\.config\.ts$")


@cache
def asset(name: str) -> str:
    """The address of a file in `static/`. Raises `FileNotFoundError` where it was not built."""
    return f"/static/{name}?v={_digest(STATIC / name)[:12]}"


def drift(sources: Path, built: Path = STATIC) -> list[str]:
    """What does not match between `sources` (the folder `frontend`), what is built, and the manifest of the build."""
    said = json.loads((built / MANIFEST).read_bytes())
    found = _against("source", said["sources"], _digests(sources))
    return found + _against("built file", said["built"], _digests(built))


def _against(what: str, said: Mapping[str, str], there: Mapping[str, str]) -> list[str]:
    lacking = [f"{what} {name} is gone" for name in sorted(said.keys() - there.keys())]
    new = [f"{what} {name} is new" for name in sorted(there.keys() - said.keys())]
    return lacking + new + [f"{what} {name} changed" for name in said if name in there and said[name] != there[name]]


def _digests(folder: Path) -> dict[str, str]:
    names = (file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())
    return {name: _digest(folder / name) for name in names if name != MANIFEST and not _NOT_SOURCES.match(name)}


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _main(folder: str) -> int:
    found = drift(Path(folder))
    for one in found:
        sys.stdout.write(f"{one}; run ./dev assets\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1]))
