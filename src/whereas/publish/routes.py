"""The regime router's answer for many parties as one table."""

from collections.abc import Iterable, Iterator, Mapping

from whereas.assess.alignment import Row
from whereas.assess.router import Routing
from whereas.publish.tables import csv_bytes

_HEADS = ("entity", "name", "kind", "listed by", "standard", "verified", "fit", "shown", "needed", "missing", "signals",
          "precedents", "answer")  # fmt: skip


def routes_csv(found: Iterable[Routing], rows: Mapping[str, Row]) -> bytes:
    """One line for each party and criterion that something points to, and one for a party with none."""
    return csv_bytes(_HEADS, (line for one in found for line in _lines(one, rows[one.subject])))


def _lines(one: Routing, row: Row) -> Iterator[tuple[str, ...]]:
    head = (one.subject, one.caption, row.kind, " ".join(row.authorities))
    for each in one.routes:
        yield (
            *head,
            each.standard.key,
            "yes" if each.standard.verified else "no",
            each.fit.value,
            str(each.assessment.shown),
            str(each.assessment.needed),
            "; ".join(each.missing),
            "; ".join(each.signals),
            "; ".join(precedent.name for precedent in each.precedents),
            one.words,
        )
    if not one.routes:
        yield (*head, "", "", "", "", "", "", "", "", one.words)
