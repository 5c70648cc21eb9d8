"""The program as its users meet it: started as a process, on invented lists, on nothing, and killed in the middle."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

FIXTURES = Path(__file__).parents[1] / "fixtures"
WHEREAS = [sys.executable, "-c", "from whereas.cli.main import main; main()"]
LISTS = ("un", "eu_journal", "eu_fsf", "uk", "au_dfat", "ch_seco", "jp_mof", "ofac_sdn", "ofac_cons", "us_csl")


def whereas(*arguments: str, cwd: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    clean = {name: value for name, value in os.environ.items() if not name.startswith("WHEREAS_")}
    return subprocess.run(
        [*WHEREAS, *arguments], cwd=cwd, env=clean | {"WHEREAS_AUTHOR": "A Tester"} | environment,
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip


@pytest.fixture(scope="module")
def mirror(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A mirror of the invented lists, each in the folder of its key."""
    folder = tmp_path_factory.mktemp("mirror")
    for key in LISTS:
        shutil.copytree(FIXTURES / key, folder / key)
    return folder


def test_a_run_on_nothing_uses_the_starter_and_says_so_on_every_page(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()

    done = whereas("run", cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    assert "STARTER CASEBOOK" in done.stdout
    assert "cannot be reached" in done.stdout or "no address" in done.stdout
    for page in ("index.html", "align.html", "timeline.html"):
        text = (tmp_path / "out" / page).read_text(encoding="utf-8")
        assert "starter" in text.lower(), page
    manifest = json.loads((tmp_path / "out" / "RELEASE.json").read_text())
    assert manifest["by"] == "A Tester"

    again = whereas("run", cwd=tmp_path)
    assert "unchanged: " in again.stdout
    assert json.loads((tmp_path / "out" / "RELEASE.json").read_text()) == manifest


def test_invented_lists_are_pulled_resolved_aligned_shown_exported_and_verified(tmp_path: Path, mirror: Path) -> None:
    pulled = whereas("pull", "--mirror", str(mirror), "--accept", "--json", cwd=tmp_path)
    assert pulled.returncode == 0, pulled.stderr + pulled.stdout
    files = json.loads(pulled.stdout)["files"]
    assert {one["source"] for one in files} >= set(LISTS)
    assert all(one["outcome"] == "new edition" for one in files)

    aligned = whereas("align", "--json", cwd=tmp_path)
    assert aligned.returncode == 0, aligned.stderr
    report = json.loads(aligned.stdout)
    assert report["entities"]

    shown = whereas("show", report["entities"][0]["members"][0], cwd=tmp_path)
    assert shown.returncode == 0, shown.stderr
    assert "Listed is not convicted" in shown.stdout

    exported = whereas("export", "--to", "entities.json", cwd=tmp_path)
    assert exported.returncode == 0, exported.stderr
    lines = (tmp_path / "entities.json").read_text(encoding="utf-8").splitlines()
    assert {json.loads(line)["schema"] for line in lines} >= {"Person", "Sanction"}

    verified = whereas("verify", cwd=tmp_path)
    assert verified.returncode == 0, verified.stdout
    assert "everything recomputes" in verified.stdout


def test_a_list_below_its_bounds_is_refused_with_what_to_do(tmp_path: Path, mirror: Path) -> None:
    done = whereas("pull", "un", "--mirror", str(mirror), cwd=tmp_path)

    assert done.returncode == 1
    assert "REFUSED un" in done.stdout
    assert "--accept" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("pull", "no_such_list"), "no source is called no_such_list"),
        (("pull", "--mirror", "nowhere"), "the mirror is not a folder"),
        (("show", "un-nobody"), "nothing in view speaks of"),
        (("align", "--programme", "../../etc/passwd"), "programme"),
        (("verify", "--ledger", "postgresql://localhost:1/none"), "ledger cannot be opened"),
    ],
)
def test_a_wrong_request_gets_a_sentence_and_exit_code_2(
    tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    done = whereas(*arguments, cwd=tmp_path)

    assert done.returncode == 2, done.stdout + done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_help_names_every_verb(tmp_path: Path) -> None:
    done = whereas("--help", cwd=tmp_path)

    assert done.returncode == 0
    assert all(verb in done.stdout for verb in ("run", "pull", "resolve", "align", "show", "export", "verify"))


def test_killed_at_any_moment_the_ledger_verifies_and_the_next_pull_completes(tmp_path: Path, mirror: Path) -> None:
    dice = random.Random(20261123)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("WHEREAS_")}
    command = [*WHEREAS, "pull", "--mirror", str(mirror), "--accept", "--home", "killed"]
    started = time.monotonic()
    whole = whereas(*command[len(WHEREAS) : -1], "whole", cwd=tmp_path)
    length = time.monotonic() - started
    assert whole.returncode == 0, whole.stderr

    for _ in range(20):
        process = subprocess.Popen(
            command, cwd=tmp_path, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(dice.uniform(0.2, 1.0) * length)
        process.send_signal(signal.SIGKILL)
        process.wait()
        if (tmp_path / "killed" / "ledger.sqlite").exists():
            verified = whereas("verify", "--quick", "--home", "killed", cwd=tmp_path)
            assert verified.returncode == 0, verified.stdout + verified.stderr

    assert whereas(*command[len(WHEREAS) :], cwd=tmp_path).returncode == 0
    counts = []
    for home in ("killed", "whole"):
        verified = whereas("verify", "--json", "--home", home, cwd=tmp_path)
        found = json.loads(verified.stdout)
        assert found["findings"] == []
        counts.append((found["exhibits"], found["readings"], found["statements"]))
    assert counts[0] == counts[1]
