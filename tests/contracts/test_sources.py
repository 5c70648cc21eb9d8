"""Every source in the catalogue keeps the same promises."""

import random
from pathlib import Path

import pytest

from whereas.core import schema as schemata
from whereas.core.errors import StructureError, UnsafeFileError
from whereas.core.exhibit import Exhibit, digests
from whereas.core.issue import Issue
from whereas.core.locator import Locator
from whereas.core.period import is_partial_date
from whereas.core.statement import Statement
from whereas.ledger.intake import parse
from whereas.sources import casebook
from whereas.sources.catalogue import sources

FIXTURES = Path(__file__).parents[1] / "fixtures"
# Kept by those who use them: they have no publisher's page.
BY_HAND = {casebook.KEY, "logbook"}
# Formats whose end is marked, so that a cut is always seen; lines of text are held by their bounds instead.
MARKED_ENDS = {".xml", ".xlsx", ".zip", ".gz", ".json"}


def fixtures(key: str) -> dict[str, bytes]:
    if key == casebook.KEY:
        return casebook.files()
    return {place.name: place.read_bytes() for place in sorted((FIXTURES / key).glob("*")) if place.is_file()}


def exhibit(key: str, name: str, data: bytes) -> Exhibit:
    feed = next(feed for feed in sources()[key].FEEDS if feed.takes(name))
    sha256, sha3_512 = digests(data)
    return Exhibit(
        sha256=sha256, sha3_512=sha3_512, size=len(data), source=key, feed=feed.key, name=name, origin="test",
        captured_at="2026-01-01T00:00:00Z", published=feed.published(name, data),
    )  # fmt: skip


CASES = [
    pytest.param(key, name, id=f"{key}-{name}")
    for key in sources()
    for name in fixtures(key)
    if any(feed.takes(name) for feed in sources()[key].FEEDS)
]


@pytest.mark.parametrize("key", sorted(sources()))
def test_a_source_says_who_speaks_and_on_what_terms(key: str) -> None:
    module = sources()[key]
    source = module.SOURCE

    assert source.key == key
    assert all((source.title, source.publisher, source.authority, source.licence, source.folder))
    assert source.homepage.startswith("https://") or key in BY_HAND
    assert source.reliability in "ABCDEF"
    feeds = [feed.key for feed in module.FEEDS]
    assert feeds
    assert len(feeds) == len(set(feeds))
    assert all(feed.url.startswith("https://") for feed in module.FEEDS if feed.url)


@pytest.mark.parametrize("key", sorted(sources()))
def test_a_source_has_a_fixture_that_names_somebody(key: str) -> None:
    found = [name for name in fixtures(key) if any(feed.takes(name) for feed in sources()[key].FEEDS)]

    assert found, f"no file in tests/fixtures/{key} fits a feed of the source"
    said = [one for name in found for one in parse(sources()[key], exhibit(key, name, fixtures(key)[name]),
                                                   fixtures(key)[name]).statements]  # fmt: skip
    assert any(one.prop in ("name", "publicKey") for one in said)


@pytest.mark.parametrize(("key", "name"), CASES)
def test_what_is_parsed_is_well_formed_pure_and_placed(key: str, name: str) -> None:
    data = fixtures(key)[name]
    first, second = (list(sources()[key].parse(exhibit(key, name, data), data)) for _ in range(2))

    assert first == second
    assert first
    for one in first:
        if isinstance(one, Statement):
            kind = schemata.properties(one.schema)[one.prop]
            assert one.source == key
            assert one.value == one.value.strip() != ""
            assert kind != schemata.DATE or is_partial_date(one.value)
            assert "-" in one.entity
            Locator(one.locator)
        elif isinstance(one, Issue):
            Locator(one.locator)
            assert one.message


@pytest.mark.parametrize(("key", "name"), CASES)
def test_every_sanction_says_whom_and_by_whom(key: str, name: str) -> None:
    data = fixtures(key)[name]
    said: dict[str, set[str]] = {}
    for one in parse(sources()[key], exhibit(key, name, data), data).statements:
        if one.schema == "Sanction":
            said.setdefault(one.entity, set()).add(one.prop)

    assert all({"entity", "authority"} <= props for props in said.values())


@pytest.mark.parametrize(("key", "name"), CASES)
def test_a_truncated_file_is_refused_or_yields_whole_statements(key: str, name: str) -> None:
    data = fixtures(key)[name]
    dice = random.Random(20261123)
    for _ in range(20):
        cut = data[: dice.randrange(1, max(2, len(data.rstrip()) - 1))]
        try:
            parsed = parse(sources()[key], exhibit(key, name, cut), cut)
        except (StructureError, UnsafeFileError):
            continue
        assert Path(name).suffix not in MARKED_ENDS, f"{len(cut)} of {len(data)} bytes were taken for a whole file"
        assert all(one.value for one in parsed.statements)


@pytest.mark.parametrize(("key", "name"), CASES)
@pytest.mark.parametrize("what", ["empty", "utf-16", "noise"])
def test_what_is_no_such_file_is_refused(key: str, name: str, what: str) -> None:
    data = fixtures(key)[name]
    bad = {
        "empty": b"",
        "noise": random.Random(7).randbytes(4096),
        "utf-16": data.decode("latin-1").encode("utf-16"),
    }[what]

    with pytest.raises((StructureError, UnsafeFileError)) as caught:
        parse(sources()[key], exhibit(key, name, bad), bad)
    assert caught.value.todo


@pytest.mark.parametrize(("key", "name"), [case for case in CASES if str(case.values[1]).endswith(".xml")])
@pytest.mark.parametrize(
    "head",
    [
        b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>',
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        b'<!DOCTYPE x SYSTEM "http://127.0.0.1:1/x.dtd">',
    ],
    ids=["external entity", "entity bomb", "external type"],
)
def test_a_document_type_is_refused(key: str, name: str, head: bytes) -> None:
    data = fixtures(key)[name]
    end = data.index(b"?>") + 2
    bad = data[:end] + head + data[end:]

    with pytest.raises((StructureError, UnsafeFileError), match="document type"):
        parse(sources()[key], exhibit(key, name, bad), bad)
