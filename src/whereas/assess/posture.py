"""Outlet for posture: which stance the conditions advise, why, who disagrees, what would change it, what it opens."""

from collections.abc import Iterable
from dataclasses import dataclass

from whereas.assess.conditions import Standing, State
from whereas.policy.conditions import Relief
from whereas.policy.strategies import Measure, Posture, Strategy


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """The posture that is advised: never automatic, with its reasons, recorded dissent and what would change it."""

    posture: Posture
    reasons: tuple[str, ...]
    would_change: tuple[str, ...]
    dissent: tuple[str, ...] = ()
    supposed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """Whether a measure that waits for conditions is open, which are wanting, and which body must act.

    `supposed` is whether a what-if decides on any of them.
    """

    measure: Measure
    open: bool
    waits_for: tuple[str, ...]
    closed_by: tuple[str, ...]
    body: str
    supposed: bool = False


def advise(strategy: Strategy, standings: Iterable[Standing], dissent: Iterable[str] = ()) -> Stance | None:
    """The first posture of the strategy that holds; None for a strategy without postures."""
    known = tuple(standings)
    for place, posture in enumerate(strategy.postures):
        held = _held(posture, known)
        if held is not None:
            return Stance(
                posture=posture,
                reasons=held or ("no condition is in a state that would ask for another posture",),
                would_change=(posture.changes, *_nearer(strategy.postures[:place], known)),
                dissent=tuple(dissent),
                supposed=any(one.supposed for one in known),
            )
    return None


def _held(posture: Posture, standings: tuple[Standing, ...]) -> tuple[str, ...] | None:
    """The reasons for which a posture holds; None where it does not."""
    recorded = [one for one in standings if not one.from_baseline]
    if any(one.state.value in posture.none for one in recorded):
        return None
    chosen = _in_states(posture, standings)
    if posture.each_group:
        counts = {group: sum(one.condition.group == group for one in chosen) for group in posture.groups}
        enough = all(count >= posture.at_least for count in counts.values())
    else:
        enough = len(chosen) >= posture.at_least
    if not enough:
        return None
    return tuple(f"{one.condition.title}: {one.state.value} ({one.words})" for one in chosen)


def _in_states(posture: Posture, standings: Iterable[Standing]) -> list[Standing]:
    return [
        one
        for one in standings
        if one.state.value in posture.states
        and (not posture.groups or one.condition.group in posture.groups)
        and not (posture.recorded and one.from_baseline)
    ]


def _nearer(postures: Iterable[Posture], standings: tuple[Standing, ...]) -> list[str]:
    """For each posture that was tried and did not hold, what is wanting."""
    found = []
    for posture in postures:
        have = _in_states(posture, standings)
        groups = " and ".join(posture.groups) or "any group"
        what = "each of " if posture.each_group else ""
        barred = [one.condition.title for one in standings if not one.from_baseline and one.state.value in posture.none]
        words = f"“{posture.key}” asks for {posture.at_least} of {what}{groups} {' or '.join(posture.states)}"
        words += f"; there are {len(have)}"
        found.append(words + (f"; it is barred by {', '.join(barred)}" if barred else ""))
    return found


def gates(strategy: Strategy, standings: Iterable[Standing]) -> tuple[Gate, ...]:
    """For each measure that waits for conditions or is closed by them: whether it is open, and who must act."""
    states = {one.condition.key: one for one in standings}
    found = []
    for measure in strategy.measures:
        if not measure.conditions and not measure.closes:
            continue
        waits = tuple(
            f"{states[key].condition.title} ({states[key].state.value})"
            for key in measure.conditions
            if states[key].state is not State.MET
        )
        closed = tuple(
            f"{states[key].condition.title} ({states[key].state.value})"
            for key in measure.closes
            if states[key].state is State.REVERSED and not states[key].from_baseline
        )
        found.append(
            Gate(
                measure=measure,
                open=not waits and not closed,
                waits_for=waits,
                closed_by=closed,
                body=measure.body,
                supposed=any(states[key].supposed for key in (*measure.conditions, *measure.closes)),
            )
        )
    return tuple(found)


def reliefs(standings: Iterable[Standing]) -> tuple[tuple[Standing, Relief], ...]:
    """What the conditions that are met let bodies consider: by which body, on what basis."""
    return tuple((one, relief) for one in standings if one.state is State.MET for relief in one.condition.reliefs)
