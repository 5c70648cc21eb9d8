"""The fictional case of the tutorial in a ledger: its exhibits, its claims and its draft."""

from pathlib import Path

from tests.journeys.test_tutorial import PAGE, steps
from tests.unit.workbench.desk_case import bench_in
from whereas.core.filing import Filing
from whereas.core.marking import TLP, Marking
from whereas.workbench import desk
from whereas.workbench.bench import Workbench
from whereas.workbench.dossiers import DraftNote, read_draft

SUBJECT = "han-jae-mok"
STANDARD = "eu-human-rights/torture"
ADOPTION = "2024-07-22"
AT = "2024-02-01T08:00:00Z"
AMBER = Marking(tlp=TLP.AMBER)

FILINGS = {
    "account-1.txt": Filing(exhibit="", title="account-1.txt", evidence="testimony", publisher="A former detainee",
                            available="2022-03", uses=("eu", "un")),
    "account-2.txt": Filing(exhibit="", title="account-2.txt", evidence="testimony", available="2022-05",
                            publisher="Another former detainee", uses=("eu", "un")),
    "account-3.txt": Filing(exhibit="", title="account-3.txt", evidence="testimony", available="2023",
                            publisher="A third former detainee", uses=("un",), marking=AMBER),
    "imagery.txt": Filing(exhibit="", title="imagery.txt", evidence="imagery", available="2018-05-04",
                          publisher="An invented satellite company"),
    "paper.txt": Filing(exhibit="", title="paper.txt", evidence="dprk_media", available="2021-04-15", lang="ko",
                        publisher="An invented State paper"),
    "roster.txt": Filing(exhibit="", title="roster.txt", evidence="ngo", available="2023-09-01",
                         publisher="An invented organisation"),
}  # fmt: skip


def texts() -> dict[str, str]:
    """The files that the tutorial shows."""
    return {one.name: one.text for one in steps(PAGE.read_text(encoding="utf-8")) if one.name}


def note() -> DraftNote:
    """The draft of the tutorial."""
    return read_draft("draft.yaml", texts()["draft.yaml"])


def fill(folder: Path, *, author: str = "An Analyst", lists: bool = True) -> None:
    """The ledger in a folder after the tutorial's fourth part: every element is shown, the order is not."""
    with bench_in(folder, now=AT, author=author) as bench:
        if lists:
            bench.pull(["casebook"])
            bench.resolve()
        exhibits(bench, folder)
        desk.claim(bench, "claims.yaml", texts()["claims.yaml"])
        desk.withdraw(bench, "head of the Sangnok detention centre from 2016 to 2021", "head only from March 2018")
        desk.claim(bench, "narrower.yaml", texts()["narrower.yaml"])
        desk.settle(bench, "became head", "deputy head and from March 2018", "the roster has him as deputy before")


def exhibits(bench: Workbench, folder: Path, *, without: str = "") -> None:
    """The six exhibits, filed as the tutorial files them."""
    told = texts()
    for name, filing in FILINGS.items():
        if name == without:
            continue
        path = folder / name
        path.write_text(told[name], encoding="utf-8")
        desk.add(bench, path, filing)
