"""The API of the ledger: its root, what of it one may see, when it was last verified, and an exhibit's custody."""

from dataclasses import dataclass

from litestar import get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from whereas.web.access import needs
from whereas.web.pages.ledger import last_verified
from whereas.web.roles import Permission
from whereas.web.visit import Here
from whereas.workbench.ledger_page import custody, state


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerShown:
    """The ledger: figures are of what you may see; `root` binds all of it.

    `verified` is when it was last recomputed here (empty: never), `whole` whether all of it did (null: never).
    """

    root: str
    exhibits: int
    readings: int
    statements: int
    issues: int
    judgements: int
    records: int
    claims: int
    policy: dict[str, str]
    verified: str
    whole: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CustodyShown:
    """Something done to an exhibit: its number in the log, when, by whom, what, and a note."""

    no: int
    at: str
    actor: str
    action: str
    note: str


@get("/api/v1/ledger", opt=needs(Permission.READ), sync_to_thread=True)
def ledger(visit: Here) -> LedgerShown:
    """Say what stands in the ledger as far as you may see, and whether it recomputes."""
    found, verified = state(visit.seen), last_verified(visit)
    return LedgerShown(
        root=found.root, exhibits=found.exhibits, readings=found.readings, statements=found.statements,
        issues=found.issues, judgements=found.judgements, records=found.records, claims=found.claims,
        policy=dict(found.policy), verified=verified[0].ended if verified else "",
        whole=verified[1] if verified else None,
    )  # fmt: skip


@get("/api/v1/custody/{sha256:str}", opt=needs(Permission.READ), sync_to_thread=True)
def custody_of(visit: Here, sha256: FromPath[str]) -> list[CustodyShown]:
    """List what was done to an exhibit, oldest first."""
    found = custody(visit.seen, sha256)
    if not found:
        raise NotFoundException("there is no such exhibit, or none that you may see")
    return [CustodyShown(no=no, at=one.at, actor=one.actor, action=one.action, note=one.note) for no, one in found]


ROUTES = [ledger, custody_of]
