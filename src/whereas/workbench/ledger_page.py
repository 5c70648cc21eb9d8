"""What the page of the ledger shows: what of it somebody may see, its head, who wrote what, and its policy files."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from whereas.core.exhibit import CustodyEvent
from whereas.ledger import anchors
from whereas.policy.files import policy_digests
from whereas.workbench.room import Seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """Somebody who recorded at the desk: how many records of each kind, and when last."""

    name: str
    records: int
    kinds: tuple[tuple[str, int], ...]
    last: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A signed-off size of the log: so many entries, their Merkle root (hex), and when."""

    size: int
    root: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerState:
    """The ledger as somebody may see it: all figures are of what they may see, but for `root`, which binds all."""

    root: str
    exhibits: int
    readings: int
    statements: int
    issues: int
    judgements: int
    records: int
    claims: int
    writers: tuple[Writer, ...]
    policy: tuple[tuple[str, str], ...]


def state(seen: Seen) -> LedgerState:
    """The ledger as it stands."""
    bench = seen.bench
    view, board = bench.view(), bench.ledger.desk()
    return LedgerState(
        root=seen.revision,
        exhibits=len(bench.ledger.exhibits()),
        readings=len(view.readings),
        statements=sum(one.statements for one in view.readings),
        issues=sum(one.issues for one in view.readings),
        judgements=len(view.judgements),
        records=len(board.log),
        claims=len(board.standing),
        writers=_writers(seen),
        policy=tuple(policy_digests()),
    )


def heads(seen: Seen, *, last: int = 20) -> tuple[Head, ...]:
    """The last heads of the whole log, newest first: for who keeps the ledger, since they count all that is in it."""
    lines = (anchors.read(seen.bench.ledger.heads) or "").splitlines()[-last:]
    read: list[Mapping[str, str]] = [json.loads(line) for line in lines]
    return tuple(Head(size=int(one["size"]), root=one["root"], at=one["at"]) for one in reversed(read))


def custody(seen: Seen, named: str) -> tuple[tuple[int, CustodyEvent], ...]:
    """What was done to an exhibit that somebody may see, oldest first; nothing for any other name."""
    found = seen.bench.ledger.named(named)
    return tuple(seen.bench.ledger.custody_of(found[0].sha256)) if len(found) == 1 else ()


def _writers(seen: Seen) -> tuple[Writer, ...]:
    by: dict[str, list[tuple[str, str]]] = {}
    for one in seen.bench.ledger.desk().log:
        by.setdefault(one.by, []).append((type(one.said).__name__, one.at))
    return tuple(
        Writer(
            name=name, records=len(said), last=max(at for _, at in said),
            kinds=tuple(Counter(kind for kind, _ in said).most_common()),
        )
        for name, said in sorted(by.items())
    )  # fmt: skip
