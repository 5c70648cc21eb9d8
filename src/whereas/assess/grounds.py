"""What a claim rests on: each span with the class and grade of its source, its lineage and the consent for it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from whereas.core.claim import Claim
from whereas.core.filing import Filing
from whereas.core.span import Span
from whereas.policy.standards import evidence_classes


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A span that supports or undermines a claim.

    `lineage` is the name of the origin it leads back to, `repeats` what it is filed to repeat; `available` the ISO day
    since when it was to be had; `captured` when its bytes were captured; `uses` the purposes that are allowed (empty:
    any); `intact` whether its exhibit's bytes are what they were; `stamp` the state of its time stamp (empty: none).
    """

    span: Span
    title: str
    evidence: str
    reliability: str
    credibility: int
    lineage: str
    available: str
    captured: str
    publisher: str = ""
    repeats: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    disclosure: str = "open"
    summary: str = ""
    withheld: str = ""
    checked: str = ""
    stamp: str = ""
    intact: bool = True

    @property
    def grade(self) -> str:
        """The Admiralty grade: letter of the source, figure of the item."""
        return f"{self.reliability}{self.credibility}"

    def at_least(self, reliability: str, credibility: int) -> bool:
        """Whether source and item are graded this well or better; F and 6 ("cannot be judged") never are."""
        return self.reliability <= reliability and self.reliability != "F" and self.credibility <= min(credibility, 5)

    def allows(self, purpose: str) -> bool:
        """Whether its witness or owner allows this purpose: an account of a witness needs the use on record."""
        return purpose in self.uses or not (self.uses or evidence_classes()[self.evidence].consent)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What is known of one exhibit: how it is filed, since when it is there, and whether it is whole."""

    filing: Filing
    available: str
    captured: str
    stamp: str = ""
    intact: bool = True


@dataclass(frozen=True, kw_only=True)
class Papers:
    """Every exhibit by its digest, and the lineage of each; what a claim's spans are looked up in."""

    papers: Mapping[str, Paper] = field(default_factory=dict)
    lineage: Mapping[str, str] = field(default_factory=dict)

    def ground(self, span: Span) -> Ground:
        """A span with what is known of its exhibit; an exhibit nobody filed grades `F6`: it cannot be judged."""
        paper = self.papers.get(span.exhibit)
        if paper is None:
            return Ground(
                span=span, title="an exhibit that is not in this ledger", evidence="other", reliability="F",
                credibility=6, lineage=span.exhibit, available="", captured="", intact=False,
            )  # fmt: skip
        filing = paper.filing
        kind = evidence_classes()[filing.evidence]
        return Ground(
            span=span,
            title=filing.title,
            evidence=filing.evidence,
            reliability=filing.reliability or kind.reliability,
            credibility=int(span.credibility or kind.credibility),
            lineage=self.lineage.get(span.exhibit, span.exhibit),
            available=paper.available,
            captured=paper.captured,
            publisher=filing.publisher,
            repeats=filing.repeats,
            uses=filing.uses,
            disclosure=filing.disclosure,
            summary=filing.summary,
            withheld=filing.withheld,
            checked=filing.checked,
            stamp=paper.stamp,
            intact=paper.intact,
        )

    def supporting(self, claim: Claim) -> tuple[Ground, ...]:
        """What supports a claim."""
        return tuple(self.ground(span) for span in claim.spans)

    def undermining(self, claim: Claim) -> tuple[Ground, ...]:
        """What undermines a claim."""
        return tuple(self.ground(span) for span in claim.against)


def lineages(filings: Iterable[Filing]) -> dict[str, str]:
    """The lineage of each exhibit: exhibits that repeat one another, or one origin, are one lineage.

    Its name is the smallest name among its members, so that the order of filing changes nothing. An exhibit that
    repeats two origins joins them: two reports are counted as one rather than one as two.
    """
    leader: dict[str, str] = {}

    def find(name: str) -> str:
        leader.setdefault(name, name)
        root = name
        while leader[root] != root:
            root = leader[root]
        while leader[name] != root:
            leader[name], name = root, leader[name]
        return root

    exhibits = []
    for filing in filings:
        exhibits.append(filing.exhibit)
        find(filing.exhibit)
        for other in filing.repeats:
            one, two = sorted((find(filing.exhibit), find(other)))
            leader[two] = one
    return {exhibit: find(exhibit) for exhibit in exhibits}
