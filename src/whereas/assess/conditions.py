"""Outlet for conditions: how each stands on a day, on whose word, until when, and what would undo or show it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from whereas.assess.grounds import Ground
from whereas.assess.happenings import happenings
from whereas.assess.record import Record
from whereas.assess.weighing import months_before
from whereas.core.claim import Claim
from whereas.core.entity import Entity
from whereas.core.period import PartialDate
from whereas.policy.conditions import Condition

# Kinds of claim that say how a condition moves; their object is its key.
STEPS = ("announced", "step_taken", "step_verified", "step_reversed")
# Classes that only pass on what somebody said: a paper that repeats a verifier is not the verifier.
_PASSED_ON = ("press", "press_repeat")
# What a witness must allow before an account counts for a condition: these pages are the Union's.
_PURPOSE = "eu"
# The grade from which an exhibit confirms a step, or stands against one.
_RELIABILITY, _CREDIBILITY = "C", 3


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
    is known; `to_turn` what would bring it further; `undone_by` what would reverse it; `since` the partial date of the
    step or event that decides.
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
    since: str = ""

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
    steps = [claim for claim in kept.context if claim.kind in STEPS and claim.object == condition.key]
    counted = _quiet(condition, events, editions or {}, as_of)
    told = _told(condition, steps, kept, as_of)
    if told is None:
        return counted or _baseline(condition, as_of)
    outweighed = (State.MET, State.PARTLY, State.UNVERIFIABLE)
    if counted is not None and counted.state is State.UNMET:
        if told.state in outweighed:
            return counted  # what happened outweighs what was confirmed of a time in which it happened
        if told.state is State.ANNOUNCED and _not_before(counted.since, told.since):
            return counted  # and what was announced before it
    return told


def _not_before(one: str, other: str) -> bool:
    return PartialDate(one).latest >= PartialDate(other).earliest


def _told(condition: Condition, steps: list[Claim], kept: Record, as_of: str) -> Standing | None:
    """What claims say of it: the latest step decides, and only what stands on an exhibit counts."""
    known = []
    for claim in steps:
        grounds = tuple(one for one in kept.papers.supporting(claim) if _counts(claim, one, as_of))
        when = _when(claim, grounds)
        if when and PartialDate(when).earliest.isoformat() <= as_of and grounds:
            known.append((_placed(claim, when), STEPS.index(claim.kind), claim, when, grounds))
    if not known:
        return None
    known.sort(key=lambda one: (one[0], one[1], one[2].id))
    _, _, claim, when, grounds = known[_deciding(condition, [(one[2], one[3], one[4]) for one in known], as_of)]
    state, words, expires = _outcome(condition, claim, when, as_of)
    if state is State.MET and not any(_is_verifier(condition, one) for one in grounds):
        able = ", ".join(one.who for one in condition.verifiers)
        state, expires = State.PARTLY, ""
        words = f"{claim.words} No verifier of the condition confirms it ({able})."
    if state in (State.MET, State.PARTLY) and (against := _against(claim, kept, as_of)):
        state, expires = State.UNVERIFIABLE, ""
        words = f"{claim.words} {against} against it, and nobody settled it."
    return Standing(
        condition=condition, state=state, words=words, as_of=as_of, expires=expires, grounds=grounds,
        on_whose_word=", ".join(dict.fromkeys(one.publisher or one.title for one in grounds)),
        rests_on=tuple(one[2] for one in known), to_turn=_to_turn(condition, state), since=when,
    )  # fmt: skip


def _counts(claim: Claim, ground: Ground, as_of: str) -> bool:
    """Whether an exhibit of a step counts on the day.

    What speaks for the condition must be whole, surely to be had by then, and free for use where a witness gave it; of
    what speaks against it no loss and no lock takes anything away.
    """
    if claim.kind == "step_reversed":
        return not ground.available or PartialDate(ground.available).earliest.isoformat() <= as_of
    had = not ground.available or PartialDate(ground.available).latest.isoformat() <= as_of
    return ground.intact and had and ground.allows(_PURPOSE)


def _when(claim: Claim, grounds: tuple[Ground, ...]) -> str:
    """When a step was: as claimed, else as its exhibits have it; the day on which somebody wrote it down says nothing.

    Of several exhibits the first to be had dates what speaks for the condition, the last what speaks against it.
    """
    if claim.start:
        return claim.start
    dates = sorted((one.available for one in grounds if one.available), key=lambda text: PartialDate(text).earliest)
    if not dates:
        return claim.claimed_on
    return dates[-1] if claim.kind == "step_reversed" else dates[0]


def _against(claim: Claim, kept: Record, as_of: str) -> str:
    """What of fair grade stands against a step, and against it alone, in words; empty where nothing does."""
    found = [
        one
        for one in kept.papers.undermining(claim)
        if one.at_least(_RELIABILITY, _CREDIBILITY)
        and (not one.available or PartialDate(one.available).earliest.isoformat() <= as_of)
    ]
    names = ", ".join(dict.fromkeys(f"“{one.title}”" for one in found))
    return f"{names} {'stands' if len(found) == 1 else 'stand'}" if found else ""


def _placed(claim: Claim, when: str) -> date:
    """Where a step stands in time: one known to the month alone is early if it speaks for the condition, else late."""
    partial = PartialDate(when)
    return partial.latest if claim.kind == "step_reversed" else partial.earliest


def _deciding(condition: Condition, known: list[tuple[Claim, str, tuple[Ground, ...]]], as_of: str) -> int:
    """The place of the step that decides: the latest, save for those that take nothing back and add nothing.

    Such is an announcement after any step, and a further step that nobody verified while a confirmation holds.
    """
    for place in range(len(known) - 1, -1, -1):
        claim = known[place][0]
        earlier = known[:place]
        if claim.kind == "announced" and any(one.kind != "announced" for one, _, _ in earlier):
            continue
        if claim.kind == "step_taken" and earlier and _still_confirmed(condition, earlier, as_of):
            continue
        return place
    return len(known) - 1


def _still_confirmed(condition: Condition, known: list[tuple[Claim, str, tuple[Ground, ...]]], as_of: str) -> bool:
    """Whether the last step that is more than an announcement or a further step is a confirmation that holds."""
    firm = [one for one in known if one[0].kind in ("step_verified", "step_reversed")]
    if not firm or firm[-1][0].kind != "step_verified":
        return False
    claim, when, grounds = firm[-1]
    state, _, _ = _outcome(condition, claim, when, as_of)
    return state is State.MET and any(_is_verifier(condition, one) for one in grounds)


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
    """Whether an exhibit is the own and judged word of one of those who can verify the condition.

    The name must be the verifier's own: `Japan Times` is not `Japan`, `Democratic People's Republic of Korea` is not
    `Republic of Korea`, and `Some Paper, Japan` is that paper. Several who publish together stand apart by `;`. What
    the press passes on, and what nobody can judge, is no confirmation, whoever is named as its publisher.
    """
    if ground.evidence in _PASSED_ON or not ground.at_least(_RELIABILITY, _CREDIBILITY):
        return False
    able = {_bare(part) for one in condition.verifiers for part in (one.who, *one.who.replace(" and ", ",").split(","))}
    return any(_bare(part) in able for part in (ground.publisher, *ground.publisher.split(";")) if part.strip())


def _bare(name: str) -> str:
    return " ".join(name.casefold().split()).removeprefix("the ")


def _quiet(condition: Condition, events: Iterable[Entity], editions: Mapping[str, str], as_of: str) -> Standing | None:
    """What the events of a source say, where the condition is that nothing happens; None where there are none.

    The keyword may ask for several (`a+b`) or for one of several (`a|b`). Where nothing in view says which events are
    meant, none is counted and none is said to be absent.
    """
    quiet = condition.quiet
    if quiet is None or quiet.source not in editions:
        return None
    every = happenings(events, quiet.source, as_of=as_of)
    counted = [one for one in every if one.bears(quiet.keyword)]
    seen = editions[quiet.source]
    day = date.fromisoformat(as_of)
    since = day - timedelta(days=quiet.days)
    # An edition known to the year alone is taken at its first day, a test at its last: never to the condition's credit.
    known_to = PartialDate(seen).earliest if seen else date.min
    last = max(counted, key=lambda one: one.date.latest, default=None)
    unclear = [one for one in every if one.unclear(quiet.keyword) and min(one.date.latest, day) >= since]
    told = f"the last of {len(counted):,} events counted is of {last.date.text}" if last else "no event was counted"
    if last is not None and min(last.date.latest, day) >= since:
        state, words = State.UNMET, f"{told}, less than {quiet.days} days before"
    elif unclear and not any(one.knows(quiet.keyword) for one in every):
        words = f"nothing in view says which of the {len(every):,} events of {quiet.source} are meant"
        state = State.UNVERIFIABLE
    elif known_to < day - timedelta(days=quiet.stale_days):
        words = f"{told}; the series ends with the edition of {seen}; whether anything happened since is not known"
        state = State.UNVERIFIABLE
    elif unclear:
        words = f"{told}; {len(unclear):,} in the last {quiet.days} days are of no known class and may be such"
        state = State.UNVERIFIABLE
    else:
        words = f"{told}; nothing for {quiet.days} days; a moratorium that was not declared is quiet and no more"
        state = State.PARTLY
    return Standing(
        condition=condition, as_of=as_of, state=state, words=words, to_turn=_to_turn(condition, state),
        on_whose_word=f"{quiet.source}, edition of {seen}", since=last.date.text if last else "",
    )  # fmt: skip


def _baseline(condition: Condition, as_of: str) -> Standing:
    checked = "" if condition.verified else " (from memory, not checked)"
    state = State(condition.baseline_state)
    words = f"{condition.baseline}, as of {condition.baseline_on}{checked}; nothing newer is recorded"
    if PartialDate(condition.baseline_on).earliest.isoformat() > as_of:
        state = State.UNVERIFIABLE  # what was found out later says nothing of this day
        words = f"nothing is recorded up to {as_of}; the baseline of the policy file is of {condition.baseline_on}"
    return Standing(
        condition=condition, state=state, as_of=as_of, from_baseline=True, to_turn=_to_turn(condition, state),
        words=words, on_whose_word="the baseline of the policy file",
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
