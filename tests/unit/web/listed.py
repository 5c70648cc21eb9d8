"""A small ledger with the starter casebook in it, behind a server: what the pages on lists are tested on."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.unit.web.clients import Office, serving
from tests.unit.workbench.desk_case import bench_in


@contextmanager
def casebook_served(folder: Path) -> Iterator[Office]:
    """A server over the starter casebook, its entities merged."""
    with bench_in(folder) as bench:
        bench.pull(["casebook"])
        bench.resolve()
    with serving(folder) as office:
        yield office
