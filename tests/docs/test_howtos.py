"""How-to pages as journeys: each file they show is saved, each command run, each line they promise printed."""

from pathlib import Path

import pytest
from tests.journeys.test_tutorial import run, stands, steps

HOWTO = Path(__file__).parents[2] / "docs" / "howto"
PAGES = sorted(page for page in HOWTO.glob("*.md") if "\n$ whereas " in page.read_text(encoding="utf-8"))


def test_pages_that_promise_what_is_printed_are_found() -> None:
    assert len(PAGES) >= 4


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_line_that_a_howto_promises_is_printed(page: Path, tmp_path: Path) -> None:
    missing = []
    for step in steps(page.read_text(encoding="utf-8")):
        if step.name:
            (tmp_path / step.name).write_text(step.text, encoding="utf-8")
            continue
        done = run(step.command, tmp_path)
        printed = done.stdout + done.stderr
        assert "Traceback" not in printed, f"{step.command}\n{printed}"
        assert step.promised or done.returncode == 0, f"{step.command}\n{printed}"
        missing += [f"{step.command}\n    promised: {line}\n    printed: {printed}" for line in step.promised
                    if not stands(line, printed)]  # fmt: skip
    assert missing == []
