"""`whereas verify`: recompute everything from the exhibits, and name what is broken."""

from whereas.cli.common import AsJson, Home, LedgerUrl, Progress, chosen, now, print_json, print_table, say


def verify(*, quick: bool = False, home: Home = None, ledger: LedgerUrl = "", as_json: AsJson = False) -> int:
    """Recompute every digest, every tree head and every statement; exit code 1 if anything is broken.

    What this shows: the exhibits are the bytes that were captured, the rows are what those bytes yield, and the log
    has not been rewritten since `heads.jsonl` was last copied elsewhere. What it does not show: that what a
    publisher said is true.

    Examples:

        whereas verify

        whereas verify --quick --home /srv/whereas

    Parameters
    ----------
    quick
        Do not parse the exhibits again.
    """
    from whereas.workbench import workbench

    with workbench(chosen(home, ledger), now=now()) as bench, Progress().shown() as progress:
        result = bench.verify(deep=not quick, progress=progress)
    if as_json:
        print_json(
            {
                "entries": result.entries, "exhibits": result.exhibits, "readings": result.readings,
                "statements": result.statements, "judgements": result.judgements, "root": result.root,
                "findings": [{"kind": one.kind, "where": one.where, "words": one.words} for one in result.findings],
            }
        )  # fmt: skip
        return 1 if result.findings else 0
    say(
        f"looked at {result.entries:,} log entries, {result.exhibits:,} exhibits, {result.readings:,} readings with "
        f"{result.statements:,} statements, and {result.judgements:,} judgements"
    )
    say(f"root {result.root}")
    if not result.findings:
        say("everything recomputes")
        return 0
    rows = [(one.kind, one.where, one.words) for one in result.findings]
    print_table(f"{len(rows):,} findings", ("kind", "where", "what"), rows)
    return 1
