"""What a run did, in the figures and sentences that the start page and the terminal show."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """One source in a run: its edition's date (partial ISO, empty if none) and how taking it came out, in words."""

    key: str
    title: str
    authority: str
    edition: str
    outcome: str
    entities: int
    statements: int
    issues: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstLook:
    """A sentence on what to look at first, and where it leads (a file of the same release, with `#part`)."""

    words: str
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardLine:
    """One measure of the board: its pillar, its state in one word, and how many stand under each heading."""

    pillar: int
    title: str
    state: str
    ready: int
    building: int
    missing: int
    done: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSummary:
    """A whole run: totals over all sources, what was merged and kept apart, what differs, what to look at first.

    `board` are the measures of the strategy; `files` are the other files of the release, name to what it holds;
    `revision` is the ledger's root in hex.
    """

    as_of: str
    sources: tuple[SourceLine, ...]
    entities: int
    statements: int
    issues: int
    merged: int
    homonyms: int
    gaps: int
    contradictions: int
    first_looks: tuple[FirstLook, ...] = ()
    board: tuple[BoardLine, ...] = ()
    files: dict[str, str] = field(default_factory=dict)
    marking: str = ""
    starter: bool = False
    revision: str = ""
    version: str = ""
