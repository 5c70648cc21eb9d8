"""Ledgers on both stores, and an invented list to fill them with."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from whereas.core.exhibit import Exhibit, digests
from whereas.core.issue import IssueKind
from whereas.core.source import Bounds, Source
from whereas.ledger.intake import Taken, take
from whereas.ledger.ledger import Ledger
from whereas.sources.contract import Entry, Feed, Found

NOW = "2026-01-02T03:04:05Z"


def _parse(exhibit: Exhibit, data: bytes) -> Iterator[Found]:
    """One person per line: `id,name`; a name with a question mark is odd."""
    found: list[Found] = []
    for number, line in enumerate(data.decode().splitlines(), start=1):
        key, name = line.split(",")
        person = Entry("inv", f"inv-{key}", "Person", f"line:{number}", found)
        person.add("name", name)
        if "?" in name:
            person.issue(IssueKind.ODD, "name", name, "a question mark in a name")
        sanction = person.sanction("list")
        sanction.add("authority", "INV")
        sanction.add("program", "INV-1")
    yield from found


SOURCE = Source(
    key="inv",
    title="An invented list",
    publisher="nobody",
    authority="-",
    homepage="https://example.org",
    licence="none",
    folder="inv",
    bounds=Bounds(least={"Person": 1}, largest_drop=0.5),
)


@pytest.fixture
def module() -> Any:
    """A source module with one feed and a line-based format."""
    return SimpleNamespace(SOURCE=SOURCE, FEEDS=(Feed(key="lines", patterns=(r".*\.txt",)),), parse=_parse)


@pytest.fixture
def ledger(tmp_path: Path, url: str) -> Iterator[Ledger]:
    """An empty ledger."""
    opened = Ledger(tmp_path / "home", url)
    yield opened
    opened.close()


def exhibit_of(data: bytes, *, published: str = "", name: str = "list.txt") -> Exhibit:
    """An exhibit with these bytes, as a capture would make it."""
    sha256, sha3_512 = digests(data)
    return Exhibit(
        sha256=sha256,
        sha3_512=sha3_512,
        size=len(data),
        source="inv",
        feed="lines",
        name=name,
        origin=f"test:{name}",
        captured_at=NOW,
        published=published,
    )


def take_in(ledger: Ledger, module: Any, data: bytes, *, published: str = "", reader: str = "r1", **how: Any) -> Taken:
    """Keep the bytes and take them into the ledger, as one turn."""
    ledger.archive.keep(data)
    with ledger.writing(NOW) as writer:
        return take(writer, module, exhibit_of(data, published=published), data, reader=reader, actor="test", **how)
