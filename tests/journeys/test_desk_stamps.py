"""A time stamp from the authority's answer to the desk, the assessment and the dossier, good and disputed."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.journeys.killing import Program, program
from tests.stamp_authority import Authority, authority, needs_openssl
from tests.unit.assess.sangnok import ADOPTION, SUBJECT
from tests.unit.publish.dossier import case

from whereas.workbench.assessing import know

pytestmark = needs_openssl
NAME = "media.txt"


@pytest.fixture(scope="module")
def tsa(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return authority(tmp_path_factory.mktemp("authority") / "tsa")


@pytest.fixture
def shell(tmp_path: Path) -> Iterator[Program]:
    with case.open_bench(tmp_path / "home") as bench:
        case.fill(bench, tmp_path / "in")
    with program(tmp_path) as opened:
        yield opened


@pytest.fixture
def contrary(tmp_path: Path) -> Iterator[Program]:
    """The same desk, where openssl finds every stamp bad."""
    folder = tmp_path / "contrary"
    folder.mkdir()
    script = folder / "openssl"
    script.write_text("#!/bin/sh\necho 'Verification: FAILED'\nexit 1\n")
    script.chmod(0o755)
    with program(tmp_path, PATH=f"{folder}{os.pathsep}{os.environ['PATH']}") as opened:
        yield opened


def answered(shell: Program, tsa: Authority, folder: Path) -> None:
    """Ask for a stamp over the exhibit; the answer stands in `answer.tsr`."""
    assert shell.run("add", "query.tsq", "--request", NAME).code == 0
    (folder / "answer.tsr").write_bytes(tsa.answer((folder / "query.tsq").read_bytes()))
    (folder / "root.pem").write_bytes(tsa.root)


def state(shell: Program) -> str:
    listed = json.loads(shell.run("add", "--json").out)
    return next(str(one["stamp"]) for one in listed if one["name"] == NAME)


def told(folder: Path) -> tuple[set[str], str]:
    """What the assessment knows of the exhibit's stamp, and what the internal dossier says of it."""
    with case.open_bench(folder / "home") as bench:
        known = know(bench, "dprk", as_of=ADOPTION)
        papers = {one.filing.title: one.stamp for one in known.kept.papers.papers.values()}
        grounds = {
            ground.stamp
            for claim in known.kept.about(known.subject(SUBJECT).ids)
            for ground in known.kept.papers.supporting(claim)
        }
        files = case.made(bench).files
    assert set(papers.values()) >= grounds
    text = next(data.decode() for name, data in files.items() if name.endswith(".html"))
    return grounds, text


STAMP = ("add", "answer.tsr", "--stamp", NAME, "--roots", "root.pem")


def test_a_good_stamp_is_said_everywhere(shell: Program, tsa: Authority, tmp_path: Path) -> None:
    assert state(shell) == "unstamped"
    answered(shell, tsa, tmp_path)

    unchecked = shell.run("add", "answer.tsr", "--stamp", NAME)
    assert (unchecked.code, state(shell)) == (1, "unchecked")
    done = shell.run(*STAMP)
    assert done.code == 0, done.out + done.err
    assert done.out.startswith("STAMPED 2")

    assert state(shell) == "stamped"
    grounds, text = told(tmp_path)
    assert "stamped" in grounds
    assert "Time stamp: stamped" in text
    shell.verified()


def test_a_disputed_stamp_proves_nothing_and_is_said_everywhere(
    shell: Program, contrary: Program, tsa: Authority, tmp_path: Path
) -> None:
    answered(shell, tsa, tmp_path)
    done = contrary.run(*STAMP)
    assert done.code == 1
    assert done.out.startswith("DISPUTED")
    assert shell.run("add", "answer.tsr", "--stamp", NAME).code == 1  # without roots: says nothing, takes nothing back

    assert state(shell) == "disputed"
    assert "disputed" in shell.run("add").words
    grounds, text = told(tmp_path)
    assert "disputed" in grounds
    assert "stamped" not in grounds
    assert "Time stamp: disputed" in text

    # The same token checked again, where both programs are as they should be, is good.
    assert shell.run(*STAMP).code == 0
    assert state(shell) == "stamped"


def test_a_stamp_over_other_bytes_is_broken(shell: Program, tsa: Authority, tmp_path: Path) -> None:
    answered(shell, tsa, tmp_path)
    done = shell.run("add", "answer.tsr", "--stamp", "note.txt", "--roots", "root.pem")

    assert done.code == 1
    assert "it stamps other bytes than these" in done.words
    listed = json.loads(shell.run("add", "--json").out)
    assert next(one["stamp"] for one in listed if one["name"] == "note.txt") == "broken"
