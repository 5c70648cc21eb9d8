"""Exhibits as they are listed: how each is filed, marked and stamped, what it may be used for, and what rests on it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from whereas.assess.grounds import lineages
from whereas.core.claim import Claim
from whereas.core.exhibit import CustodyEvent, Exhibit
from whereas.core.filing import DossierRecord, Filing, Stamp
from whereas.core.marking import Marking
from whereas.ledger.desk import Board, Recorded, stamp_state
from whereas.policy.claims import EvidenceClass, evidence_classes
from whereas.workbench.assessing import filing_of_list
from whereas.workbench.bench import Workbench

LARGEST_CHECKED = 20_000_000  # bytes: a list of exhibits does not read larger files to say that they are whole


@dataclass(frozen=True, slots=True, kw_only=True)
class ExhibitRow:
    """An exhibit as a list shows it.

    `filed` says whether a person filed it (else it is a captured list); `stamp` is `stamped`, `disputed`, `unchecked`,
    `broken` or empty; `origin` names what it and others of one lineage lead to, `of_origin` counts them.
    """

    exhibit: Exhibit
    filing: Filing
    filed: bool
    stamp: str
    claims: int
    origin: str
    of_origin: int

    @property
    def title(self) -> str:
        """What it is called."""
        return self.filing.title or self.exhibit.name

    @property
    def kind(self) -> EvidenceClass | None:
        """Its class."""
        return evidence_classes().get(self.filing.evidence)

    @property
    def silent(self) -> bool:
        """Whether it counts for nothing until somebody records for what it may be used."""
        return self.kind is not None and self.kind.consent and not self.filing.uses

    @property
    def marking(self) -> Marking:
        """Its marking."""
        return self.filing.marking


def rows(bench: Workbench) -> list[ExhibitRow]:
    """Every exhibit in sight, the latest captured first."""
    board, exhibits = bench.ledger.desk(), bench.ledger.exhibits()
    filings = {key: board.filings.get(key) or filing_of_list(bench, one) for key, one in exhibits.items()}
    leaders = lineages(filings.values())
    sizes, cited = Counter(leaders.values()), _cited(board)
    return sorted(
        (
            ExhibitRow(
                exhibit=one, filing=filings[key], filed=key in board.filings,
                stamp=stamp_state(board.stamps.get(key, ())), claims=cited[key],
                origin=_origin(leaders[key], filings), of_origin=sizes[leaders[key]],
            )
            for key, one in exhibits.items()
        ),
        key=lambda row: (row.exhibit.captured_at, row.title), reverse=True,
    )  # fmt: skip


def _cited(board: Board) -> Counter[str]:
    return Counter(key for claim in board.standing for key in {span.exhibit for span in (*claim.spans, *claim.against)})


def _origin(leader: str, filings: Mapping[str, Filing]) -> str:
    return filings[leader].title if leader in filings else leader


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which exhibits are wanted; empty fields want all. `words` are looked for in titles, names and publishers only."""

    words: str = ""
    evidence: str = ""
    stamp: str = ""
    marking: str = ""
    kept: str = ""  # `filed` by people, or captured `lists`

    def wants(self, row: ExhibitRow) -> bool:
        """Whether a row is wanted."""
        named = " ".join((row.title, row.exhibit.name, row.filing.publisher, row.exhibit.sha256)).casefold()
        return (
            all(word in named for word in self.words.casefold().split())
            and self.evidence in ("", row.filing.evidence)
            and self.stamp in ("", row.stamp or "unstamped")
            and self.marking in ("", str(row.marking.tlp))
            and self.kept in ("", "filed" if row.filed else "lists")
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is known of one exhibit beside its bytes, and what rests on it."""

    row: ExhibitRow
    events: tuple[tuple[int, CustodyEvent], ...]
    stamps: tuple[Stamp, ...]
    filings: tuple[Recorded, ...]
    claims: tuple[Claim, ...]
    dossiers: tuple[DossierRecord, ...]
    parent: Exhibit | None
    pieces: tuple[ExhibitRow, ...]


def standing_of(bench: Workbench, sha256: str) -> Standing:
    """One exhibit that is in sight."""
    board, every = bench.ledger.desk(), rows(bench)
    row = next(one for one in every if one.exhibit.sha256 == sha256)
    return Standing(
        row=row, events=tuple(bench.ledger.custody_of(sha256)), stamps=board.stamps.get(sha256, ()),
        filings=tuple(one for one in board.log if isinstance(one.said, Filing) and one.said.exhibit == sha256),
        claims=claims_on(board.claims.values(), sha256),
        dossiers=tuple(one for one in board.dossiers if sha256 in one.exhibits),
        parent=bench.ledger.exhibits().get(row.filing.parent),
        pieces=tuple(one for one in every if one.filing.parent == sha256),
    )  # fmt: skip


def claims_on(claims: Iterable[Claim], sha256: str) -> tuple[Claim, ...]:
    """The claims with a quotation from an exhibit, for or against."""
    return tuple(one for one in claims if any(span.exhibit == sha256 for span in (*one.spans, *one.against)))


def is_intact(bench: Workbench, exhibit: Exhibit, *, largest: int = LARGEST_CHECKED) -> bool | None:
    """Whether the bytes are there and unaltered, read now; None where they are more than is read for a list."""
    return bench.ledger.archive.is_whole(exhibit.sha256) if exhibit.size <= largest else None
