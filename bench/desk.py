"""The desk at size: 10,000 exhibits and 3,000 claims, from adding them to verifying them, in seconds."""

import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from whereas.core.filing import Filing
from whereas.policy.standards import standards
from whereas.settings import Settings
from whereas.workbench import Workbench, desk, workbench
from whereas.workbench.assessing import know
from whereas.workbench.origins import origins

NOW = "2026-03-01T00:00:00Z"
EXHIBITS, CLAIMS = 10_000, 3_000
# What the desk is asked for, in seconds; printed beside the figure and never a reason to fail.
_VERIFY = 600
_NOUNS = "quay crane night ship hull paint name cargo seal crate lamp guard gate road truck water wind snow dock rope"

Answer = TypeVar("Answer")


def main() -> None:
    """Prints one line for each thing that people do at a desk of this size; all of it is invented."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder / "notes", EXHIBITS)
        with workbench(Settings(home=folder / "home", author="bench"), now=NOW) as bench:
            bench.pull()
            bench.resolve()
            run(bench, folder)
        print(f"largest memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _PER_MEGABYTE:,.0f} MB")


# Linux counts in kilobytes, macOS in bytes.
_PER_MEGABYTE = 1024 * (1024 if sys.platform == "darwin" else 1)


def run(bench: Workbench, folder: Path) -> None:
    """Each step once, on the ledger of a workbench."""
    filing = Filing(exhibit="", title="", evidence="ngo")
    added = _timed("adding", EXHIBITS, lambda: desk.add(bench, folder / "notes", filing))
    assert len(added.added) == EXHIBITS
    assert len(_timed("whereas claim", CLAIMS, lambda: desk.claim(bench, "c.yaml", claims(CLAIMS)))) == CLAIMS
    one = folder / "one.txt"
    one.write_text("One note more, of the day after.", encoding="utf-8")
    _timed("adding one more", 1, lambda: desk.add(bench, one, filing))
    _timed("one claim more", 1, lambda: desk.claim(bench, "d.yaml", claims(1, shift=CLAIMS)))
    board = _timed("reading the board", 1, bench.ledger.desk)
    assert len(board.standing) == CLAIMS + 1
    known = _timed("know()", 1, lambda: know(bench, "dprk"))
    subject = known.subject("party-7")
    _timed("assess, one subject, all standards", len(standards()),
           lambda: [known.assess(standard, subject) for standard in standards().values()])  # fmt: skip
    _timed("origins", EXHIBITS, lambda: origins(bench))
    found = _timed(f"verify (at most {_VERIFY} s)", EXHIBITS, lambda: bench.verify(deep=True))
    assert not found.findings


def write(folder: Path, count: int) -> None:
    """Small texts, no two of them alike."""
    dice, nouns = random.Random(20261127), _NOUNS.split()
    folder.mkdir()
    for number in range(count):
        words = " ".join(dice.choice(nouns) for _ in range(120))
        text = f"Note {number:05}. On that night the guard of gate {number} saw party {number % 500}.\n{words}\n"
        (folder / f"note-{number:05}.txt").write_text(text, encoding="utf-8")


def claims(count: int, *, shift: int = 0) -> str:
    """A file of claims, each on two of the texts."""
    lines = ["claims:"]
    for number in range(shift, shift + count):
        lines += [
            "  - kind: holds_office",
            f"    subject: party-{number % 500}",
            f"    object: post {number % 40}",
            f"    words: Party {number % 500} held post {number % 40} in the year of note {number}.",
            '    start: "2019"',
            "    spans:",
            f"      - {{exhibit: note-{number:05}.txt, quote: the guard of gate {number} saw}}",
            f"      - {{exhibit: note-{number + 5000:05}.txt, quote: the guard of gate {number + 5000} saw}}",
        ]
    return "\n".join(lines) + "\n"


def _timed(what: str, count: int, do: Callable[[], Answer]) -> Answer:
    start = time.perf_counter()
    answer = do()
    seconds = time.perf_counter() - start
    print(f"{what:<40}{seconds:>9.2f} s{count / seconds:>14,.0f} a second")
    return answer


if __name__ == "__main__":
    main()
