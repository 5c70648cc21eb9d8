"""Killed in the middle of adding and claiming: all of a command or nothing, and the next try completes it."""

import json
import random
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.journeys.killing import Program, program

FILES, CLAIMS, KILLS = 200, 100, 6
KILLED = -signal.SIGKILL


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Program]:
    with program(tmp_path) as opened:
        yield opened


def write_notes(folder: Path, count: int) -> None:
    folder.mkdir()
    for number in range(count):
        (folder / f"note-{number}.txt").write_text(f"Note {number}: lamp {number} burned at the gate of Sangnok.")


def write_claims(path: Path, count: int) -> None:
    path.write_text(
        "claims:\n"
        + "".join(
            f"  - kind: inflicted_pain\n    subject: post-{number}\n    words: Lamp {number} burned.\n"
            f"    spans: [{{exhibit: note-{number}.txt, quote: lamp {number} burned}}]\n"
            for number in range(count)
        )
    )


def test_a_kill_at_any_act_of_the_first_turns_leaves_a_ledger_that_verifies(desk: Program, tmp_path: Path) -> None:
    """The first head is committed before the file of heads tells of it: no moment between may look like a loss."""
    (tmp_path / "note.txt").write_text("One note.")
    (tmp_path / "other.txt").write_text("Another note.")
    every = desk.run("add", "note.txt", home="unhurt").acts
    assert every > 10
    for at in range(1, every + 1):
        home = f"home-{at:03}"
        assert desk.run("add", "note.txt", at=at, home=home).code == KILLED
        desk.verified(home)
        # Killed once more, at the next turn's same act if it has so many, and then not.
        assert desk.run("add", "other.txt", at=at, home=home).code in (KILLED, 0)
        desk.verified(home)
    assert desk.run("add", "other.txt", home=home).code == 0
    assert desk.verified(home)["exhibits"] == 2


@pytest.mark.parametrize("again", [False, True], ids=["at once", "after one more turn"])
def test_a_file_of_heads_that_is_gone_is_noticed(desk: Program, tmp_path: Path, again: bool) -> None:
    (tmp_path / "note.txt").write_text("One note.")
    assert desk.run("add", "note.txt").code == 0
    kept = (tmp_path / "home" / "heads.jsonl").read_bytes()
    (tmp_path / "home" / "heads.jsonl").unlink()
    if again:
        assert desk.run("add", "note.txt").code == 0

    found = desk.run("verify", "--quick")
    assert found.code == 1
    assert ("heads are gone" if again else "the file of tree heads is gone") in found.words

    # Whoever kept a copy puts it back, before what was written since.
    place = tmp_path / "home" / "heads.jsonl"
    place.write_bytes(kept + (place.read_bytes() if again else b""))
    assert desk.run("verify", "--quick").code == 0


def test_a_folder_is_added_whole_or_not_at_all(desk: Program, tmp_path: Path) -> None:
    dice = random.Random(20261127)
    write_notes(tmp_path / "notes", FILES)
    every = desk.run("add", "notes", home="unhurt").acts
    for number, at in enumerate((*(dice.randrange(20, every) for _ in range(KILLS)), every - 1)):
        home = f"home-{number}"
        assert desk.run("add", "notes", at=at, home=home).code == KILLED
        assert desk.verified(home)["exhibits"] in (0, FILES)
        if number % 3 == 0:
            assert desk.run("add", "notes", home=home).code == 0
            assert desk.verified(home)["exhibits"] == FILES
            assert not list((tmp_path / home / "exhibits" / ".parts").iterdir()), "something half-written was left"


def test_a_file_of_claims_is_recorded_whole_or_not_at_all(desk: Program, tmp_path: Path) -> None:
    dice = random.Random(20261128)
    write_notes(tmp_path / "notes", CLAIMS)
    write_claims(tmp_path / "claims.yaml", CLAIMS)
    assert desk.run("add", "notes").code == 0
    counted = desk.verified()["entries"]
    every = desk.run("claim", "claims.yaml").acts
    assert desk.verified()["entries"] == counted + CLAIMS
    for at in (*(dice.randrange(1, every) for _ in range(KILLS)), every - 2, every - 1):
        counted = desk.verified()["entries"]
        assert desk.run("claim", "claims.yaml", at=at).code == KILLED
        assert desk.verified()["entries"] - counted in (0, CLAIMS)

    assert desk.run("claim", "claims.yaml").code == 0
    desk.verified()
    assert len(json.loads(desk.run("claim", "--list", "--json").out)) == CLAIMS
