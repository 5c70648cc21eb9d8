"""`whereas restore`: a new home from a back-up, checked before it has its name."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from whereas.cli.common import AsJson, Home, LedgerUrl, Progress, chosen, note, now, print_json, say


def restore(
    file: Annotated[Path, Parameter(help="What `whereas backup` wrote.")], /, *, home: Home = None,
    ledger: LedgerUrl = "", as_json: AsJson = False,
) -> int:  # fmt: skip
    """Make a new home of a back-up, and recompute its log, its heads and its exhibits; exit code 1 if any is broken.

    With `--ledger` the tables go into a PostgreSQL database, which must be empty; without it into files of the home.
    Either kind may come from either: a small team that grows moves this way. A home that is there is never touched. A
    file that is damaged or was altered is refused, and nothing is left.
    What this does not show: that the back-up is the newest. Hold the root against the copy of `heads.jsonl` that you
    keep elsewhere.

    For example:

        whereas restore /media/backup/whereas-2026-03-01.tar --home /srv/whereas-new
        whereas restore whereas.tar --home /srv/whereas-new --ledger postgresql://whereas@localhost/new

    """
    from whereas.web.tables import every_table
    from whereas.workbench import workbench
    from whereas.workbench.backup import restore as put_back

    settings = chosen(home, ledger)
    with Progress().shown() as progress:
        done = put_back(file, settings, beside=every_table(), progress=progress)
        with workbench(settings, now=now()) as bench:
            found = bench.verify(deep=False, progress=progress)
    same = found.root == done.root or not done.entries
    if as_json:
        findings = [{"kind": one.kind, "where": one.where, "words": one.words} for one in found.findings]
        print_json({"files": done.files, "at": done.at, "root": found.root, "same": same, "findings": findings})
        return 0 if same and not findings else 1
    say(f"put back {done.files:,} files of {done.at} in {settings.home}")
    say(f"{found.entries:,} log entries, root {found.root}")
    for one in found.findings:
        note(f"whereas: {one.kind}: {one.where}: {one.words}")
    if not same:
        note(f"whereas: the back-up was made of root {done.root}")
    say("everything recomputes" if same and not found.findings else "NOT everything recomputes: see above")
    return 0 if same and not found.findings else 1
