"""What the log says of each event, and the roots that bind rows to it."""

from collections.abc import Iterable

from whereas.core.canon import canonical, digest_texts
from whereas.core.casework import CaseChanged, CaseOpened, Comment, DraftSaved, ReleaseAsked, ReleaseDecided
from whereas.core.claim import Claim
from whereas.core.exhibit import Exhibit
from whereas.core.filing import (
    ChannelEvent,
    ChannelRequest,
    Desk,
    Dissent,
    DossierRecord,
    Filing,
    Reopening,
    Settlement,
    Stamp,
    Withdrawal,
)
from whereas.core.issue import Issue
from whereas.core.judgement import Judgement
from whereas.kit import merkle

# The log's event kinds. An exhibit is captured, then read; a reading's statements are bound by their root.
CAPTURE, READING, REFUSAL, CUSTODY, JUDGEMENTS = "capture", "reading", "refusal", "custody", "judgements"
# What people record at the desk stands in the log itself: the entry is the record.
CLAIM = "claim"
DESK: dict[str, type[Desk]] = {
    "filing": Filing,
    "stamp": Stamp,
    "withdrawal": Withdrawal,
    "settlement": Settlement,
    "reopening": Reopening,
    "dissent": Dissent,
    "dossier": DossierRecord,
    "channel_request": ChannelRequest,
    "channel_event": ChannelEvent,
    "case": CaseOpened,
    "case_change": CaseChanged,
    "comment": Comment,
    "draft": DraftSaved,
    "release_asked": ReleaseAsked,
    "release_decided": ReleaseDecided,
}


def sighting_leaf(statement_id: bytes, locator: str) -> bytes:
    """The leaf of one statement at its place in an exhibit."""
    return merkle.leaf(statement_id + locator.encode())


def issues_root(issues: Iterable[Issue]) -> str:
    """The Merkle root over a reading's issues, in order."""
    return merkle.root(
        [
            merkle.leaf(digest_texts((i.kind, i.locator, i.field, i.value, i.message, i.entity, str(i.count))))
            for i in issues
        ]
    ).hex()


def claims_root(claims: Iterable[Claim]) -> str:
    """The Merkle root over a reading's claims and their places, in order."""
    return merkle.root([merkle.leaf(digest_texts((c.id, c.locator, c.rivals, str(c.verified)))) for c in claims]).hex()


def judgements_root(judgements: Iterable[Judgement]) -> str:
    """The Merkle root over a batch of judgements, in order, with all their reasons."""
    return merkle.root([merkle.leaf(canonical(_judgement_body(said))) for said in judgements]).hex()


def _judgement_body(said: Judgement) -> list[object]:
    reasons = [[r.feature, repr(r.weight), r.words, r.left, r.right] for r in said.reasons]
    return [said.left, said.right, said.decision.value, said.author, said.at, repr(said.score), reasons]


def capture_body(exhibit: Exhibit) -> dict[str, object]:
    """What the log says of a captured exhibit."""
    return {name: getattr(exhibit, name) for name in Exhibit.__dataclass_fields__}
