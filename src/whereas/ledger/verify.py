"""Recomputes a ledger from its exhibits and its log, and names what is broken."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from whereas.core.errors import StructureError, UnsafeFileError
from whereas.core.exhibit import CustodyEvent, Exhibit
from whereas.kit import merkle
from whereas.ledger import anchors, entry, store
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


class Progress(Protocol):
    """Told what is being looked at, and how far along it is where that is known."""

    def __call__(self, words: str, done: int | None = None, total: int | None = None) -> None: ...


def _silent(words: str, done: int | None = None, total: int | None = None) -> None:
    """Nobody watches."""


def verify(
    ledger: Ledger, modules: Mapping[str, SourceModule], *, reader: str, deep: bool = True,
    progress: Progress = _silent,
) -> Verified:  # fmt: skip
    """Check the log's hashes and heads, every exhibit's bytes, and every row against the log.

    `deep` also parses each exhibit again: a statement that its exhibit does not yield is found even where somebody
    rewrote log and rows together. Readings by another version of the program are compared too, and a difference is
    named as such. `progress` is told what is being looked at.
    """
    findings: list[Finding] = []
    # Before the tables: another writer may be at work, and what this says is in them by then.
    anchored = anchors.read(ledger.heads)
    try:
        with ledger.store.reading() as connection:
            return _verify(ledger, connection, findings, anchored=anchored or "", modules=modules, reader=reader,
                           deep=deep, progress=progress)  # fmt: skip
    except (sa.exc.DatabaseError, sqlite3.DatabaseError, ValueError, KeyError, TypeError) as error:
        words = f"the tables cannot be read: {str(error).splitlines()[0]}"
        findings.append(Finding(kind="unreadable", where=ledger.store.url, words=words))
        return Verified(entries=0, exhibits=0, readings=0, statements=0, judgements=0, root="",
                        findings=tuple(findings))  # fmt: skip


def _verify(
    ledger: Ledger, connection: Connection, findings: list[Finding], *, anchored: str,
    modules: Mapping[str, SourceModule], reader: str, deep: bool, progress: Progress,
) -> Verified:  # fmt: skip
    progress("the database file")
    findings += _database(ledger, connection)
    progress("the log and its heads")
    bodies = _log(ledger, connection, findings, anchored)
    exhibits, whole = _exhibits(ledger, connection, bodies, findings, progress)
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
    findings += _dossiers(ledger, connection, whole)
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
# A tree head as a line of `heads.jsonl` tells it: where the line stands, the size and the root.
Anchor = tuple[str, int, str]


def _database(ledger: Ledger, connection: Connection) -> Iterator[Finding]:
    if ledger.store.postgres:
        return
    for row in connection.exec_driver_sql("PRAGMA integrity_check(20)"):
        if row[0] != "ok":
            yield Finding(kind="damaged", where=ledger.store.url, words=f"SQLite reports: {row[0]}")


def _log(ledger: Ledger, connection: Connection, findings: list[Finding], anchored: str) -> Bodies:
    """Every log entry by number, as (canonical text, body), after checking hashes, heads and anchors."""
    rows = list(connection.execute(sa.select(store.log).order_by(store.log.c.no)))
    findings += _numbering("log", [row.no for row in rows])
    told = [size for size, _, _ in ledger.store.heads(connection)]
    lines = list(_anchored(ledger, anchored, findings))
    wanted = {*told, *(size for _, size, _ in lines)}  # a root at every size would take longer than all else
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
        if frontier.size in wanted:
            roots[frontier.size] = frontier.root.hex()
            frontiers[frontier.size] = frontier_text(frontier)
        bodies[row.no] = (row.body, content)
    findings += _heads(connection, roots, frontiers, frontier.size)
    findings += _anchors(lines, roots, frontier.size)
    findings += _gone(ledger, told)
    return bodies


def _heads(
    connection: Connection, roots: Mapping[int, str], frontiers: Mapping[int, str], entries: int
) -> Iterator[Finding]:
    last = 0
    for row in connection.execute(sa.select(store.head).order_by(store.head.c.size)):
        last = row.size
        if row.size not in roots:
            yield Finding(
                kind="truncated",
                where=f"head {row.size}",
                words=f"the log has {entries} entries where a committed head counts {row.size}",
            )
        elif row.root != roots[row.size] or row.frontier != frontiers[row.size]:
            yield Finding(
                kind="altered",
                where=f"head {row.size}",
                words=f"the log's first {row.size} entries have root {roots[row.size]}, the head says {row.root}",
            )
    if last < entries:
        yield Finding(kind="unsealed", where=f"log {last}", words=f"entries after {last} stand under no tree head")


def _anchored(ledger: Ledger, text: str, findings: list[Finding]) -> Iterator[Anchor]:
    """The tree heads that `heads.jsonl` tells of, each with its place."""
    for number, line in enumerate(text.splitlines(), start=1):
        where = f"{ledger.heads}:{number}"
        try:
            said = json.loads(line)
            yield where, int(said["size"]), str(said["root"])
        except (ValueError, KeyError, TypeError):
            findings.append(Finding(kind="altered", where=where, words="this line is not a tree head"))


def _anchors(lines: Iterable[Anchor], roots: Mapping[int, str], entries: int) -> Iterator[Finding]:
    """Hold the log against `heads.jsonl`, which a copy of the tables does not carry with it."""
    for where, size, root in lines:
        if size not in roots:
            words = f"{size} entries were once committed; {entries} are there"
            yield Finding(kind="truncated", where=where, words=words)
        elif roots[size] != root:
            words = f"entry 0 to {size} had root {root}, and now {roots[size]}"
            yield Finding(kind="rewritten", where=where, words=words)


def _gone(ledger: Ledger, told: Sequence[int]) -> Iterator[Finding]:
    """Heads that the file had and has no more. Only the newest may lack: its writer may have been killed before it.

    The file is read once more, after the tables: what was committed before them stands in it by now.
    """
    text = anchors.read(ledger.heads)
    if text is None:
        if told:
            words = "the file of tree heads is gone; put back your copy of it"
            yield Finding(kind="missing", where=str(ledger.heads), words=words)
        return
    held = {size for _, size, _ in _anchored(ledger, text, [])}
    lost = [size for size in told[:-1] if size not in held]
    if lost:
        words = f"{len(lost):,} heads are gone, the first of entry {lost[0]}; hold your copy of the file against it"
        yield Finding(kind="missing", where=str(ledger.heads), words=words)


def _exhibits(
    ledger: Ledger, connection: Connection, bodies: Bodies, findings: list[Finding], progress: Progress
) -> tuple[dict[int, Exhibit], dict[str, bool]]:
    """Every exhibit by number, and by digest whether its bytes are what they were."""
    found: dict[int, Exhibit] = {}
    whole: dict[str, bool] = {}
    rows = ledger.store.exhibits(connection)
    findings += _numbering("exhibit", [number for number, _, _ in rows])
    for done, (number, log_no, exhibit) in enumerate(rows, start=1):
        progress("exhibits", done, len(rows))
        found[number] = exhibit
        where = f"exhibit {exhibit.sha256} ({exhibit.name})"
        body = _body(bodies, log_no, entry.CAPTURE)
        if {name: body.get(name) for name in Exhibit.__dataclass_fields__} != entry.capture_body(exhibit):
            findings.append(Finding(kind="altered", where=where, words="its row differs from the log"))
        wrong = list(_bytes(ledger, exhibit, where))
        findings += wrong
        whole[exhibit.sha256] = whole.get(exhibit.sha256, True) and not wrong
    captured = sum(1 for _, content in bodies.values() if content["kind"] == entry.CAPTURE)
    if captured != len(found):
        findings.append(
            Finding(kind="missing", where="exhibit", words=f"{captured} captured in the log, {len(found)} rows")
        )
    return found, whole


def _bytes(ledger: Ledger, exhibit: Exhibit, where: str) -> Iterator[Finding]:
    place = ledger.archive.path(exhibit.sha256)
    try:
        kept = ledger.archive.recompute(exhibit.sha256)
    except OSError as error:
        yield Finding(kind="missing", where=where, words=f"{place}: {error.strerror}")
        return
    if kept.size != exhibit.size:
        kind = "truncated" if kept.size < exhibit.size else "altered"
        yield Finding(kind=kind, where=where, words=f"{place}: {kept.size:,} bytes, captured were {exhibit.size:,}")
    elif (kept.sha256, kept.sha3_512) != (exhibit.sha256, exhibit.sha3_512):
        yield Finding(kind="altered", where=where, words=f"{place}: SHA-256 is now {kept.sha256}")


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


def _dossiers(ledger: Ledger, connection: Connection, whole: Mapping[str, bool]) -> Iterator[Finding]:
    """Every dossier that rests on an exhibit that is not as it was: what was released no longer leads to its bytes."""
    for number, _text, content in ledger.store.entries(connection, ("dossier",)):
        said = content["body"]["said"]
        for sha256 in said["exhibits"]:
            if not whole.get(sha256, False):
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
