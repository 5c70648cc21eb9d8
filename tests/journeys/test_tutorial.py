"""The tutorial as a journey: every file it shows is saved, every command run, every line it promises is printed."""

import io
import json
import os
import re
import shlex
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "tutorial" / "a-case.md"
_FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_SAVE = re.compile(r"[Ss]ave (?:this|it) as `([^`]+)`")


@dataclass(frozen=True, kw_only=True)
class Step:
    """A file to save, or a command with the lines it promises."""

    name: str = ""
    text: str = ""
    command: str = ""
    promised: tuple[str, ...] = ()


def steps(page: str) -> Iterator[Step]:
    """The steps of a page in order: a fence behind `Save this as` is a file, one of `console` holds commands."""
    at = 0
    for fence in _FENCE.finditer(page):
        before = page[at : fence.start()]
        at = fence.end()
        if fence[1] == "console":
            yield from _commands(fence[2])
        elif saved := _SAVE.findall(before):
            yield Step(name=saved[-1], text=fence[2])


def _commands(block: str) -> Iterator[Step]:
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, *promised = part.rstrip("\n").split("\n")
        yield Step(command=command, promised=tuple(line for line in promised if line.strip()))


def stands(promised: str, printed: str) -> bool:
    """Whether a promised line stands in the output: `…` is any text, and white space counts as one blank."""
    pattern = r"[^\n]*?".join(re.escape(" ".join(piece.split())) for piece in promised.split("…"))
    lines = "\n".join(" ".join(line.split()) for line in printed.splitlines())
    return re.search(pattern.replace(r"\ ", " "), lines) is not None


def run(command: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    clean = {name: value for name, value in os.environ.items() if not name.startswith("WHEREAS_")}
    words = shlex.split(command)
    if words[0] == "whereas":
        words = [sys.executable, "-c", "from whereas.cli.main import main; main()", *words[1:]]
    elif words[0] == "python3":
        words = [sys.executable, "-I", *words[1:]]
    return subprocess.run(
        words, cwd=folder, env=clean | {"WHEREAS_AUTHOR": "An Analyst"}, capture_output=True, text=True, check=False,
        timeout=300,
    )  # fmt: skip


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[tuple[Step, str]]]:
    """The folder after the whole tutorial, and each command with what it printed."""
    folder = tmp_path_factory.mktemp("case")
    printed: list[tuple[Step, str]] = []
    for step in steps(PAGE.read_text(encoding="utf-8")):
        if step.name:
            (folder / step.name).write_text(step.text, encoding="utf-8")
            continue
        done = run(step.command, folder)
        assert "Traceback" not in done.stderr, f"{step.command}\n{done.stderr}"
        printed.append((step, done.stdout + done.stderr))
    return folder, printed


def test_every_line_that_the_tutorial_promises_is_printed(told: tuple[Path, list[tuple[Step, str]]]) -> None:
    missing = [
        f"{step.command}\n    promised: {line}\n    printed: {printed}"
        for step, printed in told[1]
        for line in step.promised
        if not stands(line, printed)
    ]
    assert missing == []
    assert sum(len(step.promised) for step, _ in told[1]) >= 29


def files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file of a package, the parts of its DOCX one by one."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            yield path.name, data
            if path.suffix == ".docx":
                with zipfile.ZipFile(io.BytesIO(data)) as held:
                    for name in held.namelist():
                        yield f"{path.name}/{name}", held.read(name)


def test_the_copy_that_leaves_holds_nothing_of_the_third_witness_and_names_nobody_who_worked_on_it(
    told: tuple[Path, list[tuple[Step, str]]],
) -> None:
    folder, _ = told
    held = dict(files(folder / "package"))
    assert {"dossier.json", "dossier.docx", "dossier.html", "verify_dossier.py", "RELEASE.json"} <= held.keys()
    for hidden in ("account-3", "third former detainee", "had just become the head", "An Analyst", "A. Translator"):
        assert [name for name, data in held.items() if hidden.encode() in data] == []
    inside = dict(files(folder / "internal"))
    assert b"had just become the head" in inside["dossier.json"] or b"became head" in inside["dossier.json"]


def test_every_sentence_of_the_dossier_leads_down_to_bytes_that_are_in_the_package(
    told: tuple[Path, list[tuple[Step, str]]],
) -> None:
    folder, _ = told
    dossier = json.loads((folder / "package" / "dossier.json").read_text(encoding="utf-8"))
    propositions = {one["short"]: one for one in dossier["propositions"]}
    assert dossier["verdict"] == "shown"
    assert len(dossier["lines"]) == 4
    for line in dossier["lines"]:
        assert line["elements"]
        for short in line["claims"]:
            spans = propositions[short]["spans"]
            assert spans
            for span in spans:
                text = next((folder / "package" / "exhibits").glob(f"{span['exhibit']}*")).read_text("utf-8")
                assert " ".join(span["quote"].split()) in " ".join(text.split())


def test_the_order_that_one_witness_tells_of_is_nowhere_in_the_reasons(
    told: tuple[Path, list[tuple[Step, str]]],
) -> None:
    folder, printed = told
    dossier = (folder / "internal" / "dossier.json").read_text(encoding="utf-8")
    assert not any("ordered" in line["text"] for line in json.loads(dossier)["lines"])
    last = [output for step, output in printed if step.command.startswith("whereas assess")][-1]
    assert "to turn it: " in last
    assert "not shown: In 2019 Han Jae-mok ordered the beatings" in last
