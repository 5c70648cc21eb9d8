"""Outlet of ledger: open one, read views of it, and append to it as its one writer."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import Connection

from whereas.core.canon import canonical
from whereas.core.claim import Claim
from whereas.core.exhibit import CustodyEvent, Exhibit
from whereas.core.filing import Desk
from whereas.core.issue import Issue
from whereas.core.judgement import Judgement
from whereas.core.statement import Statement
from whereas.kit import merkle
from whereas.ledger import anchors, entry, store
from whereas.ledger.archive import Archive
from whereas.ledger.desk import Board, Recorded, board, record_body, recorded
from whereas.ledger.store import Store
from whereas.ledger.view import Reading, View, current


@dataclass(frozen=True, slots=True, kw_only=True)
class Appended:
    """What one reading added: all statements it saw, and those the ledger had never held."""

    reading: int
    seen: int
    new: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Captures:
    """Captures of exhibits under a tree head: by SHA-256, the entry's text, its number, and its proof (hex)."""

    size: int
    root: str
    entries: Mapping[str, tuple[str, int, tuple[str, ...]]]


class Ledger:
    """A ledger in its home folder: `exhibits/` and `heads.jsonl` there, tables there too or in PostgreSQL."""

    def __init__(self, home: Path, url: str = "") -> None:
        """`url` is empty for `home/ledger.sqlite`, or `postgresql://...`. Raises `LedgerError`."""
        self.home = home
        self.archive = Archive(home / "exhibits")
        self.heads = home / "heads.jsonl"
        self.store = Store(url or str(home / "ledger.sqlite"))

    @contextmanager
    def writing(self, now: str, *, waiting: Callable[[], None] = lambda: None) -> Iterator["Writer"]:
        """The writer's turn: all it appends is committed together at the end, or none of it.

        `now` is an ISO 8601 UTC instant; `waiting` is called if another writer is at work.
        """
        with self.store.writing(waiting) as connection:
            anchors.begin(self.heads, self.store.newest_head(connection))
            self.archive.sweep()
            writer = self.writer(connection, now)
            with self.archive.batch():
                yield writer
            writer.seal()
        self.anchor()

    def writer(self, connection: Connection, now: str) -> "Writer":
        """What appends in a turn."""
        return Writer(self, connection, now)

    def view(self, *, as_of: str = "", revision: int | None = None) -> View:
        """A window on the ledger as of an edition date (partial ISO) and a size of the log (default: all of it)."""
        with self.store.reading() as connection:
            size, root = latest_head(connection) if revision is None else (revision, "")
            readings = [found for log_no, found in readings_in(connection, self.store) if log_no < size]
            judgements = tuple(said for log_no, said in self.judged(connection) if log_no < size)
            if revision is not None:
                root = merkle.root(leaves(connection)[:revision]).hex()
        return View(
            store=self.store,
            readings=current(readings, as_of),
            judgements=judgements,
            revision=size,
            root=root,
            as_of=as_of,
        )

    def judged(self, connection: Connection) -> Sequence[tuple[int, Judgement]]:
        """Every judgement as (number in the log, judgement), in order."""
        return self.store.judgements(connection)

    def desk(self, *, known_on: str = "", revision: int | None = None) -> Board:
        """What people recorded up to the end of a day (ISO; empty: all) and a size of the log (default: all)."""
        with self.store.reading() as connection:
            return board(_desk(connection, self.store, known_on, revision))

    def exhibits(self) -> dict[str, Exhibit]:
        """Every captured exhibit by its SHA-256; of several captures of the same bytes the first."""
        with self.store.reading() as connection:
            found: dict[str, Exhibit] = {}
            for _, _, exhibit in self.store.exhibits(connection):
                found.setdefault(exhibit.sha256, exhibit)
            return found

    def named(self, named: str) -> list[Exhibit]:
        """The exhibits with a digest, else with a file name, else with a digest that begins so (six digits or more).

        Of several captures of the same bytes the first.
        """
        digest = re.fullmatch(r"[0-9a-f]{6,64}", named) is not None
        asked = ({"sha256": named}, {"name": named}, {"begins": named if digest else ""})
        with self.store.reading() as connection:
            for one in asked:
                found: dict[str, Exhibit] = {}
                for exhibit in self.store.exhibits_named(connection, **one) if any(one.values()) else ():
                    found.setdefault(exhibit.sha256, exhibit)
                if found:
                    return list(found.values())
        return []

    def custody_of(self, sha256: str) -> list[tuple[int, CustodyEvent]]:
        """What was done to an exhibit, as (number in the log, event), oldest first."""
        with self.store.reading() as connection:
            return self.store.custody(connection, sha256)

    def captures(self, wanted: Iterable[str]) -> "Captures":
        """The log entries by which exhibits were captured, with the proof that each is under the head as it stands."""
        with self.store.reading() as connection:
            hashes = leaves(connection)
            chosen = set(wanted)
            found: dict[str, tuple[int, str]] = {}
            for number, text, content in self.store.entries(connection, (entry.CAPTURE,)):
                if content["body"]["sha256"] in chosen:
                    found.setdefault(content["body"]["sha256"], (number, text))
        return Captures(
            size=len(hashes),
            root=merkle.root(hashes).hex(),
            entries={
                sha256: (text, number, tuple(step.hex() for step in merkle.inclusion_proof(hashes, number)))
                for sha256, (number, text) in found.items()
            },
        )

    @property
    def root(self) -> str:
        """The log's Merkle root as it stands (hex), without reading what the log holds."""
        with self.store.reading() as connection:
            return latest_head(connection)[1]

    def anchor(self) -> None:
        """Add the newest head to `heads.jsonl`: a copy of it elsewhere shows later truncation or rewriting.

        Where another writer has its turn already it wrote that head itself, before anything else.
        """
        with self.store.if_free() as connection:
            if connection is not None:
                anchors.add(self.heads, self.store.newest_head(connection))

    def close(self) -> None:
        """Give the store's connections back."""
        self.store.close()


