"""`whereas export`: merged entities for other tools."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from whereas.cli.common import AsOf, Home, LedgerUrl, Progress, chosen, note, now, waiting_note

To = Annotated[Path | None, Parameter(name=["--to"], help="File to write. [default: standard output]")]


def export(*, to: To = None, home: Home = None, ledger: LedgerUrl = "", as_of: AsOf = "") -> int:
    """Write every merged entity as FollowTheMoney JSON lines; nothing is renamed.

    Where a source in view is licensed for internal use only, that is said and the lines are for internal use.

    Examples:

        whereas export --to entities.ftm.json

        whereas export --as-of 2025-06 | head
    """
    import sys

    from whereas.publish.ftm import ftm_lines
    from whereas.workbench import workbench

    with workbench(chosen(home, ledger), now=now()) as bench:
        with Progress().shown() as progress:
            resolved = bench.resolve(as_of, progress=progress, waiting=waiting_note)
        graph = resolved.graph
        parts = {part.id: part for found in graph.parts.values() for part in found}
        lines = ftm_lines([*graph.things.values(), *parts.values()], graph.canonical, resolved.view.editions())
        marking = bench.marking(resolved.view)
        if marking.terms:
            note(f"whereas: terms of the sources in these lines: {', '.join(sorted(marking.terms))}")
        if to is None:
            sys.stdout.writelines(line + "\n" for line in lines)
            return 0
        part_file = to.with_name(to.name + ".part")
        with part_file.open("w", encoding="utf-8") as out:
            count = sum(out.write(line + "\n") > 0 for line in lines)
        part_file.replace(to)
        note(f"whereas: {count:,} entities in {to}")
    return 0
