"""A small ledger in a folder, at a fixed instant, for tests of what people do at the desk."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from tests.stores import settings_of
from whereas.core.filing import Filing
from whereas.workbench import Workbench, desk, workbench

NOW = "2024-02-01T09:00:00Z"


@contextmanager
def bench_in(folder: Path, *, now: str = NOW, author: str = "An Analyst") -> Iterator[Workbench]:
    """The workbench of a ledger in a folder; the same folder again opens the same ledger."""
    with workbench(settings_of(folder / "home", author=author), now=now) as opened:
        yield opened


def add_text(bench: Workbench, folder: Path, name: str, text: str, **filed: object) -> str:
    """Adds a text file as an exhibit and gives its digest."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    filing = Filing(exhibit="", title=name, evidence="testimony")
    found = desk.add(bench, path, replace(filing, **filed))  # type: ignore[arg-type]  # the test names the fields
    return found.added[0].sha256