class Writer:
    """Appends within one transaction. Every method adds its event to the log."""

    def __init__(self, ledger: Ledger, connection: Connection, now: str) -> None:
        self._ledger, self._connection, self._now = ledger, connection, now
        self._store = ledger.store
        row = connection.execute(store.head.select().order_by(store.head.c.size.desc()).limit(1)).first()
        self._frontier = merkle.Frontier.from_hashes(*_frontier(row.frontier)) if row else merkle.Frontier()
        self._sealed = self._frontier.size

    def readings(self, source: str, feed: str) -> list[Reading]:
        """The readings of one feed so far, this turn's included, in log order."""
        found = (reading for _, reading in readings_in(self._connection, self._store))
        return [one for one in found if (one.exhibit.source, one.exhibit.feed) == (source, feed)]

    def statements(self, reading: Reading) -> list[Statement]:
        """What a reading saw, in the exhibit's order."""
        sightings = self._store.sightings(self._connection, reading.no, reading.exhibit.sha256)
        return [said for _, _, said in sightings]

    def held(self, reading: Reading) -> tuple[list[tuple[bytes, str]], list[Issue], list[str]]:
        """What a reading left in the ledger: (statement id, locator) in order, issues, and claim ids."""
        sightings = self._store.sightings(self._connection, reading.no, reading.exhibit.sha256)
        issues = self._store.issues(self._connection, [reading.no])
        claims = self._store.claims(self._connection, {reading.no: ""})
        return (
            [(identity, said.locator) for _, identity, said in sightings],
            [issue for _, issue in issues],
            [claim.id for _, claim in claims],
        )

    def confirmed_by(self, sha256: str) -> set[str]:
        """The readers that read an exhibit again and found the same."""
        events = (event for _, event in self._store.custody(self._connection, sha256))
        return {event.actor for event in events if event.action == "reread"}

    def refused(self, sha256: str, reader: str) -> bool:
        """Whether this reader refused this exhibit before."""
        return self._store.refused(self._connection, sha256, reader)

    def holds(self, sha256: str) -> bool:
        """Whether an exhibit of these bytes was captured before, this turn included."""
        return bool(self._store.exhibits_named(self._connection, sha256=sha256))

    def capture(self, exhibit: Exhibit, actor: str) -> int:
        """Record an exhibit whose bytes the archive holds; returns its number. The same capture again adds nothing."""
        known = self._store.capture_no(self._connection, exhibit)
        if known is not None:
            return known
        log_no = self._log(entry.CAPTURE, entry.capture_body(exhibit) | {"actor": actor})
        number = self._store.next_no(self._connection, store.exhibit)
        row = entry.capture_body(exhibit)
        self._store.insert(
            self._connection,
            store.exhibit,
            [(number, log_no, *(row[column.name] for column in list(store.exhibit.columns)[2:]))],
        )
        return number

    def read(
        self,
        exhibit_no: int,
        sha256: str,
        reader: str,
        *,
        statements: Sequence[Statement],
        issues: Sequence[Issue],
        claims: Sequence[Claim],
    ) -> Appended:
        """Append one reading of an exhibit: new statements, where each was seen, issues and claims."""
        source = statements[0].source if statements else ""
        known = self._store.statement_numbers(self._connection, source)
        first = following = self._store.next_no(self._connection, store.statement)
        fresh: list[tuple[object, ...]] = []
        sightings: list[tuple[int, int, int, str]] = []
        leaves_seen: list[bytes] = []
        reading = self._store.next_no(self._connection, store.reading)
        for position, said in enumerate(statements):
            identity = said.id
            number = known.get(identity)
            if number is None:
                number = known[identity] = following
                following += 1
                fresh.append((number, identity, said.source, said.entity, said.schema, said.prop, said.value,
                              said.original, said.lang, said.valid_from, said.valid_to))  # fmt: skip
            sightings.append((reading, position, number, said.locator))
            leaves_seen.append(entry.sighting_leaf(identity, said.locator))
        body = {
            "exhibit": sha256,
            "reader": reader,
            "statements": len(statements),
            "statements_root": merkle.root(leaves_seen).hex(),
            "issues": len(issues),
            "issues_root": entry.issues_root(issues),
            "claims": len(claims),
            "claims_root": entry.claims_root(claims),
        }
        log_no = self._log(entry.READING, body)
        insert, on = self._store.insert, self._connection
        insert(on, store.reading, [(reading, log_no, exhibit_no, reader, len(statements), len(issues), len(claims))])
        insert(on, store.statement, fresh)
        insert(on, store.sighting, sightings)
        insert(
            on,
            store.issue,
            (
                (reading, position, str(i.kind), i.locator, i.field, i.value, i.message, i.entity, i.count)
                for position, i in enumerate(issues)
            ),
        )
        insert(on, store.claim, ((reading, position, store.claim_body(c)) for position, c in enumerate(claims)))
        return Appended(reading=reading, seen=len(statements), new=following - first)

    def refuse(self, sha256: str, reader: str, why: str) -> None:
        """Record that an exhibit was kept but not read into the ledger, and why."""
        self._log(entry.REFUSAL, {"exhibit": sha256, "reader": reader, "why": why})

    def custody(self, event: CustodyEvent) -> None:
        """Record what was done to an exhibit."""
        body = {name: getattr(event, name) for name in CustodyEvent.__dataclass_fields__}
        log_no = self._log(entry.CUSTODY, body)
        self._store.insert(
            self._connection, store.custody, [(log_no, event.exhibit, event.at, event.actor, event.action, event.note)]
        )

    def judge(self, judgements: Sequence[Judgement]) -> None:
        """Append a batch of judgements."""
        if not judgements:
            return
        first = self._store.next_no(self._connection, store.judgement)
        body = {"first": first, "count": len(judgements), "root": entry.judgements_root(judgements)}
        log_no = self._log(entry.JUDGEMENTS, body)
        self._store.insert(
            self._connection,
            store.judgement,
            (
                (first + step, log_no, said.left, said.right, said.decision.value, said.author, said.at, said.score,
                 store.reasons_body(said.reasons))
                for step, said in enumerate(judgements)
            ),
        )  # fmt: skip

    def record(self, said: Claim | Desk, by: str) -> int:
        """Append what a person recorded; returns its number in the log."""
        return self._log(*record_body(said, by))

    def seal(self) -> None:
        """Write the tree head over everything logged in this turn; called by the ledger at the end of the turn."""
        if self._frontier.size == self._sealed:
            return
        frontier = frontier_text(self._frontier)
        root = self._frontier.root.hex()
        self._store.insert(self._connection, store.head, [(self._frontier.size, root, self._now, frontier)])
        self._sealed = self._frontier.size

    def _log(self, kind: str, body: dict[str, object]) -> int:
        number = self._frontier.size
        text = canonical({"kind": kind, "at": self._now, "body": body})
        leaf = merkle.leaf(text)
        self._frontier.append(leaf)
        self._store.insert(self._connection, store.log, [(number, kind, self._now, text.decode(), leaf)])
        return number


