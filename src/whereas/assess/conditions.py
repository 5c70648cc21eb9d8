"""Outlet for conditions: how each stands on a day, on whose word, until when, and what would undo or show it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from whereas.assess.grounds import Ground
from whereas.assess.proof import Record, months_before
from whereas.core.claim import Claim
from whereas.core.entity import Entity
from whereas.core.period import PartialDate
from whereas.policy.conditions import Condition

_KINDS = ("announced", "step_taken", "step_verified", "step_reversed")


class State(StrEnum):
    """How a condition stands. An announcement is never more than announced; unverifiable is not met."""

    UNMET = "unmet"
    ANNOUNCED = "announced"
    PARTLY = "partly met"
    MET = "met"
    REVERSED = "reversed"
    UNVERIFIABLE = "unverifiable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How one condition stands.

    `words` says why; `on_whose_word` who confirms or reports it; `expires` the ISO day on which a confirmation runs
    out; `rests_on` the claims; `grounds` their exhibits; `from_baseline` whether nothing newer than the file's baseline
    is known; `to_turn` what would bring it further; `undone_by` what would reverse it.
    """

    condition: Condition
    state: State
    words: str
    on_whose_word: str
    as_of: str
    expires: str = ""
    rests_on: tuple[Claim, ...] = ()
    grounds: tuple[Ground, ...] = ()
    from_baseline: bool = False
    supposed: bool = False
    to_turn: str = ""

    @property
    def undone_by(self) -> str:
        """What would reverse it."""
        return self.condition.reversed_by


def stand(
    condition: Condition, kept: Record, *, as_of: str, events: Iterable[Entity] = (),
    editions: Mapping[str, str] | None = None, supposed: str = "",
) -> Standing:  # fmt: skip
    """How a condition stands on an ISO day.

    `events` are the events in view, counted where the condition asks for quiet, with the edition date of each source;
    `supposed` is a state assumed for a what-if, which is marked as such.
    """
    if supposed:
        return Standing(
            condition=condition, state=State(supposed), words=f"supposed to be {supposed}",
            on_whose_word="nobody: a what-if", as_of=as_of, supposed=True, to_turn=_to_turn(condition, State(supposed)),
        )  # fmt: skip
    steps = [claim for claim in kept.context if claim.kind in _KINDS and claim.object == condition.key]
    counted = _quiet(condition, events, editions or {}, as_of)
    told = _told(condition, steps, kept, as_of)
    if told is None:
        return counted or _baseline(condition, as_of)
    if counted is not None and counted.state is State.UNMET and told.state in (State.MET, State.PARTLY):
        return counted  # what happened outweighs what was confirmed before it
    return told


def _told(condition: Condition, steps: list[Claim], kept: Record, as_of: str) -> Standing | None:
    """What claims say of it: the latest step decides, and only what stands on an exhibit counts."""
    known = []
    for claim in steps:
        when = claim.start or claim.claimed_on
        grounds = tuple(one for one in kept.papers.supporting(claim) if one.intact and _had(one, as_of))
        if when[: len(as_of)] <= as_of and grounds:
            known.append((when, _KINDS.index(claim.kind), claim, grounds))
    if not known:
        return None
    known.sort(key=lambda one: (one[0], one[1], one[2].id))
    when, _, claim, grounds = known[-1]
    state, words, expires = _outcome(condition, claim, when, as_of)
    if claim.kind == "announced":  # an announcement after a step takes nothing back and adds nothing
        earlier = [one for one in known if one[2].kind != "announced"]
        if earlier:
            when, _, claim, grounds = earlier[-1]
            state, words, expires = _outcome(condition, claim, when, as_of)
    if state is State.MET and not any(_is_verifier(condition, one) for one in grounds):
        state, words = State.PARTLY, f"{claim.words} No verifier of the condition confirms it."
    return Standing(
        condition=condition, state=state, words=words, as_of=as_of, expires=expires, grounds=grounds,
        on_whose_word=", ".join(dict.fromkeys(one.publisher or one.title for one in grounds)),
        rests_on=tuple(one[2] for one in known), to_turn=_to_turn(condition, state),
    )  # fmt: skip


