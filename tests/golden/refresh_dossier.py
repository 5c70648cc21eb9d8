"""Writes the golden files of the fictional dossier anew: a deliberate command; read the difference before you keep it.

Digests of policy files and the program's version are left out: they change with every edit of any policy file.
"""

import json
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
FOLDER = HERE / "dossier"
sys.path.insert(0, str(HERE.parents[1]))  # so that the fictional case is found when this runs as a command

import msgspec  # noqa: E402  # after the path above
from tests.unit.publish.dossier import case  # noqa: E402  # after the path above


def made() -> dict[str, bytes]:
    """Every golden file by name, as the program makes it now."""
    found = {}
    with tempfile.TemporaryDirectory() as folder, case.open_bench(Path(folder) / "home") as bench:
        case.fill(bench, Path(folder) / "in")
        for copy in ("internal", "listing"):
            dossier = msgspec.structs.replace(case.made(bench, copy=copy).dossier, policy=(), version="")
            text = json.dumps(json.loads(dossier.manifest()), ensure_ascii=False, indent=1)
            found[f"{copy}.json"] = f"{text}\n".encode()
    return found


if __name__ == "__main__":
    for name, data in made().items():
        changed = not (FOLDER / name).exists() or (FOLDER / name).read_bytes() != data
        (FOLDER / name).write_bytes(data)
        sys.stdout.write(f"{'written ' if changed else 'same    '} {name}\n")
