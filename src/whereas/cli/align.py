"""`whereas align`: where the measures of authorities differ, and where their lists contradict each other."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from whereas.cli.common import AsJson, AsOf, Home, LedgerUrl, Progress, chosen, now, print_table, say, waiting_note

Level = Literal["info", "low", "medium", "high"]
Out = Annotated[Path | None, Parameter(name=["--out"], help="Folder to release the page and the tables into.")]


def align(
    *, programme: str = "dprk", out: Out = None, gap: str = "", severity: Level = "medium",
    limit: int = 25, home: Home = None, ledger: LedgerUrl = "", as_of: AsOf = "", as_json: AsJson = False,
) -> int:  # fmt: skip
    """Show who lists whom under which act since when, what one authority lists and another does not, and what
    two lists say that cannot both be right.

    Lists of different dates are compared: a difference that may be due only to an older list says so.

    Examples:

        whereas align

        whereas align --gap partner_not_eu --limit 100

        whereas align --out out --as-of 2024

    Parameters
    ----------
    programme
        The subject of policy, by the name of its file in `policy/programmes`.
    gap
        Only entities with this gap: un_not_eu, partner_not_eu, eu_alone or un_not_partner.
    severity
        The least severity of contradictions to print.
    limit
        How many rows to print of each table; files hold all of them.
    """
    from whereas.assess.contradictions.contradiction import Severity
    from whereas.publish.tables import json_bytes, plain_report
    from whereas.workbench import workbench

    with workbench(chosen(home, ledger), now=now()) as bench, Progress().shown() as progress:
        resolved = bench.resolve(as_of, progress=progress, waiting=waiting_note)
        progress("aligning")
        report = bench.align(resolved, programme, as_of=as_of)
        released = bench.release_alignment(report, resolved, out) if out is not None else None
    if as_json:
        say(json_bytes(plain_report(report)).decode())
        return 0
    if report.starter:
        say("This is the starter casebook: a hand-made sample, not the lists. Pull lists to see them whole.\n")
    rows = [
        (row.caption, row.kind, ", ".join(row.authorities), "; ".join(one.words for one in row.gaps))
        for row in report.rows
        if not gap or any(one.kind.value == gap for one in row.gaps)
    ]
    print_table(
        f"{len(rows):,} entities under {report.programme.title}", ("name", "kind", "listed by", "gaps"), rows[:limit]
    )
    _more(rows, limit)
    combinations = [(", ".join(one.authorities), one.total) for one in report.coverage]
    print_table("\nCoverage", ("listed by exactly", "entities"), combinations, right=(1,))
    least = Severity[severity.upper()]
    found = [
        (str(one.severity), one.kind, one.words, one.hint) for one in report.contradictions if one.severity >= least
    ]
    print_table(
        f"\n{len(found):,} contradictions of {least} severity or more",
        ("severity", "kind", "what", "who"),
        found[:limit],
    )
    _more(found, limit)
    if released is not None:
        say(f"\nreleased into {released.parent}: open {released.parent / 'align.html'}")
    return 0


def _more(rows: Sequence[object], limit: int) -> None:
    if len(rows) > limit:
        say(f"... and {len(rows) - limit:,} more: --limit shows them, --out writes them")
