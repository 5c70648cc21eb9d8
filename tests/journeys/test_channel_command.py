"""`whereas channel` as its users meet it: from the template to a recorded request with its clocks and its file."""

import json
import os
import subprocess
import sys
from pathlib import Path

import yaml
from tests.unit.assess.wells import WELLS

WHEREAS = [sys.executable, "-c", "from whereas.cli.main import main; main()"]


def whereas(*arguments: str, cwd: Path) -> "subprocess.CompletedProcess[str]":
    clean = {name: value for name, value in os.environ.items() if not name.startswith("WHEREAS_")}
    return subprocess.run(
        [*WHEREAS, "channel", *arguments], cwd=cwd, env=clean | {"WHEREAS_AUTHOR": "A Tester"},
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip


def test_the_template_is_a_request_that_is_taken_and_says_all_that_is_missing(tmp_path: Path) -> None:
    (tmp_path / "water.yaml").write_text(whereas("--template", cwd=tmp_path).stdout, encoding="utf-8")

    done = whereas("water.yaml", "--json", cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert {one["key"]: one["outcome"] for one in found["items_and_acts"]} == {
        "pump": "cannot be told", "visit": "free", "transport": "cannot be told",
    }  # fmt: skip
    assert not found["complete"]
    assert whereas("water.yaml", "--fail-on-findings", cwd=tmp_path).returncode == 1


def test_a_request_is_routed_recorded_followed_and_written(tmp_path: Path) -> None:
    (tmp_path / "wells.yaml").write_text(yaml.safe_dump(WELLS), encoding="utf-8")

    assert "none is recorded" in whereas(cwd=tmp_path).stdout
    routed = whereas("wells.yaml", "--record", "--out", "file", "--fail-on-findings", cwd=tmp_path)
    assert routed.returncode == 0, routed.stderr
    assert "complete" in routed.stdout
    assert "not screened" in routed.stderr
    first = (tmp_path / "file" / "request.docx").read_bytes()
    assert whereas("wells.yaml", "--out", "file", cwd=tmp_path).returncode == 0
    assert (tmp_path / "file" / "request.docx").read_bytes() == first

    sent = whereas("--event", "wells", "sent", "--on", "2026-01-04", "--why", "mail to the mission", cwd=tmp_path)
    assert sent.returncode == 0, sent.stderr
    answered = whereas("--event", "wells", "answered", "--on", "2026-02-01", "--until", "2026-11-01", "--why", "letter",
                       cwd=tmp_path)  # fmt: skip
    assert answered.returncode == 0, answered.stderr
    (kept,) = json.loads(whereas("--json", "--as-of", "2026-10-25", cwd=tmp_path).stdout)
    assert kept["life"]["state"] == "granted"
    assert [(one["key"], one["due"]) for one in kept["life"]["clocks"] if one["state"] == "due soon"] == [
        ("until", "2026-11-01")
    ]
    table = whereas("--as-of", "2026-10-25", cwd=tmp_path).stdout
    assert "wells" in table
    assert "due soon" in table


def test_an_error_says_where_and_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("key: a\ntitle: t\norganisation: {name: x}\nitmes: []\n", encoding="utf-8")

    done = whereas("bad.yaml", cwd=tmp_path)

    assert done.returncode == 2
    assert "bad.yaml, line 4" in done.stderr
    assert "Traceback" not in done.stderr
    assert "no request is named" in whereas("--record", cwd=tmp_path).stderr
    assert (
        "no request 'wells'"
        in whereas("--event", "wells", "sent", "--on", "2026-01-04", "--why", "w", cwd=tmp_path).stderr
    )
