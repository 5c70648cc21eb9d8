"""`whereas backup`: a home as one file, while others work on it."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from whereas.cli.common import AsJson, Home, LedgerUrl, Progress, chosen, now, print_json, say


def backup(
    file: Annotated[Path, Parameter(help="A new file; none is overwritten.")], /, *, home: Home = None,
    ledger: LedgerUrl = "", as_json: AsJson = False,
) -> int:  # fmt: skip
    """Back up the ledger, its exhibits, what was released, and the accounts into one file, while others work.

    The file holds everything, whatever its marking, and how passwords are checked: keep it as you keep the ledger.
    Tables in PostgreSQL are copied too, as they stand at one instant: `whereas restore` puts them back into PostgreSQL
    or into files, as you choose. Not in it: indexes, which are made anew, and the files of jobs.

    For example:

        whereas backup /media/backup/whereas-2026-03-01.tar --home /srv/whereas

    """
    from importlib.metadata import version

    from whereas.web.tables import every_table
    from whereas.workbench.backup import back_up

    with Progress().shown() as progress:
        done = back_up(
            chosen(home, ledger), file, beside=every_table(), now=now(), version=version("whereas"), progress=progress
        )
    if as_json:
        print_json({name: getattr(done, name) for name in ("files", "size", "entries", "root", "tables")})
    else:
        say(f"backed up {done.files:,} files, {done.size:,} bytes, into {file}")
        say(f"{done.entries:,} log entries, root {done.root}")
    return 0
