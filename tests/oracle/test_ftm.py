"""Every exported entity is accepted unchanged by the reference implementation of FollowTheMoney."""

import subprocess
from pathlib import Path

import pytest

from whereas.core.entity import Entity
from whereas.core.exhibit import Exhibit, digests
from whereas.core.schema import SCHEMATA, properties
from whereas.core.statement import Statement
from whereas.ledger.intake import parse
from whereas.publish.ftm import ftm_lines
from whereas.resolve.resolution import build_graph
from whereas.sources import casebook
from whereas.sources.catalogue import sources

ROOT = Path(__file__).parents[2]
PYTHON = ROOT / ".venv-ftm" / "bin" / "python"
FIXTURES = ROOT / "tests" / "fixtures"

needs_oracle = pytest.mark.skipif(
    not PYTHON.exists(),
    reason="the followthemoney environment is not here: ./dev oracle sets it up (it compiles PyICU)",
)


def check(lines: list[str]) -> str:
    command = [PYTHON, Path(__file__).with_name("ftm_check.py")]
    found = subprocess.run(command, input="\n".join(lines), capture_output=True, text=True, check=False)
    return found.stdout.strip() + found.stderr.strip()[-2000:]


def entities_of(folder: Path, key: str) -> list[Entity]:
    module = sources()[key]
    said: dict[str, list[Statement]] = {}
    files = {place.name: place.read_bytes() for place in sorted(folder.glob("*")) if place.is_file()}
    for feed in module.FEEDS:
        for name, data in (casebook.files() if key == casebook.KEY else files).items():
            if feed.takes(name):
                sha256, sha3_512 = digests(data)
                exhibit = Exhibit(sha256=sha256, sha3_512=sha3_512, size=len(data), source=key, feed=feed.key,
                                  name=name, origin="test", captured_at="2026-01-01T00:00:00Z")  # fmt: skip
                for one in parse(module, exhibit, data).statements:
                    said.setdefault(one.entity, []).append(one)
    return [Entity(id=name, statements=tuple(given), members=(name,)) for name, given in said.items()]


@needs_oracle
@pytest.mark.parametrize("key", sorted(sources()))
def test_every_exported_fixture_entity_is_accepted_unchanged(key: str) -> None:
    entities = entities_of(FIXTURES / key, key)
    graph = build_graph(entities, [])
    parts = {part.id: part for found in graph.parts.values() for part in found}

    lines = list(ftm_lines([*graph.things.values(), *parts.values()], graph.canonical, {}))

    assert lines
    assert check(lines).endswith(f"{len(lines)} entities, 0 differences"), check(lines)


@needs_oracle
def test_our_schemata_are_a_subset_of_theirs() -> None:
    code = (
        "import json,sys; from followthemoney import model\n"
        "for name, props in json.load(sys.stdin).items():\n"
        "    schema = model.get(name)\n"
        "    assert schema is not None, name\n"
        "    for prop, kind in props.items():\n"
        "        assert prop in schema.properties, (name, prop)\n"
        "        assert schema.properties[prop].type.name == kind, (name, prop, kind)\n"
    )
    import json

    found = subprocess.run([PYTHON, "-c", code], input=json.dumps({name: properties(name) for name in SCHEMATA}),
                           capture_output=True, text=True, check=False)  # fmt: skip

    assert found.returncode == 0, found.stderr[-500:]
