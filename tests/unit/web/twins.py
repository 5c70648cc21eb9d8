"""Two ledgers that differ in one thing only: the second holds marked material that the first never had."""

from pathlib import Path

from tests.unit.workbench.desk_case import add_text, bench_in
from whereas.core.marking import TLP, Marking
from whereas.workbench import desk

# Invented words that stand in nothing but what is marked.
CANARIES = ("Kestrelmark", "Ospreyfile", "Harrierword", "Merlinname")
OPEN_CLAIMS = """
claims:
  - {kind: identity, subject: han-jae-mok, object: "name: Han Jae-mok", words: He is called Han Jae-mok., spans: [{exhibit: roster.txt, quote: Han Jae-mok}]}
  - {kind: holds_office, subject: han-jae-mok, object: head of Sangnok, words: Han Jae-mok was head of Sangnok., start: 2016, end: 2021, rivals: office, spans: [{exhibit: roster.txt, quote: head of Sangnok}]}
"""  # noqa: E501 -- one claim a line reads best
MARKED_CLAIMS = """
claims:
  - {kind: holds_office, subject: han-jae-mok, object: deputy at Harrierword, words: Han Jae-mok was deputy at Harrierword., start: 2016, end: 2018, rivals: office, spans: [{exhibit: Ospreyfile.txt, quote: deputy at Harrierword}]}
  - {kind: identity, subject: merlinname, object: "name: Merlinname Trading", words: The company is Merlinname Trading., spans: [{exhibit: Ospreyfile.txt, quote: Merlinname Trading}]}
  - {kind: supplied_arms, subject: merlinname, object: shells, words: Merlinname Trading supplied shells., start: 2023-05, spans: [{exhibit: Ospreyfile.txt, quote: shells}]}
"""  # noqa: E501 -- as above
_MARKED = "Kestrelmark. He was deputy at Harrierword in 2016. Merlinname Trading sold shells."


def open_ledger(folder: Path) -> Path:
    """A ledger with the starter casebook, one open exhibit and two claims."""
    folder.mkdir(parents=True, exist_ok=True)
    with bench_in(folder) as bench:
        bench.pull(["casebook"])
        add_text(bench, folder, "roster.txt", "Han Jae-mok, head of Sangnok, 2016 to 2021.", evidence="ngo",
                 available="2022-01-01", publisher="An invented organisation")  # fmt: skip
        desk.claim(bench, "open.yaml", OPEN_CLAIMS)
    return folder


def with_marked(folder: Path) -> dict[str, list[str]]:
    """Add to such a ledger what is marked above a reader's clearance; gives the ids of all of it."""
    marking = Marking(tlp=TLP.AMBER_STRICT)
    with bench_in(folder) as bench:
        before = set(bench.ledger.desk().claims)
        exhibit = add_text(bench, folder, "Ospreyfile.txt", _MARKED, evidence="ngo", available="2022-01-01",
                           title="On Kestrelmark", marking=marking, publisher="Kestrelmark Desk")  # fmt: skip
        desk.claim(bench, "marked.yaml", MARKED_CLAIMS)
        claims = [one for one in bench.ledger.desk().claims if one not in before]
        desk.dissent(bench, claims[0][:12], "Harrierword is no office")
    return {"exhibit": [exhibit], "claim": claims, "subject": ["merlinname"]}
