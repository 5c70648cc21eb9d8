"""The life of a request: its state, what runs out when, what does not fit, and what was noted on diversion."""

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from whereas.assess.channels_request import Request
from whereas.core.filing import ChannelEvent
from whereas.policy.channels import Channels, Deadline, Exemption

_SOON = 14
_DRAFTED = "drafted"
Running = Literal["waiting", "running", "due soon", "past", "stopped"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A deadline of a request on a day: `due` is an ISO day, empty while the event it counts from has not come."""

    key: str
    words: str
    due: str
    state: Running
    basis: str
    verified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """How a request stands on a day: state, clocks, what does not fit, and the log of diversion risks.

    The log is no score: each entry says when, what was seen, and by whom.
    """

    state: str
    since: str
    clocks: tuple[Clock, ...]
    odd: tuple[str, ...]
    diversion: tuple[tuple[str, str, str], ...]

    @property
    def due(self) -> tuple[Clock, ...]:
        """The clocks that ran out or soon will, first the earliest."""
        return tuple(sorted((one for one in self.clocks if one.state in ("due soon", "past")), key=lambda one: one.due))


def life(
    request: Request, policy: Channels, routes: Iterable[Exemption], events: Sequence[tuple[ChannelEvent, str]], *,
    as_of: str,
) -> Life:  # fmt: skip
    """How a request stands as of an ISO day, from its events in the order they were recorded, each with who did."""
    known = sorted((pair for pair in events if pair[0].on <= as_of), key=lambda pair: pair[0].on)
    said = [event for event, _ in known]
    states = {stage.key: stage.state for stage in policy.stages}
    moved = [(event.on, states[event.kind]) for event in said if states.get(event.kind)]
    since, state = moved[-1] if moved else ("", _DRAFTED)
    noted = [(event.on, event.words, by) for event, by in known if event.kind == "diversion"]
    log = [(one.date, one.what, one.by) for one in request.diversion_log]
    return Life(
        state=state, since=since, clocks=_clocks(request, routes, said, as_of), odd=tuple(_odd(said)),
        diversion=tuple(sorted(log + noted)),
    )  # fmt: skip


def _clocks(request: Request, routes: Iterable[Exemption], events: list[ChannelEvent], as_of: str) -> tuple[Clock, ...]:
    rules = {clock.key: clock for one in routes for clock in one.deadlines}
    told = [event for event in events if event.until]
    ended = {"delivered", "refused", "withdrawn"} & {event.kind for event in events}
    found = [_clock(rule, events, as_of) for rule in rules.values() if not (rule.assumed and told)]
    if told:
        words = f"the exemption ends, as {told[-1].kind} on {told[-1].on} says"
        state = "stopped" if ended else _state(told[-1].until, as_of)
        found.append(
            Clock(key="until", words=words, due=told[-1].until, state=state, basis="the letter", verified=True)
        )
    planned = request.transport.ships_on
    if len(planned) == 10:
        gone = ended or any(event.kind == "shipped" for event in events)
        found.append(
            Clock(key="planned", words="goods were planned to leave", due=planned, basis="the request", verified=True,
                  state="stopped" if gone else _state(planned, as_of))
        )  # fmt: skip
    return tuple(found)


def _clock(rule: Deadline, events: list[ChannelEvent], as_of: str) -> Clock:
    starts = [event.on for event in events if event.kind == rule.counts_from]
    if not starts:
        return Clock(key=rule.key, words=rule.words, due="", state="waiting", basis=rule.basis, verified=rule.verified)
    due = (_months_after(date.fromisoformat(starts[-1]), rule.months) + timedelta(days=rule.days)).isoformat()
    over = any(event.kind in rule.stopped_by and event.on >= starts[-1] for event in events)
    return Clock(
        key=rule.key, words=rule.words, due=due, state="stopped" if over else _state(due, as_of), basis=rule.basis,
        verified=rule.verified,
    )  # fmt: skip


def _months_after(start: date, months: int) -> date:
    """The same day so many months later, or the last day of a shorter month."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def _state(due: str, as_of: str) -> Running:
    if due < as_of:
        return "past"
    return "due soon" if date.fromisoformat(due) <= date.fromisoformat(as_of) + timedelta(days=_SOON) else "running"


def _odd(events: list[ChannelEvent]) -> Iterable[str]:
    """What does not fit together: it is said, and never mended."""
    first: dict[str, str] = {}
    ends = ""
    for event in events:
        first.setdefault(event.kind, event.on)
        if event.kind == "answered" and "sent" not in first:
            yield f"answered on {event.on}, and never recorded as sent"
        if event.kind == "shipped" and not {"answered", "extended"} & first.keys():
            yield f"goods left on {event.on}, and no exemption is recorded before"
        if event.kind == "shipped" and ends and event.on > ends:
            yield f"goods left on {event.on}, after the exemption ended on {ends}"
        if event.kind == "delivered" and "shipped" not in first:
            yield f"delivered on {event.on}, and never recorded as shipped"
        if event.kind in ("shipped", "delivered") and {"refused", "withdrawn"} & first.keys():
            yield f"{event.kind} on {event.on}, after it was refused or withdrawn"
        ends = event.until or ends
