"""What people recorded: exhibits filed and stamped, claims made and withdrawn, dissent, requests and their events."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from whereas.core.casework import CaseChanged, CaseOpened, Comment, DraftSaved, ReleaseAsked, ReleaseDecided
from whereas.core.claim import Claim
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
from whereas.ledger import entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A record with its number in the log, when it was made and by whom."""

    no: int
    at: str
    by: str
    said: Claim | Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The desk as it stands at a revision of the log.

    `filings` has the latest filing of each exhibit; `claims` every claim by its id, `withdrawn` those that no longer
    stand; `made` says when and by whom each claim was recorded. `requests` has the latest edition of each request for a
    channel by its key, `channel_events` what happened to it, in the order it was recorded; `casework` all that was
    recorded in each case, by the case's key, in order. `settlements` are those in force: one that was reopened is in
    the `log` only.
    """

    filings: Mapping[str, Filing] = field(default_factory=dict)
    stamps: Mapping[str, tuple[Stamp, ...]] = field(default_factory=dict)
    claims: Mapping[str, Claim] = field(default_factory=dict)
    made: Mapping[str, Recorded] = field(default_factory=dict)
    withdrawn: Mapping[str, Withdrawal] = field(default_factory=dict)
    settlements: tuple[Settlement, ...] = ()
    dissents: tuple[Recorded, ...] = ()
    dossiers: tuple[DossierRecord, ...] = ()
    requests: Mapping[str, ChannelRequest] = field(default_factory=dict)
    channel_events: Mapping[str, tuple[Recorded, ...]] = field(default_factory=dict)
    casework: Mapping[str, tuple[Recorded, ...]] = field(default_factory=dict)
    log: tuple[Recorded, ...] = ()

    @property
    def standing(self) -> tuple[Claim, ...]:
        """The claims that stand, in the order they were made."""
        return tuple(claim for key, claim in self.claims.items() if key not in self.withdrawn)


def board(records: Iterable[Recorded]) -> Board:
    """Folds the records, oldest first: a later filing of an exhibit replaces the earlier, nothing else is replaced."""
    filings: dict[str, Filing] = {}
    stamps: dict[str, tuple[Stamp, ...]] = {}
    claims: dict[str, Claim] = {}
    made: dict[str, Recorded] = {}
    withdrawn: dict[str, Withdrawal] = {}
    settlements: list[Settlement] = []
    dissents: list[Recorded] = []
    dossiers: list[DossierRecord] = []
    requests: dict[str, ChannelRequest] = {}
    events: dict[str, tuple[Recorded, ...]] = {}
    whole = tuple(records)
    for one in whole:
        match one.said:
            case Filing():
                filings[one.said.exhibit] = one.said
            case Stamp():
                stamps[one.said.exhibit] = (*stamps.get(one.said.exhibit, ()), one.said)
            case Claim():
                claims[one.said.id] = one.said
                made[one.said.id] = one
                withdrawn.pop(one.said.id, None)  # made again after it was withdrawn: it stands again
            case Withdrawal():
                withdrawn[one.said.claim] = one.said
            case Settlement():
                settlements.append(one.said)
            case Reopening():
                settlements = [each for each in settlements if not _ends(one.said, each)]
            case Dissent():
                dissents.append(one)
            case DossierRecord():
                dossiers.append(one.said)
            case ChannelRequest():
                requests[one.said.key] = one.said
            case ChannelEvent():
                events[one.said.request] = (*events.get(one.said.request, ()), one)
    return Board(
        filings=filings, stamps=stamps, claims=claims, made=made, withdrawn=withdrawn,
        settlements=tuple(settlements), dissents=tuple(dissents), dossiers=tuple(dossiers), requests=requests,
        channel_events=events, casework=_by_case(whole), log=whole,
    )  # fmt: skip


def _by_case(records: Iterable[Recorded]) -> dict[str, tuple[Recorded, ...]]:
    """What was recorded in each case, in order."""
    found: dict[str, list[Recorded]] = {}
    for one in records:
        if isinstance(one.said, CaseOpened):
            found.setdefault(one.said.key, []).append(one)
        elif isinstance(one.said, CaseChanged | Comment | DraftSaved | ReleaseAsked | ReleaseDecided):
            found.setdefault(one.said.case, []).append(one)
    return {key: tuple(kept) for key, kept in found.items()}


def _ends(said: Reopening, settled: Settlement) -> bool:
    return said.gives_way == settled.gives_way and said.stands in ("", settled.stands)


def stamp_state(stamps: Iterable[Stamp]) -> str:
    """What the time stamps over an exhibit come to, empty for none: one good one is enough, and then the worst is said.

    A token counts as it was last checked; a check without root certificates says nothing and takes nothing back.
    """
    tokens: dict[str, str] = {}
    for one in stamps:
        if one.state != "unchecked" or one.token not in tokens:
            tokens[one.token] = one.state
    states = set(tokens.values())
    return next((state for state in ("stamped", "disputed", "broken", "unchecked") if state in states), "")


def record_body(said: Claim | Desk, by: str) -> tuple[str, dict[str, Any]]:
    """The kind and body of the log entry that keeps a record."""
    kind = next((name for name, of in entry.DESK.items() if type(said) is of), entry.CLAIM)
    return kind, {"by": by, "said": msgspec.to_builtins(said, order="deterministic")}


def recorded(no: int, content: Mapping[str, Any]) -> Recorded:
    """The record that a log entry keeps."""
    body = content["body"]
    of: type[Claim | Desk] = entry.DESK.get(content["kind"], Claim)
    return Recorded(no=no, at=content["at"], by=body["by"], said=msgspec.convert(body["said"], of))