def _outcome(condition: Condition, claim: Claim, when: str, as_of: str) -> tuple[State, str, str]:
    if claim.kind == "step_reversed":
        return State.REVERSED, claim.words, ""
    if claim.kind == "announced":
        return State.ANNOUNCED, f"{claim.words} An announcement is no step.", ""
    if claim.kind == "step_taken":
        return State.PARTLY, f"{claim.words} Nobody has verified it.", ""
    expires = _months_after(PartialDate(when).earliest, condition.expires_months).isoformat()
    if expires < as_of:
        return State.UNVERIFIABLE, f"{claim.words} The confirmation ran out on {expires}.", expires
    return State.MET, claim.words, expires


def _is_verifier(condition: Condition, ground: Ground) -> bool:
    """Whether the publisher of an exhibit is one of those who can verify the condition."""
    said = (ground.publisher or ground.title).casefold()
    return any(part.strip().casefold() in said for one in condition.verifiers for part in one.who.replace(" and ", ",")
               .split(",") if part.strip())  # fmt: skip


def _had(ground: Ground, as_of: str) -> bool:
    return not ground.available or PartialDate(ground.available).earliest.isoformat() <= as_of


def _quiet(condition: Condition, events: Iterable[Entity], editions: Mapping[str, str], as_of: str) -> Standing | None:
    """What the events of a source say, where the condition is that nothing happens; None where there are none."""
    quiet = condition.quiet
    if quiet is None or quiet.source not in editions:
        return None
    dates = sorted(
        when
        for event in events
        if quiet.keyword in event.get("keywords") and any(said.source == quiet.source for said in event.statements)
        for when in event.get("date")
        if when <= as_of
    )
    seen = editions[quiet.source]
    day, known_to = date.fromisoformat(as_of), PartialDate(seen).latest if seen else date.min
    last = PartialDate(dates[-1]).latest if dates else date.min
    shared = {"condition": condition, "as_of": as_of, "on_whose_word": f"{quiet.source}, edition of {seen}"}
    if last >= day - timedelta(days=quiet.days):
        words = f"the last of {len(dates):,} events counted is of {dates[-1]}, less than {quiet.days} days before"
        state = State.UNMET
    elif known_to < day - timedelta(days=quiet.stale_days):
        words = f"the series ends with the edition of {seen}; whether anything happened since is not known"
        state = State.UNVERIFIABLE
    else:
        words = f"nothing was counted for {quiet.days} days; a moratorium that was not declared is quiet and no more"
        state = State.PARTLY
    return Standing(state=state, words=words, to_turn=_to_turn(condition, state), **shared)  # type: ignore[arg-type]  # the shared fields are of their types


def _baseline(condition: Condition, as_of: str) -> Standing:
    state = State(condition.baseline_state)
    checked = "" if condition.verified else " (from memory, not checked)"
    return Standing(
        condition=condition, state=state, as_of=as_of, from_baseline=True, to_turn=_to_turn(condition, state),
        words=f"{condition.baseline}, as of {condition.baseline_on}{checked}; nothing newer is recorded",
        on_whose_word="the baseline of the policy file",
    )  # fmt: skip


def _to_turn(condition: Condition, state: State) -> str:
    """What would bring the condition to met."""
    if state is State.MET:
        return ""
    able = [one for one in condition.verifiers if one.access]
    barred = [one for one in condition.verifiers if not one.access]
    if not able:
        who = ", ".join(one.who for one in barred)
        return f"First access for {who}: without it nobody can confirm that {condition.words}."
    who = "; ".join(f"{one.who} ({one.by})" for one in able)
    return f"A dated confirmation that {condition.words}, by {who}."


def _months_after(start: date, months: int) -> date:
    """So many months later, by going back from the day as many months before zero: the same calendar rule."""
    return date.fromisoformat(months_before(start.isoformat(), -months))
