"""The coverage matrix: how many entities each exact combination of authorities lists, per kind."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from whereas.core import schema as schemata

KINDS = ("person", "organisation", "vessel", "aircraft", "wallet", "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class Combination:
    """The entities that exactly these authorities list: their number in all and per kind."""

    authorities: tuple[str, ...]
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        """All kinds together."""
        return sum(self.counts.values())


def kind_of(schema: str) -> str:
    """The kind of a schema, in the words of the table."""
    for parent, kind in (
        ("Person", "person"),
        ("Vessel", "vessel"),
        ("Airplane", "aircraft"),
        ("CryptoWallet", "wallet"),
    ):
        if schemata.is_a(schema, parent):
            return kind
    return "organisation" if schemata.is_a(schema, "LegalEntity") else "other"


def count_combinations(rows: Iterable[tuple[tuple[str, ...], str]]) -> tuple[Combination, ...]:
    """Combinations from each entity's authorities and kind: the largest first, then the shorter, then by name."""
    counted: dict[tuple[str, ...], Counter[str]] = {}
    for authorities, kind in rows:
        counted.setdefault(authorities, Counter())[kind] += 1
    found = (
        Combination(authorities=who, counts={kind: counts[kind] for kind in KINDS if counts[kind]})
        for who, counts in counted.items()
    )
    return tuple(sorted(found, key=lambda one: (-one.total, len(one.authorities), one.authorities)))
