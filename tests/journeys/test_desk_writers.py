"""Two processes at one desk, on SQLite and on PostgreSQL: nothing is lost, and whoever waits is told."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.journeys.killing import Program, program

from whereas.ledger.ledger import Ledger
from whereas.ledger.verify import verify

NOW = "2026-01-02T03:04:05Z"
ROUNDS = 4


@pytest.fixture
def ledger(tmp_path: Path, url: str) -> Iterator[Ledger]:
    opened = Ledger(tmp_path / "home", url)
    yield opened
    opened.close()


@pytest.fixture
def two(tmp_path: Path, url: str) -> Iterator[tuple[Program, Program]]:
    with program(tmp_path, WHEREAS_LEDGER=url) as one, program(tmp_path, WHEREAS_LEDGER=url) as other:
        yield one, other


def write(folder: Path, who: str, number: int) -> tuple[str, str]:
    """A folder of two texts, and a file with a claim on the first of them."""
    notes = folder / f"{who}-{number}"
    notes.mkdir()
    for each in "ab":
        (notes / f"{who}-{number}-{each}.txt").write_text(f"{who} saw lamp {number}{each} burn at the gate.")
    claims = folder / f"{who}-{number}.yaml"
    claims.write_text(
        f"claims:\n  - {{kind: inflicted_pain, subject: {who}-{number}, words: Lamp {number} burned.,\n"
        f"     spans: [{{exhibit: {who}-{number}-a.txt, quote: saw lamp {number}a burn}}]}}\n"
    )
    return notes.name, claims.name


def test_two_processes_add_and_claim_at_once_and_nothing_is_lost(
    ledger: Ledger, two: tuple[Program, Program], tmp_path: Path
) -> None:
    for number in range(ROUNDS):
        named = [write(tmp_path, who, number) for who in ("first", "second")]
        for verb in (0, 1):
            for desk, files in zip(two, named, strict=True):
                desk.start(*(("add", files[0]) if verb == 0 else ("claim", files[1])))
            for desk in two:
                done = desk.end()
                assert done.code == 0, done.out + done.err

    assert len(ledger.exhibits()) == 4 * ROUNDS
    assert len(ledger.desk().standing) == 2 * ROUNDS
    assert verify(ledger, {}, reader="r").findings == ()
    with ledger.store.reading() as connection:
        heads = ledger.store.heads(connection)
    assert len(heads) == 4 * ROUNDS
    # The last of two that end at once may leave its line to the next turn: none is lost and none stands twice.
    assert len(ledger.heads.read_text().splitlines()) in (len(heads), len(heads) - 1)


def test_two_processes_that_begin_a_ledger_at_once_begin_one(two: tuple[Program, Program], tmp_path: Path) -> None:
    for number, desk in enumerate(two):
        (tmp_path / f"{number}.txt").write_text(f"Note {number}.")
        desk.start("add", f"{number}.txt", home="new")
    for desk in two:
        done = desk.end()
        assert done.code == 0, done.out + done.err
    assert two[0].verified("new")["exhibits"] == 2


def test_whoever_waits_at_the_desk_is_told(ledger: Ledger, two: tuple[Program, Program], tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("A lamp burned.")
    (tmp_path / "home").mkdir(exist_ok=True)
    desk, _ = two
    with ledger.writing(NOW):
        desk.start("add", "note.txt")
        for _ in range(600):
            if "another writer is at work" in desk.told("2"):
                break
            time.sleep(0.05)
        else:
            pytest.fail("nobody was told to wait")
        assert ledger.exhibits() == {}
    done = desk.end()

    assert done.code == 0, done.out + done.err
    assert len(ledger.exhibits()) == 1
