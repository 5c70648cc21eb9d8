"""What a claim rests on: each span with the class and grade of its source, its lineage and the consent for it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from whereas.core.claim import Claim
from whereas.core.filing import Filing
from whereas.core.span import Span
from whereas.policy.claims import evidence_classes


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A span that supports or undermines a claim.

    `origins` are the names of what it leads back to, `repeats` what it is filed to repeat; `available` the ISO day
    since when it was to be had; `captured` when its bytes were captured; `uses` the purposes that are allowed (empty:
    any); `intact` whether its exhibit's bytes are what they were; `stamp` the state of its time stamp (empty: none).
    """

    span: Span
    title: str
    evidence: str
    reliability: str
    credibility: int
    origins: frozenset[str]
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
    def lineage(self) -> str:
        """What its origin is called; of several, the first by name stands for all."""
        return min(self.origins)

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
    """Every exhibit by its digest, and the origins of each (see `roots`); what a claim's spans are looked up in."""

    papers: Mapping[str, Paper] = field(default_factory=dict)
    origins: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def ground(self, span: Span) -> Ground:
        """A span with what is known of its exhibit; an exhibit nobody filed grades `F6`: it cannot be judged."""
        paper = self.papers.get(span.exhibit)
        if paper is None:
            return Ground(
                span=span, title="an exhibit that is not in this ledger", evidence="other", reliability="F",
                credibility=6, origins=frozenset({span.exhibit}), available="", captured="", intact=False,
            )  # fmt: skip
        filing = paper.filing
        kind = evidence_classes()[filing.evidence]
        return Ground(
            span=span,
            title=filing.title,
            evidence=filing.evidence,
            reliability=filing.reliability or kind.reliability,
            credibility=int(span.credibility or kind.credibility),
            origins=self.origins.get(span.exhibit, frozenset({span.exhibit})),
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


# Above so many reports that each repeat several origins they are counted one by one, which can only count too few.
_MOST_TRIED = 12


def roots(filings: Iterable[Filing]) -> dict[str, frozenset[str]]:
    """The origins that each exhibit leads back to: itself where it repeats nothing.

    What it repeats is followed to its end. A container leads back to its pieces, for it says nothing that they do not
    say. Exhibits that repeat one another in a ring are one origin, named as the smallest of them.
    """
    leads: dict[str, set[str]] = {}
    for filing in filings:
        leads.setdefault(filing.exhibit, set()).update(filing.repeats)
        if filing.parent:
            leads.setdefault(filing.parent, set()).add(filing.exhibit)
    reached: dict[str, frozenset[str]] = {}

    def reach(name: str) -> frozenset[str]:
        if name not in reached:
            found, queue = {name}, [name]
            while queue:
                more = leads.get(queue.pop(), set()) - found
                found |= more
                queue += more
            reached[name] = frozenset(found)
        return reached[name]

    def is_root(name: str) -> bool:
        return all(name in reach(other) for other in reach(name))

    return {exhibit: frozenset(min(reach(one)) for one in reach(exhibit) if is_root(one)) for exhibit in leads}


def independent(found: Iterable[frozenset[str]]) -> int:
    """How many of several exhibits, each given by its origins, share no origin with one another: the most there are.

    A report that repeats two witnesses is one more exhibit and no further origin, and takes nothing from the two.
    """
    every = set(found)
    alone = {one for one in every if len(one) == 1}
    taken = frozenset[str]().union(*alone)
    rest = [one for one in every - alone if not one & taken]
    rest.sort(key=lambda one: (len(one), sorted(one)))
    return len(alone) + (_apart(rest) if len(rest) <= _MOST_TRIED else _one_by_one(rest))


def _apart(rest: list[frozenset[str]]) -> int:
    if not rest:
        return 0
    first, others = rest[0], rest[1:]
    return max(_apart(others), 1 + _apart([one for one in others if not one & first]))


def _one_by_one(rest: list[frozenset[str]]) -> int:
    taken: set[str] = set()
    count = 0
    for one in rest:
        if not one & taken:
            taken |= one
            count += 1
    return count


def lineages(filings: Iterable[Filing]) -> dict[str, str]:
    """What hangs together: exhibits that repeat one another, or one origin, under the smallest name among them.

    This is for looking through what is filed. An exhibit that repeats two origins joins them here; how many origins
    stand behind a claim is counted by `roots` and `independent`.
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
