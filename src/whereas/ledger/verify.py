"""Recomputes a ledger from its exhibits and its log, and names what is broken."""

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from whereas.core.errors import StructureError, UnsafeFileError
from whereas.core.exhibit import CustodyEvent, Exhibit, digests
from whereas.kit import merkle
from whereas.ledger import entry, store
from whereas.ledger.intake import parse
from whereas.ledger.ledger import Ledger, frontier_text
from whereas.sources.contract import SourceModule


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is broken: what kind, where it stands, and in words what was found and what was expected."""

    kind: str
    where: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What a verification looked at and what it found; no findings means that everything recomputes."""

    entries: int
    exhibits: int
    readings: int
    statements: int
    judgements: int
    root: str
    findings: tuple[Finding, ...]


def verify(
    ledger: Ledger, modules: Mapping[str, SourceModule], *, reader: str, deep: bool = True,
    progress: Callable[[str], None] = lambda _: None,
) -> Verified:  # fmt: skip
    """Check the log's hashes and heads, every exhibit's bytes, and every row against the log.

    `deep` also parses each exhibit again: a statement that its exhibit does not yield is found even where somebody
    rewrote log and rows together. Readings by another version of the program are compared too, and a difference is
    named as such. `progress` is told what is being looked at.
    """
    findings: list[Finding] = []
    try:
        with ledger.store.reading() as connection:
            return _verify(ledger, connection, findings, modules=modules, reader=reader, deep=deep, progress=progress)
    except (sa.exc.DatabaseError, sqlite3.DatabaseError, ValueError, KeyError, TypeError) as error:
        words = f"the tables cannot be read: {str(error).splitlines()[0]}"
        findings.append(Finding(kind="unreadable", where=ledger.store.url, words=words))
        return Verified(entries=0, exhibits=0, readings=0, statements=0, judgements=0, root="",
                        findings=tuple(findings))  # fmt: skip


def _verify(
    ledger: Ledger, connection: Connection, findings: list[Finding], *, modules: Mapping[str, SourceModule],
    reader: str, deep: bool, progress: Callable[[str], None],
) -> Verified:  # fmt: skip
    progress("the database file")
    findings += _database(ledger, connection)
    progress("the log and its heads")
    bodies = _log(ledger, connection, findings)
    progress("exhibits")
    exhibits = _exhibits(ledger, connection, bodies, findings)
    _judgements(ledger, connection, bodies, findings)
    _custody(ledger, connection, bodies, findings)
    statements = 0
    rows = ledger.store.readings(connection)
    findings += _numbering("reading", [row.no for row in rows])
    for row in rows:
        exhibit = exhibits.get(row.exhibit_no)
        progress(f"reading {row.no} of {exhibit.name if exhibit else 'an unknown exhibit'}")
        findings += _reading(ledger, connection, bodies, row, exhibit)
        statements += row.statements
        if deep and exhibit is not None and exhibit.source in modules:
            findings += _parse_again(ledger, connection, row, exhibit, module=modules[exhibit.source], reader=reader)
    findings += _unseen(connection)
    progress("dossiers")
    findings += _dossiers(ledger, connection)
    return Verified(
        entries=len(bodies),
        exhibits=len(exhibits),
        readings=len(rows),
        statements=statements,
        judgements=len(ledger.store.judgements(connection)),
        root=merkle.root([merkle.leaf(text.encode()) for text, _ in bodies.values()]).hex(),
        findings=tuple(findings),
    )


Bodies = dict[int, tuple[str, dict[str, Any]]]


def _database(ledger: Ledger, connection: Connection) -> Iterator[Finding]:
    if ledger.store.postgres:
        return
    for row in connection.exec_driver_sql("PRAGMA integrity_check(20)"):
        if row[0] != "ok":
            yield Finding(kind="damaged", where=ledger.store.url, words=f"SQLite reports: {row[0]}")


def _log(ledger: Ledger, connection: Connection, findings: list[Finding]) -> Bodies:
    """Every log entry by number, as (canonical text, body), after checking hashes, heads and anchors."""
    rows = list(connection.execute(sa.select(store.log).order_by(store.log.c.no)))
    findings += _numbering("log", [row.no for row in rows])
    frontier, roots, frontiers = merkle.Frontier(), {0: merkle.root([]).hex()}, {}
    bodies: Bodies = {}
    for row in rows:
        where = f"log {row.no}"
        content = json.loads(row.body)
        leaf = merkle.leaf(row.body.encode())
        if leaf != bytes(row.leaf):
            findings.append(Finding(kind="altered", where=where, words="the entry's text does not have its hash"))
        if (content["kind"], content["at"]) != (row.kind, row.at):
            findings.append(Finding(kind="altered", where=where, words="kind or time differ from the entry's text"))
        frontier.append(leaf)
        roots[frontier.size] = frontier.root.hex()
        frontiers[frontier.size] = frontier_text(frontier)
        bodies[row.no] = (row.body, content)
    findings += _heads(connection, roots, frontiers)
    findings += _anchors(ledger, roots)
    return bodies


