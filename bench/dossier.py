"""How long a dossier of 30 propositions takes: to check, to render in each form, and to verify."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import yaml

from whereas.assess.rules.rule import check_draft
from whereas.core.filing import Filing
from whereas.policy.standards import standards
from whereas.publish.dossier.pdf import pdf
from whereas.publish.dossier.word import word
from whereas.publish.pages import dossier_page
from whereas.screen.card import Card, Listed, Named
from whereas.screen.index import made_of
from whereas.settings import Settings
from whereas.workbench import desk, dossiers, workbench
from whereas.workbench.assessing import know

NOW, ADOPTION = "2024-06-01T00:00:00Z", "2024-07-22"
SUBJECT, STANDARD = "han-jae-mok", "eu-human-rights/torture"
PROPOSITIONS, EXHIBITS = 30, 60
KINDS = ("held_in_custody", "inflicted_pain", "exercised_authority", "holds_office")
# What was asked for, in seconds; printed beside the figure and never a reason to fail.
_CHECKING = 2
Result = TypeVar("Result")


def timed(words: str, work: Callable[[], Result]) -> Result:
    """Does the work and prints how long it took."""
    start = time.perf_counter()
    found = work()
    print(f"{words}: {time.perf_counter() - start:.3f} s")
    return found


def main() -> None:
    """Prints seconds for each step on an invented case: all of it is made up, and nothing is kept."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with workbench(Settings(home=folder / "home", author="A Bench"), now=NOW) as bench:
            _fill(bench, folder)
            _measure(bench, folder)


def _fill(bench, folder: Path) -> None:  # type: ignore[no-untyped-def]  # a Workbench
    for number in range(EXHIBITS):
        path = folder / f"account-{number}.txt"
        lines = [f"Sentence {at} of account {number} says what was seen in {2010 + at % 10}." for at in range(200)]
        path.write_text("\n".join(lines), encoding="utf-8")
        filing = Filing(exhibit="", title=f"Account {number}", evidence="testimony", uses=("eu",), available="2022",
                        publisher="An invented archive")  # fmt: skip
        desk.add(bench, path, filing)
    desk.claim(bench, "claims.yaml", yaml.safe_dump({"claims": [_claim(number) for number in range(PROPOSITIONS)]}))


def _claim(number: int) -> dict[str, object]:
    spans = [
        {"exhibit": f"account-{(number * 2 + at) % EXHIBITS}.txt", "credibility": "2", "lang": "en",
         "quote": f"Sentence {number} of account {(number * 2 + at) % EXHIBITS} says what was seen"}
        for at in range(4)
    ]  # fmt: skip
    year = 2010 + number % 10
    return {
        "kind": KINDS[number % len(KINDS)], "subject": SUBJECT, "object": f"place {number}", "place": "Sangnok",
        "words": f"In {year} Han Jae-mok did at place {number} of Sangnok what account {number} tells.",
        "start": str(year), "end": str(year), "spans": spans,
    }  # fmt: skip


def _measure(bench, folder: Path) -> None:  # type: ignore[no-untyped-def]  # a Workbench
    listed = Listed(source="invented", authority="XX", programme="T", act="A", since="2020", ends="", reference="1",
                    said=("s",))  # fmt: skip
    cards = [Card(id=f"c{n}", members=(f"c{n}",), kind="person", schema="Person", caption=f"Kim Person {n}",
                  names=(Named(text=f"Kim Person {n}", weak=False, said=("s",)),), listed=(listed,))
             for n in range(2000)]  # fmt: skip
    index = made_of(cards, revision="a" * 64)
    known = timed("reading ledger and desk", lambda: know(bench, "dprk", as_of=ADOPTION))
    note = dossiers.DraftNote(proportionality=" ".join(["word"] * 30))

    def drafted():  # type: ignore[no-untyped-def]  # a Draft
        return dossiers.draft_of(bench, known, known.subject(SUBJECT), standards()[STANDARD], adoption=ADOPTION,
                                 note=note, index=index)  # fmt: skip

    draft = timed("drafting, with the search for homonyms among 2,000 names", drafted)
    start = time.perf_counter()
    findings = check_draft(draft)
    took = time.perf_counter() - start
    print(f"checking {len(draft.used)} propositions: assessment and E1 to E16: {took:.3f} s (at most {_CHECKING}); "
          f"{draft.assessment.verdict.value}, {len(findings)} findings")  # fmt: skip
    made = timed("composing and packing everything", lambda: dossiers.make(bench, known, draft, copy="internal"))
    timed("  DOCX alone", lambda: word(made.dossier))
    timed("  PDF alone", lambda: pdf(made.dossier))
    timed("  HTML alone", lambda: dossier_page(made.dossier))
    timed("  JSON alone", made.dossier.manifest)
    out = folder / "out"
    timed("releasing and recording", lambda: dossiers.send(bench, made, out, audience="internal", reason="a bench"))
    done = timed("verifying the folder, in a process of its own", lambda: subprocess.run(
        [sys.executable, "-I", out / "verify_dossier.py"], capture_output=True, text=True, check=False))  # fmt: skip
    size = sum(len(data) for data in made.files.values())
    print(f"{len(made.files)} files, {size:,} bytes; {done.stdout.strip().splitlines()[-1]}")


if __name__ == "__main__":
    main()
