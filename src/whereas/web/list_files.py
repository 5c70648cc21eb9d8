"""The lists of exhibits and of claims as files: a row for each that is shown, with its marking, for a spreadsheet."""

from collections.abc import Iterable, Iterator

from whereas.core.claim import Claim
from whereas.core.marking import Marking, join_all
from whereas.kit.spreadsheets import Cell
from whereas.ledger.desk import Recorded
from whereas.publish.tables import csv_bytes
from whereas.workbench.bench import Workbench
from whereas.workbench.claim_view import ClaimRow
from whereas.workbench.exhibit_list import ExhibitRow, rows

_EXHIBITS = (
    "exhibit sha256", "title", "file name", "class", "reliability", "publisher", "published", "marking", "uses",
    "time stamp", "brought by", "source", "captured at (UTC)", "bytes", "exhibits of its lineage",
    "claims that cite it",
)  # fmt: skip
_CLAIMS = (
    "claim", "kind", "kind in words", "subject", "object", "in words", "from", "until", "place", "least", "most",
    "unit", "confidence", "state", "author", "claimed on", "recorded by", "recorded at (UTC)", "marking",
    "quotations for", "quotations against", "exhibits sha256",
)  # fmt: skip


def exhibits_csv(found: Iterable[ExhibitRow]) -> bytes:
    """Exhibits as CSV, in the order in which they are listed."""
    return csv_bytes(_EXHIBITS, map(_exhibit, found))


def _exhibit(row: ExhibitRow) -> tuple[Cell, ...]:
    one, filing = row.exhibit, row.filing
    return (
        one.sha256, row.title, one.name, row.kind.title if row.kind else filing.evidence,
        filing.reliability or (row.kind.reliability if row.kind else ""), filing.publisher,
        filing.available or one.published, str(row.marking), "; ".join(filing.uses),
        row.stamp or "unstamped", "a person" if row.filed else "a list",
        "" if row.filed else one.source, one.captured_at, one.size, row.of_origin, row.claims,
    )  # fmt: skip


def claims_csv(bench: Workbench, found: Iterable[ClaimRow]) -> bytes:
    """Claims as CSV, in the order in which they are listed; each is marked as all that it cites is."""
    markings = {row.exhibit.sha256: row.marking for row in rows(bench)}
    return csv_bytes(_CLAIMS, (tuple(_claim(row, _marking(row.claim, markings))) for row in found))


def _claim(row: ClaimRow, marking: Marking) -> Iterator[Cell]:
    one, amount = row.claim, row.claim.quantity
    yield from (one.id, one.kind, row.kind.title if row.kind else "", one.subject, one.object, one.words)
    yield from (one.start, one.end, one.place)
    yield from (_figure(amount.low), _figure(amount.high), amount.unit) if amount is not None else ("", "", "")
    yield from (one.confidence, row.state, one.author, one.claimed_on, *_made(row.made), str(marking))
    yield from (len(one.spans), len(one.against), " ".join(_cited(one)))


def _figure(said: float | None) -> Cell:
    """A whole number without a point; nothing where one end is open."""
    return "" if said is None else int(said) if said == int(said) else said


def _made(made: Recorded | None) -> tuple[str, str]:
    return (made.by, made.at) if made is not None else ("", "")


def _marking(claim: Claim, markings: dict[str, Marking]) -> Marking:
    return join_all(markings[key] for key in _cited(claim) if key in markings)


def _cited(claim: Claim) -> list[str]:
    return list(dict.fromkeys(span.exhibit for span in (*claim.spans, *claim.against)))
