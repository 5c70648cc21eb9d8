"""What the verbs share: the clock, the options everyone takes, tables for people and JSON for pipes."""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, Literal

from cyclopts import Parameter

from whereas.settings import Settings, settings

Home = Annotated[
    Path | None,
    Parameter(
        name=["--home"], help="Folder of the ledger and its exhibits. [default: $WHEREAS_HOME or ./whereas-home]"
    ),
]
LedgerUrl = Annotated[
    str,
    Parameter(
        name=["--ledger"], help="`postgresql://...` to keep the tables there. [default: $WHEREAS_LEDGER or SQLite]"
    ),
]
AsOf = Annotated[
    str,
    Parameter(name=["--as-of"], help="Only editions published on or before this date (YYYY, YYYY-MM or YYYY-MM-DD)."),
]
AsJson = Annotated[bool, Parameter(name=["--json"], negative="", help="Print JSON for a pipe instead of tables.")]


def now() -> str:
    """This instant, ISO 8601 UTC to the second: the one place below which time is an argument."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def chosen(home: Path | None, ledger: str, mirror: Sequence[Path] | None = None) -> Settings:
    """The settings in force for a command."""
    return settings(home=home, ledger=ledger, mirror=mirror or ())


def print_json(value: Any) -> None:
    """One JSON document on standard output, keys sorted."""
    json.dump(value, sys.stdout, ensure_ascii=False, sort_keys=True, indent=2)
    sys.stdout.write("\n")


def print_table(
    title: str, heads: Sequence[str], rows: Sequence[Sequence[object]], *, right: Sequence[int] = ()
) -> None:
    """A table for a person; the columns in `right` hold numbers. Text is shown as it is, never as markup."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=Text(title), title_justify="left", title_style="bold", box=None, pad_edge=False)
    for number, head in enumerate(heads):
        justify: Literal["left", "right"] = "right" if number in right else "left"
        table.add_column(Text(head), justify=justify, header_style="dim", overflow="fold")
    for row in rows:
        table.add_row(*(Text(f"{cell:,}" if isinstance(cell, int) else str(cell)) for cell in row))
    # A pipe has no width: give it one that cuts nothing a person needs.
    Console(width=None if sys.stdout.isatty() else 180).print(table)


def say(text: str = "") -> None:
    """A line on standard output."""
    sys.stdout.write(text + "\n")


def tell(text: str, *, under: int = 0) -> None:
    """A long line on standard output, broken at the width of a terminal; a pipe gets it whole.

    What follows the first line of it stands `under` columns further in than the line begins.
    """
    if not sys.stdout.isatty():
        say(text)
        return
    import shutil
    import textwrap

    begins = " " * (len(text) - len(text.lstrip(" ")))
    say(
        textwrap.fill(
            text, max(40, shutil.get_terminal_size().columns), subsequent_indent=begins + " " * under,
            break_long_words=False, break_on_hyphens=False,
        )
    )  # fmt: skip


def note(text: str) -> None:
    """A line on standard error: what a person should know and a pipe should not read."""
    sys.stderr.write(text + "\n")


class Progress:
    """Tells a person what is going on, on standard error; silent where that is no terminal."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        console = Console(stderr=True)
        self._bars = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}", markup=False),
            BarColumn(bar_width=24),
            TextColumn("{task.fields[amount]}"),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
            # Else what is printed meanwhile would go to standard error and never reach a file or a pipe.
            redirect_stdout=sys.stdout.isatty(),
        )
        self._task = self._bars.add_task("", total=None, amount="")

    def __call__(self, words: str, done: int | None = None, total: int | None = None) -> None:
        """Show what is being done, and how far along it is where that is known."""
        amount = "" if done is None else f"{done:,}" + (f" / {total:,}" if total else "")
        self._bars.update(self._task, description=words, completed=done or 0, total=total, amount=amount)

    @contextmanager
    def shown(self) -> Iterator["Progress"]:
        """While a command works."""
        with self._bars:
            yield self


def waiting_note() -> None:
    """Said when another writer has the ledger."""
    note("whereas: another writer is at work on this ledger; waiting for it to finish")