def _heads(connection: Connection, roots: Mapping[int, str], frontiers: Mapping[int, str]) -> Iterator[Finding]:
    last = 0
    for row in connection.execute(sa.select(store.head).order_by(store.head.c.size)):
        last = row.size
        if row.size not in roots:
            yield Finding(
                kind="truncated",
                where=f"head {row.size}",
                words=f"the log has {len(roots) - 1} entries where a committed head counts {row.size}",
            )
        elif row.root != roots[row.size] or row.frontier != frontiers[row.size]:
            yield Finding(
                kind="altered",
                where=f"head {row.size}",
                words=f"the log's first {row.size} entries have root {roots[row.size]}, the head says {row.root}",
            )
    if last < len(roots) - 1:
        yield Finding(kind="unsealed", where=f"log {last}", words=f"entries after {last} stand under no tree head")


def _anchors(ledger: Ledger, roots: Mapping[int, str]) -> Iterator[Finding]:
    """Hold the log against `heads.jsonl`, which a copy of the tables does not carry with it."""
    if not ledger.heads.exists():
        if len(roots) > 1:
            yield Finding(kind="missing", where=str(ledger.heads), words="the file of tree heads is gone")
        return
    for number, line in enumerate(ledger.heads.read_text(errors="replace").splitlines(), start=1):
        where = f"{ledger.heads}:{number}"
        try:
            said = json.loads(line)
            size, root = int(said["size"]), str(said["root"])
        except (ValueError, KeyError, TypeError):
            yield Finding(kind="altered", where=where, words="this line is not a tree head")
            continue
        if size not in roots:
            yield Finding(
                kind="truncated", where=where, words=f"{size} entries were once committed; {len(roots) - 1} are there"
            )
        elif roots[size] != root:
            yield Finding(
                kind="rewritten", where=where, words=f"entry 0 to {size} had root {root}, and now {roots[size]}"
            )


def _exhibits(ledger: Ledger, connection: Connection, bodies: Bodies, findings: list[Finding]) -> dict[int, Exhibit]:
    found: dict[int, Exhibit] = {}
    rows = ledger.store.exhibits(connection)
    findings += _numbering("exhibit", [number for number, _, _ in rows])
    for number, log_no, exhibit in rows:
        found[number] = exhibit
        where = f"exhibit {exhibit.sha256} ({exhibit.name})"
        body = _body(bodies, log_no, entry.CAPTURE)
        if {name: body.get(name) for name in Exhibit.__dataclass_fields__} != entry.capture_body(exhibit):
            findings.append(Finding(kind="altered", where=where, words="its row differs from the log"))
        findings += _bytes(ledger, exhibit, where)
    captured = sum(1 for _, content in bodies.values() if content["kind"] == entry.CAPTURE)
    if captured != len(found):
        findings.append(
            Finding(kind="missing", where="exhibit", words=f"{captured} captured in the log, {len(found)} rows")
        )
    return found


def _bytes(ledger: Ledger, exhibit: Exhibit, where: str) -> Iterator[Finding]:
    place = ledger.archive.path(exhibit.sha256)
    try:
        data = place.read_bytes()
    except OSError as error:
        yield Finding(kind="missing", where=where, words=f"{place}: {error.strerror}")
        return
    if len(data) != exhibit.size:
        kind = "truncated" if len(data) < exhibit.size else "altered"
        yield Finding(kind=kind, where=where, words=f"{place}: {len(data):,} bytes, captured were {exhibit.size:,}")
    elif digests(data) != (exhibit.sha256, exhibit.sha3_512):
        yield Finding(kind="altered", where=where, words=f"{place}: SHA-256 is now {digests(data)[0]}")


def _reading(
    ledger: Ledger, connection: Connection, bodies: Bodies, row: Any, exhibit: Exhibit | None
) -> Iterator[Finding]:
    where = f"reading {row.no}" + (f" of {exhibit.name}" if exhibit else "")
    body = _body(bodies, row.log_no, entry.READING)
    told = (body.get("exhibit"), body.get("reader"), body.get("statements"), body.get("issues"), body.get("claims"))
    if told != (exhibit.sha256 if exhibit else None, row.reader, row.statements, row.issues, row.claims):
        yield Finding(kind="altered", where=where, words="its row differs from the log")
    leaves: list[bytes] = []
    for position, identity, said in ledger.store.sightings(connection, row.no, ""):
        if position != len(leaves):
            yield Finding(kind="missing", where=where, words=f"statement {len(leaves)} is not there")
            return
        if said.id != identity:
            yield Finding(
                kind="altered",
                where=f"{where}, {said.locator}",
                words=f"{said.entity} {said.prop} {said.value!r} is not what was appended",
            )
        leaves.append(entry.sighting_leaf(said.id, said.locator))
    if len(leaves) != row.statements:
        yield Finding(kind="missing", where=where, words=f"{len(leaves):,} statements of {row.statements:,}")
    elif merkle.root(leaves).hex() != body.get("statements_root"):
        yield Finding(kind="altered", where=where, words="statements, their order or places differ from the log's root")
    if entry.issues_root([one for _, one in ledger.store.issues(connection, [row.no])]) != body.get("issues_root"):
        yield Finding(kind="altered", where=where, words="issues differ from the log's root")
    if entry.claims_root([one for _, one in ledger.store.claims(connection, {row.no: ""})]) != body.get("claims_root"):
        yield Finding(kind="altered", where=where, words="claims differ from the log's root")


