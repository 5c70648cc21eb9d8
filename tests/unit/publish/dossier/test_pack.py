"""What a dossier goes out with is the same, byte for byte, wherever and whenever it is made from the same ledger."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from whereas.publish.dossier.pack import FORMATS, pack
from whereas.workbench.dossiers import Made

ROOT = Path(__file__).parents[4]
_AGAIN = """
import hashlib, json, sys
from pathlib import Path
from tests.unit.publish.dossier import case
folder = Path(sys.argv[1])
told = {}
with case.open_bench(folder / "home") as bench:
    if not bench.ledger.exhibits():
        case.fill(bench, folder / "in")
    for copy in ("internal", "listing"):
        for name, data in case.made(bench, copy=copy).files.items():
            told[f"{copy}/{name}"] = hashlib.sha256(data).hexdigest()
print(json.dumps(told))
"""


def made_in_a_process(folder: Path, *, seed: str, zone: str, language: str) -> dict[str, str]:
    environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": language, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", _AGAIN, folder], capture_output=True, text=True, env=environment, cwd=ROOT, check=False
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, str] = json.loads(done.stdout)
    return found


def test_two_processes_make_the_same_bytes(tmp_path: Path) -> None:
    one = made_in_a_process(tmp_path, seed="0", zone="UTC", language="C.UTF-8")
    two = made_in_a_process(tmp_path, seed="4711", zone="Asia/Pyongyang", language="de_DE.UTF-8")
    assert {"listing/dossier.docx", "listing/dossier.html", "listing/dossier.json"} <= one.keys()
    assert one == two


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_one_rendering_can_be_asked_for(internal: Made, form: str) -> None:
    held = {one.sha256: b"x" for one in internal.dossier.exhibits}
    files = pack(internal.dossier, held.__getitem__, formats=frozenset({form}))
    assert {name for name in files if name.startswith("dossier.")} == {"dossier.json", f"dossier.{form}"}


def test_exhibits_keep_an_ending_that_opens_them_and_no_other(internal: Made) -> None:
    files = {one.name: one.file for one in internal.dossier.exhibits if one.file}
    assert files["media.txt"].endswith(".txt")
    assert all(name in internal.files for name in files.values())
