"""Reads a fixture or a real file through its source, as tests look at it."""

from collections.abc import Sequence
from pathlib import Path

from whereas.core.exhibit import Exhibit, digests
from whereas.core.statement import Statement
from whereas.ledger.intake import Parsed, parse
from whereas.sources.catalogue import sources

FIXTURES = Path(__file__).parents[3] / "fixtures"


def read(key: str, place: Path) -> Parsed:
    """What one file says."""
    data = place.read_bytes()
    feed = next(feed for feed in sources()[key].FEEDS if feed.takes(place.name))
    sha256, sha3_512 = digests(data)
    exhibit = Exhibit(
        sha256=sha256, sha3_512=sha3_512, size=len(data), source=key, feed=feed.key, name=place.name, origin="test",
        captured_at="2026-01-01T00:00:00Z",
    )  # fmt: skip
    return parse(sources()[key], exhibit, data)


def fixture(key: str, name: str) -> Parsed:
    """What a fixture says."""
    return read(key, FIXTURES / key / name)


def values(statements: Sequence[Statement], entity: str, prop: str) -> list[str]:
    """The values of one property of one entity, in order."""
    return [said.value for said in statements if said.entity == entity and said.prop == prop]


def parts(statements: Sequence[Statement], entity: str, schema: str) -> list[dict[str, str]]:
    """The parts of one kind that point to an entity, each as its properties."""
    pointing = [said.entity for said in statements if said.schema == schema and said.value == entity]
    return [{said.prop: said.value for said in statements if said.entity == part} for part in dict.fromkeys(pointing)]


def ids(statements: Sequence[Statement], *schemata: str) -> set[str]:
    """The ids of all entities of these schemata."""
    return {said.entity for said in statements if said.schema in schemata}