def _desk(connection: Connection, tables: Store, known_on: str, revision: int | None) -> Iterator[Recorded]:
    for number, _text, content in tables.entries(connection, (entry.CLAIM, *entry.DESK)):
        if (revision is None or number < revision) and (not known_on or content["at"][: len(known_on)] <= known_on):
            yield recorded(number, content)


def latest_head(connection: Connection) -> tuple[int, str]:
    """The size and root (hex) of the latest committed tree head; (0, root of the empty tree) for a new ledger."""
    row = connection.execute(store.head.select().order_by(store.head.c.size.desc()).limit(1)).first()
    return (row.size, row.root) if row else (0, merkle.root([]).hex())


def readings_in(connection: Connection, tables: Store) -> Iterator[tuple[int, Reading]]:
    """Every reading as (number in the log, reading), in log order."""
    exhibits = {no: found for no, _, found in tables.exhibits(connection)}
    for row in tables.readings(connection):
        yield (
            row.log_no,
            Reading(
                no=row.no,
                exhibit=exhibits[row.exhibit_no],
                reader=row.reader,
                statements=row.statements,
                issues=row.issues,
                claims=row.claims,
            ),
        )


def leaves(connection: Connection) -> list[bytes]:
    """The leaf hashes of the whole log, in order."""
    rows = connection.execute(store.log.select().with_only_columns(store.log.c.leaf).order_by(store.log.c.no))
    return [bytes(row[0]) for row in rows]


def frontier_text(frontier: merkle.Frontier) -> str:
    """A frontier as it stands in a head's row."""
    return json.dumps([frontier.size, [node.hex() for node in frontier.hashes]])


def _frontier(text: str) -> tuple[int, list[bytes]]:
    size, hashes = json.loads(text)
    return size, [bytes.fromhex(node) for node in hashes]
