"""What people record at the desk: how an exhibit is graded, stamped and where it comes from, and what was decided."""

from dataclasses import dataclass

from whereas.core.casework import Casework
from whereas.core.marking import OPEN, Marking

DISCLOSURES = ("open", "summary", "closed")  # from what may be shown to what may not
# Stands among the uses of an exhibit that nobody allows for anything: an empty tuple would narrow nothing.
NO_USE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """What an analyst says of an exhibit.

    `evidence` is its class (a key of `policy/evidence`), `reliability` the Admiralty letter of its source; `repeats`
    are digests of exhibits, or names of origins (`wire:...`), that it repeats: exhibits that lead to one origin are one
    lineage. `available` is since when it was to be had (partial ISO date; empty: since it was captured). `uses` are
    the purposes its witness or owner allows (`eu`, `un`, `icc`, ...; empty: nothing narrows them). `disclosure` is
    `open`, `summary` (only `summary` may be shown, for the reason in `withheld`) or `closed`. `checked` says, of a
    decision of a third State, how the rights of defence before it were checked.
    """

    exhibit: str
    title: str
    evidence: str
    publisher: str = ""
    reliability: str = ""
    repeats: tuple[str, ...] = ()
    available: str = ""
    uses: tuple[str, ...] = ()
    disclosure: str = "open"
    summary: str = ""
    withheld: str = ""
    checked: str = ""
    lang: str = ""
    marking: Marking = OPEN
    parent: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """An RFC 3161 time stamp over an exhibit: `token` is the exhibit that holds it, `time` what it proves (ISO UTC).

    `state` is `stamped`, `disputed`, `unchecked` or `broken`; only the first proves that the bytes were there then.
    """

    exhibit: str
    token: str
    state: str
    time: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """That a claim no longer stands, and why; the claim stays in the log."""

    claim: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """That a contradiction between claims was settled: which claim gives way, for what reason, on what spans."""

    gives_way: str
    stands: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopening:
    """That the settlements by which a claim gives way hold no more, and why; both stay in the log.

    `stands` names the one claim that it gives way to no more; empty: whatever it gave way to.
    """

    gives_way: str
    why: str
    stands: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dissent:
    """That somebody disagrees with a decision or an assessment named by `on`, and why; never removed."""

    on: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierRecord:
    """That a dossier was made: of whom, its digest, and all it rests on (digests of exhibits, ids of claims)."""

    dossier: str
    subject: str
    standard: str
    sha256: str
    exhibits: tuple[str, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelRequest:
    """That a request for a humanitarian or people channel was taken up: its key, title, who asks, and its file.

    `exhibit` is the digest of the file as it stood; the same key recorded again is a new edition of the request.
    """

    key: str
    title: str
    organisation: str
    channels: str
    exhibit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelEvent:
    """Something that happened to a request on a day (ISO), in words; `until` is the day its letter gives as the end."""

    request: str
    kind: str
    on: str
    words: str
    until: str = ""


Desk = (
    Filing | Stamp | Withdrawal | Settlement | Reopening | Dissent | DossierRecord | ChannelRequest | ChannelEvent
    | Casework
)  # fmt: skip