def _parse_again(
    ledger: Ledger, connection: Connection, row: Any, exhibit: Exhibit, *, module: SourceModule, reader: str
) -> Iterator[Finding]:
    try:
        data = ledger.archive.path(exhibit.sha256).read_bytes()
        yields = {(said.id, said.locator) for said in parse(module, exhibit, data).statements}
    except OSError:
        return  # a missing file is named where exhibits are looked at
    except (StructureError, UnsafeFileError) as error:
        yield Finding(kind="unparsable", where=f"reading {row.no} of {exhibit.name}", words=str(error))
        return
    held = {(identity, said.locator): said for _, identity, said in ledger.store.sightings(connection, row.no, "")}
    strange, lost = held.keys() - yields, yields - held.keys()
    if not strange and not lost:
        return
    kind = "not yielded" if row.reader == reader else "another reader"
    example = held[next(iter(strange))] if strange else None
    words = f"{len(strange):,} statements that its exhibit does not yield, {len(lost):,} that it yields are not there"
    if example is not None:
        words += f"; for example {example.entity} {example.prop} {example.value!r} at {example.locator}"
    if kind == "another reader":
        words += f"; read by {row.reader}, this is {reader}: pull again to read it anew"
    yield Finding(kind=kind, where=f"reading {row.no} of {exhibit.name}", words=words)


def _judgements(ledger: Ledger, connection: Connection, bodies: Bodies, findings: list[Finding]) -> None:
    batches: dict[int, list[Any]] = {}
    for log_no, said in ledger.store.judgements(connection):
        batches.setdefault(log_no, []).append(said)
    for number, (_, content) in bodies.items():
        if content["kind"] != entry.JUDGEMENTS:
            continue
        batch = batches.pop(number, [])
        if entry.judgements_root(batch) != content["body"]["root"]:
            findings.append(
                Finding(kind="altered", where=f"judgements of log {number}", words="they differ from the log's root")
            )
    for number in batches:
        findings.append(
            Finding(kind="unlogged", where=f"judgements of log {number}", words="the log has no such batch")
        )


def _custody(ledger: Ledger, connection: Connection, bodies: Bodies, findings: list[Finding]) -> None:
    rows = dict(ledger.store.custody(connection))
    logged = {
        number: CustodyEvent(**content["body"])
        for number, (_, content) in bodies.items()
        if content["kind"] == entry.CUSTODY
    }
    for number in sorted(rows.keys() | logged.keys()):
        if rows.get(number) != logged.get(number):
            findings.append(Finding(kind="altered", where=f"custody of log {number}", words="it differs from the log"))


def _unseen(connection: Connection) -> Iterator[Finding]:
    """Statements that no reading saw: nothing the program does makes one."""
    seen = sa.select(store.sighting.c.statement_no).distinct().subquery()
    query = (
        sa.select(store.statement.c.entity, store.statement.c.prop, store.statement.c.value)
        .outerjoin(seen, seen.c.statement_no == store.statement.c.no)
        .where(seen.c.statement_no.is_(None))
        .limit(20)
    )
    for row in connection.execute(query):
        yield Finding(kind="not yielded", where=row.entity, words=f"{row.prop} {row.value!r} comes from no exhibit")


def _dossiers(ledger: Ledger, connection: Connection) -> Iterator[Finding]:
    """Every dossier that rests on an exhibit that is not as it was: what was released no longer leads to its bytes."""
    whole: dict[str, bool] = {}
    for number, _text, content in ledger.store.entries(connection, ("dossier",)):
        said = content["body"]["said"]
        for sha256 in said["exhibits"]:
            if sha256 not in whole:
                try:
                    whole[sha256] = digests(ledger.archive.path(sha256).read_bytes())[0] == sha256
                except OSError:
                    whole[sha256] = False
            if not whole[sha256]:
                words = f"it rests on exhibit {sha256}, which is altered or missing"
                where = f"dossier {said['dossier'][:12]} on {said['subject']} ({said['standard']}), log {number}"
                yield Finding(kind="unsupported", where=where, words=words)


def _numbering(table: str, numbers: list[int]) -> Iterator[Finding]:
    for expected, number in enumerate(numbers):
        if number != expected:
            yield Finding(kind="missing", where=f"{table} {expected}", words=f"the next that is there is {number}")
            return


def _body(bodies: Bodies, number: int, kind: str) -> dict[str, Any]:
    _, content = bodies.get(number, ("", {"kind": "", "body": {}}))
    return dict(content["body"]) if content["kind"] == kind else {}
