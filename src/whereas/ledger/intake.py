"""Runs one captured file into the ledger: keep the bytes, parse, hold against bounds, append, compare."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from whereas.core import schema as schemata
from whereas.core.claim import Claim
from whereas.core.errors import BoundsError, StructureError, UnsafeFileError
from whereas.core.exhibit import CustodyEvent, Exhibit
from whereas.core.issue import Issue
from whereas.core.source import Bounds, Source
from whereas.core.statement import Statement
from whereas.ledger.delta import Delta, delta
from whereas.ledger.ledger import Writer
from whereas.ledger.view import Reading
from whereas.sources.contract import Feed, Found, SourceModule


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """What one parse found, sorted by kind, each kind in the exhibit's order."""

    statements: tuple[Statement, ...]
    issues: tuple[Issue, ...]
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of one captured file.

    `outcome` is `new edition`, `unchanged`, `read again` (another reader found other things in known bytes) or
    `refused`, with `why`; `delta` compares with the edition before it, None for a feed's first.
    """

    exhibit: Exhibit
    outcome: str
    why: str = ""
    seen: int = 0
    new: int = 0
    issues: int = 0
    delta: Delta | None = None
    things: Counter[str] = field(default_factory=Counter)


def parse(module: SourceModule, exhibit: Exhibit, data: bytes) -> Parsed:
    """All an exhibit says; raises `StructureError` or `UnsafeFileError` before anything is believed."""
    found: list[Found] = list(module.parse(exhibit, data))
    return Parsed(
        statements=tuple(one for one in found if isinstance(one, Statement)),
        issues=tuple(one for one in found if isinstance(one, Issue)),
        claims=tuple(one for one in found if isinstance(one, Claim)),
    )


def take(
    writer: Writer, module: SourceModule, exhibit: Exhibit, data: bytes, *,
    reader: str, actor: str, accept: bool = False,
) -> Taken:  # fmt: skip
    """Take one exhibit, whose bytes the archive already holds, into the ledger.

    A file that is broken, unsafe or outside its bounds is kept as an exhibit and refused as a reading: what the
    ledger says stays as it was. `accept` lets a person overrule the bounds; that is recorded.
    """
    known = writer.readings(exhibit.source, exhibit.feed)
    same = [reading for reading in known if reading.exhibit.sha256 == exhibit.sha256]
    if any(reading.reader == reader for reading in same) or reader in writer.confirmed_by(exhibit.sha256):
        return Taken(exhibit=same[-1].exhibit, outcome="unchanged", seen=same[-1].statements, issues=same[-1].issues)
    number = writer.capture(exhibit, actor)
    feed = next(feed for feed in module.FEEDS if feed.key == exhibit.feed)
    before = _before(known, exhibit)
    try:
        parsed = parse(module, exhibit, data)
        things = count_things(parsed.statements)
        earlier = writer.statements(before) if before else []
        if not same:
            _hold(module.SOURCE, feed, things, earlier, parsed.statements, accept=accept)
    except (StructureError, UnsafeFileError, BoundsError) as error:
        if not writer.refused(exhibit.sha256, reader):
            writer.refuse(exhibit.sha256, reader, str(error))
        return Taken(exhibit=exhibit, outcome="refused", why=str(error))
    if accept:
        writer.custody(
            CustodyEvent(exhibit=exhibit.sha256, at=exhibit.captured_at, actor=actor, action="accept",
                         note="bounds overruled by a person")
        )  # fmt: skip
    if same and _says_the_same(writer, same[-1], parsed):
        writer.custody(
            CustodyEvent(exhibit=exhibit.sha256, at=exhibit.captured_at, actor=reader, action="reread",
                         note="another version of the program read the same statements")
        )  # fmt: skip
        return Taken(exhibit=same[-1].exhibit, outcome="unchanged", seen=len(parsed.statements),
                     issues=len(parsed.issues), things=things)  # fmt: skip
    appended = writer.read(
        number,
        exhibit.sha256,
        reader,
        statements=parsed.statements,
        issues=parsed.issues,
        claims=parsed.claims,
    )
    return Taken(
        exhibit=same[-1].exhibit if same else exhibit,
        outcome="read again" if same else "new edition",
        seen=appended.seen,
        new=appended.new,
        issues=len(parsed.issues),
        delta=None if before is None else delta(earlier, parsed.statements),
        things=things,
    )


def count_things(statements: Iterable[Statement]) -> Counter[str]:
    """How many distinct things of each schema the statements speak of, without sanctions, documents and links."""
    kinds = {said.entity: said.schema for said in statements if schemata.is_a(said.schema, "Thing")}
    return Counter(kinds.values())


@cache
def reader_name(version: str) -> str:
    """The name of this program's readers in the log: its version and a digest of the code that parses.

    The digest covers core, kit and sources, so that a changed parser reads known exhibits anew.
    """
    total = hashlib.sha256()
    for room in ("core", "kit", "sources"):
        for name, content in _code(files("whereas").joinpath(room), room):
            total.update(name.encode() + b"\0" + content)
    return f"whereas/{version}+{total.hexdigest()[:12]}"


def _code(folder: Traversable, name: str) -> Iterable[tuple[str, bytes]]:
    for place in sorted(folder.iterdir(), key=lambda one: one.name):
        if place.is_dir():
            yield from _code(place, f"{name}/{place.name}")
        elif place.name.endswith(".py"):
            yield f"{name}/{place.name}", place.read_bytes()


def _before(known: Sequence[Reading], exhibit: Exhibit) -> Reading | None:
    """The reading that the exhibit follows: the latest of the same feed with an edition not after it."""
    earlier = [one for one in known if one.exhibit.edition <= exhibit.edition and one.exhibit.sha256 != exhibit.sha256]
    return max(earlier, key=lambda one: (one.exhibit.edition, one.no), default=None)


def _hold(
    source: Source, feed: Feed, things: Counter[str], earlier: Sequence[Statement], now: Sequence[Statement], *,
    accept: bool,
) -> None:  # fmt: skip
    bounds: Bounds = feed.bounds or source.bounds
    if accept:
        return
    overrule = f"if the publisher really did this, run `whereas pull {source.key} --accept`; the bytes are kept"
    for kind, least in bounds.least.items():
        count = sum(number for schema, number in things.items() if schemata.is_a(schema, kind))
        if count < least:
            raise BoundsError(
                f"{source.title}: {count:,} entries of kind {kind}, fewer than the {least:,} a plausible edition has",
                where=feed.key,
                todo=overrule,
            )
    was, has = ({said.entity for said in part if schemata.is_a(said.schema, "Thing")} for part in (earlier, now))
    gone = len(was - has)
    if was and gone / len(was) > bounds.largest_drop:
        raise BoundsError(
            f"{source.title}: {gone:,} of {len(was):,} entries are gone, more than {bounds.largest_drop:.0%}",
            where=feed.key,
            todo=overrule,
        )


def _says_the_same(writer: Writer, reading: Reading, parsed: Parsed) -> bool:
    sightings, issues, claims = writer.held(reading)
    return (
        sightings == [(said.id, said.locator) for said in parsed.statements]
        and issues == list(parsed.issues)
        and claims == [claim.id for claim in parsed.claims]
    )
